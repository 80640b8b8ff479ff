"""Reviewers an editor has asked to judge a claim."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.assignments import assign_reviewer, unassign_reviewer
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Reference
from annotations.api.forms import Form, PersonForm
from annotations.models import Assignment, Claim, User
from annotations.permissions import Permission


class AssignmentForm(Form):
    """A seat kept for a reviewer. It says nothing of their verdict, and stays when one is given."""

    model = Assignment
    joins = ("reviewer", "by")

    claim = serializers.UUIDField(source="claim_id")
    reviewer = PersonForm()
    by = PersonForm(help_text="Who asked them.")


class NewAssignment(Body):
    """Whom to ask."""

    must_have = ("reviewer",)
    id = Id()
    reviewer = Reference(User)


class Assignments(ListEndpoint):
    """The reviewers asked to judge a claim."""

    form = AssignmentForm
    takes: ClassVar = {"POST": NewAssignment}
    needs: ClassVar = {"POST": Permission.EDIT}

    def door(self, id: str) -> Claim:
        """The claim they are asked to judge."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """Who is asked, whether or not they have given a verdict."""
        return self.listed(AssignmentForm.rows(request.user).filter(claim=claim))

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Ask a reviewer: a seat is kept for them."""
        return self.shown(assign_reviewer(by=request.user, claim=claim, **self.body()))


class AssignmentOne(Endpoint):
    """One assignment."""

    form = AssignmentForm
    needs: ClassVar = {"DELETE": Permission.REVIEW}

    def door(self, id: str, assignment_id: str) -> Assignment:
        """The assignment, which must be on the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Assignment, pk=assignment_id, claim=claim)

    def get(self, request: Request, assignment: Assignment) -> HttpResponse:
        """The assignment."""
        return self.shown(assignment)

    def delete(self, request: Request, assignment: Assignment) -> HttpResponse:
        """Take it back, as an editor; or decline, as the reviewer."""
        self.body()
        self.precondition(assignment)
        unassign_reviewer(by=request.user, assignment=assignment)
        return self.gone()
