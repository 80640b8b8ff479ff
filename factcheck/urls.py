"""Where every address leads."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.views import SpectacularSwaggerSplitView

from annotations.api.problems import no_such_address
from factcheck import health

# allauth's own list would also open sign-up, and e-mail addresses we never write to.
account_urls = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include(account_urls)),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="api:schema"), name="api-docs"),
    path("api/v1/", include("annotations.api.urls")),
    # Also without the slash: no redirect, and no page in HTML.
    re_path(r"^api(?P<path>/v1)?$", csrf_exempt(no_such_address)),
    path("", include("annotations.web.urls")),
]

handler400 = "factcheck.problems.bad_request"
handler403 = "factcheck.problems.forbidden"
handler404 = "factcheck.problems.not_found"
handler500 = "factcheck.problems.server_error"
