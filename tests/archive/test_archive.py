"""An archive holds a project whole, and what comes out of it is the project again."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from annotations.models import Article, Claim, Import, Project, Quote, User, Verdict
from annotations.queries.archive import LEFT_OUT, MANIFEST, MEMBERS, members
from annotations.queries.audit import verify_record
from factcheck.database.roles import owner_alias
from tests.api.asking import Asker
from tests.api.test_changes import Follower, readable
from tests.archive.conftest import Archived
from tests.archive.scene import SECRETS
from tests.cast import make_article, make_cast, make_quote
from tests.proofs import WHOLE, proof, shown_for


def run(*arguments: str) -> str:
    said = StringIO()
    call_command(*arguments, stdout=said)
    return said.getvalue()


def restore(archived: Archived) -> str:
    return run("restore_archive", str(archived.file))


def lines_of(file: Path, table: str) -> list[dict[str, Any]]:
    with zipfile.ZipFile(file) as archive:
        return [json.loads(line) for line in archive.read(f"{table}.jsonl").splitlines()]


def test_restored_and_archived_again_it_is_the_same_file(
    archived: Archived, elsewhere: Callable[[], None], tmp_path: Path
):
    elsewhere()
    said = restore(archived)
    assert "Its record is whole" in said
    assert list(verify_record()) == []
    again = tmp_path / "again.zip"
    run("archive", archived.cast.project.slug, str(again))
    assert again.read_bytes() == archived.file.read_bytes()


def test_every_kind_of_object_is_in_it(archived: Archived):
    for member in members():
        assert lines_of(archived.file, member.table), f"No {member.table}: the scene must have one."
    assert len(lines_of(archived.file, "shipped_scale")) == 1


def test_every_table_is_archived_or_left_out_for_a_reason(archived: Archived):
    """A new table fails here: add it to MEMBERS (a project's), or to LEFT_OUT and say why."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        there = {name for (name,) in cursor.fetchall()}
    listed = [member.table for member in MEMBERS] + ["users"]
    assert len(set(listed)) == len(listed)
    assert not set(listed) & LEFT_OUT.keys()
    assert there == set(listed) | LEFT_OUT.keys()


def test_nobodys_address_name_or_key_is_in_it(archived: Archived):
    with zipfile.ZipFile(archived.file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    for secret in SECRETS:
        assert secret.encode() not in everything
    assert b"digest" not in everything
    assert {tuple(person) for person in lines_of(archived.file, "users")} == {("id", "name")}
    assert "Eve" in {person["name"] for person in lines_of(archived.file, "users")}, "once a member"


def test_it_holds_what_is_blind_deleted_and_past(archived: Archived):
    scene = archived.scene
    assert str(scene.hidden.pk) in {v["id"] for v in lines_of(archived.file, "verdict")}
    assert {v["state"] for v in lines_of(archived.file, "verdict")} == {"draft", "submitted"}
    for table in ("quote", "claim", "evidence", "question", "contact", "comment"):
        assert any(row["deleted_at"] for row in lines_of(archived.file, table)), table
    assert {r["number"] for r in lines_of(archived.file, "revision")} == {1, 2}
    assert any(r["raw"] for r in lines_of(archived.file, "revision"))
    assert {r["object_type"] for r in lines_of(archived.file, "change")} == {m.table for m in MEMBERS} - {"change"}


def test_another_projects_rows_stay_out(archived: Archived):
    make_quote_of_eve = make_cast()
    everything = {row["id"] for m in members() if m.table != "change" for row in lines_of(archived.file, m.table)}
    assert str(make_quote_of_eve.project.pk) not in everything
    assert {p["id"] for p in lines_of(archived.file, "project")} == {str(archived.cast.project.pk)}


def test_restored_people_are_let_in_one_by_one(archived: Archived, elsewhere: Callable[[], None]):
    elsewhere()
    said = restore(archived)
    olu = archived.cast.olu
    assert f"{olu.pk}  Olu" in said
    assert not User.objects.filter(is_active=True).exists()
    assert not any(user.has_usable_password() or user.email for user in User.objects.all())
    link = run("open_account", str(olu.pk), "--username", "olu").splitlines()[-1]
    assert re.fullmatch(r"http\S+/sign-in/\S+/", link)
    assert User.objects.get(username="olu", is_active=True).pk == olu.pk


@proof
def test_work_goes_on_where_it_stopped(archived: Archived, elsewhere: Callable[[], None]):
    """Guards and record are on again, the feed brings everything, search finds it, and a blind review stays blind."""
    elsewhere()
    restore(archived)
    cast, scene = archived.cast, archived.scene
    for name in ("rae", "chi") if WHOLE else ("chi",):
        run("open_account", str(getattr(cast, name).pk), "--username", name)
        asker = Asker(User.objects.get(username=name))
        follower = Follower(asker, cast.project.slug, limit=50).catch_up()
        assert follower.objects() == readable(asker, follower)
        assert (str(scene.hidden.pk) in follower.objects()) is (name == "chi")
        assert set(map(str, Claim.objects.filter(deleted_at=None).values_list("pk", flat=True))) <= set(
            follower.objects()
        )
    found = asker.get(f"projects/{cast.project.slug}/search/", q="harbuor money").json()
    assert found["claims"], found
    run("open_account", str(cast.ben.pk))
    quote = make_quote(Article.objects.get(pk=scene.article.pk), "mayor Tove Brink")
    with pytest.raises(Exception, match="version"):
        Quote.objects.filter(pk=quote.pk).update(note="Behind your back")
    assert list(verify_record()) == []


def test_where_it_is_already_nothing_is_restored(archived: Archived):
    before = Verdict.objects.count()
    with pytest.raises(CommandError, match="there already"):
        restore(archived)
    assert Verdict.objects.count() == before


@proof
def test_another_project_of_its_name_is_left_alone(archived: Archived, elsewhere: Callable[[], None]):
    elsewhere()
    run("create_project", archived.cast.project.slug, "--name", "Mine")
    with pytest.raises(CommandError, match="Another project"):
        restore(archived)
    assert Project.objects.get().name == "Mine"


def rewritten(archived: Archived, file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy whose members were changed, and whose zip is sound."""
    with zipfile.ZipFile(archived.file) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file


def forged(
    archived: Archived,
    file: Path,
    table: str,
    old: str,
    new: str,
    *,
    count: int = 1,
    columns: Callable[[list[str]], list[str]] = list,
) -> Path:
    """A copy with other words in a table, perhaps other columns, and checksums computed again: damage on purpose."""
    words: dict[str, bytes] = {}

    def change(name: str, content: bytes) -> bytes:
        if name == f"{table}.jsonl":
            content = re.sub(old, new, content.decode(), count=count).encode()
            words["new"] = content
        if name == MANIFEST:
            manifest = json.loads(content)
            for told in manifest["members"]:
                if told["file"] == f"{table}.jsonl":
                    told["sha256"], told["rows"] = hashlib.sha256(words["new"]).hexdigest(), words["new"].count(b"\n")
                    told["columns"] = columns(told["columns"])
            content = json.dumps(manifest).encode()
        return content

    return rewritten(archived, file, change)


def told(change: Callable[[dict[str, Any]], object]) -> Callable[[str, bytes], bytes]:
    """Another manifest."""

    def edit(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        manifest = json.loads(content)
        change(manifest)
        return json.dumps(manifest).encode()

    return edit


def test_without_room_for_released_files_nothing_is_restored(
    archived: Archived, elsewhere: Callable[[], None], monkeypatch: pytest.MonkeyPatch
):
    elsewhere()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("annotations.management.commands.restore_archive.keep", full)
    with pytest.raises(CommandError, match=r"cannot be kept \(No space left on device\)"):
        restore(archived)
    assert not Project.objects.exists()


def test_a_file_that_is_not_whole_restores_nothing(archived: Archived, elsewhere: Callable[[], None], tmp_path: Path):
    elsewhere()
    whole = archived.file.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    made = {
        "cut": (whole[:-1], "not a whole archive"),
        "half": (whole[: len(whole) // 2], "not a whole archive"),
        "empty": (b"", "not a whole archive"),
        "flipped": (bytes(flipped), "damaged|not a whole archive"),
        "words": (b"Dear desk,", "not a whole archive"),
    }
    # A bit of the directory: the last file's name is no UTF-8 then, or the file is said to be encrypted.
    directory = whole.rindex(b"PK\x01\x02")
    for name, (place, bit) in {"name": (46, 1 << 7), "encrypted": (8, 1)}.items():
        damaged = bytearray(whole)
        damaged[directory + place] ^= bit
        made[name] = (bytes(damaged), "not a whole archive")
    for name, (content, sentence) in made.items():
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(CommandError, match=sentence):
            run("restore_archive", str(file))
    sound = {
        "another format": told(lambda m: m.update(format="something else")),
        "format is 2": told(lambda m: m.update(format_version=2)),
        "later Factcheck": told(lambda m: m["migrations"].append("9999_later")),
        "does not know": told(lambda m: m["members"].append({"file": "publication.jsonl"})),
        "is not what it was": lambda name, content: content.replace(b"harbour", b"ferries"),
        "manifest": told(lambda m: m.pop("project")),
    }
    for number, (sentence, change) in enumerate(sound.items()):
        with pytest.raises(CommandError, match=sentence.replace("another format", "not a project's archive")):
            run("restore_archive", str(rewritten(archived, tmp_path / f"{number}.zip", change)))
    with pytest.raises(CommandError, match="cannot be read"):
        run("restore_archive", str(tmp_path / "missing.zip"))
    for model in (Project, User, Quote):
        assert not model.objects.exists()


FORGERIES = {
    "segment": ('"exact":"Not a single krone"', '"exact":"Not a single crown"', "differs from the article"),
    "claim": ("Lindholm has no money left", "Lindholm has money", "altered behind the record"),
    "change": ('"reason":"Later."', '"reason":"Sooner"', "its words were altered"),
    "comment": (r"[^\n]+\n\Z", "", "it is gone"),
    "revision": ("ferry", "barge", "refuses"),
}


@pytest.mark.parametrize("table", shown_for(FORGERIES, always=["claim"]))
def test_what_was_forged_restores_nothing(
    archived: Archived, elsewhere: Callable[[], None], tmp_path: Path, table: str
):
    elsewhere()
    old, new, sentence = FORGERIES[table]
    with pytest.raises(CommandError, match=sentence):
        run("restore_archive", str(forged(archived, tmp_path / "forged.zip", table, old, new)))
    assert not Project.objects.exists()


def test_what_somebody_did_to_another_desks_record_is_not_held_against_it(
    archived: Archived, elsewhere: Callable[[], None]
):
    elsewhere()
    theirs = make_article(make_cast())
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("ALTER TABLE change DISABLE TRIGGER ALL")
        cursor.execute("UPDATE change SET reason = 'Because.' WHERE object_id = %s", [theirs.pk])
        cursor.execute("ALTER TABLE change ENABLE TRIGGER ALL")
    assert "Its record is whole" in restore(archived)
    assert [finding.object_id for finding in verify_record()] == [str(theirs.pk)]


@proof
def test_a_column_that_came_later_takes_what_it_has_by_itself(
    archived: Archived, elsewhere: Callable[[], None], tmp_path: Path
):
    """As an archive of an earlier Factcheck has it. Without a value of its own it is refused, and so is one not known here."""
    elsewhere()
    for table, words, name, sentence in (
        ("speaker", ',"wikidata_id":""', "wikidata_id", "wikidata_id"),
        ("evidence", "^$", "wings", "not known here"),
    ):
        other = forged(
            archived,
            tmp_path / f"{table}.zip",
            table,
            words,
            "",
            count=0,
            columns=lambda names, name=name: sorted({name} ^ set(names)),
        )
        with pytest.raises(CommandError, match=sentence):
            run("restore_archive", str(other))
    earlier = forged(
        archived,
        tmp_path / "earlier.zip",
        "import",
        r'"ended_at":"[^"]*",',
        "",
        columns=lambda names: [name for name in names if name != "ended_at"],
    )
    run("restore_archive", str(earlier))
    assert Import.objects.get().ended_at is None


@proof
def test_something_of_it_is_there_already(archived: Archived, elsewhere: Callable[[], None]):
    elsewhere()
    cast = make_cast()
    make_article(cast, id=archived.scene.article.pk)
    with pytest.raises(CommandError, match="there already"):
        restore(archived)
    assert Project.objects.count() == 1
