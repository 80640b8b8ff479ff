"""Files, read no further than they may go: one whole, a .gz as one stream, a .zip as its files."""

from __future__ import annotations

import codecs
import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, cast

from annotations.errors import Invalid
from annotations.imports.shape import Place, Refusal

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
BEGINNING = 1 << 20  # the words that tell a format may come after a long text
MOST_NAMES = 1000
MOST_UNPACKED = 4 * 1024**3
MOST_FILES = 200_000
MOST_BYTES = 20_000_000  # of one file
_MACS_OWN = re.compile(r"^__MACOSX/|(^|/)(\._[^/]*|\.DS_Store)$")


@contextmanager
def unpacked(file: BinaryIO) -> Iterator[BinaryIO]:
    """The file from its beginning, unpacked if it is a .gz. Reading raises Invalid where that is damaged or a bomb."""
    file.seek(0)
    magic = file.read(2)
    file.seek(0)
    if magic != GZIP:
        yield file
        return
    with gzip.GzipFile(fileobj=file) as stream, io.BufferedReader(_Gunzipped(stream), 1 << 20) as found:
        yield cast("BinaryIO", found)


class _Gunzipped(io.RawIOBase):
    def __init__(self, stream: gzip.GzipFile) -> None:
        self.stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._asked(lambda: self.stream.seek(offset, whence))

    def tell(self) -> int:
        return self.stream.tell()

    def readinto(self, buffer: Any) -> int:
        if self.stream.tell() > MOST_UNPACKED:
            raise Invalid(f"The .gz unpacks to over {MOST_UNPACKED >> 30} GB. Cut the file up and send its parts.")
        read = self._asked(lambda: self.stream.read(len(buffer)))
        buffer[: len(read)] = read
        return len(read)

    def _asked(self, ask: Any) -> Any:
        try:
            return ask()
        except (EOFError, OSError, zlib.error):
            raise Invalid("The .gz is damaged or was cut off. Pack it anew and send it again.") from None


# What zipfile and what unpacks for it raise where something is wrong with the bytes.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, ValueError, EOFError, RuntimeError,
    OverflowError, MemoryError,
)  # fmt: skip


def beginning(file: BinaryIO) -> bytes:
    """What tells a file's format: its first bytes; of a .zip the names of its files, if they can be read."""
    with unpacked(file) as stream:
        found = stream.read(BEGINNING)
    if found.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = found.decode("utf-16", "replace").encode("utf-8", "replace")
    if found.startswith(ZIP):
        with suppress(*DAMAGED), zipfile.ZipFile(file) as archive:
            found = "\n".join(archive.namelist()[:MOST_NAMES]).encode("utf-8", "replace")
    return found


def whole(file: BinaryIO, what: str, remedy: str, most_bytes: int = MOST_BYTES) -> bytes | Refusal:
    """All bytes of a file that is one document, or the refusal of one that is too large."""
    found = file.read(most_bytes + 1)
    return (
        found if len(found) <= most_bytes else Refusal(Place(), f"{what} is over {most_bytes // 1_000_000} MB.", remedy)
    )


def entries(
    file: BinaryIO,
    *,
    most_bytes: int = MOST_BYTES,
    most_together: int = MOST_UNPACKED,
    order: Callable[[str], Any] = str,
) -> Iterator[tuple[str, bytes] | Refusal]:
    """Name and bytes of each file, in the order of their names. A file that is no .zip, is damaged or would burst is a Refusal.

    One file at a time is in memory. What a Mac adds of its own is left out.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGED:
        yield Refusal(Place(), "This is no .zip, or it was cut off.", "Make it anew and send it again.")
        return
    with archive:
        members = [m for m in archive.infolist() if not (m.is_dir() or _MACS_OWN.search(m.filename))]
        members.sort(key=lambda member: order(member.filename))
        if len(members) > MOST_FILES:
            yield Refusal(Place(), f"The .zip holds over {MOST_FILES:,} files.", "Make several of it.")
            return
        together = 0
        for member in members:
            found = _opened(archive, member, most_bytes)
            yield found
            together += 0 if isinstance(found, Refusal) else len(found[1])
            if together > most_together:
                yield Refusal(Place(), f"The .zip unpacks to over {most_together:,} bytes.", "Make several of it.")
                return


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> tuple[str, bytes] | Refusal:
    at = Place(None, f"/{member.filename}")
    try:
        with archive.open(member) as stream:
            # What is read, not what the directory promises: a bomb lies there.
            held = stream.read(most_bytes + 1)
    except DAMAGED:
        return Refusal(at, "This file of the .zip is damaged, locked or packed in a way unknown here.", "Pack it anew.")
    if len(held) > most_bytes:
        return Refusal(at, f"This file of the .zip unpacks to over {most_bytes // 1_000_000} MB.", "Cut it up.")
    return member.filename, held
