"""label-studio-sdk: its interface validates every annotation, and its converter makes its own exports of the tasks."""

import json
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

FOLDER = Path(sys.argv[1])
FILE = FOLDER / "label-studio.json"
# The labelling interface, as the page about formats gives it to people.
formats = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
CONFIG = re.search(r"^## label-studio$.*?```xml\n(.*?)```", formats, re.DOTALL | re.MULTILINE)[1]

tasks = json.loads(FILE.read_text(encoding="utf-8"))
articles = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
assert [task["data"]["text"] for task in tasks] == [article["text"] for article in articles]

interface = LabelInterface(CONFIG)
interface.validate()
for task in tasks:
    assert interface.validate_task({"data": task["data"]})
    for annotation in task["annotations"]:
        # What validates a prediction validates an annotation too, and says what is wrong.
        assert (wrong := interface.validate_prediction(annotation, return_errors=True)) == [], wrong

converter = Converter(CONFIG, project_dir=None)
with tempfile.TemporaryDirectory() as made:
    converter.convert_to_json_min(str(FILE), made, is_dir=False)
    rows = json.loads((Path(made) / "result.json").read_text(encoding="utf-8"))
    converter.convert_to_csv(str(FILE), made, is_dir=False, sep=",", header=True)
    converter.convert_to_conll2003(str(FILE), made, is_dir=False)
    conll = (Path(made) / "result.conll").read_text(encoding="utf-8")

texts = {article["id"]: article for article in articles}
regions = 0
for row in rows:
    article = texts[row["article_id"]]
    marked = [article["text"][region["start"] : region["end"]] for region in row.get("kind", [])]
    assert marked == [region["text"] for region in row.get("kind", [])]
    placed = [s["exact"] for quote in article["quotes"] for s in quote["segments"] if s["start"] is not None]
    assert sorted(marked) == sorted(placed)
    regions += len(marked)
assert "B-direct" in conll
print(f"{len(tasks)} tasks, {regions} regions")
print(f"label-studio-sdk {version('label-studio-sdk')}")
