"""Texts of the kinds that break offsets: every script and symbol here has cost somebody a wrong quote."""

from hypothesis import strategies as st

TRICKY = (
    "a",
    "B",
    "ß",
    "7",
    " ",
    "\t",
    "\n",
    "\n\n",
    "\u00a0",  # no-break space
    "\u202f",  # narrow no-break space
    "\u2028",  # line separator: no line end to us
    "\u2029",  # paragraph separator: nor this
    "\u00ad",  # soft hyphen
    "\u200b",  # zero width space
    "\u200d",  # zero width joiner
    "\u200f",  # right-to-left mark
    "\ufeff",  # a byte order mark in the middle
    "ﬁ",
    "İ",
    "Ⅷ",
    "…",
    "“",
    "”",
    "’",
    "«",
    "—",
    "😀",
    "👩‍👩‍👧‍👦",  # a family: seven code points, eleven UTF-16 units
    "👍🏽",
    "🇮🇸",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "❤️",
    "é",
    "e\u0301",
    "o\u0323\u0302",
    "\u0301",  # a mark with nothing under it
    "קָמַץ",
    "שלום",
    "مَرْحَبًا",
    "لا",
    "你好",
    "𠮷",  # Chinese, outside the basic plane
    "ที่นี่",
    "한국",
    "\u1112\u1161\u11ab",
    "ﾊﾞ",
    "नमस्ते",
    "𝔸",
)

texts = st.lists(st.one_of(st.sampled_from(TRICKY), st.characters(exclude_categories=("Cs", "Cc"))), max_size=40).map(
    "".join
)
"""Texts a revision may have, except that they may be empty."""


@st.composite
def texts_with_span(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a span in it that is not empty, in code points."""
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))
