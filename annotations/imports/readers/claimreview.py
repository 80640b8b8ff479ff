"""ClaimReview: fact-checks as they stand in the pages of their publishers, in feeds, and in answers of Google's claim search."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from annotations.imports.linked import Node, address, first, nodes, word, words
from annotations.imports.members import Member, members
from annotations.imports.shape import (
    ClaimDraft,
    CommentDraft,
    DecisionDraft,
    EvidenceDraft,
    Options,
    PersonDraft,
    Place,
    RatingDraft,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    key_of,
)
from annotations.imports.unpacking import whole

LISTS = ("@graph", "dataFeedElement", "itemListElement", "claims")
_TAG = re.compile(rb"<script\b[^>]*>", re.IGNORECASE)
_LINKED_DATA = re.compile(rb"""type\s*=\s*["']?application/ld\+json""", re.IGNORECASE)
_END = re.compile(rb"</script", re.IGNORECASE)
# A comment or a CDATA section around the JSON, as pages for old browsers and for XML have it.
_OPENED = re.compile(rb"<!--|(//|/\*)?\s*<!\[CDATA\[\s*(\*/)?")
_CLOSED = re.compile(rb"(-->|(//|/\*)?\s*\]\]>\s*(\*/)?)\Z")
_LONGEST_CLOSED = 100
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)", re.ASCII)
_WEB = re.compile(r"https?://([^\s/?#]+)\S*", re.IGNORECASE)
_WIKIDATA = re.compile(r"https?://www\.wikidata\.org/(?:wiki|entity)/(Q\d+)", re.ASCII)
_BETWEEN = re.compile(r"[\s_/-]+")


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """A claim for each ClaimReview; what else is in a page or a graph is passed over."""
    nothing = True
    for found in _members(file):
        if isinstance(found, Refusal):
            nothing = False
            yield found
            continue
        for review, at in _reviews(found.value, found.at):
            nothing = False
            yield _row(review, at)
    if nothing:
        yield Refusal(
            Place(),
            "There is no ClaimReview in the file.",
            "Import JSON-LD, or a page that holds it in a script element.",
        )


def _members(file: BinaryIO) -> Iterator[Member | Refusal]:
    """Of JSON; or of every script element of a page that speaks of claim reviews, with the lines of the page.

    Pages are written by hand and by templates: what browsers and crawlers forgive is forgiven.
    """
    begins = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    file.seek(0)
    if begins in (b"{", b"["):
        yield from members(file, LISTS)
        return
    page = whole(file, "The page", "Import the JSON-LD alone.")
    if isinstance(page, Refusal):
        yield page
        return
    for before, script in _scripts(page):
        if b"ClaimReview" not in script:
            continue
        for found in members(io.BytesIO(script), LISTS, strict=False):
            if isinstance(found, Refusal):
                yield Refusal(Place(before + (found.at.line or 1)), found.reason, found.remedy)
            else:
                yield Member(before + found.line, found.pointer, found.value)


def _scripts(page: bytes) -> Iterator[tuple[int, bytes]]:
    """The JSON of each script element of linked data, and how many lines end before it.

    Whatever the page holds, each of its bytes is looked at a few times and no more.
    """
    lines = counted = begun = 0
    for end in _END.finditer(page):
        # Up to the last > of this piece, before which every tag ends.
        tags = _TAG.finditer(page, begun, page.rfind(b">", begun, end.start()) + 1)
        if tag := next((tag for tag in tags if _LINKED_DATA.search(tag[0])), None):
            start, script = _unwrapped(page[tag.end() : end.start()])
            lines += page.count(b"\n", counted, tag.end() + start)
            counted = tag.end() + start
            yield lines, script
        begun = end.end()


def _unwrapped(script: bytes) -> tuple[int, bytes]:
    """The script without what wraps its JSON, and how many bytes come before that."""
    script = script.rstrip()
    start = len(script) - len(script.lstrip())
    if opened := _OPENED.match(script, start):
        start = opened.end()
    closed = _CLOSED.search(script, max(start, len(script) - _LONGEST_CLOSED))
    return start, script[start : closed.start() if closed else None]


