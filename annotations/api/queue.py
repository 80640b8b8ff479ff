"""The reviewers' queue."""

from __future__ import annotations

from typing import ClassVar

from django.http import HttpResponse
from rest_framework.request import Request

from annotations.actions.queue import lease_next
from annotations.api.claims import ClaimForm
from annotations.api.endpoints import Endpoint
from annotations.api.fields import Body, Text
from annotations.models import Project
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
