import unicodedata

import pytest
from hypothesis import given

from annotations.text import find_folded, fold

from .strategies import texts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Never,” she said.", '"never," she said.'),
        ("«Jamais»", '"jamais"'),
        ("it’s", "it's"),
        ("twenty–one", "twenty-one"),
        ("בית־ספר", "בית-ספר"),
        ("a\u00a0b\n\n c", "a b c"),
        ("co\u00adoper\u200bate", "cooperate"),
        ("STRASSE", "straße"),
        ("ﬁne", "fine"),
        ("café", "cafe\u0301"),
        ("cafe\u00ad\u0301", "café"),
        ("ｗｉｄｅ", "wide"),
        ("ﾊﾞﾅﾅ", "バナナ"),
        ("\u1112\u1161\u11ab", "한"),
        ("ㄱㅏ", "가"),
        ("…", "..."),
        ("❤️", "❤"),
        ("o\u0323\u0302", "ộ"),
    ],
)
def test_what_means_the_same_folds_alike(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(("one", "other"), [("cafe", "café"), ("a b", "ab"), ("1.5", "15"), ("שלום", "שלם")])
def test_what_differs_in_meaning_stays_apart(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


@given(texts)
def test_the_map_leads_back_to_where_each_character_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert folded.starts == sorted(folded.starts)
    assert folded.ends == sorted(folded.ends)
    for character, start, end in zip(folded.text, folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
        assert character in fold(text[start:end]).text


@given(texts)
def test_folding_in_pieces_is_folding_the_whole(text: str) -> None:
    pieces = fold(text).text
    whole = unicodedata.normalize("NFKC", pieces)
    assert whole == pieces
    assert fold(unicodedata.normalize("NFC", text)).text == pieces
    assert fold(unicodedata.normalize("NFD", text)).text == pieces


@given(texts)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(texts)
def test_case_and_space_are_forgotten(text: str) -> None:
    folded = fold(text).text
    assert "  " not in folded
    assert not any(character.isspace() and character != " " for character in folded)


def test_it_finds_words_however_they_are_set() -> None:
    text = "He said: “It’s\u00a0fine\n—  really.” It's fine."
    spans = find_folded(text, "  it's FINE ")
    assert [text[start:end] for start, end in spans] == ["It’s\u00a0fine", "It's fine"]
    assert find_folded(fold(text), "it's fine") == spans


def test_it_finds_overlapping_occurrences() -> None:
    assert find_folded("aaa", "aa") == [(0, 2), (1, 3)]


def test_it_finds_nothing_for_nothing() -> None:
    assert find_folded("abc", "") == find_folded("abc", " \u200b") == find_folded("", "a") == []


def test_half_a_ligature_is_not_found() -> None:
    assert find_folded("ﬁne", "ine") == find_folded("ﬁne", "f") == []
    assert find_folded("ﬁne", "fin") == [(0, 2)]


def test_a_letter_is_not_found_without_its_accent() -> None:
    assert find_folded("cafe\u0301", "cafe") == []


@given(texts, texts, texts)
def test_words_that_stand_in_a_text_are_found_in_it(before: str, words: str, after: str) -> None:
    words = f"x{words}y"
    start = len(before) + 1
    found = find_folded(f"{before} {words} {after}", words)
    assert (start, start + len(words)) in found


def test_a_heap_of_marks_costs_no_more_than_its_length() -> None:
    assert fold("a" + "\u0301\u0316" * 50_000).text.startswith("á")
