"""Who is asking."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint
from annotations.models import ApiToken, Membership
from annotations.models.projects import ROLES
from annotations.models.tokens import SCOPES


class MyProject(serializers.Serializer):
    """A project one is a member of, and as what."""

    id = serializers.UUIDField(source="project.id")
    slug = serializers.CharField(source="project.slug")
    name = serializers.CharField(source="project.name")
    role = serializers.ChoiceField(ROLES)


class MeForm(serializers.Serializer):
    """The person who asks."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    username = serializers.CharField()
    scopes = serializers.ListField(
        child=serializers.ChoiceField(SCOPES), allow_null=True, help_text="Of the token that asks; null in a browser."
    )
    projects = MyProject(many=True)


class Me(Endpoint):
    """The person who asks, and where they are a member."""

    form = MeForm
    takes: ClassVar = {}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Oneself."""
        user: Any = request.user
        memberships = Membership.objects.filter(user=user).select_related("project").order_by("created_at", "id")
        scopes = request.auth.scopes if isinstance(request.auth, ApiToken) else None
        me = {"id": user.pk, "name": str(user), "username": user.username, "scopes": scopes, "projects": memberships}
        return self.answer(MeForm(me).data)
