"""What the rows of a file have in common on their way to the tables."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from annotations.imports.desk import Desk
from annotations.imports.fields import as_time
from annotations.imports.memory import Held, Memory
from annotations.imports.shape import Cited, CommentDraft, Draft, Place

TICK = timedelta(microseconds=1)
Made = tuple[uuid.UUID, int, datetime, datetime]


class Clock:
    """Times of things of one kind, in the order of the file: two of one moment are a microsecond apart, so that
    whoever orders by time finds them as they were."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.told = self.given = now - 2 * TICK

    def moment(self, written: str) -> datetime:
        """The time that is written, or that of the import, later by a microsecond than one of the same moment before it."""
        told = as_time(written) or self.now
        if self.told <= told <= self.given:
            self.given += TICK
        else:
            self.given = told
        self.told = told
        return self.given


@dataclass
class There:
    """What a few rows of the file name and the project has already, by the key in the file."""

    articles: dict[str, Held] = field(default_factory=dict)
    quotes: dict[str, tuple[uuid.UUID, uuid.UUID, bool]] = field(default_factory=dict)  # id, article, deleted
    claims: dict[str, uuid.UUID] = field(default_factory=dict)
    cited: dict[str, Any] = field(default_factory=dict)  # checksum to the article that shows it


@dataclass
class Layout:
    """Rows on their way: what they are in the project, what the file said before, what was there already."""

    desk: Desk
    memory: Memory
    now: datetime
    unchanged: Counter[str] = field(default_factory=Counter)
    there: There = field(default_factory=There)
    # What can only be known at the end: key, and who needs it where.
    parents: list[tuple[str, uuid.UUID, Place]] = field(default_factory=list)
    originals: list[tuple[str, str, Place]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.articles, self.claims = self.clock(), self.clock()

    def clock(self) -> Clock:
        """A clock for things of one kind in one place."""
        return Clock(self.now)

    def made(self, table: str, id: uuid.UUID, draft: Draft, clock: Clock, *content: int) -> Made:
        """The columns id, version, created_at and updated_at of a row.

        Rows begin at version 1; writing.py counts them on to the draft's version, so that the record has every step.
        """
        created = clock.moment(draft.created_at)
        if draft.version > 1:
            self.desk.spool.besides("versions", table, id, draft.version, *content)
        return id, 1, created, as_time(draft.updated_at) or created

    def comments(self, comments: Iterable[CommentDraft], **on: uuid.UUID) -> None:
        """Lays out the comments on the one thing that `on` names, as in `article=id`."""
        clock = self.clock()
        (about,) = on.values()
        for comment in comments:
            id = self.desk.identified("comment", str(about), comment.key)
            reply_to = comment.reply_to and self.desk.identified("comment", str(about), comment.reply_to)
            self.desk.add(
                "comment",
                *self.made("comment", id, comment, clock),
                self.desk.project.pk,
                self.desk.person(comment.author),
                *(on.get(noun) for noun in ("article", "quote", "claim", "verdict")),
                reply_to,
                comment.text,
                [self.desk.person(somebody) for somebody in comment.mentions],
                self.desk.person(comment.resolved_by) if comment.resolved_by else None,
                as_time(comment.resolved_at),
            )

    def text_of(self, cites: Cited) -> Held | None:
        """The article with the cited text that came earlier in the file or was looked up before, or None."""
        return self.memory.held(cites.sha256) if cites.sha256 else None
