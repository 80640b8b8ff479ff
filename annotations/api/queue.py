"""The reviewers' queue."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from annotations.actions.queue import lease_next, leave_to_others
from annotations.api.claims import ClaimForm
from annotations.api.endpoints import Endpoint
from annotations.api.fields import Body, Id, Text
from annotations.models import Claim, Project
from annotations.permissions import Permission


class Ask(Body):
    """The project whose queue it is."""

    must_have = ("project",)
    project = Text(help_text="The project's short name.")


class Next(Endpoint):
    """The next claim for a reviewer."""

    form = ClaimForm
    takes: ClassVar = {"POST": Ask}
    needs: ClassVar = {"POST": Permission.REVIEW}
    status: ClassVar = {}
    also: ClassVar = {204: "Nothing waits."}

    def post(self, request: Request, found: None) -> HttpResponse:
        """Lease the next claim, or answer the one already held; 204 when nothing waits."""
        project = self.within(Project, "project", "slug")
        self.body()
        claim = lease_next(by=request.user, project=project)
        return self.shown(claim) if claim else self.gone()


class Leave(Body):
    """The claim to leave to others."""

    must_have = ("claim",)
    claim = Id()


class Skip(Endpoint):
    """Not for me: the seat goes back."""

    form = ClaimForm
    takes: ClassVar = {"POST": Leave}
    needs: ClassVar = {"POST": Permission.REVIEW}
    status: ClassVar = {"POST": 204}

    def post(self, request: Request, found: None) -> HttpResponse:
        """Leave a claim to others. The queue does not offer it to this reviewer again in this round."""
        claim = self.within(Claim, "claim")
        self.body()
        leave_to_others(by=request.user, claim=claim)
        return self.gone()
