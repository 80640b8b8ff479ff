"""Exports over the API: the list of formats, and what may be asked of a stream."""

from __future__ import annotations

from tests.api.asking import Asker, pointers, problem
from tests.cast import Cast


def test_it_works(cast: Cast):
    path = f"projects/{cast.project.slug}/export/"
    formats = Asker(cast.rae).get(path).json()["results"]
    assert {f["name"]: f["of"] for f in formats}.items() >= {
        "jsonl": "claims",
        "csv": "claims",
        "articles": "articles",
    }.items()
    assert all(f["example"] and f["loses"] and f["media_type"] for f in formats)
    problem(Asker(cast.rae).get(path + "xlsx/"), 404)
    head = Asker(cast.rae).ask("HEAD", path + "csv/")
    assert (head.status_code, head.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert head.headers["Content-Disposition"] == f'attachment; filename="{cast.project.slug}.csv"'
    head = Asker(cast.rae).ask("HEAD", path + "w3c/")
    assert head.headers["Content-Disposition"] == f'attachment; filename="{cast.project.slug}-w3c.jsonld"'


def test_it_comes_packed_as_the_reader_takes_it(cast: Cast):
    path = f"projects/{cast.project.slug}/export/jsonl/"
    for accepted, packing in (("gzip, zstd", "zstd"), ("gzip", "gzip"), ("br", None)):
        head = Asker(cast.rae).ask("HEAD", path, headers={"Accept-Encoding": accepted}).headers
        assert head.get("Content-Encoding") == packing
        assert "Accept-Encoding" in head["Vary"]
        assert "Content-Length" not in head or head["Content-Length"] == "0"


def test_what_is_asked_wrongly_is_refused_with_what_there_is(cast: Cast):
    path = f"projects/{cast.project.slug}/export/"
    assert pointers(Asker(cast.rae).get(path + "jsonl/", limit=3)) == {"/limit"}
    assert pointers(Asker(cast.rae).get(path + "jsonl/", state="lost")) == {"/state"}
    refused = problem(Asker(cast.rae).get(path + "articles/", verdicts="some", people="nobody"), 400)
    assert {error["pointer"]: error["detail"] for error in refused["errors"]} == {
        "/verdicts": "This must be one of: all, latest, decision.",
        "/people": "This must be one of: names, pseudonyms.",
    }
