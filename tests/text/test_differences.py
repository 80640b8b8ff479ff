"""What became of a text, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import Fate, word_differences
from annotations.text import differences as module


def told(before: str, after: str) -> str:
    """As a line: [-gone-] and [+come+]."""
    signs = {Fate.SAME: "{}", Fate.REMOVED: "[-{}-]", Fate.ADDED: "[+{}+]"}
    return "".join(signs[stretch.fate].format(stretch.text) for stretch in word_differences(before, after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("", "", ""),
        ("The same.", "The same.", "The same."),
        ("", "New.", "[+New.+]"),
        ("Lindholm has no money.", "Lindholm had no money.", "Lindholm [-has-][+had+] no money."),
        ("no money left", "some cash there", "[-no money left-][+some cash there+]"),
        ("The fund holds 3 million.", "The fund holds 3.1 million.", "The fund holds 3[+.1+] million."),
        ("the quay", "the old quay", "the [+old +]quay"),
        ("港口没有钱了", "港口没有船了", "港口没有[-钱-][+船+]了"),
        ("👩‍👩‍👧 came", "👩‍👩‍👦 came", "[-👩‍👩‍👧-][+👩‍👩‍👦+] came"),
        ("cafe\u0301", "cafe", "[-cafe\u0301-][+cafe+]"),
        ("لا مال للميناء", "لا مال للمدينة", "لا مال [-للميناء-][+للمدينة+]"),
    ],
)
def test_it_works(before: str, after: str, line: str):
    assert told(before, after) == line


WORDS = st.text(st.sampled_from("ab  \n.,é\u0301港口👩\u200d🇩🇰"), max_size=40)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(before: str, after: str):
    found = word_differences(before, after)
    assert "".join(s.text for s in found if s.fate != Fate.ADDED) == before
    assert "".join(s.text for s in found if s.fate != Fate.REMOVED) == after
    assert all(stretch.text for stretch in found)


@given(WORDS, WORDS)
def test_long_texts_are_compared_from_their_ends(before: str, after: str):
    most, module.MOST = module.MOST, -1
    try:
        found = word_differences(before, after)
    finally:
        module.MOST = most
    assert "".join(s.text for s in found if s.fate != Fate.ADDED) == before
    assert "".join(s.text for s in found if s.fate != Fate.REMOVED) == after
