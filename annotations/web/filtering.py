"""What narrows and orders a list: read from the address, shown as chips that can be taken off again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

SORTS: Mapping[str, tuple[str, str]] = {
    "newest": ("newest first", "-created_at"),
    "oldest": ("oldest first", "created_at"),
    "changed": ("changed lately", "-updated_at"),
}
"""How any list can be ordered: name, words, column. The first is what one gets unasked."""
CLAIM_SORTS = {**SORTS, "urgent": ("urgent first", "-priority")}


@dataclass(frozen=True)
class Chip:
    """Something a list is narrowed to, and the address of the list without that."""

    name: str
    says: str
    without: str


@dataclass(frozen=True)
class Tab:
    """A state with how many rows are in it, and the address of the list of these."""

    state: str
    label: str
    count: int
    address: str
    current: bool


def sort_of(request: HttpRequest, sorts: Mapping[str, tuple[str, str]] = SORTS) -> str:
    """The order that is asked for, the usual one where that makes no sense."""
    asked = request.GET.get("sort", "")
    return asked if asked in sorts else next(iter(sorts))


def chips_of(request: HttpRequest, narrowed: Mapping[str, str]) -> list[Chip]:
    """A chip for each parameter that narrows; `narrowed` says it in words, and leaves out what makes no sense."""
    return [Chip(name, says, address(request.GET, **{name: ""})) for name, says in narrowed.items() if says]


def tabs_of(request: HttpRequest, labels: Mapping[str, str], counts: Mapping[str, int], state: str) -> list[Tab]:
    """All rows, and each state that has any or is looked at."""
    total = sum(counts.values())
    states = [
        Tab(one, label, counts.get(one, 0), address(request.GET, state=one), one == state)
        for one, label in labels.items()
        if counts.get(one) or one == state
    ]
    return [Tab("", "all", total, address(request.GET, state=""), not state), *states]


def address(given: QueryDict, **over: str) -> str:
    """The list's address with other parameters, from its first page on; an empty one is left out."""
    query = given.copy()
    query.pop("before", None)
    for name, value in over.items():
        query.pop(name, None)
        if value:
            query[name] = value
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    return f"?{query.urlencode()}" if query else "."
