"""How far a project's reviewers agree."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.agreement import Figure, Interval
from annotations.api.endpoints import Endpoint
from annotations.api.fields import Day, Id, OneOf, Parameters, Slug, Text
from annotations.api.forms import PersonForm
from annotations.models import Project
from annotations.queries.agreement import AgreementFilters, ScaleAgreement, agreement_in


class FigureForm(serializers.Serializer):
    """A coefficient; null with the reason where it is not defined."""

    value = serializers.FloatField(allow_null=True)
    reason = serializers.CharField()


class IntervalForm(serializers.Serializer):
    """Where a figure probably lies."""

    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    level = serializers.FloatField()
    reason = serializers.CharField()


class EstimateForm(FigureForm):
    """A coefficient with its interval."""

    interval = IntervalForm()


class PairForm(serializers.Serializer):
    """Two reviewers, the claims both rated, and their agreement."""

    reviewers = PersonForm(many=True)
    n = serializers.IntegerField()
    raw = FigureForm()
    cohen = FigureForm()


class PeriodForm(serializers.Serializer):
    """A month or a week."""

    start = serializers.DateField()
    end = serializers.DateField()
    n = serializers.IntegerField()
    raw = FigureForm()
    alpha = EstimateForm()


class MatrixForm(serializers.Serializer):
    """How often two ratings met on one claim, each pair of reviewers counted; symmetric."""

    ratings = serializers.ListField(child=serializers.CharField())
    counts = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))


class ScaleAgreementForm(serializers.Serializer):
    """The figures of one scale. docs/agreement.md says which says what."""

    scale = serializers.CharField()
    name = serializers.CharField()
    n = serializers.IntegerField(help_text="Rounds of claims that two or more rated.")
    raters = serializers.IntegerField()
    verdicts = serializers.IntegerField()
    raw = FigureForm(help_text="The share of pairs of reviewers who gave the same rating.")
    cohen = FigureForm(help_text="The mean of Cohen's kappa over all pairs of reviewers.")
    fleiss = FigureForm()
    alpha = EstimateForm(help_text="Krippendorff's, nominal.")
    alpha_ordinal = EstimateForm(help_text="Krippendorff's, of the ratings that have a place on a line.")
    gwet_ac1 = FigureForm()
    randolph = FigureForm(help_text="Free-marginal kappa.")
    pairs = PairForm(many=True)
    matrix = MatrixForm()
    over_time = PeriodForm(many=True)


class AgreementForm(serializers.Serializer):
    """The agreement on each scale, the project's present one first."""

    by = serializers.CharField()
    results = ScaleAgreementForm(many=True)
    next = serializers.CharField(allow_null=True, help_text="Null: there is never a second page.")


class AgreementQuestions(Parameters):
    """Which rounds of review, and how time is cut."""

    scale = Slug(help_text="The short name of one scale.")
    to = Day(allow_null=False, help_text="The last day on which verdicts were revealed.")
    speaker = Id()
    topic = Text(help_text="One of the claims' topics.")
    by = OneOf([(cut, cut) for cut in ("month", "week")], help_text="How time is cut. Without it month.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """With `from`, which Python keeps for itself."""
        first = Day(allow_null=False, help_text="The first day on which verdicts were revealed.")
        return {"from": first, **super().get_fields()}

    def validate(self, asked: Any) -> Any:
        """A span that ends before it begins holds nothing, and nobody means it."""
        if "from" in asked and "to" in asked and asked["from"] > asked["to"]:
            raise ValidationError({"to": "This is before `from`. Let it be the same day or later."})
        return asked


class Agreement(Endpoint):
    """How far a project's reviewers agree, by scale, by pair and over time."""

    form = AgreementForm
    asks = AgreementQuestions

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """The figures, from the verdicts of rounds that have ended."""
        asked = self.parameters()
        by = asked.pop("by", "month")
        filters = AgreementFilters(since=asked.pop("from", None), until=asked.pop("to", None), **asked)
        found = agreement_in(reader=request.user, project=project, filters=filters, by=by)
        return self.answer(AgreementForm({"by": by, "results": [_told(one) for one in found], "next": None}).data)


def _told(one: ScaleAgreement) -> dict[str, Any]:
    said = one.report
    return {
        "scale": one.scale.slug,
        "name": one.scale.name,
        "n": said.units,
        "raters": said.raters,
        "verdicts": said.ratings,
        "raw": said.observed,
        "cohen": said.cohen,
        "fleiss": said.fleiss,
        "alpha": _estimate(said.alpha, said.alpha_interval),
        "alpha_ordinal": _estimate(said.ordinal_alpha, said.ordinal_interval),
        "gwet_ac1": said.gwet,
        "randolph": said.randolph,
        "pairs": [
            {"reviewers": [one.people[who] for who in p.raters], "n": p.units, "raw": p.observed, "cohen": p.cohen}  # type: ignore[index]
            for p in said.pairs
        ],
        "matrix": {"ratings": said.categories, "counts": said.matrix},
        "over_time": [
            {
                "start": p.start,
                "end": p.end,
                "n": p.units,
                "raw": p.observed,
                "alpha": _estimate(p.alpha, p.interval),
            }
            for p in said.over_time
        ],
    }


def _estimate(figure: Figure, interval: Interval) -> dict[str, Any]:
    return {"value": figure.value, "reason": figure.reason, "interval": interval}
