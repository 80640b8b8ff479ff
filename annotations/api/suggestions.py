"""Suggestions: the quotes an article's quotation marks show, before anybody has marked them."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint
from annotations.models import Article
from annotations.permissions import Permission
from annotations.queries.suggestions import suggestions_for
from annotations.suggestions import KINDS


class PieceForm(serializers.Serializer):
    """A stretch of the current revision: code points, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    exact = serializers.CharField()


class VoiceForm(serializers.Serializer):
    """Who seems to speak: one of the project's speakers, or with a null id just the name in the article."""

    id = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()


class SuggestionForm(serializers.Serializer):
    """A quote to mark, if a person agrees: POST it to `quotes/` with the origin `suggestion`."""

    segments = PieceForm(many=True)
    kind = serializers.ChoiceField([(kind, kind) for kind in KINDS])
    speaker = VoiceForm(allow_null=True)


class SuggestionList(serializers.Serializer):
    """All of them, in the order of the text."""

    results = SuggestionForm(many=True)
    next = serializers.CharField(allow_null=True, help_text="Null: there is never a second page.")


class Suggestions(Endpoint):
    """The passages in quotation marks that no quote overlaps yet."""

    form = SuggestionList
    needs: ClassVar = {"GET": Permission.ANNOTATE}

    def door(self, id: str) -> Article:
        """The article they are in."""
        return self.find(Article, pk=id)

    def get(self, request: Request, article: Article) -> HttpResponse:
        """Suggestions for the current revision, made anew each time."""
        return self.answer(SuggestionList({"results": suggestions_for(request.user, article), "next": None}).data)
