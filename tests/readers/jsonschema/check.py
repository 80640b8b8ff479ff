"""jsonschema: whatever has a schema of ours fits it, every date, time, address and id included."""

import json
import sys
from importlib.metadata import version
from pathlib import Path

from jsonschema import Draft202012Validator

FOLDER = Path(sys.argv[1])
SCHEMAS = Path(__file__).parents[3] / "annotations" / "exports" / "schema"


def objects(path):
    """What a schema is about: each line of JSON Lines, or the whole document."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.split("\n") if line]
    return [json.loads(text)]


for schema in sorted(SCHEMAS.glob("*.schema.json")):
    name = schema.name.removesuffix(".schema.json")
    (file,) = FOLDER.glob(f"{name}.*")
    fits = Draft202012Validator(
        json.loads(schema.read_text(encoding="utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    fits.check_schema(fits.schema)
    found = objects(file)
    assert found, f"{file.name} is empty"
    for one in found:
        fits.validate(one)
    print(f"{name}: {len(found)} {'lines' if file.suffix == '.jsonl' else 'document'}")
print(f"jsonschema {version('jsonschema')}")
