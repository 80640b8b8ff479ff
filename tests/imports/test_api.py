"""Sending files to the API."""

from __future__ import annotations

import gzip
import json
import uuid

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.imports import progress
from annotations.models import Article, Change, Import
from tests.api.asking import API, Asker, pointers, problem
from tests.imports.bringing import last_import

LINE = {"schema": "factcheck/1", "id": "c1", "text": "Lindholm has no money left."}


def lines(*over: dict) -> bytes:
    return b"".join(json.dumps({**LINE, "id": f"c{i}", **one}).encode() + b"\n" for i, one in enumerate(over))


def send(asker: Asker, cast, body: bytes, **params):
    query = "&".join(f"{name}={value}" for name, value in params.items())
    return asker.ask(
        "POST", f"projects/{cast.project.slug}/import/?{query}", body, content_type="application/octet-stream"
    )


def test_it_works(cast):
    asker, id = Asker(cast.ben), uuid.uuid4()
    body = lines({}, {"text": "The quay cost 40 million."})
    told = send(asker, cast, body, name="desk.jsonl", dry_run=1).json()
    assert told == {
        "import": None, "format": "jsonl", "dry_run": True, "rows": 2, "created": {"claims": 2}, "unchanged": {},
        "problems": [], "labels": [],
    }  # fmt: skip
    answer = send(asker, cast, gzip.compress(body), name="desk.jsonl.gz", id=id)
    assert answer.status_code == 201
    assert answer.json() == told | {"import": str(id), "dry_run": False}
    row = asker.get(f"projects/{cast.project.slug}/import/{id}/").json()
    assert (row["state"], row["rows"], row["written"], row["created"]) == ("done", 2, 2, {"claims": 2})
    made = Change.objects.filter(project_id=cast.project.pk, object_type="claim")
    assert {(change.action, change.actor_id) for change in made} == {("import", cast.ben.pk)}
    assert row["sha256"] in made[0].reason and "desk.jsonl.gz" in made[0].reason
    again = send(asker, cast, body, name="desk.jsonl")
    assert (again.status_code, again.json()["created"], again.json()["unchanged"]) == (200, {}, {"claims": 2})
    assert [one["state"] for one in asker.get(f"projects/{cast.project.slug}/import/").json()["results"]] == [
        "done"
    ] * 2


def test_a_part_called_file_and_its_name_tells_the_format(cast):
    asker = Asker(cast.ben)
    file = SimpleUploadedFile("harbour.txt", b"The harbour\r\n\r\nNobody went.")
    answer = asker.client.post(f"{API}projects/{cast.project.slug}/import/", {"file": file})
    assert answer.status_code == 201, answer.content
    article = Article.objects.get(project=cast.project)
    assert (article.title, article.current.text) == ("The harbour", "The harbour\n\nNobody went.")
    assert bytes(article.current.raw) == b"The harbour\r\n\r\nNobody went."


def test_bad_rows_are_named_and_nothing_comes_in(cast):
    rows = [{"text": f"Claim {i}."} for i in range(1000)]
    rows[6] |= {"state": "nowhere"}
    rows[500] |= {"said_on": "yesterday"}
    rows[999] |= {"text": " "}
    told = send(Asker(cast.ada), cast, lines(*rows), name="desk.jsonl")
    body = told.json()
    assert told.status_code == 422 and (body["count"], body["rows"]) == (3, 1000)
    assert [(e["line"], e["pointer"]) for e in body["errors"]] == [(7, "/state"), (501, "/said_on"), (1000, "/text")]
    assert all(e["detail"].endswith(".") and e["remedy"].endswith(".") for e in body["errors"])
    assert not cast.project.claims.exists()
    assert (last_import(cast.project).state, last_import(cast.project).problems) == ("refused", 3)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b'{"schema": "factcheck/1", "id": "a", "text": ' + b"[" * 100_000, "JSON"),
        (b'{"schema": "factcheck/1", "id": "a", "text": "\xff"}', "UTF-8"),
        (b'{"schema": "factcheck/1", "id": "a", "text": "\\ud800"}', "JSON"),
        (b'{"schema": "factcheck/1", "id": "a", "text": "\\u0000 x"}', "kept"),
        (b'{"schema": "factcheck/2", "id": "a", "text": "x"}', "layout"),
        (b"[1, 2]", "object"),
    ],
)
def test_what_cannot_be_read_is_told(cast, body, sentence):
    told = send(Asker(cast.ben), cast, body, format="jsonl", dry_run=1).json()
    assert told["count"] == 1
    assert sentence in told["errors"][0]["detail"]


