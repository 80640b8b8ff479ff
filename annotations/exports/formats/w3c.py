"""W3C Web Annotation: quotes as annotations that other tools can show, find again in the text and exchange."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import orjson

from annotations.exports.arrays import joined
from annotations.exports.findings import PARTIES, given, wikidata
from annotations.exports.shape import Blocks, Format

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render(blocks: Blocks) -> Iterator[bytes]:
    """A collection whose one page holds everything. How many there are is known, and said, at the end."""
    blocks = iter(blocks)
    first = next(blocks, b"")
    project = orjson.loads(first.partition(b"\n")[0])["project"] if first else "nothing"
    id, total = f"urn:factcheck:{project}:quotes", 0

    def counted(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
        nonlocal total
        for annotation in _annotations(article):
            total += 1
            yield {"@context": CONTEXT, **annotation}

    page = {"id": f"{id}:page", "type": "AnnotationPage", "partOf": id, "startIndex": 0}
    collection = {"@context": CONTEXT, "id": id, "type": "AnnotationCollection", "label": f"Quotes of {project}"}
    yield orjson.dumps(collection)[:-1] + b',"first":' + orjson.dumps(page)[:-1] + b',"items":['
    yield from joined(chain([first], blocks), counted)
    yield b'\n]},"total":%d}\n' % total


def _annotations(article: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield _text(article)
    yield from (_quote(quote, article) for quote in article["quotes"] if _found(quote))


def _text(article: dict[str, Any]) -> dict[str, Any]:
    """The article itself: its text is the body, which all positions count in."""
    return given(
        {
            "id": f"{_urn(article)}#text",
            "type": "Annotation",
            "motivation": "describing",
            "creator": _person(article["author"]),
            "created": article["created_at"],
            "modified": article["updated_at"],
            "body": {
                "type": "TextualBody",
                "purpose": "describing",
                "value": article["text"],
                "format": "text/plain",
                "language": article["language"],
                "textDirection": article["direction"],
                "schema:sha256": article["revision"]["sha256"],
                "schema:version": article["revision"]["number"],
            },
            "target": {
                "type": "SpecificResource",
                "source": _described(article),
                # All of it: tools that look for a place in every target find one.
                "selector": {"type": "TextPositionSelector", "start": 0, "end": article["revision"]["length"]},
            },
        }
    )


def _described(article: dict[str, Any]) -> dict[str, Any]:
    return given(
        {
            "id": _urn(article),
            "type": "Text",
            "language": article["language"],
            "schema:url": _node(article["url"]),
            "schema:headline": article["title"],
            "schema:author": article["byline"],
            "schema:datePublished": article["published_on"],
            "schema:publisher": article["source"] and _source(article["source"]),
            "schema:copyrightNotice": article["rights"],
        }
    )


def _quote(quote: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    targets = [_target(segment, article) for segment in _found(quote)]
    return given(
        {
            "id": _urn(quote),
            "type": "Annotation",
            "motivation": "classifying",
            "creator": _person(quote["author"]),
            "created": quote["created_at"],
            "modified": quote["updated_at"],
            "body": list(_bodies(quote)),
            "target": targets if len(targets) > 1 else targets[0],
            "schema:isPartOf": quote["parent"] and _node(f"urn:uuid:{quote['parent']}"),
        }
    )


def _bodies(quote: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What is said of the words: their kind and tone, who speaks, the note, and the claims made of them."""
    yield {"type": "TextualBody", "purpose": "classifying", "value": quote["kind"], "format": "text/plain"}
    yield {"type": "TextualBody", "purpose": "tagging", "value": quote["tone"], "format": "text/plain"}
    if quote["speaker"]:
        yield {"type": "SpecificResource", "purpose": "identifying", "source": _speaker(quote["speaker"])}
    if quote["note"]:
        yield {"type": "TextualBody", "purpose": "commenting", "value": quote["note"], "format": "text/plain"}
    for claim in quote["claims"]:
        said = {"id": _urn(claim), "type": "Text", "schema:text": claim["text"], "schema:reviewRating": claim["rating"]}
        yield {"type": "SpecificResource", "purpose": "linking", "source": given(said)}


def _target(segment: dict[str, Any], article: dict[str, Any]) -> dict[str, Any]:
    """The same words twice over: by what they are, which survives an edit, and by where they are in our text."""
    words = {name: segment[name] for name in ("exact", "prefix", "suffix")}
    return {
        "type": "SpecificResource",
        "source": article["url"] or _urn(article),
        "scope": _urn(article),
        "selector": [
            {"type": "TextQuoteSelector", **words},
            {"type": "TextPositionSelector", "start": segment["start"], "end": segment["end"]},
        ],
    }


def _found(quote: dict[str, Any]) -> list[dict[str, Any]]:
    """The segments that stand in the article as it is now."""
    return [segment for segment in quote["segments"] if segment["start"] is not None]


def _speaker(speaker: dict[str, Any]) -> dict[str, Any]:
    return given(
        {
            "id": _urn(speaker),
            "type": PARTIES.get(speaker["kind"]),
            "name": speaker["name"],
            "nickname": speaker["aliases"],
            "schema:additionalType": speaker["kind"],
            "schema:jobTitle": speaker["role"],
            "schema:sameAs": _node(wikidata(speaker)),
        }
    )


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return given({"id": _urn(source), "type": "Organization", "name": source["name"], "homepage": source["homepage"]})


def _person(person: dict[str, Any]) -> dict[str, Any]:
    return {"id": _urn(person), "type": "Person", "name": person["name"]}


def _node(address: str) -> dict[str, str] | None:
    """An address as a node, which JSON-LD tells from words; None for ""."""
    return {"id": address} if address else None


def _urn(thing: dict[str, Any]) -> str:
    return f"urn:uuid:{thing['id']}"


FORMAT = Format(
    name="w3c",
    gist="Web Annotations, for annotation tools and linked data",
    media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    extension="jsonld",
    description=(
        "W3C Web Annotations (JSON-LD): one AnnotationCollection with its page. An article is an annotation that describes a "
        "text, with the text as its body; after it come its quotes, each with kind and tone, speaker, note and the claims made "
        "of it as bodies, and a target for each segment: by its words (TextQuoteSelector) and by its place in that text "
        "(TextPositionSelector, in code points). `source` is the article's address, or its urn if it has none; `scope` always "
        "is its urn. What the vocabulary has no word for is schema.org's. JSON Schema: "
        "annotations/exports/schema/w3c.schema.json."
    ),
    loses=(
        "Segments that a correction of the article took away, and quotes with no others. UTF-16 offsets, blocks, whether a "
        "segment was moved or changed, versions, whether a quote was suggested, comments; of claims all but text and rating; of "
        "sources the country; of articles the state."
    ),
    render=render,
    of="articles",
)
