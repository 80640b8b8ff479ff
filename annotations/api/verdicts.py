"""Verdicts: one's own, and those that have been revealed. Nobody sees another one's before."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.verdicts import change_verdict, give_verdict
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, OneOf, References, Text, Whole
from annotations.api.forms import Form, PersonForm
from annotations.models import Claim, Evidence, User, Verdict, VerdictEvidence
from annotations.models.verdicts import CONFIDENCES, VERDICT_STATES
from annotations.permissions import Permission

NEW_STATES = [(state, state) for state in ("draft", "submitted")]


class VerdictForm(Form):
    """A verdict."""

    model = Verdict

    claim = serializers.UUIDField(source="claim_id")
    claim_version = serializers.IntegerField()
    reviewer = PersonForm()
    round = serializers.IntegerField()
    rating = serializers.CharField(source="rating_code", allow_null=True, help_text="The code of a rating.")
    rating_version = serializers.IntegerField(allow_null=True, help_text="The rating's version it was given under.")
    rationale = serializers.CharField()
    confidence = serializers.ChoiceField([*CONFIDENCES, ("", "")])
    evidence = serializers.ListField(child=serializers.UUIDField(), source="evidence_ids")
    state = serializers.ChoiceField(VERDICT_STATES)
    revealed = serializers.BooleanField()
    informed = serializers.BooleanField(help_text="Given when others' verdicts could be seen.")
    stale = serializers.BooleanField(help_text="The claim's content has changed since the version judged.")
    submitted_at = serializers.DateTimeField(allow_null=True)

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """One statement."""
        evidence = (
            VerdictEvidence.objects.filter(verdict=OuterRef("pk")).order_by("created_at", "id").values("evidence_id")
        )
        stale = ExpressionWrapper(Q(claim_version__lt=F("claim__content_version")), output_field=BooleanField())
        return rows.select_related("reviewer").annotate(
            rating_code=F("rating__code"), evidence_ids=ArraySubquery(evidence), stale=stale
        )


class VerdictChanges(Body):
    """What can be changed about one's own draft; `state` submits it, or withdraws a verdict."""

    claim_version = Whole(min_value=1)
    rating = Text(max_length=80, allow_null=True, help_text="The code of a rating on the project's scale.")
    rationale = Text()
    confidence = OneOf([*CONFIDENCES, ("", "")])
    evidence = References(Evidence)
    state = OneOf(VERDICT_STATES)


class NewVerdict(VerdictChanges):
    """A verdict on one version of the claim."""

    must_have = ("claim_version", "rating")
    id = Id()
    state = OneOf(NEW_STATES)


class Verdicts(ListEndpoint):
    """A claim's verdicts, as far as one may see them."""

    form = VerdictForm
    takes: ClassVar = {"POST": NewVerdict}
    needs: ClassVar = {"POST": Permission.REVIEW}

    def door(self, id: str) -> Claim:
        """The claim they are on."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """One's own verdicts, and the others' once they are revealed."""
        return self.listed(VerdictForm.rows(request.user).filter(claim=claim))

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Give a verdict. 412, with the claim, when its content has changed since `claim_version`."""
        return self.shown(give_verdict(by=request.user, claim=claim, **self.body()))


class VerdictOne(Endpoint):
    """One verdict."""

    form = VerdictForm
    takes: ClassVar = {"PATCH": VerdictChanges}
    needs: ClassVar = {"PATCH": Permission.REVIEW}

    def door(self, id: str, verdict_id: str) -> Verdict:
        """The verdict, which must be on the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Verdict, pk=verdict_id, claim=claim)

    def get(self, request: Request, verdict: Verdict) -> HttpResponse:
        """The verdict."""
        return self.shown(verdict)

    def patch(self, request: Request, verdict: Verdict) -> HttpResponse:
        """Change one's draft, submit it, or withdraw one's verdict."""
        fields = self.body()
        self.precondition(verdict)
        return self.shown(change_verdict(by=request.user, verdict=verdict, **fields))
