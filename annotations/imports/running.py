"""An import from its file to its end: rehearsed, and then written or not. For the API and the command alike."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from django.db.models.functions import Now
from django.utils import timezone

from annotations.errors import FactcheckError, Invalid, Problem
from annotations.imports.lookup import known_text
from annotations.imports.progress import Progress, running
from annotations.imports.rehearsal import Rehearsal, Report
from annotations.imports.shape import Options, Place, Reader, Row
from annotations.imports.unpacking import unpacked
from annotations.imports.writing import write
from annotations.models import Import, Project, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.text import TextRefused, check_language

Told = Callable[[str, int, int], None]
"""Hears the state, how many rows were dealt with in it, and how many there are (0 as long as nobody knows)."""


class Refused(Invalid):
    """Rows of the file cannot be taken. `report` has them all."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(sentence_of(report))


@dataclass(frozen=True)
class Upload:
    """A file as it came: on disk, packed or not, and the reader for it."""

    reader: Reader
    name: str
    size: int
    opened: Callable[[], AbstractContextManager[BinaryIO]]


def rehearse(
    *, by: User, project: Project, uploads: Sequence[Upload], options: Options, told: Told | None = None
) -> Report:
    """What the files would do. Changes nothing. Raises Denied for a reader of the project."""
    _permit(by, project, options)
    options = replace(options, known=partial(known_text, by, project))
    rehearsal = Rehearsal(by=by, project=project, options=options)
    try:
        return rehearsal.run(Rows(uploads, options), lambda rows: told("reading", rows, 0) if told else None)
    finally:
        rehearsal.close()


def import_file(
    *,
    by: User,
    project: Project,
    uploads: Sequence[Upload],
    options: Options,
    id: uuid.UUID | None = None,
    told: Told | None = None,
) -> tuple[uuid.UUID, Report]:
    """Rehearses the file and, when nothing is wrong with it, writes what is new: all of it, or nothing. Several files
    are one import.

    Answers the import's id. Raises Refused with the report when a row cannot be taken, Conflict when there is an import
    of this id already or the project was changed meanwhile so that it no longer fits.
    """
    _permit(by, project, options)
    told = told or (lambda state, rows, of: None)
    row = Import(
        id=id or uuid7(),
        project=project,
        by=by,
        name=_name(uploads),
        format=", ".join(dict.fromkeys(upload.reader.name for upload in uploads))[:40],
        sha256=_sha256(uploads),
        size=sum(upload.size for upload in uploads),
    )
    options = replace(options, known=partial(known_text, by, project))
    rehearsal = Rehearsal(by=by, project=project, options=options)
    try:
        with running(row) as progress:
            try:
                return row.pk, _run(rehearsal, row, Rows(uploads, options), progress, told)
            except FactcheckError as refusal:
                state = "refused" if isinstance(refusal, Refused) else "failed"
                problems = refusal.report.count if isinstance(refusal, Refused) else 0
                progress.tell(state=state, sentence=refusal.detail, problems=problems, ended_at=timezone.now())
                raise
            except Exception:
                sentence = "Something went wrong on our side. Nothing was imported."
                progress.tell(state="failed", sentence=sentence, ended_at=timezone.now())
                raise
    finally:
        rehearsal.close()


def _permit(by: User, project: Project, options: Options) -> None:
    """Raises Denied for readers of the project, and Invalid for a language nobody writes."""
    require(by, Permission.ANNOTATE, project)
    if options.language:
        try:
            check_language(options.language)
        except TextRefused as refused:
            raise Invalid(str(refused), problems=(Problem("/language", str(refused)),)) from refused


def sentence_of(report: Report) -> str:
    """The sentence for a file with rows that cannot be taken."""
    things = "One thing" if report.count == 1 else f"{report.count:,} things"
    return f"{things} in this file cannot be taken. Nothing was imported: correct what is listed and import it again."


class Rows:
    """The rows of all files, one after the other. `read` says how many bytes of them were read, unpacked."""

    def __init__(self, uploads: Sequence[Upload], options: Options) -> None:
        self.uploads, self.options = uploads, options
        self.before = 0
        self.file: BinaryIO | None = None
        self.cites = any(upload.reader.cites for upload in uploads)

    def __iter__(self) -> Iterator[Row]:
        for upload in self.uploads:
            with upload.opened() as packed, unpacked(packed) as self.file:
                for row in upload.reader.read(self.file, replace(self.options, name=upload.name)):
                    yield row if len(self.uploads) == 1 else _named(row, upload.name)
                self.before += self.file.tell()
            self.file = None

    @property
    def read(self) -> int:
        """Bytes of the files read so far, unpacked."""
        return self.before + (self.file.tell() if self.file else 0)


def _named(row: Row, name: str) -> Row:
    """The row, its place telling which file it is in."""
    return replace(row, at=Place(row.at.line, f"{name}: {row.at.pointer}" if row.at.pointer else name))


def _run(rehearsal: Rehearsal, row: Import, found: Rows, progress: Progress, told: Told) -> Report:
    def reading(rows: int) -> None:
        progress.mention(rows=rows, read=found.read)
        told("reading", rows, 0)

    report = rehearsal.run(found, reading)
    if report.count:
        raise Refused(report)
    progress.tell(state="writing", rows=report.rows)
    written = 0

    def writing(rows: int) -> None:
        nonlocal written
        written += rows
        progress.mention(written=written)
        told("writing", written, report.rows)

    def finish() -> None:
        # In the transaction of its effect: a row that says `done` has told the truth, whatever was killed when.
        Import.objects.filter(pk=row.pk).update(
            state="done", written=report.rows, created=report.created, unchanged=report.unchanged, ended_at=Now()
        )

    reason = f"From {row.name or 'a file without a name'} ({row.format}, SHA-256 {row.sha256})"
    write(by=row.by, spool=rehearsal.spool, reason=reason, progress=writing, finish=finish)
    return report


def _name(uploads: Sequence[Upload]) -> str:
    others = len(uploads) - 1
    return f"{uploads[0].name[:250]} and {others:,} more" if others else uploads[0].name[:300]


def _sha256(uploads: Sequence[Upload]) -> str:
    """Of the file; of several, of one after the other."""
    digest = hashlib.sha256()
    for upload in uploads:
        with upload.opened() as file:
            file.seek(0)
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()
