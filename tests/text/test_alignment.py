from hypothesis import given
from hypothesis import strategies as st

from annotations.text.alignment import aligned, words_in

from .strategies import texts


def pairs(old: str, new: str) -> list[tuple[str, int]]:
    """Each old word with the place of the new word it is, -1 for none."""
    a, b = words_in(old), words_in(new)
    return [(old[a.starts[i] : a.ends[i]], j) for i, j in enumerate(aligned(a, b))]


def test_it_works() -> None:
    assert pairs("It will hold.", "It will surely hold.") == [("It", 0), ("will", 1), ("hold", 3), (".", 4)]
    assert pairs("It will hold.", "It will not.") == [("It", 0), ("will", 1), ("hold", -1), (".", 3)]
    assert pairs("", "It will.") == []
    assert pairs("It will.", "") == [("It", -1), ("will", -1), (".", -1)]


def test_words() -> None:
    text = "L’état d'e\u0301te\u0301 — 👩\u200d👩\u200d👧 🇮🇸🇳🇴 市长 ที่นี่ 👍🏽!"
    words = words_in(text)
    assert [text[start:end] for start, end in zip(words.starts, words.ends, strict=True)] == [
        *("L", "’", "état", "d", "'", "e\u0301te\u0301", "—", "👩\u200d👩\u200d👧", "🇮🇸", "🇳🇴", "市", "长"),
        *("ที่", "นี่", "👍🏽", "!"),
    ]
    assert words.keys[5] == "été"


def test_what_comes_in_is_rather_a_whole_sentence() -> None:
    """“It” could stay the first one, and “held. It” come in."""
    assert pairs("It rained.", "It held. It rained.") == [("It", 3), ("rained", 4), (".", 5)]
    assert pairs("It held. It rained.", "It rained.")[:4] == [("It", -1), ("held", -1), (".", -1), ("It", 0)]


def test_a_sentence_that_changes_places() -> None:
    moved = "The old bridge had been closed in March after an accident."
    old = f"{moved} Vela Marsh opened the new one on Monday, before a small crowd and in heavy rain."
    new = f"Vela Marsh opened the new one on Monday, before a small crowd and in heavy rain. {moved}"
    to = [j for _, j in pairs(old, new)]
    assert (to[:11], to[12:-1]) == ([*range(18, 29)], [*range(17)])


def test_a_line_that_is_repeated_before_all_is_the_new_one() -> None:
    assert [j for _, j in pairs("It held.\nAll left.", "It held.\nIt held.\nAll left.")] == [*range(3, 9)]
    assert [j for _, j in pairs("All left.\nIt held.", "All left.\nIt held.\nIt held.")] == [*range(6)]


@given(texts, texts)
def test_no_word_is_two_others_and_each_is_the_same_word(old: str, new: str) -> None:
    each_is_the_same_word(old, new)


def each_is_the_same_word(old: str, new: str) -> None:
    a, b = words_in(old), words_in(new)
    to = aligned(a, b)
    found = [j for j in to if j >= 0]
    assert len(found) == len(set(found))
    assert all(a.keys[i] == b.keys[j] for i, j in enumerate(to) if j >= 0)


@given(
    st.lists(st.sampled_from(["na", "no", ".", "\n"]), max_size=40),
    st.lists(st.sampled_from(["na", "no", ".", "\n"]), max_size=40),
)
def test_nor_where_everything_is_repeated(old: list[str], new: list[str]) -> None:
    each_is_the_same_word(" ".join(old), " ".join(new))


@given(texts)
def test_a_text_is_itself(text: str) -> None:
    words = words_in(text)
    assert aligned(words, words) == list(range(len(words.keys)))
