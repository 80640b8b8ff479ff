"""A JSON document's members, one at a time: the same as json's own, wherever the pieces of the file end."""

from __future__ import annotations

import io
import json

import pytest

from annotations.imports import members as module
from annotations.imports.members import Member, members
from annotations.imports.shape import Refusal

MEMBERS = [{"a": 'é😀 \\ " \n', "n": 123456, "t": True, "u": None, "l": [-1.5e3, {"q": []}]}, "words", 17, [], {}]


def read(document, within=()):
    return list(members(io.BytesIO(document if isinstance(document, bytes) else document.encode()), within))


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 65536])
@pytest.mark.parametrize("how", [{}, {"ensure_ascii": False}, {"indent": 1}])
def test_it_works_wherever_a_piece_ends(monkeypatch, piece, how):
    monkeypatch.setattr(module, "PIECE", piece)
    found = read("\ufeff" + json.dumps(MEMBERS, **how))
    assert [member.value for member in found] == MEMBERS
    assert [member.pointer for member in found] == ["/0", "/1", "/2", "/3", "/4"]


def test_half_of_a_surrogate_pair_is_a_refusal_and_what_follows_is_read():
    one, half, other = read(r'["\ud83d\ude00 \\ud800", {"\uD83d": 1}, "é"]')
    assert (one.value, other.value) == ("😀 \\ud800", "é")
    assert isinstance(half, Refusal) and half.at.pointer == "/1"


def test_a_member_says_its_line():
    assert [member.line for member in read('[\n{"a":\n1},\r\n\n2]')] == [2, 5]


def test_a_document_that_is_no_array_is_its_own_member_and_so_is_every_line_of_many():
    assert read('{"a": 1}') == [Member(1, "", {"a": 1})]
    assert read('{"a": 1}\n{"b": []}\n') == [Member(1, "", {"a": 1}), Member(2, "", {"b": []})]
    assert read(" \n") == read("[]") == []


def test_arrays_inside_are_opened_where_they_are_asked_for():
    document = '{"label": "x", "first": {"items": [{"id": 1}, {"id": 2}], "n": 1}, "total": 2}'
    assert [(m.pointer, m.value) for m in read(document, ("first", "items"))] == [
        ("/first/items/0", {"id": 1}),
        ("/first/items/1", {"id": 2}),
    ]
    elsewhere = {"first": "https://lindholm.example/page", "total": 2}
    assert read(json.dumps(elsewhere), ("first", "items")) == [Member(1, "", elsewhere)]


@pytest.mark.parametrize(
    "document",
    ["[1,", "[1 2]", '{"a"', "[tru]", "[NaN]", '[{"a":1}', '[{"a" 1}]', "[1,]", b"[\xff]", "[" * 5000,
     "9" * 5000, "{,}", '"abc', "x"],
)  # fmt: skip
@pytest.mark.parametrize("within", [(), ("a",)])
def test_what_is_no_json_ends_it_and_is_said(document, within):
    *_, last = read(document, within)
    assert isinstance(last, Refusal)
    assert last.reason.endswith(".") and last.remedy.endswith(".")


def test_what_came_before_a_mistake_was_read_and_the_mistake_has_a_line():
    first, mistake = read('[{"a": 1},\n\n{"b" 2}]')
    assert first.value == {"a": 1}
    assert mistake.at.line == 3


@pytest.mark.parametrize("piece", [1, 7, 65536])
def test_of_lines_those_after_a_broken_one_are_read(monkeypatch, piece):
    monkeypatch.setattr(module, "PIECE", piece)
    first, oops, third, cut, last = read('{"a": 1}\r\noops\r\n{"b": 2}\r\n{"c": "so\r\n{"d": [1,\r\n 2]}\r\n')
    assert [one.value for one in (first, third, last)] == [{"a": 1}, {"b": 2}, {"d": [1, 2]}]
    assert (oops.at.line, cut.at.line, last.line) == (2, 4, 5)
    assert "at character 1 of the line" in oops.reason
    assert cut.reason == "This is no JSON at character 10 of the line: invalid control character."
    # A document that is one whole is not read on in its middle.
    (mistake,) = read('{"a": 1,\n oops,\n"b": [\n{}]}', ("b",))
    assert (mistake.at.line, "character 2 " in mistake.reason) == (2, True)
    assert len(read(b'oops\n{"a": "\xff"}\n{}')) == 1


def test_a_member_without_an_end_is_not_read_for_ever(monkeypatch):
    monkeypatch.setattr(module, "MOST_CHARACTERS", 100_000)

    class Endless(io.RawIOBase):
        asked = 0

        def read(self, size: int = -1) -> bytes:
            self.asked += size
            return b'["' + b"x" * (size - 2) if self.asked == size else b"x" * size

    file = Endless()
    (refusal,) = members(file)
    assert isinstance(refusal, Refusal)
    assert file.asked < 1_000_000
