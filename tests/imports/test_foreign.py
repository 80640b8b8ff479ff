"""Offsets of other programs meet our text."""

import pytest

from annotations.imports.foreign import Foreign
from annotations.imports.shape import Passage
from annotations.text import TextRefused

TEXT = "\ufeff⛴️🎏 Harbour\r\n“No money,” she said.\r\nEnd"


def test_code_points_with_a_mark_and_crlf():
    foreign = Foreign(TEXT)
    at = TEXT.index("No money")
    passage = foreign.passage(at, at + 8, "No money")
    assert passage == Passage(at - 2, at + 6, "No money")
    assert foreign.text[passage.start : passage.end] == "No money"


def test_utf16():
    foreign = Foreign(TEXT, "utf-16")
    at = len(TEXT[: TEXT.index("End")].encode("utf-16-le")) // 2
    assert foreign.passage(at, at + 3, "End").exact == "End"
    with pytest.raises(TextRefused, match="inside character"):
        foreign.passage(4, 6)  # between the halves of the carp


def test_a_passage_over_lines_ends_them_our_way():
    foreign = Foreign(TEXT)
    start = TEXT.index("Harbour")
    passage = foreign.passage(start, start + 12, "Harbour\r\n“No")
    assert passage.exact == "Harbour\n“No" == foreign.text[passage.start : passage.end]


@pytest.mark.parametrize(
    ("start", "end", "exact", "sentence"),
    [
        (5, 3, None, "nothing"),
        (-1, 3, None, "nothing"),
        (5, 900, None, "outside the text"),
        (5, 12, "Harvest", "not “Harvest”"),
        (TEXT.index("\n"), TEXT.index("\n") + 4, None, "line end"),
        (0, 1, None, "no words"),
    ],
)
def test_what_does_not_fit_is_refused(start, end, exact, sentence):
    with pytest.raises(TextRefused, match=sentence):
        Foreign(TEXT).passage(start, end, exact)
