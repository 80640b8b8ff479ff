"""Label Studio's tasks: each article with its quotes as labelled regions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from annotations.exports.markings import CONTINUES, INSIDE, KINDS, TONES, Marking, articles_of, known_of, markings_of
from annotations.exports.shape import Blocks, Format

CONFIG = f"""<View>
  <Labels name="kind" toName="text">
{"".join(f'    <Label value="{kind}"/>{chr(10)}' for kind in KINDS)}  </Labels>
  <Relations>
    <Relation value="{CONTINUES}"/>
    <Relation value="{INSIDE}"/>
  </Relations>
  <Text name="text" value="$text" granularity="symbol"/>
  <Choices name="tone" toName="text" perRegion="true">
{"".join(f'    <Choice value="{tone}"/>{chr(10)}' for tone in TONES)}  </Choices>
  <TextArea name="speaker" toName="text" perRegion="true" editable="true"/>
  <TextArea name="note" toName="text" perRegion="true" editable="true"/>
</View>
"""
"""The labelling interface these tasks are made for: what a Label Studio project is given as its code."""


def render(blocks: Blocks) -> Iterator[bytes]:
    """One JSON list, a task on each line."""
    before = b"[\n"
    for number, article in enumerate(articles_of(blocks), 1):
        yield before + orjson.dumps(_task(number, article))
        before = b",\n"
    yield b"\n]\n" if before == b",\n" else b"[]\n"


def _task(number: int, article: dict[str, Any]) -> dict[str, Any]:
    markings = markings_of(article)
    # Without an annotation a task waits to be labelled; an empty one says that there is nothing to find.
    labelled = markings or article["state"] in ("done", "archived")
    return {
        "id": number,
        "data": {"text": article["text"], **known_of(article)},
        "annotations": [{"result": list(_results(markings)), "was_cancelled": False}] if labelled else [],
    }


def _results(markings: list[Marking]) -> Iterator[dict[str, Any]]:
    for marking in markings:
        yield from _regions(marking)
    for marking in markings:
        for place in range(1, len(marking.passages)):
            yield _relation(_region_id(marking.id, place), _region_id(marking.id, place - 1), CONTINUES)
        if marking.parent:
            yield _relation(marking.id, marking.parent, INSIDE)


def _regions(marking: Marking) -> Iterator[dict[str, Any]]:
    """A region for each passage; what is said of the whole quote stands with the first."""
    for place, passage in enumerate(marking.passages):
        # Offsets are code points: Label Studio's page counts a character beyond the BMP as one.
        where = {"start": passage.start, "end": passage.end}
        about = {"id": _region_id(marking.id, place), "to_name": "text"}
        yield {
            **about,
            "from_name": "kind",
            "type": "labels",
            "value": {**where, "text": passage.exact, "labels": [marking.kind]},
        }
        if place:
            continue
        yield {**about, "from_name": "tone", "type": "choices", "value": {**where, "choices": [marking.tone]}}
        for name, words in (("speaker", marking.speaker), ("note", marking.note)):
            if words:
                yield {**about, "from_name": name, "type": "textarea", "value": {**where, "text": [words]}}


def _region_id(quote: str, place: int) -> str:
    return f"{quote}:{place + 1}" if place else quote


def _relation(origin: str, target: str, label: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": origin, "to_id": target, "direction": "right", "labels": [label]}


FORMAT = Format(
    name="label-studio",
    gist="Tasks and annotations for Label Studio",
    media_type="application/json",
    extension="json",
    of="articles",
    description=(
        "Label Studio’s JSON, for its import and for what reads its exports: one task for each article, one region for "
        "each segment of a quote. The region’s id is the quote’s, with `:2`, `:3` for further segments, which a "
        "relation `continues` ties together; `inside` leads from a quote to the one it lies in. Tone, speaker and note "
        "are per-region fields of the first segment. `start` and `end` count Unicode code points, as Label Studio "
        "does. A task without annotation is still to be done; an empty one is done and has no quotes. The project’s "
        "labelling interface:\n\n```xml\n" + CONFIG + "```"
    ),
    loses=(
        "Claims and all that hangs on them, comments, who marked a quote and when, the speaker but for the name, the "
        "words around a segment, the article’s blocks. Segments whose words a correction of the article has lost, and "
        "quotes all of whose words it has."
    ),
    render=render,
)
