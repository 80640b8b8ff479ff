"""W3C Web Annotation: articles and their quotes, as our export has them or another tool that holds the texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from annotations.imports.foreign import Foreign
from annotations.imports.linked import Node, address, first, nodes, word, words
from annotations.imports.members import members
from annotations.imports.selectors import passage_of
from annotations.imports.shape import (
    ArticleDraft,
    ClaimDraft,
    Options,
    Passage,
    Place,
    QuoteDraft,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    key_of,
)
from annotations.imports.webmarks import common_of, described, key_in, said_of, text_of_an_article
from annotations.text import TextRefused, sha256_of


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """Each article of the file when the next begins; at the end those of the project that have marks, and the claims."""
    reading = _Reading(options)
    for found in members(file, ("first", "items", "@graph")):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from reading.take(found.value, found.at)
    yield from reading.rest()


@dataclass
class _Open:
    """The article whose annotations are being read."""

    names: set[str]
    text: Foreign
    told: dict[str, Any]
    quotes: list[QuoteDraft] = field(default_factory=list)

    def closed(self) -> ArticleDraft:
        return ArticleDraft(text=self.text.text, quotes=tuple(self.quotes), **self.told)


@dataclass
class _Claim:
    text: str
    at: Place
    quotes: list[str] = field(default_factory=list)


class _Reading:
    def __init__(self, options: Options) -> None:
        self.options = options
        self.open: _Open | None = None
        self.closed: set[str] = set()
        self.keys: dict[str, str] = {}  # of the project's articles, by every name that was asked for; "" for none
        self.known: dict[str, _Open] = {}  # by those keys
        self.claims: dict[str, _Claim] = {}

    def rest(self) -> Iterator[Row]:
        """What is left when the file is at its end."""
        if self.open:
            yield self.open.closed()
        yield from (article.closed() for article in self.known.values() if article.quotes)
        for key, claim in self.claims.items():
            yield ClaimDraft(key=key, at=claim.at, text=claim.text, quotes=tuple(dict.fromkeys(claim.quotes)))

    def take(self, value: Any, at: Place) -> Iterator[Row]:
        """One annotation, or a page of them."""
        kinds = words(value, "type", "@type") if isinstance(value, dict) else []
        if "AnnotationPage" in kinds or "AnnotationCollection" in kinds:
            items = value.get("items")
            if not isinstance(items, list):
                yield Refusal(at, "The annotations are not in the file.", "Import the pages themselves.")
                return
            for i, one in enumerate(items):
                yield from self.take(one, Place(at.line, f"{at.pointer}/items/{i}"))
        elif "Annotation" not in kinds:
            yield Refusal(at, "This is no annotation.", "Take it out, or give it the type Annotation.")
        elif (body := text_of_an_article(value)) is not None:
            yield from self._begin(value, body, at)
        else:
            yield from self._mark(value, at)

    def _begin(self, value: Node, body: Node, at: Place) -> Iterator[Row]:
        if self.open:
            yield self.open.closed()
            self.closed |= self.open.names
            self.open = None
        told = body.get("schema:sha256")
        try:
            text = Foreign(body["value"])
        except TextRefused as refused:
            yield Refusal(at, str(refused), "Correct the text, and its annotations with it.")
            return
        if told and told != sha256_of(text.text):
            yield Refusal(at, "The text is not the one of this checksum.", "Export the article again.")
            return
        target = described(value)
        url = word(target, "schema:url")
        names = {name for name in (address(target), url) if name}
        publisher = first(target, "schema:publisher")
        source = SourceDraft(word(publisher, "name"), word(publisher, "homepage")) if word(publisher, "name") else None
        self.open = _Open(
            names,
            text,
            {
                **common_of(value, at),
                "key": key_in(address(target)) or key_of(text.text),
                "title": word(target, "schema:headline"),
                "url": url or (address(target) if address(target).startswith("http") else ""),
                "source": source,
                "byline": word(target, "schema:author"),
                "published_on": word(target, "schema:datePublished"),
                "language": word(body, "language") or word(target, "language"),
                "rights": word(target, "schema:copyrightNotice"),
            },
        )

    def _mark(self, value: Node, at: Place) -> Iterator[Row]:
        passages: list[Passage] = []
        article: _Open | None = None
        for i, target in enumerate(nodes(value, "target")):
            where = Place(at.line, f"{at.pointer}/target{f'/{i}' if isinstance(value['target'], list) else ''}")
            if not target.get("selector"):
                yield Refusal(where, "It is about a whole resource, not about words of a text.", "Leave it out.")
                return
            names = [*words(target, "scope"), address(first(target, "source"))]
            found = self._article(names, where)
            if found is None or article not in (None, found):
                yield Refusal(
                    where,
                    f"The text of {(names[-1] or 'its target')[:200]} is neither before it in the file nor in the project.",
                    "Add the article first, or put the text there as an annotation of its own, as in the format's example.",
                )
                return
            article = found
            try:
                passages.append(passage_of(target["selector"], article.text))
            except TextRefused as refused:
                yield Refusal(where, str(refused), "Correct the selector or the text, or leave the annotation out.")
                return
        if article is None:
            yield Refusal(at, "It has no target.", "Say what it is about, or leave it out.")
            return
        passages.sort(key=lambda passage: passage.start or 0)
        article.quotes.append(self._quote(value, tuple(passages), at))

    def _article(self, names: list[str], at: Place) -> _Open | None:
        """The article that is open, or the one of the project that goes by one of the names."""
        if self.open and not self.open.names.isdisjoint(names):
            return self.open
        if not self.closed.isdisjoint(names):
            return None
        for name in names:
            if name not in self.keys:
                self.keys[name], text = self.options.known(name) or ("", "")
                if (key := self.keys[name]) and key not in self.known:
                    self.known[key] = _Open(set(), Foreign(text), {"key": key, "at": at})
            if self.keys[name]:
                return self.known[self.keys[name]]
        return None

    def _quote(self, value: Node, passages: tuple[Passage, ...], at: Place) -> QuoteDraft:
        said, common = said_of(value), common_of(value, at)
        for key, text in said.claims.items():
            self.claims.setdefault(key, _Claim(text, at)).quotes.append(common["key"])
        return QuoteDraft(
            **common,
            passages=passages,
            kind=said.kind,
            label=said.label,
            tone=said.tone,
            speaker=said.speaker,
            note=said.note,
            parent=key_in(address(first(value, "schema:isPartOf"))) or None,
        )


READER = Reader(
    name="w3c",
    gist="Web Annotations on articles",
    media_types=('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',),
    extensions=("jsonld", "json"),
    description=(
        "W3C Web Annotations: a collection, a page, an array, or one a line. An article is an annotation that describes a "
        "resource of the type Text, with the text as its body; it comes before the annotations of its words. All other "
        "annotations are of articles the project has, known by their address, or by their urn as source or scope. Words are "
        "named by TextQuoteSelector, TextPositionSelector or, better, both, which have to agree. "
        "What classifies or tags them is a kind of ours or mapped by labels, without a word of its own their motivation is; "
        "what identifies is the speaker, what links to a text with words is a claim, all else is the note."
    ),
    example="""{
  "@context": "http://www.w3.org/ns/anno.jsonld",
  "id": "urn:example:page",
  "type": "AnnotationPage",
  "items": [
    {
      "id": "urn:example:text",
      "type": "Annotation",
      "motivation": "describing",
      "body": {
        "type": "TextualBody",
        "format": "text/plain",
        "language": "en",
        "value": "“We have no money left for the harbour,” said mayor Tove Brink."
      },
      "target": {"id": "https://courier.example/festival", "type": "Text", "schema:headline": "Festival week"}
    },
    {
      "id": "urn:example:1",
      "type": "Annotation",
      "motivation": "classifying",
      "body": {"type": "TextualBody", "purpose": "classifying", "value": "direct"},
      "target": {
        "source": "https://courier.example/festival",
        "selector": [
          {"type": "TextQuoteSelector", "exact": "We have no money left for the harbour"},
          {"type": "TextPositionSelector", "start": 1, "end": 38}
        ]
      }
    }
  ]
}
""",
    read=read,
    telltale=(b"/ns/anno.jsonld", b"TextQuoteSelector", b"TextPositionSelector"),
)
