"""Datasets a project has given out: frozen, numbered, with the checksum of every file."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Identified, Versioned

BUILDING, READY, FAILED, YANKED = "building", "ready", "failed", "yanked"
STATES = [(state, state) for state in (BUILDING, READY, FAILED, YANKED)]


class Release(Versioned):
    """One dataset. While it is made it is `building`; once ready, nothing about it changes but that it can be yanked.

    The numbers of a project's releases have no gaps: one that failed leaves its number to the next.
    """

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    notes = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=STATES, default=BUILDING)
    parameters = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)  # why there is nothing, as a sentence
    manifest = models.JSONField(null=True)
    checksum = models.CharField(max_length=64, blank=True)  # of manifest.json, which names the sums of all other files
    # The root over the last change of every object on the record, and which rows of it there were to see (queries/audit.py).
    root = models.CharField(max_length=64, blank=True)
    heads = models.BigIntegerField(null=True)
    record_seq = models.BigIntegerField(null=True)
    record_snapshot = models.TextField(blank=True)
    yanked_at = models.DateTimeField(null=True)
    yanked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    yank_reason = models.TextField(blank=True)

    class Meta:
        db_table = "release"
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], condition=~models.Q(state=FAILED), name="release_numbered_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=[s for s, _ in STATES]), name="release_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[READY, YANKED])
                | models.Q(finished_at__isnull=False, manifest__isnull=False, heads__isnull=False)
                & ~models.Q(checksum="")
                & ~models.Q(root=""),
                name="release_ready_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=FAILED) | ~models.Q(failure=""), name="release_failed_why"
            ),
            models.CheckConstraint(
                condition=models.Q(state=YANKED, yanked_at__isnull=False, yanked_by__isnull=False)
                & ~models.Q(yank_reason="")
                | ~models.Q(state=YANKED) & models.Q(yanked_at=None, yanked_by=None, yank_reason=""),
                name="release_yanked_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ReleaseFile(Identified):
    """A file of a release. Its bytes are kept under their checksum; never updated."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)

    class Meta:
        db_table = "release_file"
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["release", "path"], name="release_file_once"),
            models.CheckConstraint(condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="release_file_has_sum"),
        ]
        indexes = [models.Index(fields=["sha256"], name="release_file_by_sum")]

    def __str__(self) -> str:
        return self.path


class ReleaseProgress(models.Model):
    """How far a release that is being made has got. Not part of the record: the table is unlogged, the row goes with the work."""

    release = models.OneToOneField(Release, primary_key=True, on_delete=models.CASCADE, related_name="progress")
    step = models.CharField(max_length=200)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)

    class Meta:
        db_table = "release_progress"
