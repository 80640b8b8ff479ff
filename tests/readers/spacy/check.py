"""spaCy: DocBin and the vocabulary's numbers, and a document that is the article letter for letter."""

import json
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

import spacy
from spacy.tokens import DocBin
from spacy.training import Corpus

FOLDER = Path(sys.argv[1])
articles = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]

nlp = spacy.blank("xx")
with tempfile.TemporaryDirectory() as corpus:
    with ZipFile(FOLDER / "spacy.zip") as archive:
        archive.extractall(corpus)
    docs = [doc for file in sorted(Path(corpus).iterdir()) for doc in DocBin().from_disk(file).get_docs(nlp.vocab)]
    # As `spacy train` reads the folder, which also aligns its own tokens with ours.
    examples = list(Corpus(corpus)(nlp))
assert len(docs) == len(examples) == len(articles)

spans = 0
for doc, article in zip(docs, articles, strict=True):
    assert doc.text == article["text"]
    assert doc.user_data["article_id"] == article["id"]
    found = {}
    for span in doc.spans["quotes"]:
        assert article["text"][span.start_char : span.end_char] == span.text
        found.setdefault(span.id_, []).append((span.label_, span.text))
    said = doc.spans["quotes"].attrs["quotes"]
    assert set(said) == set(found)
    for quote in article["quotes"]:
        placed = sorted((s["start"], s["exact"]) for s in quote["segments"] if s["start"] is not None)
        assert found.get(quote["id"], []) == [(quote["kind"], words) for _, words in placed]
        if placed:
            assert said[quote["id"]]["tone"] == quote["tone"]
            assert said[quote["id"]]["speaker"] == (quote["speaker"] or {"name": ""})["name"]
    spans += len(doc.spans["quotes"])
assert spans
# What is trained on gets there: spaCy's own aligned gold.
assert sum(len(example.reference.spans["quotes"]) for example in examples) == spans
print(f"{len(docs)} documents, {spans} spans, {sum(map(len, docs))} tokens")
print(f"spaCy {spacy.__version__}")
