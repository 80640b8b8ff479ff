"""mlcroissant, MLCommons' own reader: croissant.json is valid without a warning, its sums hold, all record sets can be read."""

import json
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import mlcroissant

FOLDER = Path(sys.argv[1])

for name in ("release", "release-plain"):
    release = FOLDER / name
    native = [json.loads(line) for line in (release / "claims.jsonl").open("rb")]
    dataset = mlcroissant.Dataset(jsonld=release / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.report()
    assert not dataset.metadata.ctx.issues.warnings, dataset.metadata.ctx.issues.report()
    ids, rows = set(), 0
    for records in dataset.metadata.record_sets:
        for row in dataset.records(records.id):
            rows += 1
            if records.id.startswith("claims-"):
                ids.add(row[f"{records.id}/id"].decode())
    assert ids == {claim["id"] for claim in native}
    print(f"{name}: {len(dataset.metadata.record_sets)} record sets, {rows} records")

# A file that is not what was released is refused.
with tempfile.TemporaryDirectory() as copy:
    spoiled = Path(copy) / "release"
    shutil.copytree(FOLDER / "release-plain", spoiled)
    first = next(spoiled.glob("data/claims/*.jsonl"))
    first.write_bytes(first.read_bytes().replace(b"ferry", b"merry"))
    dataset = mlcroissant.Dataset(jsonld=spoiled / "croissant.json")
    try:
        list(dataset.records(f"claims-{first.stem}"))
    except Exception as refusal:
        print(f"An altered file: {str(refusal).splitlines()[0][:100]}")
    else:
        print("An altered file was read: this reader compares no sums of local files.")
print(f"mlcroissant {version('mlcroissant')}")
