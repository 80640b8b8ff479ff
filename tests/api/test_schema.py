"""The OpenAPI document: valid, complete, and true of what is answered."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from django.core.management import call_command
from django.urls import reverse

from tests.api.asking import API, Asker, pointers
from tests.api.scene import CASES, PEOPLE, Scene
from tests.api.test_routes import VIEWS, Anything, ask, undone
from tests.cast import Cast


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """As the API serves it."""
    answer = Asker().client.get(API + "schema/", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()


def test_it_is_valid(tmp_path):
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--api-version", "1", "--file", str(tmp_path / "schema.yml")
    )


def test_nothing_can_be_asked_of_it():
    for parameter in ("x", "format", "version"):
        assert pointers(Asker().get("schema/", **{parameter: "1"})) == {f"/{parameter}"}
    answer = Asker().ask("OPTIONS", "schema/")
    assert (answer.status_code, answer.content, answer.headers["Allow"]) == (204, b"", "GET, HEAD, OPTIONS")


def test_it_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")


def test_it_has_every_route_and_method(document):
    described = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    described.discard(("/api/v1/schema/", "GET"))
    routed = set()
    for (name, method), case in CASES.items():
        kwargs = {key: f"__{key}__" for key in case.at(Anything())}  # type: ignore[arg-type]
        path = reverse(f"api:{name}", kwargs=kwargs)
        for key in kwargs:
            path = path.replace(f"__{key}__", "{" + key + "}")
        routed.add((path, method))
    assert described == routed


def test_every_list_says_whether_it_goes_on(document):
    lists = {n: c["properties"] for n, c in document["components"]["schemas"].items() if "results" in c["properties"]}
    assert len(lists) > 20
    assert [name for name, properties in lists.items() if not {"next", "cursor"} & properties.keys()] == []


def test_operations_have_names_of_their_own(document):
    names = [operation["operationId"] for methods in document["paths"].values() for operation in methods.values()]
    assert len(names) == len(set(names))


def test_answers_are_what_it_says(cast: Cast, document):
    """Every success of the route walk fits the schema of its operation, with no field more and none less."""
    scene = Scene(cast)
    for (name, method), case in CASES.items():
        allowed = [p for p, status in zip(PEOPLE, case.statuses, strict=True) if status < 300]
        if not allowed or VIEWS[name].streams:
            continue
        with undone():
            answer = ask(Asker(getattr(cast, allowed[-1])), scene, name, method, case)
            if answer.status_code == 204:
                continue
            kwargs = case.at(scene)
            path = reverse(f"api:{name}", kwargs=kwargs)
            template = path
            for key, value in kwargs.items():
                template = template.replace(f"/{value}/", "/{" + key + "}/")
            operation = document["paths"][template][method.lower()]
            schema = operation["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
            check(answer.json(), {**schema, "components": document["components"]})
            component = resolved(schema, document)
            assert set(answer.json()) == set(component["properties"]), (name, method)


def check(value: Any, schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(value)


def resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    return document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
