"""A project made again from its archive: rows and record as they were, or nothing at all.

The rows go in behind the triggers that would record and refuse them a second time, which takes the role that owns the
tables. Afterwards everything those triggers stand for is checked, before the transaction ends: checksums, constraints,
the words of every quote, every chain of the project's record, and that no row belongs to anything but this project.
"""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import orjson
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, IntegrityError, connections, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql
from psycopg.errors import UniqueViolation

from annotations.errors import Conflict, Invalid
from annotations.imports.unpacking import DAMAGED
from annotations.queries.archive import (
    APPLIED,
    FILES,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    OLDEST_TRANSACTION,
    SHIPPED,
    STORED_COLUMNS,
    Member,
    members,
)
from annotations.queries.audit import findings

BATCH_BYTES = 1 << 22
LARGEST_MANIFEST = 1 << 20

# Those that check or count what is put in. All others would judge it by the present, or record it anew.
KEPT_TRIGGERS = ("guard_segments", "words_made")

# What the triggers that are off would have refused, and what no trigger says: a sentence, and the first offender's id.
WALLS = (
    ("An upload differs from its checksum", """
        SELECT r.id FROM revision r JOIN article a ON a.id = r.article_id
        WHERE a.project_id = %(project)s AND r.raw IS NOT NULL AND encode(sha256(r.raw), 'hex') <> r.raw_sha256"""),
    ("A block lies outside its text", """
        SELECT r.id FROM revision r JOIN article a ON a.id = r.article_id, jsonb_array_elements(r.blocks) b
        WHERE a.project_id = %(project)s
            AND ((b ->> 'start')::integer < 0 OR (b ->> 'end')::integer > r.length OR b ->> 'start' IS NULL)"""),
    ("A label names a version its rating never had", """
        SELECT l.id FROM (
            SELECT v.id, v.claim_id, v.rating_id, v.rating_version FROM verdict v
            UNION ALL SELECT d.id, d.claim_id, d.rating_id, d.rating_version FROM decision d
        ) l JOIN claim c ON c.id = l.claim_id JOIN rating r ON r.id = l.rating_id
        WHERE c.project_id = %(project)s AND l.rating_version > r.version"""),
    ("A rating is merged into one of another scale, or into a merged one", """
        SELECT r.id FROM rating r JOIN scale s ON s.id = r.scale_id JOIN rating i ON i.id = r.merged_into_id
        WHERE s.project_id = %(project)s AND (i.scale_id <> r.scale_id OR i.merged_into_id IS NOT NULL)"""),
    ("A comment answers one on something else", """
        SELECT c.id FROM comment c JOIN comment o ON o.id = c.reply_to_id
        WHERE c.project_id = %(project)s AND (c.article_id, c.quote_id, c.claim_id, c.verdict_id)
            IS DISTINCT FROM (o.article_id, o.quote_id, o.claim_id, o.verdict_id)"""),
)  # fmt: skip


@dataclass(frozen=True)
class Restored:
    """What was made again. `people` are those this installation did not know: id and display name."""

    project: uuid.UUID
    slug: str
    rows: dict[str, int]
    people: list[tuple[uuid.UUID, str]]


def restore_archive(*, file: Path, owner: str, keep: Callable[[IO[bytes]], Any]) -> Restored:
    """Makes the project of an archive again, on the alias of the role that owns the tables; `keep` takes released files.

    Raises Invalid when the file is no archive, is damaged, or needs a later Factcheck; Conflict when something of it is there
    already. In either case nothing was made.
    """
    with _opened(file) as (archive, manifest):
        try:
            with transaction.atomic(using=owner), connections[owner].cursor() as cursor:
                restored = _Restoration(cursor, archive, manifest).run()
                # They lie under their checksums and in nobody's way, should the very last step fail.
                for told in manifest["files"]:
                    with archive.open(FILES + told["sha256"]) as released:
                        keep(released)
                return restored
        except (KeyError, TypeError, ValueError) as problem:
            raise Invalid(f"The archive cannot be read ({problem}): it was altered. Nothing was restored.") from problem
        except OSError as problem:
            raise Invalid(
                f"A released file cannot be kept ({problem.strerror or problem}). Nothing was restored: make room first."
            ) from problem
        except IntegrityError as problem:
            if isinstance(problem.__cause__, UniqueViolation):
                raise Conflict(
                    f"Something of this project is there already ({problem.__cause__.diag.constraint_name}), so it was not "
                    "restored over it. Restore it in another installation."
                ) from problem
            raise _refused(problem) from problem
        except DatabaseError as problem:
            raise _refused(problem) from problem


