"""Where the files of releases are kept: each under its SHA-256, so that a file two releases share is there once.

A file is written under a temporary name, brought to the disk, and only then gets its own. Before one is served it is
summed once in the life of a process; after that its size and time stand for it, which say when anybody touched it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from annotations.errors import Damaged

BLOCK = 256 * 1024


@dataclass(frozen=True)
class Kept:
    """A file of a release that is written: where it lies until `keep`, its path in the release, its bytes and its sum."""

    at: Path
    path: str
    size: int
    sha256: str


class Workshop:
    """A folder in which one release's files are written. Closing it removes those that were not kept."""

    def __init__(self, release: uuid.UUID) -> None:
        self.folder = folder() / "building" / str(release)
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def open(self, path: str) -> Written:
        """A new file, which will have this path in the release."""
        return Written(self.folder, path)

    def close(self) -> None:
        """Removes the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Written:
    """A file that is summed as it is written."""

    def __init__(self, folder: Path, path: str) -> None:
        self.path, self.at = path, folder / path.replace("/", "__")
        self._file = self.at.open("wb")
        self._sum = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> int:
        """Adds bytes, and answers how many those were."""
        self._sum.update(piece)
        self.size += len(piece)
        return self._file.write(piece)

    def finish(self) -> Kept:
        """Closes the file when all of it is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Kept(self.at, self.path, self.size, self._sum.hexdigest())


def folder() -> Path:
    """The folder of all releases: `files` below it holds what is kept, `building` what is being made."""
    return Path(settings.RELEASES_ROOT)


def keep(kept: Kept) -> None:
    """Moves a finished file to where its sum says. If the same file is there already, and sound, that one stays."""
    target = _place(kept.sha256)
    if target.exists() and _sum(target) == kept.sha256:
        kept.at.unlink()
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    kept.at.chmod(0o440)
    kept.at.replace(target)
    for changed in (target.parent, target.parent.parent):
        _bring_to_disk(changed)


def fault_of(sha256: str, size: int) -> str:
    """What is wrong with the file of this sum, in a few words; nothing when it is sound. Reads all of it."""
    try:
        there = _place(sha256).stat()
        if there.st_size != size:
            return f"has {there.st_size} bytes and not {size}"
        return "" if _sum(_place(sha256)) == sha256 else "has other bytes than were released"
    except FileNotFoundError:
        return "is missing"
    except OSError as problem:
        return f"cannot be read ({problem.strerror})"


_sound: dict[str, tuple[int, int, int]] = {}


def open_sound(sha256: str, size: int, path: str) -> BinaryIO:
    """The file, opened once it is known to be what was released. Raises Damaged."""
    try:
        file = _place(sha256).open("rb")
    except OSError:
        raise Damaged(_refusal(path, fault_of(sha256, size))) from None
    there = os.fstat(file.fileno())
    mark = (there.st_ino, there.st_size, there.st_mtime_ns)
    if _sound.get(sha256) != mark:
        if fault := fault_of(sha256, size):
            file.close()
            raise Damaged(_refusal(path, fault))
        _sound[sha256] = mark
    return file


def pieces(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes of the file from `start` on, at most BLOCK at a time; then closes it."""
    with file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(BLOCK, length))):
            length -= len(piece)
            yield piece


def clear(releases: Iterable[uuid.UUID]) -> None:
    """Removes the workshops of these releases, whose builders were killed."""
    for release in releases:
        shutil.rmtree(folder() / "building" / str(release), ignore_errors=True)


def sweep(named: set[str]) -> list[str]:
    """Removes files whose sums are not among these, and answers their sums. Hold off all builders meanwhile."""
    strangers = [at for at in folder().glob("files/??/*") if at.name not in named]
    for at in strangers:
        at.unlink()
    shutil.rmtree(folder() / "building", ignore_errors=True)
    return [at.name for at in strangers]


def _place(sha256: str) -> Path:
    return folder() / "files" / sha256[:2] / sha256


def _sum(at: Path) -> str:
    with at.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bring_to_disk(changed: Path) -> None:
    handle = os.open(changed, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refusal(path: str, fault: str) -> str:
    return (
        f"{path} {fault} on the server, so it is not served. Whoever runs the site can put it back from a backup; "
        "bin/manage verify_releases names all such files."
    )
