"""Our own lines: of claims (the export `jsonl`) and of articles (the export `articles`), in any mixture.

An article comes before the claims that cite it. A claim line holds no article's text: its quotes say by checksum which
text they are in, and the import looks for it in the file, in the project and wherever else the importer may read.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any, BinaryIO

import orjson

from annotations.imports.objects import Object, read_object
from annotations.imports.shape import (
    ArticleDraft,
    Cited,
    ClaimDraft,
    CommentDraft,
    ContactDraft,
    DecisionDraft,
    EvidenceDraft,
    Options,
    Passage,
    PersonDraft,
    Place,
    QuestionDraft,
    QuoteDraft,
    RatingDraft,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    VerdictDraft,
)
from annotations.text import Block, sha256_of

LONGEST_LINE = 64 * 1024 * 1024
SCHEMA = "factcheck/1"


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """An article or a claim for each line; empty lines are passed over."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            yield Refusal(
                Place(number), f"The line is over {LONGEST_LINE >> 20} MB long.", "Break the file into lines."
            )
            return
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
            if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in line:
                yield Refusal(Place(number), "The file is in UTF-16.", "Save it as UTF-8 and import it again.")
                return
        if line := line.strip():
            yield from _line(line, number)


def _line(line: bytes, number: int) -> Iterator[Row]:
    try:
        value = orjson.loads(line)
    except (orjson.JSONDecodeError, RecursionError) as problem:
        yield Refusal(Place(number), *_unreadable(line, problem))
        return
    yield from read_object(value, Place(number), _row)


