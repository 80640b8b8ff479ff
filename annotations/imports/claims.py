"""Claims with all that hangs on them, laid out as rows."""

from __future__ import annotations

import uuid
from collections.abc import Generator, Iterator
from dataclasses import replace
from typing import Literal

from annotations.imports.articles import copy_article, kind_of, lay_quote, summary
from annotations.imports.checking import misplaced
from annotations.imports.fields import as_date
from annotations.imports.layout import Clock, Layout
from annotations.imports.memory import Held
from annotations.imports.shape import Cited, ClaimDraft, Draft, Place, QuoteDraft, RatingDraft, Refusal
from annotations.models import Rating


def lay_claim(layout: Layout, draft: ClaimDraft) -> Iterator[Refusal]:
    """Lays out a claim that is new, with all that hangs on it. One that is there stays as it is."""
    memory, desk = layout.memory, layout.desk
    if (before := memory.find("claim", draft.key)) is not None:
        if before.within == summary(draft.text) and not (draft.quotes or draft.evidence or draft.verdicts):
            layout.unchanged["claim"] += 1
            return
        reason = f"The claim comes twice in the file, first in line {before.line}."
        yield Refusal(draft.at, reason, "Give each its own id, or leave one out.")
        return
    if (there := layout.there.claims.get(draft.key)) is not None:
        memory.know("claim", draft.key, there, draft.at.line, summary(draft.text))
        layout.unchanged["claim"] += 1
        return
    # Whatever is wrong is found before the first row is laid out.
    refused = False
    quotes: list[uuid.UUID | tuple[QuoteDraft, Held]] = []
    for i, quote in enumerate(draft.quotes):
        found = yield from _quote(layout, quote, Place(draft.at.line, f"{draft.at.pointer}/quotes/{i}"))
        if found is None:
            refused = True
        elif found:
            quotes.append(found)
    ratings = {verdict.key: _rated(layout, verdict.rating, verdict.at) for verdict in draft.verdicts}
    decided = _rated(layout, draft.decision.rating, draft.decision.at) if draft.decision else None
    if refused or None in ratings.values() or (draft.decision and decided is None):
        return
    id = desk.identified("claim", draft.key)
    memory.know("claim", draft.key, id, draft.at.line, summary(draft.text))
    clock = layout.clock()
    named = [one if isinstance(one, uuid.UUID) else lay_quote(layout, *one, clock) for one in quotes]
    for position, quote_id in enumerate(dict.fromkeys(named)):
        desk.spool.add("claim_quote", uuid.uuid5(id, str(quote_id)), id, quote_id, position)
    desk.add(
        "claim",
        *layout.made("claim", id, draft, layout.claims, draft.content_version),
        desk.project.pk,
        desk.person(draft.author),
        draft.text,
        desk.speaker(draft.speaker),
        as_date(draft.said_on),
        draft.place,
        draft.occasion,
        draft.topics,
        draft.state,
        draft.priority,
        desk.person(draft.assignee) if draft.assignee else None,
        _original(layout, draft),
        draft.round,
        1,
    )
    _add_groundwork(layout, draft, id)
    _add_review(layout, draft, id, ratings, decided)
    layout.comments(draft.comments, claim=id)


def _quote(
    layout: Layout, quote: str | QuoteDraft, at: Place
) -> Generator[Refusal, None, uuid.UUID | tuple[QuoteDraft, Held] | Literal[""] | None]:
    """The quote's id, or the quote and the article it is to be put in; "" when it is left out, None when it is refused."""
    key = quote if isinstance(quote, str) else quote.key
    if (known := layout.memory.find("quote", key)) is not None:
        return known.id
    if (there := layout.there.quotes.get(key)) is not None:
        id, article, deleted = there
        if deleted:
            yield Refusal(at, "The quote was deleted in this project.", "Restore it there first, or leave it out here.")
            return None
        if isinstance(quote, QuoteDraft):
            layout.unchanged["quote"] += 1
        layout.memory.know("quote", key, id, at.line, article)
        return id
    if layout.memory.find("left out", key):
        return ""
    if isinstance(quote, str):
        yield Refusal(at, "No quote of this id comes before it.", "Put its article before the claim, or leave it out.")
        return None
    held = _article_of(layout, quote.cites or Cited(""))
    if held is None:
        yield Refusal(
            at,
            "The text it is in is neither in the file nor in a project you may read.",
            "Import that project's `articles` export first, or put its lines before this one.",
        )
        return None
    if wrong := misplaced(quote, held.text):
        yield wrong
        return None
    kind = yield from kind_of(layout, quote)
    if kind is None:
        return "" if layout.memory.find("left out", key) else None
    return replace(quote, kind=kind), held


