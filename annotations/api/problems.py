"""Every error in one shape, application/problem+json, with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions as drf

from annotations import errors
from annotations.api.fields import WRONG
from annotations.api.parsing import escape
from annotations.api.preconditions import etag

log = structlog.get_logger(__name__)

STATUS: Mapping[type[errors.FactcheckError], int] = {
    errors.Malformed: 400,
    errors.Denied: 403,
    errors.Missing: 404,
    errors.Conflict: 409,
    errors.Gone: 410,
    errors.Stale: 412,
    errors.Invalid: 422,
    errors.PreconditionRequired: 428,
    errors.Busy: 503,
    errors.Damaged: 503,
    errors.Broken: 503,
}
SENTENCES: Mapping[type[drf.APIException], str] = {
    drf.NotAuthenticated: "Sign in, or send a token: Authorization: Bearer <token>.",
    drf.NotAcceptable: "The API answers in JSON. Ask for it with Accept: application/json, or leave Accept out.",
    drf.UnsupportedMediaType: "Send JSON in UTF-8, with Content-Type: application/json.",
}
RETRY = {"Retry-After": "2"}


def problem(
    status: int,
    detail: str,
    *,
    problems: Iterable[errors.Problem] = (),
    headers: Mapping[str, str] | None = None,
    **extra: Any,
) -> HttpResponse:
    """An error as the API gives it."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": [{"pointer": p.pointer, "detail": p.detail} for p in problems],
        **extra,
    }
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/problem+json", headers=headers)


def handle(exception: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """REST framework's exception handler: the answer for whatever was raised."""
    match exception:
        case errors.Stale():
            headers = {"ETag": etag(exception.current["version"])}
            return problem(412, exception.detail, headers=headers, current=exception.current)
        case errors.Busy():
            return problem(503, exception.detail, headers={"Retry-After": str(exception.seconds)})
        case errors.FactcheckError():
            status = next(code for kind, code in STATUS.items() if isinstance(exception, kind))
            return problem(status, exception.detail, problems=exception.problems)
        case drf.ValidationError():
            return _unfit(exception)
        case drf.APIException():
            return _from_framework(exception)
        case Http404():
            return problem(404, errors.Missing.detail)
        case PermissionDenied():
            return problem(403, errors.Denied.detail)
        case RequestDataTooBig():
            return problem(413, "The body is too large. Send less at a time.")
        case SuspiciousOperation() | UnreadablePostError() | MultiPartParserError():
            return problem(400, errors.Malformed.detail)
        case DatabaseError() | InterfaceError():
            return _from_database(exception)
    return _bug(exception)


def pointers(detail: Any, at: str = "") -> Iterator[tuple[errors.Problem, str]]:
    """REST framework's nested errors, flat: a JSON pointer and a sentence each, with its code."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            yield from pointers(inner, at if name == "non_field_errors" else f"{at}/{escape(str(name))}")
    elif isinstance(detail, list) and not all(isinstance(d, drf.ErrorDetail) for d in detail):
        for i, inner in enumerate(detail):
            yield from pointers(inner, f"{at}/{i}")
    else:
        for sentence in detail if isinstance(detail, list) else [detail]:
            yield errors.Problem(at, str(sentence)), getattr(sentence, "code", "")


def _unfit(exception: drf.ValidationError) -> HttpResponse:
    found = list(pointers(exception.detail))
    if all(code == WRONG for _, code in found):
        return problem(422, errors.Invalid.detail, problems=[p for p, _ in found])
    return problem(400, errors.Malformed.detail, problems=[p for p, _ in found])


def _from_framework(exception: drf.APIException) -> HttpResponse:
    headers = {}
    if challenge := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if isinstance(exception, drf.Throttled) and exception.wait is not None:
        headers["Retry-After"] = str(int(exception.wait) + 1)
    if isinstance(exception, drf.MethodNotAllowed):
        sentence = "That cannot be done at this address. The header Allow lists what can."
    else:
        sentence = SENTENCES.get(type(exception)) or str(exception.detail)
    return problem(exception.status_code, sentence, headers=headers)


def _from_database(exception: Exception) -> HttpResponse:
    """What the database refuses is the request's fault when it names a rule, and its own when it is in trouble."""
    if isinstance(exception, OperationalError | InterfaceError):
        log.warning("database_trouble", error=str(exception))
        return problem(503, "The database is busy or away. Try again in a few seconds.", headers=RETRY)
    if isinstance(exception, DataError):
        return problem(422, "A value is too long or too large to keep. Shorten it and send it again.")
    if isinstance(exception, IntegrityError):
        log.warning("database_rule", error=str(exception))
        return problem(409, errors.Conflict.detail)
    return _bug(exception)


def _bug(exception: Exception) -> HttpResponse:
    log.error("bug", exc_info=exception)
    return problem(
        500, "Something went wrong on our side. Give the X-Request-ID of this answer to whoever runs the site."
    )


def no_such_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """404 for an address under /api/v1/ that leads nowhere, also for one that lacks its slash."""
    return problem(404, "There is nothing at this address. Paths end in a slash; /api/v1/schema/ lists them.")
