"""Is a draft what Factcheck can keep? The same questions for every format, asked before anything is written.

Pure: what depends on the project (names, ratings, what is there already) is asked in rehearsal.py.
"""

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
    Passage,
    PersonDraft,
    Place,
    QuestionDraft,
    QuoteDraft,
    Refusal,
    SourceDraft,
    SpeakerDraft,
    VerdictDraft,
    refusal_of,
)
from annotations.text import BlockJSON, SpanRefused, TextRefused, check_language, check_spans, read_text
from annotations.workflow import Rule, State

MOST_VERSIONS = 1000
MOST_OF = 10_000  # questions, evidence, verdicts, comments ... of one thing, or quotes of one claim
LONGEST_ARTICLE = 20_000_000
LONGEST_TEXT = 1_000_000
SMALL, LARGE = 32_767, 2_147_483_647
BLOCK_KINDS = frozenset({"heading", "paragraph", "list-item", "blockquote", "caption"})
SHORTEN = "Shorten it."
CLOCKS_DIFFER = timedelta(days=1)

# The longest each field may be; what is not named may be as long as LONGEST_TEXT.
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

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f\\<>\"\ud800-\udfff]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def faults(draft: ArticleDraft | ClaimDraft) -> Iterator[Refusal]:
    """Everything about the draft that could not be kept, the first faults first."""
    yield from _fields(draft, draft.at)
    if isinstance(draft, ArticleDraft):
        yield from _article(draft)
    else:
        yield from _claim(draft)


def misplaced(quote: QuoteDraft, text: str) -> Refusal | None:
    """What is wrong with the quote's places in its article's text."""
    try:
        check_spans(
            text, [(p.start, p.end, p.exact) for p in quote.passages if p.start is not None and p.end is not None]
        )
    except SpanRefused as refused:
        if not any(_placed(passage) for passage in quote.passages) and quote.passages:
            return None
        pointer = quote.at.pointer if refused.index is None else f"{quote.at.pointer}/segments/{refused.index}"
        return Refusal(
            Place(quote.at.line, pointer), str(refused), "Correct the offsets and the words, or leave the mark out."
        )
    return None


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


def _fields(draft: Any, at: Place) -> Iterator[Refusal]:
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
        if not draft.key or _UNKEEPABLE.search(draft.key):
            yield refusal("id", "It has no id that can be kept.", "Give each row an id of its own.")
        if draft.author:
            yield from _fields(draft.author, Place(at.line, f"{at.pointer}/author"))
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
            yield from _fields(one, one.at if isinstance(one, Draft) else Place(at.line, f"{at.pointer}/{part}"))


def _words(words: str, most: int, refusal: Any, name: str) -> Iterator[Refusal]:
    if len(words) > most:
        yield refusal(name, f"Here are {len(words):,} characters; there is room for {most:,}.", SHORTEN)
    elif found := _UNKEEPABLE.search(words):
        yield refusal(name, f"Character {found.start()} is none that can be kept (NUL or half a pair).", "Take it out.")


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


def _article(draft: ArticleDraft) -> Iterator[Refusal]:
    at = Place(draft.at.line, f"{draft.at.pointer}/text")
    if len(draft.text) > LONGEST_ARTICLE:
        yield Refusal(at, f"The text has over {LONGEST_ARTICLE:,} characters, which no article has.", "Cut it up.")
        return
    try:
        # A byte order mark that is still there belongs to the text.
        kept = read_text(f"\ufeff{draft.text}")
    except TextRefused as refused:
        yield Refusal(at, str(refused), "Correct the text and import the file again.")
        return
    if kept != draft.text:
        yield Refusal(at, "The text has carriage returns.", "End its lines in a line feed alone (\\n).")
        return
    if draft.language:
        try:
            check_language(draft.language)
        except TextRefused as refused:
            yield refusal_of(refused, Place(draft.at.line, f"{draft.at.pointer}/language"))
    if draft.blocks is not None:
        yield from _blocks(draft)
    parents = {quote.key: quote.parent for quote in draft.quotes}
    for quote in draft.quotes:
        yield from _passages(quote)
        if wrong := misplaced(quote, draft.text):
            yield wrong
        if quote.parent is not None and (quote.parent not in parents or circular(quote.key, parents)):
            yield Refusal(
                Place(quote.at.line, f"{quote.at.pointer}/parent"),
                "The quote this one lies in is not in the same article, or lies in this one itself.",
                "Name a quote of the article, or none.",
            )
    yield from _replies(draft.comments)
    for quote in draft.quotes:
        yield from _replies(quote.comments)


