"""Every reader: what it says of itself is true."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from annotations.imports.checking import faults
from annotations.imports.document import page
from annotations.imports.registry import READERS, recognise
from annotations.imports.shape import Options, Refusal
from annotations.imports.unpacking import beginning

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [name for name in READERS if READERS[name].extensions[0] != "zip"])
def test_the_example_of_a_reader_is_read_by_it(name):
    reader = READERS[name]
    assert reader.name == name
    assert reader.description.endswith(".")
    rows = list(reader.read(io.BytesIO(reader.example.encode()), Options(name=f"example.{reader.extensions[0]}")))
    assert rows
    for row in rows:
        assert not isinstance(row, Refusal), row
        assert list(faults(row)) == []


def test_the_page_in_docs_is_what_the_registry_says():
    written = (ROOT / "docs" / "import-formats.md").read_text(encoding="utf-8")
    assert written == page(), "Run: python -m annotations.imports > docs/import-formats.md"


def test_a_zip_is_told_by_the_names_in_it():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "It rained. " * 10_000)
        archive.writestr("a.ann", "T1\tDirect 0 2\tIt\n")
    assert recognise("desk.zip", "", beginning(packed)).name == "brat"
    with zipfile.ZipFile(other := io.BytesIO(), "w") as archive:  # nothing is packed, and a text speaks of .ann
        archive.writestr("a.xmi", '<cas:Sofa sofaString="See www.annals.example."/>')
    assert recognise("desk.zip", "", beginning(other)).name == "uima-cas"


def test_lines_are_ours_unless_their_words_tell_of_another():
    marked = b'"label": [[0, 3, "direct"]]}'
    assert recognise("desk.jsonl", "", b"this is no JSON").name == "jsonl"
    assert recognise("desk.jsonl", "", b'{"text": "See https://desk.example/factcheck/1", ' + marked).name == "doccano"
    long = io.BytesIO(b'{"text": "' + b"It rained. " * 10_000 + b'", ' + marked)
    assert recognise("desk.jsonl", "", beginning(long)).name == "doccano"


def test_a_file_in_utf_16_is_told_by_its_words():
    words = '[{"annotations": [], "data": {"text": "It rained."}}]'.encode("utf-16")
    assert recognise("export.json", "", beginning(io.BytesIO(words))).name == "label-studio"


@pytest.mark.parametrize("name", ["label-studio", "averitec", "w3c", "claimreview"])
def test_a_file_without_a_name_is_told_by_its_media_type_and_its_words(name):
    assert recognise("", "application/json", READERS[name].example.encode()).name == name
    assert recognise("", READERS[name].media_types[0], READERS[name].example.encode()).name == name
    assert recognise("", "application/json", b'{"mood": "bad"}') is None


def test_what_cannot_be_told_is_not_guessed():
    assert recognise("data.json", "", b'{"mood": "bad"}') is None
    assert recognise("data.unknown", "", b"words") is None
    assert recognise("data.csv.gz", "", b"text").name == "csv"
