"""Scales of one's own, and what may still be done with one on which something was rated."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from annotations.actions.decisions import decide_claim
from annotations.actions.projects import change_project
from annotations.actions.scales import add_rating, change_rating, change_scale, create_scale
from annotations.actions.verdicts import change_verdict
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import Change, Rating, Scale, Verdict
from annotations.queries.rounds import rounds_of
from tests.cast import Cast, fresh, judge, make_cast, make_scale, queued_claim, refused

SHADES = ["true", "mostly-true", "mostly-false", "false"]


@pytest.fixture
def scale(cast: Cast) -> Scale:
    """The project's own scale of four, chosen for it."""
    made = make_scale(cast, *SHADES)
    change_project(by=cast.olu, project=cast.project, scale=made)
    return made


def rating(scale: Scale, code: str) -> Rating:
    return Rating.objects.get(scale=scale, code=code)


def change(cast: Cast, scale: Scale, which: str, **fields):
    return change_rating(by=cast.ada, rating=rating(scale, which), **fields)


def codes(scale: Scale) -> list[str]:
    return list(Rating.objects.filter(scale=scale).order_by("order").values_list("code", flat=True))


def test_it_works(cast: Cast):
    made = make_scale(cast, *SHADES)
    assert codes(made) == SHADES
    assert made.project == cast.project
    assert change_scale(by=cast.olu, scale=made, name="Ours, in four").version == 2


def test_until_it_is_used_everything_can_be_changed(cast: Cast, scale: Scale):
    add_rating(by=cast.ada, scale=scale, code="unproven", label="Unproven", colour="grey")
    change_scale(by=cast.ada, scale=fresh_scale(scale), order=["unproven", *reversed(SHADES)])
    assert codes(scale) == ["unproven", *reversed(SHADES)]
    change(cast, scale, "unproven", code="open", numeric=0.5)
    assert codes(scale)[0] == "open"


def fresh_scale(scale: Scale) -> Scale:
    return Scale.objects.get(pk=scale.pk)


def test_once_it_is_used_codes_and_order_stay(cast: Cast, scale: Scale):
    judge(queued_claim(cast), cast.chi, "true")
    for call in (
        lambda: change(cast, scale, "true", code="correct"),
        lambda: change(cast, scale, "false", numeric=0.1),
        lambda: change_scale(by=cast.ada, scale=fresh_scale(scale), order=SHADES[::-1]),
        lambda: add_rating(by=cast.ada, scale=scale, code="mixed", label="Mixed", colour="amber"),
    ):
        assert "rated on this scale" in refused(Conflict, call).detail
    assert codes(scale) == SHADES
    change(cast, scale, "true", code="true", label="Correct", colour="lime", definition="It is so.", fever="SUPPORTS")
    change_scale(by=cast.ada, scale=fresh_scale(scale), name="Theirs", order=SHADES)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rating SET code = 'x', version = version + 1 WHERE id = %s",
        "UPDATE rating SET numeric = 0.3, version = version + 1 WHERE id = %s",
        "UPDATE rating SET merged_into_id = id, retired = true, version = version + 1 WHERE id = %s",
        "DELETE FROM rating WHERE id = %s",
    ],
)
def test_the_database_says_the_same(cast: Cast, scale: Scale, statement: str):
    judge(queued_claim(cast), cast.chi, "true")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [rating(scale, "true").pk])


