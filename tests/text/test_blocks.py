from hypothesis import given

from annotations.text import Block, blocks_of

from .strategies import texts


def test_it_works() -> None:
    assert blocks_of("One.\n\nTwo two.\n") == [Block(0, 4), Block(6, 14)]
    assert blocks_of("One.")[0].as_json() == {"start": 0, "end": 4, "kind": "paragraph", "level": 0}


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks_of("") == blocks_of("\n\n") == []


def test_only_a_line_feed_ends_a_block() -> None:
    text = "a\u2028b\u2029c\u00a0d"
    assert blocks_of(text) == [Block(0, len(text))]


def test_a_line_of_spaces_is_kept_as_a_block() -> None:
    assert blocks_of("a\n \nb") == [Block(0, 1), Block(2, 3), Block(4, 5)]


@given(texts)
def test_blocks_and_the_line_ends_between_them_are_the_whole_text(text: str) -> None:
    rebuilt, at = "", 0
    for block in blocks_of(text):
        assert at <= block.start < block.end
        rebuilt += "\n" * (block.start - at) + text[block.start : block.end]
        assert "\n" not in text[block.start : block.end]
        at = block.end
    assert rebuilt + "\n" * (len(text) - at) == text
