"""A project's members, and the invitations it has sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.actions.members import add_member, change_role, invite, remove_member, withdraw_invitation
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import WRONG, Body, Id, Line, OneOf, Text
from annotations.api.forms import Form, PersonForm
from annotations.models import Invitation, Membership, Project, User
from annotations.models.projects import ROLES
from annotations.permissions import Permission


class MemberForm(Form):
    """A member and their role."""

    model = Membership
    joins = ("project", "user")

    project = serializers.CharField(source="project.slug")
    user = PersonForm()
    role = serializers.ChoiceField(ROLES)


class InvitationForm(Form):
    """An invitation. Its link is shown once, in the answer to the request that made it."""

    model = Invitation
    joins = ("project", "invited_by", "accepted_by")
    version = serializers.SerializerMethodField()
    updated_at = None  # type: ignore[assignment]

    project = serializers.CharField(source="project.slug")
    role = serializers.ChoiceField(ROLES)
    note = serializers.CharField()
    invited_by = PersonForm()
    expires_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)
    accepted_by = PersonForm(allow_null=True)
    link = serializers.SerializerMethodField()

    def get_version(self, invitation: Invitation) -> int:
        """1 until it is accepted, then 2: nothing else can happen to it."""
        return 1 if invitation.accepted_at is None else 2

    def get_link(self, invitation: Invitation) -> str | None:
        """Null: only the digest of the link's secret is kept."""
        return None


class UserName(Text):
    """The user name of somebody with an account here; becomes the person."""

    def to_internal_value(self, data: Any) -> Any:
        name = super().to_internal_value(data)
        person = User.objects.filter(username=name, is_active=True).first()
        if person is None:
            raise ValidationError("Nobody here has this user name. Invite them by a link instead.", code=WRONG)
        return person


class RoleChange(Body):
    """A member's new role."""

    must_have: ClassVar[tuple[str, ...]] = ("role",)
    role = OneOf(ROLES)


class NewMember(RoleChange):
    """Somebody with an account, and their role."""

    must_have = ("username", "role")
    id = Id()
    username = UserName()


class NewInvitation(RoleChange):
    """The role of whoever uses the link. `note` says whom it is for."""

    id = Id()
    note = Line(max_length=200)


class Members(ListEndpoint):
    """A project's members."""

    form = MemberForm
    takes: ClassVar = {"POST": NewMember}
    needs: ClassVar = {"POST": Permission.OWN}

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """The members, longest first."""
        return self.listed(MemberForm.rows(request.user).filter(project=project))

    def post(self, request: Request, project: Project) -> HttpResponse:
        """Make somebody a member."""
        fields = self.body()
        return self.shown(add_member(by=request.user, project=project, user=fields.pop("username"), **fields))


class MemberOne(Endpoint):
    """One membership."""

    form = MemberForm
    takes: ClassVar = {"PATCH": RoleChange}
    needs: ClassVar = {"PATCH": Permission.OWN, "DELETE": Permission.OWN}

    def door(self, slug: str, member_id: str) -> Membership:
        """The membership."""
        project = self.find(Project, slug=slug)
        return self.find(Membership, pk=member_id, project=project)

    def get(self, request: Request, membership: Membership) -> HttpResponse:
        """The member."""
        return self.shown(membership)

    def patch(self, request: Request, membership: Membership) -> HttpResponse:
        """Give the member another role."""
        fields = self.body()
        self.precondition(membership)
        return self.shown(change_role(by=request.user, membership=membership, **fields))

    def delete(self, request: Request, membership: Membership) -> HttpResponse:
        """End the membership. What the person labelled stays."""
        self.body()
        self.precondition(membership)
        remove_member(by=request.user, membership=membership)
        return self.gone()


class Invitations(ListEndpoint):
    """The invitations a project has sent. For its owners."""

    form = InvitationForm
    takes: ClassVar = {"POST": NewInvitation}
    needs: ClassVar = {"GET": Permission.OWN, "HEAD": Permission.OWN, "POST": Permission.OWN}

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """The invitations, oldest first, without their links."""
        return self.listed(InvitationForm.rows(request.user).filter(project=project))

    def post(self, request: Request, project: Project) -> HttpResponse:
        """Make an invitation. Its link is in this answer and in no other."""
        invitation, secret = invite(by=request.user, project=project, **self.body())
        return self.shown(invitation, link=request.build_absolute_uri(f"/invitations/{secret}/"))

    def replayed(self, response: HttpResponse) -> bytes:
        """Without the link: it is kept nowhere."""
        return self.without(response, "link")


class InvitationOne(Endpoint):
    """One invitation."""

    form = InvitationForm
    needs: ClassVar = {"GET": Permission.OWN, "HEAD": Permission.OWN, "DELETE": Permission.OWN}

    def door(self, slug: str, invitation_id: str) -> Invitation:
        """The invitation."""
        project = self.find(Project, slug=slug)
        self.permit(Permission.OWN)
        return self.find(Invitation, pk=invitation_id, project=project)

    def get(self, request: Request, invitation: Invitation) -> HttpResponse:
        """The invitation, without its link."""
        return self.shown(invitation)

    def delete(self, request: Request, invitation: Invitation) -> HttpResponse:
        """Make its link worthless."""
        self.body()
        invitation.version = InvitationForm().get_version(invitation)  # type: ignore[attr-defined]  # what is compared
        self.precondition(invitation)
        withdraw_invitation(by=request.user, invitation=invitation)
        return self.gone()
