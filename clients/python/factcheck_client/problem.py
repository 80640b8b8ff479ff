"""What goes wrong, in one exception."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx


class Problem(Exception):
    """The desk's refusal, or that there was no answer. `str()` is a sentence that says what to do.

    `status` is None when no answer came, or one that broke off. `errors` names single faults: each has `detail`, and `pointer`
    (into what was sent) or `line` (of a file). `body` is the whole answer; of a 412 it has the object as it is now, `current`.
    """

    def __init__(
        self,
        detail: str,
        *,
        status: int | None = None,
        errors: Sequence[dict[str, Any]] = (),
        body: dict[str, Any] | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(detail)
        self.detail, self.status, self.errors = detail, status, list(errors)
        self.body: dict[str, Any] = body or {}
        self.request_id = request_id

    def __str__(self) -> str:
        faults = [f"\n  {_place(fault)}{fault.get('detail')}" for fault in self.errors[:5]]
        more = f"\n  and {len(self.errors) - 5} more" if len(self.errors) > 5 else ""
        return self.detail + "".join(faults) + more

    @classmethod
    def of(cls, answer: httpx.Response) -> Problem:
        """The refusal in an answer that has been read."""
        try:
            body = answer.json()
        except ValueError:
            body = None
        if not isinstance(body, dict):
            body = {}
        detail = body.get("detail") or f"{answer.request.url} answers {answer.status_code}, and not as a desk would."
        return cls(
            str(detail),
            status=answer.status_code,
            errors=body.get("errors") or (),
            body=body,
            request_id=answer.headers.get("X-Request-ID", ""),
        )


def _place(fault: dict[str, Any]) -> str:
    """Where in what was sent the fault is, if that is known."""
    line, pointer = fault.get("line"), fault.get("pointer")
    place = " ".join(filter(None, (f"line {line}" if line is not None else "", pointer)))
    return f"{place}: " if place else ""
