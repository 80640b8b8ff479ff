"""What is sent by mistake or in malice is answered with a sentence, never with a trace."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError

from tests.api.asking import Asker, pointers, problem
from tests.cast import Cast, make_article, make_claim, make_quote


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"x"', b"1", b"null", b"NaN", b'{"a": NaN}', b'{"a": Infinity}', b'{"text": 1e999}', b"\xff\xfe{",
        b'{"a": "\xff"}', b"\xef\xbb\xbf{}", b"[" * 100_000, b'{"a":' * 50_000, b"1" * 5000, b'{"a": 1' + b"0" * 4000 + b"}",
        b"{'a': 1}", b'{"a": 1} x', b"a=1", b'{"a": -Infinity}', b'{"a": 1, "b": 2, "a": 1}', b'{"a": [{"b": 1, "b": 2}]}',
        b'{"a": "\xed\xa0\x80"}', b'{"a": "\x01"}', b'{"a": ' + b"9" * 301 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_json_object_is_refused(cast: Cast, body):
    detail = problem(Asker(cast.ben).ask("POST", "articles/", body), 400)["detail"]
    assert "Traceback" not in detail


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"project": "x", "title": "a\0b"}, "/title"),
        ({"project": "a\0b"}, "/project"),
        ({"a": [{"b/c": ["x", "\0"]}]}, "/a/0/b~1c/1"),
        ({"a\0b": 1}, ""),
        ({"project": "x", "title": "a\ud800b"}, "/title"),
        ({"a": [{"b/c": ["x", "\udc42\ud83d"]}]}, "/a/0/b~1c/1"),
        ({"a\udfff": 1}, ""),
    ],
)
def test_what_no_text_may_hold_is_refused_wherever_it_stands(cast: Cast, body, pointer):
    assert pointers(Asker(cast.ben).ask("POST", "articles/", body), 422) == {pointer}


def test_half_of_a_pair_is_refused_with_its_position(cast: Cast):
    body = {"project": cast.project.slug, "title": "It rained", "text": "🙂a\ud800b"}
    answer = problem(Asker(cast.ben).ask("POST", "articles/", body), 422)
    sentence = "There is half of a surrogate pair (U+D800) at position 2. Take it out."
    assert answer["errors"] == [{"pointer": "/text", "detail": sentence}]
    assert Asker(cast.ben).post("articles/", {**body, "text": "🙂"}).json()["text"] == "🙂"  # as json.dumps writes it


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("articles/", {"title": "a\x1bb", "text": "It rained."}, "/title"),
        ("articles/", {"title": "It rained", "text": "It rained.", "byline": "a\x85"}, "/byline"),
        ("speakers/", {"name": "Tove\x7f"}, "/name"),
        ("speakers/", {"name": "Tove", "aliases": ["T", "\x07"]}, "/aliases/1"),
        ("claims/", {"text": "It rained.", "topics": ["\x0b"]}, "/topics/0"),
    ],
)
def test_a_name_holds_no_character_that_nobody_sees(cast: Cast, path, body, pointer):
    ben = Asker(cast.ben)
    (error,) = problem(ben.ask("POST", path, {"project": cast.project.slug, **body}), 422)["errors"]
    assert (error["pointer"], "is a control character (U+00" in error["detail"]) == (pointer, True)


def test_other_characters_of_a_name_are_kept(cast: Cast):
    title = "  Tabs\tand\nlines, \u200fmarks and e\u0301  "
    body = {"project": cast.project.slug, "title": title, "text": "It rained."}
    assert Asker(cast.ben).ask("POST", "articles/", body).json()["title"] == title


def test_a_name_that_stands_twice_is_told(cast: Cast):
    body = b'{"project": "x", "title": "One", "title": "Another"}'
    assert 'the name "title" stands twice' in problem(Asker(cast.ben).ask("POST", "articles/", body), 400)["detail"]


def test_numbers_no_column_holds_are_refused(cast: Cast):
    ben = Asker(cast.ben)
    for number in (10**6, -(10**6), 2**63, 10**400, 1.5, "1", True, None):
        body = json.dumps({"project": cast.project.slug, "text": "It rained.", "priority": number}).encode()
        assert ben.ask("POST", "claims/", body).status_code == 400


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/html", ""]
)
def test_only_json_is_read(cast: Cast, kind):
    problem(Asker(cast.ben).ask("POST", "articles/", {"project": cast.project.slug}, content_type=kind), 415)


@pytest.mark.parametrize(
    ("charset", "status"), [("utf-8", 201), ('"UTF-8"', 201), ("iso-8859-1", 415), ("utf-16", 415)]
)
def test_only_utf_8_is_read(cast: Cast, charset: str, status: int):
    body = {"project": cast.project.slug, "text": "It rained."}
    answer = Asker(cast.ben).ask("POST", "claims/", body, content_type=f"application/json; charset={charset}")
    assert answer.status_code == status, answer.content


@pytest.mark.parametrize(
    ("method", "path", "body", "pointer", "status"),
    [
        ("POST", "projects/{slug}/members/", {"username": "", "role": "reader"}, "/username", 422),
        ("PATCH", "projects/{slug}/", {"scale": ""}, "/scale", 400),
        ("POST", "scales/", {"project": "{slug}", "slug": "", "name": "Ours", "ratings": []}, "/slug", 400),
        ("GET", "claims/?project=", None, "/project", 400),
    ],
)
def test_an_empty_word_is_judged_like_any_other(cast: Cast, method, path, body, pointer, status):
    body = {k: v.replace("{slug}", cast.project.slug) if k == "project" else v for k, v in (body or {}).items()}
    path = path.replace("{slug}", cast.project.slug)
    answer = Asker(cast.olu).ask(method, path, body or None, headers={"If-Match": '"1"'})
    assert pointers(answer, status) == {pointer}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("articles/", "Name the project by its short name."),
        ("quotes/", "Name the article by its id."),
        ("queue/next/", "Name the project by its short name."),
        ("queue/skip/", "Name the claim by its id."),
    ],
)
def test_where_something_belongs_has_to_be_said(cast: Cast, path, sentence):
    for body in ({}, {"project": 7, "article": None, "claim": []}):
        assert problem(Asker(cast.chi).ask("POST", path, body), 400)["detail"] == sentence


def test_parameters_are_in_utf_8(cast: Cast):
    ben = Asker(cast.ben)
    make_claim(cast, text="A café on the quay.")
    for query, status in (
        ("q=%ff", 400),
        ("q=caf%E9", 400),
        ("q=%ED%A0%80", 400),
        ("q=caf%C3%A9", 200),
        ("q=%EF%BF%BD", 200),
    ):
        assert ben.ask("GET", f"claims/?{query}").status_code == status, query


def test_only_json_is_answered(cast: Cast):
    ben = Asker(cast.ben)
    problem(ben.ask("GET", "articles/", headers={"Accept": "text/html"}), 406)
    assert ben.ask("GET", "articles/", headers={"Accept": "text/html, */*;q=0.1"}).status_code == 200
    problem(ben.get("articles/", format="xml"), 400)


def test_a_method_that_is_not_offered(cast: Cast):
    answer = Asker(cast.ben).ask("PUT", f"articles/{make_article(cast).pk}/", {})
    problem(answer, 405)
    assert answer.headers["Allow"] == "GET, PATCH, HEAD, OPTIONS"


def test_a_body_where_none_belongs(cast: Cast):
    quote = make_quote(make_article(cast))
    answer = Asker(cast.ben).ask("DELETE", f"quotes/{quote.pk}/", {"force": True}, headers={"If-Match": '"1"'})
    assert pointers(answer) == {"/force"}


def test_a_database_in_trouble_is_503(cast: Cast, monkeypatch):
    def trouble(*args, **kwargs):
        raise OperationalError("the connection is closed: password=secret")

    monkeypatch.setattr("annotations.api.articles.readable_by", trouble)
    answer = Asker(cast.ben).get("articles/")
    assert "secret" not in json.dumps(problem(answer, 503))
    assert int(answer.headers["Retry-After"]) > 0


def test_a_bug_is_500_and_says_nothing_of_itself(cast: Cast, monkeypatch):
    def bug(*args, **kwargs):
        raise ZeroDivisionError("in /home/olu/secret.py")

    monkeypatch.setattr("annotations.api.articles.readable_by", bug)
    body = problem(Asker(cast.ben).get("articles/"), 500)
    assert "secret" not in json.dumps(body)
    assert "X-Request-ID" in body["detail"]


def test_two_faults_are_two_errors(cast: Cast):
    body = {
        "project": cast.project.slug,
        "title": 7,
        "published_on": "yesterday",
        "colour": "red",
        "text": "It rained.",
    }
    assert pointers(Asker(cast.ben).ask("POST", "articles/", body)) == {"/title", "/published_on", "/colour"}
