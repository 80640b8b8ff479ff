"""Which verdicts tell how far reviewers agree, and which do not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.claims import change_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.projects import change_project
from annotations.actions.scales import change_rating
from annotations.actions.speakers import create_speaker
from annotations.actions.verdicts import change_verdict, give_verdict
from annotations.models import Claim, Rating
from annotations.queries.agreement import AgreementFilters, agreement_in
from tests.cast import Cast, act, fresh, judge, make_cast, make_scale, queued_claim


def reviewed(cast: Cast, *ratings: str, **over) -> Claim:
    """A claim that Chi, Dan and, where there is a third rating, Ada have judged."""
    claim = queued_claim(cast, **over)
    for reviewer, rating in zip((cast.chi, cast.dan, cast.ada), ratings, strict=False):
        judge(claim, reviewer, rating)
    return fresh(claim)


def told(cast: Cast, **asked):
    """The report on the project's scale, or None when there is nothing to tell."""
    found = agreement_in(reader=cast.rae, project=cast.project, filters=AgreementFilters(**asked))
    return found[0].report if found else None


def test_it_works(cast: Cast):
    for ratings in (("true", "true"), ("false", "false"), ("true", "false"), ("mixed", "mixed")):
        reviewed(cast, *ratings)
    (only,) = agreement_in(reader=cast.rae, project=cast.project)
    assert only.scale.slug == "desk-6"
    said = only.report
    assert (said.units, said.raters, said.ratings) == (4, 2, 8)
    assert said.observed.value == 0.75
    assert said.alpha_interval.low is not None
    assert said.cohen == said.pairs[0].cohen
    assert {only.people[who].name for who in said.pairs[0].raters} == {"Chi", "Dan"}
    place = said.categories.index
    assert said.matrix[place("true")][place("true")] == 1
    assert said.matrix[place("true")][place("false")] == said.matrix[place("false")][place("true")] == 1
    assert sum(map(sum, said.matrix)) == 5
    (period,) = said.over_time
    assert (period.units, period.start.day) == (4, 1)
    assert period.start <= datetime.now(UTC).date() <= period.end


def test_a_review_that_goes_on_tells_nothing(cast: Cast):
    judge(queued_claim(cast), cast.chi, "true")
    assert told(cast) is None


def test_in_an_open_review_too_the_round_has_to_end(cast: Cast):
    change_project(by=cast.olu, project=cast.project, blind=False)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    assert told(cast) is None
    judge(claim, cast.dan, "true")
    assert told(cast).units == 1


def test_a_review_that_was_called_off_tells_nothing(cast: Cast):
    change_project(by=cast.olu, project=cast.project, blind=False, readers=3)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "true")
    act(cast, claim, "return")
    act(cast, claim, "queue")
    assert told(cast) is None


def test_a_round_that_ended_stays_told_when_the_claim_is_opened_again(cast: Cast):
    claim = reviewed(cast, "true", "false")
    act(cast, claim, "reopen")
    change_claim(by=cast.ben, claim=fresh(claim), text="Other words.")
    assert told(cast).units == 1
    judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "true")
    assert (told(cast).units, told(cast).observed.value) == (2, 0.5)


def test_a_decision_changes_nothing(cast: Cast):
    claim = reviewed(cast, "true", "false")
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="mixed")
    assert told(cast).units == 1


def test_what_was_given_on_earlier_words_does_not_count(cast: Cast):
    change_project(by=cast.olu, project=cast.project, readers=2)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    change_claim(by=cast.ben, claim=fresh(claim), text="Other words.")
    judge(claim, cast.dan, "false")
    judge(claim, cast.ada, "false")
    for _ in range(2):  # the present round, then an earlier one
        said = told(cast)
        assert (said.units, said.raters, said.observed.value) == (1, 2, 1.0)
        act(cast, claim, "reopen") if fresh(claim).state != "in_review" else None


def test_what_was_given_knowing_the_others_does_not_count(cast: Cast):
    claim = queued_claim(cast)
    first = judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "false")
    first.refresh_from_db()
    change_verdict(by=cast.chi, verdict=first, state="withdrawn")
    claim = fresh(claim)
    give_verdict(by=cast.chi, claim=claim, claim_version=claim.version, rating="false")
    assert told(cast).units == 0


def test_a_merged_rating_counts_as_the_other(cast: Cast):
    scale = make_scale(cast, "true", "partly", "false")
    change_project(by=cast.olu, project=cast.project, scale=scale)
    reviewed(cast, "partly", "false")
    reviewed(cast, "true", "true")
    assert told(cast).observed.value == 0.5
    change_rating(by=cast.ada, rating=Rating.objects.get(scale=scale, code="partly"), merged_into="false")
    said = told(cast)
    assert said.categories == ("true", "false")
    assert said.observed.value == 1


def test_scales_are_told_apart_the_present_one_first(cast: Cast):
    reviewed(cast, "true", "true")
    claim = fresh(Claim.objects.get(project=cast.project))
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="true")
    change_project(by=cast.olu, project=cast.project, scale=make_scale(cast))
    reviewed(cast, "yes", "no")
    cast.project.refresh_from_db()
    found = agreement_in(reader=cast.rae, project=cast.project)
    assert [(one.scale.slug, one.report.observed.value) for one in found] == [("ours", 0.0), ("desk-6", 1.0)]
    only = agreement_in(reader=cast.rae, project=cast.project, filters=AgreementFilters(scale="desk-6"))
    assert [one.scale.slug for one in only] == ["desk-6"]


def test_ratings_without_a_place_stay_out_of_the_ordinal_figure(cast: Cast):
    reviewed(cast, "true", "unproven")
    reviewed(cast, "unproven", "unproven")
    said = told(cast)
    assert said.units == 2
    assert said.ordinal_alpha.value is None
    reviewed(cast, "true", "mostly-true")
    reviewed(cast, "false", "false")
    said = told(cast)
    assert said.ordinal_alpha.value > said.alpha.value, "A near miss is nearly a hit."


def test_it_can_be_asked_for_days_speakers_and_topics(cast: Cast):
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    reviewed(cast, "true", "true", speaker=speaker, topics=["harbour"])
    reviewed(cast, "true", "false")
    today, day = datetime.now(UTC).date(), timedelta(days=1)
    assert told(cast, since=today, until=today).units == 2
    assert told(cast, since=today + day) is None
    assert told(cast, until=today - day) is None
    assert told(cast, until=date(9999, 12, 31)).units == 2
    assert told(cast, speaker=speaker.pk).observed.value == 1
    assert told(cast, topic="harbour").observed.value == 1
    assert told(cast, topic="money") is None


def test_other_projects_stay_out(cast: Cast):
    reviewed(make_cast(), "true", "true")
    assert told(cast) is None
    assert agreement_in(reader=cast.eve, project=cast.project) == []


@pytest.mark.parametrize("many", [1, 6])
def test_the_number_of_statements_is_the_same_for_any_number(cast: Cast, many: int):
    for _ in range(many):
        reviewed(cast, "true", "false")
    with CaptureQueriesContext(connection) as asked:
        agreement_in(reader=cast.rae, project=cast.project)
    assert len(asked) <= 4
