"""What each member of a desk has on their plate.

Nothing here may tell that a verdict came in while its review is blind: leases and assignments outlast the verdict, and only
verdicts and changes that everybody may see are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from annotations.models import Project, User
from annotations.workflow import DECISION_STATES, Role

ROWS = """
    SELECT u.id, u.name, u.username, m.role,
        (SELECT count(*) FROM claim c WHERE c.assignee_id = u.id AND c.project_id = m.project_id AND c.state = 'draft'
            AND c.deleted_at IS NULL),
        (SELECT count(*) FROM claim c WHERE c.project_id = m.project_id AND c.state = 'in_review' AND c.deleted_at IS NULL
            AND (c.assignee_id = u.id
                OR EXISTS (SELECT FROM assignment a WHERE a.claim_id = c.id AND a.reviewer_id = u.id AND a.deleted_at IS NULL)
                OR EXISTS (SELECT FROM lease l WHERE l.claim_id = c.id AND l.round = c.round AND l.reviewer_id = u.id
                    AND l.expires_at > statement_timestamp()))),
        (SELECT count(*) FROM verdict v JOIN claim c ON c.id = v.claim_id AND c.round = v.round
            WHERE v.reviewer_id = u.id AND v.state = 'submitted' AND v.revealed AND c.project_id = m.project_id
            AND c.state = ANY(%(waiting)s) AND c.deleted_at IS NULL),
        (SELECT h.at FROM change h WHERE h.actor_id = u.id AND h.project_id = m.project_id
            AND h.object_type <> 'verdict_evidence'
            AND (h.object_type <> 'verdict' OR (h."row" ->> 'revealed')::boolean)
            ORDER BY h.seq DESC LIMIT 1)
    FROM membership m JOIN users u ON u.id = m.user_id
    WHERE m.project_id = %(project)s AND u.is_active
    ORDER BY lower(u.name), u.id
"""


@dataclass(frozen=True)
class Plate:
    """One member: drafts assigned to them, seats kept for them in reviews that go on, their verdicts on claims that
    wait for a decision, and when they last did something others may know of."""

    user: User
    role: Role
    drafts: int
    seats: int
    verdicts: int
    last_active: datetime | None


def plates(project: Project) -> list[Plate]:
    """A plate for each active member, by name. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"project": project.pk, "waiting": [state.value for state in DECISION_STATES]})
        return [
            Plate(User(id=pk, name=name, username=username), Role(role), *numbers)
            for pk, name, username, role, *numbers in cursor.fetchall()
        ]
