"""Every page, seven people and nobody: who sees it; and that it is sound HTML that needs no inline script."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from annotations.web.urls import urlpatterns
from tests.cast import sign_in
from tests.proofs import shown_for
from tests.web.html import Page
from tests.web.scene import PEOPLE, Scene

# Who finds a page; everybody else is refused with a sentence. Eve is told that it does not exist, nobody to sign in.
ALL = {"olu", "ada", "chi", "dan", "ben", "rae"}
ONLY = {
    "new-article": ALL - {"rae"},
    "import": ALL - {"rae"},
    "new-scale": {"olu", "ada"},
    "new-release": {"olu", "ada"},
    "review": {"olu", "ada", "chi", "dan"},
    "decide": {"olu", "ada"},
}
OF_NO_PROJECT = {"projects", "tokens"}
# Pages that come in without signing in, or only lead on: tested by themselves.
ELSEWHERE = {"home", "invitation", "sign-in-link", "account_signup"}


def test_every_page_is_in_the_walk(scene: Scene):
    assert {path.split()[0] for path in scene.paths()} == {pattern.name for pattern in urlpatterns} - ELSEWHERE


def test_the_reference_of_the_api_leads_back(client: Client):
    assert '<a href="/">' in client.get("/api/docs/").content.decode()


@pytest.mark.parametrize("name", shown_for(PEOPLE, always=(None, "eve", "ben")))
def test_who_sees_what_and_that_it_is_sound(scene: Scene, name: str | None):
    wrong: list[Any] = []
    for page, path in scene.paths().items():
        answer = scene.look(name, path)
        noun = page.split()[0]
        if name is None:
            expected = 302
        elif noun in OF_NO_PROJECT:
            expected = 200
        elif name == "eve":
            expected = 404
        else:
            expected = 200 if name in ONLY.get(noun, ALL) else 403
        if answer.status_code != expected:
            wrong.append((page, answer.status_code, expected))
        if expected == 302:
            assert answer["Location"] == f"/accounts/login/?next={quote(path)}"
        if expected == 403:
            assert "To " in answer.content.decode()
            assert "you need the role" in answer.content.decode()
        if name is not None and (faults := faults_of(answer.content.decode())):
            wrong.append((page, faults))
    assert not wrong, json.dumps(wrong, indent=1)


def test_pages_outside_are_sound(scene: Scene):
    for path in (
        "/accounts/login/",
        "/accounts/signup/",
        f"/invitations/{scene.secret}/",
        "/invitations/nothing/",
        "/sign-in/nothing/",
        "/no-such-page/",
    ):
        assert not faults_of(scene.look(None, path).content.decode()), path
    for path in ("/accounts/logout/", "/accounts/password/set/", f"/invitations/{scene.secret}/"):
        assert not faults_of(scene.look("eve", path).content.decode()), path


def test_pages_only_read(scene: Scene):
    client = Client()
    sign_in(client, scene.cast.olu)
    for path in scene.paths().values():
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(path).status_code == 405, path


def test_a_page_is_never_kept_for_others(scene: Scene):
    answer = scene.look("ada", scene.paths()["desk"])
    assert "private" in answer["Cache-Control"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def faults_of(html: str) -> list[str]:
    """What is wrong with a page: nesting, ids, labels, headings, anything inline, forms that lead nowhere."""
    page = Page(html)
    faults = list(page.faults)
    ids = [one["id"] for one in page.elements if "id" in one.attributes]
    faults += [f"id {one} is there {ids.count(one)} times" for one in set(ids) if ids.count(one) > 1]
    for one in page.elements:
        faults += [f"<{one.tag}> has {name}" for name in one.attributes if name == "style" or name.startswith("on")]
        for name in ("for", "aria-describedby", "aria-labelledby", "form", "list"):
            if one.tag != "output" and name in one.attributes and not set(one[name].split()) <= set(ids):
                faults.append(f"<{one.tag} {name}={one[name]}> names nothing")
        if one.tag == "style" or (one.tag == "script" and "src" not in one.attributes):
            faults.append(f"inline <{one.tag}>")
        if one.tag in ("input", "select", "textarea") and one.get("type") not in ("hidden", "submit"):
            labels = {label["for"] for label in page.all("label") if "for" in label.attributes}
            if one.get("id") not in labels and not one.inside("label"):
                faults.append(f"<{one.tag} name={one.get('name')}> has no label")
        if one.tag in ("a", "button") and not one.text.strip() and not one.get("aria-label"):
            faults.append(f"<{one.tag}> says nothing")
        if one.tag == "a" and one.get("href").startswith("/"):
            faults += _leads_nowhere(one["href"])
        if one.tag == "form" and "data-api" in one.attributes:
            faults += _writes_nowhere(one["action"], one.get("data-method", "POST"))
            if one.get("data-method", "POST") != "POST" and not one.get("data-etag").isdecimal():
                faults.append(f"a form changes {one['action']} without a version")
        if one.tag == "form" and "data-api" not in one.attributes and one.get("method") == "post":
            inside = [field for field in page.all("input") if one in field.around]
            if not any(field.get("name") == "csrfmiddlewaretoken" for field in inside):
                faults.append("a form without a CSRF token")
    if len(page.all("h1")) != 1:
        faults.append(f"{len(page.all('h1'))} h1")
    if len(page.all("main")) != 1:
        faults.append("no main")
    for tag, attribute in (("html", "lang"), ("meta", "charset")):
        if not any(attribute in one.attributes for one in page.all(tag)):
            faults.append(f"<{tag}> has no {attribute}")
    if not page.all("title") or not page.all("title")[0].text.strip():
        faults.append("no title")
    return faults


def _leads_nowhere(href: str) -> list[str]:
    path = href.split("?")[0].split("#")[0]
    try:
        match = resolve(path)
    except Resolver404:
        return [f"{href} leads nowhere"]
    return [] if "path" not in match.kwargs else [f"{href} leads nowhere"]


def _writes_nowhere(action: str, method: str) -> list[str]:
    match = resolve(action)
    view = getattr(match.func, "cls", None)
    if view is None or not hasattr(view, method.lower()):
        return [f"{method} {action} is not in the API"]
    return []