def _refused(problem: DatabaseError) -> Invalid:
    said = getattr(getattr(problem.__cause__, "diag", None), "message_primary", None) or str(problem)
    return Invalid(f"The database refuses what the archive holds ({said}). Nothing was restored.")


@contextmanager
def _opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """The archive and its manifest, once all of it was read and is what the manifest says. Raises Invalid."""
    with ExitStack() as held:
        try:
            archive = held.enter_context(zipfile.ZipFile(file))
            manifest = _manifest(archive)
            _check_whole(archive, manifest)
        except OSError as problem:
            raise Invalid(f"{file} cannot be read ({problem.strerror or problem}).") from None
        except DAMAGED as problem:
            raise Invalid(
                f"{file} is not a whole archive ({str(problem).rstrip('.')}): it was cut off or damaged. Nothing was "
                "restored. Fetch it again from where it was made."
            ) from None
        yield archive, manifest


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, of a format we read. Raises Invalid."""
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise Invalid("This is not a project's archive: it has no manifest. Make one with bin/manage archive.")
    try:
        manifest: dict[str, Any] = orjson.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise Invalid("This is not a project's archive. Make one with bin/manage archive.")
        if manifest["format_version"] != FORMAT_VERSION:
            raise Invalid(
                f"The archive's format is {manifest['format_version']}, and this Factcheck reads {FORMAT_VERSION}: "
                "restore it with the Factcheck that made it, or a later one."
            )
        uuid.UUID(manifest["project"]["id"])
        told = [member["file"] for member in manifest["members"]]
        files = [FILES + released["sha256"] for released in manifest["files"]]
    except (KeyError, TypeError, ValueError):
        raise Invalid("The archive's manifest cannot be read: it was altered. Nothing was restored.") from None
    known = [SHIPPED, *(member.file for member in members())]
    if told != [name for name in known if name in told] or SHIPPED not in told:
        raise Invalid("The archive holds what this Factcheck does not know: it was made by a later one. Upgrade first.")
    if sorted([*told, *files, MANIFEST]) != sorted(names):
        raise Invalid("The archive's files are not those its manifest names: it was altered. Nothing was restored.")
    return manifest


def _check_whole(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Every member is what the manifest says of it. Raises Invalid."""
    for told in [*manifest["members"], *({"file": FILES + f["sha256"], **f} for f in manifest["files"])]:
        digest, rows = hashlib.sha256(), 0
        with archive.open(told["file"]) as member:
            while block := member.read(BATCH_BYTES):
                digest.update(block)
                rows += block.count(b"\n")
        if digest.hexdigest() != told["sha256"] or rows != told.get("rows", rows):
            raise Invalid(f"{told['file']} in the archive is not what it was: it was damaged. Nothing was restored.")


