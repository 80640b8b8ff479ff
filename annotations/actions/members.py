"""Members, their roles, and invitations."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.utils import timezone

from annotations.actions.assignments import release_seats
from annotations.actions.recording import recorded
from annotations.actions.secrets import digest_of, new_secret
from annotations.errors import Conflict, Missing
from annotations.models import Invitation, Membership, Project, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.workflow import Role

INVITATION = timedelta(days=7)
SPENT = "This invitation was used already, was withdrawn, or has expired. Ask for a new one."


def add_member(*, by: User | None, project: Project, user: User, role: str, id: uuid.UUID | None = None) -> Membership:
    """Give a person a role in a project. Raises Conflict when they are a member already."""
    if by is not None:
        require(by, Permission.OWN, project)
    with recorded(by=by):
        return Membership.objects.create(id=id or uuid7(), project=project, user=user, role=role)


def change_role(*, by: User, membership: Membership, role: str) -> Membership:
    """Give a member another role. A project keeps at least one owner."""
    require(by, Permission.OWN, membership.project)
    with recorded(by=by):
        if role != Role.OWNER:
            _keep_an_owner(membership)
        if not Role(role) >= Role.REVIEWER:
            release_seats(user=membership.user, project=membership.project, drafts=Role(role) < Role.ANNOTATOR)
        return membership.change(role=role)


def remove_member(*, by: User, membership: Membership) -> None:
    """End a membership. What the person labelled stays, under their name; what was kept for them is free again."""
    require(by, Permission.OWN, membership.project)
    with recorded(by=by):
        _keep_an_owner(membership)
        removed, _ = Membership.objects.filter(pk=membership.pk, version=membership.version).delete()
        if not removed:
            raise Conflict("This membership has changed meanwhile. Look again.")
        release_seats(user=membership.user, project=membership.project)


def invite(
    *, by: User, project: Project, role: str, note: str = "", id: uuid.UUID | None = None
) -> tuple[Invitation, str]:
    """An invitation, and the secret of its link, which is shown this once. `note` says whom it is for."""
    require(by, Permission.OWN, project)
    secret = new_secret()
    with recorded(by=by):
        invitation = Invitation.objects.create(
            id=id or uuid7(),
            project=project,
            role=role,
            note=note,
            digest=digest_of(secret),
            invited_by=by,
            expires_at=timezone.now() + INVITATION,
        )
    return invitation, secret


def find_invitation(secret: str) -> Invitation:
    """The invitation a link stands for. Raises Missing when it is spent."""
    live = Invitation.objects.filter(accepted_at=None, expires_at__gt=timezone.now())
    invitation = live.select_related("project", "invited_by").filter(digest=digest_of(secret)).first()
    if invitation is None:
        raise Missing(SPENT)
    return invitation


def accept_invitation(*, by: User, secret: str) -> Membership:
    """Join the project, once. Raises Missing when the invitation is spent, Conflict for those who are members."""
    with recorded(by=by):
        invitation = find_invitation(secret)
        spent = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(
            accepted_at=timezone.now(), accepted_by=by
        )
        if not spent:
            raise Missing(SPENT)
        return Membership.objects.create(project=invitation.project, user=by, role=invitation.role)


def withdraw_invitation(*, by: User, invitation: Invitation) -> None:
    """Make an invitation's link worthless."""
    require(by, Permission.OWN, invitation.project)
    with recorded(by=by, action="withdraw"):
        withdrawn, _ = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()
        if not withdrawn:
            raise Conflict("This invitation was accepted already. Remove the member instead.")


def _keep_an_owner(membership: Membership) -> None:
    """Refuses to let the last owner go. The project's row is held, so that two owners cannot both leave at once."""
    Project.objects.select_for_update().get(pk=membership.project_id)
    others = Membership.objects.filter(project=membership.project_id, role=Role.OWNER, user__is_active=True).exclude(
        pk=membership.pk
    )
    if membership.role == Role.OWNER and not others.exists():
        raise Conflict("This is the project's only owner. Make somebody else an owner first.")
