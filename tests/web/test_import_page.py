"""The page Import: its formats, and what became of the files brought in before."""

from __future__ import annotations

import pytest

from annotations.imports.registry import READERS
from annotations.imports.wording import in_words
from annotations.models import Import
from tests.web.scene import look


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, ""),
        ({"articles": 1, "quotes": 0}, "1 article"),
        ({"articles": 1200, "evidence": 1, "people": 2}, "1,200 articles, 1 piece of evidence and 2 people"),
        ({"claims": 2, "people": 1}, "2 claims and 1 person"),
    ],
)
def test_what_came_in_is_said_as_people_say_it(counts, words):
    assert in_words(counts) == words


def test_what_became_of_each_file(cast):
    def brought(name: str, **over: object) -> None:
        Import.objects.create(
            project=cast.project, by=cast.ben, name=name, format="csv", sha256="0" * 64, size=102, **over
        )

    brought("tides.csv", state="done", rows=1, created={"articles": 1})
    brought("again.csv", state="done", rows=1)
    brought("broken.csv", state="refused", sentence="2 things in this file cannot be taken.")
    brought("killed.csv", state="writing", rows=9)  # nobody holds its lock
    page = look(cast.ben, f"/projects/{cast.project.slug}/import/").content.decode()
    for words in ("<p>1 article</p>", "Nothing new.", "cannot be taken", "It was broken off before its end."):
        assert words in page
    for fate in ("imported", "refused", "broken off"):
        assert f">{fate}</span>" in page
    for reader in READERS.values():
        assert f"<b>{reader.name}</b> <span>{reader.gist}" in page
