"""How far a project's reviewers agree, from the verdicts that are fit to tell.

In are the verdicts of rounds that have ended: submitted, revealed, on the words the round ended with, and given before
their reviewer could know the others'. A rating that was merged into another counts as that one. The unit is one claim in one
round; its day is the one on which its verdicts were revealed.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from annotations.agreement import Glance, Judged, Report, glance, report
from annotations.models import Claim, Project, Rating, Scale, User
from annotations.permissions import readable_by
from annotations.workflow import COMPUTED_STATES, State

REVIEWED = [state.value for state in (*COMPUTED_STATES, State.DECIDED, State.PUBLISHED, State.WITHDRAWN)]
"""Where a claim stands whose present round has ended."""

# One row for each round of each claim. Of a round before the present one the record knows how it ended, and on which words:
# one that was called off (returned to its author) has no such row. A verdict is last touched by its own reveal.
ROUNDS = """
    SELECT rating.scale_id, max(verdict.updated_at)::date, array_agg(verdict.reviewer_id),
        array_agg(coalesce(counts_as.code, rating.code))
    FROM ({claims}) claim
    JOIN verdict ON verdict.claim_id = claim.id AND verdict.state = 'submitted' AND verdict.revealed AND NOT verdict.informed
    JOIN rating ON rating.id = verdict.rating_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id
    LEFT JOIN LATERAL (
        SELECT (change."row" ->> 'content_version')::integer AS content_version FROM change
        WHERE change.object_type = 'claim' AND change.object_id = claim.id
            AND (change."row" ->> 'round')::integer = verdict.round AND change."row" ->> 'state' = ANY(%s)
        ORDER BY change.version DESC LIMIT 1
    ) ended ON verdict.round <> claim.round OR claim.state <> ALL(%s)
    WHERE verdict.claim_version >= CASE WHEN verdict.round = claim.round AND claim.state = ANY(%s)
        THEN claim.content_version ELSE ended.content_version END
    GROUP BY claim.id, verdict.round, rating.scale_id
    HAVING max(verdict.updated_at)::date BETWEEN coalesce(%s, '-infinity'::date) AND coalesce(%s, 'infinity'::date)
"""


@dataclass(frozen=True)
class AgreementFilters:
    """Which rounds: those that ended in a span of days, of claims by a speaker or on a topic, on one scale."""

    scale: str | None = None
    since: date | None = None
    until: date | None = None
    speaker: uuid.UUID | None = None
    topic: str | None = None


@dataclass(frozen=True)
class ScaleAgreement:
    """What the verdicts on one scale say. `ratings` are those that count, in their order; `people` the raters."""

    scale: Scale
    ratings: list[Rating]
    people: dict[uuid.UUID, User]
    report: Report


def agreement_in(
    *, reader: User, project: Project, filters: AgreementFilters | None = None, by: str = "month"
) -> list[ScaleAgreement]:
    """The agreement on each scale something was rated on, the project's present one first. Four statements."""
    asked = filters or AgreementFilters()
    judged: defaultdict[uuid.UUID, list[Judged]] = defaultdict(list)
    for scale_id, day, reviewers, codes in _rounds(reader, project, asked):
        judged[scale_id].append(Judged(dict(zip(reviewers, codes, strict=True)), day))
    scales = readable_by(reader, Scale).filter(pk__in=judged).prefetch_related("ratings")
    if asked.scale is not None:
        scales = scales.filter(slug=asked.scale)
    everyone = User.objects.in_bulk({who for units in judged.values() for unit in units for who in unit.ratings})
    found = []
    for scale in sorted(scales, key=lambda scale: (scale.pk != project.scale_id, scale.name)):
        units = judged[scale.pk]
        given = {code for unit in units for code in unit.ratings.values()}
        ratings = [r for r in scale.ratings.all() if r.merged_into_id is None and (not r.retired or r.code in given)]
        places = {rating.code: rating.numeric for rating in ratings if rating.numeric is not None}
        said = report(units, [rating.code for rating in ratings], places, by=by)
        found.append(ScaleAgreement(scale, ratings, everyone, said))
    return found


def agreement_at_a_glance(*, reader: User, project: Project, since: date) -> tuple[list[Rating], Glance]:
    """The agreement on the project's present scale since a day: its ratings that count, and the figures. Two statements."""
    units = [
        Judged(dict(zip(reviewers, codes, strict=True)), day)
        for scale_id, day, reviewers, codes in _rounds(reader, project, AgreementFilters(since=since))
        if scale_id == project.scale_id
    ]
    given = {code for unit in units for code in unit.ratings.values()}
    ratings = [
        rating
        for rating in readable_by(reader, Rating).filter(scale=project.scale_id, merged_into=None).order_by("order")
        if not rating.retired or rating.code in given
    ]
    return ratings, glance(units, [rating.code for rating in ratings])


def _rounds(reader: User, project: Project, asked: AgreementFilters) -> Iterator[tuple[Any, ...]]:
    claims = readable_by(reader, Claim).filter(project=project)
    if asked.speaker is not None:
        claims = claims.filter(speaker=asked.speaker)
    if asked.topic is not None:
        claims = claims.filter(topics__contains=[asked.topic])
    chosen, parameters = claims.order_by().values("id", "round", "state", "content_version").query.sql_with_params()
    ended = [state.value for state in COMPUTED_STATES]
    with connection.chunked_cursor() as cursor:
        cursor.execute(ROUNDS.format(claims=chosen), [*parameters, ended, REVIEWED, REVIEWED, asked.since, asked.until])
        yield from cursor
