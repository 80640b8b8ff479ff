"""Speakers: who is quoted."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.speakers import change_speaker, create_speaker
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Line, OneOf, Paged, Several, Slug, Text
from annotations.api.forms import Form
from annotations.models import Speaker
from annotations.models.speakers import SPEAKER_KINDS
from annotations.permissions import Permission
from annotations.queries.search import having


class SpeakerForm(Form):
    """Somebody who is quoted."""

    model = Speaker
    joins = ("project",)

    project = serializers.CharField(source="project.slug")
    name = serializers.CharField()
    kind = serializers.ChoiceField(SPEAKER_KINDS)
    aliases = serializers.ListField(child=serializers.CharField())
    wikidata_id = serializers.CharField()
    role = serializers.CharField()


class SpeakerChanges(Body):
    """What can be said about a speaker."""

    name = Line(max_length=300)
    kind = OneOf(SPEAKER_KINDS)
    aliases = Several(child=Line(max_length=300))
    wikidata_id = Text(max_length=20)
    role = Line(max_length=300, help_text="For example: mayor of Port Alba.")


class NewSpeaker(SpeakerChanges):
    """A speaker to add."""

    must_have = ("project", "name")
    id = Id()
    project = Text(help_text="The project's short name.")


class SpeakerFilters(Paged):
    """Which speakers."""

    project = Slug()
    q = Text(help_text="Words of the name, the role or another name.")


class Speakers(ListEndpoint):
    """The speakers one may read, and where new ones are added."""

    form = SpeakerForm
    asks = SpeakerFilters
    takes: ClassVar = {"POST": NewSpeaker}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Speakers, oldest first."""
        asked = self.parameters()
        rows = SpeakerForm.rows(request.user)
        if "project" in asked:
            rows = rows.filter(project__slug=asked["project"])
        return self.listed(having(rows, asked.get("q", "")))

    def post(self, request: Request, found: None) -> HttpResponse:
        """Add a speaker."""
        return self.shown(create_speaker(by=request.user, **self.body_in_project()))


class SpeakerOne(Endpoint):
    """One speaker."""

    form = SpeakerForm
    takes: ClassVar = {"PATCH": SpeakerChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE}

    def door(self, id: str) -> Speaker:
        """The speaker."""
        return self.find(Speaker, pk=id)

    def get(self, request: Request, speaker: Speaker) -> HttpResponse:
        """The speaker."""
        return self.shown(speaker)

    def patch(self, request: Request, speaker: Speaker) -> HttpResponse:
        """Describe the speaker anew."""
        fields = self.body()
        self.precondition(speaker)
        return self.shown(change_speaker(by=request.user, speaker=speaker, **fields))
