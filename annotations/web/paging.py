"""Lists page by page. The place in the list is a row, so new rows shift nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict

M = TypeVar("M", bound=Model)

ROWS = 30


@dataclass(frozen=True)
class Paged(Generic[M]):
    """One page of a list, and the addresses of its neighbours; empty where there is none."""

    rows: list[M]
    newer: str
    older: str


def paged(request: HttpRequest, rows: QuerySet[M], *, order: str = "-created_at", size: int = ROWS) -> Paged[M]:
    """The page that `?before=` names: the rows after that one, in this order. What names no row shows the first."""
    column, down = order.removeprefix("-"), order.startswith("-")
    before = _row_named(request.GET.get("before", ""), rows, column)
    if before is not None:
        after = "lt" if down else "gt"
        rows = rows.filter(Q(**{f"{column}__{after}": before[0]}) | Q(**{column: before[0], f"pk__{after}": before[1]}))
    found = list(rows.order_by(order, "-pk" if down else "pk")[: size + 1])
    has_older = len(found) > size
    found = found[:size]
    return Paged(
        rows=found,
        newer=_address(request.GET, "") if before is not None else "",
        older=_address(request.GET, str(found[-1].pk)) if has_older else "",
    )


def words_of(request: HttpRequest) -> str:
    """What `?q=` searches for. No text holds NUL, and the database would refuse it."""
    return request.GET.get("q", "").replace("\0", "").strip()


def _row_named(given: str, rows: QuerySet[Any], column: str) -> tuple[Any, UUID] | None:
    try:
        pk = UUID(given)
    except ValueError:
        return None
    return rows.filter(pk=pk).values_list(column, "pk").first()


def _address(given: QueryDict, before: str) -> str:
    query = given.copy()
    query.pop("before", None)
    if before:
        query["before"] = before
    return f"?{query.urlencode()}" if query else "."
