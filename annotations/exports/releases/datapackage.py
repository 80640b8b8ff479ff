"""datapackage.json: the release as a Data Package, with the sum of every data file."""

from __future__ import annotations

import re
from typing import Any

from annotations.exports.releases.facts import LICENCES, Facts, media_type_of
from annotations.exports.releases.store import Kept


def datapackage(facts: Facts) -> dict[str, Any]:
    """The descriptor."""
    return {
        "profile": "data-package",
        "name": _name(facts.slug),
        "title": facts.title,
        "version": f"{facts.number}.0.0",
        "description": facts.notes,
        "created": f"{facts.released_on.isoformat()}T00:00:00Z",
        "contributors": [{"title": facts.project, "role": "publisher"}],
        **({"licenses": [{"name": facts.licence, "path": LICENCES[facts.licence]}]} if facts.licence else {}),
        "resources": [_resource(file) for file in facts.files],
    }


def _resource(file: Kept) -> dict[str, Any]:
    format = file.path.rpartition(".")[2]
    found: dict[str, Any] = {
        "type": "table" if file.path == "splits.csv" else "file",
        "name": _name(file.path.rpartition(".")[0]),
        "path": file.path,
        "format": format,
        "mediatype": media_type_of(file.path),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }
    if file.path == "splits.csv":
        names = ("type", "id", "group", "split")
        found |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": name, "type": "string"} for name in names], "primaryKey": ["type", "id"]},
        }
    return found


def _name(words: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", words.lower()).strip("-")
