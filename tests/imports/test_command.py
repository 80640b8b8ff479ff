"""The commands that bring files in."""

from __future__ import annotations

import json
import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.imports.running import rehearse
from annotations.imports.shape import Options
from annotations.models import Article, Claim
from tests.imports.bringing import last_import, upload_of


def run(*arguments: str) -> tuple[str, str]:
    """What a command prints, and what it says beside."""
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_several_files_are_one_import(cast, tmp_path):
    (tmp_path / "one.txt").write_bytes("A title\r\n\r\nThe text, “quoted”.".encode())
    (tmp_path / "two.md").write_text("# Two\n\nMore **words**.")
    (tmp_path / "three.jsonl").write_text(json.dumps({"schema": "factcheck/1", "id": "c", "text": "It rained."}))
    slug, files = cast.project.slug, [str(path) for path in sorted(tmp_path.iterdir())]
    assert run("import", slug, *files, "--dry-run")[0] == "Would import 2 articles and 1 claim.\n"
    assert not Article.objects.filter(project=cast.project).exists()
    assert run("import", slug, *files)[0] == "Imported 2 articles and 1 claim.\n"
    one, two = Article.objects.filter(project=cast.project).order_by("title")
    assert (one.title, one.current.text) == ("A title", "A title\n\nThe text, “quoted”.")
    assert (two.title, two.current.text, two.author) == ("Two", "Two\n\nMore words.", cast.olu)
    assert bytes(one.current.raw) == (tmp_path / "one.txt").read_bytes()
    assert Claim.objects.get(project=cast.project).text == "It rained."
    assert run("import_articles", slug, str(tmp_path / "one.txt"))[0].startswith("Nothing is new.")


def test_a_broken_file_among_several_is_named(cast, tmp_path):
    (tmp_path / "a.jsonl").write_text("no JSON\n")
    (tmp_path / "b.txt").write_text("It rained.")
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import", cast.project.slug, *map(str, sorted(tmp_path.iterdir())), stderr=err)
    assert err.getvalue().startswith("line 1 a.jsonl: This is not valid JSON")


def test_lines_of_several_files_are_rows_of_their_own(cast):
    uploads = [upload_of("no JSON\n", name=name) for name in ("a.jsonl", "b.jsonl")]
    report = rehearse(by=cast.ben, project=cast.project, uploads=uploads, options=Options())
    assert [problem.at.pointer for problem in report.problems] == ["a.jsonl", "b.jsonl"]
    assert report.rows == 2


def test_a_file_whose_name_is_no_utf_8(cast, tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")  # bytes, as the system has them
    with open(path, "wb") as file:
        file.write(b"It rained.")
    assert run("import", cast.project.slug, os.fsdecode(path))[0] == "Imported 1 article.\n"
    assert last_import(cast.project).name == "caf\ufffd.txt"


def test_of_files_one_of_which_cannot_be_read_none_is_imported(cast, tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text("One.")
    for content in (b"caf\xe9", b"a\x00b", b"a\x01b"):
        two.write_bytes(content)
        with pytest.raises(CommandError, match="One thing"):
            run("import_articles", cast.project.slug, str(one), str(two))
    with pytest.raises(CommandError, match="cannot be read"):
        run("import", cast.project.slug, str(one), str(tmp_path / "none.txt"))
    with pytest.raises(CommandError, match="--format"):
        run("import", cast.project.slug, __file__)
    assert not Article.objects.filter(project=cast.project).exists()
