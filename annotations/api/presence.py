"""Who has an article open."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint
from annotations.api.forms import PersonForm, reader_of
from annotations.live.presence import SECONDS, be_here
from annotations.models import Article


class PresenceForm(serializers.Serializer):
    """The people here beside the one who asks."""

    people = PersonForm(many=True)
    seconds = serializers.IntegerField(help_text="How long one counts as being here. Say it again before that.")


class Presences(Endpoint):
    """Who has the article open."""

    form = PresenceForm
    status: ClassVar = {}

    def door(self, id: str) -> Article:
        """The article."""
        return self.find(Article, pk=id)

    def post(self, request: Request, article: Article) -> HttpResponse:
        """Say that one is here, and learn who else is. Nothing is kept of it."""
        self.body()
        people = be_here(user=request.user, article=article)
        return self.answer(reader_of(PresenceForm).to_representation({"people": people, "seconds": SECONDS}))
