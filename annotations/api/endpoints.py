"""What all endpoints share: the order in which a request is judged, and the ways it is answered.

The order is the same everywhere: who asks (401, 403 for a token's scope), what they may see (404), whether it was
answered before (replay), method (405), role (403), parameters and body (400, 422), precondition (412, 428). Whatever is
refused on the way has changed nothing, because an unsafe request is one transaction.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any, ClassVar
from urllib.parse import unquote_to_bytes

import orjson
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.db import transaction
from django.db.models import F, Model, QuerySet
from django.http import HttpResponse
from rest_framework.exceptions import MethodNotAllowed, PermissionDenied
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.views import APIView

from annotations.api import idempotency
from annotations.api.authentication import scope_of
from annotations.api.fields import SLUG_SHAPE, Body, Paged, Parameters, read_id
from annotations.api.forms import Form, present
from annotations.api.pagination import address_of_next, page
from annotations.api.parsing import escape
from annotations.api.preconditions import etag, require_match
from annotations.errors import Denied, Malformed, Missing, Problem, Stale
from annotations.models import Project
from annotations.permissions import Denial, Permission, decide, know_role, readable_by
from annotations.permissions.visibility import PROJECT_OF
from annotations.workflow import Role


class Endpoint(APIView):
    """One address. A noun's file says what it shows, takes and needs; the schema is read from the same words."""

    form: ClassVar[type[Any]]
    takes: ClassVar[Mapping[str, type[Body]]] = {}
    """Method to what its body may hold. A method that is not named takes no body."""
    needs: ClassVar[Mapping[str, Permission]] = {}
    """Method to what the person must be allowed in the project. Reading needs nothing beyond the door."""
    fields_need: ClassVar[Mapping[str, Permission]] = {}
    """Field of a body to what it takes to send it, where that is more than its method needs."""
    asks: ClassVar[type[Parameters]] = Parameters
    """What GET may ask for after the question mark."""
    asks_with: ClassVar[Mapping[str, type[Parameters]]] = {}
    """Method to what it may ask for there, where that is not GET and not nothing."""
    answers: ClassVar[Mapping[str, type[Any]]] = {}
    """Method to the form of its answer, where that is not `form`."""
    status: ClassVar[Mapping[str, int]] = {"POST": 201, "DELETE": 204}
    """Method to the status of its success, where that is not 200."""

    also: ClassVar[Mapping[int, str]] = {}
    """Further statuses of success, each with what it means."""
    streams: ClassVar[tuple[str, ...]] = ()
    """The media types of an answer that is no JSON."""

    format_kwarg = None
    project: Project | None = None
    role: Role | None = None
    asked: Permission | None = None
    asked_for: Mapping[str, Any] = {}

    # The order

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answers a request, whatever happens."""
        self.args, self.kwargs = args, kwargs
        self.request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(self.request, *args, **kwargs)
            response = self._respond()
        except Exception as exception:
            response = self.handle_exception(exception)
        self.response = self.finalize_response(self.request, response, *args, **kwargs)
        self.response.headers.setdefault("Cache-Control", "no-store")
        return self.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Who asks, and whether their token reaches that far."""
        self.perform_authentication(request)
        self.check_permissions(request)
        if refusal := scope_of(request, self.scope()):
            raise PermissionDenied(refusal)
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """Where a file is streamed the address says what comes, so Accept is not asked."""
        return super().perform_content_negotiation(request, force=force or bool(self.streams))

    def scope(self) -> str:
        """The scope a token needs here."""
        return "read" if self.request.method in SAFE_METHODS else "write"

    def door(self, **kwargs: Any) -> Any:
        """The object the address names, for the handler. Raises Missing unless the person may see it."""
        return None

    def _respond(self) -> HttpResponse:
        try:
            if self.request.method in SAFE_METHODS:
                return self._handle(self.door(**self.kwargs))
            with transaction.atomic():
                return self._once()
        except Stale as stale:  # shown as it is after the rollback
            shown = present(self.request.user, type(stale.current), [stale.current.pk])
            if not shown:
                raise Missing from stale
            stale.current = shown[stale.current.pk]
            raise

    def _once(self) -> HttpResponse:
        key = idempotency.take(self.request)
        if isinstance(key, idempotency.Known) and key.same:
            return key.replay(self.request)
        found = self.door(**self.kwargs)
        if isinstance(key, idempotency.Known):
            idempotency.refuse_other_use()
        response = self._handle(found)
        if isinstance(key, idempotency.Taken):
            key.keep(response, body=self.replayed(response), project=self.project, permission=self.asked)
        return response

    def _handle(self, found: Any) -> HttpResponse:
        method = self.request.method or ""
        handler: Callable[..., HttpResponse] | None = getattr(self, method.lower(), None)
        if handler is None or method.lower() not in self.http_method_names:
            raise MethodNotAllowed(method)
        if self.project is not None:
            self.permit(self.needs.get(method, Permission.READ))
        if method not in ("GET", "HEAD") or self.asks is Parameters:
            self.asked_for = self._read(self.asks_with.get(method, Parameters), _once_each(self.request))
        return handler(self.request, found)

    def replayed(self, response: HttpResponse) -> bytes:
        """What a second request with the same key is told: the same, except where a secret is shown once."""
        return response.content

    def without(self, response: HttpResponse, secret: str) -> bytes:
        """The answer with null for what is shown once, so that no secret is ever stored."""
        return orjson.dumps({**orjson.loads(response.content), secret: None})

    # Finding

    def find(self, model: type[Model], *, among: QuerySet[Any] | None = None, **lookup: Any) -> Any:
        """The one object the person may see, or the one of `among`. Its project and the person's role there become
        the request's. Raises Missing."""
        if "pk" in lookup and read_id(lookup["pk"]) is None or not SLUG_SHAPE.fullmatch(lookup.get("slug", "x")):
            raise Missing
        rows = readable_by(self.request.user, model) if among is None else among
        path = PROJECT_OF.get(model)
        if path is not None:
            # The join that let the person in says their role as well, so it costs no statement of its own.
            # `path` is from PROJECT_OF, and `lookup` from the endpoint's own call: no name comes from the request.
            rows = rows.filter(**{f"{path}memberships__user": self.request.user}) if among is not None else rows
            rows = rows.annotate(reader_role=F(f"{path}memberships__role"))
            rows = rows.select_related(*filter(None, [path.removesuffix("__")]))
        if among is None and self._shows(model):
            rows = self.form.fetched(rows, self.request.user)
        found: Any = rows.filter(**lookup).first()
        if found is None:
            raise Missing
        if path is not None:
            self.project = functools.reduce(getattr, filter(None, path.split("__")), found)
            self.role = Role(found.reader_role)
            know_role(self.request.user, self.project, self.role)
        return found

    def within(self, model: type[Model], field: str, lookup: str = "pk") -> Any:
        """The object that a POST to a collection names as its place. It is judged like an address: 404, then 403."""
        name = self.sent.get(field)
        if not isinstance(name, str):
            sentence = f"Name the {field} by its {'id' if lookup == 'pk' else 'short name'}."
            raise Malformed(sentence, problems=(Problem(f"/{field}", sentence),))
        named: dict[str, Any] = {lookup: name}
        found = self.find(model, **named)
        self.permit(self.needs.get(self.request.method or "", Permission.READ))
        return found

    def permit(self, permission: Permission) -> None:
        """Raises Denied, with its reason, unless the person's role suffices. The actions ask again."""
        self.asked = permission
        if isinstance(answer := decide(self.role, permission), Denial):
            raise Denied(answer.reason) if answer.member else Missing

    # Reading

    @property
    def sent(self) -> dict[str, Any]:
        """The body as it came: a JSON object, empty when there was none."""
        data = self.request.data
        return data if isinstance(data, dict) else {}

    def body(self) -> dict[str, Any]:
        """The body, checked field by field against what this method takes, and whether the person may send it."""
        fields = self._read(self.takes.get(self.request.method or "", Body), self.sent)
        for name in self.fields_need.keys() & fields.keys():
            self.permit(self.fields_need[name])
        return fields

    def body_in_project(self) -> dict[str, Any]:
        """The body of a POST that names the project in which something is to be made, with the project itself."""
        project = self.within(Project, "project", "slug")
        return self.body() | {"project": project}

    def parameters(self) -> dict[str, Any]:
        """What stands after the question mark, checked."""
        return self._read(self.asks, _once_each(self.request))

    def precondition(self, found: Any) -> None:
        """Raises PreconditionRequired or Stale unless If-Match names the version of `found`."""
        require_match(self.request.headers.get("If-Match"), found)

    def _read(self, shape: type[Body], data: Mapping[str, Any]) -> dict[str, Any]:
        reader = shape(data=data, context={"user": self.request.user, "project": self.project})
        reader.is_valid(raise_exception=True)
        return dict(reader.validated_data)

    # Answering

    def shown(self, found: Any, status: int | None = None, **extra: Any) -> HttpResponse:
        """One object as it is now, with its ETag."""
        if self._shows(type(found)) and hasattr(found, "reader_role"):
            return self.answer(self.form.show([found])[0], status)
        shown = present(self.request.user, type(found), [found.pk])
        if not shown:
            raise Missing
        return self.answer({**shown[found.pk], **extra}, status)

    def _shows(self, model: type[Model]) -> bool:
        """Whether the door can fetch all that will be shown: a read of one object is then one statement."""
        return self.request.method in SAFE_METHODS and getattr(self.form, "model", None) is model

    def answer(self, data: Mapping[str, Any], status: int | None = None) -> HttpResponse:
        """`data` as JSON, with an ETag when it has a version."""
        status = status or self.status.get(self.request.method or "", 200)
        headers = {"ETag": etag(data["version"])} if "version" in data else {}
        return HttpResponse(orjson.dumps(data), status=status, content_type="application/json", headers=headers)

    def gone(self) -> HttpResponse:
        """The answer to a deletion."""
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        return response

    def listed(self, rows: QuerySet[Any], form: type[Form] | None = None, by: str = "created_at") -> HttpResponse:
        """A page of `rows`, which the form has already been asked to fetch, in the order of the column `by`."""
        form = form or self.form
        asked = self.parameters()
        found, cursor = page(rows, by=by, **{k: asked[k] for k in ("cursor", "limit") if k in asked})
        return self.answer({"results": form.show(found), "next": address_of_next(self.request, cursor)})

    def options(self, request: Request, found: Any = None) -> HttpResponse:  # type: ignore[override]
        """What can be done here: the header Allow says."""
        return self.gone()


class ListEndpoint(Endpoint):
    """A collection."""

    asks = Paged


def _once_each(request: Request) -> dict[str, str]:
    """The query's parameters. Raises Malformed for one given twice, with a NUL in it, or not in UTF-8."""
    try:
        unquote_to_bytes(get_bytes_from_wsgi(request.META, "QUERY_STRING", "")).decode()
    except UnicodeDecodeError:  # Django would put another character in its place
        raise Malformed("The address's parameters are not in UTF-8. Encode them so, then in percent signs.") from None
    for name, values in request.query_params.lists():
        sentence = "Give this parameter once." if len(values) > 1 else "Take the NUL character out."
        if len(values) > 1 or "\0" in name + values[0]:
            raise Malformed(problems=(Problem(f"/{escape(name)}", sentence),))
    return dict(request.query_params.items())
