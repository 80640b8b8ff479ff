"""JSON-LD as it is written: a property has one value or a list, and a value is words, a node, or the address of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Node = dict[str, Any]
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def nodes(node: Node, *names: str) -> Iterator[Node]:
    """The nodes that the first of these properties holds; words alone are a node of that address, or of that name."""
    for one in _values(node, *names):
        if isinstance(one, dict):
            yield one
        elif isinstance(one, str):
            yield {"id" if _ADDRESS.fullmatch(one) else "name": one}


def first(node: Node, *names: str) -> Node:
    """The first of those nodes, or an empty one."""
    return next(nodes(node, *names), {})


def words(node: Node, *names: str) -> tuple[str, ...]:
    """The words of the first of these properties that has any; numbers as they are written, nodes by their address."""
    for name in names:
        found = [one.get("@value", address(one)) if isinstance(one, dict) else one for one in _values(node, name)]
        said = tuple(str(one) for one in found if isinstance(one, str | int | float) and not isinstance(one, bool))
        if any(said):
            return said
    return ()


def word(node: Node, *names: str) -> str:
    """The first of those words, or none."""
    return next(iter(words(node, *names)), "")


def address(node: Node) -> str:
    """What identifies the node."""
    found = node.get("id") or node.get("@id")
    return found if isinstance(found, str) else ""


def _values(node: Node, *names: str) -> list[Any]:
    for name in names:
        if (value := node.get(name)) not in (None, "", []):
            return value if isinstance(value, list) else [value]
    return []
