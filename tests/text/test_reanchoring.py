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


def test_it_works() -> None:
    new = OLD.replace("twice", "three times").replace("Vela Marsh", "Mayor Vela Marsh").replace(" she said", "")
    assert carry_over(OLD, new, [span(OLD, "It will hold"), span(OLD, "cheered twice"), span(OLD, "she said")]) == [
        Anchor(37, 49, "It will hold", "moved"),
        Anchor(63, 82, "cheered three times", "changed"),
        Anchor(None, None, "she said", "orphaned"),
    ]


def test_a_span_before_the_change_is_exact() -> None:
    new = OLD.replace("twice", "at length")
    assert carry_over(OLD, new, [span(OLD, "Vela Marsh")]) == [Anchor(0, 10, "Vela Marsh", "exact")]


def carried(old: str, new: str, words: str) -> tuple[str, str]:
    [anchor] = carry_over(old, new, [span(old, words)])
    assert anchor.start is None or new[anchor.start : anchor.end] == anchor.exact
    return anchor.exact, anchor.state


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("He said no. She said no.", "He said no. She said no. All left.", "said no"),  # twice in both
        ("He said no. She said no.", "He said no. She said yes.", "said no"),
        ("He said no.", "He said no. She said no.", "said no"),
        ("It rained. It held.", "It held. It held. It rained. It held.", "It rained"),
        ("市长说桥很安全。", "昨天市长说桥很安全。", "市长说"),  # no spaces: the words have no visible edge
        ("สะพานปลอดภัย", "วันนี้สะพานปลอดภัย", "สะพาน"),
        ("The party is old.", "So the party is old.", "art"),  # it was inside that word before
        ("He said 🇮🇸.", "She said 🇮🇸.", "🇮🇸"),
        ("Half: 👩\u200d👩\u200d👧", "One half: 👩\u200d👩\u200d👧", "👩\u200d👩"),
        ("It  will hold.", "Yes: it  will hold.", "  will"),  # with its space
    ],
)
def test_the_same_words_are_carried(old: str, new: str, words: str) -> None:
    exact, state = carried(old, new, words)
    assert exact == words
    assert state in ("exact", "moved")


@pytest.mark.parametrize(
    ("old", "new", "words", "now"),
    [
        ("He said no. She was gone.", "He said yes. She was gone.", "said no", "said yes"),
        ("It will hold, she said.", "It will surely hold, she said.", "It will hold", "It will surely hold"),
        ("Now “it will hold”, she said.", 'Now "it will hold", she said.', "“it will hold”", '"it will hold"'),
        ("A so\u00adfa is here.", "A sofa is here.", "so\u00adfa", "sofa"),
        ("L'e\u0301tat de fait.", "L'état de fait.", "e\u0301tat", "état"),
        ("The bridge\nheld well.", "The bridge held well.", "bridge\nheld", "bridge held"),
        ("A nana is a grandmother.", "A banana is a grandmother.", "nana", "banana"),  # whole words, whole characters
        ("It is a cafe now.", "It is a cafe\u0301 now.", "cafe", "cafe\u0301"),
        ("See 👩 here.", "See 👩\u200d👧 here.", "👩", "👩\u200d👧"),
        ("See 👧 here.", "See 👩\u200d👧 here.", "👧", "👩\u200d👧"),
        ("وقف. قال نعم", "وقف. وقال نعم", "قال", "وقال"),
        ("市长说桥很安全。", "市长说桥不安全。", "桥很安全", "桥不安全"),
        (
            "It had to hold in the storm, she said.",
            "It had to give on that day, she said.",
            "had to hold",
            "had to give",
        ),
        (
            "In March she said it will hold.",
            "Last year we hoped it will hold.",
            "said it will hold",
            "hoped it will hold",
        ),
    ],
)
def test_changed_words_are_carried_as_they_are_now(old: str, new: str, words: str, now: str) -> None:
    assert carried(old, new, words) == (now, "changed")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (OLD, OLD.replace(" The crowd cheered twice.", ""), "crowd cheered"),
        (OLD, "Nothing of it was so.", "It will hold"),
        ("No", "Yes", "No"),  # nothing around it stayed
        ("He was calm. Nobody left.", "Nobody left. It was so.", "was"),  # the same word, of somebody else's
    ],
)
def test_what_is_gone_is_orphaned(old: str, new: str, words: str) -> None:
    assert carried(old, new, words) == (words, "orphaned")


def test_a_correction_note_does_not_attract_the_quote_it_cites() -> None:
    note = "Correction: an earlier version said “It will hold”.\n"
    new = note + OLD.replace("It will hold", "It would hold")
    assert carry_over(OLD, new, [span(OLD, "It will hold")]) == [
        Anchor(len(note) + OLD.index("It"), len(note) + OLD.index("It") + 13, "It would hold", "changed")
    ]


