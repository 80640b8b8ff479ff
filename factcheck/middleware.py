"""What happens to every request before any of our code sees it: it gets an id, and its host and size are checked."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import structlog
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from annotations.actions.recording import request_id
from annotations.api.problems import problem
from factcheck.uploads import body_limit

Answer = Callable[[HttpRequest], HttpResponseBase]


class RequestContext:
    """Gives each request an id, or takes a proxy's, and writes it into the log and the answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serves the request with its id set for everything below."""
        given = request.headers.get("X-Request-ID", "")
        current = given if re.fullmatch(r"[A-Za-z0-9._-]{8,64}", given) else uuid.uuid4().hex
        request_id.set(current)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=current, method=request.method, path=request.path)
        response = self.get_response(request)
        response["X-Request-ID"] = current
        return response


class KnownHost:
    """Refuses a Host that is not ours, for every path alike: an unknown one is a mistake or an attack."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serves the request, or answers 400."""
        try:
            request.get_host()
        except DisallowedHost:
            detail = (
                "This site does not answer to that host name. Whoever runs it can add it to FACTCHECK_ALLOWED_HOSTS."
            )
            if request.path_info.startswith("/api/"):
                return problem(400, detail)
            return HttpResponse(detail + "\n", status=400, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class BodyLimit:
    """Refuses a body by the size it claims, before reading any of it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serves the request, or answers 413."""
        limit = body_limit(request.method or "", request.path_info)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > limit:
            megabytes = limit // (1024 * 1024)
            return problem(413, f"The body is over {megabytes} MB. Send less at a time.")
        return self.get_response(request)
