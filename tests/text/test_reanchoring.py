import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import Anchor, carry_over

from .strategies import texts

OLD = "Vela Marsh opened the bridge. “It will hold,” she said. The crowd cheered twice."


def span(text: str, words: str) -> tuple[int, int, str]:
    start = text.index(words)
    return start, start + len(words), words


def occurrences(text: str, words: str) -> int:
    return sum(text.startswith(words, at) for at in range(len(text)))


def test_it_works() -> None:
    new = OLD.replace("twice", "three times").replace("Vela Marsh", "Mayor Vela Marsh")
    assert carry_over(OLD, new, [span(OLD, "It will hold"), span(OLD, "cheered twice")]) == [
        Anchor(37, 49, "It will hold", "moved"),
        Anchor(None, None, "cheered twice", "orphaned"),
    ]


def test_a_span_before_the_change_is_exact() -> None:
    new = OLD.replace("twice", "at length")
    assert carry_over(OLD, new, [span(OLD, "Vela Marsh")]) == [Anchor(0, 10, "Vela Marsh", "exact")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("He said no. She said no.", "He said no. She said no. All left.", "said no"),  # twice in both
        ("He said no. She said no.", "He said no. She said yes.", "said no"),  # which of the two went?
        ("He said no.", "He said no. She said no.", "said no"),  # which of the two is it?
        ("A nana is a grandmother.", "A banana is a fruit.", "nana"),  # only inside a word
        ("The art is old.", "The party is old.", "art"),
        ("An ana is a tale.", "An anana is a fruit.", "ana"),  # occurrences that overlap are two
        ("It is a cafe now.", "It is a cafe\u0301 now.", "cafe"),  # inside a character
        ("See 👩 here.", "See 👩\u200d👧 here.", "👩"),
        ("See 👧 here.", "See 👩\u200d👧 here.", "👧"),
        ("قال نعم", "وقال نعم", "قال"),
    ],
)
def test_what_is_not_certain_is_orphaned(old: str, new: str, words: str) -> None:
    assert carry_over(old, new, [span(old, words)]) == [Anchor(None, None, words, "orphaned")]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("市长说桥很安全。", "昨天市长说桥很安全。", "市长说"),  # no spaces: the words have no visible edge
        ("สะพานปลอดภัย", "วันนี้สะพานปลอดภัย", "สะพาน"),
        ("The party is old.", "So the party is old.", "art"),  # it was inside that word before
        ("He said 🇮🇸.", "She said 🇮🇸.", "🇮🇸"),
        ("Half: 👩\u200d👩\u200d👧", "One half: 👩\u200d👩\u200d👧", "👩\u200d👩"),
    ],
)
def test_what_is_certain_is_carried(old: str, new: str, words: str) -> None:
    start, end, _ = span(new, words)
    assert carry_over(old, new, [span(old, words)]) == [Anchor(start, end, words, "moved")]


def test_what_was_orphaned_before_stays_so() -> None:
    assert carry_over(OLD, OLD, [(None, None, "It will hold")]) == [Anchor(None, None, "It will hold", "orphaned")]


@pytest.mark.parametrize("wrong", [(1, 11, "Vela Marsh"), (0, 9, "Vela Marsh"), (0, 0, "")])
def test_a_span_that_never_fitted_is_not_carried(wrong: tuple[int, int, str]) -> None:
    assert carry_over(OLD, OLD, [wrong])[0].state == "orphaned"


@st.composite
def corrections(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int, str]]]:
    """An old text, what became of it by a few edits, and spans of the old one."""
    alphabet = draw(st.sampled_from([texts, st.text("ab ", max_size=30), st.just(OLD)]))
    old = draw(alphabet.filter(bool))
    new = old
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(new)))
        end = draw(st.integers(start, min(len(new), start + 8)))
        new = new[:start] + draw(st.one_of(texts, st.sampled_from(["", "b", "a ", OLD[:9]]))) + new[end:]
    spans = []
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(old) - 1))
        end = draw(st.integers(start + 1, len(old)))
        spans.append((start, end, old[start:end]))
    return old, new, spans


@given(corrections())
def test_no_span_is_ever_carried_to_a_place_that_is_not_certain(
    case: tuple[str, str, list[tuple[int, int, str]]],
) -> None:
    old, new, spans = case
    anchors = carry_over(old, new, spans)
    assert [anchor.exact for anchor in anchors] == [exact for _, _, exact in spans]
    for (start, end, exact), anchor in zip(spans, anchors, strict=True):
        if anchor.state == "orphaned":
            assert anchor.start is anchor.end is None
            continue
        assert new[anchor.start : anchor.end] == exact
        assert occurrences(old, exact) == occurrences(new, exact) == 1
        assert (anchor.state == "exact") == ((anchor.start, anchor.end) == (start, end))


@given(corrections())
def test_with_no_correction_all_that_is_unique_stays_where_it_was(
    case: tuple[str, str, list[tuple[int, int, str]]],
) -> None:
    old, _, spans = case
    for (start, end, exact), anchor in zip(spans, carry_over(old, old, spans), strict=True):
        expected = Anchor(start, end, exact, "exact") if occurrences(old, exact) == 1 else None
        assert anchor == (expected or Anchor(None, None, exact, "orphaned"))


@given(st.text("ab", min_size=30, max_size=200), st.text("ab", max_size=3), st.data())
def test_many_spans_together_fare_like_each_alone(old: str, news: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(old)))
    new = old[:cut] + news + old[cut:]
    starts = data.draw(st.lists(st.integers(0, len(old) - 25), min_size=20, max_size=40))
    spans = [(start, start + 15 + start % 11, old[start : start + 15 + start % 11]) for start in starts]
    assert carry_over(old, new, spans) == [anchor for one in spans for anchor in carry_over(old, new, [one])]


def test_a_beginning_that_is_everywhere_is_searched_for() -> None:
    old = "na " * 100 + "batman. " + "na " * 100
    spans = [span(old, "na na na na na na batman")] * 30
    new = "So: " + old
    assert carry_over(old, new, spans) == [Anchor(286, 310, "na na na na na na batman", "moved")] * 30


def test_500_quotes_in_50_000_words() -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdeimnorstuäж", k=chance.randint(2, 9))) for _ in range(50_000)]
    old = " ".join(words)
    new = "A correction. " + old.replace("nt", "nd")
    spans = []
    for start in chance.sample(range(len(old) - 100), 500):
        end = start + chance.choice((3, 12, 40, 100))
        spans.append((start, end, old[start:end]))
    anchors = carry_over(old, new, spans)
    assert all(new[a.start : a.end] == a.exact for a in anchors if a.state == "moved")
    assert sum(anchor.state == "moved" for anchor in anchors) > 100