def _blocks(draft: ArticleDraft) -> Iterator[Refusal]:
    before = 0
    for i, block in enumerate((*(b.as_json() for b in draft.blocks or ()), _end(draft.text))):
        start, end = block["start"], block["end"]
        if (
            not before <= start <= end <= len(draft.text)
            or draft.text[before:start].strip("\n")
            or (block["kind"] not in BLOCK_KINDS or not 0 <= block["level"] <= 6 or "\n" in draft.text[start:end])
        ):
            yield Refusal(
                Place(draft.at.line, f"{draft.at.pointer}/blocks/{i}"),
                "The blocks do not hold the text's lines in their order.",
                "Leave the blocks out: they are found in the text.",
            )
            return
        before = end


def _end(text: str) -> BlockJSON:
    return {"start": len(text), "end": len(text), "kind": "paragraph", "level": 0}


def circular(key: str, parents: Mapping[str, str | None]) -> bool:
    """Whether who goes from one to what it hangs on, and so on, meets one twice."""
    seen, above = {key}, parents.get(key)
    while above is not None:
        if above in seen:
            return True
        seen.add(above)
        above = parents.get(above)
    return False


def _placed(passage: Passage) -> bool:
    return passage.start is not None


def _passages(quote: QuoteDraft) -> Iterator[Refusal]:
    for i, passage in enumerate(quote.passages):
        lost = passage.state == "orphaned"
        at = Place(quote.at.line, f"{quote.at.pointer}/segments/{i}")
        if (
            passage.state not in ("exact", "moved", "changed", "orphaned")
            or lost == _placed(passage)
            or ((passage.start is None) != (passage.end is None))
        ):
            yield Refusal(
                at, "A segment has a place in the text, or is orphaned.", "Give start and end, and the state."
            )
        elif _UNKEEPABLE.search(passage.exact) or len(passage.exact) > LONGEST_TEXT:
            yield Refusal(at, "The segment's words cannot be kept.", "Correct them.")
    if not quote.passages:
        yield Refusal(quote.at, "The quote has no words.", "Give at least one segment, or leave it out.")


def _claim(draft: ClaimDraft) -> Iterator[Refusal]:
    at = draft.at
    if len(draft.quotes) > MOST_OF:
        yield Refusal(at, f"The claim has over {MOST_OF:,} quotes.", "Split it up.")
        return
    if draft.content_version > draft.version:
        yield _of(at, "content_version", "It is beyond the claim's version.", "Correct one of the two.")
    named: set[str] = set()
    for i, quote in enumerate(draft.quotes):
        key = quote if isinstance(quote, str) else quote.key
        if key in named:
            yield _of(at, f"quotes/{i}", "The quote is named twice.", "Name each once.")
        named.add(key)
        if isinstance(quote, QuoteDraft):
            yield from _fields(quote, quote.at)
            yield from _passages(quote)
            yield from _replies(quote.comments)
            if quote.cites is None or not _SHA256.fullmatch(quote.cites.sha256):
                yield Refusal(quote.at, "The quote does not say what text it is in.", "Give the text's checksum.")
    yield from _review(draft)
    yield from _replies(draft.comments)
    for verdict in draft.verdicts:
        yield from _replies(verdict.comments)


