"""Reading JSON from people we do not know: no nesting bomb, no number without end, no byte the database cannot keep."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, Any, Never

from django.utils.http import parse_header_parameters
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.parsers import BaseParser

from annotations.errors import Invalid, Malformed, Problem

NO_TEXT = re.compile("[\\0\ud800-\udfff]")
"""What no text may hold, for PostgreSQL keeps none that does: NUL, and half of a surrogate pair."""

MOST_DIGITS = 300
"""More than any number people send, and fewer than a floating point number holds."""


class JSONParser(BaseParser):
    """A body of one JSON object in UTF-8."""

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The object; raises Malformed or Invalid with a sentence."""
        _, parameters = parse_header_parameters(media_type or "")
        if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedMediaType(media_type)
        return read_object(stream.read())


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object in `raw`. Whatever two readers of JSON could take differently is refused, and never guessed."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as problem:
        raise Malformed(f"The body is not in UTF-8: byte {problem.start} cannot be read. Send it in UTF-8.") from None
    try:
        body = json.loads(
            text, object_pairs_hook=_each_once, parse_int=_whole, parse_float=_finite, parse_constant=_no_number
        )
    except (ValueError, RecursionError) as problem:
        raise Malformed(f"The body is not valid JSON: {_reason(problem)}. Correct it and send it again.") from None
    if not isinstance(body, dict):
        raise Malformed('The body must be a JSON object, as {"name": "value"}.')
    if "\\u" in text:
        refuse_no_text(body)
    return body


def refuse_no_text(body: Any) -> None:
    """Refuses NUL and lone surrogates wherever they stand."""
    problems = tuple(
        Problem(pointer, f"There is {_called(character)} at position {at}. Take it out.")
        for pointer, at, character in _no_texts(body)
    )
    if problems:
        raise Invalid("A text holds a character that no text may. Take out what is listed.", problems=problems)


def _no_texts(value: Any, pointer: str = "") -> Iterator[tuple[str, int, str]]:
    if isinstance(value, str):
        if found := NO_TEXT.search(value):
            yield pointer, found.start(), found.group()
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _no_texts(name, pointer)
            yield from _no_texts(inner, f"{pointer}/{escape(NO_TEXT.sub('�', name))}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _no_texts(inner, f"{pointer}/{i}")


def _called(character: str) -> str:
    return "a NUL character" if character == "\0" else f"half of a surrogate pair (U+{ord(character):04X})"


def escape(name: str) -> str:
    """One step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. Of a name that stands in it twice one value would be dropped silently."""
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"the name {json.dumps(twice[:40])} stands twice in one object")
    return found


def _whole(word: str) -> int:
    if len(word) > MOST_DIGITS:
        raise ValueError("a number has too many digits")
    return int(word)


def _finite(word: str) -> float:
    number = float(word)
    if math.isinf(number):
        raise ValueError(f"the number {word[:20]} is too large")
    return number


def _no_number(word: str) -> Never:
    raise ValueError(f"{word} is no number in JSON")


def _reason(problem: Exception) -> str:
    return "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem).rstrip(".")
