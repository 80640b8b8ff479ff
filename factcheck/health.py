"""Is it up, and can it work? Two addresses for load balancers and for people who run the site."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from annotations.api.problems import problem
from factcheck.database.roles import protection
from factcheck.problems import RETRY


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while this process serves at all. The database is not asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, with whether the record of changes is protected; 503 when it does not."""
    try:
        record = protection()
    except Error:
        return problem(503, "The database does not answer. Try again in a few seconds.", headers=RETRY)
    return JsonResponse({"status": "ok", "record": {"protected": record.protected, "detail": record.reason}})
