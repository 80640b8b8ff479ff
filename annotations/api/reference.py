"""The API's own description: the OpenAPI document."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.renderers import (
    OpenApiJsonRenderer,
    OpenApiJsonRenderer2,
    OpenApiYamlRenderer,
    OpenApiYamlRenderer2,
)
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request

from annotations.api.fields import Parameters


class Schema(SpectacularAPIView):
    """This document: JSON, or YAML when asked for it."""

    renderer_classes = [OpenApiJsonRenderer, OpenApiJsonRenderer2, OpenApiYamlRenderer, OpenApiYamlRenderer2]
    authentication_classes = []
    permission_classes = []

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuses parameters, as every address does: nothing that is sent is ignored."""
        super().initial(request, *args, **kwargs)
        Parameters(data=request.query_params.dict()).is_valid(raise_exception=True)

    def options(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        """What can be done here: the header Allow says."""
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        return response
