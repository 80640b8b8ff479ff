"""What the reporter wrote around the quotations: the text with every quotation blotted out, and its sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .marks import Passage

BLOT = "\ufffc"
"""Stands for each character of a quotation, so that offsets stay those of the text."""

_BOUNDARY = re.compile(r"\n+|[.!?…][\"”’»)\]]*[^\S\n]+(?=[^\s.,;:)\]])|[。！？؟][」』”》）]?")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Drs|Reps?|Sens?|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Hon|St|Jr|Sr|Prof|No|vs|Inc|Corp|Co|Mme|Sra?|"
    r"Sig|Dott|On|bzw|ca|Nr)\.)\Z"
)
_FAR = 3000
_FINAL = ".!?…。！？؟"


class Narrative:
    """A text without its quotations. Offsets are those of the text."""

    def __init__(self, text: str, passages: Sequence[Passage]) -> None:
        pieces: list[str] = []
        at = 0
        for passage in passages:
            start, end = max(at, passage.opened_at), max(at, passage.closed_at)
            pieces += [text[at:start], BLOT * (end - start)]
            if end > start and text[passage.spans[-1][1] - 1] in _FINAL:
                pieces[-1] = pieces[-1][:-1] + "."
            at = end
        self.text = "".join([*pieces, text[at:]])
        self._starts = self._sentences()

    def _sentences(self) -> list[int]:
        starts = [0]
        for match in _BOUNDARY.finditer(self.text):
            if match[0][0] in ".!?…":
                following = self.text[match.end()]
                if following.islower() or _ABBREVIATION.search(self.text, max(0, match.start() - 7), match.start() + 1):
                    continue
            starts.append(match.end())
        return starts

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds this offset."""
        index = bisect_right(self._starts, at)
        return self._starts[index - 1], self._starts[index] if index < len(self._starts) else len(self.text)

    def paragraph_start(self, at: int) -> int:
        """Where the line that holds this offset begins."""
        nearest = max(0, at - _FAR)
        return max(nearest, self.text.rfind("\n", nearest, at) + 1)

    def rest_of_line(self, at: int, width: int) -> str:
        """Up to `width` characters from here to the line's end."""
        return self.text[at : at + width].partition("\n")[0]
