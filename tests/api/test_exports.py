"""Exports over the API: the list of formats, and what may be asked of a stream."""

from __future__ import annotations

from tests.api.asking import Asker, pointers, problem
from tests.cast import Cast


def test_it_works(cast: Cast):
    path = f"projects/{cast.project.slug}/export/"
    formats = Asker(cast.rae).get(path).json()["results"]
    assert {f["name"] for f in formats} >= {"jsonl", "csv"}
    assert all(f["example"] and f["loses"] and f["media_type"] for f in formats)
    problem(Asker(cast.rae).get(path + "xlsx/"), 404)
    assert pointers(Asker(cast.rae).get(path + "jsonl/", limit=3)) == {"limit"}
    assert pointers(Asker(cast.rae).get(path + "jsonl/", state="lost")) == {"state"}
    head = Asker(cast.rae).ask("HEAD", path + "csv/")
    assert (head.status_code, head.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert head.headers["Content-Disposition"] == f'attachment; filename="{cast.project.slug}.csv"'
