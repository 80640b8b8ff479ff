"""Articles and quotes through each annotation format into another desk: everything that the format can hold is there."""

from __future__ import annotations

import json
from typing import Any

from annotations.models import Project, User
from tests.cast import make_article, make_project, make_quote
from tests.exports.scene import Scene
from tests.imports.bringing import bring, exported


def test_annotation_formats_come_in_as_they_went_out(cast):
    scene = Scene(cast)
    other = make_article(cast, text="“We ‘wait’,” she said.\n\n“And\nwait 🙂.”", title="Waiting")
    outer = make_quote(other, "We ‘wait’", "And\nwait 🙂", tone="ironic", speaker=scene.speaker)
    make_quote(other, "wait", kind="scare", parent=outer)
    out = told(cast.project, cast.rae)
    for format in ("label-studio", "doccano", "brat", "uima-cas"):
        there = make_project(cast.olu)
        file = exported(cast.project, cast.rae, format)
        report = bring(cast.olu, there, file, format, name="export")
        speakers = {} if format == "doccano" else {"speakers": 1}
        assert report.created == {"articles": 2, "quotes": 5, "sources": 1, **speakers}, format
        held = [without(article) for article in out] if format == "doccano" else out
        assert told(there, cast.olu) == held, format
        assert bring(cast.olu, there, file, format, name="export").created == {}
        # Where it came from, all is there already.
        assert bring(cast.ada, cast.project, file, format, name="export").created == {}


def told(project: Project, reader: User) -> list[dict[str, Any]]:
    """What annotation formats can say of a project: its texts, and the quotes that have a place in them."""
    return [
        {
            "text": line["text"],
            "title": line["title"],
            "source": (line["source"] or {}).get("name"),
            "quotes": [
                {
                    "kind": quote["kind"],
                    "tone": quote["tone"],
                    "speaker": (quote["speaker"] or {}).get("name"),
                    "nested": quote["parent"] is not None,
                    "words": [segment["exact"] for segment in quote["segments"]],
                    "at": [segment["start"] for segment in quote["segments"]],
                }
                for quote in line["quotes"]
                if quote["segments"][0]["start"] is not None
            ],
        }
        for line in map(json.loads, exported(project, reader, "articles").splitlines())
    ]


def without(article: dict[str, Any]) -> dict[str, Any]:
    """What doccano holds of an article."""
    return {**article, "quotes": [{**quote, "tone": "literal", "speaker": None} for quote in article["quotes"]]}
