"""What differs between two releases: read side by side, both in the order in which things were made, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

Line = Mapping[str, Any]

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
OTHER = "details"


def _segments(quote: Line) -> list[Any]:
    return [(segment["start"], segment["end"], segment["exact"]) for segment in quote["segments"]]


ASPECTS: Mapping[str, Mapping[str, Callable[[Line], Any]]] = {
    "claims": {
        "text": lambda claim: claim["text"],
        "rating": lambda claim: (claim["decision"] or {}).get("rating"),
        "state": lambda claim: claim["state"],
        "speaker": lambda claim: (claim["speaker"] or {}).get("name"),
        "said": lambda claim: (claim["said_on"], claim["place"], claim["occasion"]),
        "topics": lambda claim: claim["topics"],
        "articles": lambda claim: sorted({quote["article"]["id"] for quote in claim["quotes"]}),
        "quotes": lambda claim: [(quote["id"], _segments(quote)) for quote in claim["quotes"]],
        "questions": lambda claim: [(one["id"], one["text"]) for one in claim["questions"]],
        "evidence": lambda claim: [(one["id"], one["version"]) for one in claim["evidence"]],
        "verdicts": lambda claim: [(one["id"], one["rating"]) for one in claim["verdicts"]],
    },
    "articles": {
        "text": lambda article: article["revision"]["sha256"],
        "title": lambda article: article["title"],
        "source": lambda article: (article["source"] or {}).get("name"),
        "published_on": lambda article: article["published_on"],
        "language": lambda article: article["language"],
        "rights": lambda article: article["rights"],
        "state": lambda article: article["state"],
        "quotes": lambda article: [(quote["id"], quote["kind"], _segments(quote)) for quote in article["quotes"]],
        "claims": lambda article: [quote["claims"] for quote in article["quotes"]],
    },
}
"""What can change about a claim or an article, in the words people use. Whatever else differs are details."""


@dataclass(frozen=True)
class Difference:
    """A claim or an article that was added, removed or changed (`kind`).

    `what` names the ASPECTS that changed; `before` and `after` hold those of them that are a short text or null.
    """

    kind: str
    id: str
    title: str
    what: tuple[str, ...] = ()
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


def differences(of: str, old: Iterable[bytes], new: Iterable[bytes]) -> Iterator[Difference]:
    """The differences between two files of native lines, in the order of the lines. Equal lines are not even parsed."""
    one, other = iter(old), iter(new)
    a, b = next(one, None), next(other, None)
    while a is not None or b is not None:
        if a == b:
            a, b = next(one, None), next(other, None)
            continue
        left, right = (orjson.loads(line) if line is not None else None for line in (a, b))
        if right is None or (left is not None and _place(left) < _place(right)):
            yield _whole(REMOVED, left)
            a = next(one, None)
        elif left is None or _place(right) < _place(left):
            yield _whole(ADDED, right)
            b = next(other, None)
        else:
            yield _changed(of, left, right)
            a, b = next(one, None), next(other, None)


def _place(line: Line) -> tuple[str, str]:
    return line["created_at"], line["id"]


def _title(line: Line) -> str:
    return str(line["title"] if "title" in line else line["text"])


def _whole(kind: str, line: Any) -> Difference:
    return Difference(kind, line["id"], _title(line))


def _changed(of: str, left: Line, right: Line) -> Difference:
    found = {
        name: (aspect(left), aspect(right)) for name, aspect in ASPECTS[of].items() if aspect(left) != aspect(right)
    }
    short = {name: pair for name, pair in found.items() if all(one is None or isinstance(one, str) for one in pair)}
    return Difference(
        CHANGED,
        right["id"],
        _title(right),
        tuple(found) or (OTHER,),
        {name: pair[0] for name, pair in short.items()},
        {name: pair[1] for name, pair in short.items()},
    )


def counted(found: Iterable[Difference]) -> dict[str, int]:
    """How many there are of each kind."""
    counts = dict.fromkeys((ADDED, REMOVED, CHANGED), 0)
    for one in found:
        counts[one.kind] += 1
    return counts
