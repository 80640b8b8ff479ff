"""What is written about a release: that one is being made, how far it is, how it ended, that it should not be used."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max
from django.db.models.functions import Now

from annotations.actions.recording import annotate_record, recorded
from annotations.actions.refusals import invalid
from annotations.errors import Conflict
from annotations.models import Article, Claim, Project, Release, ReleaseFile, ReleaseProgress, User
from annotations.models.base import uuid7
from annotations.models.releases import BUILDING, FAILED, READY, YANKED
from annotations.permissions import Permission, require
from annotations.queries.roots import Root

STOPPED = "The server was stopped while this release was made. Nothing is left of it: make it again."


def start_release(
    *,
    by: User,
    project: Project,
    name: str,
    notes: str = "",
    parameters: Mapping[str, Any],
    id: uuid.UUID | None = None,
) -> Release:
    """Take the next number. Call it as the project's only builder: one found unfinished was given up, and is marked so."""
    require(by, Permission.RELEASE, project)
    if not name.strip():
        raise invalid("/name", "A release needs a name. Type one.")
    if (
        not Claim.objects.filter(project=project, deleted_at=None).exists()
        and not Article.objects.filter(project=project).exists()
    ):
        raise Conflict("There is nothing to release yet. Add an article or a claim first.")
    with recorded(by=by):
        for given_up in Release.objects.filter(project=project, state=BUILDING):
            fail_release(by=by, release=given_up, failure=STOPPED)
        annotate_record(by=by)
        made = Release.objects.filter(project=project).exclude(state=FAILED)
        number = (made.aggregate(last=Max("number"))["last"] or 0) + 1
        return Release.objects.create(
            id=id or uuid7(), project=project, number=number, name=name, notes=notes, parameters=dict(parameters), by=by
        )


def report_progress(*, release: Release, step: str, done: int, total: int) -> None:
    """Say how far the work is. Not on the record."""
    ReleaseProgress.objects.update_or_create(release=release, defaults={"step": step, "done": done, "total": total})


def finish_release(
    *, by: User, release: Release, manifest: Mapping[str, Any], checksum: str, root: Root, files: Iterable[ReleaseFile]
) -> Release:
    """The release is ready: its files, their sums and the record's root are set down, for good."""
    with recorded(by=by, action="finish"):
        ReleaseFile.objects.bulk_create(files)
        ReleaseProgress.objects.filter(release=release).delete()
        return release.change(
            state=READY,
            finished_at=Now(),
            manifest=dict(manifest),
            checksum=checksum,
            root=root.sum,
            heads=root.heads,
            record_seq=root.seq,
            record_snapshot=root.snapshot,
        )


def fail_release(*, by: User | None, release: Release, failure: str) -> Release:
    """Nothing came of it, and why. Its number goes to the next."""
    with recorded(by=by, action="fail", reason=failure):
        ReleaseProgress.objects.filter(release=release).delete()
        return release.change(state=FAILED, finished_at=Now(), failure=failure)


def yank_release(*, by: User, release: Release, reason: str) -> Release:
    """Tell people not to use it. Whoever asks for it by its number still gets it, with the reason; `latest` passes it over."""
    require(by, Permission.RELEASE, release.project)
    if not reason.strip():
        raise invalid("/reason", "Say why it should not be used. Everyone who looks at it reads this.")
    if release.state != READY:
        raise Conflict(
            "This release is yanked already."
            if release.state == YANKED
            else "Only a release that is ready can be yanked."
        )
    with recorded(by=by, action="yank", reason=reason):
        return release.change(state=YANKED, yanked_at=Now(), yanked_by=by, yank_reason=reason)
