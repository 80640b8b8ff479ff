"""What somebody typed into a search, and where it stands in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import Piece, Term, excerpt, marked, slips, terms_of, words_of


def words(text: str) -> list[str]:
    return [word for _, _, word in words_of(text)]


def found(text: str, q: str) -> list[str]:
    return [piece.text for piece in marked(text, terms_of(q)) if piece.found]


def test_it_works():
    assert terms_of('mayor "no money" -ferry') == [
        Term("mayor"), Term("no money", begun=False), Term("ferry", no=True),
    ]  # fmt: skip
    text = "The Mayors have No  money, says the mayor of Tømmervik."
    assert found(text, 'mayor "no money" tommervik -says') == ["Mayors", "No  money", "mayor", "Tømmervik"]


@pytest.mark.parametrize("q", ["", "  ", "!?", "-ferry", '""', '"', "- -", "…"])
def test_nothing_to_look_for(q: str):
    assert terms_of(q) == []


def test_quotation_marks_and_hyphens_as_people_type_them():
    assert terms_of("“no money")[0] == Term("no money", begun=False)
    assert found("A follow-up. They follow up.", "follow-up") == ["follow-up", "follow up"]
    assert found("Upper follow", "follow-up") == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Straße ŁÓDŹ Ærø ﬁsh", ["strasse", "lodz", "aero", "fish"]),
        ("МЭР Города", ["мэр", "города"]),
        ("مُدِير، البلدية", ["مدير", "البلدية"]),
        ("שָׁלוֹם־עולם", ["שלום", "עולם"]),
        ("市长说no", ["市", "长", "说", "no"]),
        ("हिन्दी।", ["हिन्दी"]),
        ("4.2 million, 2019–2020", ["4", "2", "million", "2019", "2020"]),
        ("co\u00adoperate a_b", ["cooperate", "a", "b"]),
    ],
)
def test_one_form_for_what_people_take_for_the_same(text: str, form: list[str]):
    assert words(text) == form


def test_scripts_without_spaces():
    assert found("港口没有钱了，市长说。", "市长 没有钱") == ["没有钱", "市长"]
    assert found("长市", "市长") == []


def test_short_words_find_only_themselves():
    assert found("to toe tote", "to") == ["to"]
    assert found("toe toes", "toe") == ["toe", "toes"]


def test_an_excerpt_is_cut_around_the_best_place():
    text = "The mayor came. " + "Nobody spoke. " * 40 + "Then the mayor said that there was no money. " + "Rain. " * 60
    pieces = excerpt(text, terms_of("mayor money"), size=90)
    assert [piece.text for piece in pieces if piece.found] == ["mayor", "money"]
    assert pieces[0] == Piece("…", False) == pieces[-1]
    assert len("".join(piece.text for piece in pieces)) <= 95
    assert excerpt(text, terms_of("harbour")) == []


def test_slips_of_the_finger():
    assert {"the", "eh", "tech", "tea"} <= slips("teh")
    assert "teh" not in slips("teh")
    assert "город" in slips("горд")
    assert "" not in slips("a")


@given(st.text(max_size=200), st.text(max_size=30))
def test_marking_changes_no_text(text: str, q: str):
    terms = terms_of(q)
    assert "".join(piece.text for piece in marked(text, terms)) == text
    assert "".join(p.text for p in excerpt(text, terms, size=40)).strip("…") in text or "…" in text
