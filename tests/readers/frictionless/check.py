"""frictionless: datapackage.json is a valid Data Package, and every file has the size and the sum it says."""

import shutil
import sys
import tempfile
from pathlib import Path

import frictionless

FOLDER = Path(sys.argv[1])

for name in ("release", "release-plain"):
    report = frictionless.validate(FOLDER / name / "datapackage.json")
    assert report.valid, report.flatten(["name", "type", "message"])
    package = frictionless.Package(FOLDER / name / "datapackage.json")
    splits = package.get_resource("splits").read_rows()
    assert {row["split"] for row in splits} == {"train", "validation", "test"}
    assert all(resource.hash.startswith("sha256:") for resource in package.resources)
    print(f"{name}: {len(package.resources)} files, {len(splits)} rows of splits")

with tempfile.TemporaryDirectory() as copy:
    spoiled = Path(copy) / "release"
    shutil.copytree(FOLDER / "release", spoiled)
    table = spoiled / "splits.csv"
    table.write_bytes(table.read_bytes().replace(b",test", b",best"))
    report = frictionless.validate(spoiled / "datapackage.json")
    assert not report.valid
    assert "hash-count" in {kind for (kind,) in report.flatten(["type"])}
    print("An altered file is found out.")
print(f"frictionless {frictionless.__version__}")
