"""Requests that are sent again when that is safe, and answers that are whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from factcheck_client.problem import Problem

BUSY = frozenset({429, 502, 503, 504})
LONGEST_WAIT = 30.0


class Sender:
    """One desk's address, token and patience."""

    def __init__(
        self, url: str, token: str, *, tries: int, timeout: float, transport: httpx.BaseTransport | None
    ) -> None:
        base = f"{url.rstrip('/').removesuffix('/api/v1')}/api/v1/"
        self.tries = tries
        self.http = httpx.Client(
            base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=timeout, transport=transport
        )

    def send(self, method: str, path: str, *, again: bool = True, **how: Any) -> httpx.Response:
        """The answer, read. `again`: that the request may take effect twice, or cannot. Raises Problem."""
        for attempt in range(1, self.tries + 1):
            last = attempt == self.tries or not again
            try:
                answer = self.http.request(method, path, **how)
            except httpx.TransportError as trouble:
                if last:
                    raise no_answer(trouble) from trouble
                time.sleep(pause(attempt))
                continue
            if answer.status_code in BUSY and not last:
                time.sleep(pause(attempt, answer))
                continue
            if answer.is_error:
                raise Problem.of(answer)
            return answer
        raise AssertionError("Every last try answers or raises.")

    @contextmanager
    def stream(self, path: str, **how: Any) -> Iterator[httpx.Response]:
        """An answer that is read as it comes. Raises Problem, also when it breaks off: only its beginning is tried again."""
        begun = False
        for attempt in range(1, self.tries + 1):
            last = attempt == self.tries
            try:
                with self.http.stream("GET", path, **how) as answer:
                    if answer.status_code in BUSY and not last:
                        time.sleep(pause(attempt, answer))
                        continue
                    if answer.is_error:
                        answer.read()
                        raise Problem.of(answer)
                    begun = True
                    yield answer
                    return
            except httpx.TransportError as trouble:
                if begun or last:
                    raise no_answer(trouble) from trouble
                time.sleep(pause(attempt))


def pause(attempt: int, answer: httpx.Response | None = None) -> float:
    """Seconds until the next try: what the desk asks for, or half a second, one, two, four."""
    asked = answer.headers.get("Retry-After", "") if answer is not None else ""
    return min(float(asked) if asked.isdecimal() else 0.25 * 2.0**attempt, LONGEST_WAIT)


def no_answer(trouble: httpx.TransportError) -> Problem:
    """No connection, or one that broke: what came is not to be taken for the whole."""
    return Problem(f"The connection to the desk failed ({trouble or type(trouble).__name__}). Try again.")
