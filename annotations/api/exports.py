"""Exports: the list of formats, and the stream of each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.claims import ClaimQuestions
from annotations.api.endpoints import Endpoint
from annotations.exports.registry import FORMATS, find_format
from annotations.exports.selection import ClaimFilters
from annotations.exports.shape import Format
from annotations.exports.stream import stream
from annotations.models import Project
from annotations.permissions import Permission


class FormatForm(serializers.Serializer):
    """A format, with what one claim looks like in it."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    extension = serializers.CharField()
    description = serializers.CharField()
    loses = serializers.CharField(help_text="What the format cannot hold.")
    example = serializers.CharField()


class FormatList(serializers.Serializer):
    """All formats: there is never a second page."""

    results = FormatForm(many=True)
    next = serializers.CharField(allow_null=True)


class Formats(Endpoint):
    """The formats a project can be exported in."""

    form = FormatList
    needs: ClassVar = {"GET": Permission.EXPORT, "HEAD": Permission.EXPORT}

    def scope(self) -> str:
        """What a token needs for exports and for nothing else."""
        return "export"

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """Every format, with what it loses."""
        return self.answer(FormatList({"results": FORMATS.values(), "next": None}).data)


class Export(Formats):
    """A project in one format."""

    asks = ClaimQuestions
    streams: ClassVar = tuple(format.media_type for format in FORMATS.values())

    def door(self, slug: str, format: str) -> tuple[Project, Format]:  # type: ignore[override]
        """The project and the format."""
        return self.find(Project, slug=slug), find_format(format)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """The address says what comes, so Accept is not asked."""
        return super().perform_content_negotiation(request, force=True)

    def get(self, request: Request, found: tuple[Project, Format]) -> HttpResponse:  # type: ignore[override]
        """Every claim that is asked for, one snapshot of them, as a stream. If it fails halfway it breaks off."""
        project, format = found
        filters = ClaimFilters(**self.parameters())
        headers = {"Content-Disposition": f'attachment; filename="{project.slug}.{format.extension}"'}
        if request.method == "HEAD":
            return HttpResponse(content_type=format.media_type, headers=headers)
        rows = stream(format=format.name, project=project, reader=request.user, filters=filters)
        return StreamingHttpResponse(rows, content_type=format.media_type, headers=headers)  # type: ignore[return-value]
