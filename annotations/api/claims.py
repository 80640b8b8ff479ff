"""Claims, and the steps of their workflow."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.claims import act_on_claim, change_claim, create_claim, delete_claim, restore_claim
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import (
    Body,
    Day,
    Id,
    Line,
    OneOf,
    Paged,
    Parameters,
    Reference,
    References,
    Several,
    Slug,
    Text,
    Whole,
)
from annotations.api.forms import Form, PersonForm
from annotations.exports.selection import ClaimFilters
from annotations.models import Claim, ClaimQuote, Project, Quote, Speaker, User
from annotations.models.claims import CLAIM_STATES
from annotations.permissions import NEEDED, Permission, readable_by
from annotations.queries.decisions import standing_decision
from annotations.workflow import TABLE, Action, allowed_actions

ACTIONS = [(row.action.value, row.action.value) for row in TABLE]


class FindingForm(serializers.Serializer):
    """What the desk found, in short."""

    rating = serializers.CharField(help_text="The code of a rating.")
    rating_label = serializers.CharField(help_text="What it was called when it was given.")
    rating_colour = serializers.CharField()
    headline = serializers.CharField()


class ClaimForm(Form):
    """A claim, with what the reader may do with it."""

    model = Claim

    project = serializers.CharField(source="project.slug")
    author = PersonForm()
    text = serializers.CharField()
    quotes = serializers.ListField(child=serializers.UUIDField(), source="quote_ids")
    speaker = serializers.UUIDField(source="speaker_id", allow_null=True)
    said_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    occasion = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    state = serializers.ChoiceField(CLAIM_STATES)
    priority = serializers.IntegerField()
    assignee = PersonForm(allow_null=True)
    duplicate_of = serializers.UUIDField(source="duplicate_of_id", allow_null=True)
    round = serializers.IntegerField()
    content_version = serializers.IntegerField()
    decision = FindingForm(
        allow_null=True, help_text="The desk's, while it stands: null for a claim that was reopened."
    )
    allowed_actions = serializers.SerializerMethodField()

    def get_allowed_actions(self, claim: Any) -> list[Action]:
        """The workflow steps the reader's role may take from here."""
        return allowed_actions(claim.state, claim.reader_role)

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """One statement. The reader's role comes by the join that let the reader in."""
        quotes = ClaimQuote.objects.filter(claim=OuterRef("pk")).order_by("position").values("quote_id")
        return rows.select_related("project", "author", "assignee").annotate(
            quote_ids=ArraySubquery(quotes), decision=standing_decision(), reader_role=F("project__memberships__role")
        )


class ClaimChanges(Body):
    """What can be changed about a claim. Its content changes only in draft and in review."""

    text = Text()
    quotes = References(Quote, related=["article"])
    speaker = Reference(Speaker, allow_null=True)
    said_on = Day()
    place = Line(max_length=300)
    occasion = Line(max_length=500)
    topics = Several(child=Line(max_length=100))
    priority = Whole(min_value=-32768, max_value=32767)
    assignee = Reference(User, allow_null=True)


class NewClaim(ClaimChanges):
    """A statement to check."""

    must_have = ("project", "text")
    id = Id()
    project = Text(help_text="The project's short name.")


class Step(Body):
    """A step of the workflow."""

    must_have = ("action",)
    action = OneOf(ACTIONS)
    reason = Text()
    duplicate_of = Reference(Claim, allow_null=True)


class ClaimQuestions(Parameters):
    """Which claims, in lists and in exports."""

    state = OneOf(CLAIM_STATES)
    speaker = Id()
    assignee = Id()
    article = Id()
    q = Text(help_text="Words of the claim.")


class ClaimList(Paged, ClaimQuestions):
    """Which claims, of which project."""

    project = Slug()


class Claims(ListEndpoint):
    """The claims one may read, and where new ones are made."""

    form = ClaimForm
    asks = ClaimList
    takes: ClassVar = {"POST": NewClaim}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Claims, oldest first."""
        asked = self.parameters()
        rows = ClaimForm.rows(request.user)
        if "project" in asked:
            rows = rows.filter(project__slug=asked["project"])
        filters = ClaimFilters(**{name: asked[name] for name in ClaimQuestions().fields if name in asked})
        return self.listed(filters.among(rows))

    def post(self, request: Request, found: None) -> HttpResponse:
        """Make a draft claim."""
        return self.shown(create_claim(by=request.user, **self.body_in_project()))


class ClaimOne(Endpoint):
    """One claim."""

    form = ClaimForm
    takes: ClassVar = {"PATCH": ClaimChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}
    fields_need: ClassVar = {"assignee": Permission.EDIT}

    def door(self, id: str) -> Claim:
        """The claim."""
        return self.find(Claim, pk=id)

    def get(self, request: Request, claim: Claim) -> HttpResponse:
        """The claim."""
        return self.shown(claim)

    def patch(self, request: Request, claim: Claim) -> HttpResponse:
        """Change the claim."""
        fields = self.body()
        self.precondition(claim)
        return self.shown(change_claim(by=request.user, claim=claim, **fields))

    def delete(self, request: Request, claim: Claim) -> HttpResponse:
        """Remove a claim that has never been in review. It can be restored."""
        self.body()
        self.precondition(claim)
        delete_claim(by=request.user, claim=claim)
        return self.gone()


class ClaimRestore(Endpoint):
    """The way back for a deleted claim."""

    form = ClaimForm
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    status: ClassVar = {}

    def door(self, id: str) -> Claim:
        """The claim, deleted or not, of a project the person may read."""
        projects = readable_by(self.request.user, Project)
        return self.find(Claim, pk=id, among=Claim.objects.filter(project__in=projects))

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Undo the deletion."""
        self.body()
        return self.shown(restore_claim(by=request.user, claim=claim))


class ClaimActions(Endpoint):
    """The steps of a claim's workflow."""

    form = ClaimForm
    takes: ClassVar = {"POST": Step}
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    status: ClassVar = {}

    def door(self, id: str) -> Claim:
        """The claim."""
        return self.find(Claim, pk=id)

    def post(self, request: Request, claim: Claim) -> HttpResponse:
        """Take a step. With If-Match it is taken only on that version of the claim."""
        step = self.body()
        self.asked = permission_for(step["action"])
        if "If-Match" in request.headers:
            self.precondition(claim)
            step["version"] = claim.version
        return self.shown(act_on_claim(by=request.user, claim=claim, **step))


def permission_for(action: str) -> Permission:
    """What is asked again before a step's answer is given again."""
    role = next(row.role for row in TABLE if row.action == action)
    return next(
        permission for permission, needed in NEEDED.items() if needed == role and permission is not Permission.EXPORT
    )
