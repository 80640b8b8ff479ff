"""pyarrow of another version than ours: a folder of Parquet files is one dataset of one schema, and lists are lists."""

import json
import sys
from pathlib import Path

import pyarrow
import pyarrow.dataset

FOLDER = Path(sys.argv[1]) / "release"

for table in ("claims", "quotes", "articles"):
    whole = pyarrow.dataset.dataset(FOLDER / "data" / table, format="parquet")
    schemas = {str(fragment.physical_schema) for fragment in whole.get_fragments()}
    assert len(schemas) == 1
    rows = whole.to_table()
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert rows.num_rows == sum(manifest["splits"]["rows"][table].values())
    print(f"{table}: {rows.num_rows} rows of {rows.num_columns} columns")
assert pyarrow.types.is_list(whole.schema.field("spans").type)
print(f"pyarrow {pyarrow.__version__}")
