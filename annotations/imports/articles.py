"""Articles and their quotes, laid out as rows."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Generator, Iterator
from dataclasses import replace

from annotations.actions.quotes import anchor_of
from annotations.imports.fields import as_date
from annotations.imports.layout import Clock, Layout
from annotations.imports.memory import Held
from annotations.imports.shape import KINDS, ArticleDraft, PersonDraft, Place, QuoteDraft, Refusal, SourceDraft
from annotations.models import Article, Quote
from annotations.text import Block, blocks_of, sha256_of

LONGEST_TITLE = 200


def lay_article(layout: Layout, draft: ArticleDraft, *, remembered: bool) -> Iterator[Refusal]:
    """Lays out an article that is new, with all that belongs to it; of one that is there already, the quotes that are new.

    `remembered`: its text is kept, because claims later in the file may bring quotes in it.
    """
    memory, desk = layout.memory, layout.desk
    if (before := memory.find("article", draft.key)) is not None:
        if draft.quotes or before.within != summary(draft.text):
            reason = f"The article comes twice in the file, first in line {before.line}."
            yield Refusal(draft.at, reason, "Give each its own id, or leave one out.")
        else:
            layout.unchanged["article"] += 1
        return
    held = layout.there.articles.get(draft.key)
    if held is not None and held.text != draft.text:
        yield Refusal(
            Place(draft.at.line, f"{draft.at.pointer}/text"),
            "The project has this article already, with other words.",
            "Correct it on the article's own page, or leave it out here.",
        )
        return
    quotes: list[QuoteDraft] = []
    for quote in draft.quotes:
        kind = yield from kind_of(layout, quote)
        if kind:
            quotes.append(quote if quote.kind == kind else replace(quote, kind=kind))
    if held is None:
        id, revision = desk.identified("article", draft.key), desk.identified("revision", draft.key)
        held = Held(id, revision, draft.revision, False, draft.text)
        _add_article(layout, draft, held, bool(quotes))
        layout.comments(draft.comments, article=id)
    else:
        layout.unchanged["article"] += 1
    memory.know("article", draft.key, held.article, draft.at.line, summary(draft.text))
    if remembered:
        memory.hold(sha256_of(draft.text), held)
    clock = layout.clock()
    for quote in quotes:
        lay_quote(layout, quote, held, clock)


def kind_of(layout: Layout, quote: QuoteDraft) -> Generator[Refusal, None, str | None]:
    """The quote's kind: its own, or what its label is mapped to; None when it is left out or nobody has said.

    A file's own word may be spelled like one of our kinds: what it is mapped to is what it means.
    """
    if quote.kind and layout.desk.options.labels.get(quote.kind) not in ("", *KINDS):
        return quote.kind
    label = quote.kind or quote.label
    if not label:
        yield Refusal(quote.at, "The mark has neither a kind nor a label.", "Give it one, or leave it out.")
        return None
    kind = layout.desk.kind(label, quote.at)
    if kind == "":
        layout.memory.know("left out", quote.key, uuid.UUID(int=0))
    return kind or None


def lay_quote(layout: Layout, draft: QuoteDraft, held: Held, clock: Clock) -> uuid.UUID:
    """Lays out the quote unless it is there, by its key or as the same mark by the same person. Answers its id."""
    memory, desk = layout.memory, layout.desk
    if (known := memory.find("quote", draft.key)) is not None:
        return known.id
    if (there := layout.there.quotes.get(draft.key)) is not None:
        layout.unchanged["quote"] += 1
        memory.know("quote", draft.key, there[0], draft.at.line, held.article)
        return there[0]
    author = desk.person(draft.author)
    anchor = anchor_of(held.number, [(p.start, p.end) for p in draft.passages])
    mark = f"{held.article}:{author}:{draft.kind}:{anchor}" if anchor else ""
    if mark and (id := _marked(layout, held, author, draft.kind, anchor or "", mark)) is not None:
        layout.unchanged["quote"] += 1
    else:
        id = desk.identified("quote", draft.key)
        _add_quote(layout, draft, held, clock, id, author, anchor)
        if held.there:
            desk.spool.besides("marked", "article", held.article, held.revision)
        layout.comments(draft.comments, quote=id)
        if mark:
            memory.know("mark", mark, id)
    memory.know("quote", draft.key, id, draft.at.line, held.article)
    return id


def copy_article(layout: Layout, found: Article, key: str) -> Held:
    """An article of another project, added to this one with its text and nothing else."""
    revision, source = found.current, found.source
    draft = ArticleDraft(
        key=key,
        at=Place(),
        author=PersonDraft(str(found.author_id), found.author.name or found.author.username),
        text=revision.text,
        title=found.title,
        url=found.url,
        source=SourceDraft(source.name, source.homepage, source.country) if source else None,
        byline=found.byline,
        published_on=found.published_on.isoformat() if found.published_on else "",
        language=found.language,
        rights=found.rights,
        blocks=tuple(Block(**block) for block in revision.blocks),
        revision=revision.number,
    )
    id, revision_id = layout.desk.identified("article", key), layout.desk.identified("revision", key)
    held = Held(id, revision_id, revision.number, False, revision.text)
    _add_article(layout, draft, held, True)
    layout.memory.know("article", key, id, None, summary(revision.text))
    return held


def _add_article(layout: Layout, draft: ArticleDraft, held: Held, marked: bool) -> None:
    desk = layout.desk
    author = desk.person(draft.author)
    made = layout.made("article", held.article, draft, layout.articles)
    desk.add(
        "article",
        *made,
        desk.project.pk,
        author,
        draft.title.strip() and draft.title or _title(draft.text),
        draft.url,
        desk.source(draft.source),
        draft.byline,
        as_date(draft.published_on),
        draft.language or desk.options.language or desk.project.language,
        draft.rights,
        draft.state or ("annotating" if marked else "inbox"),
        held.revision,
    )
    blocks = draft.blocks if draft.blocks is not None else blocks_of(draft.text)
    desk.spool.add(
        "revision",
        held.revision,
        made[2],
        held.article,
        author,
        held.number,
        draft.text,
        sha256_of(draft.text),
        len(draft.text),
        json.dumps([block.as_json() for block in blocks], separators=(",", ":")),
        draft.raw,
        hashlib.sha256(draft.raw).hexdigest() if draft.raw is not None else "",
    )


def _add_quote(
    layout: Layout, draft: QuoteDraft, held: Held, clock: Clock, id: uuid.UUID, author: uuid.UUID, anchor: str | None
) -> None:
    desk = layout.desk
    parent = None
    if draft.parent is not None and layout.memory.find("left out", draft.parent) is None:
        there = layout.there.quotes.get(draft.parent)
        known = layout.memory.find("quote", draft.parent)
        parent = there[0] if there else known.id if known else desk.identified("quote", draft.parent)
        if not there:
            layout.parents.append((draft.parent, held.article, draft.at))
    desk.add(
        "quote",
        *layout.made("quote", id, draft, clock),
        held.article,
        author,
        draft.kind,
        draft.tone,
        desk.speaker(draft.speaker),
        parent,
        draft.note,
        draft.origin,
        anchor,
    )
    for order, p in enumerate(draft.passages):
        segment = uuid.uuid5(id, str(order))
        desk.spool.add("segment", segment, id, held.revision, order, p.start, p.end, p.exact, p.state)


def _marked(layout: Layout, held: Held, author: uuid.UUID, kind: str, anchor: str, mark: str) -> uuid.UUID | None:
    """The quote that marks the same already, earlier in the file or in the project."""
    if (known := layout.memory.find("mark", mark)) is not None:
        return known.id
    if not held.there:
        return None
    same = Quote.objects.filter(article=held.article, author=author, kind=kind, anchor=anchor, deleted_at=None)
    return same.values_list("pk", flat=True).first()


def _title(text: str) -> str:
    first = next(line.strip("# \t") for line in text.splitlines() if line.strip())
    return first if len(first) <= LONGEST_TITLE else f"{first[: LONGEST_TITLE - 1]}…"


def summary(text: str) -> uuid.UUID:
    """A text's fingerprint, the size of an id."""
    return uuid.UUID(bytes=hashlib.sha256(text.encode()).digest()[:16])