def test_a_label_keeps_the_version_it_was_given_under(cast: Cast, scale: Scale):
    claim = queued_claim(cast)
    first = judge(claim, cast.chi, "false")
    change(cast, scale, "false", label="Wrong")
    second = judge(claim, cast.dan, "false")
    claim = fresh(claim)
    decision = decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="false")
    change(cast, scale, "false", label="Untrue")
    for given, version in ((first, 1), (second, 2), (decision, 2)):
        given.refresh_from_db()
        assert given.rating_version == version
    labels = Change.objects.filter(object_id=rating(scale, "false").pk).order_by("version")
    assert [change.row["label"] for change in labels] == ["False", "Wrong", "Untrue"]
    with pytest.raises(DatabaseError, match="keeps the version"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE verdict SET rating_version = 1, version = version + 1 WHERE id = %s", [second.pk])


def test_a_draft_is_given_under_the_version_it_is_submitted_under(cast: Cast, scale: Scale):
    draft = judge(queued_claim(cast), cast.chi, "false", state="draft")
    change(cast, scale, "false", label="Wrong")
    change_verdict(by=cast.chi, verdict=draft, state="submitted")
    assert Verdict.objects.get(pk=draft.pk).rating_version == 2


def test_a_retired_rating_is_given_no_more_and_shown_where_it_was(cast: Cast, scale: Scale):
    claim = queued_claim(cast)
    given = judge(claim, cast.chi, "mostly-true")
    draft = judge(claim, cast.dan, "mostly-true", state="draft")
    change(cast, scale, "mostly-true", retired=True)
    said = refused(Invalid, lambda: judge(queued_claim(cast), cast.chi, "mostly-true"))
    assert said.problems[0].pointer == "/rating"
    assert "retired" in said.detail
    refused(Invalid, lambda: change_verdict(by=cast.dan, verdict=draft, state="submitted"))
    change_verdict(by=cast.dan, verdict=draft, rationale="Still thinking.")
    change_verdict(by=cast.dan, verdict=draft, rating="true", state="submitted")
    given.refresh_from_db()
    assert (given.rating.code, given.rating_version) == ("mostly-true", 1)
    change(cast, scale, "mostly-true", retired=False)
    judge(queued_claim(cast), cast.chi, "mostly-true")


def test_the_database_gives_no_retired_rating(cast: Cast, scale: Scale):
    draft = judge(queued_claim(cast), cast.chi, "true", state="draft")
    retired = change(cast, scale, "false", retired=True)
    with pytest.raises(DatabaseError, match="retired"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE verdict SET rating_id = %s, version = version + 1 WHERE id = %s", [retired.pk, draft.pk])


def test_merging_changes_one_row_and_counts_as_the_other(cast: Cast, scale: Scale):
    claim = queued_claim(cast)
    mild = judge(claim, cast.chi, "mostly-false")
    before = Change.objects.filter(object_type="verdict").count()
    merged = change(cast, scale, "mostly-false", merged_into="false")
    assert merged.retired
    assert Change.objects.filter(object_type="verdict").count() == before, "No verdict was touched."
    assert Change.objects.filter(object_id=merged.pk).latest("version").action == "merge"
    judge(claim, cast.dan, "false")
    assert fresh(claim).state == "agreed"
    mild.refresh_from_db()
    assert mild.rating.code == "mostly-false"
    (only,) = rounds_of(cast.ada, fresh(claim))
    assert only.rating is not None
    assert only.rating.code == "false"


def test_what_was_merged_goes_along_when_its_rating_is_merged(cast: Cast, scale: Scale):
    change(cast, scale, "mostly-true", merged_into="mostly-false")
    change(cast, scale, "mostly-false", merged_into="false")
    assert {r.code: r.counts_as.code for r in Rating.objects.filter(scale=scale)} == {
        "true": "true",
        "mostly-true": "false",
        "mostly-false": "false",
        "false": "false",
    }
    back = change(cast, scale, "mostly-true", retired=False)
    assert (back.retired, back.merged_into) == (False, None)


@pytest.mark.parametrize("target", ["mostly-true", "mixed", "false"])
def test_a_rating_is_merged_into_another_that_lives(cast: Cast, scale: Scale, target: str):
    change(cast, scale, "false", retired=True)
    said = refused(Invalid, lambda: change(cast, scale, "mostly-true", merged_into=target))
    assert said.problems[0].pointer == "/merged_into"


def test_the_last_rating_cannot_be_retired(cast: Cast, scale: Scale):
    for code in SHADES[1:]:
        change(cast, scale, code, retired=True)
    refused(Conflict, lambda: change(cast, scale, "true", retired=True), match="last")


def test_a_shipped_scale_is_nobodys_to_change(cast: Cast):
    shipped = Scale.objects.get(project=None, slug="desk-6")
    assert "own" in refused(Denied, lambda: change_scale(by=cast.olu, scale=shipped, name="Ours")).detail
    refused(Denied, lambda: change(cast, shipped, "true", label="Ours"))
    refused(Denied, lambda: add_rating(by=cast.olu, scale=shipped, code="x", label="X", colour="red"))


@pytest.mark.parametrize("who", ["rae", "ben", "chi"])
def test_scales_are_made_and_changed_by_editors(cast: Cast, scale: Scale, who: str):
    person = getattr(cast, who)
    refused(Denied, lambda: make_scale(cast, by=person, slug="mine"))
    refused(Denied, lambda: change_scale(by=person, scale=scale, name="Mine"))
    refused(Denied, lambda: change_rating(by=person, rating=rating(scale, "true"), label="Mine"))
    refused(Missing, lambda: change_scale(by=cast.eve, scale=scale, name="Mine"))


def test_a_scale_is_its_projects_own(cast: Cast, scale: Scale):
    other = make_cast()
    make_scale(other)  # the same short name in another project
    refused(Conflict, lambda: make_scale(cast), match="short name")
    refused(Invalid, lambda: change_project(by=other.olu, project=other.project, scale=scale))
    refused(Invalid, lambda: make_scale(cast, slug="desk-6"))


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"label": " "}, "/ratings/1/label"),
        ({"code": "true"}, "/ratings/1/code"),
        ({"numeric": 1.5}, "/ratings/1/numeric"),
        ({"claimreview": 6}, "/ratings/1/claimreview"),
    ],
)
def test_a_scale_that_makes_no_sense_is_refused(cast: Cast, wrong: dict[str, object], pointer: str):
    ratings = [{"code": code, "label": code, "colour": "grey"} for code in ("true", "false")]
    ratings[1] |= wrong  # type: ignore[operator]
    made = {"by": cast.ada, "project": cast.project, "slug": "s", "name": "S"}
    said = refused(Invalid, lambda: create_scale(ratings=ratings, **made))
    assert [problem.pointer for problem in said.problems] == [pointer]
    refused(Invalid, lambda: create_scale(ratings=ratings[:1], **made))


def test_two_people_do_not_change_one_rating_at_once(cast: Cast, scale: Scale):
    mine, theirs = rating(scale, "true"), rating(scale, "true")
    change_rating(by=cast.ada, rating=mine, label="Correct")
    refused(Stale, lambda: change_rating(by=cast.olu, rating=theirs, label="Right"))


def test_a_rating_belongs_to_its_scales_project_in_the_record(cast: Cast, scale: Scale):
    for thing in (scale, rating(scale, "true")):
        assert Change.objects.filter(object_id=thing.pk).latest("version").project_id == cast.project.pk


def test_a_renamed_rating_is_shown_as_it_was_given(cast: Cast, scale: Scale):
    claim = queued_claim(cast)
    judge(claim, cast.chi, "false")
    change(cast, scale, "false", label="Wrong")
    judge(claim, cast.dan, "false")
    (only,) = rounds_of(cast.rae, fresh(claim))
    assert [given.verdict.rating.label for given in only.given] == ["False", "Wrong"]
    assert only.outcome is not None
    assert only.outcome.state == "agreed"