def _unreadable(line: bytes, problem: Exception) -> tuple[str, str]:
    """Why the line is no JSON, and what to do. orjson itself refuses NaN, lone surrogates and over 1024 levels."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return f"Byte {error.start + 1} of the line is not UTF-8.", "Save the file as UTF-8 and import it again."
    why, _, column = str(problem).partition(": line 1 column ")
    where = f" at character {column.partition(' ')[0]}" if column else ""
    remedy = "Correct the line, or take it out."
    if why == "unexpected end of data":
        remedy = "A line holds a whole object: write it in one line, or fetch the file again if it was cut off."
    return f"This is not valid JSON{where}: {why.rstrip('.')}.", remedy


def _row(found: Object) -> Row:
    if found.value.get("schema") != SCHEMA:
        at = Place(found.line, "/schema")
        remedy = "Export it again with this version, or choose the format of the program that made it."
        return Refusal(at, f"The line is not of the layout {SCHEMA}.", remedy)
    return _article(found) if found.value.get("type") == "article" else _claim(found)


def _article(found: Object) -> ArticleDraft:
    text = found.text("text", needed=True)
    revision = found.object("revision")
    if revision and (told := revision.text("sha256")) and told != sha256_of(text):
        revision.refuse("sha256", "The text is not the one of this checksum.", "Export the article again.")
    blocks = [
        Block(b.number("start"), b.number("end"), b.text("kind"), b.number("level"))  # type: ignore[arg-type]  # checked later
        for b in found.objects("blocks")
    ]
    return ArticleDraft(
        **_common(found),
        text=text,
        **found.several("title", "url", "byline", "published_on", "language", "rights", "state"),
        source=_source(found),
        blocks=tuple(blocks) if "blocks" in found.value else None,
        revision=revision.number("number", 1) if revision else 1,
        quotes=tuple(_quote(one) for one in found.objects("quotes")),
        comments=_comments(found),
    )


def _claim(found: Object) -> ClaimDraft:
    decision = found.object("decision")
    return ClaimDraft(
        **_common(found),
        text=found.text("text", needed=True),
        quotes=tuple(_quote(one, cited=True) for one in found.objects("quotes")),
        speaker=_speaker(found),
        **found.several("said_on", "place", "occasion"),
        topics=found.texts("topics"),
        state=found.text("state") or "draft",
        priority=found.number("priority"),
        assignee=_person(found, "assignee"),
        duplicate_of=found.text("duplicate_of") or None,
        round=found.number("round"),
        content_version=found.number("content_version", 1),
        questions=tuple(
            QuestionDraft(**_common(one), text=one.text("text", needed=True), order=one.maybe("order"))
            for one in found.objects("questions")
        ),
        evidence=tuple(_evidence(one) for one in found.objects("evidence")),
        contacts=tuple(_contact(one) for one in found.objects("contacts")),
        verdicts=tuple(_verdict(one) for one in found.objects("verdicts")),
        decision=_decision(decision) if decision else None,
        comments=_comments(found),
    )


def _common(found: Object, author: str = "author") -> dict[str, Any]:
    return {
        "key": found.text("id", needed=True),
        "at": found.at,
        "author": _person(found, author),
        "version": found.number("version", 1),
        "created_at": found.text("created_at"),
        "updated_at": found.text("updated_at"),
    }


def _quote(found: Object, *, cited: bool = False) -> QuoteDraft:
    cites = None
    if cited:
        article = found.object("article")
        cites = Cited(found.text("revision_sha256", needed=True), article.text("id") if article else "")
    passages = tuple(
        Passage(one.maybe("start"), one.maybe("end"), one.text("exact", needed=True), one.text("state") or "exact")
        for one in found.objects("segments")
    )
    return QuoteDraft(
        **_common(found),
        passages=passages,
        kind=found.text("kind", needed=True),
        tone=found.text("tone") or "literal",
        speaker=_speaker(found),
        parent=found.text("parent") or None,
        note=found.text("note"),
        origin=found.text("origin") or "import",
        comments=_comments(found),
        cites=cites,
    )


def _evidence(found: Object) -> EvidenceDraft:
    return EvidenceDraft(
        **_common(found),
        title=found.text("title", needed=True),
        stance=found.text("stance", needed=True),
        **found.several("url", "archive_url", "published_on", "accessed_on", "excerpt", "answer", "answer_kind"),
        source=_source(found),
        primary=found.truth("primary"),
        named=found.truth("named", True),
        question=found.text("question") or None,
    )


def _contact(found: Object) -> ContactDraft:
    told = found.several("who", "how", "asked_on", "asked", "replied_on", "reply", "why_not")
    return ContactDraft(**_common(found), **told)


def _verdict(found: Object) -> VerdictDraft:
    return VerdictDraft(
        **_common(found, "reviewer"),
        rating=_rating(found),
        **found.several("rationale", "confidence"),
        evidence=found.texts("evidence"),
        round=found.number("round", 1),
        claim_version=found.number("claim_version", 1),
        informed=found.truth("informed"),
        submitted_at=found.text("submitted_at", needed=True),
        comments=_comments(found),
    )


def _decision(found: Object) -> DecisionDraft:
    return DecisionDraft(
        **_common(found, "by"),
        rating=_rating(found),
        **found.several("headline", "summary", "rationale"),
        rule=found.text("rule") or "editor",
        round=found.number("round", 1),
        claim_version=found.number("claim_version", 1),
        sources=found.maybe("sources"),
        min_sources=found.maybe("min_sources"),
        verdicts=found.texts("verdicts"),
    )


def _rating(found: Object) -> RatingDraft:
    return RatingDraft(
        code=found.text("rating", needed=True), scale=found.text("scale"), label=found.text("rating_label")
    )


def _comments(found: Object) -> tuple[CommentDraft, ...]:
    return tuple(
        CommentDraft(
            **_common(one),
            text=one.text("text", needed=True),
            reply_to=one.text("reply_to") or None,
            mentions=tuple(filter(None, map(_somebody, one.objects("mentions")))),
            resolved_by=_person(one, "resolved_by"),
            resolved_at=one.text("resolved_at"),
        )
        for one in found.objects("comments")
    )


def _person(found: Object, name: str) -> PersonDraft | None:
    somebody = found.object(name)
    return _somebody(somebody) if somebody else None


def _somebody(found: Object) -> PersonDraft | None:
    key, name = found.text("id", needed=True), found.text("name", needed=True)
    return PersonDraft(key, name) if key else None


def _speaker(found: Object) -> SpeakerDraft | None:
    speaker = found.object("speaker")
    if speaker is None:
        return None
    return SpeakerDraft(
        name=speaker.text("name", needed=True),
        kind=speaker.text("kind") or "person",
        aliases=speaker.texts("aliases"),
        **speaker.several("role", "wikidata_id"),
    )


def _source(found: Object) -> SourceDraft | None:
    source = found.object("source")
    if source is None:
        return None
    return SourceDraft(source.text("name", needed=True), source.text("homepage"), source.text("country"))


READER = Reader(
    name="jsonl",
    gist="Claims and articles as Factcheck exports them",
    media_types=("application/x-ndjson", "application/jsonl", "application/json-lines"),
    extensions=("jsonl", "ndjson"),
    description=(
        "Our own lines, as the exports `jsonl` and `articles` write them, in any mixture. A claim line holds no article's "
        "text: the article comes earlier in the file, or is in this project, or in another you may read."
    ),
    example='{"schema": "factcheck/1", "id": "c1", "text": "Lindholm has no money left for its harbour."}\n',
    read=read,
    telltale=(b'"factcheck/',),
    cites=True,
)
