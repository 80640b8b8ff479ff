"""Articles and their revisions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.articles import change_article, create_article
from annotations.actions.revisions import add_revision
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Day, Id, Line, OneOf, Paged, Reference, Slug, Text, WebAddress
from annotations.api.forms import Form, PersonForm
from annotations.api.quotes import QuoteForm
from annotations.models import Article, Revision, Source, User
from annotations.models.articles import ARTICLE_STATES
from annotations.permissions import Permission, readable_by
from annotations.queries.search import having


class RevisionNote(serializers.Serializer):
    """Which text an article has now."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="Of the text in UTF-8, hexadecimal.")
    length = serializers.IntegerField(help_text="Code points.")


class BlockForm(serializers.Serializer):
    """A block of the text: code points, end exclusive."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    kind = serializers.CharField()
    level = serializers.IntegerField(allow_null=True)


class ArticleRow(Form):
    """An article in a list: everything but its words."""

    project = serializers.CharField(source="project.slug")
    title = serializers.CharField()
    url = serializers.CharField()
    source = serializers.UUIDField(source="source_id", allow_null=True)
    byline = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    language = serializers.CharField()
    dir = serializers.CharField(source="direction")
    rights = serializers.CharField()
    state = serializers.ChoiceField(ARTICLE_STATES)
    author = PersonForm()
    revision = RevisionNote(source="current")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Without the words, which may be long."""
        rows = rows.select_related("project", "author", "current")
        return rows.defer("current__text", "current__blocks", "current__raw")


class ArticleForm(ArticleRow):
    """An article with its present text."""

    model = Article

    text = serializers.CharField(source="current.text")
    blocks = BlockForm(source="current.blocks", many=True)

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """With the words, without the upload they came in."""
        return rows.select_related("project", "author", "current").defer("current__raw")


class RevisionForm(Form):
    """One frozen text of an article. It never changes, so its version is always 1."""

    model = Revision
    version = serializers.SerializerMethodField()
    updated_at = None  # type: ignore[assignment]

    article = serializers.UUIDField(source="article_id")
    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    length = serializers.IntegerField()
    author = PersonForm()
    text = serializers.CharField()
    blocks = BlockForm(many=True)

    def get_version(self, revision: Revision) -> int:
        """One, for good."""
        return 1

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Without the upload the text came in."""
        return rows.select_related("author").defer("raw")


class Report(serializers.Serializer):
    """What became of an article's quotes in its new revision: how many segments are in each state, and the quotes."""

    revision = RevisionNote()
    exact = serializers.IntegerField()
    moved = serializers.IntegerField()
    changed = serializers.IntegerField()
    orphaned = serializers.IntegerField()
    quotes = QuoteForm(many=True)


class ArticleChanges(Body):
    """What can be said about an article. Its words change by a new revision alone."""

    title = Line(max_length=1000)
    url = WebAddress()
    source = Reference(Source, allow_null=True)
    byline = Line(max_length=500)
    published_on = Day()
    language = Text(max_length=35)
    rights = Line(max_length=1000)
    state = OneOf(ARTICLE_STATES)


class NewArticle(ArticleChanges):
    """An article and its first text, or the HTML that shows it."""

    must_have = ("project", "title")
    state = None  # type: ignore[assignment]

    id = Id()
    project = Text(help_text="The project's short name.")
    text = Text(help_text="The words, kept as they are. Send either this or `html`.")
    html = Text(help_text="Markup: the words it shows become the text.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the two."""
        if ("text" in attrs) == ("html" in attrs):
            raise serializers.ValidationError({"text": ["Send either text or html, and not both."]})
        return attrs


class NewRevision(Body):
    """The publisher's corrected text."""

    must_have = ("text",)
    id = Id()
    text = Text()


class ArticleFilters(Paged):
    """Which articles."""

    project = Slug()
    state = OneOf(ARTICLE_STATES)
    q = Text(help_text="Words of the title, the byline or the text.")


class Articles(ListEndpoint):
    """The articles one may read, and where new ones are added."""

    form = ArticleRow
    asks = ArticleFilters
    takes: ClassVar = {"POST": NewArticle}
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    answers: ClassVar = {"POST": ArticleForm}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Articles, oldest first, without their words."""
        asked = self.parameters()
        rows = ArticleRow.fetched(readable_by(request.user, Article), request.user)
        if "project" in asked:
            rows = rows.filter(project__slug=asked["project"])
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        return self.listed(having(rows, asked.get("q", "")))

    def post(self, request: Request, found: None) -> HttpResponse:
        """Add an article."""
        return self.shown(create_article(by=request.user, **self.body_in_project()))


class ArticleOne(Endpoint):
    """One article, with its words."""

    form = ArticleForm
    takes: ClassVar = {"PATCH": ArticleChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE}

    def door(self, id: str) -> Article:
        """The article."""
        return self.find(Article, pk=id)

    def get(self, request: Request, article: Article) -> HttpResponse:
        """The article with its present text, blocks and revision."""
        return self.shown(article)

    def patch(self, request: Request, article: Article) -> HttpResponse:
        """Describe the article anew."""
        fields = self.body()
        self.precondition(article)
        return self.shown(change_article(by=request.user, article=article, **fields))


class Revisions(ListEndpoint):
    """An article's frozen texts."""

    form = RevisionForm
    takes: ClassVar = {"POST": NewRevision}
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    answers: ClassVar = {"POST": Report}

    def door(self, id: str) -> Article:
        """The article they are of."""
        return self.find(Article, pk=id)

    def get(self, request: Request, article: Article) -> HttpResponse:
        """All revisions, oldest first, each with its text."""
        return self.listed(RevisionForm.rows(request.user).filter(article=article))

    def post(self, request: Request, article: Article) -> HttpResponse:
        """Add the publisher's correction, and carry the quotes over to it."""
        report = add_revision(by=request.user, article=article, **self.body())
        quotes = QuoteForm.rows(request.user).filter(article=article).order_by("created_at", "id")
        counts = {state: getattr(report, state) for state in ("exact", "moved", "changed", "orphaned")}
        revision = RevisionNote(report.revision).data
        return self.answer({"revision": revision, **counts, "quotes": QuoteForm.show(quotes)})


class RevisionOne(Endpoint):
    """One frozen text of an article."""

    form = RevisionForm

    def door(self, id: str, revision_id: str) -> Revision:
        """The revision, which must be of the article the address names."""
        article = self.find(Article, pk=id)
        return self.find(Revision, pk=revision_id, article=article)

    def get(self, request: Request, revision: Revision) -> HttpResponse:
        """The revision, with its text."""
        return self.shown(revision)
