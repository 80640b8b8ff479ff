"""Making a project's own scales, and changing them: freely until something is rated on one, with care from then on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from annotations.actions.recording import annotate_record, recorded
from annotations.actions.refusals import invalid
from annotations.errors import Conflict, Denied, Invalid, Problem
from annotations.models import Claim, Decision, Project, Rating, Scale, User, Verdict
from annotations.models.base import uuid7
from annotations.permissions import Permission, require

FEWEST, MOST = 2, 20
FROZEN = frozenset({"code", "numeric"})
SHIPPED = "This scale came with the installation and is everyone's. Make a scale of your own from it, and change that."
IN_USE = (
    "Something was rated on this scale, so its codes and their order stay. Rename, recolour, redefine, retire or merge "
    "its ratings; for other steps make a new scale."
)


def create_scale(
    *,
    by: User,
    project: Project,
    slug: str,
    name: str,
    ratings: Sequence[Mapping[str, Any]],
    description: str = "",
    id: uuid.UUID | None = None,
) -> Scale:
    """A scale of the project's own, its ratings in the order given. An owner chooses it for the project afterwards."""
    require(by, Permission.EDIT, project)
    _check_name(name=name)
    if not FEWEST <= len(ratings) <= MOST:
        raise invalid("/ratings", f"A scale has {FEWEST} to {MOST} ratings. This one has {len(ratings)}.")
    problems = [p for i, one in enumerate(ratings) for p in _problems(one, f"/ratings/{i}")]
    codes = [one["code"] for one in ratings]
    problems += [
        Problem(f"/ratings/{i}/code", f"“{code}” stands here twice. Give each rating a code of its own.")
        for i, code in enumerate(codes)
        if code in codes[:i]
    ]
    if problems:
        raise Invalid(problems[0].detail, problems=tuple(problems))
    if Scale.objects.filter(project=None, slug=slug).exists():
        raise invalid("/slug", "A scale that came with the installation has this short name. Choose another.")
    with recorded(by=by):
        scale = Scale.objects.create(id=id or uuid7(), project=project, slug=slug, name=name, description=description)
        Rating.objects.bulk_create(Rating(scale=scale, order=i, **one) for i, one in enumerate(ratings, start=1))
    return scale


def change_scale(*, by: User, scale: Scale, order: Sequence[str] | None = None, **fields: Any) -> Scale:
    """Change name and description; and, until something was rated on it, the order: all codes, in their new one."""
    _require(by, scale)
    _check_name(**fields)
    with recorded(by=by):
        held = _locked(scale)
        if order is not None:
            _reorder(held, order)
        return scale.change(**fields)


def add_rating(*, by: User, scale: Scale, id: uuid.UUID | None = None, **fields: Any) -> Rating:
    """One more step, the last. Raises Conflict when something was rated on the scale already."""
    _require(by, scale)
    _refuse(_problems(fields))
    with recorded(by=by):
        held = _locked(scale)
        ratings = list(held.ratings.all())
        if in_use(held):
            raise Conflict(IN_USE)
        if len(ratings) >= MOST:
            raise Conflict(f"A scale has {MOST} ratings at most. This one has them.")
        if fields["code"] in [rating.code for rating in ratings]:
            raise Conflict("This scale has a rating of this code already. Choose another code.")
        last = max((rating.order for rating in ratings), default=0)
        rating = Rating.objects.create(id=id or uuid7(), scale=held, order=last + 1, **fields)
        held.change()
    return rating


