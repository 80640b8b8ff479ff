"""Rating scales. They come with the installation, so they can be read and not written."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.forms import Form
from annotations.models import Scale, User
from annotations.models.scales import COLOURS


class RatingForm(serializers.Serializer):
    """One step of a scale, with its place in the schemes data teams know."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    code = serializers.CharField()
    label = serializers.CharField()
    order = serializers.IntegerField()
    numeric = serializers.FloatField(allow_null=True)
    colour = serializers.ChoiceField(COLOURS)
    definition = serializers.CharField()
    fever = serializers.CharField()
    averitec = serializers.CharField()
    claimreview = serializers.IntegerField(allow_null=True)


class ScaleForm(Form):
    """A scale and its ratings, in their order."""

    model = Scale

    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    ratings = RatingForm(many=True, source="ratings.all")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Two statements."""
        return rows.prefetch_related("ratings")


class Scales(ListEndpoint):
    """The scales there are."""

    form = ScaleForm

    def get(self, request: Request, found: None) -> HttpResponse:
        """All scales with their ratings."""
        return self.listed(ScaleForm.rows(request.user))


class ScaleOne(Endpoint):
    """One scale."""

    form = ScaleForm

    def door(self, id: str) -> Scale:
        """The scale."""
        return self.find(Scale, pk=id)

    def get(self, request: Request, scale: Scale) -> HttpResponse:
        """The scale with its ratings."""
        return self.shown(scale)
