"""Releases over the API: made, read in parts, compared, taken back."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from typing import Any

import pytest

from annotations.actions.claims import change_claim
from annotations.exports.releases import builder, store
from annotations.exports.shape import EXAMPLES
from annotations.models import IdempotencyKey, Release
from tests.api.asking import Asker, pointers, problem
from tests.cast import Cast, fresh, make_cast, make_claim, make_release


@pytest.fixture
def desk(committed: None) -> Cast:
    """The cast, with a claim, committed: a release is made from what others can see."""
    cast = make_cast()
    make_claim(cast)
    return cast


def at(cast: Cast, rest: str = "") -> str:
    return f"projects/{cast.project.slug}/releases/{rest}"


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_it_works(desk: Cast):
    """Made by an editor, read by a reader's token for exports, compared, yanked."""
    ada, rae = Asker(desk.ada), Asker(desk.rae, scopes=("export",))
    key = str(uuid.uuid4())
    made = ada.post(at(desk), {"name": "Spring", "notes": "All of it.", "licence": "CC-BY-4.0"}, key=key)
    assert made.status_code == 201, made.content
    first = made.json()
    assert (first["number"], first["state"], first["progress"], first["yanked"]) == (1, "ready", None, None)
    assert first["manifest"]["counts"]["claims"] == 1
    assert first["parameters"]["people"] == "names"
    again = ada.post(at(desk), {"name": "Spring", "notes": "All of it.", "licence": "CC-BY-4.0"}, key=key)
    assert (again.status_code, again.json()) == (201, first)
    change_claim(by=desk.ben, claim=fresh(desk.project.claims.get()), text="It snowed.")
    second = ada.post(at(desk), {"name": "Summer", "people": "pseudonyms"}).json()
    assert [one["number"] for one in rae.get(at(desk)).json()["results"]] == [1, 2]
    assert rae.get(at(desk, "latest/")).json() == second == rae.get(at(desk, "2/")).json()
    claims = body_of(rae.get(at(desk, "2/files/claims.jsonl")))
    assert json.loads(claims)["text"] == "It snowed."
    assert b"Ben" not in claims

    changed = rae.get(at(desk, "2/difference/")).json()
    assert (changed["from"], changed["to"], changed["claims"]) == (1, 2, {"added": 0, "removed": 0, "changed": 1})
    [one] = changed["results"]
    assert (one["of"], one["kind"], one["what"]) == ("claims", "changed", ["text"])
    assert (one["before"], one["after"]) == ({"text": "Lindholm has no money left."}, {"text": "It snowed."})
    assert rae.get(at(desk, "1/difference/"), to="2").json() == changed
    problem(rae.get(at(desk, "1/difference/")), 409)
    problem(rae.get(at(desk, "1/difference/"), to="7"), 409)

    yanked = ada.post(at(desk, "2/yank/"), {"reason": "A name is in it."})
    assert yanked.status_code == 200
    assert yanked.json()["yanked"]["reason"] == "A name is in it."
    assert rae.get(at(desk, "latest/")).json()["number"] == 1
    still = rae.get(at(desk, "2/files/claims.jsonl"))
    assert (body_of(still), still.headers["Factcheck-Yanked"]) == (claims, "true")
    problem(ada.post(at(desk, "2/yank/"), {"reason": "Again."}), 409)
    assert pointers(ada.post(at(desk, "1/yank/"), {"reason": " "}), 422) == {"/reason"}


