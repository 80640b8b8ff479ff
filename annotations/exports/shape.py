"""What a format is. Every file in formats/ holds one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Blocks = Iterable[bytes]
"""Native JSON lines, a few dozen at a time: each block holds whole lines, each line ends in LF and is one claim."""

EXAMPLE = Path(__file__).with_name("example.jsonl").read_bytes()
"""One invented claim with its whole chain, as the native line."""


@dataclass(frozen=True)
class Format:
    """A format people can ask for: what it is called, what it loses, and the code that turns native lines into it."""

    name: str
    media_type: str
    extension: str
    description: str
    loses: str
    render: Callable[[Blocks], Iterator[bytes]]

    @cached_property
    def example(self) -> str:
        """What the format makes of the one claim all formats show, by its own code, so that it is never out of date."""
        return b"".join(self.render([EXAMPLE])).decode("utf-8-sig")
