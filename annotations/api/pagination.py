"""Pages by key: a page begins where the last one ended, however many rows come and go meanwhile."""

from __future__ import annotations

import base64
import binascii
import uuid
from datetime import datetime
from typing import Any, TypeVar

import orjson
from django.db.models import Model, Q, QuerySet
from rest_framework.request import Request

from annotations.errors import Malformed, Problem

M = TypeVar("M", bound=Model)
DEFAULT_LIMIT = 100


def write_cursor(*key: Any) -> str:
    """A place in a list, as a word that means nothing to its reader."""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def read_cursor(cursor: str) -> list[Any]:
    """What write_cursor wrote. Raises Malformed for anything else."""
    try:
        key = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise unreadable() from None
    if not isinstance(key, list):
        raise unreadable()
    return key


def read_number(cursor: str) -> int:
    """The one number of a cursor, 0 without one. Raises Malformed."""
    if not cursor:
        return 0
    key = read_cursor(cursor)
    if len(key) != 1 or type(key[0]) is not int or not 0 <= key[0] < 2**63:
        raise unreadable()
    return key[0]


def unreadable() -> Malformed:
    """The refusal of a cursor that is none of ours."""
    sentence = "This cursor cannot be read. Take it from the page before, or start again without one."
    return Malformed(sentence, problems=(Problem("/cursor", sentence),))


def page(
    rows: QuerySet[M], *, cursor: str = "", limit: int = DEFAULT_LIMIT, by: str = "created_at"
) -> tuple[list[M], str | None]:
    """The first `limit` rows after the cursor, and the cursor for those after them, None when there are none.

    The oldest come first, or those with the lowest number in the column `by`.
    """
    if cursor:
        at, pk = _place(cursor, of_time=by == "created_at")
        # `by` is the list's own order, named in code; the cursor brings values alone.
        rows = rows.filter(**{f"{by}__gte": at}).filter(Q(**{f"{by}__gt": at}) | Q(id__gt=pk))
    found = list(rows.order_by(by, "id")[: limit + 1])
    if len(found) <= limit:
        return found, None
    last: Any = found[limit - 1]
    at = getattr(last, by)
    return found[:limit], write_cursor(at.isoformat() if isinstance(at, datetime) else at, str(last.pk))


def _place(cursor: str, *, of_time: bool) -> tuple[datetime | int, uuid.UUID]:
    try:
        at, pk = read_cursor(cursor)
        if not of_time:
            if type(at) is not int or not 0 <= at < 2**31:
                raise ValueError
            return at, uuid.UUID(pk)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError
        return moment, uuid.UUID(pk)
    except (ValueError, TypeError, AttributeError, OverflowError):
        raise unreadable() from None


def address_of_next(request: Request, cursor: str | None) -> str | None:
    """This list's address with another cursor."""
    if cursor is None:
        return None
    query = request._request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