def test_a_file_is_read_in_parts(cast: Cast):
    """As curl -C and browsers do: by ranges that hold only for the same bytes."""
    make_claim(cast)
    file = make_release(cast).files.get()
    rae, path = Asker(cast.rae), at(cast, "1/files/claims.jsonl")
    whole = rae.get(path)
    content, etag = body_of(whole), whole.headers["ETag"]
    assert etag == f'"{file.sha256}"'
    assert (whole.headers["Accept-Ranges"], whole.headers["Content-Length"]) == ("bytes", str(file.size))

    def ask(method: str = "GET", **headers: str) -> Any:
        return rae.ask(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    for asked, (start, end) in {
        "bytes=0-": (0, file.size),
        "bytes=5-9": (5, 10),
        "bytes=5-99999": (5, file.size),
        "bytes=-4": (file.size - 4, file.size),
    }.items():
        part = ask(Range=asked, If_Range=etag)
        assert part.status_code == 206
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{file.size}"
        assert body_of(part) == content[start:end]
        assert part.headers["Content-Length"] == str(end - start)
    for headers in ({"Range": "bytes=5-", "If_Range": '"other"'}, {"Range": "lines=1-2"}, {"Range": "bytes=0-1,5-9"}):
        answer = ask(**headers)
        assert (answer.status_code, body_of(answer)) == (200, content)
    beyond = ask(Range=f"bytes={file.size}-")
    problem(beyond, 416)
    assert beyond.headers["Content-Range"] == f"bytes */{file.size}"
    assert ask(If_None_Match=f'W/"x", {etag}').status_code == 304
    head = ask("HEAD", Range="bytes=0-1")
    assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", str(file.size))


def test_all_files_in_one_zip(cast: Cast):
    make_claim(cast)
    release = make_release(cast)
    answer = Asker(cast.rae).get(at(cast, "1/archive/"))
    with zipfile.ZipFile(io.BytesIO(body_of(answer))) as archive:
        assert archive.namelist() == [f"{cast.project.slug}-1/claims.jsonl"]
        assert archive.read(archive.namelist()[0]) == EXAMPLES["claims"]
    assert release.number == 1


def test_what_is_damaged_is_said_and_not_served(cast: Cast):
    make_claim(cast)
    file = make_release(cast).files.get()
    at_disk = store.folder() / "files" / file.sha256[:2] / file.sha256
    kept = at_disk.read_bytes()
    at_disk.unlink()
    try:
        for path in ("1/files/claims.jsonl", "1/archive/"):
            assert (
                "claims.jsonl is missing on the server" in problem(Asker(cast.rae).get(at(cast, path)), 503)["detail"]
            )
    finally:
        at_disk.write_bytes(kept)


def test_what_cannot_be_made_says_so_and_can_be_tried_again(desk: Cast, monkeypatch: pytest.MonkeyPatch):
    ada, key = Asker(desk.ada), str(uuid.uuid4())

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(builder, "card", full)
        refusal = problem(ada.post(at(desk), {"name": "Spring"}, key=key), 503)
    assert "No space left on device" in refusal["detail"]
    assert not IdempotencyKey.objects.filter(key=key).exists()
    [failed] = ada.get(at(desk)).json()["results"]
    assert (failed["state"], failed["failure"], failed["files"]) == ("failed", refusal["detail"], [])
    problem(ada.get(at(desk, "latest/")), 404)
    assert ada.post(at(desk), {"name": "Spring"}, key=key).json()["number"] == 1
    assert [one["state"] for one in ada.get(at(desk)).json()["results"]] == ["failed", "ready"]


def test_while_one_is_made_there_is_no_other_and_all_can_see_it(desk: Cast):
    ada = Asker(desk.ada)
    with builder.sole_builder(desk.project):
        release = Release.objects.create(
            project=desk.project, number=1, name="Spring", by=desk.ada, parameters=builder.Options().shown()
        )
        builder.report_progress(release=release, step="Writing the claims", done=3, total=9)
        shown = Asker(desk.rae).get(at(desk, "1/")).json()
        assert (shown["state"], shown["progress"]) == (
            "building",
            {"step": "Writing the claims", "done": 3, "total": 9},
        )
        problem(ada.post(at(desk), {"name": "Summer"}), 409)
        problem(Asker(desk.rae).get(at(desk, "latest/")), 404)
    shown = Asker(desk.rae).get(at(desk, "1/")).json()  # the builder's process has ended
    assert (shown["state"], shown["progress"]) == ("failed", None)
    assert "The server was stopped" in shown["failure"]


def test_what_a_release_may_be_asked_for(cast: Cast):
    ada = Asker(cast.ada)
    assert pointers(ada.post(at(cast), {})) == {"/name"}
    asked = {"name": "x", "people": "e-mail", "licence": "GPL", "split": "luck", "validation": 51}
    assert pointers(ada.post(at(cast), asked)) == {"/people", "/licence", "/split", "/validation"}
    assert pointers(ada.post(at(cast), {"name": "x", "validation": 50, "test": 50})) == {"/test"}
    assert "nothing to release" in problem(ada.post(at(cast), {"name": "x"}), 409)["detail"]
    make_claim(cast)
    assert pointers(ada.post(at(cast), {"name": " "}), 422) == {"/name"}
    for number in ("0", "1", "x", "latest", "99999999999"):
        problem(ada.get(at(cast, f"{number}/")), 404)
