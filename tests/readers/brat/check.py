"""bratly: brat's files as people's scripts load them, their grammar and the lengths of fragments checked."""

import json
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from bratly import AttributeAnnotation, EntityAnnotation, NoteAnnotation, RelationAnnotation
from bratly.io import read_and_load_ann_file, read_from_file

FOLDER = Path(sys.argv[1])
articles = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
entities = relations = 0

with tempfile.TemporaryDirectory() as corpus:
    with ZipFile(FOLDER / "brat.zip") as archive:
        archive.extractall(corpus)
    for article in articles:
        file = str(Path(corpus) / article["id"])
        text = read_from_file(f"{file}.txt")
        assert text == article["text"]
        found = read_and_load_ann_file(f"{file}.ann", no_duplicates=False, sorting=False, renumerotize=False)
        by_type = {}
        for annotation in found.annotations:
            by_type.setdefault(type(annotation), []).append(annotation)
        notes = {(note.label, note.component.id): note.value for note in by_type.get(NoteAnnotation, [])}
        tones = {attribute.component.id: attribute.values for attribute in by_type.get(AttributeAnnotation, [])}
        quotes = {quote["id"]: quote for quote in article["quotes"]}
        for entity in by_type.get(EntityAnnotation, []):
            assert entity.content == " ".join(text[fragment.start : fragment.end] for fragment in entity.fragments)
            quote = quotes[notes["Quote", entity.id]]
            assert entity.label == quote["kind"]
            assert tones.get(entity.id, ["literal"]) == [quote["tone"]]
            assert notes.get(("Speaker", entity.id)) == (quote["speaker"] and quote["speaker"]["name"])
            entities += 1
        for relation in by_type.get(RelationAnnotation, []):
            inner, outer = (notes["Quote", arg.id] for _, arg in (relation.argument1, relation.argument2))
            assert (relation.label, quotes[inner]["parent"]) == ("inside", outer)
            relations += 1

assert entities
print(f"{len(articles)} articles, {entities} quotes, {relations} of them inside others")
print(f"bratly {version('bratly')}")
