"""CITATION.cff: how to cite a release (Citation File Format 1.2.0)."""

from __future__ import annotations

from annotations.exports.releases.facts import Facts
from annotations.exports.releases.yaml import quoted


def citation(facts: Facts) -> str:
    """The file."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {quoted(facts.name)}",
        f"version: {quoted(str(facts.number))}",
        f"date-released: {quoted(facts.released_on.isoformat())}",
        "authors:",
        f"  - name: {quoted(facts.project)}",
        "identifiers:",
        "  - type: other",
        f"    value: {quoted('sha256:' + facts.file('claims.jsonl').sha256)}",
        "    description: The SHA-256 of claims.jsonl, which tells this dataset from every other.",
    ]
    if facts.licence:
        lines.append(f"license: {facts.licence}")
    if facts.notes.strip():
        lines.append(f"abstract: {quoted(facts.notes)}")
    return "\n".join([*lines, ""])


def cited(project: str, name: str, number: int, year: int) -> str:
    """The release as a line of a bibliography."""
    return f"{project} ({year}). {name} (release {number}) [Data set]. Made with Factcheck."


def bibtex(*, slug: str, project: str, name: str, number: int, year: int) -> str:
    """The same for BibTeX, with what has a meaning there escaped or left out."""
    quiet = str.maketrans({character: f"\\{character}" for character in "&%$#_"} | dict.fromkeys("{}\\~^", " "))
    return (
        f"@misc{{{slug}-{number},\n  author = {{{{{project.translate(quiet)}}}}},\n  title = {{{name.translate(quiet)}}},\n"
        f"  year = {{{year}}},\n  note = {{Data set, release {number}}},\n}}"
    )
