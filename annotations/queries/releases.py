"""Reading about releases: which there are, and whether one that is being made still is."""

from __future__ import annotations

import uuid
import zlib

from django.db import connection
from django.db.models import QuerySet

from annotations.models import Project, Release, User
from annotations.models.releases import BUILDING, READY, YANKED
from annotations.permissions import readable_by

LOCKS = 60  # the first half of the advisory lock a project's builder holds; migration 0060 brought the table
HELD = """
    SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


def lock_of(project_id: uuid.UUID) -> int:
    """The second half of that lock for this project."""
    return zlib.crc32(project_id.bytes) >> 1


def given_up(release: Release) -> bool:
    """Whether a release is unfinished and nobody is making it: its builder was stopped, and so holds no lock any more."""
    if release.state != BUILDING:
        return False
    with connection.cursor() as cursor:
        cursor.execute(HELD, [LOCKS, lock_of(release.project_id)])
        if cursor.fetchone() is not None:
            return False
    # A builder finishes its release before it lets the lock go: it may have done both since the release was read.
    return Release.objects.filter(pk=release.pk, state=BUILDING).exists()


def releases_of(user: User, project: Project) -> QuerySet[Release]:
    """A project's releases and what failed, newest first."""
    rows = readable_by(user, Release).filter(project=project)
    return rows.select_related("project", "by", "yanked_by", "progress").order_by("-number", "-created_at")


def release_of(user: User, project: Project, number: str) -> Release | None:
    """The release of that number, or the newest that should be used for `latest`; what failed only while nothing else has
    its number."""
    rows = releases_of(user, project)
    if number == "latest":
        return rows.filter(state=READY).first()
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        return None
    found = list(rows.filter(number=int(number)))
    return next((release for release in found if release.state != "failed"), found[0] if found else None)


def made_before(release: Release) -> Release | None:
    """The release this one follows, yanked or not."""
    made = Release.objects.filter(project=release.project_id, state__in=[READY, YANKED], number__lt=release.number)
    return made.order_by("-number").first()
