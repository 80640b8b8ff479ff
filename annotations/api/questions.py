"""The questions a claim raises."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.questions import change_question, create_question, delete_question
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Text, Whole
from annotations.api.forms import Form, PersonForm
from annotations.models import Claim, Question
from annotations.permissions import Permission

MOST = 1_000_000
"""The highest order one may ask for. What is pushed on by it, or comes after it, still fits the column."""


class QuestionForm(Form):
    """A question. Evidence says which one it answers."""

    model = Question
    joins = ("author",)

    claim = serializers.UUIDField(source="claim_id")
    author = PersonForm()
    text = serializers.CharField()
    order = serializers.IntegerField()


class QuestionChanges(Body):
    """What can be said about a question."""

    text = Text()
    order = Whole(
        min_value=0, max_value=MOST, help_text="Its place. Whoever has it moves on by one, as do those right behind."
    )


class NewQuestion(QuestionChanges):
    """A question to ask. Without an order it is the last."""

    must_have = ("text",)
    id = Id()


class Questions(ListEndpoint):
    """A claim's questions."""

    form = QuestionForm
    takes: ClassVar = {"POST": NewQuestion}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def door(self, id: str) -> Claim:
        """The claim they are about."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """The claim's questions, in their order."""
        return self.listed(QuestionForm.rows(request.user).filter(claim=claim), by="order")

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Ask a question."""
        return self.shown(create_question(by=request.user, claim=claim, **self.body()))


class QuestionOne(Endpoint):
    """One question."""

    form = QuestionForm
    takes: ClassVar = {"PATCH": QuestionChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}

    def door(self, id: str, question_id: str) -> Question:
        """The question, which must be of the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Question, pk=question_id, claim=claim)

    def get(self, request: Request, question: Question) -> HttpResponse:
        """The question."""
        return self.shown(question)

    def patch(self, request: Request, question: Question) -> HttpResponse:
        """Word it anew, or move it."""
        fields = self.body()
        self.precondition(question)
        return self.shown(change_question(by=request.user, question=question, **fields))

    def delete(self, request: Request, question: Question) -> HttpResponse:
        """Take it away. 409 while evidence answers it."""
        self.body()
        self.precondition(question)
        delete_question(by=request.user, question=question)
        return self.gone()