PARAGRAPHS = (
    "Vela Marsh opened the bridge on Monday, in heavy rain and before a small crowd.",
    "“It will hold,” she said. “It has to hold,” said the engineer beside her, who had drawn it.",
    "The old bridge had been closed in March, when a lorry was too much for it.",
)


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_a_paragraph_that_moves_takes_its_quotes_along(order: tuple[int, int, int]) -> None:
    old = "\n".join(PARAGRAPHS)
    new = "\n".join(PARAGRAPHS[i] for i in order)
    for words in ("Vela Marsh", "It has to hold", "said the engineer", "a lorry", "was too much"):
        assert carried(old, new, words) == (words, "exact" if new.index(words) == old.index(words) else "moved")
    changed = new.replace("engineer", "woman")
    assert carried(old, changed, "said the engineer beside her") == ("said the woman beside her", "changed")


LINES = ("Vela Marsh cut the ribbon.", "Nobody had slept.", "It will hold, she said at last.", "Then came the rain.")


@pytest.mark.parametrize(
    ("words", "now"),
    [
        ("she said", "she sighed"),
        ("will hold", "will hold"),
        ("said at last.\nThen came", "sighed at last.\nThen came"),
    ],
)
def test_a_short_line_that_moves_and_changes_takes_its_quotes_along(words: str, now: str) -> None:
    new = "\n".join([LINES[2].replace("said", "sighed"), LINES[3], LINES[1], LINES[0]])
    assert carried("\n".join(LINES), new, words) == (now, "moved" if now == words else "changed")


def test_what_replaced_the_first_word_of_a_line_is_in_that_line() -> None:
    new = "\n".join([LINES[1], "Thus came the rain.", LINES[2], LINES[0]])
    assert carried("\n".join(LINES), new, "Then came") == ("Thus came", "changed")


def test_a_headline_cited_by_a_correction_note_is_still_the_headline() -> None:
    headline = "Harbour Bridge To Open In Spring Ahead Of Plan"
    old = f"{headline}\n{OLD}"
    new = f"Correction: an earlier version said “Harbour Bridge To Open”.\n{old.replace('To Open', 'To Reopen')}"
    assert carried(old, new, "Harbour Bridge To Open") == ("Harbour Bridge To Reopen", "changed")


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
def test_every_anchor_is_what_it_says_to_be(
    case: tuple[str, str, list[tuple[int, int, str]]],
) -> None:
    old, new, spans = case
    for (start, _, exact), anchor in zip(spans, carry_over(old, new, spans), strict=True):
        if anchor.state == "orphaned":
            assert (anchor.start, anchor.end, anchor.exact) == (None, None, exact)
            continue
        assert anchor.start is not None
        assert anchor.start < (anchor.end or 0) <= len(new)
        assert new[anchor.start : anchor.end] == anchor.exact
        assert (anchor.state == "changed") == (anchor.exact != exact)
        assert (anchor.state == "exact") == (anchor.exact == exact and anchor.start == start)


@given(corrections())
def test_with_no_correction_all_stays_where_it_was(
    case: tuple[str, str, list[tuple[int, int, str]]],
) -> None:
    old, _, spans = case
    assert carry_over(old, old, spans) == [Anchor(start, end, exact, "exact") for start, end, exact in spans]


@given(st.permutations([f"word{i:02}" for i in range(30)]), st.data())
def test_words_that_stay_are_found_whatever_is_put_before_or_cut_behind(words: list[str], data: st.DataObject) -> None:
    old = " ".join(words)
    first = data.draw(st.integers(3, 20))
    last = data.draw(st.integers(first + 1, 24))
    exact = " ".join(words[first:last])
    new = " ".join(["New", *words[: first - 1], "other", *words[first:last], "end", *words[last + 3 :]])
    [anchor] = carry_over(old, new, [span(old, exact)])
    assert (anchor.start, anchor.exact, anchor.state in ("moved", "exact")) == (new.index(exact), exact, True)


@given(corrections())
def test_many_spans_together_fare_like_each_alone(case: tuple[str, str, list[tuple[int, int, str]]]) -> None:
    old, new, spans = case
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
    shift = len("A correction. ")
    for (start, end, exact), anchor in zip(spans, anchors, strict=True):
        assert anchor.start is not None
        assert abs(anchor.start - start - shift) <= 9  # a word that changed is taken whole
        if "nt" not in old[max(0, start - 9) : end + 9]:
            assert anchor == Anchor(start + shift, end + shift, exact, "moved")
