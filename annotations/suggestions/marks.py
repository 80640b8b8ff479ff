"""Passages in quotation marks, in the marks of any script.

The same sign opens in one language and closes in the next, and doubles as an apostrophe or a sign of inches, so each is
judged by what stands beside it and by what is open at the time. A paragraph is read once from left to right with a
stack; only what is open at its end reaches into the next one.

《 》 and 〈 〉 are no quotation marks: they hold titles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

CLOSED_BY = {
    "“": "”“\"", "”": "”“\"", "„": "“”", "‟": "”", '"': '"', "＂": "＂", "״": "״", "«": "»", "»": "«»", "「": "」", "『": "』",
    "｢": "｣", "﹁": "﹂", "﹃": "﹄", "〝": "〞〟", "❝": "❞", "‘": "’", "’": "’", "‚": "‘’", "'": "'", "‹": "›", "›": "‹›",
}  # fmt: skip
"""What opens a passage, and what may close it then."""
OPENED_BY = {
    close: "".join(o for o in CLOSED_BY if close in CLOSED_BY[o]) for close in set("".join(CLOSED_BY.values()))
}
BRACKETS = frozenset("「『｢﹁﹃〝❝」』｣﹂﹄〞〟❞")
"""Marks that face one way only, and need no look at what stands beside them."""
APOSTROPHES = frozenset("'’‘")

_TOKEN = re.compile("[" + re.escape("".join({*CLOSED_BY, *OPENED_BY})) + "\n]")
_ELISION = re.compile(r"(?:em|tis|twas|til|till|cause|n|bout|round|\d\ds?)\b", re.IGNORECASE)
_GERSHAYIM = re.compile(r"[א-ת][\"״][א-ת](?![א-ת])")
_INCHES = re.compile(r"\d[’'′]\s?\d{1,2}\"")
_LABEL = re.compile(r"\s*[A-Z][A-Z.’' -]{1,40}:\s+")
_BEFORE_OPENING = frozenset("([{<—–―‒-/:…¿¡")
_AFTER_CLOSING = frozenset(".,;:!?)]}>…—–―-/،؛؟。，、；：！？）】")
_INTRODUCED = re.compile(r"[:：,，、]\s*\Z")
MOST_SPANS = 100
"""As many segments as a quote may have."""


@dataclass(slots=True)
class Passage:
    """What stands between two marks: one span, or one per paragraph. Code points, end exclusive, without the marks."""

    spans: list[tuple[int, int]]
    opened_at: int
    """Where its first mark stands."""
    closed_at: int
    """Where its last mark ends; where its words end, if it was never closed."""
    label: tuple[int, int] | None = None
    """The name before a colon at its head, as in a transcript."""


@dataclass(slots=True)
class _Open:
    at: int
    mark: str


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    pairs: list[tuple[int, int]]
    """Positions of matched marks, outermost only, in order."""
    unclosed: _Open | None
    """The mark that is still open at the end."""
    begins_with: str
    """The mark it begins with, if it begins with one."""
    orphan: tuple[int, str] | None
    """The first mark, if it closes what this paragraph has not opened."""
    marked: bool


def passages(text: str) -> list[Passage]:
    """All passages in quotation marks, in order; what is quoted within a quotation is part of it.

    A quotation of several paragraphs, each with a mark at its head and only the last with one at its end, is one
    passage. Takes time linear in the text's length.
    """
    found: list[Passage] = []
    pending: _Pending | None = None
    for paragraph in _paragraphs(text):
        if paragraph.start == paragraph.end or text[paragraph.start : paragraph.end].isspace():
            continue
        pairs = iter(paragraph.pairs)
        opened = paragraph.unclosed
        if pending is not None:
            if end := pending.closed_in(paragraph):
                pending.add(text, paragraph.start, end)
                pending.finish(text, found, end + 1, closed=True)
                pairs = (pair for pair in paragraph.pairs if pair[0] > end)
                pending = None
            elif pending.continued_in(paragraph) and not _LABEL.match(text, _first_mark(text, paragraph) + 1):
                head = _first_mark(text, paragraph)
                pair = next((pair for pair in paragraph.pairs if pair[0] == head), None)
                if pair is not None:
                    pending.add(text, head + 1, pair[1])
                    pending.finish(text, found, pair[1] + 1, closed=True)
                    pairs = (p for p in paragraph.pairs if p[0] > head)
                    pending = None
                else:
                    pending.add(text, head + 1, paragraph.end)
                    pending.paragraphs += 1
                    continue
            elif paragraph.marked or not pending.waits():
                pending.finish(text, found, pending.spans[-1][1] if pending.spans else paragraph.start, closed=False)
                pending = None
            else:
                pending.hold(text, paragraph.start, paragraph.end)
                continue
        for start, end in pairs:
            if opened is not None and start > opened.at:
                break
            passage = _passage(text, start, end)
            if passage is not None:
                found.append(passage)
        if opened is not None:
            pending = _Pending(text, paragraph, opened)
    if pending is not None:
        pending.finish(text, found, pending.spans[-1][1] if pending.spans else len(text), closed=False)
    return found


def _passage(text: str, start: int, end: int) -> Passage | None:
    label = _LABEL.match(text, start + 1, end)
    span = _trimmed(text, label.end() if label else start + 1, end)
    name = _trimmed(text, label.start(), label.end() - 1) if label else None
    return Passage([span], start, end + 1, _name(text, name)) if span else None


def _name(text: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    return (span[0], span[1] - 1) if span and text[span[1] - 1] == ":" else span


class _Pending:
    """A quotation that a paragraph has opened and not closed."""

    def __init__(self, text: str, paragraph: _Paragraph, opened: _Open) -> None:
        self.mark = opened.mark
        self.opened_at = opened.at
        self.spans: list[tuple[int, int]] = []
        self.held: list[tuple[int, int]] = []
        self.paragraphs = 1
        self.label: tuple[int, int] | None = None
        self.inner = [pair for pair in paragraph.pairs if pair[0] > opened.at]
        # A mark that opens in the middle of a sentence and never closes is more likely a slip than a quotation.
        before = text[max(paragraph.start, opened.at - 3) : opened.at]
        self.likely = not before.strip() or bool(_INTRODUCED.search(before))
        start = opened.at + 1
        if label := _LABEL.match(text, start, paragraph.end):
            self.label = _name(text, _trimmed(text, label.start(), label.end() - 1))
            start = label.end()
        self.add(text, start, paragraph.end)

    def waits(self) -> bool:
        """Whether a closing mark may still come in a later paragraph that opens with none. Straight marks say too
        little for that, and a page is not a quotation."""
        return self.mark in "“«„「『" and len(self.held) < 5

    def closed_in(self, paragraph: _Paragraph) -> int | None:
        if paragraph.orphan and paragraph.orphan[1] in CLOSED_BY[self.mark] and self.waits():
            return paragraph.orphan[0]
        return None

    def continued_in(self, paragraph: _Paragraph) -> bool:
        # Spanish and older French repeat the closing mark at the head of each paragraph.
        return paragraph.begins_with == self.mark or (self.mark == "«" and paragraph.begins_with == "»")

    def hold(self, text: str, start: int, end: int) -> None:
        if span := _trimmed(text, start, end):
            self.held.append(span)

    def add(self, text: str, start: int, end: int) -> None:
        if span := _trimmed(text, start, end):
            self.spans += [*self.held, span]
            self.held = []

    def finish(self, text: str, found: list[Passage], end: int, *, closed: bool) -> None:
        """What has become of it: one passage, or the passages within it if it was none."""
        if self.spans and (closed or self.likely or self.paragraphs > 1):
            for i in range(0, len(self.spans), MOST_SPANS):
                part = self.spans[i : i + MOST_SPANS]
                last = i + MOST_SPANS >= len(self.spans)
                found.append(
                    Passage(part, part[0][0] if i else self.opened_at, end if last else part[-1][1], self.label)
                )
            return
        found += filter(None, (_passage(text, *pair) for pair in self.inner))


def _first_mark(text: str, paragraph: _Paragraph) -> int:
    at = paragraph.start
    while text[at].isspace():
        at += 1
    return at


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without the white space at its ends; None when nothing is left that could be read."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(map(str.isalnum, text[start:end])) else None


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    tokens: list[int] = []
    start = 0
    for match in _TOKEN.finditer(text):
        if match[0] != "\n":
            tokens.append(match.start())
            continue
        yield _read(text, start, match.start(), tokens)
        start, tokens = match.end(), []
    yield _read(text, start, len(text), tokens)


def _read(text: str, start: int, end: int, tokens: list[int]) -> _Paragraph:
    """One paragraph, whose marks stand at `tokens`."""
    if not tokens:
        return _Paragraph(start, end, [], None, "", None, False)
    stack: list[_Open] = []
    count: Counter[str] = Counter()
    pairs: list[tuple[int, int]] = []
    orphan: tuple[int, str] | None = None
    closes_later = _apostrophes_that_close(text, start, end, tokens)
    for at in tokens:
        mark = text[at]
        before = text[at - 1] if at > start else "\n"
        after = text[at + 1] if at + 1 < end else "\n"
        what = _role(text, at, mark, before, after, stack, count, at in closes_later)
        if what == "open":
            stack.append(_Open(at, mark))
            count[mark] += 1
        elif what == "close":
            if not any(count[o] for o in OPENED_BY[mark]):
                if not pairs and not stack and orphan is None and mark not in APOSTROPHES:
                    orphan = (at, mark)
                continue
            while mark not in CLOSED_BY[(top := stack.pop()).mark]:
                count[top.mark] -= 1
            count[top.mark] -= 1
            while pairs and pairs[-1][0] > top.at:
                pairs.pop()
            pairs.append((top.at, at))
    left = [o for o in stack if o.mark not in APOSTROPHES and o.mark not in "‚‹›"]
    first = text[start:end].lstrip()[:1] if text[start].isspace() else text[start]
    begins_with = first if first in CLOSED_BY or first == "»" else ""
    unclosed = None
    if left:
        at_head = begins_with and not text[start : left[0].at].strip()
        unclosed = left[0] if at_head else left[-1]
    return _Paragraph(start, end, pairs, unclosed, begins_with, orphan, any(text[t] not in APOSTROPHES for t in tokens))


def _role(
    text: str, at: int, mark: str, before: str, after: str, stack: list[_Open], count: Counter[str], closes_later: bool
) -> str:
    """What a mark does: "open", "close", or "" for nothing, as an apostrophe does."""
    if mark in BRACKETS:
        return "open" if mark in CLOSED_BY else "close"
    free_before = before.isspace() or before in _BEFORE_OPENING or before in CLOSED_BY and mark != before
    free_after = after.isspace() or after in _AFTER_CLOSING or after in OPENED_BY and mark != after
    opens = free_before and not free_after
    closes = free_after and not before.isspace()
    can_close = any(count[o] for o in OPENED_BY.get(mark, ""))
    if mark in APOSTROPHES or mark in "‚‹›":
        return _role_of_single(text, at, mark, before, after, stack, opens, closes, closes_later)
    if mark in '"״＂':
        # Neither the double mark within a Hebrew abbreviation, nor inches, nor a value in markup.
        if (
            before == "="
            or _GERSHAYIM.match(text, at - 1)
            or mark == '"'
            and _INCHES.search(text, max(0, at - 6), at + 1)
        ):
            return ""
        if opens or closes:
            return "open" if opens else "close"
        return "close" if count[mark] else "" if after.isspace() else "open"
    if mark == "„" or mark == "‟":
        return "open"
    if mark == "“":
        return "close" if can_close and (closes or count["„"] and not opens) else "open"
    if mark == "”":
        return "open" if opens and not can_close else "close"
    if mark == "«":
        return "close" if count["»"] and not opens else "open"
    # » closes what « has opened; where « is not open it may open, as in German, or do both, as in Finnish.
    return "open" if opens and not count["«"] else "close"


def _role_of_single(
    text: str, at: int, mark: str, before: str, after: str, stack: list[_Open], opens: bool, closes: bool, later: bool
) -> str:
    top = stack[-1].mark if stack else ""
    if mark == "‚":
        return "open" if opens else ""
    if mark in "‹›":
        if top and mark in CLOSED_BY[top] and not opens:
            return "close"
        return "open" if opens or mark == "‹" else ""
    # Only what was opened last can be closed by a sign that is an apostrophe nine times out of ten.
    if top and mark in CLOSED_BY[top] and (closes or _dense(after) and not before.isspace()):
        return "" if later and before in "sS" else "close"
    if mark == "’":
        return ""
    if (opens or _dense(before)) and not _ELISION.match(text, at + 1):
        return "open"
    return ""


def _dense(char: str) -> bool:
    """Whether a character is of a script written without spaces."""
    return "\u2e80" <= char <= "\u9fff"


def _apostrophes_that_close(text: str, start: int, end: int, tokens: list[int]) -> set[int]:
    """The apostrophes of a paragraph after which another one, of the same form, can still close a passage: so the one
    after "dogs" in ‘the dogs’ tails’ need not."""
    later: set[int] = set()
    closing: set[str] = set()
    for at in reversed(tokens):
        mark = text[at]
        if mark not in APOSTROPHES:
            continue
        after = text[at + 1] if at + 1 < end else "\n"
        before = text[at - 1] if at > start else "\n"
        if mark in closing and after == " " and text[at + 2 : at + 3].islower():
            later.add(at)
        if mark == "‘":
            closing.discard("’")
        elif before.isspace():
            closing.discard(mark)
        elif (after.isspace() or after in _AFTER_CLOSING or after in OPENED_BY) and (
            before not in "sS" or after != " "
        ):
            closing.add(mark)
    return later
