"""UIMA: each article a CAS in XMI, beside the type system they share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any
from xml.sax.saxutils import quoteattr

from annotations.exports.markings import CONTINUES, INSIDE, Marking, Passage, articles_of, known_of, markings_of
from annotations.exports.shape import Blocks, Format
from annotations.exports.zipping import listing, zipped
from annotations.text import utf16_length

METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ARTICLE = "webanno.custom.Article"
QUOTE = "webanno.custom.Quote"
TIE = "webanno.custom.QuoteTie"

_OF_ARTICLE = ("source", "byline", "published_on", "rights", "state", "revision", "revision_sha256")
_STRING = "uima.cas.String"
_TYPES: dict[str, tuple[str, dict[str, str]]] = {
    METADATA: (
        "uima.tcas.DocumentAnnotation",
        {
            **dict.fromkeys(("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri"), _STRING),
            "isLastSegment": "uima.cas.Boolean",
        },
    ),
    ARTICLE: ("uima.cas.AnnotationBase", dict.fromkeys(_OF_ARTICLE, _STRING)),
    QUOTE: ("uima.tcas.Annotation", dict.fromkeys(("kind", "tone", "speaker", "note", "quote"), _STRING)),
    TIE: ("uima.tcas.Annotation", {"Governor": QUOTE, "Dependent": QUOTE, "tie": _STRING}),
}

# XML 1.0 has no way to say these; each is one unit of UTF-16, as is what stands for it.
_UNSAYABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" \
xmlns:type="http:///de/tudarmstadt/ukp/dkpro/core/api/metadata/type.ecore" xmlns:custom="http:///webanno/custom.ecore">
  <cas:NULL xmi:id="0"/>
"""


def render(blocks: Blocks) -> Iterator[bytes]:
    """A zip with TypeSystem.xml, and an .xmi of each article, named by its id."""
    return zipped(_entries(blocks))


def _entries(blocks: Blocks) -> Iterator[tuple[str, bytes]]:
    yield "TypeSystem.xml", _type_system().encode()
    for article in articles_of(blocks):
        yield f"{article['id']}.xmi", "".join(_cas(article)).encode()


def _cas(article: dict[str, Any]) -> Iterator[str]:
    text, known, ids = article["text"], known_of(article), count(1)
    sofa = next(ids)
    members: list[int] = []

    def element(name: str, features: Mapping[str, Any]) -> str:
        members.append(next(ids))
        return _element(name, {"xmi:id": members[-1], "sofa": sofa, **features})

    yield _HEAD
    about = {
        "begin": 0,
        "end": utf16_length(text),
        "language": known["language"],
        "documentTitle": known["title"],
        "documentId": known["article_id"],
        "documentUri": known["url"],
        "collectionId": article["project"],
    }
    yield element("type:DocumentMetaData", about)
    yield element("custom:Article", {name: known[name] for name in _OF_ARTICLE})
    markings = markings_of(article)
    first: dict[str, int] = {}
    places: dict[int, Passage] = {}
    ties: list[tuple[int, int, str]] = []
    for marking in markings:
        for passage in marking.passages:
            before = members[-1]
            yield element("custom:Quote", _quote(marking, passage))
            places[members[-1]] = passage
            if first.setdefault(marking.id, members[-1]) != members[-1]:
                ties.append((members[-1], before, CONTINUES))
    ties += ((first[marking.id], first[marking.parent], INSIDE) for marking in markings if marking.parent)
    for origin, target, tie in ties:
        # A relation stands where its Dependent does: INCEpTION checks it.
        where = {"begin": places[target].start_utf16, "end": places[target].end_utf16}
        yield element("custom:QuoteTie", {**where, "Governor": origin, "Dependent": target, "tie": tie})
    about = {"xmi:id": sofa, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text}
    yield _element("cas:Sofa", about)
    yield _element("cas:View", {"sofa": sofa, "members": " ".join(map(str, members))})
    yield "</xmi:XMI>\n"


def _quote(marking: Marking, passage: Passage) -> dict[str, Any]:
    said = {"tone": marking.tone, "speaker": marking.speaker, "note": marking.note, "quote": marking.id}
    return {"begin": passage.start_utf16, "end": passage.end_utf16, "kind": marking.kind, **said}


def _element(name: str, features: Mapping[str, Any]) -> str:
    said = (f" {key}={_attribute(str(value))}" for key, value in features.items() if value not in ("", None))
    return f"  <{name}{''.join(said)}/>\n"


def _attribute(value: str) -> str:
    return quoteattr(_UNSAYABLE.sub("\ufffd", value), _SPACES)


def _type_system() -> str:
    return "".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>\n',
            '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">\n  <types>\n',
            *(_type(name, *described) for name, described in _TYPES.items()),
            "  </types>\n</typeSystemDescription>\n",
        )
    )


def _type(name: str, supertype: str, features: dict[str, str]) -> str:
    described = "".join(
        f"<featureDescription><name>{feature}</name><description/><rangeTypeName>{range}</rangeTypeName>"
        "</featureDescription>\n        "
        for feature, range in features.items()
    ).rstrip()
    return (
        f"    <typeDescription>\n      <name>{name}</name>\n      <description/>\n"
        f"      <supertypeName>{supertype}</supertypeName>\n"
        f"      <features>\n        {described}\n      </features>\n    </typeDescription>\n"
    )


FORMAT = Format(
    name="uima-cas",
    gist="For INCEpTION, UIMA and dkpro-cassis",
    media_type="application/zip",
    extension="zip",
    of="articles",
    description=(
        "A zip for UIMA, INCEpTION and dkpro-cassis: `TypeSystem.xml`, and for each article `ID.xmi`, a CAS in XMI 1.0. "
        "A segment of a quote is a `webanno.custom.Quote` with `kind`, `tone`, `speaker`, `note` and, as `quote`, the "
        "quote’s id, which its segments share. A `webanno.custom.QuoteTie` leads from its Governor to its Dependent: "
        "`continues` from a further segment to the one before it, `inside` from a quote to the one it lies in. "
        "`begin` and `end` count UTF-16 units, as UIMA does. Title, id, language and address are in DKPro’s "
        "DocumentMetaData, the rest of what is known in a `webanno.custom.Article`. In INCEpTION first import "
        "`TypeSystem.xml` as layers (Quote is a span layer that may overlap, QuoteTie a relation layer, Article document "
        "metadata), then the documents as “UIMA CAS XMI (XML 1.0)”."
    ),
    loses=(
        "Claims and all that hangs on them, comments, who marked a quote and when, the speaker but for the name, the "
        "article’s blocks. Segments whose words a correction of the article has lost, and quotes all of whose words it "
        "has. U+FFFE and U+FFFF, which XML cannot hold, become U+FFFD; so do control characters in a note."
    ),
    render=render,
    shown=listing,
)
