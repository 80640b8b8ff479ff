"""A claim's history as people tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.models import User
from annotations.queries.history import Entry
from annotations.workflow import TABLE

# What each step of an object's life is called. The workflow's own steps come from its table.
DID = {
    ("claim", "create"): "made the claim",
    ("claim", "update"): "changed the claim",
    ("claim", "delete"): "deleted the claim",
    ("claim", "agreed"): "The last verdict came in: the reviewers agree.",
    ("claim", "disputed"): "The last verdict came in: the reviewers do not agree.",
    ("claim", "decided"): "decided it",
    ("evidence", "create"): "added evidence",
    ("evidence", "update"): "changed evidence",
    ("evidence", "delete"): "took evidence away",
    ("verdict", "create"): "began a verdict",
    ("verdict", "update"): "changed a verdict",
    ("verdict", "submit"): "gave a verdict",
    ("verdict", "withdraw"): "withdrew a verdict",
}
BY_NOBODY = {"agreed", "disputed"}
# Told by another line already, or by the state at the top of the page.
UNTOLD = {("verdict", "reveal"), ("decision", "create"), ("decision", "update")}
FIELDS = {
    "text": "claim",
    "said_on": "said on",
    "duplicate_of": "repeats",
    "archive_url": "archived at",
    "published_on": "published on",
    "accessed_on": "seen on",
    "url": "address",
    "claim_version": "version judged",
}
SHOWN = {
    "claim": ("text", "said_on", "place", "occasion", "topics", "priority"),
    "evidence": ("title", "stance", "excerpt", "url", "archive_url", "published_on", "accessed_on", "primary", "named"),
    "verdict": ("rating", "rationale", "confidence"),
}


@dataclass(frozen=True)
class Difference:
    """A field, what it was, and what it became, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One step: who did what, when and why. Without a `who` the step says all by itself."""

    who: str
    did: str
    at: datetime
    reason: str
    differences: list[Difference]


def story_of(entries: list[Entry], reader: User) -> list[Line]:
    """The steps, the latest first."""
    past = {(("claim", step.action.value)): f"{step.past}" for step in TABLE}
    lines = []
    for entry in entries:
        told = (entry.object_type, entry.action)
        if told in UNTOLD:
            continue
        who = "You" if entry.actor == reader else str(entry.actor or "Somebody")
        if told in past:
            did = f"The claim was {past[told]}" + (f" by {who if who != 'You' else 'you'}." if entry.actor else ".")
            who = ""
        else:
            did = DID.get(told, f"{entry.action.replace('_', ' ')} ({entry.object_type})")
        if entry.action in BY_NOBODY:
            who = ""
        lines.append(Line(who, did, entry.at, entry.reason, _differences(entry)))
    return lines[::-1]


def _differences(entry: Entry) -> list[Difference]:
    if entry.action == "create" and entry.object_type == "claim":
        return []
    return [
        Difference(FIELDS.get(name, name), _in_words(entry.changes[name][0]), _in_words(entry.changes[name][1]))
        for name in SHOWN.get(entry.object_type, ())
        if name in entry.changes
    ]


def _in_words(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case _:
            return str(value)
