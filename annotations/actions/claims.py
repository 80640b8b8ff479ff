"""Making claims, wording them, and taking them through the workflow."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models.functions import Now

from annotations.actions.belonging import require_member, require_same_project
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.actions.reviews import finish_review, locked, open_review
from annotations.errors import Conflict, Denied, Invalid, Problem
from annotations.models import Claim, ClaimQuote, Project, Quote, Speaker, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.workflow import CONTENT_STATES, Action, State, row_of, transition

CONTENT_FIELDS = frozenset({"text", "quotes", "speaker", "said_on", "place", "occasion"})


def create_claim(
    *,
    by: User,
    project: Project,
    text: str,
    id: uuid.UUID | None = None,
    quotes: Sequence[Quote] = (),
    speaker: Speaker | None = None,
    said_on: date | None = None,
    place: str = "",
    occasion: str = "",
    topics: Sequence[str] = (),
    priority: int = 0,
    assignee: User | None = None,
) -> Claim:
    """Make a draft claim from quotes of the project's articles. Raises Invalid for empty words or foreign objects."""
    require(by, Permission.ANNOTATE if assignee is None else Permission.EDIT, project)
    _check_content(project, text=text, quotes=quotes, speaker=speaker)
    require_member("/assignee", assignee, project)
    with recorded(by=by):
        claim = Claim(
            id=id or uuid7(),
            project=project,
            author=by,
            text=text,
            speaker=speaker,
            said_on=said_on,
            place=place,
            occasion=occasion,
            topics=list(topics),
            priority=priority,
            assignee=assignee,
        )
        _put_quotes(claim, quotes)
        claim.save(force_insert=True)
    return claim


def change_claim(*, by: User, claim: Claim, **fields: Any) -> Claim:
    """Change a claim. Its content (what reviewers judge) changes only in draft and in review; assigning is for editors.

    When content really differs, `content_version` moves along, and verdicts on earlier words become stale.
    """
    require(by, Permission.EDIT if "assignee" in fields else Permission.ANNOTATE, claim.project)
    _check_content(claim.project, **fields)
    require_member("/assignee", fields.get("assignee"), claim.project)
    quotes = fields.pop("quotes", None)
    with recorded(by=by):
        if quotes is not None:
            # Held before its quotes are exchanged: of two people who do so at once, the second finds it changed.
            locked(claim)
        differs = {f for f in CONTENT_FIELDS & fields.keys() if getattr(claim, f) != fields[f]}
        if quotes is not None and [q.pk for q in quotes] != quote_ids(claim):
            differs.add("quotes")
        if differs:
            if State(claim.state) not in CONTENT_STATES:
                raise Conflict(
                    f"A claim that is {State(claim.state).label} keeps its words: they are what was judged. "
                    "Reopen it to change them."
                )
            fields["content_version"] = claim.version + 1
        if "quotes" in differs:
            # Before the claim's own row: the record's row of a claim names the quotes it is made from.
            ClaimQuote.objects.filter(claim=claim).delete()
            _put_quotes(claim, quotes)
        return claim.change(**fields)


def delete_claim(*, by: User, claim: Claim) -> Claim:
    """Remove a claim nobody has judged. One that has been in review stays, and can be parked or rejected instead."""
    require(by, Permission.ANNOTATE if claim.author_id == by.pk else Permission.EDIT, claim.project)
    if claim.round:
        raise Conflict("This claim has been in review, and its verdicts stay. Return it and park it instead.")
    if claim.duplicates.filter(deleted_at=None).exists():
        raise Conflict("Another claim is marked as a duplicate of this one. Resume that one first.")
    with recorded(by=by, action="delete"):
        return claim.change(deleted_at=Now())


def restore_claim(*, by: User, claim: Claim) -> Claim:
    """Undo a delete: for the claim's author, or an editor. Raises Conflict when there is nothing to bring back."""
    require(by, Permission.ANNOTATE if claim.author_id == by.pk else Permission.EDIT, claim.project)
    if claim.deleted_at is None:
        raise Conflict("This claim is not deleted. There is nothing to restore.")
    with recorded(by=by, action="restore"):
        quotes = quote_ids(claim)
        if len(_held(quotes)) < len(quotes):
            raise Conflict("A quote this claim is made from was deleted as well. Restore that one first.")
        return claim.change(deleted_at=None)


