"""The text that is measured with: invented, the same each time, and as awkward as real ones."""

from __future__ import annotations

from itertools import pairwise

from annotations.text import blocks_of, check_spans, read_text
from bench.reading import passages, text_of


def test_the_same_seed_makes_the_same_text():
    assert text_of(500) == text_of(500) != text_of(500, seed=2)


def test_it_has_as_many_words_as_asked_and_some_beyond_the_first_plane():
    text = text_of(2000)
    assert len([word for word in text.split() if word.isascii()]) == 2000
    assert any(ord(character) > 0xFFFF for character in text)
    assert read_text(text) == text
    assert len(blocks_of(text)) > 15


def test_passages_are_different_lie_in_the_text_and_overlap():
    text = text_of(2000)
    found = passages(text, 300)
    assert len({(p.start, p.end) for p in found}) == 300
    for p in found:
        check_spans(text, [(p.start, p.end, text[p.start : p.end])])
    assert any(a.end > b.start for a, b in pairwise(found))
    assert not any(text[p.start : p.end] != text[p.start : p.end].strip() for p in found)
