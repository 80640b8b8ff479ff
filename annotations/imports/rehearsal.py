"""Pass one: reads the whole file, checks every row, and lays out what would be written. It changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import timezone

from annotations.imports.articles import lay_article
from annotations.imports.checking import endless, faults
from annotations.imports.claims import lay_claim
from annotations.imports.desk import Desk, Label
from annotations.imports.layout import Layout
from annotations.imports.lookup import look_up
from annotations.imports.memory import Memory
from annotations.imports.shape import ArticleDraft, ClaimDraft, Options, Place, Refusal, Row
from annotations.imports.spool import Spool
from annotations.imports.tables import COLUMNS, NOUNS
from annotations.models import Project, User
from annotations.permissions import Permission, can

BATCH_ROWS = 200
BATCH_CHARACTERS = 2_000_000
MOST_TOLD = 100


@dataclass
class Report:
    """What a file would do, or did: how many rows it has, what is new, what was there, and what cannot be taken."""

    rows: int = 0
    created: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    problems: list[Refusal] = field(default_factory=list)
    """The first of them."""
    count: int = 0
    """How many there are."""
    labels: dict[str, Label] = field(default_factory=dict)
    """Words of the file that have to be mapped."""


class Rows(Protocol):
    """The rows of a file or several. `cites`: whether claims may bring quotes in articles that came earlier."""

    cites: bool

    def __iter__(self) -> Iterator[Row]: ...


class Rehearsal:
    """One file on its way into one project. Close it, and nothing is left of it."""

    def __init__(self, *, by: User, project: Project, options: Options) -> None:
        self.by, self.project = by, project
        self.edits = can(by, Permission.EDIT, project)
        self.spool = Spool(tuple(COLUMNS))
        self.memory = Memory()
        self.desk = Desk(by=by, project=project, options=options, spool=self.spool)
        self.layout = Layout(self.desk, self.memory, timezone.now())
        self.report = Report()
        self.line: int | None = None
        self.refused: Place | None = None

    def run(self, rows: Rows, progress: Callable[[int], None]) -> Report:
        """Reads to the end. `progress` hears after every few rows how many there were."""
        self.cites = rows.cites
        try:
            for batch in _batches(iter(rows)):
                self._take(batch)
                progress(self.report.rows)
        except RecursionError:
            at = Place(self.line + 1 if self.line else None)
            self._refuse([Refusal(at, "What comes here is nested too deeply.", "Take it out, or make it flatter.")])
        self._end()
        self.spool.flush()
        self.report.created = _in_words(self.desk.created)
        self.report.unchanged = _in_words(self.layout.unchanged)
        return self.report

    def close(self) -> None:
        """Gives the disk back."""
        self.spool.close()
        self.memory.close()

    def _take(self, batch: list[Row]) -> None:
        drafts: list[ArticleDraft | ClaimDraft] = []
        for row in batch:
            self.report.rows += not self._goes_on(row)
            self.line, self.refused = row.at.line, row.at if isinstance(row, Refusal) else None
            wrong = [row] if isinstance(row, Refusal) else [*faults(row), *self._beyond(row)]
            if wrong:
                self._refuse(wrong)
            elif not isinstance(row, Refusal):
                drafts.append(row)
        self.layout.there = look_up(self.desk, self.by, drafts)
        for draft in drafts:
            if isinstance(draft, ArticleDraft):
                self._refuse(lay_article(self.layout, draft, remembered=self.cites))
            else:
                self._refuse(lay_claim(self.layout, draft))
            self.spool.end_row()

    def _goes_on(self, row: Row) -> bool:
        """Whether it is still the row that was refused just now: for one reason more, or with what is left of it."""
        before, at = self.refused, row.at
        if before is None:
            return False
        if isinstance(row, Refusal):
            return at.line is not None and (at.line, _member(at)) == (before.line, _member(before))
        return at.line in (None, before.line) and before.pointer.startswith(at.pointer.partition(".")[0])

    def _beyond(self, draft: ArticleDraft | ClaimDraft) -> Iterator[Refusal]:
        """The refusal of what only an editor may bring in, when the importer is none."""
        if self.edits:
            return
        brought: dict[str, Any] = {
            "comments": draft.comments or any(not isinstance(one, str) and one.comments for one in draft.quotes)
        }
        if isinstance(draft, ClaimDraft):
            brought = {
                "verdicts": draft.verdicts,
                "a decision": draft.decision,
                **brought,
                "an assignee": draft.assignee,
                "a review": draft.state != "draft" or draft.round,
            }
        if beyond := next((what for what, there in brought.items() if there), ""):
            reason = f"It brings {beyond} along, which takes an editor of the project."
            yield Refusal(draft.at, reason, "Ask an editor to import the file, or leave that out.")

    def _end(self) -> None:
        """What could not be known before the last row was read."""
        if not (self.report.rows or self.report.count):
            reason = "There is nothing in the file that this format knows."
            self._refuse([Refusal(Place(), reason, "Choose another format, or another file.")])
        find = self.memory.find
        for key, article, at in self.layout.parents:
            known = find("quote", key)
            if known is None or known.within != article:
                reason = "The quote it lies in is not in the same article."
                self._refuse([Refusal(at, reason, "Import the `articles` export first, or name no parent.")])
        circling = endless({key: original for key, original, _ in self.layout.originals})
        for key, original, at in self.layout.originals:
            if find("claim", original) is None:
                reason = "The claim it repeats is neither in the file nor in the project."
                self._refuse([Refusal(at, reason, "Import that one as well, or leave this one out.")])
            elif key in circling:
                self._refuse([Refusal(at, "The claim repeats itself.", "Name another claim, or none.")])
        self.report.labels = self.desk.unmapped
        self._refuse(self.desk.refusals())

    def _refuse(self, refusals: Iterable[Refusal]) -> None:
        for refusal in refusals:
            self.report.count += 1
            if len(self.report.problems) < MOST_TOLD:
                self.report.problems.append(refusal)


def _member(at: Place) -> tuple[str, str]:
    """Of several files which it is in, and which member of an array where that is one: many may stand in one line."""
    name, _, within = at.pointer.partition("/")
    first = within.partition("/")[0]
    return name.removesuffix(": "), first if first.isdecimal() else ""


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row.text) if isinstance(row, ArticleDraft) else 0
        if len(batch) >= BATCH_ROWS or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _in_words(counted: Counter[str]) -> dict[str, int]:
    return {noun: counted[table] for table, noun in NOUNS.items() if counted[table]}
