"""The files in a .zip, none of them larger than it may be when unpacked."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from annotations.imports.shape import Place, Refusal

MOST_FILES = 200_000
MOST_BYTES = 20_000_000  # of one file


def entries(file: BinaryIO, *, most_bytes: int = MOST_BYTES) -> Iterator[tuple[str, bytes] | Refusal]:
    """Name and bytes of each file, in the order of their names. A file that is no .zip, is damaged or would burst is a Refusal.

    One file at a time is in memory.
    """
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        yield Refusal(Place(), "This is no .zip, or it was cut off.", "Make it anew and send it again.")
        return
    with archive:
        members = sorted((member for member in archive.infolist() if not member.is_dir()), key=lambda m: m.filename)
        if len(members) > MOST_FILES:
            yield Refusal(Place(), f"The .zip holds over {MOST_FILES:,} files.", "Make several of it.")
            return
        for member in members:
            yield _opened(archive, member, most_bytes)


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most_bytes: int) -> tuple[str, bytes] | Refusal:
    at = Place(None, f"/{member.filename}")
    try:
        with archive.open(member) as stream:
            # What is read, not what the directory promises: a bomb lies there.
            held = stream.read(most_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, EOFError, RuntimeError):
        return Refusal(at, "This file of the .zip is damaged, locked or packed in a way unknown here.", "Pack it anew.")
    if len(held) > most_bytes:
        return Refusal(at, f"This file of the .zip unpacks to over {most_bytes // 1_000_000} MB.", "Cut it up.")
    return member.filename, held
