"""Who belongs to a project."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from annotations.models import Invitation, Membership
from annotations.permissions import readable_by
from annotations.web.pages import SignedIn, member_of, page
from annotations.workflow import Role

ROLES = {
    Role.READER: "reads everything and takes out data",
    Role.ANNOTATOR: "adds articles, quotes, claims and evidence",
    Role.REVIEWER: "also gives verdicts",
    Role.EDITOR: "also assigns, decides and writes the guidelines",
    Role.OWNER: "also changes members and policy",
}


@page
def members(request: SignedIn, slug: str) -> HttpResponse:
    """The members with their roles; for owners, also invitations."""
    member = member_of(request.user, slug)
    people = readable_by(request.user, Membership).filter(project=member.project).select_related("user")
    pending = readable_by(request.user, Invitation).filter(
        project=member.project, accepted_at=None, expires_at__gt=timezone.now()
    )
    context = member.context(
        "members",
        people=sorted(people, key=lambda one: (-Role(one.role).rank, str(one.user).casefold())),
        invitations=pending.select_related("invited_by").order_by("-created_at") if member.may["own"] else [],
        roles={role.value: does for role, does in ROLES.items()},
        me=request.user,
    )
    return render(request, "members/list.html", context)
