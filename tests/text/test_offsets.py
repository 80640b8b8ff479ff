import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import MAX_SPANS, SpanRefused, TextRefused, Utf16Map, check_spans, context, utf16_length

from .strategies import TRICKY, texts, texts_with_span

STORY = "Mira said 👩‍👩‍👧 “שלום” and left."


def units_before(text: str, offset: int) -> int:
    """What JavaScript would say: the oracle."""
    return len(text[:offset].encode("utf-16-le")) // 2


@pytest.mark.parametrize("piece", TRICKY)
def test_every_kind_of_character_is_measured_as_utf16_does(piece: str) -> None:
    assert utf16_length(piece) == Utf16Map(piece).utf16_length == units_before(piece, len(piece))


@given(texts)
def test_every_offset_goes_to_utf16_and_back(text: str) -> None:
    units = Utf16Map(text)
    for offset in range(len(text) + 1):
        there = units.to_utf16(offset)
        assert there == units_before(text, offset)
        assert units.to_code_point(there) == offset


@given(texts)
def test_an_offset_inside_a_character_is_refused_and_no_other(text: str) -> None:
    units = Utf16Map(text)
    legal = {units_before(text, offset) for offset in range(len(text) + 1)}
    for utf16 in range(units.utf16_length + 1):
        if utf16 in legal:
            units.to_code_point(utf16)
        else:
            with pytest.raises(TextRefused, match="lies inside character"):
                units.to_code_point(utf16)


def test_an_offset_outside_the_text_is_refused() -> None:
    units = Utf16Map("a😀")
    for convert, offset in (
        (units.to_utf16, -1),
        (units.to_utf16, 3),
        (units.to_code_point, -1),
        (units.to_code_point, 4),
    ):
        with pytest.raises(TextRefused, match="outside the text"):
            convert(offset)


@given(texts_with_span(), st.integers(0, 50))
def test_context_is_what_stands_around_a_span(case: tuple[str, int, int], width: int) -> None:
    text, start, end = case
    prefix, suffix = context(text, start, end, width)
    assert text[:start].endswith(prefix) and text[end:].startswith(suffix)
    assert (len(prefix), len(suffix)) == (min(width, start), min(width, len(text) - end))


@given(texts_with_span())
def test_any_span_that_is_not_empty_is_legal(case: tuple[str, int, int]) -> None:
    text, start, end = case
    check_spans(text, [(start, end, text[start:end])])


def test_half_of_a_family_is_a_legal_quote() -> None:
    at = STORY.index("👩")
    check_spans(STORY, [(at, at + 3, "👩‍👩")])


@given(texts_with_span(), st.text(max_size=6))
def test_words_that_differ_are_refused_with_both(case: tuple[str, int, int], words: str) -> None:
    text, start, end = case
    if words == text[start:end]:
        words += "x"
    with pytest.raises(SpanRefused) as refusal:
        check_spans(text, [(start, end, words)])
    assert (refusal.value.expected, refusal.value.found) == (text[start:end], words)
    assert (refusal.value.index, refusal.value.position) == (0, start)


def test_composed_and_decomposed_letters_differ() -> None:
    with pytest.raises(SpanRefused):
        check_spans("cafe\u0301", [(0, 5, "café")])


def test_offsets_in_utf16_are_refused_where_they_differ() -> None:
    at = STORY.index("left")
    utf16 = Utf16Map(STORY).to_utf16(at)
    with pytest.raises(SpanRefused, match="code points, not UTF-16"):
        check_spans(STORY, [(utf16, utf16 + 4, "left")])


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ((-1, 4, "Mira"), "Segment 1 has a negative offset."),
        ((-9, -5, "Mira"), "Segment 1 has a negative offset."),
        ((5, 5, ""), "Segment 1 is empty: it starts at 5 and ends at 5."),
        ((9, 5, "said"), "Segment 1 is empty: it starts at 9 and ends at 5."),
        ((5, 900, "said"), "Segment 1 ends at 900, but the article has 32 characters."),
        ((900, 904, "said"), "Segment 1 ends at 904, but the article has 32 characters."),
        ((5, 9, "Said"), "Segment 1 is not in its place: from 5 to 9 the article says “said”, not “Said”."),
        ((2, 9, "ra said"), "Segment 1 shares words with segment 0."),
        ((0, 4, "Mira"), "Segment 1 shares words with segment 0."),
    ],
)
def test_a_span_that_does_not_fit_is_refused_with_a_sentence(span: tuple[int, int, str], reason: str) -> None:
    with pytest.raises(SpanRefused) as refusal:
        check_spans(STORY, [(0, 4, "Mira"), span])
    assert refusal.value.reason.startswith(reason)
    assert str(refusal.value) == refusal.value.reason
    assert refusal.value.index == 1


def test_spans_may_touch_and_come_in_any_order() -> None:
    check_spans(STORY, [(4, 9, " said"), (0, 4, "Mira")])


def test_sharing_words_is_found_between_any_two_spans() -> None:
    with pytest.raises(SpanRefused, match="Segment 2 shares words with segment 0"):
        check_spans("abcdefgh", [(4, 8, "efgh"), (0, 2, "ab"), (3, 5, "de")])


def test_a_quote_has_1_to_100_segments() -> None:
    text = "ab" * MAX_SPANS + "a"
    spans = [(at, at + 1, "a") for at in range(0, len(text), 2)]
    check_spans(text, spans[:MAX_SPANS])
    for spans_refused in ([], spans):
        with pytest.raises(SpanRefused) as refusal:
            check_spans(text, spans_refused)
        assert refusal.value.index is None


def test_a_long_passage_is_cut_in_the_sentence_and_whole_in_the_refusal() -> None:
    text = "word " * 1000
    with pytest.raises(SpanRefused) as refusal:
        check_spans(text, [(0, 5000, text[:-1] + ".")])
    assert len(str(refusal.value)) < 400
    assert refusal.value.expected == text