def _reviews(value: Any, at: Place) -> Iterator[tuple[Node, Place]]:
    """The ClaimReviews that a member is, or holds as an item of a feed, as a page's entity or as an answer of a search."""
    if isinstance(value, list):
        for i, one in enumerate(value):
            yield from _reviews(one, Place(at.line, f"{at.pointer}/{i}"))
    elif isinstance(value, dict):
        if "ClaimReview" in {t.rpartition("/")[2].rpartition(":")[2] for t in words(value, "@type", "type")}:
            yield value, at
        elif isinstance(value.get("claimReview"), list) and "text" in value:
            for i, one in enumerate(_dicts(value["claimReview"])):
                yield _searched(value, one), Place(at.line, f"{at.pointer}/claimReview/{i}")
        else:
            for name in ("item", "mainEntity", "review", "hasPart", *LISTS):
                if name in value:
                    yield from _reviews(value[name], Place(at.line, f"{at.pointer}/{name}"))


def _searched(claim: Node, review: Node) -> Node:
    """An answer of Google's claim search as the ClaimReview it was made from."""
    publisher = next(iter(_dicts(review.get("publisher"))), {})
    author = {"name": publisher.get("name") or publisher.get("site"), "url": publisher.get("site")}
    return {
        "url": review.get("url"),
        "datePublished": review.get("reviewDate"),
        "author": author,
        "claimReviewed": claim.get("text"),
        "headline": review.get("title"),
        "reviewRating": {"alternateName": review.get("textualRating")},
        "itemReviewed": {"author": {"name": claim.get("claimant")}, "datePublished": claim.get("claimDate")},
    }


def _row(review: Node, at: Place) -> Row:
    item = next(iter(_dicts(review.get("itemReviewed"))), {})
    text = word(review, "claimReviewed") or word(item, "text", "name", "description")
    if not text:
        return Refusal(at, "The review does not say what it reviews.", "Add claimReviewed.")
    url, by = word(review, "url"), _publisher(review)
    claimed = address(item)  # our own exports say which claim it is
    ours = claimed.startswith("urn:uuid:")
    key = claimed.removeprefix("urn:uuid:") if ours else key_of(word(review, "@id", "id"), url, text)
    decision = _decision(review, key, at, by)
    body = word(review, "reviewBody")
    remark = CommentDraft(key=key_of(key, "body"), at=at, author=by, text=body)
    place = word(first(item, "locationCreated", "contentLocation"), "name")
    name = word(item, "name")
    return ClaimDraft(
        key=key,
        at=at,
        text=text,
        speaker=_speaker(item),
        said_on=_day(word(item, "datePublished")),
        place=place,
        occasion=name if name not in (place, text) else "",
        topics=_topics(item),
        state="decided" if decision else "draft",
        round=1 if decision else 0,
        decision=decision,
        evidence=tuple(_evidence(review, item, key, at, by)),
        comments=() if decision or not body else (remark,),
    )


def _decision(review: Node, key: str, at: Place, by: PersonDraft | None) -> DecisionDraft | None:
    """The rating by the publisher's own word; by its number only where there is no word."""
    rating = first(review, "reviewRating")
    named = word(rating, "alternateName", "name", "ratingValue")
    if not named:
        return None
    number = named == word(rating, "ratingValue") and word(rating, "bestRating")
    return DecisionDraft(
        key=key,
        at=Place(at.line, f"{at.pointer}/reviewRating"),
        author=by,
        created_at=word(review, "datePublished"),
        rating=RatingDraft(
            code=f"{named}-of-{number}" if number else _BETWEEN.sub("-", named.casefold()).strip("-") or named,
            label="" if number else named,
        ),
        headline=word(review, "headline", "name"),
        summary=word(review, "reviewBody"),
        rationale=word(rating, "ratingExplanation"),
    )


def _publisher(review: Node) -> PersonDraft | None:
    """Who checked: an organisation as a rule, by its name, or by where its pages are."""
    for author in nodes(review, "author", "publisher", "creator"):
        where = word(author, "@id", "id", "url")
        name = word(author, "name") or _host(where)
        if name:
            return PersonDraft(where or name, name)
    host = _host(word(review, "url"))
    return PersonDraft(host, host) if host else None


