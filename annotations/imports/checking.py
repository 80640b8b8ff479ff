"""Do the parts of a draft agree? The same questions for every format, asked before anything is written.

Pure: what depends on the project (names, ratings, what is there already) is asked in rehearsal.py. Each field by itself is
looked at in fields.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from annotations.imports.fields import LONGEST_TEXT, MOST_OF, UNKEEPABLE, field_faults
from annotations.imports.shape import (
    ArticleDraft,
    ClaimDraft,
    CommentDraft,
    Place,
    QuoteDraft,
    Refusal,
    refusal_of,
)
from annotations.text import BlockJSON, SpanRefused, TextRefused, check_language, check_spans, read_text
from annotations.workflow import State

LONGEST_ARTICLE = 20_000_000
BLOCK_KINDS = frozenset({"heading", "paragraph", "list-item", "blockquote", "caption"})
_SHA256 = re.compile(r"[0-9a-f]{64}")


def faults(draft: ArticleDraft | ClaimDraft) -> Iterator[Refusal]:
    """Everything about the draft that could not be kept, the first faults first."""
    yield from field_faults(draft, draft.at)
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
        if quote.passages and all(passage.start is None for passage in quote.passages):
            return None  # all of it is lost
        pointer = quote.at.pointer if refused.index is None else f"{quote.at.pointer}/segments/{refused.index}"
        return Refusal(
            Place(quote.at.line, pointer), str(refused), "Correct the offsets and the words, or leave the mark out."
        )
    return None


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
    circling = endless(parents)
    for quote in draft.quotes:
        yield from _passages(quote)
        if wrong := misplaced(quote, draft.text):
            yield wrong
        if quote.parent is not None and (quote.parent not in parents or quote.key in circling):
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


def endless(parents: Mapping[str, str | None]) -> set[str]:
    """The keys from which going to the parent, and on to that one's, comes to no end."""
    ends: dict[str, bool] = {}
    for key in parents:
        path: list[str] = []
        above: str | None = key
        while above is not None and above in parents and above not in ends:
            ends[above] = False  # until its end is found: who comes here again goes in a circle
            path.append(above)
            above = parents[above]
        ends |= dict.fromkeys(path, above is None or ends.get(above, True))
    return {key for key, ended in ends.items() if not ended}


def _passages(quote: QuoteDraft) -> Iterator[Refusal]:
    for i, passage in enumerate(quote.passages):
        at = Place(quote.at.line, f"{quote.at.pointer}/segments/{i}")
        if (
            passage.state not in ("exact", "moved", "changed", "orphaned")
            or (passage.state == "orphaned") != (passage.start is None)
            or (passage.start is None) != (passage.end is None)
        ):
            yield Refusal(
                at, "A segment has a place in the text, or is orphaned.", "Give start and end, and the state."
            )
        elif UNKEEPABLE.search(passage.exact) or len(passage.exact) > LONGEST_TEXT:
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
            yield from field_faults(quote, quote.at)
            yield from _passages(quote)
            yield from _replies(quote.comments)
            if quote.cites is None or not _SHA256.fullmatch(quote.cites.sha256):
                yield Refusal(quote.at, "The quote does not say what text it is in.", "Give the text's checksum.")
    yield from _review(draft)
    yield from _replies(draft.comments)
    for verdict in draft.verdicts:
        yield from _replies(verdict.comments)


def _review(draft: ClaimDraft) -> Iterator[Refusal]:
    """Whether evidence, contacts, verdicts, decision, rounds and state can all be true of one claim."""
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
