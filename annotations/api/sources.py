"""Sources: the publications articles and evidence come from."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.sources import change_source, create_source
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Line, Paged, Slug, Text, WebAddress
from annotations.api.forms import Form
from annotations.models import Source
from annotations.permissions import Permission


class SourceForm(Form):
    """A publication, an archive, an office."""

    model = Source
    joins = ("project",)

    project = serializers.CharField(source="project.slug")
    name = serializers.CharField()
    homepage = serializers.CharField()
    country = serializers.CharField()


class SourceChanges(Body):
    """What can be said about a source."""

    name = Line(max_length=300)
    homepage = WebAddress()
    country = Text(max_length=2, help_text="ISO 3166-1 alpha-2.")


class NewSource(SourceChanges):
    """A source to add."""

    must_have = ("project", "name")
    id = Id()
    project = Text(help_text="The project's short name.")


class SourceFilters(Paged):
    """Which sources."""

    project = Slug()
    q = Text(help_text="Words of the name.")


class Sources(ListEndpoint):
    """The sources one may read, and where new ones are added."""

    form = SourceForm
    asks = SourceFilters
    takes: ClassVar = {"POST": NewSource}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Sources, oldest first."""
        asked = self.parameters()
        rows = SourceForm.rows(request.user)
        if "project" in asked:
            rows = rows.filter(project__slug=asked["project"])
        for word in asked.get("q", "").split():
            rows = rows.filter(name__icontains=word)
        return self.listed(rows)

    def post(self, request: Request, found: None) -> HttpResponse:
        """Add a source."""
        return self.shown(create_source(by=request.user, **self.body_in_project()))


class SourceOne(Endpoint):
    """One source."""

    form = SourceForm
    takes: ClassVar = {"PATCH": SourceChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE}

    def door(self, id: str) -> Source:
        """The source."""
        return self.find(Source, pk=id)

    def get(self, request: Request, source: Source) -> HttpResponse:
        """The source."""
        return self.shown(source)

    def patch(self, request: Request, source: Source) -> HttpResponse:
        """Describe the source anew."""
        fields = self.body()
        self.precondition(source)
        return self.shown(change_source(by=request.user, source=source, **fields))
