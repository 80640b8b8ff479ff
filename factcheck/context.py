"""What belongs to the request being served, wherever in the code one stands."""

from __future__ import annotations

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The current request's id: in the log, in the answer's X-Request-ID, in the record of changes. Empty outside a request."""
