"""Releases from the command line, and whether their files are still what they were."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.exports.releases import store
from annotations.exports.releases.builder import sole_builder
from annotations.models import Release
from tests.cast import Cast, make_cast, make_claim
from tests.exports.releases.making import make_release


@pytest.fixture
def cast(committed: None) -> Cast:
    made = make_cast()
    make_claim(made)
    return made


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_works(cast: Cast):
    said = run("release", cast.project.slug, "--name", "Spring", "--people", "pseudonyms", "--licence", "CC0-1.0")
    release = Release.objects.get(project=cast.project)
    assert f"Release 1 of {cast.project.slug} is ready. Its checksum is {release.checksum}." in said
    assert (release.by, release.parameters["people"]) == (cast.olu, "pseudonyms")
    for file in release.files.all():
        assert f"{file.sha256}  {file.size:>12}  {file.path}" in said
    with pytest.raises(CommandError, match="80 at most together"):
        run("release", cast.project.slug, "--name", "x", "--test", "90")
    with pytest.raises(CommandError, match="A release needs a name"):
        run("release", cast.project.slug, "--name", " ")
    with pytest.raises(CommandError, match="nothing was released"):
        run("release", cast.project.slug, "--name", "x", "--notes-file", "/nowhere/notes.md")


def test_files_are_verified_and_swept(cast: Cast):
    run("release", cast.project.slug, "--name", "Spring")
    stray = store.folder() / "files" / "00" / ("0" * 64)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left over")
    file = Release.objects.get(project=cast.project).files.get(path="claims.jsonl")
    at = store.folder() / "files" / file.sha256[:2] / file.sha256
    sound = at.read_bytes()
    at.chmod(0o640)
    at.write_bytes(sound[:-1] + b" ")
    with pytest.raises(CommandError, match=r"claims\.jsonl has other bytes than were released\."):
        run("verify_releases")
    at.write_bytes(sound)
    assert stray.exists()
    said = run("verify_releases", "--sweep")
    assert "Removed" in said
    assert "are what they were" in said
    assert not stray.exists()
    assert at.exists()


def test_a_release_made_while_others_are_verified_is_not_swept(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    run("release", cast.project.slug, "--name", "Spring")
    fault_of = store.fault_of

    def meanwhile(sha256: str, size: int) -> str:
        if Release.objects.count() == 1:
            make_claim(cast, text="It snowed.")
            make_release(cast, "Summer")
        return fault_of(sha256, size)

    with monkeypatch.context() as patched:
        patched.setattr(store, "fault_of", meanwhile)
        run("verify_releases", "--sweep")
    assert "All " in run("verify_releases")
    with sole_builder(cast.project), pytest.raises(CommandError, match="Sweep when it is ready"):
        run("verify_releases", "--sweep")
