"""Label Studio's JSON: tasks with annotations, as it exports them, and its smaller form JSON-MIN."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, BinaryIO

from annotations.imports.foreign import Foreign
from annotations.imports.marks import (
    Mark,
    Tie,
    Unplaced,
    article_of,
    identity,
    passage_or_refusal,
    text_or_refusal,
)
from annotations.imports.members import Member, members
from annotations.imports.shape import Options, Passage, PersonDraft, Place, Reader, Refusal, Row

ABOUT = frozenset({"tone", "speaker", "note"})
"""The names of our own per-region fields."""


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """An article for each task, with what every annotator marked in it."""
    unplaced = Unplaced(options.labels)
    for member in members(file):
        if isinstance(member, Refusal):
            yield member
        elif not isinstance(member.value, dict):
            yield Refusal(member.at, "Here is no task.", "Give Label Studio's export as JSON.")
        else:
            yield from _task(member, unplaced)


def _task(member: Member, unplaced: Unplaced) -> Iterator[Row]:
    task = member.value
    whole = isinstance(task.get("data"), dict)
    data: Mapping[str, Any] = task["data"] if whole else task
    pointer = f"{member.pointer}/data" if whole else member.pointer
    annotations = list(_annotations(task)) if whole else [("", task)]
    text = text_or_refusal(_text(data), Place(member.line, f"{pointer}/text"))
    if isinstance(text, Refusal):
        yield text
        return
    foreign = text
    marks: list[Mark] = []
    ties: list[Tie] = []
    for number, (at, annotation) in enumerate(annotations):
        results = list(_results(annotation, member, at) if whole else _minimal(task, member))
        foreign = _counted(text, results) or foreign
        author = _author(annotation.get("completed_by" if whole else "annotator"))
        for found in _marks(foreign, results, f"{number}", author, unplaced):
            if isinstance(found, Refusal):
                yield found
            elif isinstance(found, Tie):
                ties.append(found)
            else:
                marks.append(found)
    yield from article_of(foreign, data, _distinct(marks), ties, member.at, unplaced)


def _annotations(task: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    name = "annotations" if "annotations" in task else "completions"
    for i, annotation in enumerate(_list(task.get(name))):
        if isinstance(annotation, dict) and not (annotation.get("was_cancelled") or annotation.get("skipped")):
            yield f"/{name}/{i}/result", annotation


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def _text(data: Mapping[str, Any]) -> Any:
    """The article's words: under `text`, or the only words there are."""
    if "text" in data:
        return data["text"]
    words = [value for value in data.values() if isinstance(value, str)]
    return words[0] if len(words) == 1 else None


Result = tuple[Place, dict[str, Any]]


def _results(annotation: Mapping[str, Any], member: Member, at: str) -> Iterator[Result]:
    for i, result in enumerate(_list(annotation.get("result"))):
        if isinstance(result, dict):
            yield Place(member.line, f"{member.pointer}{at}/{i}"), result


def _minimal(task: Mapping[str, Any], member: Member) -> Iterator[Result]:
    """JSON-MIN has the regions of a field under its name, and nothing that ties them."""
    for name, values in task.items():
        for i, value in enumerate(_list(values)):
            if isinstance(value, dict) and "labels" in value:
                at = Place(member.line, f"{member.pointer}/{name}/{i}")
                yield at, {"from_name": name, "type": "labels", "value": value}


def _counted(text: Foreign, results: Iterable[Result]) -> Foreign | None:
    """The text counted as the regions' words show: in code points or, as until Label Studio 1.4, in UTF-16; or None."""
    worded = [value for _, result in results if (value := _value(result)).get("labels") and "text" in value]
    if all(_fits(text, value) for value in worded):
        return text
    return text.in_utf16 if all(_fits(text.in_utf16, value) for value in worded) else None


def _fits(foreign: Foreign, value: Mapping[str, Any]) -> bool:
    return isinstance(_passage(foreign, value, Place()), Passage)


def _passage(foreign: Foreign, value: Mapping[str, Any], at: Place) -> Passage | Refusal:
    """Where the region is. Its words may have line ends written as a backslash and an n, as older pages sent them."""
    start, end, words = value.get("start"), value.get("end"), value.get("text")
    if not isinstance(words, str):
        return passage_or_refusal(foreign, start, end, None, at)
    found = passage_or_refusal(foreign, start, end, words, at)
    if isinstance(found, Refusal) and "\\n" in words:
        again = passage_or_refusal(foreign, start, end, words.replace("\\n", "\n"), at)
        return found if isinstance(again, Refusal) else again
    return found


