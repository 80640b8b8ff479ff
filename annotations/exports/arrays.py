"""One JSON array out of many native lines, a block at a time, so that its length costs no memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

from annotations.exports.shape import Blocks


def array(blocks: Blocks, members: Callable[[dict[str, Any]], Iterable[dict[str, Any]]]) -> Iterator[bytes]:
    """The array of what `members` makes of each line, one member a line."""
    yield b"["
    yield from joined(blocks, members)
    yield b"\n]\n"


def joined(blocks: Blocks, members: Callable[[dict[str, Any]], Iterable[dict[str, Any]]]) -> Iterator[bytes]:
    """What stands between the array's brackets: each member on a line of its own, commas between them."""
    comma = b""
    for block in blocks:
        made = [orjson.dumps(member) for line in block.splitlines() for member in members(orjson.loads(line))]
        if made:
            yield comma + b"\n" + b",\n".join(made)
            comma = b","
