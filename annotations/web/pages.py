"""What all pages share: who asks, in which project, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from annotations.errors import Denied, Missing
from annotations.models import Membership, Project, User
from annotations.permissions import NEEDED, Permission, decide, readable_by
from annotations.permissions.roles import Allowed
from annotations.workflow import Role


class SignedIn(HttpRequest):
    """A request of somebody who has signed in: what every view behind `page` gets."""

    user: User


@dataclass(frozen=True)
class Member:
    """The person who asks, as a member of the project at hand. Templates ask `may.annotate` and the like."""

    user: User
    project: Project
    role: Role

    def require(self, permission: Permission) -> None:
        """Raises Denied, with its sentence, if the role does not suffice."""
        answer = decide(self.role, permission)
        if not isinstance(answer, Allowed):
            raise Denied(answer.reason)

    @property
    def may(self) -> dict[str, bool]:
        """Every permission, by its name."""
        return {permission.value: self.role >= needed for permission, needed in NEEDED.items()}

    def context(self, section: str, **more: Any) -> dict[str, Any]:
        """What a page of the project hands its template. `section` is the place in the project's navigation."""
        return {"project": self.project, "role": self.role, "may": self.may, "section": section, **more}


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for people who have signed in. It only answers GET; what one may not see is not there."""

    @require_safe
    @login_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Missing:
            raise Http404 from None
        except Denied as refusal:
            response = render(request, "403.html", {"reason": refusal.detail}, status=403)
        # Looked at again before it is shown again, but kept for the Back button, with what was typed in it.
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answer


def member_of(user: User, slug: str) -> Member:
    """The person as a member of the project with this slug. Raises Missing for everybody else."""
    return _member(user, project__slug=slug)


def member_in(user: User, project_id: Any) -> Member:
    """The person as a member of the project with this id. Raises Missing for everybody else."""
    return _member(user, project_id=project_id)


def _member(user: User, **which: Any) -> Member:
    memberships = readable_by(user, Membership).filter(user=user, **which)
    membership = memberships.select_related("project__scale").first()
    if membership is None:
        raise Missing
    return Member(user, membership.project, Role(membership.role))
