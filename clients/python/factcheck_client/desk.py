"""A desk, as its API has it. Objects are dictionaries with the API's own names; docs/api.md and /api/docs/ tell them."""

from __future__ import annotations

import hashlib
import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from factcheck_client.problem import Problem
from factcheck_client.sending import Sender, no_answer

JSON = dict[str, Any]


@dataclass(frozen=True)
class Changes:
    """A page of the change feed. Save `cursor` together with what you made of `rows`."""

    rows: list[JSON]
    cursor: str


@dataclass(frozen=True)
class Imported:
    """What a file brought, or, rehearsed, would bring: `created` and `unchanged` count by noun."""

    id: str | None
    format: str
    rows: int
    created: dict[str, int]
    unchanged: dict[str, int]


class Desk:
    """A desk and whoever's token this is. Close it when done, or use it in a `with`."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        tries: int = 5,
        timeout: float = 60.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """`tries`: how often a request is sent that gets no answer, or 503; `timeout`: seconds for each."""
        self._sender = Sender(url, token, tries=tries, timeout=timeout, transport=transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the connections."""
        self._sender.http.close()

    # Reading

    def get(self, path: str, **parameters: Any) -> JSON:
        """One object, or anything else under /api/v1/: `desk.get("me/")`."""
        answer: JSON = self._sender.send("GET", path, params=_given(parameters)).json()
        return answer

    def every(self, path: str, **parameters: Any) -> Iterator[JSON]:
        """All rows of a list, fetched a page at a time: `desk.every("quotes/", article=id)`.

        A page begins after the last row of the one before, so nothing is missed or told twice, whatever comes or goes.
        """
        page = self.get(path, **{"limit": 500, **parameters})
        while True:
            yield from page["results"]
            if page["next"] is None:
                return
            page = self._sender.send("GET", page["next"]).json()

    def claims(self, project: str, **filters: Any) -> Iterator[JSON]:
        """A project's claims, oldest first. Filters: state, speaker, assignee, article, topic, q."""
        return self.every("claims/", project=project, **filters)

    def articles(self, project: str, **filters: Any) -> Iterator[JSON]:
        """A project's articles without their texts; `desk.get(f"articles/{id}/")` has those."""
        return self.every("articles/", project=project, **filters)

    def export(self, project: str, format: str = "jsonl", **filters: Any) -> Iterator[JSON]:
        """The lines of an export in JSON lines (`jsonl`: claims, `articles`: texts with their quotes), one at a time.

        One moment of the project, in constant memory. Raises Problem when it breaks off: what came till then is not all.
        """
        held = b""
        with self._sender.stream(_export(project, format), params=_given(filters)) as answer:
            for block in _bytes_of(answer):
                *lines, held = (held + block).split(b"\n")
                yield from map(json.loads, lines)
        if held:
            raise Problem("The export broke off in the middle of a line. Try again.")

    def save_export(self, project: str, format: str, file: str | Path, **filters: Any) -> Path:
        """An export in any format, as a file. A file of that name is whole: it is written beside it first."""
        target = Path(file)
        part = target.with_name(f"{target.name}.part")
        try:
            with (
                part.open("wb") as out,
                self._sender.stream(_export(project, format), params=_given(filters)) as answer,
            ):
                for block in _bytes_of(answer):
                    out.write(block)
            return part.replace(target)
        finally:
            part.unlink(missing_ok=True)

    # Following

    def changes(self, project: str, cursor: str = "", limit: int = 200) -> Changes:
        """The next page of the change feed; at the end it has no rows, and the same cursor.

        Raises Problem with status 410 when the desk was restored from a backup: forget cursor and copy, and begin again.
        """
        page = self.get(f"projects/{project}/changes/", limit=limit, **({"cursor": cursor} if cursor else {}))
        return Changes(page["results"], page["cursor"])

    def follow(self, project: str, cursor: str = "", every: float | None = 5.0) -> Iterator[Changes]:
        """Page after page from the cursor on, for ever, asking again `every` so many seconds; with None, to the end.

        Keep the highest `version` of each object, and of equal ones the later; its `object` is None when it is gone.
        """
        while True:
            page = self.changes(project, cursor)
            cursor = page.cursor
            if page.rows:
                yield page
            elif every is None:
                return
            else:
                time.sleep(every)

    # Writing

    def create(self, path: str, *, key: str | None = None, **fields: Any) -> JSON:
        """Make an object: `desk.create("claims/", project="lindholm", text="It rained.")`.

        Sent again until it is answered, under one `Idempotency-Key`: it takes effect once. With a `key` of your own also
        another run of your program, sending the same again, gets the first answer.
        """
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        made: JSON = self._sender.send("POST", path, json=fields, headers=headers).json()
        return made

    def change(self, path: str, version: int, **fields: Any) -> JSON:
        """Change an object that is still at this version. Raises Problem 412, with `body["current"]`, when it is not."""
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": str(uuid.uuid4())}
        changed: JSON = self._sender.send("PATCH", path, json=fields, headers=headers).json()
        return changed

    def delete(self, path: str, version: int) -> None:
        """Delete an object that is still at this version."""
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": str(uuid.uuid4())}
        self._sender.send("DELETE", path, headers=headers)

    # Bringing in, and taking out

    def import_file(
        self,
        project: str,
        file: str | Path,
        *,
        format: str = "",
        rehearse: bool = False,
        labels: Mapping[str, str] | None = None,
    ) -> Imported:
        """Bring a file in: all of it, or nothing. With `rehearse`, only say what it would bring.

        `labels` maps the file's own words to a kind of quote, or to "" to leave such marks out. Raises Problem 422, whose
        `errors` name the rows that cannot be taken by line, reason and remedy. The same file twice changes nothing.
        """
        path = Path(file)
        asked = {
            "format": format or None,
            "dry_run": 1 if rehearse else None,
            "labels": json.dumps(labels) if labels else None,
        }
        with path.open("rb") as content:
            answer = self._sender.send(
                "POST",
                f"projects/{project}/import/",
                params=_given(asked),
                files={"file": (path.name, content)},
                again=False,
                timeout=None,  # a large file is answered when it is in
            )
        told = answer.json()
        return Imported(told["import"], told["format"], told["rows"], told["created"], told["unchanged"])

    def releases(self, project: str) -> Iterator[JSON]:
        """A project's releases, oldest first."""
        return self.every(f"projects/{project}/releases/")

    def download_release(self, project: str, number: int | str, folder: str | Path) -> list[Path]:
        """The files of a release, or of the `latest`, into a folder. What is there and whole stays; a part is continued.

        Every file is compared with its SHA-256 before it bears its name. Raises Problem when one differs.
        """
        release = self.get(f"projects/{project}/releases/{number}/")
        at = f"projects/{project}/releases/{release['number']}/files/"
        return [
            self._download(at + file["path"], file, Path(folder) / _safe(file["path"])) for file in release["files"]
        ]

    def _download(self, path: str, file: JSON, target: Path) -> Path:
        if target.is_file() and _sha256(target) == file["sha256"]:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        for attempt in range(self._sender.tries):
            there = part.stat().st_size if part.exists() else 0
            if there < file["size"] or not part.exists():
                try:
                    self._continue(path, part, there)
                except Problem as problem:
                    if problem.status is not None or attempt == self._sender.tries - 1:
                        raise
                    continue
            if _sha256(part) == file["sha256"]:
                return part.replace(target)
            part.unlink(missing_ok=True)  # continued from something else: once more from the beginning
        raise Problem(f"{file['path']} is not what was released: its SHA-256 differs. Ask whoever runs the desk.")

    def _continue(self, path: str, part: Path, there: int) -> None:
        """Fetches what is missing at the end of a part."""
        headers = (
            {"Range": f"bytes={there}-", "Accept-Encoding": "identity"} if there else {"Accept-Encoding": "identity"}
        )
        with self._sender.stream(path, headers=headers) as answer, part.open("ab") as out:
            if answer.status_code != httpx.codes.PARTIAL_CONTENT:
                out.truncate(0)
            for block in _bytes_of(answer):
                out.write(block)


def _bytes_of(answer: httpx.Response) -> Iterator[bytes]:
    try:
        yield from answer.iter_bytes()  # as they come: what is held back is lost when the line breaks
    except httpx.TransportError as trouble:
        raise no_answer(trouble) from trouble


def _export(project: str, format: str) -> str:
    return f"projects/{project}/export/{format}/"


def _given(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if value is not None}


def _safe(path: str) -> Path:
    """A file's place below a folder, and never beside it."""
    if path.startswith("/") or "\\" in path or ".." in path.split("/"):
        raise Problem(f"The release names a file {path!r}, which is no place in a folder.")
    return Path(path)


def _sha256(file: Path) -> str:
    if not file.exists():
        return ""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
