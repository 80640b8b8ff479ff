"""README.md: the dataset card, whose head tells `datasets.load_dataset` where everything is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotations.exports.releases.citation import cited
from annotations.exports.releases.facts import LICENCES, Facts
from annotations.exports.releases.splits import SPLITS
from annotations.exports.releases.tables import TABLES, Table, Type
from annotations.exports.releases.yaml import yaml

SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
DTYPES = {"string": "string", "int": "int64", "float": "float64", "bool": "bool", "time": "string"}
PEOPLE = {
    "names": "Those who worked on it appear by id and display name.",
    "pseudonyms": "Those who worked on it appear under pseudonyms, the same in all releases of this project.",
}
VERDICTS = {
    "all": "Every verdict that has been revealed is in it.",
    "latest": "The verdicts of each claim's last revealed round are in it.",
    "decision": "Single verdicts are left out; decisions are in it.",
}


def card(facts: Facts) -> str:
    """The file: YAML between two ---, and the page in Markdown."""
    return "\n".join(["---", *yaml(_head(facts)), "---", "", *_body(facts), ""])


def _head(facts: Facts) -> dict[str, Any]:
    size = next((name for limit, name in SIZES if facts.counts.claims < limit), "1M<n<10M")
    return {
        "pretty_name": facts.title,
        "language": list(dict.fromkeys(language.split("-")[0].lower() for language in facts.languages)),
        "license": facts.licence.lower() or "unknown",
        "task_categories": ["text-classification", "token-classification"],
        "tags": ["fact-checking", "quotes", "claims"],
        "size_categories": [size],
        "configs": [_config(facts, table, default=table is TABLES[0]) for table in TABLES if facts.parts_of(table)],
        "dataset_info": [_info(table) for table in TABLES if facts.parts_of(table)],
    }


def _config(facts: Facts, table: Table, *, default: bool) -> dict[str, Any]:
    files = [{"split": part.split, "path": part.file.path} for part in facts.parts_of(table)]
    return {"config_name": table.name, **({"default": True} if default else {}), "data_files": files}


def _info(table: Table) -> dict[str, Any]:
    """The columns' types. JSON lines do not say them, and a column that is empty in one split could be taken for another type."""
    return {"config_name": table.name, "features": [_feature(column.name, column.type) for column in table.columns]}


def _feature(name: str, type: Type) -> dict[str, Any]:
    match type:
        case [{} as row]:
            return {"name": name, "list": [_feature(inner, one) for inner, one in row.items()]}
        case [one]:
            return {"name": name, "list": DTYPES[one]}
    return {"name": name, "dtype": DTYPES[str(type)]}


def _body(facts: Facts) -> Iterator[str]:
    counts = facts.counts
    yield f"# {_plain(facts.title)}"
    yield f"\nRelease {facts.number}, {facts.released_on.isoformat()}. Made with Factcheck.\n"
    if facts.notes.strip():
        yield f"{facts.notes}\n"
    yield (
        f"{counts.claims} claims, of which {counts.decided} decided, from {counts.quotes} quotes in {counts.articles} "
        f"articles; {counts.evidence} pieces of evidence, {counts.verdicts} verdicts."
    )
    yield "\n## Loading\n\n```python\nfrom datasets import load_dataset\n"
    for table in TABLES:
        yield f'{table.name} = load_dataset("path/to/this/folder", "{table.name}")  # {table.meaning}'
    yield "```\n\n## Files\n"
    yield "- `claims.jsonl`, `articles.jsonl`: everything, in Factcheck's own form, a claim or an article a line."
    yield "- `data/`: the same as tables, a file for each split."
    yield "- `splits.csv`: the split and the group of every claim and article."
    yield "- `manifest.json`: counts, parameters and the SHA-256 of every file; `SHA256SUMS` is for `sha256sum -c`."
    if facts.left_out:
        yield f"\n{facts.left_out}"
    yield "\n## Splits\n"
    yield (
        "Articles and claims that are joined, by a quote or by being duplicates, form a group, and no group is in two "
        "splits. A later release leaves every group where it is, unless groups of two splits have been joined: then it is "
        "in the first of train, validation and test.\n"
    )
    yield "| split | " + " | ".join(table.name for table in TABLES) + " |\n|---|" + "---:|" * len(TABLES)
    for split in SPLITS:
        rows = {part.table.name: part.rows for part in facts.parts if part.split == split}
        yield f"| {split} | " + " | ".join(str(rows.get(table.name, 0)) for table in TABLES) + " |"
    if counts.ratings:
        yield "\n## Ratings\n\n| rating | claims |\n|---|---:|"
        for rating, count in sorted(counts.ratings.items(), key=lambda item: (-item[1], item[0])):
            yield f"| {rating} | {count} |"
    for table in TABLES:
        yield f"\n## {table.name.capitalize()}\n\n{table.meaning}\n\n| column | |\n|---|---|"
        for column in table.columns:
            yield f"| `{column.name}` | {column.meaning} |"
    yield "\n## What is told of people\n"
    yield PEOPLE[facts.people]
    yield VERDICTS[facts.verdicts]
    yield "\n## Licence and citation\n"
    yield (
        f"The desk's work is under [{facts.licence}]({LICENCES[facts.licence]})."
        if facts.licence
        else "The desk has not said under what licence its work may be used: ask it."
    )
    yield "The articles' texts are their publishers'; the column `rights` says what is known.\n"
    yield f"> {cited(facts.project, facts.name, facts.number, facts.released_on.year)}\n"
    yield "`CITATION.cff` says the same to programs."


def _plain(words: str) -> str:
    return " ".join(words.split())
