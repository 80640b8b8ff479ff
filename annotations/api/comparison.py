"""Two versions of a claim, side by side."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint
from annotations.api.fields import Parameters, Text
from annotations.api.forms import reader_of
from annotations.models import Claim
from annotations.queries.versions import comparison_of
from annotations.text import Fate

FATES = [(fate.value, fate.value) for fate in Fate]


class StretchForm(serializers.Serializer):
    """Words that stayed, went or came."""

    fate = serializers.ChoiceField(FATES)
    text = serializers.CharField()


class DifferenceForm(serializers.Serializer):
    """A field that differs, in words: people and speakers by name."""

    field = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    words = StretchForm(many=True)


class ComparedQuoteForm(serializers.Serializer):
    """A quote of one of the versions, or of both."""

    quote = serializers.UUIDField()
    words = serializers.CharField(help_text="Those it has now.")
    fate = serializers.ChoiceField(FATES)
    differences = DifferenceForm(many=True)


class ComparisonForm(serializers.Serializer):
    """What two versions of a claim differ in. What is the same in both is left out, but for the quotes."""

    differences = DifferenceForm(many=True)
    quotes = ComparedQuoteForm(many=True)


class VersionNumber(Text):
    """The number of a version."""

    def to_internal_value(self, data: Any) -> int:  # type: ignore[override]
        if not re.fullmatch(r"[1-9][0-9]{0,8}", data):
            raise ValidationError("This must be the number of a version, as 2.")
        return int(data)


class WhichVersions(Parameters):
    """Which two versions."""

    to = VersionNumber(help_text="Without it the present one.")

    def get_fields(self) -> dict[str, serializers.Field]:
        first = VersionNumber(help_text="Without it the first.")  # a word of Python's, so no name for a class's own
        return {"from": first, **super().get_fields()}


class Comparison(Endpoint):
    """What two versions of a claim differ in."""

    form = ComparisonForm
    asks = WhichVersions

    def door(self, id: str) -> Claim:
        """The claim."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """What became of the claim's words, fields and quotes from one version to another."""
        asked = self.parameters()
        before, after = asked.get("from", 1), asked.get("to", claim.version)
        found = comparison_of(claim, reader=request.user, before=before, after=after)
        return self.answer(reader_of(ComparisonForm).to_representation(found))  # type: ignore[arg-type]
