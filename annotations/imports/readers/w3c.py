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
    PersonDraft,
    Place,
    QuoteDraft,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    key_of,
)
from annotations.text import TextRefused, sha256_of

KINDS = ("direct", "partial", "indirect", "scare", "statement")
TONES = ("literal", "ironic", "hypothetical", "question")
NAMING = ("classifying", "tagging")


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """Each article when the next begins, and at the end the claims that were made of the quotes."""
    reading = _Reading()
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
    def __init__(self) -> None:
        self.open: _Open | None = None
        self.claims: dict[str, _Claim] = {}

    def rest(self) -> Iterator[Row]:
        """What is left when the file is at its end."""
        if self.open:
            yield self.open.closed()
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
        elif (body := _text_of_an_article(value)) is not None:
            yield from self._begin(value, body, at)
        else:
            yield from self._mark(value, at)

    def _begin(self, value: Node, body: Node, at: Place) -> Iterator[Row]:
        if self.open:
            yield self.open.closed()
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
        target = _described(value)
        url = word(target, "schema:url")
        names = {name for name in (address(target), url) if name}
        publisher = first(target, "schema:publisher")
        source = SourceDraft(word(publisher, "name"), word(publisher, "homepage")) if word(publisher, "name") else None
        self.open = _Open(
            names,
            text,
            {
                **_common(value, at),
                "key": _key(address(target)) or key_of(text.text),
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
        for i, target in enumerate(nodes(value, "target")):
            where = Place(
                at.line, f"{at.pointer}/target/{i}" if isinstance(value["target"], list) else f"{at.pointer}/target"
            )
            if not target.get("selector"):
                yield Refusal(where, "It is about a whole resource, not about words of a text.", "Leave it out.")
                return
            places = {address(first(target, "source")), *words(target, "scope")}
            if self.open is None or not places & self.open.names:
                yield Refusal(
                    where,
                    f"The text of {address(first(target, 'source'))[:200] or 'its target'} does not come before it in the file.",
                    "Put the text there as an annotation of its own, as in the format's example.",
                )
                return
            try:
                passages.append(passage_of(target["selector"], self.open.text))
            except TextRefused as refused:
                yield Refusal(where, str(refused), "Correct the selector or the text, or leave the annotation out.")
                return
        if not passages or self.open is None:
            yield Refusal(at, "It has no target.", "Say what it is about, or leave it out.")
            return
        passages.sort(key=lambda passage: passage.start or 0)
        self.open.quotes.append(self._quote(value, tuple(passages), at))

    def _quote(self, value: Node, passages: tuple[Passage, ...], at: Place) -> QuoteDraft:
        common = _common(value, at)
        kind, tone, labels, notes, speaker = "", "literal", [], [word(value, "bodyValue")], None
        for body in _bodies(value):
            said, purpose = word(body, "value"), word(body, "purpose") or word(value, "motivation")
            source = first(body, "source")
            if purpose == "identifying":
                speaker = _speaker(source) if word(source, "name") else SpeakerDraft(said) if said else None
            elif purpose == "linking" and word(source, "schema:text"):
                claim = self.claims.setdefault(_key(address(source)), _Claim(word(source, "schema:text"), at))
                claim.quotes.append(common["key"])
            elif purpose in NAMING and said in KINDS and not kind:
                kind = said
            elif purpose in NAMING and said in TONES:
                tone = said
            elif purpose in NAMING and said:
                labels.append(said)
            else:
                notes.append(said or address(source) or address(body))
        # A second word of another's vocabulary has no place of its own, and a mark without any has its motivation.
        label = "" if kind else (labels.pop(0) if labels else word(value, "motivation") or "annotation")
        return QuoteDraft(
            **common,
            passages=passages,
            kind=kind,
            label=label,
            tone=tone,
            speaker=speaker,
            note="\n".join(filter(None, [*notes, *labels])),
            parent=_key(address(first(value, "schema:isPartOf"))) or None,
        )


def _text_of_an_article(value: Node) -> Node | None:
    """The body that is an article's text: what describes the whole of a resource of the type Text, as plain text."""
    body, selector = next(_bodies(value), {}), first(value, "target").get("selector")
    says = "describing" in words(value, "motivation") and "Text" in words(_described(value), "type")
    text = body.get("value") if word(body, "format") == "text/plain" else None
    if not says or not isinstance(text, str):
        return None
    lengths = (len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)
    whole = isinstance(selector, dict) and selector.get("start") == 0 and selector.get("end") in lengths
    return body if whole or selector is None else None


def _described(value: Node) -> Node:
    """What the annotation is about: its target, or what that is a part of."""
    target = first(value, "target")
    return first(target, "source") if "source" in target else target


def _bodies(value: Node) -> Iterator[Node]:
    """The bodies; of a choice the first."""
    for body in nodes(value, "body"):
        if "Choice" in words(body, "type"):
            yield from list(nodes(body, "items"))[:1]
        else:
            yield body


def _speaker(source: Node) -> SpeakerDraft:
    kind = word(source, "schema:additionalType") or (
        "organisation" if word(source, "type") == "Organization" else "person"
    )
    wikidata = address(first(source, "schema:sameAs")).rpartition("/")[2]
    return SpeakerDraft(
        name=word(source, "name"),
        kind=kind,
        role=word(source, "schema:jobTitle"),
        aliases=tuple(words(source, "nickname")),
        wikidata_id=wikidata if wikidata[:1] == "Q" and wikidata[1:].isdecimal() else "",
    )


def _common(value: Node, at: Place) -> dict[str, Any]:
    """Whose it is and when it was made; its id without the prefix that says that it is one."""
    creator = first(value, "creator")
    name = word(creator, "name", "nickname") or address(creator)
    return {
        "key": _key(address(value)) or key_of(repr(value)),
        "at": at,
        "author": PersonDraft(_key(address(creator)) or name, name[:200]) if name else None,
        "created_at": word(value, "created"),
        "updated_at": word(value, "modified"),
    }


def _key(id: str) -> str:
    return id.removeprefix("urn:uuid:")


READER = Reader(
    name="w3c",
    media_types=('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',),
    extensions=("jsonld", "json"),
    description=(
        "W3C Web Annotations of texts that are in the file: a collection, a page, an array, or one a line. An article is an "
        "annotation that describes a resource of the type Text, with the text as its body; it comes before the annotations "
        "of its words. Those name their words by TextQuoteSelector, TextPositionSelector or, better, both, which have to agree. "
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
