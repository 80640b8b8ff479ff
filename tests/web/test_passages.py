"""Quotes in their sentences, wherever these begin and end."""

from __future__ import annotations

import pytest

from annotations.actions.revisions import add_revision
from annotations.queries.passages import REACH, passages_of, sentence_end, sentence_start
from tests.cast import TEXT, Cast, make_article, make_claim, make_quote


def shown(passage) -> str:
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in passage.pieces)


def passage_of(cast: Cast, *words: str, **over):
    article = make_article(cast, **over)
    claim = make_claim(cast, quotes=[make_quote(article, *words)])
    return passages_of(cast.rae, claim)[0]


def test_it_works(cast: Cast):
    passage = passage_of(cast, "about 40 million")
    assert shown(passage) == ("The council had spent “[about 40 million]” on the quay since 2019, she told reporters.")
    assert passage.words == "about 40 million"


def test_segments_close_together_keep_what_stands_between(cast: Cast):
    passage = passage_of(cast, "We have no money left for the harbour", "Not a single krone")
    assert shown(passage) == (
        "“[We have no money left for the harbour],” said mayor Tove Brink on Tuesday. “[Not a single krone].”"
    )


def test_segments_far_apart_are_joined_by_dots(cast: Cast):
    text = f"She said “yes” first. {'So it went on. ' * 60}Then she said “no” at last. The end."
    assert shown(passage_of(cast, "yes", "no”", text=text)) == "She said “[yes]” first. … Then she said “[no”] at last."


def test_long_sentences_are_cut_at_a_word(cast: Cast):
    text = f"{'word ' * 200}here {'word ' * 200}"
    told = shown(passage_of(cast, "here", text=text))
    assert told.startswith("… word word")
    assert told.endswith("word word …")
    assert len(told) < 2 * REACH + 20


def test_the_whole_text_may_be_one_quote(cast: Cast):
    assert shown(passage_of(cast, "Only this 👩‍👩‍👧", text="Only this 👩‍👩‍👧")) == "[Only this 👩‍👩‍👧]"


def test_another_script(cast: Cast):
    told = shown(passage_of(cast, "مفتوحا", text="قال الوزير: سيبقى مفتوحا؟ نعم.", language="ar"))
    assert told == "قال الوزير: سيبقى [مفتوحا]؟"


def test_what_the_publisher_took_out(cast: Cast):
    article = make_article(cast)
    claim = make_claim(cast, quotes=[make_quote(article, "about 40 million")])
    add_revision(by=cast.ben, article=article, text="Something else altogether stands here now.\n")
    passage = passages_of(cast.rae, claim)[0]
    assert (passage.state, shown(passage)) == ("orphaned", "[about 40 million]")


def test_the_present_revision_counts(cast: Cast):
    article = make_article(cast)
    claim = make_claim(cast, quotes=[make_quote(article, "about 40 million")])
    add_revision(by=cast.ben, article=article, text="A line before.\n" + TEXT)
    assert "[about 40 million]" in shown(passages_of(cast.rae, claim)[0])


@pytest.mark.parametrize(
    ("before", "expected"),
    [("One. Two. And ", "And "), ("Said he: “", "Said he: “"), ("One!” “", "“"), ("a\nb ", "b "), ("", "")],
)
def test_where_a_sentence_starts(before: str, expected: str):
    assert sentence_start(before, whole=True) == expected


@pytest.mark.parametrize(
    ("exact", "after", "expected"),
    [
        ("yes", "”, he said. More.", "”, he said."),
        ("Yes.", "” More.", "”"),
        ("yes", "\nMore.", ""),
        ("yes", " and so", " and so"),
        ("Yes!", "", ""),
    ],
)
def test_where_it_ends(exact: str, after: str, expected: str):
    assert sentence_end(exact, after, whole=True) == expected
