"""Exports: the list of formats, and the stream of each."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse, StreamingHttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.claims import ClaimQuestions
from annotations.api.endpoints import Endpoint
from annotations.api.fields import OneOf
from annotations.exports.detail import PEOPLE, VERDICTS, Detail
from annotations.exports.packing import packing_for
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
    of = serializers.CharField(help_text="What it holds: claims or articles.")
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


class ExportQuestions(ClaimQuestions):
    """Which claims, and how much is told of them."""

    verdicts = OneOf(
        VERDICTS,
        help_text="all (what is left out means this): every verdict that is revealed. latest: those of the last round "
        "that was. decision: none, but what the decision itself says.",
    )
    people = OneOf(
        PEOPLE,
        help_text="names (what is left out means this), or pseudonyms: the same for a person throughout a project.",
    )


class Export(Formats):
    """A project in one format."""

    asks = ExportQuestions
    streams: ClassVar = tuple(format.media_type for format in FORMATS.values())

    def door(self, slug: str, format: str) -> tuple[Project, Format]:  # type: ignore[override]
        """The project and the format."""
        return self.find(Project, slug=slug), find_format(format)

    def get(self, request: Request, found: tuple[Project, Format]) -> HttpResponse:  # type: ignore[override]
        """Every claim that is asked for, one snapshot of them, as a stream. If it fails halfway it breaks off."""
        project, format = found
        asked = self.parameters()
        detail = Detail(**{name: asked.pop(name) for name in ("verdicts", "people") if name in asked})
        packing = "identity" if format.packed else packing_for(request.headers.get("Accept-Encoding", ""))
        headers = {
            "Content-Disposition": f'attachment; filename="{_named(project, format)}"',
            "Vary": "Accept-Encoding",
            **({"Content-Encoding": packing} if packing != "identity" else {}),
        }
        if request.method == "HEAD":
            return HttpResponse(content_type=format.media_type, headers=headers)
        rows = stream(
            format=format.name,
            project=project,
            reader=request.user,
            filters=ClaimFilters(**asked),
            detail=detail,
            packing=packing,
        )
        return StreamingHttpResponse(rows, content_type=format.media_type, headers=headers)  # type: ignore[return-value]


def _named(project: Project, format: Format) -> str:
    """A name of its own for each format: many share an ending."""
    name = project.slug if format.name == format.extension else f"{project.slug}-{format.name}"
    return f"{name}.{format.extension}"
