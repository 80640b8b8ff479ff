"""What the pages of releases say: none yet, one that is made, one that failed, one that should not be used."""

from __future__ import annotations

from annotations.actions.releases import fail_release, report_progress, start_release, yank_release
from annotations.exports.releases.builder import Options, sole_builder
from tests.cast import Cast, make_claim, make_release
from tests.web.scene import look


def text(cast: Cast, name: str, rest: str = "") -> str:
    answer = look(getattr(cast, name), f"/projects/{cast.project.slug}/releases/{rest}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_before_there_is_one(cast: Cast):
    assert "Make the first one" in text(cast, "ada")
    assert "Editors make them" in text(cast, "rae")
    assert "There is nothing to release yet" in text(cast, "ada", "new/")
    make_claim(cast)
    assert "Make release 1</button>" in text(cast, "ada", "new/")


def test_one_that_is_ready(cast: Cast):
    make_claim(cast)
    release = make_release(cast, notes="All of **it**. <script>alert(1)</script>")
    page = text(cast, "rae", "1/")
    for said in (release.checksum, release.root, "claims.jsonl", "<strong>it</strong>", "The Desk (", "(release 1)"):
        assert said in page
    assert "<script>alert" not in page
    assert "Yank this release" not in page
    assert "Yank this release" in text(cast, "ada", "1/")
    assert "latest" in text(cast, "rae")
    assert "Make release 2</button>" in text(cast, "ada", "new/")


def test_one_that_should_not_be_used(cast: Cast):
    make_claim(cast)
    make_release(cast)
    second = make_release(cast, name="Summer")
    assert "There is a newer one" in text(cast, "rae", "1/")
    yank_release(by=cast.ada, release=second, reason="A <b>name</b> is in it.")
    page = text(cast, "rae", "2/")
    assert "Do not use this release." in page
    assert "A &lt;b&gt;name&lt;/b&gt; is in it." in page
    assert "Use <a" in page
    assert "There is a newer one" not in text(cast, "rae", "1/")
    assert "Yanked: A" in text(cast, "rae")


def test_one_that_is_being_made_and_what_came_of_it(cast: Cast):
    make_claim(cast)
    with sole_builder(cast.project):
        release = start_release(by=cast.ada, project=cast.project, name="Spring", parameters=Options().shown())
        report_progress(release=release, step="Writing the claims", done=1, total=4)
        for rest in ("", "1/", "new/"):
            page = text(cast, "ada", rest)
            assert "Release 1 is being made" in page
            assert "Writing the claims" in page
    assert "The server was stopped meanwhile" in text(cast, "rae")
    assert "The server was stopped while it was made" in text(cast, "rae", "1/")
    fail_release(by=cast.ada, release=release, failure="The disk is full.")
    assert "The disk is full." in text(cast, "rae")
    assert "Make it again" in text(cast, "ada", "1/")
    make_release(cast)
    assert "The disk is full." not in text(cast, "rae")
    assert "claims.jsonl" in text(cast, "rae", "1/")
