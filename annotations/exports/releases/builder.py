"""Making a release: one builder a project, one snapshot for everything, and either all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC
from time import monotonic
from typing import Any

import orjson
import psycopg
import structlog
from django.db import DatabaseError

from annotations.actions.releases import fail_release, finish_release, report_progress
from annotations.errors import Broken, Conflict, Damaged, FactcheckError, Malformed, Problem
from annotations.exports.detail import Detail
from annotations.exports.releases import store
from annotations.exports.releases.card import card
from annotations.exports.releases.citation import citation
from annotations.exports.releases.comparing import KINDS
from annotations.exports.releases.contents import SPLITS_FILE, Contents, splits_in, write_contents
from annotations.exports.releases.croissant import croissant
from annotations.exports.releases.datapackage import datapackage
from annotations.exports.releases.difference import counted, differences
from annotations.exports.releases.facts import Facts, media_type_of
from annotations.exports.releases.manifest import manifest
from annotations.exports.releases.parquet import LEFT_OUT, has_parquet
from annotations.exports.releases.splits import Plan
from annotations.exports.releases.store import Kept, Workshop
from annotations.exports.selection import ClaimFilters, lines
from annotations.exports.stream import begin_snapshot, copied
from annotations.models import Article, Claim, Project, Release, ReleaseFile
from annotations.models.base import uuid7
from annotations.models.releases import FAILED
from annotations.queries.releases import LOCKS, lock_of, made_before
from annotations.queries.roots import Root, root_now
from factcheck.database.base import own_connection

log = structlog.get_logger(__name__)
MOST_HELD_BACK = 80  # per cent
EVERY = 0.5  # seconds between two reports of how far it is
Tell = Callable[[str, int, int], None]
"""Hears what is being done, how many lines were dealt with, and how many there are."""
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
LOST = (
    "Files of release {number} are damaged or missing here, so this release cannot say all that changed since, nor keep the "
    "splits of what was in it."
)


@dataclass(frozen=True)
class Options:
    """What whoever makes a release chooses."""

    verdicts: str = "all"
    people: str = "names"
    licence: str = ""
    split: str = "hash"
    validation: int = 10
    test: int = 10

    def check(self) -> None:
        """Raises Malformed when too little would be left to train on."""
        if min(self.validation, self.test) < 0 or self.validation + self.test > MOST_HELD_BACK:
            sentence = f"Validation and test are 0 per cent or more each, and {MOST_HELD_BACK} at most together."
            raise Malformed(sentence, problems=(Problem("/test", sentence),))

    def shown(self) -> dict[str, Any]:
        """As it is kept with the release."""
        return asdict(self)


@contextmanager
def sole_builder(*projects: Project) -> Iterator[psycopg.Connection[Any]]:
    """Nobody else makes a release of these projects meanwhile. Raises Conflict when somebody does.

    The locks go with the connection, and so with the process: however a builder ends, the next can see that it has.
    """
    with own_connection() as connection:
        try:
            for project in projects:
                taken = connection.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, lock_of(project.pk)])
                if taken.fetchone() != (True,):
                    raise Conflict(
                        "A release of this project is being made just now. Wait until it is ready, then make yours."
                    )
            yield connection
        finally:
            # At once: the database may take a moment to notice that a connection is closed.
            with suppress(psycopg.Error):
                connection.execute("SELECT pg_advisory_unlock_all()")


def build(release: Release, connection: psycopg.Connection[Any], tell: Tell | None = None) -> Release:
    """Makes what `start_release` began, and answers the release, which is ready.

    `connection` is the one `sole_builder` gave. Raises Broken, with a sentence, after the release was marked as failed.
    """
    by = release.by
    workshop = None
    try:
        store.clear(Release.objects.filter(project=release.project_id, state=FAILED).values_list("pk", flat=True))
        workshop = Workshop(release.pk)
        made = _Making(release, connection, workshop, tell)
        told, checksum, root, files = made.all()
        for file in files:
            store.keep(file)
        rows = [
            ReleaseFile(
                id=uuid7(),
                release=release,
                path=file.path,
                size=file.size,
                sha256=file.sha256,
                media_type=media_type_of(file.path),
            )
            for file in files
        ]
        return finish_release(by=by, release=release, manifest=told, checksum=checksum, root=root, files=rows)
    except Exception as error:
        log.error("release_failed", release=str(release.pk), exc_info=error)
        failed = fail_release(by=by, release=release, failure=_sentence(error))
        raise Broken(failed.failure) from error
    finally:
        if workshop is not None:
            workshop.close()


def _sentence(error: Exception) -> str:
    match error:
        case FactcheckError():
            return error.detail
        case OSError():
            return f"The files could not be written: {error.strerror or 'the disk has trouble'}. Make room, then make it again."
        case DatabaseError() | psycopg.Error():
            return "The database was in trouble meanwhile. Make it again."
    return "Something went wrong on our side, and the log says what. Tell whoever runs the site."


class _Making:
    """One release being made."""

    def __init__(
        self, release: Release, connection: psycopg.Connection[Any], workshop: Workshop, also_tell: Tell | None
    ) -> None:
        self.release, self.connection, self.workshop = release, connection, workshop
        self.project, self.by = release.project, release.by
        self.options = Options(**release.parameters)
        self.before = made_before(release)
        self.lost = ""
        self.also_tell = also_tell
        self.done, self.told = 0, 0.0
        claims = Claim.objects.filter(project=self.project, deleted_at=None).count()
        articles = Article.objects.filter(project=self.project).count()
        self.total = 2 * (claims + articles)

    def all(self) -> tuple[dict[str, Any], str, Root, list[Kept]]:
        """Makes every file, and answers the manifest, its sum, the record's root and the files."""
        self.tell("Looking at the record", 0)
        begin_snapshot(self.connection)
        root = root_now(self.connection.cursor())
        parquet = has_parquet()
        contents = write_contents(
            workshop=self.workshop,
            claims=self.lines("claims"),
            articles=self.lines("articles"),
            plan=self.plan(),
            before=self.splits_before(),
            parquet=parquet,
            report=self.tell,
        )
        self.connection.execute("ROLLBACK")
        self.tell("Comparing with the release before", 0)
        files = list(contents.files)
        difference = {of: self.compared(of, files) for of in KINDS}
        facts = self.facts(contents, " ".join(filter(None, ["" if parquet else LEFT_OUT, self.lost])))
        texts: list[tuple[str, bytes]] = [
            ("croissant.json", _json(croissant(facts))),
            ("datapackage.json", _json(datapackage(facts))),
            ("CITATION.cff", citation(facts).encode()),
            ("README.md", card(facts).encode()),
        ]
        files += [self.written(path, text) for path, text in texts]
        made = manifest(
            self.release,
            facts,
            contents,
            parameters=self.options.shown(),
            root=root,
            files=files,
            before=self.before,
            difference=difference,
        )
        files.append(self.written(MANIFEST, _json(made)))
        checksum = files[-1].sha256
        files.append(self.written(SUMS, "".join(f"{file.sha256}  {file.path}\n" for file in files).encode()))
        return made, checksum, root, files

    def lines(self, of: Any) -> Iterator[bytes]:
        """The native lines, as an export has them."""
        detail = Detail(verdicts=self.options.verdicts, people=self.options.people)  # type: ignore[arg-type]
        query, parameters = lines(project=self.project, reader=self.by, filters=ClaimFilters(), of=of, detail=detail)
        return copied(self.connection, query, parameters)

    def plan(self) -> Plan:
        """How to divide. The days are those of the release before, so that they stay."""
        days = ((self.before and self.before.manifest) or {}).get("splits", {})
        return Plan(
            by=self.options.split,  # type: ignore[arg-type]
            validation=self.options.validation,
            test=self.options.test,
            validation_from=days.get("validation_from", ""),
            test_from=days.get("test_from", ""),
            salt=str(self.project.pk),
        )

    def splits_before(self) -> Iterator[tuple[Hashable, str]]:
        """Each member of the release before with its split there; nothing, and a note in `lost`, when the file is damaged."""
        if self.before is None:
            return
        try:
            with self.opened(self.before, SPLITS_FILE) as file:
                yield from splits_in(line.decode() for line in file)
        except Damaged:
            self.lost = LOST.format(number=self.before.number)

    def opened(self, release: Release, path: str) -> Any:
        """A file of an earlier release, open for reading. Raises Damaged."""
        kept = release.files.filter(path=path).first()
        if kept is None:
            raise Damaged
        return store.open_sound(kept.sha256, kept.size, f"{path} of release {release.number}")

    def facts(self, contents: Contents, left_out: str) -> Facts:
        """What README.md, CITATION.cff and the other descriptions are written from."""
        return Facts(
            slug=self.project.slug,
            project=self.project.name,
            number=self.release.number,
            name=self.release.name,
            notes=self.release.notes,
            released_on=self.release.created_at.astimezone(UTC).date(),
            licence=self.options.licence,
            verdicts=self.options.verdicts,
            people=self.options.people,
            counts=contents.counts,
            parts=contents.parts,
            files=contents.files,
            language=self.project.language,
            left_out=left_out,
        )

    def compared(self, of: str, files: list[Kept]) -> dict[str, int] | None:
        """How many claims or articles came, went and changed since the release before; None when there is none to see."""
        if self.before is None:
            return None
        mine = next(file for file in files if file.path == f"{of}.jsonl")
        try:
            with self.opened(self.before, mine.path) as old, mine.at.open("rb") as new:
                return counted(differences(of, old, new))
        except Damaged:
            self.lost = LOST.format(number=self.before.number)
            return None

    def written(self, path: str, text: bytes) -> Kept:
        """A file of these bytes, on the disk."""
        file = self.workshop.open(path)
        file.write(text)
        return file.finish()

    def tell(self, step: str, done: int) -> None:
        """Counts `done` more lines, and says how far it is unless that was said less than EVERY seconds ago."""
        self.done += done
        if monotonic() - self.told > EVERY:
            self.told = monotonic()
            done = min(self.done, self.total)
            report_progress(release=self.release, step=step, done=done, total=self.total)
            if self.also_tell is not None:
                self.also_tell(step, done, self.total)


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
