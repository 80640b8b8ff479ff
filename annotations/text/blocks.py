"""A text as the blocks a page shows it in.

Blocks never overlap, they come in the order of the text, and whatever lies outside them is line ends: so a page that
shows every block shows every word, and the offsets within a block are the text's own less the block's start.
"""

import re
from dataclasses import dataclass
from typing import Literal, TypedDict

BlockKind = Literal["heading", "paragraph", "list-item", "blockquote", "caption"]

_LINE = re.compile(r"[^\n]+")


class BlockJSON(TypedDict):
    """A block as it is stored and sent."""

    start: int
    end: int
    kind: BlockKind
    level: int


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text. Offsets are code points, `end` exclusive; `level` is 1 to 6 for a heading, else 0."""

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0

    def as_json(self) -> BlockJSON:
        """The block as it is stored and sent."""
        return {"start": self.start, "end": self.end, "kind": self.kind, "level": self.level}


def blocks_of(text: str) -> list[Block]:
    """The blocks of a plain text: every line that is not empty is a paragraph. Only LF ends a line here, as in
    `read_text`: a line separator (U+2028) inside a line stays inside its paragraph."""
    return [Block(line.start(), line.end()) for line in _LINE.finditer(text)]
