"""How a desk gets on, from the record of its claims: what was decided week by week, and how long claims stay where.

Nothing here knows of a single verdict: a claim's row moves with the last one, when everybody may know.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from annotations.models import Project
from annotations.workflow import COMPUTED_STATES, TABLE, State

WEEKS = 12
"""How far back a desk looks."""
WHOLE = "claim to decision"


@dataclass(frozen=True)
class Week:
    """How many claims were made and how many decided in the week that begins on a Monday."""

    start: date
    made: int
    decided: int


@dataclass(frozen=True)
class Stay:
    """How long claims stayed somewhere before they moved on: how many did, the median, and what nine in ten kept to."""

    stage: str
    count: int
    median: timedelta
    most: timedelta


@dataclass(frozen=True)
class Pace:
    """The last weeks, oldest first; the stays that ended in them; and the time from a claim to its decision."""

    weeks: list[Week]
    stays: list[Stay]
    to_decision: Stay | None


STAGES = {
    "draft": {State.DRAFT},
    "in review": {State.IN_REVIEW},
    "to be decided": set(COMPUTED_STATES),
    "decided, not published": {State.DECIDED},
}


def _stage(state: State | None) -> str:
    """What a desk calls where a claim is after a step; nothing where nobody waits for it. None: agreed or disputed."""
    return next((stage for stage, states in STAGES.items() if (state or State.AGREED) in states), "")


STEPS = {"create": "draft", **{state.value: _stage(state) for state in (*COMPUTED_STATES, State.DECIDED)}} | {
    row.action.value: _stage(row.target) for row in TABLE if row.target not in row.sources
}
"""Where each step of a claim's life, by its name in the record, leads."""

SINCE = "date_trunc('week', now() AT TIME ZONE 'UTC') - make_interval(weeks => %(weeks)s - 1)"

WEEKLY = f"""
    SELECT week::date, coalesce(made, 0), coalesce(decided, 0)
    FROM generate_series({SINCE}, date_trunc('week', now() AT TIME ZONE 'UTC'), interval '1 week') week
    LEFT JOIN (
        SELECT date_trunc('week', at AT TIME ZONE 'UTC') AS week,
            count(DISTINCT object_id) FILTER (WHERE action = 'create') AS made,
            count(DISTINCT object_id) FILTER (WHERE action = 'decided') AS decided
        FROM change
        WHERE project_id = %(project)s AND object_type = 'claim' AND action <> 'update' AND at >= ({SINCE}) AT TIME ZONE 'UTC'
        GROUP BY 1
    ) counted USING (week)
    ORDER BY 1
"""

# Each step in the span ends a stay, which began with the claim's step before it: mostly in the span as well, else it is
# looked up. A decision also ends the whole way.
STAYED = f"""
    WITH moved AS MATERIALIZED (
        SELECT object_id, version, action, at, lag(at) OVER claim AS before_at, lag(action) OVER claim AS before
        FROM change
        WHERE project_id = %(project)s AND object_type = 'claim' AND action <> 'update' AND at >= ({SINCE}) AT TIME ZONE 'UTC'
            AND action = ANY (%(actions)s)
        WINDOW claim AS (PARTITION BY object_id ORDER BY version)
    ), stay AS (
        SELECT before AS action, at - before_at AS lasted FROM moved WHERE before IS NOT NULL
        UNION ALL
        SELECT earlier.action, moved.at - earlier.at
        FROM moved CROSS JOIN LATERAL (
            SELECT p.at, p.action FROM change p
            WHERE p.object_type = 'claim' AND p.object_id = moved.object_id AND p.version < moved.version
                AND p.action = ANY (%(actions)s)
            ORDER BY p.version DESC LIMIT 1
        ) earlier
        WHERE moved.before IS NULL AND moved.version > 1
        UNION ALL
        SELECT 'whole', moved.at - made.at
        FROM moved JOIN change made ON made.object_type = 'claim' AND made.object_id = moved.object_id AND made.version = 1
        WHERE moved.action = 'decided'
    )
    SELECT step.value, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY lasted),
        percentile_cont(0.9) WITHIN GROUP (ORDER BY lasted)
    FROM stay JOIN jsonb_each_text(%(steps)s::jsonb) step ON step.key = stay.action
    GROUP BY 1
"""


def pace_of(project: Project, *, weeks: int = WEEKS) -> Pace:
    """How the desk got on lately. Two statements, whose cost grows with what happened lately and with nothing else."""
    steps = json.dumps({**STEPS, "whole": WHOLE})
    asked: dict[str, Any] = {"project": project.pk, "weeks": weeks, "actions": list(STEPS), "steps": steps}
    with connection.cursor() as cursor:
        cursor.execute(WEEKLY, asked)
        told = [Week(*row) for row in cursor.fetchall()]
        cursor.execute(STAYED, asked)
        stays = {stage: Stay(stage, *figures) for stage, *figures in cursor.fetchall()}
    return Pace(told, [stays[stage] for stage in STAGES if stage in stays], stays.get(WHOLE))
