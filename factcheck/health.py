"""Is it up, and can it work? Two addresses for load balancers and for people who run the site."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import MethodNotAllowed

from annotations.api.problems import handle, problem
from factcheck.database.roles import protection
from factcheck.problems import RETRY

View = Callable[[HttpRequest], HttpResponse]


def only_asked(view: View) -> View:
    """Programs ask here, so any other method is refused as in the API. Exempt: the check of forgeries answers in HTML."""

    @never_cache
    @csrf_exempt
    @functools.wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return view(request)
        refusal = handle(MethodNotAllowed(request.method or ""), {})
        refusal.headers["Allow"] = "GET, HEAD"
        return refusal

    return asked


@only_asked
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process serves at all. The database is not asked."""
    return JsonResponse({"status": "ok"})


@only_asked
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, with whether the record of changes is protected; 503 when it does not."""
    try:
        record = protection()
    except Error:
        return problem(503, "The database does not answer. Try again in a few seconds.", headers=RETRY)
    return JsonResponse({"status": "ok", "record": {"protected": record.protected, "detail": record.reason}})