SOUND = lines({}, {})


@pytest.mark.parametrize(
    ("body", "line", "words", "remedy"),
    [
        (SOUND + lines({})[:40], 3, "at character 41: unexpected end", "cut off"),
        (b"no JSON\n" + SOUND, 1, "at character 1", "Correct the line"),
        (b"no JSON", 1, "at character 1", "Correct the line"),
        (SOUND + b'{"id": NaN}', 3, "at character 8", "Correct the line"),
        (json.dumps(LINE, indent=1).encode(), 1, "at character 2: unexpected end", "in one line"),
        (SOUND.decode().encode("utf-16"), 1, "UTF-16", "Save"),
        (SOUND.decode().encode("utf-16-le"), 1, "UTF-16", "Save"),
        (SOUND + '{"text": "Übermorgen"}'.encode("cp1252"), 3, "Byte 11 of the line is not UTF-8", "Save"),
        (b'{"text": "It rained."}', 1, "layout", "choose the format"),
    ],
)
def test_a_line_that_is_broken_is_named_whatever_comes_first(cast, body, line, words, remedy):
    told = send(Asker(cast.ben), cast, body, name="desk.jsonl").json()["errors"][0]
    assert told["line"] == line and words in told["detail"] and remedy in told["remedy"], told


def test_a_damaged_gz_and_one_that_bursts(cast, monkeypatch):
    packed = gzip.compress(lines(*[{}] * 200))
    answer = send(Asker(cast.ben), cast, packed[:-20], format="jsonl")
    assert "damaged" in problem(answer, 422)["detail"]
    assert last_import(cast.project).state == "failed"
    monkeypatch.setattr("annotations.imports.unpacking.MOST_UNPACKED", 1000)
    bomb = gzip.compress(b" " * 5_000_000)
    assert "unpacks to over" in problem(send(Asker(cast.ben), cast, bomb, format="jsonl"), 422)["detail"]


def test_what_takes_an_editor(cast):
    body = lines({"state": "parked"}, {"comments": [{"id": "x", "text": "Really?"}]}, {"topics": ["harbour"]})
    told = send(Asker(cast.ben), cast, body, name="desk.jsonl", dry_run=1).json()
    assert [e["line"] for e in told["errors"]] == [1, 2]
    assert send(Asker(cast.ada), cast, body, name="desk.jsonl", dry_run=1).status_code == 200
    assert problem(send(Asker(cast.rae), cast, body, name="desk.jsonl"), 403)
    assert problem(send(Asker(cast.eve), cast, body, name="desk.jsonl"), 404)


def test_what_is_asked_wrongly_is_refused(cast):
    asker = Asker(cast.ben)
    assert "format" in problem(send(asker, cast, b"x", name="x.unknown"), 400)["errors"][0]["pointer"]
    for params in ({"format": "nothing"}, {"labels": "[]"}, {"dry_run": "yes"}, {"wish": "1"}, {"id": "1"}):
        assert problem(send(asker, cast, b"x", **params), 400)
    assert problem(send(asker, cast, b"", format="text"), 400)
    assert problem(
        asker.ask("POST", f"projects/{cast.project.slug}/import/", b"x", content_type="multipart/form-data"), 400
    )
    assert problem(send(asker, cast, b"x", format="text", language="klingonese!"), 422)


def test_what_is_asked_beside_the_file_is_refused_and_not_overlooked(cast):
    asker, file = Asker(cast.ben), SimpleUploadedFile("a.txt", b"It rained.")
    path = f"{API}projects/{cast.project.slug}/import/"
    answer = asker.client.post(path, {"file": file, "dry_run": "1"})
    assert pointers(answer) == {"/dry_run"}
    assert not Article.objects.filter(project=cast.project).exists()
    file.seek(0)
    assert asker.client.post(f"{path}?dry_run=1", {"file": file}).status_code == 200


HALF = "\\ud800"
MARK = {"type": "Annotation", "target": {"scope": "a\0", "selector": {"type": "TextPositionSelector"}}}
SIGNED = {"schema": "factcheck/1", "id": "a", "text": "It rained."}
QUOTE = {"id": "q", "kind": "direct", "segments": [{"start": 0, "end": 2, "exact": "It"}]}