def _review(draft: ClaimDraft) -> Iterator[Refusal]:
    """Whether state, rounds, verdicts and decision can all be true of one claim."""
    at, decision = draft.at, draft.decision
    questions = {question.key for question in draft.questions}
    evidence = {piece.key for piece in draft.evidence}
    for piece in draft.evidence:
        if piece.question is not None and piece.question not in questions:
            yield _of(piece.at, "question", "It answers a question the claim does not have.", "Name one that is there.")
        if (piece.answer or piece.answer_kind) and not (piece.question and piece.answer_kind):
            yield _of(
                piece.at, "answer", "An answer has a question and says what kind it is.", "Add them, or leave it out."
            )
    for contact in draft.contacts:
        told = (contact.how, contact.asked_on, contact.asked, contact.replied_on, contact.reply)
        if bool(contact.who) == bool(contact.why_not) or (contact.why_not and any(told)):
            yield Refusal(contact.at, "It says whom one asked, or why one asked nobody.", "Say one of the two.")
    given: set[tuple[str, int]] = set()
    for verdict in draft.verdicts:
        if verdict.author is None:
            yield Refusal(verdict.at, "Nobody gave this verdict.", "Say whose it is.")
            continue
        if (verdict.author.key, verdict.round) in given:
            yield Refusal(verdict.at, "This reviewer gave two verdicts in one round.", "Leave one of them out.")
        given.add((verdict.author.key, verdict.round))
        if verdict.claim_version > draft.version:
            yield _of(verdict.at, "claim_version", "It is beyond the claim's version.", "Correct one of the two.")
        if not set(verdict.evidence) <= evidence:
            yield _of(verdict.at, "evidence", "It relies on what is no evidence of the claim.", "Name what is there.")
        if not 1 <= verdict.round <= draft.round:
            yield _of(verdict.at, "round", f"The claim is in round {draft.round}.", "Correct one of the two.")
    if decision:
        if decision.author is None:
            yield Refusal(decision.at, "Nobody decided this.", "Say who did.")
        if decision.claim_version > draft.version or not 1 <= decision.round <= draft.round:
            yield Refusal(decision.at, "It is of a round or a version the claim has not had.", "Correct the numbers.")
        if not set(decision.verdicts) <= {verdict.key for verdict in draft.verdicts}:
            yield _of(decision.at, "verdicts", "It rests on verdicts the claim does not have.", "Name what is there.")
    if draft.state in (State.PUBLISHED, State.WITHDRAWN):
        yield _of(at, "state", f"Nothing can be {draft.state} here yet.", "Write decided: its decision comes along.")
    if draft.state == State.DECIDED and (decision is None or decision.round != draft.round):
        yield _of(at, "state", f"A claim that is {draft.state} has a decision of its last round.", "Add the decision.")
    if draft.state in ("in_review", "agreed", "disputed") and not draft.round:
        yield _of(at, "round", "A claim that was in review has been so at least once.", "Give the round, from 1 on.")
    if draft.state == "duplicate" and draft.duplicate_of is None:
        yield _of(at, "duplicate_of", "A duplicate repeats another claim.", "Name that one.")


def _replies(comments: tuple[CommentDraft, ...]) -> Iterator[Refusal]:
    before: set[str] = set()
    for comment in comments:
        if comment.reply_to is not None and comment.reply_to not in before:
            yield _of(
                comment.at, "reply_to", "It answers no comment that comes before it.", "Answer one that does, or none."
            )
        if (comment.resolved_by is None) == bool(comment.resolved_at):
            yield _of(
                comment.at, "resolved_by", "A comment is resolved by somebody at some time.", "Give both, or neither."
            )
        before.add(comment.key)


def _of(at: Place, name: str, reason: str, remedy: str) -> Refusal:
    return Refusal(Place(at.line, f"{at.pointer}/{name}"), reason, remedy)


def _noun(kind: type) -> str:
    return kind.__name__.removesuffix("Draft").lower()
