"""What a Web Annotation says: of which article it is the text, or how its words are marked, by whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotations.imports.linked import Node, address, first, nodes, word, words
from annotations.imports.shape import KINDS, TONES, PersonDraft, Place, SpeakerDraft, key_of

NAMING = ("classifying", "tagging")


@dataclass
class Said:
    """What the bodies say of the words."""

    kind: str = ""
    label: str = ""
    tone: str = "literal"
    speaker: SpeakerDraft | None = None
    note: str = ""
    claims: dict[str, str] = field(default_factory=dict)
    """Those made of the words: key and text."""


def said_of(value: Node) -> Said:
    """What the annotation says of its words. A mark without a word of its own is called by its motivation."""
    said, motivation = Said(), word(value, "motivation")
    labels, notes = [], [word(value, "bodyValue")]
    for body in _bodies(value):
        text, purpose, source = word(body, "value"), word(body, "purpose") or motivation, first(body, "source")
        if purpose == "identifying":
            said.speaker = _speaker(source) if word(source, "name") else SpeakerDraft(text) if text else None
        elif purpose == "linking" and word(source, "schema:text"):
            said.claims[key_in(address(source))] = word(source, "schema:text")
        elif purpose in NAMING and text in KINDS and not said.kind:
            said.kind = text
        elif purpose in NAMING and text in TONES:
            said.tone = text
        elif purpose in NAMING and text:
            labels.append(text)
        else:
            notes.append(text or address(source) or address(body))
    if not said.kind:
        said.label = labels.pop(0) if labels else motivation or "annotation"
    # A second word of another's vocabulary has no place of its own.
    said.note = "\n".join(filter(None, [*notes, *labels]))
    return said


def text_of_an_article(value: Node) -> Node | None:
    """The body that is an article's text: what describes the whole of a resource of the type Text, as plain text."""
    body, selector = next(_bodies(value), {}), first(value, "target").get("selector")
    says = "describing" in words(value, "motivation") and "Text" in words(described(value), "type")
    text = body.get("value") if word(body, "format") == "text/plain" else None
    if not says or not isinstance(text, str):
        return None
    lengths = (len(text), len(text.encode("utf-16-le", "surrogatepass")) // 2)
    whole = isinstance(selector, dict) and selector.get("start") == 0 and selector.get("end") in lengths
    return body if whole or selector is None else None


def described(value: Node) -> Node:
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


def common_of(value: Node, at: Place) -> dict[str, Any]:
    """Whose it is, which, and when it was made."""
    creator = first(value, "creator")
    name = word(creator, "name", "nickname") or address(creator)
    return {
        "key": key_in(address(value)) or key_of(repr(value)),
        "at": at,
        "author": PersonDraft(key_in(address(creator)) or name, name[:200]) if name else None,
        "created_at": word(value, "created"),
        "updated_at": word(value, "modified"),
    }


def key_in(id: str) -> str:
    """The key in an id: without the prefix that says that it is one."""
    return id.removeprefix("urn:uuid:")
