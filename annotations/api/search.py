"""Searching a project, and claims that say the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.api.articles import ArticleRow
from annotations.api.claims import ClaimForm
from annotations.api.endpoints import Endpoint
from annotations.api.fields import Parameters, Slug, Text
from annotations.api.forms import Form, present
from annotations.api.speakers import SpeakerForm
from annotations.models import Article, Claim, Project, Speaker
from annotations.permissions import readable_by
from annotations.queries.search import KINDS, Page, search, similar_claims

MOST = 100


class ResultsForm(serializers.Serializer):
    """What was found: the best first, of each kind at most `limit`."""

    near = serializers.BooleanField(help_text="Nothing has what was asked for: this comes close.")
    meant = serializers.CharField(help_text="What was probably meant, where a word seems misspelt.", allow_blank=True)
    claims = ClaimForm(many=True)
    articles = ArticleRow(many=True)
    speakers = SpeakerForm(many=True)


class SearchQuestions(Parameters):
    """What to look for."""

    must_have = ("q",)
    q = Text(max_length=500, help_text='Words, "words next to each other", -words to leave out.')
    limit = Text(help_text=f"How many of each kind at most, 1 to {MOST}. Without it 20.")

    def validate_limit(self, value: str) -> int:
        """A number from 1 to 100."""
        if not (value.isascii() and value.isdigit() and len(value) < 4 and 1 <= int(value) <= MOST):
            raise serializers.ValidationError(f"This must be a whole number from 1 to {MOST}.")
        return int(value)


class Search(Endpoint):
    """What a project's claims, articles and speakers say."""

    form = ResultsForm
    asks = SearchQuestions

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """What has the words; where nothing has, what comes close."""
        asked = self.parameters()
        found = search(request.user, project, asked["q"], Page(dict.fromkeys(KINDS, asked.get("limit", 20))))
        shown = {
            "claims": _shown(request, Claim, ClaimForm, found.claims.rows),
            "articles": _shown(request, Article, ArticleRow, found.articles.rows),
            "speakers": _shown(request, Speaker, SpeakerForm, found.speakers.rows),
        }
        return self.answer({"near": found.near, "meant": found.meant, **shown})


def _shown(request: Request, model: type[Any], form: type[Form], rows: list[Any]) -> list[dict[str, Any]]:
    """The rows in their order, through the same form as everywhere."""
    if not rows:
        return []
    there = form.fetched(readable_by(request.user, model), request.user).in_bulk([row.pk for row in rows])
    return form.show([there[row.pk] for row in rows if row.pk in there])


class RatingName(serializers.Serializer):
    """A step of a scale, as a decision gave it."""

    code = serializers.CharField()
    label = serializers.CharField()
    colour = serializers.CharField()


class SimilarForm(serializers.Serializer):
    """A claim, and how near it comes."""

    likeness = serializers.FloatField(help_text="From 0 to 1.")
    rating = RatingName(allow_null=True, help_text="What the desk last decided on it.")
    claim = ClaimForm()


class SimilarList(serializers.Serializer):
    """The nearest first."""

    results = SimilarForm(many=True)
    next = serializers.CharField(allow_null=True, help_text="Null: there is never a second page.")


class SimilarQuestions(Parameters):
    """What the claim is to say, and where."""

    must_have = ("project", "text")
    project = Slug(help_text="The project's short name.")
    text = Text(max_length=5000, help_text="What the new claim says.")


class SimilarClaims(Endpoint):
    """Earlier claims that say the same."""

    form = SimilarList
    asks = SimilarQuestions

    def get(self, request: Request, found: None) -> HttpResponse:
        """At most five, for whoever is about to write a claim that is there already."""
        asked = self.parameters()
        project = self.find(Project, among=readable_by(request.user, Project), slug=asked["project"])
        near = similar_claims(request.user, project, asked["text"])
        claims = present(request.user, Claim, [one.claim.pk for one in near])
        rating = RatingName()
        results = [
            {
                "likeness": round(one.likeness, 3),
                "rating": rating.to_representation(one.decision.rating) if one.decision else None,
                "claim": claims[one.claim.pk],
            }
            for one in near
            if one.claim.pk in claims
        ]
        return self.answer({"results": results, "next": None})