def _article_of(layout: Layout, cites: Cited) -> Held | None:
    """The article that shows the cited text; one of another project is copied into this one."""
    if (held := layout.text_of(cites)) is None and (found := layout.there.cited.get(cites.sha256)) is not None:
        if found.project_id == layout.desk.project.pk:
            held = Held(found.pk, found.current_id, found.current.number, True, found.current.text)
        else:
            held = copy_article(layout, found, cites.article or str(found.pk))
        layout.memory.hold(cites.sha256, held)
    return held


def _rated(layout: Layout, draft: RatingDraft, at: Place) -> Rating | None:
    return layout.desk.rating(draft, Place(at.line, f"{at.pointer}/rating"))


def _original(layout: Layout, draft: ClaimDraft) -> uuid.UUID | None:
    if draft.duplicate_of is None:
        return None
    at = Place(draft.at.line, f"{draft.at.pointer}/duplicate_of")
    if (there := layout.there.claims.get(draft.duplicate_of)) is not None:
        return there
    layout.originals.append((draft.key, draft.duplicate_of, at))
    return layout.desk.identified("claim", draft.duplicate_of)


def _add_groundwork(layout: Layout, draft: ClaimDraft, claim: uuid.UUID) -> None:
    desk = layout.desk
    clock = layout.clock()
    for i, question in enumerate(draft.questions, start=1):
        order = i if question.order is None else question.order
        _hang(layout, "question", question, claim, clock, question.text, order)
    clock = layout.clock()
    for piece in draft.evidence:
        _hang(
            *(layout, "evidence", piece, claim, clock),
            desk.identified("question", str(claim), piece.question) if piece.question is not None else None,
            *(piece.answer, piece.answer_kind, piece.title, piece.url, piece.archive_url),
            desk.source(piece.source),
            as_date(piece.published_on),
            as_date(piece.accessed_on),
            *(piece.excerpt, piece.stance, piece.primary, piece.named),
        )
    clock = layout.clock()
    for contact in draft.contacts:
        _hang(
            *(layout, "contact", contact, claim, clock),
            *(contact.who, contact.how, as_date(contact.asked_on), contact.asked),
            *(as_date(contact.replied_on), contact.reply, contact.why_not),
        )


def _add_review(
    layout: Layout, draft: ClaimDraft, claim: uuid.UUID, ratings: dict[str, Rating | None], decided: Rating | None
) -> None:
    desk = layout.desk
    made, submitted = layout.clock(), layout.clock()
    for verdict in draft.verdicts:
        rating = ratings[verdict.key]
        assert rating is not None
        id = _hang(
            layout,
            "verdict",
            replace(verdict, created_at=verdict.created_at or verdict.submitted_at),
            *(claim, made),
            *(verdict.claim_version, verdict.round, rating.pk, verdict.rationale, verdict.confidence),
            "submitted",
            True,  # only what was revealed is ever exported
            verdict.informed,
            submitted.moment(verdict.submitted_at),
        )
        for key in verdict.evidence:
            evidence = desk.identified("evidence", str(claim), key)
            desk.spool.add("verdict_evidence", uuid.uuid5(id, str(evidence)), id, evidence)
        layout.comments(verdict.comments, verdict=id)
    decision = draft.decision
    if decision is None or decided is None:
        return
    id = _hang(
        *(layout, "decision", decision, claim, layout.clock()),
        *(decision.claim_version, decision.round, decided.pk),
        *(decision.headline, decision.summary, decision.rationale, decision.rule),
        *(decision.sources, decision.min_sources),
    )
    for key in decision.verdicts:
        verdict_id = desk.identified("verdict", str(claim), key)
        desk.spool.add("decision_verdict", uuid.uuid5(id, str(verdict_id)), id, verdict_id)


def _hang(layout: Layout, table: str, draft: Draft, claim: uuid.UUID, clock: Clock, *values: object) -> uuid.UUID:
    """Lays out a thing that hangs on the claim, and answers its id. `values` are the columns after claim and author."""
    desk = layout.desk
    id = desk.identified(table, str(claim), draft.key)
    desk.add(table, *layout.made(table, id, draft, clock), claim, desk.person(draft.author), *values)
    return id
