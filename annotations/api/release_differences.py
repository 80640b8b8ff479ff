"""What changed between two releases."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.fields import Paged, Text
from annotations.api.pagination import DEFAULT_LIMIT, address_of_next, read_number, write_cursor
from annotations.api.releases import ReleaseData
from annotations.errors import Conflict
from annotations.exports.releases.comparing import compared, counts_between
from annotations.models import Release
from annotations.models.releases import READY, YANKED
from annotations.queries.releases import made_before, release_of


class ReleaseDifferenceForm(serializers.Serializer):
    """A claim or an article that differs."""

    of = serializers.ChoiceField([("claims", "claims"), ("articles", "articles")])
    kind = serializers.ChoiceField([(kind, kind) for kind in ("added", "removed", "changed")])
    id = serializers.UUIDField()
    title = serializers.CharField(help_text="The claim's text, or the article's title.")
    what = serializers.ListField(child=serializers.CharField(), help_text="What changed: rating, text, quotes …")
    before = serializers.DictField(allow_null=True, help_text="Of what changed and is a short text, what it was.")
    after = serializers.DictField(allow_null=True)


class ReleaseCountsForm(serializers.Serializer):
    """How many came, went and changed."""

    added = serializers.IntegerField()
    removed = serializers.IntegerField()
    changed = serializers.IntegerField()


class ReleaseDifferencePage(serializers.Serializer):
    """What differs between two releases, in the order in which things were made: claims first."""

    claims = ReleaseCountsForm()
    articles = ReleaseCountsForm()
    results = ReleaseDifferenceForm(many=True)
    next = serializers.URLField(allow_null=True)

    def get_fields(self) -> dict[str, Any]:
        numbers = {name: serializers.IntegerField(help_text="The release's number.") for name in ("from", "to")}
        return {**numbers, **super().get_fields()}


class DifferenceQuestions(Paged):
    """With which release."""

    to = Text(help_text="A number, or latest. Without it: from the release before this one, to this one.")


class ReleaseDifference(ReleaseData):
    """What changed between two releases."""

    form = ReleaseDifferencePage
    asks = DifferenceQuestions

    def get(self, request: Request, release: Release) -> HttpResponse:
        """Claims and articles that were added, removed or changed."""
        asked = self.parameters()
        old, new = self._pair(release, asked.get("to"))
        limit, begun = asked.get("limit", DEFAULT_LIMIT), read_number(asked.get("cursor", ""))
        found = list(itertools.islice(compared(old, new), begun, begun + limit + 1))
        cursor = write_cursor(begun + limit) if len(found) > limit else None
        return self.answer(
            {
                "from": old.number,
                "to": new.number,
                **{of: dict(counts) for of, counts in counts_between(old, new).items()},
                "results": [{"of": of, **asdict(one)} for of, one in found[:limit]],
                "next": address_of_next(request, cursor),
            }
        )

    def _pair(self, release: Release, to: str | None) -> tuple[Release, Release]:
        if to is None:
            before = made_before(release)
            if before is None:
                raise Conflict("There is no release before this one. Name another with ?to=.")
            return before, release
        other = release_of(self.request.user, release.project, to)
        for one in (release, other):
            if one is None or one.state not in (READY, YANKED):
                raise Conflict("Both must be releases of this project that are ready. Its list says which are.")
        assert other is not None
        return release, other
