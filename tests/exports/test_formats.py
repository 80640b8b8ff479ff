"""Every format: its golden file, its example, and readers that are not ours."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from annotations.errors import Missing
from annotations.exports.document import page
from annotations.exports.registry import FORMATS, find_format
from annotations.exports.shape import as_text
from tests.cast import Cast
from tests.exports.reading import claims_of, exported, lines_of, table_of
from tests.exports.scene import Scene

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).with_name("golden")
SCHEMAS = {
    name: json.loads((ROOT / f"annotations/exports/schema/{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("jsonl", "articles")
}


def settled(export: bytes, cast: Cast) -> bytes:
    """The export with what differs from run to run, ids and times, replaced by what does not."""
    text = export.decode().replace(cast.project.slug, "the-desk")
    names: dict[str, str] = {}
    text = re.sub(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        lambda found: names.setdefault(found[0], f"00000000-0000-7000-8000-{len(names) + 1:012}"),
        text,
    )
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]{15}Z", "2025-01-01T00:00:00.000000Z", text)
    return re.sub(r'"datePublished":"[\d-]{10}"', '"datePublished":"2025-01-01"', text).encode()


def test_every_format_writes_its_golden_file(cast):
    Scene(cast)
    for name, format in FORMATS.items():
        export = exported(cast, name)
        if format.shown is not as_text:  # no text itself: what people are shown of it
            export = format.shown(export).encode()
        found = settled(export, cast)
        golden = GOLDEN / (f"{name}.{format.extension}" if format.shown is as_text else f"{name}.txt")
        if not golden.exists():
            golden.write_bytes(found)
            pytest.fail(f"{golden.name} was not there and has been written: read it, and keep it if it is right.")
        assert found.decode() == golden.read_bytes().decode(), f"Delete {golden.name} to have it written anew."


@pytest.mark.parametrize(("name", "lines"), [("jsonl", 5), ("articles", 2)])
def test_native_lines_and_their_example_fit_the_schema(cast, name, lines):
    Scene(cast)
    validator = jsonschema.Draft202012Validator(SCHEMAS[name], format_checker=jsonschema.FormatChecker())
    validator.check_schema(SCHEMAS[name])
    found = [*lines_of(cast, name).values(), json.loads(FORMATS[name].example)]
    assert len(found) == lines
    for line in found:
        validator.validate(line)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_what_is_no_line(name):
    line = json.loads(FORMATS[name].example)
    for wrong in (
        {**line, "more": 1},
        {**line, "schema": "factcheck/2"},
        {k: line[k] for k in line if k != "quotes"},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMAS[name])


def test_what_both_schemas_describe_they_describe_alike():
    ours, theirs = SCHEMAS["jsonl"]["$defs"], SCHEMAS["articles"]["$defs"]
    assert {name for name in ours if ours[name] == theirs.get(name)} == set(ours) & set(theirs) - {"quote"}
    quotes = [defs["quote"]["properties"] for defs in (ours, theirs)]
    assert all(quotes[0][name] == quotes[1][name] for name in quotes[0] if name in quotes[1])


def test_the_table_has_a_row_for_each_quote_and_every_claim(cast):
    scene = Scene(cast)
    rows = table_of(cast)
    claims = claims_of(cast)
    assert [row["claim_id"] for row in rows] == [
        claim["id"] for claim in claims.values() for _ in claim["quotes"] or [None]
    ]
    decided = [row for row in rows if row["claim_id"] == str(scene.decided.pk)]
    assert [row["quote"] for row in decided] == [
        "We have no money left 💸 for the harbour […] Not a single krone", "אין לנו כסף 😀",
    ]  # fmt: skip
    text = scene.article.current.text
    for row in decided:
        assert [text[start:end] for start, end in json.loads(row["spans"])] == row["quote"].split(" […] ")
    assert decided[0]["verdicts"] == "false; false"
    assert decided[0]["note"] == "Said\u2028twice,\x85loudly; “quoted”\r\nand\ttabbed."


def test_the_table_is_plain_for_other_programs(cast):
    Scene(cast)
    raw = exported(cast, "csv")
    assert raw.startswith(b"\xef\xbb\xbfclaim_id,")
    assert raw.endswith(b"\r\n")
    assert all(None not in row and None not in row.values() for row in table_of(cast))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("https://x.example")', '\'=HYPERLINK("https://x.example")'),
        ("+1", "'+1"),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("-1+cmd", "'-1+cmd"),
        ("-٣", "'-٣"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("'", "'"),
        ("'tis", "'tis"),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    claim = json.loads(FORMATS["jsonl"].example) | {"text": text}
    table = b"".join(FORMATS["csv"].render([json.dumps(claim).encode() + b"\n"])).decode("utf-8-sig")
    assert ("," + (f'"{cell.replace(chr(34), chr(34) * 2)}"' if set('",\r\n') & set(cell) else cell) + ",") in table


def test_a_project_without_claims_exports_nothing_well(cast):
    assert exported(cast) == b""
    assert table_of(cast) == []
    assert exported(cast, "csv").count(b"\r\n") == 1


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_is(name):
    format = FORMATS[name]
    assert format.name == name
    assert format.loses.endswith(".")
    assert "Lindholm" in format.example


def test_the_page_in_docs_is_what_the_registry_says():
    written = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert written == page(), "Run: python -m annotations.exports > docs/formats.md"


def test_an_archive_says_how_it_is_made():
    with pytest.raises(Missing, match="bin/manage archive"):
        find_format("archive")
