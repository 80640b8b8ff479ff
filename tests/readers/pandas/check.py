"""pandas: the table as people open it, and the native lines as a frame."""

import json
import sys
from pathlib import Path

import pandas

FOLDER = Path(sys.argv[1])

# As anybody would: no arguments. The byte order mark must not end up in a column's name.
table = pandas.read_csv(FOLDER / "csv.csv")
lines = pandas.read_json(FOLDER / "jsonl.jsonl", lines=True)

assert table.columns[0] == "claim_id"
assert table.columns.is_unique
assert set(table["claim_id"]) == set(lines["id"])
print(f"csv: {len(table)} rows of {len(table.columns)} columns")

quoted = table.dropna(subset=["quote_id"])
assert len(quoted) == lines["quotes"].map(len).sum()
assert quoted["revision"].eq(2).all()
for spans, quote in zip(quoted["spans"].map(json.loads), quoted["quote"].str.split(" […] ", regex=False), strict=True):
    for (start, end), words in zip(spans, quote, strict=True):
        assert start is None or end - start == len(words), (start, end, words)

assert lines["schema"].eq("factcheck/1").all()
assert str(lines["created_at"].dtype) == "datetime64[ns, UTC]", lines["created_at"].dtype
verdicts = pandas.json_normalize(lines.to_dict("records"), "verdicts", ["id"], record_prefix="verdict.")
assert verdicts["verdict.rating"].value_counts().to_dict() == {"false": 2}
print(f"jsonl: {len(lines)} claims, {len(quoted)} quotes, {len(verdicts)} verdicts")
print(f"pandas {pandas.__version__}")