def change_rating(*, by: User, rating: Rating, **fields: Any) -> Rating:
    """Rename, recolour, redefine, retire (`retired`), or merge into another rating of the scale (`merged_into`, a code).

    None of it touches a label that was given. Merging retires as well; `retired` false brings a rating back, and out of
    what it was merged into. Code and `numeric` change only until something was rated on the scale.
    """
    _require(by, rating.scale)
    _refuse(_problems(fields, whole=False))
    with recorded(by=by):
        scale = _locked(rating.scale)
        now = {other.code: other for other in scale.ratings.all()}
        if any(fields[name] != getattr(rating, name) for name in FROZEN & fields.keys()) and in_use(scale):
            raise Conflict(IN_USE)
        if fields.get("code", rating.code) != rating.code and fields["code"] in now:
            raise Conflict("This scale has a rating of this code already. Choose another code.")
        if fields.get("retired") is False:
            fields = {"merged_into": None} | fields
        if fields.get("merged_into") is not None:
            fields |= {"merged_into": _target(rating, now, fields["merged_into"]), "retired": True}
        if fields.get("retired") and not any(not r.retired for r in now.values() if r.pk != rating.pk):
            raise Conflict("This is the last rating that can still be given. Bring another one back first.")
        if fields.get("merged_into"):
            # Whatever was merged into this one goes along: nobody who counts follows more than one step.
            annotate_record(by=by, action="merge")
            for follower in Rating.objects.filter(merged_into=rating):
                follower.change(merged_into=fields["merged_into"])
        elif fields.get("retired") and not rating.retired:
            annotate_record(by=by, action="retire")
        rating.change(**fields)
        annotate_record(by=by)
        scale.change()  # what shows a scale shows its ratings
    return rating


def in_use(scale: Scale) -> bool:
    """Whether something was rated on the scale, or may have been: a claim in review has verdicts nobody may know of."""
    judged = Claim.objects.filter(project__scale=scale, round__gt=0)
    return (
        judged.exists()
        or Verdict.objects.filter(rating__scale=scale).exists()
        or Decision.objects.filter(rating__scale=scale).exists()
    )


def _require(by: User, scale: Scale) -> None:
    if scale.project is None:
        raise Denied(SHIPPED)
    require(by, Permission.EDIT, scale.project)


def _locked(scale: Scale) -> Scale:
    """The scale as it is now, held until the end: its ratings are one thing, and changed by one person at a time."""
    return Scale.objects.select_for_update().get(pk=scale.pk)


def _reorder(scale: Scale, order: Sequence[str]) -> None:
    ratings = {rating.code: rating for rating in scale.ratings.all()}
    if sorted(order) != sorted(ratings):
        raise invalid("/order", f"Name every rating once, in the new order: {', '.join(ratings)}.")
    moved = [(i, ratings[code]) for i, code in enumerate(order, start=1) if ratings[code].order != i]
    if moved and in_use(scale):
        raise Conflict(IN_USE)
    for i, rating in moved:
        rating.change(order=i)


def _target(rating: Rating, now: Mapping[str, Rating], code: str) -> Rating:
    target = now.get(code)
    if target is None or target.pk == rating.pk or target.retired:
        choices = ", ".join(r.code for r in now.values() if r.pk != rating.pk and not r.retired)
        raise invalid("/merged_into", f"Merge it into another rating of this scale that can still be given: {choices}.")
    return target


def _problems(fields: Mapping[str, Any], at: str = "", *, whole: bool = True) -> list[Problem]:
    """What is wrong with a rating's fields; `whole`: whether it must be complete."""
    found = []
    if (whole or "label" in fields) and not fields.get("label", "").strip():
        found.append(Problem(f"{at}/label", "A rating needs a label. Type one."))
    if (whole or "code" in fields) and not fields.get("code"):
        found.append(Problem(f"{at}/code", "A rating needs a code, by which data people know it."))
    if fields.get("numeric") is not None and not 0 <= fields["numeric"] <= 1:
        found.append(Problem(f"{at}/numeric", "The place on the line is a number from 0 (false) to 1 (true), or none."))
    if fields.get("claimreview") is not None and not 1 <= fields["claimreview"] <= 5:
        found.append(
            Problem(f"{at}/claimreview", "A ClaimReview value is a number from 1 (worst) to 5 (best), or none.")
        )
    return found


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Invalid(problems[0].detail, problems=tuple(problems))


def _check_name(**fields: Any) -> None:
    if "name" in fields and not fields["name"].strip():
        raise invalid("/name", "A scale needs a name. Type one.")
