"""What a format is. Every file in formats/ holds one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Noun = Literal["claims", "articles"]

Blocks = Iterable[bytes]
"""Native JSON lines, a few dozen at a time: each block holds whole lines, each line ends in LF and is one claim, or one
article, as the format asks for."""

EXAMPLES: Mapping[Noun, bytes] = MappingProxyType(
    {
        "claims": Path(__file__).with_name("example.jsonl").read_bytes(),
        "articles": Path(__file__).with_name("example-articles.jsonl").read_bytes(),
    }
)
"""One invented claim with its whole chain, and the article its quotes are from, as native lines."""

EXAMPLE = EXAMPLES["claims"]


def as_text(export: bytes) -> str:
    """An export that is text, as people read it."""
    return export.decode("utf-8-sig")


@dataclass(frozen=True)
class Format:
    """A format people can ask for: what it is called, what it loses, and the code that turns native lines into it."""

    name: str
    gist: str
    """What it is for, in a few words."""
    media_type: str
    extension: str
    description: str
    loses: str
    render: Callable[[Blocks], Iterator[bytes]]
    of: Noun = "claims"
    """Which native lines `render` gets."""
    shown: Callable[[bytes], str] = as_text
    """How an export in this format is shown to people; for a zip that is zipping.listing."""

    @property
    def packed(self) -> bool:
        """Whether it comes packed already, so that packing it again would be for nothing."""
        return self.extension == "zip"

    @cached_property
    def example(self) -> str:
        """What the format makes of the one claim, or article, all formats show, by its own code: never out of date."""
        return self.shown(b"".join(self.render([EXAMPLES[self.of]])))

    @cached_property
    def example_spread(self) -> str:
        """The example, JSON spread over several lines for the reader's sake, whether it is a document or one of its lines."""
        try:
            lines = [json.dumps(json.loads(self.example), ensure_ascii=False, indent=2)]
        except ValueError:
            lines = self.example.splitlines()
        return "".join(f"{line}\n" for line in lines)
