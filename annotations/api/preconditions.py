"""If-Match: which version somebody edited. Without it an edit would overwrite what its author never saw."""

from __future__ import annotations

import re
from typing import Any

from annotations.errors import Malformed, PreconditionRequired, Stale

TAGS = re.compile(r'\s*(?:W/)?"[^"]*"\s*(?:,\s*(?:W/)?"[^"]*"\s*)*')
TAG = re.compile(r'(?:W/)?"[^"]*"')


def etag(version: int) -> str:
    """The entity tag of a version."""
    return f'"{version}"'


def require_match(header: str | None, current: Any) -> None:
    """Raises PreconditionRequired without the header, Stale when it names another version than `current`'s.

    `*` names no version, so it never matches: it would be leave to overwrite anything.
    """
    if header is None:
        raise PreconditionRequired
    if header.strip() == "*":
        raise Stale(current, "If-Match: * names no version. Send the ETag of the version you edited.")
    if not TAGS.fullmatch(header):
        raise Malformed('If-Match cannot be read. Send the ETag as it came, in double quotes: "3".')
    if etag(current.version) not in TAG.findall(header):  # a weak one is never equal
        raise Stale(current)
