"""Comments on articles, quotes, claims and verdicts. The same everywhere, but for the door one comes in by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.comments import change_comment, create_comment, delete_comment
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Flag, Id, Reference, References, Text
from annotations.api.forms import Form, PersonForm
from annotations.models import Article, Claim, Comment, Quote, User, Verdict
from annotations.permissions import Permission


class _Among(Func):
    """Whether a value is in an array, in the form for which there is an index on the value."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()


class MentionedForm(serializers.Serializer):
    """Somebody a comment mentions."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class CommentForm(Form):
    """A comment: on one article, quote, claim or verdict; the others are null."""

    model = Comment

    article = serializers.UUIDField(source="article_id", allow_null=True)
    quote = serializers.UUIDField(source="quote_id", allow_null=True)
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    verdict = serializers.UUIDField(source="verdict_id", allow_null=True)
    author = PersonForm()
    text = serializers.CharField()
    reply_to = serializers.UUIDField(source="reply_to_id", allow_null=True, help_text="The comment it answers.")
    mentions = MentionedForm(many=True, source="mentioned")
    resolved = serializers.SerializerMethodField()
    resolved_by = PersonForm(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)

    def get_resolved(self, comment: Any) -> bool:
        """Whether it is settled."""
        return comment.resolved_at is not None

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """One statement."""
        people = User.objects.filter(_Among(F("pk"), OuterRef("mentions"))).order_by("name", "pk")
        name = Coalesce(NullIf("name", Value("")), "username")
        mentioned = ArraySubquery(people.values(json=JSONObject(id="pk", name=name)))
        return rows.select_related("author", "resolved_by").annotate(mentioned=mentioned)


class NewComment(Body):
    """Something to say. Whoever the text names, as in `@Ada Lund`, is mentioned."""

    must_have = ("text",)
    id = Id()
    text = Text()
    reply_to = Reference(Comment, allow_null=True, help_text="The comment it answers, on the same thing.")
    mentions = References(User, help_text="Members to mention besides those the text names.")


class CommentChanges(Body):
    """What can be changed: of one's own comment the text and whom it mentions, of any whether it is resolved."""

    text = Text()
    mentions = References(User)
    resolved = Flag()


class CommentList(ListEndpoint):
    """The comments on something."""

    form = CommentForm
    takes: ClassVar = {"POST": NewComment}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def get(self, request: Request, about: Any) -> HttpResponse:
        """The comments, oldest first."""
        # The column is named after the table of what the address led to: no name comes from the request.
        return self.listed(CommentForm.rows(request.user).filter(**{about._meta.db_table: about}))

    def post(self, request: Request, about: Any) -> HttpResponse:
        """Say something. Whoever the text names, as in `@Ada Lund`, is mentioned."""
        return self.shown(create_comment(by=request.user, about=about, **self.body()))


class CommentOne(Endpoint):
    """One comment."""

    form = CommentForm
    takes: ClassVar = {"PATCH": CommentChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}

    about: Callable[..., Any]
    """Finds what the address says the comment is on: the door of the list it is in."""

    def door(self, comment_id: str, **kwargs: str) -> Comment:
        """The comment, which must be on what the address names."""
        about = self.about(**kwargs)
        return self.find(Comment, pk=comment_id, **{about._meta.db_table: about})

    def get(self, request: Request, comment: Comment) -> HttpResponse:
        """The comment."""
        return self.shown(comment)

    def patch(self, request: Request, comment: Comment) -> HttpResponse:
        """Change one's own comment; resolve any, or open it again."""
        fields = self.body()
        self.precondition(comment)
        return self.shown(change_comment(by=request.user, comment=comment, **fields))

    def delete(self, request: Request, comment: Comment) -> HttpResponse:
        """Take one's own comment back."""
        self.body()
        self.precondition(comment)
        delete_comment(by=request.user, comment=comment)
        return self.gone()


class ArticleComments(CommentList):
    """The comments on an article."""

    def door(self, id: str) -> Article:
        """The article."""
        return self.find(Article, pk=id)


class ArticleCommentOne(CommentOne):
    """One comment on an article."""

    about = ArticleComments.door


class QuoteComments(CommentList):
    """The comments on a quote."""

    def door(self, id: str) -> Quote:
        """The quote."""
        return self.find(Quote, pk=id)


class QuoteCommentOne(CommentOne):
    """One comment on a quote."""

    about = QuoteComments.door


class ClaimComments(CommentList):
    """The comments on a claim."""

    def door(self, id: str) -> Claim:
        """The claim."""
        return self.find(Claim, pk=id)


class ClaimCommentOne(CommentOne):
    """One comment on a claim."""

    about = ClaimComments.door


class VerdictComments(CommentList):
    """The comments on a verdict that is revealed."""

    def door(self, id: str, verdict_id: str) -> Verdict:
        """The verdict, which must be on the claim the address names."""
        claim = self.find(Claim, pk=id)
        return self.find(Verdict, pk=verdict_id, claim=claim)


class VerdictCommentOne(CommentOne):
    """One comment on a verdict."""

    about = VerdictComments.door
