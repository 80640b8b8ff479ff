"""First suggestions of quotes, on texts of our own about invented people."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from annotations.suggestions import Candidate, suggest
from tests.proofs import WHOLE

MARKS = "“”„‟\"«»‹›‘’‚'「」『』｢｣﹁﹂〝〞《》〈〉״"
PIECES = st.one_of(
    st.sampled_from(
        [*MARKS, "\n", "\n\n", " ", ".", ", ", ": ", "!", "— ", "BRINK: ", "s", "\u00a0", "\u2028", "\ud800"]
    ),
    st.sampled_from(
        [
            "Tove Brink said",
            "he said",
            " said mayor Tove Brink.",
            "according to ",
            "sagte Ada Kuhn",
            "dit-il",
            "قالت ليلى",
            "林晓说",
        ]
    ),
    st.text(max_size=6),
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))
LANGUAGES = st.sampled_from(["en", "en-GB", "de", "fr", "es", "it", "ar", "zh-Hant", "ja", "he", "", "nonsense"])


def words(text: str, candidate: Candidate) -> list[str]:
    return [text[start:end] for start, end in candidate.spans]


def passages(text: str, language: str = "en") -> list[list[str]]:
    return [words(text, candidate) for candidate in suggest(text, language)]


def speaker(text: str, language: str = "en", speakers: tuple[str, ...] = ()) -> str:
    """The speaker of the last suggestion, once it is seen to stand where it says."""
    candidate = suggest(text, language, speakers)[-1]
    if candidate.speaker_span:
        assert text[slice(*candidate.speaker_span)] == candidate.speaker
    return candidate.speaker


def test_it_works() -> None:
    text = (
        "“We have no money left,” said mayor Tove Brink on Tuesday. “Not a single krone.”\n\n"
        "The council had spent “about 40 million” on the quay, Oke Lund told reporters.\n\n"
        "The “harbour” is a pond."
    )
    first, second, third = suggest(text)
    assert words(text, first) == ["We have no money left,", "Not a single krone."]
    assert (first.kind, first.speaker) == ("direct", "Tove Brink")
    assert words(text, second) == ["about 40 million"]
    assert (second.kind, second.speaker) == ("partial", "Oke Lund")
    assert (words(text, third), third.kind, third.speaker) == (["harbour"], "scare", "")


@given(TEXTS, LANGUAGES, st.lists(st.text(max_size=8), max_size=3))
@settings(max_examples=600 if WHOLE else 100, deadline=None)
@example("“", "en", [])
@example("“a\n“", "en", [])
@example('"A B: x\n"', "en", ["", " "])
def test_any_text_gives_spans_within_it_in_order_and_apart(text: str, language: str, speakers: list[str]) -> None:
    last = 0
    for candidate in suggest(text, language, speakers):
        assert 1 <= len(candidate.spans) <= 100
        for start, end in candidate.spans:
            assert last <= start < end <= len(text)
            assert not text[start].isspace()
            assert not text[end - 1].isspace()
            last = end
        assert bool(candidate.speaker) == (candidate.speaker_span is not None)
        if candidate.speaker_span:
            assert text[slice(*candidate.speaker_span)] == candidate.speaker


# Marks


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "“It holds,” she said.", ["It holds,"]),
        ("en", '"It holds," she said.', ["It holds,"]),
        ("en", "‘It holds,’ she said.", ["It holds,"]),
        ("en", "'It holds,' she said.", ["It holds,"]),
        ("en", '“It holds" she said.', ["It holds"]),
        ("de", "„Sie hält“, sagte sie.", ["Sie hält"]),
        ("de", "»Sie hält«, sagte sie.", ["Sie hält"]),
        ("de", "‚Sie hält‘, sagte sie.", ["Sie hält"]),
        ("fr", "« Il tient », dit-elle.", ["Il tient"]),
        ("es", "«Aguanta», dijo.", ["Aguanta"]),
        ("sv", "”Den håller”, sa hon.", ["Den håller"]),
        ("fi", "»Se kestää», hän sanoi.", ["Se kestää"]),
        ("pl", "„Trzyma”, powiedziała.", ["Trzyma"]),
        ("ru", "«Держит», — сказала она.", ["Держит"]),
        ("ar", "قالت: «إنه صامد».", ["إنه صامد"]),
        ("he", 'היא אמרה: "זה מחזיק".', ["זה מחזיק"]),
        ("ja", "彼女は「持ちこたえる」と述べた。", ["持ちこたえる"]),
        ("ja", "『はい』と言った。", ["はい"]),
        ("zh", "她说：“撑得住。”", ["撑得住。"]),
        ("zh", "她說：「撐得住。」", ["撐得住。"]),
    ],
)
def test_marks_of_many_scripts(language: str, text: str, expected: list[str]) -> None:
    assert passages(text, language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It’s the dogs’ dinner; rock ’n’ roll since the ’90s.",
        "It's the dogs' dinner; rock 'n' roll since the '90s.",
        "The board is 6'2\" long.",
        "他读了《港口》和〈桥〉。",
        'דובר צה"ל הגיע.',
        'Look at <tweet pic="pic.example" author="vela">this</tweet>.',
        "An empty pair: “ ” and “…”.",
    ],
)
def test_what_is_no_quotation_mark(text: str) -> None:
    assert passages(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“She called it ‘a wreck’ twice,” Vela Marsh said.", "She called it ‘a wreck’ twice,"),
        ("‘The dogs’ owner didn’t call it “mine”,’ Vela Marsh said.", "The dogs’ owner didn’t call it “mine”,"),
        ('"I asked: "Why now?" and left," Vela Marsh said.', 'I asked: "Why now?" and left,'),
        ("「港は『終わり』だ」と述べた。", "港は『終わり』だ"),
    ],
)
def test_what_is_quoted_within_is_part_of_it(text: str, expected: str) -> None:
    assert passages(text) == [[expected]]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("“The first.\n\n“The second.\n\n“The third,” Vela Marsh said.", 3),
        ("«La primera.\n»La segunda.\n»La tercera», dijo Marta Ríos.", 3),
        ("Vela Marsh said: “The first.\nThe second.\nThe third.” All left.", 3),
        ("“The first.\n\n“The second.", 2),  # never closed
    ],
)
def test_a_quotation_of_several_paragraphs_is_one(text: str, count: int) -> None:
    (candidate,) = suggest(text)
    assert (len(candidate.spans), candidate.kind) == (count, "direct")


def test_a_very_long_one_fits_in_quotes() -> None:
    assert [len(c.spans) for c in suggest("\n".join(["“Word"] * 250))] == [100, 100, 50]


def test_a_mark_that_never_closes_takes_nothing_with_it() -> None:
    assert passages("The so “called pier was “old” then.") == [["old"]]
    assert passages("The so “called pier.\n\nIt was “old” then.") == [["old"]]


def test_a_transcript_is_cut_at_its_labels() -> None:
    text = '"BRINK: Is it open?\n"MARSH: It is.\n"And it stays open.\n"BRINK: Thank you."'
    assert [(words(text, c), c.speaker) for c in suggest(text)] == [
        (["Is it open?"], "BRINK"),
        (["It is.", "And it stays open."], "MARSH"),
        (["Thank you."], "BRINK"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It holds,” Vela Marsh said, “for now.”", [["It holds,", "for now."]]),
        ("“Does it hold?” Vela Marsh asked. “For now.”", [["Does it hold?", "For now."]]),
        ("“It holds,” Vela Marsh said. “It fell,” said Oke Lund.", [["It holds,"], ["It fell,"]]),
        ("“It holds,” Vela Marsh said, adding: “For now.”", [["It holds,"], ["For now."]]),
        ("“It holds,” Vela Marsh said. The town cheered. “For now.”", [["It holds,"], ["For now."]]),
        ("“It holds,” Vela Marsh said.\n“For now.”", [["It holds,"], ["For now."]]),
    ],
)
def test_one_utterance_in_two_passages(text: str, expected: list[list[str]]) -> None:
    assert passages(text) == expected


# Kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It holds,” Vela Marsh said.", "direct"),
        ("“No,” said Vela Marsh.", "direct"),
        ("Vela Marsh said: “It holds”", "direct"),
        ("Vela Marsh said the bridge was “holding up rather well”.", "partial"),
        ("Vela Marsh called it “mad”.", "partial"),
        ("The “expert” left early.", "scare"),
        ("这座“大桥”很短。", "scare"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert [c.kind for c in suggest(text)] == [kind]


# Speakers


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "“It holds,” said Vela Marsh.", "Vela Marsh"),
        ("en", "“It holds,” Vela Marsh said.", "Vela Marsh"),
        ("en", "“It holds!” Vela Marsh said.", "Vela Marsh"),
        ("en", "“It holds,” Dr. Vela Marsh (D-Ore.) said Friday.", "Vela Marsh"),
        ("en", "“It holds,” Vela Marsh, the engineer from Oby, said.", "Vela Marsh"),
        ("en", "“It holds,” said town engineer Vela Marsh of Oby, a friend of Tove Brink.", "Vela Marsh"),
        ("en", "“It holds,” Marsh told Brink.", "Marsh"),
        ("en", "“It holds,” according to Vela Marsh.", "Vela Marsh"),
        ("en", "According to Vela Marsh, the bridge is “in good shape”.", "Vela Marsh"),
        ("en", "Tove Brink said in Oby that Vela Marsh had called it “mad”.", "Vela Marsh"),
        ("en", "Vela Marsh praised the town, saying it was “in good hands”.", "Vela Marsh"),
        ("en", "Vela Marsh’s claim that the bridge was “in good shape” was wrong.", "Vela Marsh"),
        ("en", "Vela Marsh: “It holds.”", "Vela Marsh"),
        ("en", "Marsh: Bridge ‘holds well’ in storm", "Marsh"),
        ("en", "“It holds.” — Vela Marsh", "Vela Marsh"),
        ("en", "Vela Marsh continued:\n\n“It holds.”", "Vela Marsh"),
        ("en", "“It holds,” Vela Marsh said.\n\n“It will hold.”", "Vela Marsh"),
        ("en", "“It holds,” said Ludo van der Berg.", "Ludo van der Berg"),
        ("de", "„Sie hält“, sagte Bürgermeisterin Ada Kuhn.", "Ada Kuhn"),
        ("de", "Am Montag sagte Ada Kuhn: „Sie hält.“", "Ada Kuhn"),
        ("de", "„Sie hält“, so Ada Kuhn.", "Ada Kuhn"),
        ("fr", "« Il tient », a déclaré Luce Martel.", "Luce Martel"),
        ("fr", "Luce Martel est là. « Il tient », dit-elle.", "Luce Martel"),
        ("fr", "Selon Luce Martel, il est « en bon état ».", "Luce Martel"),
        ("es", "«Aguanta», dijo la alcaldesa Marta Ríos.", "Marta Ríos"),
        ("it", "«Regge», ha detto Lia Conti.", "Lia Conti"),
        ("ar", "قال محمود سالم: «لن نغلق الميناء».", "محمود سالم"),
        ("zh", "市长林晓表示：“撑得住。”", "林晓"),
        ("zh", "“撑得住，”林晓说。", "林晓"),
    ],
)
def test_the_speaker_is_named(language: str, text: str, expected: str) -> None:
    assert speaker(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“It holds,” a spokeswoman for Vela Marsh said.",
        "“It holds,” Vela Marsh’s office said.",
        "“It holds,” the engineer said.",
        "The “expert” met Vela Marsh.",
        "“It holds,” said two people on Monday.",
        "“It holds,” they said.",
    ],
)
def test_nobody_is_named_who_did_not_speak(text: str) -> None:
    assert speaker(text) == ""


def test_a_pronoun_is_the_one_person_named_shortly_before() -> None:
    text = "Vela Marsh opened the bridge. “It will hold,” she said."
    (candidate,) = suggest(text)
    assert candidate.speaker == "Vela Marsh"
    assert candidate.mention is not None
    assert text[slice(*candidate.mention)] == "she"
    assert speaker("Vela Marsh opened it.\n\n“It will hold,” she said.") == "Vela Marsh"


def test_a_pronoun_is_nobody_when_two_were_named() -> None:
    assert speaker("Vela Marsh met Tove Brink. “It will hold,” she said.") == ""
    assert speaker("“It will hold,” she said.") == ""


def test_known_speakers_are_preferred() -> None:
    text = "“It holds,” said Oby Council Marsh Lund engineer Ida."
    assert speaker(text, speakers=("Vela Lund",)).endswith("Lund")
    hebrew = 'אמרה דנה לביא: "זה מחזיק".'
    assert speaker(hebrew, "he") == ""
    arabic = "«إنه صامد» كما تقول ليلى لفترة."
    assert speaker(arabic, "ar", ("ليلى",)) == "ليلى"
