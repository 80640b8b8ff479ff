"""Bringing files in, and comparing what comes out with what went in."""

from __future__ import annotations

import io
import json
from contextlib import nullcontext
from typing import Any

from annotations.exports.stream import stream
from annotations.imports.registry import find_reader
from annotations.imports.rehearsal import Report
from annotations.imports.running import Upload, import_file, rehearse
from annotations.imports.shape import Options
from annotations.models import Import, Project, User


def upload_of(content: bytes | str, format: str = "jsonl", name: str = "desk.jsonl") -> Upload:
    """A file as it comes."""
    raw = content.encode() if isinstance(content, str) else content
    return Upload(find_reader(format), name, len(raw), lambda: nullcontext(io.BytesIO(raw)))


def bring(
    by: User, project: Project, content: bytes | str, format: str = "jsonl", name: str = "desk.jsonl", **labels: str
) -> Report:
    """Imports the file."""
    uploads = [upload_of(content, format, name)]
    return import_file(by=by, project=project, uploads=uploads, options=Options(labels=labels))[1]


def try_out(
    by: User, project: Project, content: bytes | str, format: str = "jsonl", name: str = "desk.jsonl", **labels: str
) -> Report:
    """Rehearses the file."""
    uploads = [upload_of(content, format, name)]
    return rehearse(by=by, project=project, uploads=uploads, options=Options(labels=labels))


def exported(project: Project, reader: User, format: str = "jsonl") -> bytes:
    """The project in a format."""
    return b"".join(stream(format=format, project=project, reader=reader))


def alike(lines: bytes) -> list[Any]:
    """The lines without ids and times, and without what the projects themselves are called."""
    return [_alike(json.loads(line)) for line in lines.splitlines()]


def last_import(project: Project) -> Import:
    """The latest."""
    return Import.objects.filter(project=project).latest("created_at")


UNLIKE = {"id", "created_at", "updated_at", "submitted_at", "resolved_at", "project", "project_name"}
NAMED = {"question", "reply_to", "parent", "duplicate_of"}


def _alike(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _alike(one, key) for key, one in value.items() if key not in UNLIKE}
    if isinstance(value, list):
        return (
            len(value)
            if name in ("verdicts", "evidence") and value and isinstance(value[0], str)
            else [_alike(one) for one in value]
        )
    return (value is None) if name in NAMED else value
