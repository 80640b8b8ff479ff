"""CITATION.cff: how to cite a release (Citation File Format 1.2.0)."""

from __future__ import annotations

import json

from annotations.exports.releases.facts import Facts


def citation(facts: Facts) -> str:
    """The file. Texts are written as JSON strings, which YAML reads as they are."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {_text(facts.title)}",
        f"version: {_text(str(facts.number))}",
        f"date-released: {_text(facts.released_on.isoformat())}",
        "authors:",
        f"  - name: {_text(facts.project)}",
        "identifiers:",
        "  - type: other",
        f"    value: {_text('sha256:' + facts.file('claims.jsonl').sha256)}",
        "    description: The SHA-256 of claims.jsonl, which tells this dataset from every other.",
    ]
    if facts.licence:
        lines.append(f"license: {facts.licence}")
    if facts.notes.strip():
        lines.append(f"abstract: {_text(facts.notes)}")
    return "\n".join([*lines, ""])


def cited(project: str, name: str, number: int, year: int) -> str:
    """The release as a line of a bibliography."""
    return f"{project} ({year}). {name} (release {number}) [Data set]. Made with Factcheck."


def bibtex(*, slug: str, project: str, name: str, number: int, year: int) -> str:
    """The same for BibTeX, whose own characters are kept from meaning anything."""
    quiet = str.maketrans({character: f"\\{character}" for character in "&%$#_"} | dict.fromkeys("{}\\~^", " "))
    return (
        f"@misc{{{slug}-{number},\n  author = {{{{{project.translate(quiet)}}}}},\n  title = {{{name.translate(quiet)}}},\n"
        f"  year = {{{year}}},\n  note = {{Data set, release {number}}},\n}}"
    )


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
