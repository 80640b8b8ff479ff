"""The data files of a release, from native lines: written once as they come, then read again to make tables of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from annotations.exports.releases.facts import Counts, Part
from annotations.exports.releases.parquet import TableFile, table_file
from annotations.exports.releases.splits import SPLITS, Divided, Members, Plan
from annotations.exports.releases.store import Kept, Workshop
from annotations.exports.releases.tables import ARTICLES, CLAIMS, QUOTES, Table, rows_of
from annotations.exports.shape import Blocks

Report = Callable[[str, int], None]
"""Hears what is being done, and how many more lines were dealt with."""

SPLITS_FILE = "splits.csv"


@dataclass(frozen=True)
class Contents:
    """What there is in a release."""

    files: tuple[Kept, ...]
    parts: tuple[Part, ...]
    counts: Counts
    divided: Divided


def write_contents(
    *,
    workshop: Workshop,
    claims: Blocks,
    articles: Blocks,
    plan: Plan,
    before: Iterable[tuple[Hashable, str]],
    parquet: bool,
    report: Report,
) -> Contents:
    """Writes claims.jsonl, articles.jsonl, splits.csv and the tables of each split; of those only what has rows."""
    members, counts = Members(), Counts()

    def kept(of: str, blocks: Blocks, add: Callable[[Mapping[str, Any], Members, Counts], None]) -> Kept:
        file = workshop.open(f"{of}.jsonl")
        for block in blocks:
            file.write(block)
            lines = block.splitlines()
            for line in lines:
                add(orjson.loads(line), members, counts)
            report(f"Writing the {of}", len(lines))
        return file.finish()

    kept_claims, kept_articles = kept("claims", claims, _add_claim), kept("articles", articles, _add_article)
    divided = members.divide(plan, before)
    tables = _Tables(workshop, divided, parquet)
    tables.add("claim", kept_claims, (CLAIMS,), report)
    tables.add("article", kept_articles, (QUOTES, ARTICLES), report)
    files, parts = tables.finish()
    return Contents((kept_claims, kept_articles, *files), parts, counts, divided)


def splits_in(lines: Iterable[str]) -> Iterator[tuple[Hashable, str]]:
    """Each member named in a splits.csv, with its split."""
    return ((_member(row["type"], row["id"]), row["split"]) for row in csv.DictReader(lines))


def _member(kind: str, id: str) -> bytes:
    """A claim or an article as `Members` keeps it: a letter for its kind, and the 16 bytes of its id."""
    return kind[:1].encode() + bytes.fromhex(id.replace("-", ""))


def _add_claim(claim: Mapping[str, Any], members: Members, counts: Counts) -> None:
    own = _member("claim", claim["id"])
    # A claim that was quoted is as new as its group's newest article, when its own day is not known.
    day = claim["said_on"] or ("" if claim["quotes"] else claim["created_at"][:10])
    members.add(own, born=claim["created_at"], day=day, name=claim["id"])
    for quote in claim["quotes"]:
        members.join(own, _member("article", quote["article"]["id"]))
    if claim["duplicate_of"]:
        members.join(own, _member("claim", claim["duplicate_of"]))
    counts.claims += 1
    counts.evidence += len(claim["evidence"])
    counts.verdicts += len(claim["verdicts"])
    counts.states[claim["state"]] += 1
    if claim["decision"]:
        counts.decided += 1
        counts.ratings[claim["decision"]["rating"]] += 1


def _add_article(article: Mapping[str, Any], members: Members, counts: Counts) -> None:
    day = article["published_on"] or article["created_at"][:10]
    members.add(_member("article", article["id"]), born=article["created_at"], day=day, name=article["id"])
    counts.articles += 1
    counts.quotes += len(article["quotes"])
    counts.languages[article["language"]] += 1


class _Tables:
    """splits.csv and the file of each table and split, written a row at a time. A file is begun with its first row, and
    finished with the last line its table is made of."""

    def __init__(self, workshop: Workshop, divided: Divided, parquet: bool) -> None:
        self._workshop, self._divided, self._parquet = workshop, divided, parquet
        self._parts: list[Part] = []
        self._splits = workshop.open(SPLITS_FILE)
        self._splits.write(b"type,id,group,split\r\n")

    def add(self, kind: str, kept: Kept, tables: tuple[Table, ...], report: Report) -> None:
        """The rows of these tables from a file of native lines."""
        begun: dict[tuple[str, str], TableFile] = {}
        waiting = 0
        with kept.at.open("rb") as lines:
            for line in map(orjson.loads, lines):
                split, group = self._divided.of(_member(kind, line["id"]))
                self._splits.write(f"{kind},{line['id']},{group},{split}\r\n".encode())
                for table in tables:
                    for row in rows_of(table, line | {"group": group}):
                        if (table.name, split) not in begun:
                            begun[table.name, split] = table_file(self._workshop, table, split, parquet=self._parquet)
                        begun[table.name, split].add(row)
                waiting += 1
                if waiting == 500:
                    report("Making the tables", waiting)
                    waiting = 0
        report("Making the tables", waiting)
        for table in tables:
            for split in SPLITS:
                if file := begun.get((table.name, split)):
                    self._parts.append(Part(table, split, file.rows, file.finish()))

    def finish(self) -> tuple[list[Kept], tuple[Part, ...]]:
        """Brings splits.csv to the disk as well, and answers it and all files of tables, and the latter as parts."""
        return [self._splits.finish(), *(part.file for part in self._parts)], tuple(self._parts)
