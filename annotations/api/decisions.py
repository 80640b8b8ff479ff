"""The desk's decision on a claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.decisions import decide_claim
from annotations.api.endpoints import Endpoint
from annotations.api.fields import Body, Id, Line, Text, Whole
from annotations.api.forms import Form, PersonForm
from annotations.errors import Missing
from annotations.models import Claim, Decision, DecisionVerdict, User
from annotations.models.projects import RULES
from annotations.permissions import Permission, readable_by


class DecisionForm(Form):
    """A decision, and the verdicts it rests on."""

    model = Decision

    claim = serializers.UUIDField(source="claim_id")
    claim_version = serializers.IntegerField()
    round = serializers.IntegerField()
    rating = serializers.CharField(source="rating_code", help_text="The code of a rating.")
    rating_version = serializers.IntegerField(help_text="The rating's version it was given under.")
    headline = serializers.CharField()
    summary = serializers.CharField()
    rationale = serializers.CharField()
    rule = serializers.ChoiceField(RULES)
    sources = serializers.IntegerField(allow_null=True, help_text="How many independent sources the evidence had.")
    min_sources = serializers.IntegerField(allow_null=True, help_text="How many the policy asked for.")
    by = PersonForm()
    verdicts = serializers.ListField(child=serializers.UUIDField(), source="verdict_ids")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """One statement."""
        verdicts = DecisionVerdict.objects.filter(decision=OuterRef("pk")).order_by("verdict__submitted_at", "verdict")
        return rows.select_related("by").annotate(
            rating_code=F("rating__code"), verdict_ids=ArraySubquery(verdicts.values("verdict_id"))
        )


class NewDecision(Body):
    """The desk's rating of one version of the claim."""

    must_have = ("claim_version", "rating")
    id = Id()
    claim_version = Whole(min_value=1)
    rating = Text(max_length=80, help_text="The code of a rating on the project's scale, also one no reviewer gave.")
    headline = Line(max_length=500)
    summary = Text()
    rationale = Text()


class DecisionOne(Endpoint):
    """The claim's decision: the one of its last decided round."""

    form = DecisionForm
    takes: ClassVar = {"POST": NewDecision}
    needs: ClassVar = {"POST": Permission.EDIT}

    def door(self, id: str) -> Claim:
        """The claim it is on."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """The last decision; 404 while there is none. Its `round` says whether the claim was reopened since."""
        decision = readable_by(request.user, Decision).filter(claim=claim).order_by("-round").first()
        if decision is None:
            raise Missing("This claim is not decided yet.")
        return self.shown(decision)

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Decide. 412, with the claim, when its content has changed since `claim_version`."""
        return self.shown(decide_claim(by=request.user, claim=claim, **self.body()))
