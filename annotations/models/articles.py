"""Articles and the frozen revisions that hold their words."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Identified, Versioned
from annotations.text import direction_of

ARTICLE_STATES = [(s, s) for s in ("inbox", "annotating", "done", "archived")]


class Article(Versioned):
    """A text under examination. Its words live in revisions."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="articles")
    title = models.CharField(max_length=1000)
    url = models.URLField(max_length=2000, blank=True)
    source = models.ForeignKey("Source", null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    byline = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35)
    rights = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=12, choices=ARTICLE_STATES, default="inbox")
    current = models.ForeignKey("Revision", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "article"
        indexes = [models.Index(fields=["project", "created_at", "id"], name="article_by_age")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s for s, _ in ARTICLE_STATES]), name="article_state_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as the article's language is written."""
        return direction_of(self.language)


class Revision(Identified):
    """One frozen text of an article. The database refuses to change or delete it."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)  # of the text in UTF-8, hexadecimal
    length = models.PositiveIntegerField()  # code points
    blocks = models.JSONField()  # [{start, end, kind, level}], code points
    raw = models.BinaryField(null=True)  # the upload, byte for byte, when there was one
    raw_sha256 = models.CharField(max_length=64, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        db_table = "revision"
        indexes = [models.Index(fields=["sha256"], name="revision_by_checksum")]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="revision_numbered_once")]