class _Restoration:
    """One archive on its way into the database, in one transaction."""

    def __init__(self, cursor: CursorWrapper, archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
        self.cursor, self.archive, self.manifest = cursor, archive, manifest
        self.project = uuid.UUID(manifest["project"]["id"])
        self.told = {told["file"]: told for told in manifest["members"]}

    def run(self) -> Restored:
        self._check_schema()
        self._check_absent()
        self._check_shipped_scales()
        parts = [member for member in members() if member.file in self.told]
        self.cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL lock_timeout = '30s'; SET CONSTRAINTS ALL DEFERRED")
        with self._triggers_off(parts):
            people = self._restore_people()
            for member in parts:
                if member.table != "users":
                    self._restore_rows(member)
            self.cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._check_walls(parts)
        self.cursor.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(sql.Identifier(m.table) for m in parts)))
        rows = {member.table: int(self.told[member.file]["rows"]) for member in parts}
        return Restored(self.project, self.manifest["project"]["slug"], rows, people)

    def _check_schema(self) -> None:
        """The archive's tables are no newer than ours. A column that came later takes what it has by itself."""
        self.cursor.execute(APPLIED)
        later = set(self.manifest["migrations"]) - {name for (name,) in self.cursor.fetchall()}
        if later:
            raise Invalid(
                f"The archive was made by a later Factcheck ({', '.join(sorted(later))}): upgrade this one first, and run "
                "bin/manage migrate."
            )

    def _check_absent(self) -> None:
        self.cursor.execute(
            "SELECT id = %s FROM project WHERE id = %s OR slug = %s",
            [self.project, self.project, self.manifest["project"]["slug"]],
        )
        there = self.cursor.fetchone()
        if there is not None:
            slug = self.manifest["project"]["slug"]
            raise Conflict(
                f"The project {slug} is there already: an archive is restored where its project is not."
                if there[0]
                else f"Another project is called {slug} here: restore the archive in an installation without one."
            )

    def _check_shipped_scales(self) -> None:
        """Scales that come with every installation are the same in ours, as far as labels depend on them."""
        with self.archive.open(SHIPPED) as lines:
            for line in lines:
                scale = orjson.loads(line)
                for rating in scale["ratings"]:
                    self.cursor.execute(
                        'SELECT 1 FROM rating WHERE id = %s AND scale_id = %s AND code = %s AND "order" = %s',
                        [rating["id"], scale["id"], rating["code"], rating["order"]],
                    )
                    if self.cursor.fetchone() is None:
                        raise Invalid(
                            f"The scale {scale['slug']}, which labels in the archive are on, is another here: restore it with "
                            "the Factcheck that made it."
                        )

    @contextmanager
    def _triggers_off(self, parts: list[Member]) -> Iterator[None]:
        self.cursor.execute(
            """SELECT format('%%I', relname), format('%%I', tgname) FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
               WHERE relname = ANY(%s) AND relnamespace = current_schema()::regnamespace
                   AND NOT tgisinternal AND NOT tgname = ANY(%s)""",
            [[member.table for member in parts], list(KEPT_TRIGGERS)],
        )
        found = self.cursor.fetchall()
        for switch in ("DISABLE", "ENABLE"):
            for table, trigger in found:
                self.cursor.execute(f"ALTER TABLE {table} {switch} TRIGGER {trigger}")
            if switch == "DISABLE":
                yield

    def _restore_people(self) -> list[tuple[uuid.UUID, str]]:
        """Accounts for those who are not known here, closed until somebody opens them."""
        made: list[tuple[uuid.UUID, str]] = []
        with self.archive.open("users.jsonl") as lines:
            for batch in _batches(lines):
                self.cursor.execute(
                    """INSERT INTO users (id, name, username, password, email, is_active, is_staff, is_superuser, date_joined)
                       SELECT r.id, r.name, 'restored-' || r.id, %s, '', false, false, false, now()
                       FROM json_populate_recordset(NULL::users, %s::json) r ON CONFLICT (id) DO NOTHING RETURNING id, name""",
                    [make_password(None), batch],
                )
                made += self.cursor.fetchall()
        return made

    def _restore_rows(self, member: Member) -> None:
        self.cursor.execute(STORED_COLUMNS, {"table": f'"{member.table}"'})
        ours = {name for (name,) in self.cursor.fetchall()} - set(member.without)
        columns = self.told[member.file]["columns"]
        if not set(columns) <= ours:
            raise Invalid(f"The archive has columns of {member.table} that are not known here: upgrade this Factcheck.")
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        # Numbers of another server's transactions would hold the feed back until ours has counted as far.
        own, value = ("txid, ", f"{OLDEST_TRANSACTION}, ") if member.table == "change" else ("", "")
        statement = sql.SQL(
            "INSERT INTO {table} ({own}{listed}) SELECT {value}{listed}"
            " FROM json_populate_recordset(NULL::{table}, %s::json) WITH ORDINALITY ORDER BY ordinality"
        ).format(table=sql.Identifier(member.table), own=sql.SQL(own), value=sql.SQL(value), listed=listed)
        with self.archive.open(member.file) as lines:
            for batch in _batches(lines):
                self.cursor.execute(statement, [batch])

    def _check_walls(self, parts: list[Member]) -> None:
        of = {"project": self.project}
        for member in parts:
            self.cursor.execute(f'SELECT count(*) FROM "{member.table}" t WHERE {member.rows}', of)
            (there,) = self.cursor.fetchone()
            # Nothing of the project was there before, so as many rows as were put in are all of them.
            if there != self.told[member.file]["rows"]:
                raise Invalid(f"Rows of {member.file} do not belong to the project: the archive was altered.")
        for sentence, query in WALLS:
            self.cursor.execute(query, of)
            offender = self.cursor.fetchone()
            if offender is not None:
                raise Invalid(f"{sentence} ({offender[0]}): the archive was altered. Nothing was restored.")
        for finding in findings(self.cursor, self.project):
            raise Invalid(f"The record would not be whole. {finding.sentence} Nothing was restored.")


def _batches(lines: IO[bytes]) -> Iterator[str]:
    """The lines as JSON arrays of about four megabytes."""
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= BATCH_BYTES:
            yield f"[{b','.join(held).decode()}]"
            held, size = [], 0
    if held:
        yield f"[{b','.join(held).decode()}]"
