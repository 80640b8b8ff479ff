"""The commands people and scripts run: what they print, and that running one twice does no harm."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from annotations.actions.sign_in_links import use_sign_in_link
from annotations.actions.tokens import user_of_token
from annotations.models import Membership, Project, User
from tests.proofs import proof

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    """The lines a command prints."""
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def desk() -> Project:
    run("create_project", "desk", "--name", "The desk")
    return Project.objects.get(slug="desk")


def test_a_project_is_made_once(desk):
    assert desk.name == "The desk"
    assert run("create_project", "desk", "--name", "Another") == ["The project desk is there already."]
    desk.refresh_from_db()
    assert desk.name == "The desk"


def test_an_impossible_short_name_is_answered_by_a_sentence():
    with pytest.raises(CommandError, match="letters, digits"):
        run("create_project", "the desk")


def test_a_user_is_made_with_a_role_and_no_password(desk):
    run("create_user", "ben", "--project", "desk", "--role", "annotator", "--display-name", "Ben")
    ben = User.objects.get(username="ben")
    assert ben.name == "Ben"
    assert not ben.has_usable_password()
    assert Membership.objects.get(user=ben).role == "annotator"


def test_a_user_who_is_there_joins_another_project(desk):
    run("create_user", "ben")
    run("create_user", "ben", "--project", "desk", "--role", "reviewer")
    assert (
        run("create_user", "ben", "--project", "desk", "--role", "reviewer")[-1] == "ben is reviewer in desk already."
    )
    assert Membership.objects.get(user__username="ben").role == "reviewer"


def test_a_role_is_not_changed_by_the_way(desk):
    run("create_user", "ben", "--project", "desk", "--role", "reviewer")
    with pytest.raises(CommandError, match="ben is reviewer in desk"):
        run("create_user", "ben", "--project", "desk", "--role", "owner")


def test_a_project_that_is_not_there_is_named_beside_those_that_are(desk):
    with pytest.raises(CommandError, match=r"desc.*there is: desk"):
        run("create_user", "ben", "--project", "desc")


@pytest.mark.parametrize("nothing", ["", " "])
def test_a_user_needs_a_name(nothing):
    with pytest.raises(CommandError, match="needs a user name"):
        run("create_user", nothing)


def test_a_role_needs_a_project():
    with pytest.raises(CommandError, match="--project"):
        run("create_user", "ben", "--role", "owner")
    assert not User.objects.exists()


def test_the_token_is_the_last_line_alone():
    run("create_user", "ben")
    *_, secret = run("create_token", "ben", "--scopes", "read,write,export", "--name", "script")
    found = user_of_token(secret)
    assert found
    user, token = found
    assert (user.username, token.name, token.scopes) == ("ben", "script", ["read", "write", "export"])


@pytest.mark.parametrize("scopes", ["", "everything", "read,all"])
def test_scopes_that_are_none_are_refused(scopes):
    run("create_user", "ben")
    with pytest.raises(CommandError, match="read, write, export"):
        run("create_token", "ben", "--scopes", scopes)


def test_a_sign_in_link_signs_in():
    run("create_user", "ben")
    (link,) = run("sign_in_link", "ben")
    assert link.startswith("http://127.0.0.1:")
    assert use_sign_in_link(secret=link.rstrip("/").rpartition("/")[2]).username == "ben"


def test_nobody_gets_no_link():
    with pytest.raises(CommandError, match="There is no user 'eve'"):
        run("sign_in_link", "eve")


@proof
def test_labels_are_exported_to_a_pipe(live_site):
    live_site.manage("demo")
    lines = live_site.manage("export_labels", "demo", "jsonl").splitlines()
    assert {json.loads(line)["schema"] for line in lines} == {"factcheck/1"}
    assert len(lines) == 6
    left = subprocess.run(
        f"{sys.executable} manage.py export_labels demo jsonl | head -c 1",
        shell=True,
        cwd=settings.BASE_DIR,
        env=live_site.environ,
        capture_output=True,
    )
    assert left.stderr == b""


def test_an_export_in_no_format_lists_those_there_are(desk):
    run("create_user", "olu", "--project", "desk", "--role", "owner")
    with pytest.raises(CommandError, match="There are: jsonl"):
        run("export_labels", "desk", "papyrus")
