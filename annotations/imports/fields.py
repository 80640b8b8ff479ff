"""Can each field of a draft be kept, by itself? Its length and characters, dates, addresses, numbers and choices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from annotations.imports.shape import (
    KINDS,
    TONES,
    ArticleDraft,
    ClaimDraft,
    CommentDraft,
    ContactDraft,
    DecisionDraft,
    Draft,
    EvidenceDraft,
    PersonDraft,
    Place,
    QuestionDraft,
    QuoteDraft,
    Refusal,
    SourceDraft,
    SpeakerDraft,
    VerdictDraft,
)
from annotations.models.sources import COUNTRY
from annotations.models.speakers import WIKIDATA_ID
from annotations.text import TextRefused, check_characters
from annotations.workflow import Rule, State

MOST_VERSIONS = 1000
MOST_OF = 10_000  # questions, evidence, verdicts, comments ... of one thing, or quotes of one claim
LONGEST_TEXT = 1_000_000
SMALL, LARGE = 32_767, 2_147_483_647  # the most that the database's small integers hold, and its integers
SHORTEN = "Shorten it."
CLOCKS_DIFFER = timedelta(days=1)

# The longest each field of words may be, in code points. None goes unchecked: a test compares these tables with the drafts.
LENGTHS: Mapping[type, Mapping[str, int]] = MappingProxyType(
    {
        ArticleDraft: {"title": 1000, "byline": 500, "rights": 1000},
        QuoteDraft: {"note": LONGEST_TEXT},
        ClaimDraft: {"text": LONGEST_TEXT, "place": 300, "occasion": 500},
        QuestionDraft: {"text": LONGEST_TEXT},
        EvidenceDraft: {"title": 1000, "excerpt": LONGEST_TEXT, "answer": LONGEST_TEXT},
        ContactDraft: {"who": 300, "asked": LONGEST_TEXT, "reply": LONGEST_TEXT, "why_not": LONGEST_TEXT},
        VerdictDraft: {"rationale": LONGEST_TEXT},
        DecisionDraft: {"headline": 500, "summary": LONGEST_TEXT, "rationale": LONGEST_TEXT},
        CommentDraft: {"text": LONGEST_TEXT},
        SpeakerDraft: {"name": 300, "role": 300, "wikidata_id": 20},
        SourceDraft: {"name": 300, "country": 2},
        PersonDraft: {"key": 300, "name": 200},
    }
)
LISTS: Mapping[type, Mapping[str, int]] = MappingProxyType(
    {ClaimDraft: {"topics": 100}, SpeakerDraft: {"aliases": 300}}
)
"""Lists of words, and the longest each of their members may be."""
NEEDED: Mapping[type, str] = MappingProxyType(
    {
        ClaimDraft: "text",
        QuestionDraft: "text",
        EvidenceDraft: "title",
        CommentDraft: "text",
        SpeakerDraft: "name",
        SourceDraft: "name",
        PersonDraft: "name",
    }
)
ADDRESSES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {ArticleDraft: ("url",), EvidenceDraft: ("url", "archive_url"), SourceDraft: ("homepage",)}
)
DATES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        ArticleDraft: ("published_on",),
        ClaimDraft: ("said_on",),
        EvidenceDraft: ("published_on", "accessed_on"),
        ContactDraft: ("asked_on", "replied_on"),
    }
)
TIMES: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {CommentDraft: ("resolved_at",), VerdictDraft: ("submitted_at",)}
)
SHAPES: Mapping[type, Mapping[str, tuple[re.Pattern[str], str, str]]] = MappingProxyType(
    {
        SpeakerDraft: {"wikidata_id": (WIKIDATA_ID, "id of Wikidata", "Write a Q and a number, as Q42, or nothing.")},
        SourceDraft: {"country": (COUNTRY, "country", "Write two capital letters of ISO 3166, as NO, or nothing.")},
    }
)
"""What a word has to look like, what it is called, and the remedy."""
WAYS = ("email", "telephone", "letter", "meeting", "message", "other")
CHOICES: Mapping[type, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ArticleDraft: {"state": ("", "inbox", "annotating", "done", "archived")},
        QuoteDraft: {
            "kind": ("", *KINDS),
            "tone": TONES,
            "origin": ("person", "suggestion", "import"),
        },
        ClaimDraft: {"state": tuple(state.value for state in State)},
        EvidenceDraft: {
            "stance": ("supports", "refutes", "context"),
            "answer_kind": ("", "extractive", "abstractive", "boolean", "unanswerable"),
        },
        ContactDraft: {"how": ("", *WAYS)},
        VerdictDraft: {"confidence": ("", "low", "medium", "high")},
        DecisionDraft: {"rule": tuple(rule.value for rule in Rule)},
        SpeakerDraft: {"kind": ("person", "organisation", "group", "unnamed")},
    }
)
NUMBERS: Mapping[type, Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        ArticleDraft: {"revision": (1, SMALL)},
        ClaimDraft: {"priority": (-SMALL, SMALL), "round": (0, SMALL), "content_version": (1, MOST_VERSIONS)},
        QuestionDraft: {"order": (0, LARGE)},
        VerdictDraft: {"round": (1, SMALL), "claim_version": (1, MOST_VERSIONS)},
        DecisionDraft: {
            "round": (1, SMALL),
            "claim_version": (1, MOST_VERSIONS),
            "sources": (0, LARGE),
            "min_sources": (0, SMALL),
        },
    }
)
# A draft's own parts, each a draft or several.
PARTS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        ArticleDraft: ("source", "quotes", "comments"),
        QuoteDraft: ("speaker", "comments"),
        ClaimDraft: ("speaker", "assignee", "questions", "evidence", "contacts", "verdicts", "decision", "comments"),
        EvidenceDraft: ("source",),
        VerdictDraft: ("comments",),
        CommentDraft: ("mentions", "resolved_by"),
    }
)

UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f\\<>\"\ud800-\udfff]")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def field_faults(draft: Any, at: Place) -> Iterator[Refusal]:
    """What is wrong with the fields of a draft and of its parts, and theirs. `at` is the draft's own place."""
    kind = type(draft)

    def refusal(name: str, reason: str, remedy: str) -> Refusal:
        return Refusal(Place(at.line, f"{at.pointer}/{name}"), reason, remedy)

    for name, most in LENGTHS[kind].items():
        yield from _words(getattr(draft, name), most, refusal, name)
    for name, most in LISTS.get(kind, {}).items():
        if len(getattr(draft, name)) > MOST_OF:
            yield refusal(name, f"Here are over {MOST_OF:,} {name}.", "Leave some out.")
            continue
        for i, words in enumerate(getattr(draft, name)):
            yield from _words(words, most, refusal, f"{name}/{i}")
    if (needed := NEEDED.get(kind)) and not getattr(draft, needed).strip():
        yield refusal(
            needed, "Here is nothing.", f"A {_noun(kind)} needs a {needed}: write it, or leave the {_noun(kind)} out."
        )
    for name in ADDRESSES.get(kind, ()):
        address = getattr(draft, name)
        if address and (len(address) > 2000 or not _followable(address)):
            yield refusal(name, f"“{address[:80]}” is no web address.", "Write one that begins with https://, or none.")
    for name in DATES.get(kind, ()):
        try:
            as_date(getattr(draft, name))
        except ValueError:
            yield refusal(
                name, f"“{getattr(draft, name)[:40]}” is no day.", "Write it as 2025-06-24, or leave it empty."
            )
    for name in (*TIMES.get(kind, ()), *(("created_at", "updated_at") if isinstance(draft, Draft) else ())):
        yield from _time(getattr(draft, name), refusal, name)
    for name, (pattern, called, remedy) in SHAPES.get(kind, {}).items():
        if (word := getattr(draft, name)) and not pattern.fullmatch(word):
            yield refusal(name, f"“{word[:80]}” is no {called}.", remedy)
    for name, choices in CHOICES.get(kind, {}).items():
        if getattr(draft, name) not in choices:
            known = ", ".join(filter(None, choices))
            yield refusal(name, f"“{getattr(draft, name)[:80]}” is no {name} of ours.", f"Choose one of {known}.")
    for name, (least, most) in NUMBERS.get(kind, {}).items():
        number = getattr(draft, name)
        if number is not None and not least <= number <= most:
            yield refusal(name, f"{number} is not from {least} to {most}.", "Correct the number.")
    if isinstance(draft, Draft):
        if not 1 <= draft.version <= MOST_VERSIONS:
            yield refusal("version", f"Versions go from 1 to {MOST_VERSIONS}.", "Correct the number, or leave it out.")
        if not draft.key or UNKEEPABLE.search(draft.key):
            yield refusal("id", "It has no id that can be kept.", "Give each row an id of its own.")
        if draft.author:
            yield from field_faults(draft.author, Place(at.line, f"{at.pointer}/author"))
    for part in PARTS.get(kind, ()):
        found_ = getattr(draft, part)
        several = found_ if isinstance(found_, tuple) else (found_,) if found_ is not None else ()
        if len(several) > MOST_OF and part != "quotes":
            yield refusal(part, f"Here are over {MOST_OF:,} {part}.", "Split it up.")
            continue
        keys = [one.key for one in several if isinstance(one, Draft)]
        if len(set(keys)) < len(keys):
            yield refusal(part, f"Two of the {part} have the same id.", "Give each an id of its own.")
        for one in several:
            yield from field_faults(one, one.at if isinstance(one, Draft) else Place(at.line, f"{at.pointer}/{part}"))


