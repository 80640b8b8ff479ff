"""croissant.json: the release for machine learning's own catalogue format (MLCommons Croissant 1.0)."""

from __future__ import annotations

from typing import Any

from annotations.exports.releases.citation import cited
from annotations.exports.releases.facts import LICENCES, Facts, Part, media_type_of
from annotations.exports.releases.store import Kept

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileProperty": "cr:fileProperty",
    "fileObject": "cr:fileObject",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {"string": "sc:Text", "int": "sc:Integer", "float": "sc:Float", "bool": "sc:Boolean", "time": "sc:DateTime"}
ENCODINGS = {"parquet": "application/x-parquet", "jsonl": "application/jsonlines"}


def croissant(facts: Facts) -> dict[str, Any]:
    """The document. Columns that hold rows of their own are in the files and not described here."""
    found: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts.title,
        "description": facts.notes or f"Claims checked by {facts.project}, with quotes, evidence and decisions.",
        "version": f"{facts.number}.0.0",
        "datePublished": facts.released_on.isoformat(),
        "citeAs": cited(facts.project, facts.name, facts.number, facts.released_on.year),
        "creator": {"@type": "sc:Organization", "name": facts.project},
        "inLanguage": facts.languages,
        "isLiveDataset": False,
        "distribution": [_file(file) for file in facts.files],
        "recordSet": [_records(part) for part in facts.parts],
    }
    if facts.licence:
        found["license"] = LICENCES[facts.licence]
    return found


def _file(file: Kept) -> dict[str, Any]:
    ending = file.path.rpartition(".")[2]
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": ENCODINGS.get(ending) or media_type_of(file.path),
        "sha256": file.sha256,
    }


def _records(part: Part) -> dict[str, Any]:
    own = f"{part.table.name}-{part.split}"
    fields = []
    for column in part.table.columns:
        repeated = isinstance(column.type, list)
        type = column.type[0] if isinstance(column.type, list) else column.type
        if not isinstance(type, str):
            continue
        fields.append(
            {
                "@type": "cr:Field",
                "@id": f"{own}/{column.name}",
                "name": column.name,
                "description": column.meaning,
                "dataType": TYPES[type],
                **({"repeated": True} if repeated else {}),
                "source": {"fileObject": {"@id": part.file.path}, "extract": {"column": column.name}},
            }
        )
    return {
        "@type": "cr:RecordSet",
        "@id": own,
        "name": own,
        "description": f"{part.table.meaning} The split {part.split}.",
        "key": {"@id": f"{own}/id"},
        "field": fields,
    }
