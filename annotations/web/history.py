"""A claim's history: the whole story, and any two versions side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from annotations.models import Membership
from annotations.permissions import readable_by
from annotations.queries.history import history_of
from annotations.queries.rounds import rounds_of
from annotations.queries.versions import Version, comparison_of, versions_of
from annotations.web.claims import claim_and_member
from annotations.web.pages import SignedIn, page
from annotations.web.story import story_of

# Longer histories are read over the API.
MOST = 1000


@page
def claim_history(request: SignedIn, pk: UUID) -> HttpResponse:
    """All that happened to a claim. `from` and `to` are the versions to compare; without them nothing is compared."""
    claim, member = claim_and_member(request, pk)
    versions = versions_of(claim)
    before, after = _asked(request, "from", versions), _asked(request, "to", versions)
    members = readable_by(request.user, Membership).filter(project=member.project).select_related("user")
    names = {str(one.user_id): str(one.user) for one in members}
    entries = history_of(claim, reader=request.user, limit=MOST, latest=True)
    context = member.context(
        "claims",
        claim=claim,
        versions=versions,
        before=before or max(1, claim.version - 1),
        after=after or claim.version,
        comparison=comparison_of(claim, reader=request.user, before=before, after=after) if before and after else None,
        story=story_of(entries, request.user, rounds_of(request.user, claim), names),
        most=MOST if len(entries) == MOST else 0,
    )
    return render(request, "claims/history.html", context)


def _asked(request: SignedIn, name: str, versions: list[Version]) -> int:
    """The number of a version there is; 0 for any other."""
    number = request.GET.get(name, "")
    return next((version.number for version in versions if str(version.number) == number), 0)