@pytest.mark.parametrize(
    ("format", "body", "pointer"),
    [
        ("doccano", f'{{"text": "We have none.", "label": [[0, 2, "{HALF}"]]}}', ""),
        ("doccano", f'{{"text": "We have none.", "label": ["{HALF}"]}}', ""),
        ("claimreview", f'[{{"@type": "ClaimReview", "claimReviewed": "It rained.", "reviewRating": "{HALF}"}}]', "/0"),
        ("averitec", f'[{{"claim": "It rained.", "label": "{HALF}"}}]', "/0"),
        ("w3c", json.dumps([MARK]).replace("\\u0000", HALF), "/0"),
        ("w3c", json.dumps([MARK]), "/0/target"),
        ("jsonl", json.dumps({**SIGNED, "speaker": {"name": "Tove", "aliases": ["T", "\0"]}}), "/speaker/aliases/1"),
        ("jsonl", json.dumps({**SIGNED, "speaker": {"name": "Tove", "aliases": ["T" * 301]}}), "/speaker/aliases/0"),
        ("jsonl", json.dumps({**SIGNED, "quotes": [{**QUOTE, "revision_sha256": "\0"}]}), "/quotes/0"),
        ("jsonl", json.dumps({**SIGNED, "created_at": "0001-01-01T00:00:00+23:00"}), "/created_at"),
    ],
)
def test_what_cannot_be_kept_is_named_and_is_no_bug(cast, format, body, pointer):
    told = send(Asker(cast.ada), cast, body.encode(), format=format, dry_run=1)
    assert (told.status_code, [error["pointer"] for error in told.json()["errors"]]) == (422, [pointer]), told.content


def test_a_time_is_kept_whatever_its_zone(cast):
    body = lines({"created_at": "2020-01-01T00:00:00+01:02:03.5"})
    assert send(Asker(cast.ben), cast, body, name="desk.jsonl").status_code == 201
    assert cast.project.claims.get().created_at.isoformat() == "2019-12-31T22:57:56.500000+00:00"


def test_one_that_was_killed_says_so(cast):
    """A row that says it is running, and nobody runs it: nothing is there, or it would say that it is done."""
    row = Import.objects.create(
        project=cast.project, by=cast.ben, name="a.txt", format="text", sha256="0" * 64, size=1, state="writing"
    )
    asker, path = Asker(cast.ben), f"projects/{cast.project.slug}/import/{row.pk}/"
    told = asker.get(path).json()
    assert told["state"] == "broken" and "Nothing was imported" in told["sentence"]
    running = Import(project=cast.project, by=cast.ben, name="b.txt", format="text", sha256="0" * 64, size=1)
    with progress.running(running) as row:
        row.tell(rows=7)
        told = asker.get(f"projects/{cast.project.slug}/import/{running.pk}/").json()
        assert (told["state"], told["rows"]) == ("reading", 7)
    assert asker.get(f"projects/{cast.project.slug}/import/{running.pk}/").json()["state"] == "broken"


def test_one_that_ends_while_it_is_looked_at_is_not_called_killed(cast):
    send(Asker(cast.ben), cast, lines({}), name="desk.jsonl")
    row = last_import(cast.project)
    row.state, row.written = "writing", 0  # as it was read a moment before
    assert [(one.state, one.written, one.sentence) for one in progress.seen([row])] == [("done", 1, "")]


def test_an_id_is_taken_once_also_while_its_import_runs(cast):
    running = Import(project=cast.project, by=cast.ben, name="b.txt", format="text", sha256="0" * 64, size=1)
    with progress.running(running):
        told = problem(send(Asker(cast.ben), cast, lines({}), name="desk.jsonl", id=running.pk), 409)
        assert "an import with this id" in told["detail"]
    assert problem(send(Asker(cast.ben), cast, lines({}), name="desk.jsonl", id=running.pk), 409)
    assert not cast.project.claims.exists()


def test_a_connection_that_is_lost_is_trouble_and_no_bug(cast, monkeypatch):
    def lost(*_, **__):
        raise psycopg.OperationalError("the connection is closed")

    monkeypatch.setattr(progress.Progress, "tell", lost)
    assert problem(send(Asker(cast.ben), cast, lines({}), name="desk.jsonl"), 503)
    assert not cast.project.claims.exists()


def test_what_fails_at_the_last_moment_leaves_nothing(cast, monkeypatch):
    monkeypatch.setattr("annotations.imports.running.Now", lambda: 1 / 0)
    answer = send(Asker(cast.ben), cast, lines({}), name="desk.jsonl")
    assert problem(answer, 500)
    assert not cast.project.claims.exists()
    assert last_import(cast.project).state == "failed"
