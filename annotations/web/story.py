"""A claim's history as people tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotations.models import User
from annotations.queries.history import Entry
from annotations.queries.rounds import Given, Round
from annotations.workflow import TABLE

# What each step of an object's life is called. The workflow's own steps come from its table.
DID = {
    ("claim", "create"): "made the claim",
    ("claim", "update"): "changed the claim",
    ("claim", "delete"): "deleted the claim",
    ("claim", "agreed"): "The last verdict came in: the reviewers agree.",
    ("claim", "disputed"): "The last verdict came in: the reviewers do not agree.",
    ("evidence", "create"): "added evidence",
    ("evidence", "update"): "changed evidence",
    ("evidence", "delete"): "took evidence away",
    ("verdict", "create"): "began a verdict",
    ("verdict", "update"): "changed a draft verdict",
    ("verdict", "submit"): "gave a verdict",
    ("verdict", "withdraw"): "withdrew a verdict",
    ("assignment", "assign"): "asked for a verdict",
    ("assignment", "unassign"): "asked no longer",
    ("assignment", "decline"): "left the claim to others",
    ("decision", "create"): "decided",
    ("question", "create"): "asked a question",
    ("question", "update"): "reworded a question",
    ("question", "delete"): "took a question away",
    ("contact", "create"): "noted who was asked",
    ("contact", "update"): "noted more about who was asked",
    ("contact", "delete"): "took a note of who was asked away",
    ("comment", "create"): "commented",
    ("comment", "update"): "changed a comment",
    ("comment", "resolve"): "resolved a comment",
    ("comment", "reopen"): "opened a comment again",
    ("quote", "update"): "changed a quote the claim is made from",
    ("claim", "import"): "brought the claim in",
    ("evidence", "import"): "brought in evidence",
    ("question", "import"): "brought in a question",
    ("contact", "import"): "brought in who was asked",
    ("verdict", "import"): "brought in a verdict",
    ("decision", "import"): "brought in the decision",
    ("comment", "import"): "brought in a comment",
}
PAST = {step.action.value: step.past for step in TABLE}
IMPERSONAL = frozenset({("claim", "agreed"), ("claim", "disputed")})
# Told by another line: the decision's own, and for a reveal the verdict's, by whoever gave it.
UNTOLD = frozenset({("claim", "decided"), ("decision", "update")})
FIELDS = {
    "text": "claim",
    "said_on": "said on",
    "archive_url": "archived at",
    "published_on": "published on",
    "accessed_on": "seen on",
    "url": "address",
    "answer_kind": "kind of answer",
    "asked_on": "asked on",
    "replied_on": "answered on",
    "why_not": "why no one was",
}
SHOWN = {
    "claim": ("text", "said_on", "place", "occasion", "topics", "priority"),
    "evidence": (
        *("title", "stance", "answer", "answer_kind", "excerpt", "url", "archive_url", "published_on", "accessed_on"),
        *("primary", "named"),
    ),
    "question": ("text",),
    "contact": ("who", "how", "asked_on", "asked", "replied_on", "reply", "why_not"),
    "comment": ("text",),
    "quote": ("kind", "tone", "note"),
}
# What moves because something else does is no step of its own.
QUIET = frozenset({("question", "update"), ("quote", "update")})
CONTENT = frozenset({"text", "quotes", "speaker", "said_on", "place", "occasion"})


@dataclass(frozen=True)
class Difference:
    """A field, what it was, and what it became, as text."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Line:
    """One step: who did what, when and why. Without a `who` the step says all by itself; `what` names its object.

    A step that changed what is judged made `version` out of `since`: the two can be compared.
    """

    who: str
    did: str
    what: str
    at: datetime
    reason: str
    differences: list[Difference]
    since: int = 0
    version: int = 0


def story_of(entries: list[Entry], reader: User, rounds: list[Round], people: dict[str, str]) -> list[Line]:
    """The steps, the latest first. `entries` come oldest first; `rounds` are those the reader may see; `people` are the
    members' names by their ids."""
    given = {one.verdict.pk: one for round_ in rounds for one in round_.given}
    ratings = {round_.decision.pk: round_.decision.rating.label for round_ in rounds if round_.decision}
    lines = []
    for entry in entries:
        told = (entry.object_type, entry.action)
        differences = _differences(entry)
        counted_on = entry.action == "import" and entry.version > 1  # to the version it had in its file
        if told in UNTOLD or counted_on or (told in QUIET and not differences):
            continue
        what = ratings.get(entry.object_id, "" if entry.object_type in ("claim", "quote") else entry.name)
        what = people.get(what, "") if entry.object_type == "assignment" else what
        who = "You" if entry.actor == reader else str(entry.actor or "Somebody")
        if told == ("verdict", "reveal"):
            line = _revealed(entry, given.get(entry.object_id), reader)
        elif entry.object_type == "claim" and entry.action in PAST:
            by = "you" if entry.actor == reader else who
            line = Line("", f"The claim was {PAST[entry.action]} by {by}.", "", entry.at, entry.reason, [])
        else:
            did = DID.get(told, f"{entry.action.replace('_', ' ')}: {entry.object_type}")
            reworded = entry.object_type == "claim" and entry.action == "update" and CONTENT & entry.changes.keys()
            since = entry.version - 1 if reworded else 0
            who = "" if told in IMPERSONAL else who
            line = Line(who, did, what, entry.at, entry.reason, differences, since, entry.version)
        lines.append(line)
    return lines[::-1]


def _revealed(entry: Entry, given: Given | None, reader: User) -> Line:
    if given is None or given.verdict.rating is None:
        return Line("", "A verdict was shown that has been withdrawn since.", "", entry.at, "", [])
    reviewer = given.verdict.reviewer
    who = "Your" if reviewer == reader else f"{reviewer}’s"
    return Line(who, "verdict was shown", given.verdict.rating.label, entry.at, "", [])


def _differences(entry: Entry) -> list[Difference]:
    if entry.action in ("create", "import"):
        return []
    return [
        Difference(FIELDS.get(name, name), *map(_in_words, entry.changes[name]))
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
