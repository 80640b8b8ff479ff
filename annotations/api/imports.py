"""Imports: a file is sent, rehearsed, and written or refused; those there were; and how far one is."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast

import orjson
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Id, Parameters, Text
from annotations.api.forms import PersonForm
from annotations.api.parsing import escape
from annotations.api.problems import RETRY, problem
from annotations.errors import Malformed, Problem
from annotations.imports.progress import BROKEN, seen
from annotations.imports.registry import READERS, recognise
from annotations.imports.rehearsal import Report
from annotations.imports.running import Refused, Upload, import_file, rehearse, sentence_of
from annotations.imports.shape import Options, Reader
from annotations.imports.unpacking import beginning
from annotations.models import Import, Project
from annotations.models.imports import IMPORT_STATES
from annotations.permissions import Permission

BLOCK = 1 << 20
AT_ONCE = 4
_running = threading.BoundedSemaphore(AT_ONCE)


class ImportForm(serializers.Serializer):
    """A file that was brought in, or is just being."""

    id = serializers.UUIDField()
    project = serializers.CharField(source="project.slug")
    by = PersonForm()
    name = serializers.CharField(help_text="The file's.")
    format = serializers.CharField()
    sha256 = serializers.CharField(help_text="Of the file as it was sent.")
    size = serializers.IntegerField(help_text="In bytes, as it was sent.")
    state = serializers.ChoiceField([*IMPORT_STATES, (BROKEN, BROKEN)])
    rows = serializers.IntegerField(help_text="How many were read.")
    written = serializers.IntegerField(help_text="How many of them were written.")
    created = serializers.DictField(child=serializers.IntegerField(), help_text="Noun to how many are new.")
    unchanged = serializers.DictField(child=serializers.IntegerField(), help_text="Noun to how many were there.")
    problems = serializers.IntegerField(help_text="How many there were.")
    sentence = serializers.CharField(help_text="Why it failed.")
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    @classmethod
    def show(cls, rows: Iterable[Import]) -> list[dict[str, Any]]:
        """The rows as JSON; one that was killed says so."""
        return [dict(cls(row).data) for row in seen(rows)]


class LabelForm(serializers.Serializer):
    """A word of the file that has to be mapped."""

    label = serializers.CharField()
    of = serializers.ChoiceField([("kind", "kind"), ("rating", "rating")])
    count = serializers.IntegerField()


class RowProblemForm(serializers.Serializer):
    """A row that cannot be taken."""

    line = serializers.IntegerField(allow_null=True)
    pointer = serializers.CharField()
    detail = serializers.CharField()
    remedy = serializers.CharField()


class ReportForm(serializers.Serializer):
    """What a file would do, or did."""

    id = serializers.UUIDField(source="import", allow_null=True, help_text="Null for a rehearsal.")
    format = serializers.CharField()
    dry_run = serializers.BooleanField()
    rows = serializers.IntegerField()
    created = serializers.DictField(child=serializers.IntegerField())
    unchanged = serializers.DictField(child=serializers.IntegerField())
    problems = RowProblemForm(many=True)
    labels = LabelForm(many=True)

    def get_fields(self) -> dict[str, serializers.Field]:
        """`import` is no name a class can give a field."""
        fields = super().get_fields()
        return {"import": serializers.UUIDField(allow_null=True, help_text="Null for a rehearsal.")} | {
            name: field for name, field in fields.items() if name != "id"
        }


class ImportAsked(Parameters):
    """How a file is to be brought in."""

    format = Text(help_text="One of the formats; without it the file's name or the Content-Type tells.")
    name = Text(help_text="The file's name, when it is sent as the body itself.")
    dry_run = Text(help_text="1: only say what would come in.")
    labels = Text(
        help_text='The file\'s words as ours, as JSON: {"PER": "direct", "ORG": ""}; "" leaves such marks out.'
    )
    language = Text(help_text="Of articles that do not say theirs; without it the project's.")
    id = Id(help_text="The import's own id, so that its progress can be asked for at once.")

    def validate_format(self, value: str) -> Reader:
        """A reader there is."""
        if value not in READERS:
            raise ValidationError(f"There is no format of that name. There are: {', '.join(READERS)}.")
        return READERS[value]

    def validate_dry_run(self, value: str) -> bool:
        """1 or 0."""
        if value not in ("0", "1"):
            raise ValidationError("This must be 1 or 0.")
        return value == "1"

    def validate_labels(self, value: str) -> dict[str, str]:
        """An object of words."""
        try:
            found = orjson.loads(value)
        except (orjson.JSONDecodeError, RecursionError):
            found = None
        if not isinstance(found, dict) or not all(isinstance(word, str) for word in found.values()):
            raise ValidationError('This must be JSON like {"PER": "direct"}.')
        return found


class Imports(ListEndpoint):
    """The files brought into a project, and where new ones are."""

    form = ImportForm
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    asks_with: ClassVar = {"POST": ImportAsked}
    answers: ClassVar = {"POST": ReportForm}
    also: ClassVar = {200: "A rehearsal, or a file in which nothing is new."}

    def door(self, slug: str) -> Project:
        """The project."""
        return self.find(Project, slug=slug)

    def get(self, request: Request, project: Project) -> HttpResponse:
        """Those there were, oldest first. Rehearsals are not among them."""
        rows = Import.objects.filter(project=project).select_related("project", "by")
        return self.listed(rows, ImportForm)

    def _respond(self) -> HttpResponse:
        """A file is read for as long as that takes, and only then is there a transaction: actions of imports see to it.

        Nor is there a key to be kept: the same file twice changes nothing.
        """
        if self.request.method == "POST":
            return self._handle(self.door(**self.kwargs))
        return super()._respond()

    def post(self, request: Request, project: Project) -> HttpResponse:
        """Bring a file in, as multipart `file` or as the body itself, up to 1 GB, also as .gz: all of it, or nothing.

        Rehearses it first; with `dry_run` that is all. 422 names the rows that cannot be taken, 100 of them at most.
        """
        if not _running.acquire(blocking=False):
            return problem(503, "Other files are just being imported. Try again in a minute.", headers=RETRY)
        try:
            with _file(request, self.asked_for) as sent:
                return self._import(project, sent)
        finally:
            _running.release()

    def _import(self, project: Project, sent: Sent) -> HttpResponse:
        asked = self.asked_for
        reader = asked.get("format") or _recognised(sent)
        dry_run = asked.get("dry_run", False)
        options = Options(labels=asked.get("labels", {}), language=asked.get("language", ""))
        upload = Upload(reader, sent.name, sent.size, lambda: nullcontext(sent.file))
        given: dict[str, Any] = {"by": self.request.user, "project": project, "uploads": [upload], "options": options}
        id = None
        try:
            if dry_run:
                report = rehearse(**given)
                if report.count:
                    raise Refused(report)
            else:
                id, report = import_file(**given, id=asked.get("id"))
        except Refused as refused:
            told = _told(refused.report, reader, dry_run)
            errors = told.pop("problems")
            return problem(422, sentence_of(refused.report), errors=errors, count=refused.report.count, **told)
        told = {"import": str(id) if id else None, **_told(report, reader, dry_run)}
        return self.answer(told, 200 if dry_run or not report.created else 201)


class ImportOne(Endpoint):
    """One file that was brought in, or is just being."""

    form = ImportForm

    def door(self, slug: str, id: str) -> Import:
        """The import."""
        self.find(Project, slug=slug)
        return self.find(Import, pk=id, project__slug=slug)

    def get(self, request: Request, found: Import) -> HttpResponse:
        """How far it is, and what came of it."""
        return self.answer(ImportForm.show([found])[0])


def _told(report: Report, reader: Reader, dry_run: bool) -> dict[str, Any]:
    return {
        "format": reader.name,
        "dry_run": dry_run,
        "rows": report.rows,
        "created": report.created,
        "unchanged": report.unchanged,
        "problems": [
            {"line": one.at.line, "pointer": one.at.pointer, "detail": one.reason, "remedy": one.remedy}
            for one in report.problems
        ],
        "labels": [{"label": word, "of": one.of, "count": one.count} for word, one in report.labels.items()],
    }


@dataclass(frozen=True)
class Sent:
    """The file of a request, on disk."""

    file: BinaryIO
    name: str
    size: int
    media_type: str


def _recognised(sent: Sent) -> Reader:
    reader = recognise(sent.name, sent.media_type, beginning(sent.file))
    if reader is None:
        sentence = f"What format this is cannot be told. Say so: format= one of {', '.join(READERS)}."
        raise Malformed(sentence, problems=(Problem("/format", sentence),))
    return reader


@contextmanager
def _file(request: Request, asked: Any) -> Iterator[Sent]:
    """The file, on disk."""
    # Django's own request: REST framework's would read the body into memory.
    django = request._request
    if django.content_type == "multipart/form-data":
        files = django.FILES
        if list(files) != ["file"] or len(files.getlist("file")) != 1:
            sentence = "Send one file, in a part called `file`."
            raise Malformed(sentence, problems=(Problem("/file", sentence),))
        if django.POST:  # a `dry_run` that is overlooked would be an import
            sentence = (
                "Send nothing but the file in the body. What is asked of it goes into the address, as ?dry_run=1."
            )
            raise Malformed(sentence, problems=tuple(Problem(f"/{escape(name)}", sentence) for name in django.POST))
        sent = files["file"]
        yield Sent(cast("BinaryIO", sent.file), sent.name or "", sent.size or 0, sent.content_type or "")
        return
    with tempfile.TemporaryFile(prefix="factcheck-import-") as file:
        shutil.copyfileobj(django, file, BLOCK)
        size = file.tell()
        if not size:
            raise Malformed("There is no file in the request. Send one, as multipart `file` or as the body itself.")
        yield Sent(cast("BinaryIO", file), asked.get("name", ""), size, django.content_type or "")
