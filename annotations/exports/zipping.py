"""Zip files as streams: what goes in comes out packed at once, and the same entries always make the same bytes.

Python's own zipfile keeps an object for every entry until the end, which for a large project's articles is a lot. Here
only the directory's bytes are kept, beyond a megabyte on disk. Entries of unknown length are followed by their sizes, as
the format has it (APPNOTE 4.3.9), so that nothing is held back.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile

_LEVEL = 6
_EPOCH = struct.pack("<HH", 0, 1 << 5 | 1)  # midnight of 1 January 1980, the first day zip files know
_DEFLATED, _SIZES_FOLLOW, _UTF8 = 8, 1 << 3, 1 << 11
_PLAIN, _ZIP64 = 20, 45  # what a reader must know: deflate, or sizes of 8 bytes too
_FILE = 0o100644 << 16
_IN_MEMORY = 1 << 20
_TOO_MANY, _TOO_LARGE = 0xFFFF, 0xFFFFFFFF  # for the old layout

Entry = tuple[str, bytes | Iterable[bytes]]


def zipped(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The zip file of these (name, content) pairs, in their order. Content may come in pieces; names use slashes."""
    at = count = 0
    with SpooledTemporaryFile(_IN_MEMORY) as directory:
        for name, content in entries:
            begun = at
            flags = _UTF8 if isinstance(content, bytes) else _UTF8 | _SIZES_FOLLOW
            packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            checksum = size = packed = 0
            if isinstance(content, bytes):
                body = packer.compress(content) + packer.flush()
                checksum, size, packed = zlib.crc32(content), len(content), len(body)
                piece = _local(name, flags, checksum, size, packed) + body
                at += len(piece)
                yield piece
            else:
                piece = _local(name, flags, 0, _TOO_LARGE, _TOO_LARGE)
                at += len(piece)
                yield piece
                for part in content:
                    checksum, size = zlib.crc32(part, checksum), size + len(part)
                    if piece := packer.compress(part):
                        packed += len(piece)
                        yield piece
                piece = packer.flush()
                packed += len(piece)
                at += packed
                descriptor = struct.pack("<4sIQQ", b"PK\x07\x08", checksum, packed, size)
                at += len(descriptor)
                yield piece + descriptor
            directory.write(_central(name, flags, checksum, size, packed, begun))
            count += 1
        length = directory.tell()
        directory.seek(0)
        while piece := directory.read(1 << 16):
            yield piece
    yield _end(count, length, at)


def listing(archive: bytes) -> str:
    """A zip of text files as people read it: each file under its name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return "\n".join(f"== {name} ==\n{opened.read(name).decode('utf-8-sig')}" for name in opened.namelist())


def _local(name: str, flags: int, checksum: int, size: int, packed: int) -> bytes:
    encoded = name.encode()
    extra = struct.pack("<HHQQ", 1, 16, 0, 0) if flags & _SIZES_FOLLOW else b""
    needed = _ZIP64 if extra else _PLAIN
    head = struct.pack("<4sHHH4sIIIHH", b"PK\x03\x04", needed, flags, _DEFLATED, _EPOCH, checksum, packed, size,
                       len(encoded), len(extra))  # fmt: skip
    return head + encoded + extra


def _central(name: str, flags: int, checksum: int, size: int, packed: int, begun: int) -> bytes:
    encoded = name.encode()
    large = flags & _SIZES_FOLLOW or begun >= _TOO_LARGE
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, begun) if large else b""
    needed = _ZIP64 if large else _PLAIN
    shown = (_TOO_LARGE,) * 3 if large else (packed, size, begun)
    head = struct.pack("<4sHHHH4sIIIHHHHHII", b"PK\x01\x02", 3 << 8 | needed, needed, flags, _DEFLATED, _EPOCH, checksum,
                       shown[0], shown[1], len(encoded), len(extra), 0, 0, 0, _FILE, shown[2])  # fmt: skip
    return head + encoded + extra


def _end(count: int, length: int, at: int) -> bytes:
    large = count >= _TOO_MANY or length >= _TOO_LARGE or at >= _TOO_LARGE
    zip64 = b""
    if large:
        zip64 = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 3 << 8 | _ZIP64, _ZIP64, 0, 0, count, count, length, at)
        zip64 += struct.pack("<4sIQI", b"PK\x06\x07", 0, at + length, 1)
    few = (0xFFFF, 0xFFFF, _TOO_LARGE, _TOO_LARGE) if large else (count, count, length, at)
    return zip64 + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, *few, 0)
