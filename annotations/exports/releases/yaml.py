"""As much YAML as a release's descriptions take, written so that every reader of YAML takes texts for texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_UNPRINTED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def quoted(words: str) -> str:
    """A JSON string, which YAML reads alike, with escapes for the characters that YAML refuses or takes for a line's end."""
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(words, ensure_ascii=False))


def yaml(value: Any, depth: int = 0) -> Iterator[str]:
    """The lines of plain objects and lists: no list directly in a list."""
    pad = "  " * depth
    if isinstance(value, dict):
        for name, one in value.items():
            if isinstance(one, dict | list):
                yield f"{pad}{name}:"
                yield from yaml(one, depth + 1)
            else:
                yield f"{pad}{name}: {_scalar(one)}"
    else:
        for one in value:
            if isinstance(one, dict):
                first, *rest = yaml(one, depth + 1)
                yield f"{pad}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{pad}- {_scalar(one)}"


def _scalar(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else json.dumps(value)
