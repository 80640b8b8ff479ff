"""What the pages that come with a release are written from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotations.exports.releases.store import Kept
from annotations.exports.releases.tables import Table

LICENCES: Mapping[str, str] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
}
"""What a desk can say about its own work in a release; the articles' texts stay their publishers'."""

MEDIA_TYPES = {
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "csv": "text/csv",
    "md": "text/markdown",
    "cff": "application/x-yaml",
    "parquet": "application/vnd.apache.parquet",
    "txt": "text/plain",
}


def media_type_of(path: str) -> str:
    """The media type of a file of this name."""
    return MEDIA_TYPES.get(path.rpartition(".")[2], "text/plain")


@dataclass(frozen=True)
class Part:
    """A table's rows of one split, as a file."""

    table: Table
    split: str
    rows: int
    file: Kept


@dataclass
class Counts:
    """How much there is."""

    claims: int = 0
    articles: int = 0
    quotes: int = 0
    evidence: int = 0
    verdicts: int = 0
    decided: int = 0
    states: Counter[str] = field(default_factory=Counter)
    ratings: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)

    def shown(self) -> dict[str, Any]:
        """As JSON, in an order that is always the same."""
        plain = {name: value for name, value in vars(self).items() if isinstance(value, int)}
        return plain | {name: dict(sorted(getattr(self, name).items())) for name in ("states", "ratings", "languages")}


@dataclass(frozen=True)
class Facts:
    """A release, as its pages tell of it."""

    slug: str
    project: str
    number: int
    name: str
    notes: str
    released_on: date
    licence: str
    verdicts: str
    people: str
    counts: Counts
    parts: tuple[Part, ...]
    files: tuple[Kept, ...]
    """Those that hold the data: what the pages describe, by their sums."""
    language: str
    """The project's own, for when no article says one."""
    left_out: str = ""
    """What the release lacks, in a sentence or two."""

    @property
    def title(self) -> str:
        """What the release is cited as."""
        return f"{self.project}: {self.name}"

    @property
    def languages(self) -> list[str]:
        """The articles' languages, the most frequent first; the project's when there are no articles."""
        found = sorted(self.counts.languages, key=lambda language: (-self.counts.languages[language], language))
        return found or [self.language]

    def parts_of(self, table: Table) -> list[Part]:
        """The files of a table that have rows."""
        return [part for part in self.parts if part.table is table]

    def file(self, path: str) -> Kept:
        """The data file of that name."""
        return next(file for file in self.files if file.path == path)