def _speaker(item: Node) -> SpeakerDraft | None:
    """Who said it; several together are a group."""
    authors = [author for author in nodes(item, "author") if word(author, "name")]
    if not authors:
        return None
    if len(authors) > 1:
        return SpeakerDraft(", ".join(word(author, "name") for author in authors), kind="group")
    (author,) = authors
    same = (_WIKIDATA.match(address) for address in words(author, "sameAs"))
    return SpeakerDraft(
        name=word(author, "name"),
        kind="organisation" if "Organization" in word(author, "@type", "type") else "person",
        role=word(author, "jobTitle", "description"),
        aliases=words(author, "alternateName"),
        wikidata_id=next((found[1] for found in same if found), ""),
    )


def _topics(item: Node) -> tuple[str, ...]:
    """Keywords: a list, or one line with commas."""
    return tuple(topic for line in words(item, "keywords") for one in line.split(",") if (topic := one.strip()))


def _evidence(review: Node, item: Node, key: str, at: Place, by: PersonDraft | None) -> Iterator[EvidenceDraft]:
    """The fact-check's own page, where the claim appeared, and what is cited. What each shows the file does not say."""
    page = {"url": word(review, "url"), "headline": word(review, "headline", "name"), "publisher": by and by.name}
    page["datePublished"] = word(review, "datePublished")
    appearances = chain(nodes(item, "firstAppearance"), nodes(item, "appearance"), nodes(item, "isPartOf"))
    if word(item, "@type", "type") not in ("Claim", ""):  # before there was Claim, the work itself was reviewed
        appearances = chain([item], appearances)
    seen: set[str] = set()
    for work, primary in chain(
        [(page, False)], ((one, True) for one in appearances), ((one, False) for one in nodes(review, "citation"))
    ):
        url = word(work, "url", "@id", "id")
        title = word(work, "name", "headline", "description") or _host(url)
        if not _WEB.fullmatch(url):
            url = ""
        if not title or (work is page and not url) or (url or title) in seen:
            continue
        seen.add(url or title)
        publishers = [word(one, "name") for one in nodes(work, "publisher", "author")]
        yield EvidenceDraft(
            key=key_of(key, url or title),
            at=at,
            title=title[:1000],
            stance="context",
            url=url,
            archive_url=word(work, "archivedAt"),
            source=next((SourceDraft(name) for name in publishers if name), None),
            published_on=_day(word(work, "datePublished")),
            excerpt=word(work, "text"),
            primary=primary,
        )


def _day(written: str) -> str:
    """The day of a date or a time; what is neither, such as a year alone, is no day."""
    found = _DAY.match(written)
    return found[0] if found else ""


def _host(url: str) -> str:
    found = _WEB.match(url)
    return found[1].lower().removeprefix("www.") if found else ""


def _dicts(value: Any) -> list[Node]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]


READER = Reader(
    name="claimreview",
    gist="Other people’s published fact-checks",
    media_types=("application/ld+json", "text/html"),
    extensions=("jsonld", "json", "html", "htm"),
    description=(
        "Fact-checks as their publishers mark them up (schema.org's ClaimReview): JSON-LD as an object, an array, a graph or a "
        "feed, a page that holds it in script elements, and answers of Google's claim search. Each becomes a claim with the "
        "publisher's decision; without a rating, a draft. A rating is known by its word, if the project's scale has it; else it "
        "is to be mapped. The fact-check's page, appearances and citations become evidence, as context: what they show is not "
        "said. Several authors of a claim are one group. Not kept: pictures, addresses of people, numbers beside a rating's word."
    ),
    example="""{
  "@context": "https://schema.org",
  "@type": "ClaimReview",
  "url": "https://checks.example/harbour",
  "datePublished": "2025-06-26",
  "author": {"@type": "Organization", "name": "The Harbour Desk"},
  "claimReviewed": "Lindholm has no money left for its harbour.",
  "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "False"},
  "itemReviewed": {
    "@type": "Claim",
    "author": {"@type": "Person", "name": "Tove Brink", "jobTitle": "Mayor of Lindholm"},
    "datePublished": "2025-06-24",
    "appearance": {"@type": "Article", "url": "https://courier.example/festival"}
  }
}
""",
    read=read,
    telltale=(b"ClaimReview", b'"claimReview"'),
)
