import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.text import TextRefused, check_language, direction_of


@pytest.mark.parametrize(
    "language",
    [
        *("ar", "ar-EG", "AR", "he", "iw", "fa", "ur", "ur-PK", "yi", "ps", "sd", "ug", "dv", "ckb", "syr"),
        *("az-Arab", "pa-arab", "uz-Arab-AF", "ku-Arab-IQ", "en-Hebr", "ff-Adlm"),
    ],
)
def test_right_to_left(language: str) -> None:
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize(
    "language", ["en", "pt-BR", "zh-Hant-TW", "th", "ar-Latn", "ur-Latn-PK", "az", "ha", "en-x-arab", "und", ""]
)
def test_left_to_right(language: str) -> None:
    assert direction_of(language) == "ltr"


WELL_FORMED = [
    *("en", "EN", "pt-BR", "zh-Hant-TW", "uz-Arab", "es-419", "sl-rozaj-biske", "de-CH-1996", "zh-cmn-Hans-CN"),
    *("en-u-ca-buddhist", "de-a-value-x-private", "x-whatever", "i-klingon", "sgn-BE-FR", "art-lojban", "ckb", "und"),
]
ILL_FORMED = [
    *(
        "",
        " ",
        "e",
        "en ",
        "en_US",
        "english-",
        "-en",
        "en--US",
        "en-u",
        "en-x",
        "de-419-DE",
        "a-DE",
        "ar-a-",
        "pt-BRA1x-",
    ),
    *("en\n", "ñ", "ｅｎ", "en-US-😀", "<b>", "en-" + "abcde-" * 9 + "abcde", "123"),
]


@pytest.mark.parametrize("tag", WELL_FORMED)
def test_a_well_formed_tag_is_taken(tag: str) -> None:
    check_language(tag)


@pytest.mark.parametrize("tag", ILL_FORMED)
def test_an_ill_formed_tag_is_refused_with_a_sentence(tag: str) -> None:
    with pytest.raises(TextRefused, match="Use one like “en”"):
        check_language(tag)


@given(st.text("aenxARB019-_ ", max_size=40))
def test_any_tag_is_taken_or_refused_and_has_a_direction(tag: str) -> None:
    assert direction_of(tag) in ("ltr", "rtl")
    try:
        check_language(tag)
    except TextRefused:
        pass
    else:
        assert tag.isascii() and not tag.startswith("-") and "_" not in tag and len(tag) <= 35
