"""Rating scales: those that came with the installation, and a project's own."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.scales import add_rating, change_rating, change_scale, create_scale
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Flag, Id, Line, Number, OneOf, Paged, Several, Slug, Text, Whole
from annotations.api.forms import Form
from annotations.models import Rating, Scale, User
from annotations.models.scales import AVERITEC, COLOURS, FEVER
from annotations.permissions import Permission, role_in

NONE = [("", "none")]


class RatingForm(Form):
    """One step of a scale, with its place in the schemes data teams know."""

    model = Rating
    joins = ("merged_into",)

    code = serializers.CharField()
    label = serializers.CharField()
    order = serializers.IntegerField()
    numeric = serializers.FloatField(allow_null=True)
    colour = serializers.ChoiceField(COLOURS)
    definition = serializers.CharField()
    fever = serializers.CharField()
    averitec = serializers.CharField()
    claimreview = serializers.IntegerField(allow_null=True)
    retired = serializers.BooleanField(help_text="Shown where it was given, and given no more.")
    merged_into = serializers.CharField(
        source="merged_into.code", allow_null=True, help_text="The code of the rating it counts as now."
    )


class ScaleForm(Form):
    """A scale and its ratings, in their order."""

    model = Scale

    project = serializers.CharField(
        source="project.slug", allow_null=True, help_text="Null for those that came with the installation."
    )
    slug = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    ratings = RatingForm(many=True, source="ratings.all")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Three statements."""
        return rows.select_related("project").prefetch_related("ratings__merged_into")


class NewRating(Body):
    """A step of a scale."""

    must_have: ClassVar[tuple[str, ...]] = ("code", "label", "colour")
    code = Slug(help_text="What data people know it by. It stays once something was rated.")
    label = Line(max_length=200)
    definition = Text(help_text="What reviewers read before they choose it.")
    colour = OneOf(COLOURS)
    numeric = Number(allow_null=True, help_text="0 false to 1 true; null where it has no place on that line.")
    fever = OneOf(FEVER + NONE)
    averitec = OneOf(AVERITEC + NONE)
    claimreview = Whole(allow_null=True, help_text="schema.org's ratingValue, 1 (worst) to 5 (best).")


class AddedRating(NewRating):
    """A step to add at the end."""

    id = Id()


class RatingChanges(NewRating):
    """What can be changed about a step. In use: all but `code` and `numeric`."""

    must_have = ()
    retired = Flag(help_text="True: it is given no more. False: it is given again, and merged into nothing.")
    merged_into = Text(allow_null=True, help_text="The code of the rating it counts as from now on; it is retired too.")


class ScaleChanges(Body):
    """Its words, and the order of its ratings."""

    name = Line(max_length=200)
    description = Text()
    order = Several(child=Text(), help_text="The codes of all ratings in their new order; not once it is in use.")


class NewScale(Body):
    """A scale of the project's own, its ratings in their order."""

    must_have = ("project", "slug", "name", "ratings")
    id = Id()
    project = Text(help_text="The project's short name.")
    slug = Slug()
    name = Line(max_length=200)
    description = Text()
    ratings = Several(child=NewRating())


class ScaleFilters(Paged):
    """Which scales: with `project`, those it can choose from."""

    project = Slug()


class Scales(ListEndpoint):
    """The scales one may read, and where a project's own are made."""

    form = ScaleForm
    asks = ScaleFilters
    takes: ClassVar = {"POST": NewScale}
    needs: ClassVar = {"POST": Permission.EDIT}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Scales with their ratings, those that came with the installation first."""
        asked = self.parameters()
        rows = ScaleForm.rows(request.user)
        if "project" in asked:
            rows = rows.filter(Q(project=None) | Q(project__slug=asked["project"]))
        return self.listed(rows)

    def post(self, request: Request, found: None) -> HttpResponse:
        """Make a scale."""
        return self.shown(create_scale(by=request.user, **self.body_in_project()))


class OfAScale(Endpoint):
    """What is under a scale's address is judged by one's role in its project; nobody has one in a shipped scale's."""

    def scale(self, id: str) -> Scale:
        """The scale, its project this request's."""
        scale: Scale = self.find(Scale, pk=id)
        self.project = scale.project
        self.role = role_in(self.request.user, scale.project) if scale.project else None
        return scale


class ScaleOne(OfAScale):
    """One scale."""

    form = ScaleForm
    takes: ClassVar = {"PATCH": ScaleChanges}
    needs: ClassVar = {"PATCH": Permission.EDIT}

    def door(self, id: str) -> Scale:
        """The scale."""
        return self.scale(id)

    def get(self, request: Request, scale: Scale) -> HttpResponse:
        """The scale with its ratings."""
        return self.shown(scale)

    def patch(self, request: Request, scale: Scale) -> HttpResponse:
        """Change its words, or the order of its ratings until something was rated on it."""
        fields = self.body()
        self.precondition(scale)
        return self.shown(change_scale(by=request.user, scale=scale, **fields))


class Ratings(OfAScale, ListEndpoint):
    """A scale's ratings."""

    form = RatingForm
    takes: ClassVar = {"POST": AddedRating}
    needs: ClassVar = {"POST": Permission.EDIT}

    def door(self, id: str) -> Scale:
        """The scale."""
        return self.scale(id)

    def get(self, request: Request, scale: Scale) -> HttpResponse:
        """The ratings, retired ones too, oldest first."""
        return self.listed(RatingForm.rows(request.user).filter(scale=scale))

    def post(self, request: Request, scale: Scale) -> HttpResponse:
        """Add a step at the end, until something was rated on the scale."""
        return self.shown(add_rating(by=request.user, scale=scale, **self.body()))


class RatingOne(OfAScale):
    """One rating."""

    form = RatingForm
    takes: ClassVar = {"PATCH": RatingChanges}
    needs: ClassVar = {"PATCH": Permission.EDIT}

    def door(self, id: str, rating_id: str) -> Rating:
        """The rating."""
        rating: Rating = self.find(Rating, pk=rating_id, scale=self.scale(id))
        return rating

    def get(self, request: Request, rating: Rating) -> HttpResponse:
        """The rating."""
        return self.shown(rating)

    def patch(self, request: Request, rating: Rating) -> HttpResponse:
        """Rename, recolour, redefine, retire or merge it. No label that was given is touched."""
        fields = self.body()
        self.precondition(rating)
        return self.shown(change_rating(by=request.user, rating=rating, **fields))
