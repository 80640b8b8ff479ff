"""What Django itself refuses: in the API's shape under /api/, as a page elsewhere."""

from __future__ import annotations

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views import defaults

from annotations.api.problems import problem

RETRY = {"Retry-After": "5"}


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
    """503 while the database is in trouble. Else 500: ours to mend, and the request id leads to it in the log."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _database_trouble(request)
    if _for_programs(request):
        return problem(
            500, "Something went wrong on our side. Give the X-Request-ID of this answer to whoever runs the site."
        )
    return defaults.server_error(request)


def _database_trouble(request: HttpRequest) -> HttpResponse:
    if _for_programs(request):
        return problem(503, "The database does not answer. Try again in a few seconds.", headers=RETRY)
    # Without the request: the page's usual frame would ask the database who is signed in.
    return HttpResponse(get_template("503.html").render(), status=503, headers=RETRY)
