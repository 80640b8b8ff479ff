"""manifest.json: all about a release that can be said with a number, the sum of every file included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from annotations.exports.releases.contents import Contents
from annotations.exports.releases.facts import Facts, media_type_of
from annotations.exports.releases.store import Kept
from annotations.exports.releases.tables import TABLES
from annotations.models import Release
from annotations.queries.roots import Root


def manifest(
    release: Release,
    facts: Facts,
    contents: Contents,
    *,
    parameters: Mapping[str, Any],
    root: Root,
    files: list[Kept],
    before: Release | None,
    difference: Mapping[str, Mapping[str, int] | None],
) -> dict[str, Any]:
    """The document. `files` are all but itself and the sums; `difference` is what changed since `before`."""
    project, plan = release.project, contents.divided.plan
    return {
        "schema": "factcheck-release/1",
        "project": {"id": str(project.pk), "slug": project.slug, "name": project.name},
        "release": {"number": release.number, "name": release.name, "released_on": facts.released_on.isoformat()},
        "parameters": parameters,
        "counts": contents.counts.shown(),
        "splits": {
            "by": plan.by,
            "validation_from": plan.validation_from,
            "test_from": plan.test_from,
            "moved": contents.divided.moved,
            "rows": {table.name: {part.split: part.rows for part in facts.parts_of(table)} for table in TABLES},
        },
        "record": {"root": root.sum, "heads": root.heads},
        "left_out": facts.left_out,
        "files": [
            {"path": file.path, "size": file.size, "sha256": file.sha256, "media_type": media_type_of(file.path)}
            for file in files
        ],
        "previous": before and {"number": before.number, "manifest_sha256": before.checksum, "difference": difference},
    }
