"""W3C selectors: where in a text the words are that they mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from annotations.imports.foreign import Foreign
from annotations.imports.shape import Passage
from annotations.text import TextRefused


def passage_of(selector: Any, text: Foreign) -> Passage:
    """The words the selectors mean, which all have to agree; raises TextRefused when they mean none, or cannot be told.

    Positions are code points, as the standard has it. Tools in JavaScript count UTF-16: that is believed when the words,
    given beside it, stand there and nowhere the standard says.
    """
    quote = next((one for one in _every(selector) if one.get("type") == "TextQuoteSelector"), None)
    position = next((one for one in _listed(selector) if one.get("type") == "TextPositionSelector"), None)
    exact = quote.get("exact") if quote else None
    if quote is not None and not (isinstance(exact, str) and exact):
        raise TextRefused("The TextQuoteSelector has no words.")
    if position is not None:
        start, end = position.get("start"), position.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise TextRefused("The TextPositionSelector needs a start and an end.")
        try:
            return text.passage(start, end, exact)
        except TextRefused:
            with suppress(TextRefused):  # the first refusal says more
                if exact is not None:
                    return text.in_utf16.passage(start, end, exact)
            raise
    if quote is None:
        kinds = sorted({str(one.get("type")) for one in _listed(selector)}) or [str(selector)[:200]]
        raise TextRefused(f"Words are found by TextQuoteSelector or TextPositionSelector, not by {', '.join(kinds)}.")
    return _named(str(exact), quote, text)


def _named(exact: str, quote: dict[str, Any], text: Foreign) -> Passage:
    """The one place where these words stand between these others."""
    before, after = str(quote.get("prefix") or ""), str(quote.get("suffix") or "")
    around = before + exact + after
    at = text.raw.find(around)
    if at < 0 or text.raw.find(around, at + 1) >= 0:
        times = "nowhere" if at < 0 else "several times"
        raise TextRefused(f"“{exact[:80]}” stands {times} in the text with the words around it that are given.")
    start = at + len(before)
    return text.passage(start, start + len(exact))


def _listed(selector: Any) -> Iterator[dict[str, Any]]:
    """The selector, or the selectors of a list."""
    for one in selector if isinstance(selector, list) else [selector]:
        if isinstance(one, dict):
            yield one


def _every(selector: Any) -> Iterator[dict[str, Any]]:
    """Also those that refine others: words are words wherever they stand, while positions would count from elsewhere."""
    for one in _listed(selector):
        yield one
        yield from _every(one.get("refinedBy"))
