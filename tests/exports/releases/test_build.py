"""What a release is made of, and that there is all of it or nothing."""

from __future__ import annotations

import csv
import functools
import hashlib
import io
from collections import defaultdict
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.db import connection

from annotations.actions.claims import change_claim, create_claim, delete_claim
from annotations.actions.releases import start_release
from annotations.errors import Broken, Conflict, Damaged
from annotations.exports.releases import builder, store
from annotations.exports.releases.builder import Options, build, sole_builder
from annotations.models import Claim, Release
from annotations.queries.releases import given_up
from tests.cast import Cast, make_article, make_cast, make_claim, make_quote
from tests.exports.reading import exported
from tests.exports.releases.making import content, lines, make_release
from tests.exports.scene import Scene


@functools.cache
def spring() -> tuple[Cast, Scene, Release]:
    """The scene and its first release, committed once for all that only read it."""
    cast = make_cast()
    scene = Scene(cast)
    return cast, scene, make_release(cast, "Spring", notes="What we found.", licence="CC-BY-4.0")


@pytest.mark.usefixtures("committed")
def test_it_works():
    """The native files are what exports say; every file is what its sum says; all of it is counted and described."""
    cast, _, release = spring()
    assert (release.state, release.number) == ("ready", 1)
    files = {file.path: file for file in release.files.all()}
    for path, file in files.items():
        found = content(release, path)
        assert (len(found), hashlib.sha256(found).hexdigest()) == (file.size, file.sha256)
    assert content(release, "claims.jsonl") == exported(cast, "jsonl")
    assert content(release, "articles.jsonl") == exported(cast, "articles")
    assert b"A secret" not in b"".join(content(release, path) for path in files)

    manifest = orjson.loads(content(release, "manifest.json"))
    assert manifest == release.manifest
    assert release.checksum == files["manifest.json"].sha256
    assert manifest["counts"]["claims"] == 4
    assert manifest["counts"]["decided"] == 1
    assert manifest["record"] == {"root": release.root, "heads": release.heads}
    described = {file["path"]: file["sha256"] for file in manifest["files"]}
    assert described == {p: f.sha256 for p, f in files.items() if p not in ("manifest.json", "SHA256SUMS")}
    sums = dict(reversed(line.split("  ")) for line in content(release, "SHA256SUMS").decode().splitlines())
    assert sums == {path: file.sha256 for path, file in files.items() if path != "SHA256SUMS"}

    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(content(release, "splits.csv").decode()))}
    claims = {claim["id"]: claim for claim in lines(release, "claims.jsonl")}
    articles = {article["id"]: article for article in lines(release, "articles.jsonl")}
    assert set(rows) == set(claims) | set(articles)
    for claim in claims.values():
        for quote in claim["quotes"]:
            assert rows[quote["article"]["id"]]["split"] == rows[claim["id"]]["split"]


@pytest.mark.usefixtures("committed")
def test_tables_are_the_native_lines_by_split(monkeypatch: pytest.MonkeyPatch):
    """The same rows as Parquet and, where pyarrow is missing, as JSON lines; the release says so."""
    import pyarrow.parquet

    cast, scene, release = spring()
    read: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in release.files.filter(path__startswith="data/"):
        table = part.path.split("/")[1]
        read[table] += pyarrow.parquet.read_table(io.BytesIO(content(release, part.path))).to_pylist()
    claim = next(row for row in read["claims"] if row["id"] == str(scene.decided.pk))
    assert (claim["rating"], claim["numeric"]) == ("false", 0.0)
    assert [one["rating"] for one in claim["verdicts"]] == ["false", "false"]
    assert claim["quote_texts"][0] == "We have no money left 💸 for the harbour […] Not a single krone"
    [article] = read["articles"]
    for span in article["spans"]:
        assert article["text"][span["start"] : span["end"]] in "".join(row["text"] for row in read["quotes"])
    assert not release.manifest["left_out"]

    monkeypatch.setattr(builder, "has_parquet", lambda: False)
    plain = make_release(cast, "Without")
    again: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for part in plain.files.filter(path__startswith="data/"):
        again[part.path.split("/")[1]] += lines(plain, part.path)
    assert again == read
    assert "pyarrow" in plain.manifest["left_out"]
    assert plain.manifest["left_out"] in content(plain, "README.md").decode()


