"""Exports packed on their way."""

from __future__ import annotations

import gzip
import zlib

import pytest
import zstandard

from annotations.exports.packing import PACKERS, packing_for

UNPACKED = {
    "zstd": lambda packed: zstandard.ZstdDecompressor().decompressobj().decompress(packed),
    "gzip": gzip.decompress,
    "identity": bytes,
}


@pytest.mark.parametrize("name", PACKERS)
def test_it_works(name):
    pieces = [b"one\n" * 9999, b"", b"two\n"]
    assert UNPACKED[name](b"".join(PACKERS[name](pieces))) == b"".join(pieces)
    assert UNPACKED[name](b"".join(PACKERS[name]([]))) == b""


@pytest.mark.parametrize("name", ["zstd", "gzip"])
def test_the_first_line_comes_before_the_second_is_there(name):
    first = next(iter(PACKERS[name](iter([b"first\n", b"second\n"]))))
    unpacker = zstandard.ZstdDecompressor().decompressobj() if name == "zstd" else zlib.decompressobj(31)
    assert unpacker.decompress(first) == b"first\n"


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate", "gzip"),
        ("GZIP;Q=0.5", "gzip"),
        ("zstd;q=0.1, gzip;q=0.8", "gzip"),
        ("zstd;q=0, *", "gzip"),
        ("*;q=0.5", "zstd"),
        ("identity", "identity"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("br, deflate", "identity"),
        ("gzip;q=0", "identity"),
        ("gzip;q=zero, ;;,=", "identity"),
        ("gzip; q = 0.3", "gzip"),
        ("*;q=0", "identity"),
    ],
)
def test_what_is_asked_for_most_is_what_comes(accepted, packing):
    assert packing_for(accepted) == packing
