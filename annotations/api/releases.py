"""Releases: which there are, making one, its files, what changed between two, and taking one back."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.releases import STOPPED, start_release, yank_release
from annotations.api import idempotency
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Line, OneOf, Text, Whole
from annotations.api.forms import Form, PersonForm
from annotations.errors import Broken, Missing
from annotations.exports.detail import PEOPLE, VERDICTS
from annotations.exports.releases.builder import Options, build, sole_builder
from annotations.exports.releases.facts import LICENCES
from annotations.models import ApiToken, Project, Release, User
from annotations.models.releases import FAILED, STATES, YANKED
from annotations.permissions import Permission
from annotations.queries.releases import given_up, release_of

SPLITS = [("hash", "by a hash of each group"), ("time", "by time, the newest for testing")]


class ReleaseFileForm(serializers.Serializer):
    """A file, with its sum."""

    path = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    media_type = serializers.CharField()


class ProgressForm(serializers.Serializer):
    """How far it is."""

    step = serializers.CharField()
    done = serializers.IntegerField()
    total = serializers.IntegerField()


class RecordForm(serializers.Serializer):
    """The record it was made from."""

    root = serializers.CharField(help_text="The sum over the last change of every object on the record.")
    heads = serializers.IntegerField(help_text="How many objects that were.")


class YankForm(serializers.Serializer):
    """Who said when, and why, that it should not be used."""

    at = serializers.DateTimeField(source="yanked_at")
    by = PersonForm(source="yanked_by")
    reason = serializers.CharField(source="yank_reason")


class ReleaseForm(Form):
    """A release with its files. What is null is not known before it is ready."""

    model = Release

    project = serializers.CharField(source="project.slug")
    number = serializers.IntegerField()
    name = serializers.CharField()
    notes = serializers.CharField(help_text="Markdown.")
    state = serializers.ChoiceField(STATES)
    failure = serializers.CharField(help_text="Why there is nothing, as a sentence.")
    progress = ProgressForm(allow_null=True)
    parameters = serializers.DictField()
    by = PersonForm()
    finished_at = serializers.DateTimeField(allow_null=True)
    checksum = serializers.CharField(help_text="The SHA-256 of manifest.json, which has those of all other files.")
    record = RecordForm(source="*", allow_null=True)
    manifest = serializers.DictField(allow_null=True, help_text="Counts, splits, what changed since the one before.")
    yanked = YankForm(source="*", allow_null=True)
    files = ReleaseFileForm(many=True, source="files.all")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """Two statements."""
        return rows.select_related("project", "by", "yanked_by", "progress").prefetch_related("files")

    def to_representation(self, instance: Release) -> dict[str, Any]:
        """One whose builder is gone has failed, though nobody has written that down yet."""
        shown = super().to_representation(instance)
        if not instance.root:
            shown["record"] = None
        if instance.state != YANKED:
            shown["yanked"] = None
        if given_up(instance):
            shown |= {"state": FAILED, "failure": STOPPED, "progress": None}
        return shown


class NewRelease(Body):
    """A release to make. What is left out is as in an export: all verdicts that are revealed, people by their names."""

    must_have = ("name",)
    id = Id()
    name = Line(max_length=200)
    notes = Text(help_text="What is in it and how it was made, for its readers. Markdown.")
    verdicts = OneOf(VERDICTS)
    people = OneOf(PEOPLE)
    licence = OneOf([("", "none said"), *((name, name) for name in LICENCES)], allow_blank=True)
    split = OneOf(SPLITS)
    validation = Whole(min_value=0, max_value=50, help_text="Per cent of the groups.")
    test = Whole(min_value=0, max_value=50, help_text="Per cent of the groups.")


class YankReason(Body):
    """Why it should not be used."""

    must_have = ("reason",)
    reason = Text()


class OfReleases(Endpoint):
    """What is about one release."""

    form = ReleaseForm

    def scope(self) -> str:
        """The scope a token needs: to read about releases `read` or `export`, to make or yank them `write`."""
        if self.request.method not in ("GET", "HEAD", "OPTIONS"):
            return "write"
        token = self.request.auth
        return "read" if isinstance(token, ApiToken) and "read" in token.scopes else "export"

    def door(self, slug: str, number: str) -> Release:
        """The release of that number, or for `latest` the newest that should be used. Raises Missing."""
        found = release_of(self.request.user, self.find(Project, slug=slug), number)
        if found is None:
            raise Missing
        return found


class Releases(OfReleases, ListEndpoint):
    """A project's releases."""

    takes: ClassVar = {"POST": NewRelease}
    needs: ClassVar = {"POST": Permission.RELEASE}
    begun: tuple[Release, Any] | None = None

    def _respond(self) -> HttpResponse:
        """A release is begun in the request's transaction, and made after it: so that others see how far it is."""
        with ExitStack() as self.until_answered:
            response = super()._respond()
            if self.begun is None:
                return response
            try:
                build(*self.begun)
            except Broken:
                idempotency.renew(self.request, None)
                raise
            response = self.shown(self.begun[0])
            idempotency.renew(self.request, response)
            return response

    def door(self, slug: str) -> Project:  # type: ignore[override]
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """Releases, oldest first, those that failed among them."""
        return self.listed(ReleaseForm.rows(request.user).filter(project=project))

    def post(self, request: Request, project: Project) -> HttpResponse:
        """Make a release of all there is now. The answer comes when it is ready; meanwhile it is listed as `building`."""
        given = self.body()
        own = {name: given.pop(name) for name in ("id", "name", "notes") if name in given}
        options = Options(**given)
        options.check()
        connection = self.until_answered.enter_context(sole_builder(project))
        release = start_release(by=request.user, project=project, parameters=options.shown(), **own)
        self.begun = (release, connection)
        return self.shown(release)


class ReleaseOne(OfReleases):
    """One release, by its number, or `latest`."""

    def get(self, request: Request, release: Release) -> HttpResponse:
        """The release with its files and their sums."""
        return self.shown(release)


class ReleaseData(OfReleases):
    """What is in a release: for those who may export, and for their tokens with that scope."""

    needs: ClassVar = {"GET": Permission.EXPORT, "HEAD": Permission.EXPORT}

    def scope(self) -> str:
        """What a token needs for exports and for nothing else."""
        return "export"


class ReleaseYank(OfReleases):
    """Taking a release back."""

    takes: ClassVar = {"POST": YankReason}
    needs: ClassVar = {"POST": Permission.RELEASE}
    status: ClassVar = {}

    def post(self, request: Request, release: Release) -> HttpResponse:
        """Say that it should not be used, and why. Its files stay for those who name it; `latest` passes it over."""
        return self.shown(yank_release(by=request.user, release=release, **self.body()))
