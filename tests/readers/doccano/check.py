"""doccano itself, on a database in memory: it imports the file, and what it exports again says the same."""

# Django's parts can be imported only when it is set up.
# ruff: noqa: E402
import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

FOLDER = Path(sys.argv[1])
FILE = FOLDER / "doccano.jsonl"
articles = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]

import backend  # doccano's server: a Django project inside a package of this name

sys.path.insert(0, next(iter(backend.__path__)))
os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.development", "DATABASE_URL": "sqlite:///:memory:"}
os.environ |= {"DEBUG": "False"}

import django

django.setup()

from data_export.models import ExportedExample
from data_export.pipeline.dataset import Dataset
from data_export.pipeline.factories import create_comment, create_formatter, create_labels, create_writer
from data_export.pipeline.services import ExportApplicationService
from data_import.datasets import load_dataset
from data_import.pipeline.catalog import JSONL, RELATION_EXTRACTION
from data_import.pipeline.readers import FileName
from django.contrib.auth.models import User
from django.core.management import call_command
from projects.models import ProjectType, SequenceLabelingProject

call_command("migrate", verbosity=0)
user = User.objects.create(username="ada")


def there_and_back(*, relations):
    """What doccano exports of a project into which it imported our file."""
    project = SequenceLabelingProject.objects.create(
        name="Quotes", project_type=ProjectType.SEQUENCE_LABELING, created_by=user,
        allow_overlapping=True, use_relation=relations,
    )  # fmt: skip
    task = RELATION_EXTRACTION if relations else ProjectType.SEQUENCE_LABELING
    dataset = load_dataset(
        task, JSONL, [FileName(str(FILE), FILE.name, FILE.name)], project, encoding="utf_8", column_data="text"
    )
    dataset.save(user)
    assert not dataset.errors, [str(error) for error in dataset.errors]
    examples = ExportedExample.objects.filter(project=project)
    exported = Dataset(examples, create_labels(project, examples), create_comment(examples), is_text_project=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "all.jsonl"
        service = ExportApplicationService(exported, create_formatter(project, JSONL.name), create_writer(JSONL.name))
        service.export(str(file))
        return {row["article_id"]: row for row in map(json.loads, file.read_text(encoding="utf-8").split("\n")[:-1])}


plain, related = there_and_back(relations=False), there_and_back(relations=True)
spans = ties = 0
for article in articles:
    text = article["text"]
    wanted = sorted(
        (s["start"], s["end"], quote["kind"], s["exact"])
        for quote in article["quotes"]
        for s in quote["segments"]
        if s["start"] is not None
    )
    for row in (plain[article["id"]], related[article["id"]]):
        assert row["text"] == text
        assert row["title"] == article["title"]
    labels = plain[article["id"]]["label"]
    assert sorted((start, end, kind, text[start:end]) for start, end, kind in labels) == wanted
    entities = related[article["id"]]["entities"]
    assert sorted((e["start_offset"], e["end_offset"], e["label"]) for e in entities) == [w[:3] for w in wanted]
    there = {e["id"] for e in entities}
    for relation in related[article["id"]]["relations"]:
        assert relation["type"] in ("continues", "inside")
        assert {relation["from_id"], relation["to_id"]} <= there
        ties += 1
    spans += len(labels)
assert spans
assert ties
print(f"{len(articles)} texts, {spans} spans, {ties} relations, into doccano and out again")
print(f"doccano {version('doccano')}")
