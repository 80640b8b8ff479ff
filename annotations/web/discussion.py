"""Comments as pages show them: open ones first, the names they mention marked."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from annotations.models import Comment


@dataclass(frozen=True)
class Piece:
    """A stretch of a comment: words, or the name of somebody it mentions with the @ before it."""

    text: str
    mention: bool


@dataclass(frozen=True)
class Remark:
    """A comment, its text in pieces."""

    comment: Comment
    pieces: list[Piece]


@dataclass
class Remarks:
    """The comments on one thing, the oldest first: what is open, and what is settled."""

    open: list[Remark] = field(default_factory=list)
    resolved: list[Remark] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.open or self.resolved)


def remarks_of(comments: Iterable[Comment], names: Mapping[uuid.UUID, str]) -> Remarks:
    """The comments for a page. `names` are the members'."""
    remarks = Remarks()
    for comment in comments:
        mentioned = [names[pk] for pk in comment.mentions if pk in names]
        remark = Remark(comment, _pieces(comment.text, mentioned))
        (remarks.open if comment.resolved_at is None else remarks.resolved).append(remark)
    return remarks


def _pieces(text: str, names: list[str]) -> list[Piece]:
    if not names:
        return [Piece(text, mention=False)]
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = re.split(rf"((?<!\w)@(?:{longest_first})(?!\w))", text, flags=re.IGNORECASE)
    return [Piece(piece, mention=bool(number % 2)) for number, piece in enumerate(found) if piece]
