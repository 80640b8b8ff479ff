"""Lists as sentences say them."""

from collections.abc import Iterable


def listed(words: Iterable[str], conjunction: str) -> str:
    """As in: a; a or b; a, b or c. Nothing for nothing."""
    *rest, last = [*words] or [""]
    return f"{', '.join(rest)} {conjunction} {last}" if rest else last