def act_on_claim(
    *,
    by: User,
    claim: Claim,
    action: str,
    reason: str = "",
    duplicate_of: Claim | None = None,
    version: int | None = None,
) -> Claim:
    """Take a claim one step through the workflow (annotations.workflow has the table).

    `version`, when given, is the claim's version the person saw. Raises Denied when the step takes another role,
    whatever the claim's state, Conflict when it is not possible from there, Invalid when the reason is missing.
    """
    with recorded(by=by, action=action, reason=reason):
        role = require(by, Permission.READ, claim.project)
        needed = row_of(action).role
        if not needed <= role:
            raise Denied(
                f"To do that you need the role {needed.value} or a higher one; yours is {role.value}. "
                "Ask an owner of the project."
            )
        if duplicate_of is not None:
            # Both in one order: or two editors could each make one claim the duplicate of the other.
            both = Claim.objects.select_for_update().filter(pk__in=[claim.pk, duplicate_of.pk]).order_by("pk")
            duplicate_of = {one.pk: one for one in both}.get(duplicate_of.pk)
        claim = locked(claim)
        if version is not None:
            claim.version = version
        step = transition(claim.state, action)
        if step.needs_reason and not reason.strip():
            raise invalid("/reason", "This step needs a reason, for those who come after. Write one.")
        if step.needs_duplicate_of:
            _check_duplicate(claim, duplicate_of)
        elif duplicate_of is not None:
            raise invalid("/duplicate_of", "Only a duplicate has a claim it repeats. Leave duplicate_of out.")
        match step.action:
            case Action.QUEUE | Action.REOPEN:
                return open_review(claim=claim)
            case Action.CLOSE:
                return finish_review(by=by, claim=claim, action=action, reason=reason)
            case Action.DUPLICATE:
                return claim.change(state=State.DUPLICATE, duplicate_of=duplicate_of)
            case Action.RESUME:
                return claim.change(state=State.DRAFT, duplicate_of=None)
            case _:
                return claim.change(state=step.target)


def quote_ids(claim: Claim) -> list[uuid.UUID]:
    """The ids of the quotes a claim is made from, in their order."""
    return list(ClaimQuote.objects.filter(claim=claim).order_by("position").values_list("quote_id", flat=True))


def _put_quotes(claim: Claim, quotes: Sequence[Quote]) -> None:
    if len(_held([q.pk for q in quotes])) < len(quotes):
        raise invalid("/quotes", "One of these quotes was deleted meanwhile. Leave it out.")
    ClaimQuote.objects.bulk_create(ClaimQuote(claim=claim, quote=q, position=i) for i, q in enumerate(quotes))


def _held(quotes: Sequence[uuid.UUID]) -> list[Any]:
    """Those of the quotes that are not deleted, held so that none is before the claim is saved."""
    live = Quote.objects.filter(pk__in=quotes, deleted_at=None).order_by("pk")
    return list(live.select_for_update(no_key=True).values_list("pk"))


def _check_content(project: Project, **fields: Any) -> None:
    if "text" in fields and not fields["text"].strip():
        raise invalid("/text", "A claim needs words. Write what is to be checked, so that it stands on its own.")
    require_same_project("/speaker", fields.get("speaker"), project)
    quotes = fields.get("quotes") or ()
    if len({q.pk for q in quotes}) < len(quotes):
        raise invalid("/quotes", "A quote is named twice. Name each once.")
    problems = tuple(
        Problem(f"/quotes/{i}", "There is no such quote in this project. Choose one that is.")
        for i, quote in enumerate(quotes)
        if quote.article.project_id != project.pk or quote.deleted_at is not None
    )
    if problems:
        raise Invalid(problems[0].detail, problems=problems)


def _check_duplicate(claim: Claim, other: Claim | None) -> None:
    if other is None:
        raise invalid("/duplicate_of", "Name the claim this one repeats.")
    if other.project_id != claim.project_id or other.deleted_at is not None:
        raise invalid("/duplicate_of", "There is no such claim in this project. Choose one that is.")
    chain = {claim.pk}
    while other is not None:
        if other.pk in chain:
            raise invalid("/duplicate_of", "A claim cannot repeat itself. Choose another claim.")
        chain.add(other.pk)
        other = other.duplicate_of
