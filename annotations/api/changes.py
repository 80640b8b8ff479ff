"""The change feed of a project and of an article, and the history of a claim."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Paged
from annotations.api.forms import FORMS, PersonForm, present, reader_of
from annotations.api.pagination import DEFAULT_LIMIT, address_of_next, read_number, write_cursor
from annotations.models import Article, Claim, Project, User
from annotations.queries.changes import DELIVERED, Page, changes_after, changes_of_article
from annotations.queries.history import history_of


class StepForm(serializers.Serializer):
    """Who did what to what, when and why."""

    object_type = serializers.ChoiceField([(noun, noun) for noun in DELIVERED])
    object_id = serializers.UUIDField()
    version = serializers.IntegerField()
    action = serializers.CharField()
    actor = PersonForm(allow_null=True)
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class ChangeForm(StepForm):
    """A row of the feed."""

    object = serializers.JSONField(
        help_text="The object as GET shows it now; null when it is deleted.", allow_null=True
    )


class EntryForm(StepForm):
    """A step of a claim's history."""

    changes = serializers.DictField(
        child=serializers.ListField(child=serializers.JSONField()),
        help_text="Field to what it was and what it became.",
    )


class FeedPage(serializers.Serializer):
    """Some changes, and where to go on."""

    results = ChangeForm(many=True)
    cursor = serializers.CharField()


class Changes(Endpoint):
    """A project's change feed."""

    form = FeedPage
    asks = Paged

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """The changes after the cursor, from the beginning without one. At the end there are none, and the cursor stays.

        Rows may arrive out of order: keep the highest version of each object, and of equal ones the later.
        """
        page = changes_after(reader=request.user, project=project, **self.parameters())
        return self.answer(_shown(request.user, page))


class ArticleFeed(Endpoint):
    """The change feed of what an article's page shows."""

    form = FeedPage
    asks = Paged

    def door(self, id: str) -> Article:
        """The article."""
        return self.find(Article, pk=id)

    def get(self, request: Request, article: Article) -> HttpResponse:
        """The changes of the article, its quotes, the claims made from them, and the project's speakers.

        As the project's feed, and with the same cursors; but the cursor also moves on over what is left out.
        """
        page = changes_of_article(reader=request.user, article=article, **self.parameters())
        return self.answer(_shown(request.user, page))


class History(ListEndpoint):
    """A claim's history."""

    form = EntryForm

    def door(self, id: str) -> Claim:
        """The claim."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """What was done to the claim and to all that hangs on it, oldest first."""
        asked = self.parameters()
        limit = asked.get("limit", DEFAULT_LIMIT)
        entries = history_of(claim, reader=request.user, after=read_number(asked.get("cursor", "")), limit=limit + 1)
        cursor = write_cursor(entries[limit - 1].seq) if len(entries) > limit else None
        form = reader_of(EntryForm)
        results = [form.to_representation(entry) for entry in entries[:limit]]
        return self.answer({"results": results, "next": address_of_next(request, cursor)})


def _shown(reader: User, page: Page) -> dict[str, Any]:
    """The page with the rows' objects, each kind of object fetched by one statement or a few."""
    wanted: dict[str, set[Any]] = defaultdict(set)
    for row in page.rows:
        wanted[row.object_type].add(row.object_id)
    models = {model._meta.db_table: model for model in FORMS}
    objects = {kind: present(reader, models[kind], ids) for kind, ids in wanted.items()}
    people = User.objects.in_bulk({row.actor_id for row in page.rows if row.actor_id})
    form = reader_of(StepForm)
    results = [
        {
            **form.to_representation({**row.__dict__, "actor": people.get(row.actor_id)}),
            "object": objects[row.object_type].get(row.object_id),
        }
        for row in page.rows
    ]
    return {"results": results, "cursor": page.cursor}
