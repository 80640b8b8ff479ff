import codecs
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import TextRefused, decode_upload, read_text, sha256_of

from .strategies import TRICKY, texts


def test_it_works() -> None:
    assert read_text("\ufeffThe mayor said:\r\n“No.”\rAnd left.\n") == "The mayor said:\n“No.”\nAnd left.\n"


@given(texts)
def test_nothing_else_happens_to_a_text(text: str) -> None:
    raw = "x" + text
    assert read_text(raw) == raw


@pytest.mark.parametrize("text", [piece for piece in TRICKY if not piece.isspace()])
def test_every_writing_comes_through_untouched(text: str) -> None:
    assert read_text(f"  {text}\u00a0") == f"  {text}\u00a0"


def test_only_one_byte_order_mark_goes_and_only_in_front() -> None:
    assert read_text("\ufeff\ufeffa\ufeff") == "\ufeffa\ufeff"


def test_line_separators_are_characters_like_any_other() -> None:
    assert read_text("a\u2028b\u2029c") == "a\u2028b\u2029c"


def test_each_kind_of_line_end_becomes_one_line_feed() -> None:
    assert read_text("a\r\n\r\nb\r\rc\n\rd") == "a\n\nb\n\nc\n\nd"


@given(st.text("ab\r\n", min_size=1).map("x".__add__))
def test_reading_twice_changes_nothing_more(raw: str) -> None:
    assert read_text(read_text(raw)) == read_text(raw)


CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]


@pytest.mark.parametrize("character", CONTROLS, ids=lambda character: f"U+{ord(character):04X}")
def test_control_characters_are_refused_with_their_position(character: str) -> None:
    with pytest.raises(TextRefused) as refusal:
        read_text(f"a😀{character}b{character}")
    assert refusal.value.position == 2
    name = f"U+{ord(character):04X}"
    assert str(refusal.value) == f"Character 2 is a control character ({name}). Remove it and send the text again."


@pytest.mark.parametrize("half", ["\ud83d", "\ude00", "\ude00\ud83d"])  # noqa: PT014  (they differ: ruff cannot tell halves apart)
def test_half_of_a_surrogate_pair_is_refused(half: str) -> None:
    with pytest.raises(TextRefused, match=r"Character 3 is half of a surrogate pair \(U\+D") as refusal:
        read_text(f"abc{half}")
    assert refusal.value.position == 3


def test_the_position_is_counted_in_what_was_sent() -> None:
    raw = "\ufeffa\r\nb\x00"
    with pytest.raises(TextRefused) as refusal:
        read_text(raw)
    assert refusal.value.position is not None
    assert raw[refusal.value.position] == "\x00"


@pytest.mark.parametrize("raw", ["", "\ufeff", " \n\t", "\u00a0\u2028"])
def test_a_text_without_words_is_refused(raw: str) -> None:
    with pytest.raises(TextRefused, match=r"The text is empty\. Send at least one word\."):
        read_text(raw)


STORY = "Мэр города Зелёный Брод заявила, что мост останется закрытым до весны. «Это досадно», — добавила она."


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [STORY, "👩‍👩‍👧 and 𠮷"])
def test_an_upload_in_unicode_is_read(mark: bytes, encoding: str, text: str) -> None:
    decoded, found = decode_upload(mark + text.encode(encoding))
    assert read_text(decoded) == text
    assert found == encoding


def test_a_second_byte_order_mark_survives_an_upload_as_it_does_a_paste() -> None:
    decoded, _ = decode_upload(codecs.BOM_UTF8 * 2 + b"a")
    assert read_text(decoded) == "\ufeffa"


@given(st.binary(max_size=60))
def test_an_upload_is_read_or_refused_and_never_fails(data: bytes) -> None:
    try:
        text, encoding = decode_upload(data)
    except TextRefused as refusal:
        assert str(refusal).endswith("Save it as plain text in UTF-8 and upload it again.")  # noqa: PT017  (either outcome is right)
    else:
        assert text.encode(encoding) == data


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5"])
def test_an_old_encoding_is_recognised_when_no_other_comes_near(encoding: str) -> None:
    story = STORY.translate({ord("«"): '"', ord("»"): '"', ord("—"): "-"})
    assert decode_upload(story.encode(encoding))[0] == story


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Şehrin ışıkları söndü, köprü ilkbahara kadar kapalı kalacak.", "cp1254"),
        ("Le maire a déclaré que la rivière était à son niveau le plus bas.", "cp437"),
        ("é", "cp1252"),
    ],
)
def test_an_encoding_that_could_be_several_is_refused_rather_than_guessed(text: str, encoding: str) -> None:
    with pytest.raises(TextRefused, match="cannot be told for sure"):
        decode_upload(text.encode(encoding))
    assert decode_upload(text.encode(encoding), declared=encoding) == (text, encoding)


def test_a_declared_latin_1_is_read_as_the_web_does() -> None:
    assert decode_upload("“Yes” – no".encode("cp1252"), declared="ISO-8859-1") == ("“Yes” – no", "cp1252")


def test_a_byte_order_mark_outranks_what_was_declared() -> None:
    assert decode_upload(codecs.BOM_UTF8 + "é".encode(), declared="latin-1") == ("\ufeffé", "utf-8")


@pytest.mark.parametrize("declared", ["klingon-8", "idna", "unicode_escape", "base64", "zlib", "utf-8\0", "é"])
def test_what_is_no_character_set_is_refused(declared: str) -> None:
    with pytest.raises(TextRefused, match="There is no encoding called"):
        decode_upload(b"abc", declared=declared)


def test_a_file_that_is_not_what_it_was_declared_to_be_is_refused() -> None:
    with pytest.raises(TextRefused, match="The file was sent as utf-8, but it is not"):
        decode_upload(b"caf\xe9", declared="utf-8")


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(TextRefused, match="not a plain text file"):
        decode_upload(b"PK\x03\x04\x00\x00")


def test_the_checksum_is_of_the_utf8_bytes() -> None:
    assert sha256_of("é😀") == hashlib.sha256("é😀".encode()).hexdigest()
