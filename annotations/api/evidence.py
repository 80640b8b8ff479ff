"""Evidence for and against a claim."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.evidence import change_evidence, create_evidence, delete_evidence
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Day, Flag, Id, Line, OneOf, Reference, Text, WebAddress
from annotations.api.forms import Form, PersonForm
from annotations.models import Claim, Evidence, Question, Source, User
from annotations.models.evidence import ANSWER_KINDS, STANCES
from annotations.permissions import Permission
from annotations.queries.evidence import with_after_claim


class EvidenceForm(Form):
    """A piece of evidence."""

    model = Evidence

    claim = serializers.UUIDField(source="claim_id")
    author = PersonForm()
    question = serializers.UUIDField(source="question_id", allow_null=True)
    answer = serializers.CharField()
    answer_kind = serializers.ChoiceField([*ANSWER_KINDS, ("", "")])
    title = serializers.CharField()
    url = serializers.CharField()
    archive_url = serializers.CharField()
    source = serializers.UUIDField(source="source_id", allow_null=True)
    published_on = serializers.DateField(allow_null=True)
    accessed_on = serializers.DateField(allow_null=True)
    excerpt = serializers.CharField()
    stance = serializers.ChoiceField(STANCES)
    primary = serializers.BooleanField()
    named = serializers.BooleanField()
    after_claim = serializers.BooleanField(help_text="It was published after the claim was made.")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """With its author, and the day of the claim."""
        return with_after_claim(rows.select_related("author"))


class EvidenceChanges(Body):
    """What can be said about a piece of evidence."""

    question = Reference(Question, allow_null=True, help_text="The claim's question it answers.")
    answer = Text()
    answer_kind = OneOf([*ANSWER_KINDS, ("", "")])
    title = Line(max_length=1000, help_text="What it is. A new one without it is called by its `url`.")
    url = WebAddress()
    archive_url = WebAddress()
    source = Reference(Source, allow_null=True)
    published_on = Day()
    accessed_on = Day()
    excerpt = Text()
    stance = OneOf(STANCES)
    primary = Flag()
    named = Flag()


class NewEvidence(EvidenceChanges):
    """A piece of evidence to add."""

    must_have = ("stance",)
    id = Id()


class EvidenceList(ListEndpoint):
    """A claim's evidence."""

    form = EvidenceForm
    takes: ClassVar = {"POST": NewEvidence}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def door(self, id: str) -> Claim:
        """The claim it is for."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """The claim's evidence, oldest first."""
        return self.listed(EvidenceForm.rows(request.user).filter(claim=claim))

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Add a piece of evidence."""
        return self.shown(create_evidence(by=request.user, claim=claim, **self.body()))


class EvidenceOne(Endpoint):
    """One piece of evidence."""

    form = EvidenceForm
    takes: ClassVar = {"PATCH": EvidenceChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}

    def door(self, id: str, evidence_id: str) -> Evidence:
        """The piece of evidence, which must be of the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Evidence, pk=evidence_id, claim=claim)

    def get(self, request: Request, evidence: Evidence) -> HttpResponse:
        """The piece of evidence."""
        return self.shown(evidence)

    def patch(self, request: Request, evidence: Evidence) -> HttpResponse:
        """Change it."""
        fields = self.body()
        self.precondition(evidence)
        return self.shown(change_evidence(by=request.user, evidence=evidence, **fields))

    def delete(self, request: Request, evidence: Evidence) -> HttpResponse:
        """Take it away."""
        self.body()
        self.precondition(evidence)
        delete_evidence(by=request.user, evidence=evidence)
        return self.gone()
