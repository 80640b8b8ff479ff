"""UIMA CAS: XMI or JSON, alone or many in a .zip, as INCEpTION and dkpro-cassis write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from annotations.imports.annotators import together
from annotations.imports.cas import SOFA, NoCas, Structure, structures
from annotations.imports.foreign import Foreign
from annotations.imports.marks import (
    Mark,
    Tie,
    Unplaced,
    article_of,
    identity,
    passage_or_refusal,
    text_or_refusal,
)
from annotations.imports.shape import Options, PersonDraft, Place, Reader, Refusal, Row
from annotations.imports.unpacking import MOST_BYTES, entries, whole

METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
ARTICLE = "webanno.custom.Article"
LABELS = ("kind", "value", "label", "tie")
"""Features that say what a mark is, in our own files and in INCEpTION's."""

_PROJECT = re.compile("(annotation|curation)/[^/]+/[^/]+$")
_NOBODYS = frozenset({"INITIAL_CAS", "exportedproject"})

# How a text is divided, and what is said of all of it: no marks.
_NO_MARKS = ("uima.", "de.tudarmstadt.ukp.dkpro.core.api.segmentation.", "de.tudarmstadt.ukp.dkpro.core.api.metadata.")
_ANNOTATION = "uima.tcas.Annotation"


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """An article for each text of each CAS; in a project of INCEpTION's, with what everybody marked in it."""
    return together(_rows(file, Unplaced(options.labels)))


def _rows(file: BinaryIO, unplaced: Unplaced) -> Iterator[tuple[Row, PersonDraft | None]]:
    beginning = file.read(4)
    file.seek(0)
    if beginning[:2] != b"PK":
        data = whole(file, "The CAS", "Give several, in a .zip.")
        for row in [data] if isinstance(data, Refusal) else _cas(data, "", unplaced):
            yield row, None
        return
    for entry in entries(file, order=_order):
        if isinstance(entry, Refusal):
            yield entry, None
            continue
        path = PurePosixPath(entry[0])
        if path.stem in _NOBODYS:
            continue
        person = None
        if _PROJECT.match(entry[0]):
            person = PersonDraft(f"inception:{path.stem}", path.stem)
        inner = entries(BytesIO(entry[1]), most_together=5 * MOST_BYTES) if path.suffix == ".zip" else [entry]
        for found in inner:
            if isinstance(found, Refusal):
                yield found, None
            elif found[0].lower().endswith((".xmi", ".json")):
                name = f"/{entry[0]}" if found is entry else f"/{entry[0]}/{found[0]}"
                for row in _cas(found[1], name, unplaced):
                    yield row, person


def _order(path: str) -> tuple[str, str]:
    """What everybody made of one document together: INCEpTION has a folder for each, and in it a file for each person."""
    file = PurePosixPath(path)
    return file.parent.name, path


def _cas(data: bytes, name: str, unplaced: Unplaced) -> Iterator[Row]:
    at = Place(None, name)
    try:
        found = structures(data)
    except NoCas as error:
        yield Refusal(at, str(error), "Export the document as UIMA CAS XMI (XML 1.0) or UIMA CAS JSON.")
        return
    texts = [sofa for sofa in found if sofa.type == SOFA and sofa.features.get("sofaString") is not None]
    if not texts:
        yield Refusal(at, "The CAS has no text: it is empty, or says where its text is.", "Export it with its text.")
    for sofa in texts:
        foreign = text_or_refusal(sofa.words("sofaString"), at, "utf-16")
        if isinstance(foreign, Refusal):
            yield foreign
        else:
            own = [structure for structure in found if structure.features.get("sofa") == sofa.id]
            yield from _article(foreign, own, name, unplaced)


def _article(foreign: Foreign, found: list[Structure], name: str, unplaced: Unplaced) -> Iterator[Row]:
    marks: list[Mark] = []
    ties: list[Tie] = []
    known: dict[str, Any] = {}
    for structure in found:
        at = Place(None, f"{name}#{structure.id}")
        if structure.type in (METADATA, ARTICLE, "uima.tcas.DocumentAnnotation"):
            known |= _known(structure)
        elif {"Governor", "Dependent"} <= structure.features.keys():
            origin, target = structure.words("Governor"), structure.words("Dependent")
            ties.append(Tie(origin, target, _label(structure), at))
        elif {"begin", "end"} <= structure.features.keys() and _is_mark(structure.type):
            passage = passage_or_refusal(foreign, structure.number("begin"), structure.number("end"), None, at)
            if isinstance(passage, Refusal):
                # A mark that is left out anyway may be as empty as it likes.
                if unplaced.labels.get(_label(structure)) != "":
                    yield passage
                continue
            said: dict[str, Any] = {part: structure.words(part) for part in ("speaker", "note")}
            tone, quote = structure.words("tone") or "literal", identity(structure.features.get("quote"))
            marks.append(Mark(structure.id, at, _label(structure), (passage,), tone=tone, quote=quote, **said))
    yield from article_of(foreign, known, marks, ties, Place(None, name), unplaced)


def _is_mark(type: str) -> bool:
    return type == _ANNOTATION or not type.startswith(_NO_MARKS)


def _label(structure: Structure) -> str:
    return next((words for name in LABELS if (words := structure.words(name))), structure.type)


def _known(structure: Structure) -> dict[str, Any]:
    names = {"documentTitle": "title", "documentId": "article_id", "documentUri": "url"}
    known = {names.get(name, name): value for name, value in structure.features.items()}
    if known.get("language") in ("x-unspecified", "x-none", None):
        known.pop("language", None)
    return known


READER = Reader(
    name="uima-cas",
    gist="Annotated texts from INCEpTION, WebAnno or dkpro-cassis",
    media_types=("application/vnd.xmi+xml",),
    extensions=("xmi", "zip", "json"),
    description=(
        "UIMA CASes, in XMI or JSON, one file or a .zip of many, as INCEpTION, WebAnno and dkpro-cassis write them, "
        "or a project as INCEpTION exports it, with everybody’s annotations: each text is an article, each annotation "
        "a mark, except tokens, sentences and the like. Its label is its feature `kind`, `value` or `label`, or else "
        "the name of its type; `tone`, `speaker` and `note` are understood. What has a Governor and a Dependent is a "
        "relation, of which `continues` and `inside` make discontinuous and nested quotes. Offsets count UTF-16 "
        "units, as UIMA does."
    ),
    example=(
        '<xmi:XMI xmi:version="2.0" xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"\n'
        '  xmlns:custom="http:///webanno/custom.ecore">\n'
        '  <custom:Quote xmi:id="2" sofa="1" begin="1" end="22" kind="direct" speaker="Tove Brink"/>\n'
        '  <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView"'
        ' sofaString="“We have no money left,” said mayor Tove Brink."/>\n'
        "</xmi:XMI>\n"
    ),
    read=read,
    telltale=(b".xmi", b"xmi:XMI", b"TypeSystem.xml", b"%TYPES", b"%FEATURE_STRUCTURES", b"annotation/"),
)