def _value(result: Mapping[str, Any]) -> dict[str, Any]:
    value = result.get("value")
    return value if isinstance(value, dict) else {}


def _marks(
    foreign: Foreign, results: list[Result], annotation: str, author: PersonDraft | None, unplaced: Unplaced
) -> Iterator[Mark | Tie | Refusal]:
    said = _said(results)
    for at, result in results:
        name, kind, value = str(result.get("from_name", "")), result.get("type"), _value(result)
        region = f"{annotation} {result.get('id', at.pointer)}"
        if kind == "relation":
            labels = _list(result.get("labels")) or ["a relation without label"]
            origin, target = f"{annotation} {result.get('from_id')}", f"{annotation} {result.get('to_id')}"
            if result.get("direction") == "left":
                origin, target = target, origin
            yield from (Tie(origin, target, str(label), at) for label in labels)
        elif kind == "labels":
            yield _mark(foreign, at, region, value, said.get(str(result.get("id")), {}), author, unplaced)
        elif name not in ABOUT and (refusal := unplaced.refusal(name, f"The field ({kind})", at)):
            yield refusal


def _mark(
    foreign: Foreign,
    at: Place,
    region: str,
    value: Mapping[str, Any],
    said: Mapping[str, str],
    author: PersonDraft | None,
    unplaced: Unplaced,
) -> Mark | Refusal:
    labels = [str(label) for label in _list(value.get("labels"))]
    counting = [label for label in labels if unplaced.labels.get(label) != ""]
    if not labels:
        return Refusal(at, "The region has no label.", "Give it one, or leave it out.")
    if len(counting) > 1:
        return Refusal(at, f"The region has {len(counting)} labels.", "Leave all but one of them out, by labels.")
    passage = _passage(foreign, value, at)
    if isinstance(passage, Refusal):
        return passage
    quote = identity(region.partition(" ")[2].partition(":")[0])
    label = (counting or labels)[0]
    return Mark(region, at, label, (passage,), **{"tone": "literal", **said}, quote=quote, author=author)


def _said(results: list[Result]) -> dict[str, dict[str, str]]:
    """What our per-region fields say, by the region's id."""
    said: dict[str, dict[str, str]] = {}
    for _, result in results:
        name, value = result.get("from_name"), _value(result)
        words = value.get("choices") if result.get("type") == "choices" else value.get("text")
        if isinstance(name, str) and name in ABOUT and _list(words):
            said.setdefault(str(result.get("id")), {})[name] = "\n".join(map(str, _list(words)))
    return said


def _author(by: Any) -> PersonDraft | None:
    """Who annotated, when the file says so; never their e-mail address."""
    if isinstance(by, dict):
        number = by.get("id")
        name = " ".join(str(by[part]) for part in ("first_name", "last_name") if by.get(part))
    else:
        number, name = by, ""
    return PersonDraft(f"label-studio:{number}", name or f"Annotator {number}") if number else None


def _distinct(marks: list[Mark]) -> list[Mark]:
    """The marks, each id of ours left to the annotation that has it first: who copies an annotation copies the ids too."""
    first: dict[str, str] = {}
    found = []
    for mark in marks:
        annotation = mark.id.partition(" ")[0]
        own = first.setdefault(mark.quote, annotation) == annotation
        found.append(mark if own else replace(mark, quote=""))
    return found


READER = Reader(
    name="label-studio",
    gist="Annotated texts from Label Studio",
    media_types=("application/vnd.label-studio+json",),
    extensions=("json",),
    description=(
        "Label Studio’s export as JSON or JSON-MIN, of projects that label plain text: each task is an article, each "
        "region of type `labels` a mark; several annotations of a task are several people’s. Relations `continues` and "
        "`inside` make discontinuous and nested quotes; fields called `tone`, `speaker` and `note` belong to their region. "
        "Offsets in code points or, where the regions’ words show it, in UTF-16. The text is the task’s `text`, or its "
        "only string. Predictions and cancelled annotations are left out."
    ),
    example=(
        '[{"data": {"text": "“We have no money left,” said mayor Tove Brink.", "title": "Festival week in Lindholm"},\n'
        '  "annotations": [{"result": [\n'
        '    {"id": "a1", "from_name": "kind", "to_name": "text", "type": "labels",\n'
        '     "value": {"start": 1, "end": 22, "text": "We have no money left", "labels": ["direct"]}},\n'
        '    {"id": "a1", "from_name": "speaker", "to_name": "text", "type": "textarea",\n'
        '     "value": {"start": 1, "end": 22, "text": ["Tove Brink"]}}]}]}]\n'
    ),
    read=read,
    telltale=(b'"annotations"', b'"completions"', b'"from_name"', b'"labels"'),
)
