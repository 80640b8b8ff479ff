"""iobes and seqeval: tags that are IOB2 without a fault, and the entities that both find are the articles' words."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import iobes
from seqeval.scheme import IOB2, Entities

FOLDER = Path(sys.argv[1])
articles = {
    article["id"]: article
    for article in map(json.loads, (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1])
}

# As scripts for CoNLL-2003 have read it for twenty years: lines split at white space, the last column is the tag.
sequences, rows, article = [], [], None
with (FOLDER / "conll.conll").open(encoding="utf-8", newline="\n") as file:
    for line in file:
        columns = line.split()
        if columns[:1] == ["-DOCSTART-"]:
            article = articles[columns[1]]
        elif columns:
            rows.append(columns)
        elif rows:
            sequences.append((article, rows))
            rows = []
assert not rows

spans = 0
for article, rows in sequences:
    for word, start, end, _ in rows:
        assert article["text"][int(start) : int(end)] == word
    tags = [row[3] for row in rows]
    found, errors = iobes.parse_spans_bio_with_errors(tags)
    assert not errors, errors
    theirs = {(e.start, e.end, e.tag) for e in Entities([tags], IOB2).entities[0]}
    assert {(span.start, span.end, span.type) for span in found} == theirs
    for span in found:
        first, last = int(rows[span.start][1]), int(rows[span.end - 1][2])
        assert any(
            quote["kind"] == span.type and s["start"] is not None and s["start"] <= first and last <= s["end"]
            for quote in article["quotes"]
            for s in quote["segments"]
        ), (span, rows[span.start])
        spans += 1
assert spans
print(f"{len(articles)} articles, {len(sequences)} sequences, {spans} entities")
print(f"seqeval {version('seqeval')}, iobes {version('iobes')}")
