"""What was exported comes in again as it was: every kind of thing, in every state."""

from __future__ import annotations

import pytest

from annotations.actions.members import add_member
from annotations.models import Verdict
from annotations.queries.audit import verify_record
from tests.cast import make_cast
from tests.exports.scene import Scene
from tests.imports.bringing import alike, bring, exported


@pytest.fixture
def scene(cast):
    return Scene(cast)


def test_a_project_comes_in_as_it_went_out(scene, cast):
    """The desk of Ada's colleagues, in the hands of Ada, who reads both projects: the articles are found there."""
    there = make_cast()
    out = exported(cast.project, cast.ada)
    add_member(by=None, project=there.project, user=cast.ada, role="editor")
    report = bring(cast.ada, there.project, out)
    assert report.created["claims"] == len(out.splitlines())
    again = exported(there.project, cast.ada)
    assert alike(again) == alike(out)
    assert bring(cast.ada, there.project, out).created == {}
    assert exported(there.project, cast.ada) == again
    assert list(verify_record()) == []
    # Nobody of the file became a colleague, whatever they are called.
    verdict = Verdict.objects.filter(claim__project=there.project, reviewer__name="Chi").get()
    assert verdict.reviewer not in (cast.chi, there.chi)
    assert not verdict.reviewer.is_active and not verdict.reviewer.memberships.exists()
