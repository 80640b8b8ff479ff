"""Errors in one shape, application/problem+json (RFC 9457), for answers given before or outside the API's own code."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults


def problem(status: int, detail: str, **headers: str) -> JsonResponse:
    """An error as the API gives it. `detail` is a sentence that says what to do."""
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": []}
    response = JsonResponse(body, status=status, content_type="application/problem+json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def _for_programs(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 for a request that Django itself refuses."""
    if _for_programs(request):
        return problem(400, "The request cannot be read. Check its address, headers and body, and send it again.")
    return defaults.bad_request(request, exception)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 for a request that Django itself refuses."""
    if _for_programs(request):
        return problem(403, "You may not do that. Sign in again, or ask an owner of the project for another role.")
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 for an address that leads nowhere."""
    if _for_programs(request):
        return problem(404, "There is nothing at this address. The paths are listed at /api/v1/schema/.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours to mend. The request id leads to it in the log."""
    if _for_programs(request):
        return problem(
            500, "Something went wrong on our side. Give the X-Request-ID of this answer to whoever runs the site."
        )
    return defaults.server_error(request)