@pytest.mark.usefixtures("committed")
def test_the_same_data_make_the_same_bytes_and_are_kept_once():
    cast, _, first = spring()
    second = make_release(cast, "Second")
    sums = [dict(release.files.values_list("path", "sha256")) for release in (first, second)]
    same = {path for path in sums[0] if sums[0][path] == sums[1][path]}
    assert {"claims.jsonl", "articles.jsonl", "splits.csv"} < same
    assert {path for path in sums[0] if path.startswith("data/")} < same
    assert second.manifest["previous"]["difference"] == {
        of: {"added": 0, "removed": 0, "changed": 0} for of in ("claims", "articles")
    }


def test_the_next_release_says_what_is_new_and_keeps_splits(cast: Cast):
    article = make_article(cast)
    kept = make_claim(cast, quotes=[make_quote(article)])
    gone = make_claim(cast, text="Nobody went.")
    first = make_release(cast, validation=30, test=30)
    change_claim(by=cast.ben, claim=kept, text="Reworded.")
    delete_claim(by=cast.ben, claim=gone)
    create_claim(by=cast.ben, project=cast.project, text="It rained.", quotes=[make_quote(article, "nonsense")])
    second = make_release(cast, "Second", validation=0, test=0)
    assert (second.number, second.manifest["previous"]["manifest_sha256"]) == (2, first.checksum)
    assert second.manifest["previous"]["difference"] == {
        "claims": {"added": 1, "removed": 1, "changed": 1},
        "articles": {"added": 0, "removed": 0, "changed": 1},
    }
    was, now = (
        {row["id"]: row["split"] for row in csv.DictReader(io.StringIO(content(one, "splits.csv").decode()))}
        for one in (first, second)
    )
    assert all(now[pk] == split for pk, split in was.items() if pk in now)
    assert len({now[str(kept.pk)], now[str(article.pk)]}) == 1


