"""Reading JSON from people we do not know: no nesting bomb, no number without end, no byte the database cannot keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import IO, Any

import orjson
from rest_framework.parsers import BaseParser

from annotations.errors import Invalid, Malformed, Problem


class JSONParser(BaseParser):
    """A body of one JSON object in UTF-8. orjson refuses NaN, infinities, lone surrogates and over 1024 levels itself."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The object; raises Malformed or Invalid with a sentence."""
        return read_object(stream.read())


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`."""
    try:
        body = orjson.loads(raw)
    except (orjson.JSONDecodeError, RecursionError) as problem:
        raise Malformed(f"The body is not valid JSON: {_reason(problem)}. Correct it and send it again.") from None
    if not isinstance(body, dict):
        raise Malformed('The body must be a JSON object, as {"name": "value"}.')
    if b"\\u0000" in raw:
        refuse_nul(body)
    return body


def refuse_nul(body: Any) -> None:
    """Refuses U+0000 wherever it stands: PostgreSQL keeps no text that holds it."""
    problems = tuple(
        Problem(pointer, f"There is a NUL character at position {at}. Take it out.") for pointer, at in _nuls(body)
    )
    if problems:
        raise Invalid("A text holds a NUL character, which no text may. Take it out.", problems=problems)


def _nuls(value: Any, pointer: str = "") -> Iterator[tuple[str, int]]:
    if isinstance(value, str) and "\0" in value:
        yield pointer, value.index("\0")
    elif isinstance(value, dict):
        for name, inner in value.items():
            if "\0" in name:
                yield pointer, name.index("\0")
            yield from _nuls(inner, f"{pointer}/{escape(name)}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _nuls(inner, f"{pointer}/{i}")


def escape(name: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _reason(problem: Exception) -> str:
    return str(problem).rstrip(".") if isinstance(problem, orjson.JSONDecodeError) else "it is nested too deeply"
