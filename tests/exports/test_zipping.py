"""Zip files as streams, read by Python's zipfile and Info-ZIP's layout rules."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from collections.abc import Iterator

from annotations.exports import zipping
from annotations.exports.zipping import listing, zipped


def opened(*entries: tuple) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(zipped(entries))))


def test_it_works():
    archive = opened(("a.txt", b"one"), ("ö/🎏.txt", iter([b"t", b"", b"wo"])), ("empty", b""), ("none", iter([])))
    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.txt": b"one", "ö/🎏.txt": b"two", "empty": b"", "none": b"",
    }  # fmt: skip
    assert archive.getinfo("a.txt").external_attr >> 16 == 0o100644


def test_nothing_in_it_is_a_zip_too():
    assert opened().namelist() == []


def test_the_same_entries_make_the_same_bytes():
    def made() -> bytes:
        return b"".join(zipped([("a", b"one" * 99), ("b", iter([b"two"] * 99))]))

    assert made() == made()


def test_more_entries_than_the_old_layout_can_count(monkeypatch):
    monkeypatch.setattr(zipping, "_TOO_MANY", 99)
    archive = opened(*((f"{n}", b"%d" % n) for n in range(100)))
    assert len(archive.namelist()) == 100
    assert archive.read("99") == b"99"


def test_what_goes_in_comes_out_before_the_next_is_asked_for():
    noise, asked = random.Random(1), []

    def entries() -> Iterator[tuple[str, bytes]]:
        for n in range(60):
            asked.append(n)
            yield f"{n}.bin", noise.randbytes(100_000)

    tracemalloc.start()
    try:
        pieces = zipped(entries())
        assert len(next(pieces)) > 100_000
        assert asked == [0]
        for _ in pieces:
            pass
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2_000_000


def test_a_listing_shows_every_file_under_its_name():
    assert (
        listing(b"".join(zipped([("a.txt", b"\xef\xbb\xbfone\n"), ("b.txt", b"two")])))
        == "== a.txt ==\none\n\n== b.txt ==\ntwo"
    )