def test_whatever_goes_wrong_leaves_a_sentence_and_nothing_else(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    make_claim(cast)
    before = set(Path(settings.RELEASES_ROOT).rglob("*"))

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(builder, "card", full)
        with pytest.raises(Broken, match="No space"):
            make_release(cast)
    [failed] = Release.objects.filter(project=cast.project)
    assert (failed.state, failed.number, failed.files.count()) == ("failed", 1, 0)
    assert failed.failure == "The files could not be written: No space left on device. Make room, then make it again."
    left = {path for path in Path(settings.RELEASES_ROOT).rglob("*") if path.is_file()} - before
    assert not left
    assert make_release(cast).number == 1


def test_a_language_of_two_countries_is_one_on_the_card(cast: Cast):
    for language in ("en-GB", "en-US"):
        make_article(cast, language=language)
    head, _, _ = content(make_release(cast), "README.md").decode().partition("license:")
    assert head.endswith('language:\n  - "en"\n')


def test_one_builder_at_a_time_and_a_dead_one_is_seen(cast: Cast):
    make_claim(cast)
    with sole_builder(cast.project):
        release = start_release(by=cast.ada, project=cast.project, name="First", parameters=Options().shown())
        assert not given_up(release)
        with pytest.raises(Conflict, match="just now"), sole_builder(cast.project):
            pass
    assert given_up(release)  # as when its process was killed
    left = store.Workshop(release.pk)
    second = make_release(cast, "Again")
    release.refresh_from_db()
    assert (release.state, second.state, second.number) == ("failed", "ready", 1)
    assert "stopped" in release.failure
    assert not left.folder.exists()
    second.state = "building"
    assert not given_up(second)  # as when it was read just before it was ready


def test_a_release_is_one_moment(cast: Cast):
    """What is committed while it is made is in none of its files."""
    make_claim(cast, text="It rained.")
    with sole_builder(cast.project) as own:
        release = start_release(by=cast.ada, project=cast.project, name="First", parameters=Options().shown())
        making = builder._Making
        tell = making.tell

        def write_meanwhile(self: Any, step: str, done: int) -> None:
            tell(self, step, done)
            if step == "Writing the claims":
                make_article(cast)
                make_claim(cast, text="It snowed.")

        making.tell = write_meanwhile  # type: ignore[method-assign]
        try:
            release = build(release, own)
        finally:
            making.tell = tell  # type: ignore[method-assign]
    assert Claim.objects.filter(project=cast.project, text="It snowed.").exists()
    assert b"snowed" not in content(release, "claims.jsonl")
    assert content(release, "articles.jsonl") == b""
    assert release.manifest["counts"]["articles"] == 0


def test_what_was_altered_or_is_missing_is_not_served(cast: Cast):
    make_claim(cast)
    release = make_release(cast)
    file = release.files.get(path="claims.jsonl")
    at = store.folder() / "files" / file.sha256[:2] / file.sha256
    sound = at.read_bytes()
    at.chmod(0o640)
    at.write_bytes(sound.replace(b"Lindholm", b"Lundholm"))
    with pytest.raises(Damaged, match=r"claims\.jsonl has other bytes than were released"):
        store.open_sound(file.sha256, file.size, file.path)
    at.write_bytes(sound[:-1])
    with pytest.raises(Damaged, match=f"has {len(sound) - 1} bytes and not {len(sound)}"):
        store.open_sound(file.sha256, file.size, file.path)
    at.unlink()
    with pytest.raises(Damaged, match="is missing"):
        store.open_sound(file.sha256, file.size, file.path)
    again = make_release(cast, "Again")
    assert content(again, "claims.jsonl") == sound
    assert again.manifest["previous"]["difference"]["claims"] is None
    assert "Files of release 1 are damaged or missing" in content(again, "README.md").decode()


def test_the_walls_stand_in_the_database(cast: Cast):
    make_claim(cast)
    release = make_release(cast)
    for wall, statement in (
        ("release_is_frozen", "UPDATE release SET manifest = '{}', version = version + 1 WHERE id = %s"),
        ("release_is_frozen", "UPDATE release SET state = 'building', version = version + 1 WHERE id = %s"),
        ("release_is_frozen", "UPDATE release SET name = 'Other', version = version + 1 WHERE id = %s"),
        ("version_goes_up_by_one", "UPDATE release SET state = 'yanked' WHERE id = %s"),
        ("release_yanked_why", "UPDATE release SET state = 'yanked', version = version + 1 WHERE id = %s"),
        ("release_is_kept", "DELETE FROM release WHERE id = %s"),
        ("release_file_is_frozen", "UPDATE release_file SET size = 1 WHERE release_id = %s"),
        ("release_file_is_kept", "DELETE FROM release_file WHERE release_id = %s"),
        (
            "release_file_while_building",
            "INSERT INTO release_file (id, release_id, path, size, sha256, media_type)"
            " VALUES (gen_random_uuid(), %s, 'x', 1, repeat('0', 64), 'text/plain')",
        ),
        (
            "release_numbered_in_order",
            "INSERT INTO release (id, version, project_id, number, name, notes, state, parameters, by_id, failure, checksum,"
            " root, record_snapshot, yank_reason) SELECT gen_random_uuid(), 1, project_id, 3, 'x', '', 'building', '{}', by_id,"
            " '', '', '', '', '' FROM release WHERE id = %s",
        ),
    ):
        with pytest.raises(Exception) as caught, connection.cursor() as cursor:  # noqa: PT011
            cursor.execute(statement, [release.pk])
        diagnostics = getattr(caught.value.__cause__, "diag", None)
        assert getattr(diagnostics, "constraint_name", None) == wall, (wall, caught.value)