def _words(words: str, most: int, refusal: Any, name: str) -> Iterator[Refusal]:
    if len(words) > most:
        yield refusal(name, f"Here are {len(words):,} characters; there is room for {most:,}.", SHORTEN)
    elif found := UNKEEPABLE.search(words):
        yield refusal(name, f"Character {found.start()} is none that can be kept (NUL or half a pair).", "Take it out.")
    elif most < LONGEST_TEXT:  # a name, a title: as strict as the API
        try:
            check_characters(words)
        except TextRefused as refused:
            yield refusal(name, f"Character {refused.position} is a control character.", "Take it out.")


def _followable(address: str) -> bool:
    """As strict as the API: pages make links of addresses."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not _NO_ADDRESS.search(address)
    except ValueError:
        return False


def _time(written: str, refusal: Any, name: str) -> Iterator[Refusal]:
    try:
        moment = as_time(written)
    except ValueError:
        yield refusal(name, f"“{written[:40]}” is no time.", "Write it as 2025-06-24T12:00:00Z, or leave it out.")
        return
    if moment and moment > datetime.now(UTC) + CLOCKS_DIFFER:
        yield refusal(name, f"“{written[:40]}” is in the future.", "Correct it, or leave it out.")


def as_date(written: str) -> date | None:
    """The day; None for "". Raises ValueError for what is none."""
    if not written:
        return None
    if not _DATE.fullmatch(written):
        raise ValueError(written)
    return date.fromisoformat(written)


def as_time(written: str) -> datetime | None:
    """The moment in UTC, which is also meant when the file names no zone; None for "". Raises ValueError for what is none."""
    if not written:
        return None
    moment = datetime.fromisoformat(written)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:  # in UTC it would be before the year 1 or after 9999
        raise ValueError(written) from None


def _noun(kind: type) -> str:
    return kind.__name__.removesuffix("Draft").lower()
