"""Doccano's JSON Lines: each article with its quotes as spans, for its sequence labelling with and without relations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import orjson

from annotations.exports.markings import CONTINUES, INSIDE, articles_of, known_of, markings_of
from annotations.exports.shape import Blocks, Format


def render(blocks: Blocks) -> Iterator[bytes]:
    """One article a line. Numbers of entities and of relations are never used twice in a file."""
    entity_ids, relation_ids = count(1), count(1)
    for article in articles_of(blocks):
        yield orjson.dumps(_line(article, entity_ids, relation_ids), option=orjson.OPT_APPEND_NEWLINE)


def _line(article: dict[str, Any], entity_ids: Iterator[int], relation_ids: Iterator[int]) -> dict[str, Any]:
    markings = markings_of(article)
    entities: list[dict[str, Any]] = []
    numbers: dict[str, list[int]] = {}
    for marking in markings:
        numbers[marking.id] = [next(entity_ids) for _ in marking.passages]
        entities += (
            {
                "id": number,
                "label": marking.kind,
                "start_offset": passage.start,
                "end_offset": passage.end,
                "quote": marking.id,
            }
            for number, passage in zip(numbers[marking.id], marking.passages, strict=True)
        )
    relations: list[dict[str, Any]] = []
    for marking in markings:
        own = numbers[marking.id]
        ties = [(own[place], own[place - 1], CONTINUES) for place in range(1, len(own))]
        if marking.parent:
            ties.append((own[0], numbers[marking.parent][0], INSIDE))
        relations += (
            {"id": next(relation_ids), "from_id": origin, "to_id": target, "type": type}
            for origin, target, type in ties
        )
    return {
        "text": article["text"],
        "label": sorted([e["start_offset"], e["end_offset"], e["label"]] for e in entities),
        "entities": entities,
        "relations": relations,
        **known_of(article),
    }


FORMAT = Format(
    name="doccano",
    gist="Sequence labelling for doccano",
    media_type="application/x-ndjson",
    extension="jsonl",
    of="articles",
    description=(
        "JSON Lines for doccano’s sequence labelling, one article a line. A project without relations takes `label`, "
        "a list of [start, end, kind]; one with relations takes `entities`, a span for each segment of a quote, and "
        "`relations`: `continues` ties a further segment to the one before it, `inside` leads from a quote to the one "
        "it lies in. Doccano keeps the rest of the line as the text’s metadata. Offsets count Unicode code points. "
        "Choose the encoding UTF-8, and let the project’s spans overlap, or doccano leaves out all but the first of "
        "those that do. `quote` of an entity is the quote’s id in our other formats."
    ),
    loses=(
        "Tone, speaker and note of a quote: doccano has no place for them. Claims and all that hangs on them, comments, "
        "who marked a quote and when, the article’s blocks. Segments whose words a correction of the article has lost, "
        "and quotes all of whose words it has. Without relations, which segments are one quote."
    ),
    render=render,
)
