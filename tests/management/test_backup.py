"""The whole database as a file, and an installation from it that goes on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from annotations.models import Claim, Quote
from annotations.queries.audit import verify_record
from annotations.queries.changes import changes_after
from factcheck.database.roles import owner_alias, protection
from tests import databases
from tests.cast import Cast, judge, make_article, make_cast, make_quote, make_release, queued_claim
from tests.proofs import proof


@pytest.fixture
def worked(committed: None) -> Cast:
    """A desk with something on it."""
    cast = make_cast()
    judge(queued_claim(cast, quotes=[make_quote(make_article(cast))]), cast.chi)
    make_release(cast)
    return cast


@pytest.fixture
def empty(worked: Cast) -> Iterator[Any]:
    """A function: from here on everything happens in a database in which nothing is."""
    name, before = f"{databases.PREFIX}{os.getpid()}_empty", connection.settings_dict["NAME"]

    def move() -> None:
        with connections[owner_alias()]._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        databases.use(name)

    yield move
    databases.use(before)
    databases.drop(name)


@proof
def test_a_desk_goes_on_in_another_installation(worked: Cast, empty: Any, tmp_path: Path):
    file = tmp_path / "desk.dump"
    call_command("backup", str(file), verbosity=0)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(file))
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(file))
    before = list(Quote.objects.order_by("pk").values())
    empty()
    cut = tmp_path / "cut.dump"
    cut.write_bytes(file.read_bytes()[:-4000])
    with pytest.raises(CommandError, match="as empty as before"):
        call_command("restore", str(cut))
    call_command("restore", str(file))
    assert list(Quote.objects.order_by("pk").values()) == before
    assert protection().protected
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute(
            "SELECT has_function_privilege(%s, 'record_change()', 'EXECUTE')", [connection.settings_dict["USER"]]
        )
        assert cursor.fetchone() == (False,)
    told = {row.object_id for row in changes_after(reader=worked.ben, project=worked.project).rows}
    assert set(Claim.objects.filter(project=worked.project).values_list("pk", flat=True)) <= told
    assert queued_claim(worked).pk
    assert list(verify_record()) == []
