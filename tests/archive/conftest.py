"""A project with everything in it, its archive, and empty installations to restore it in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections

from tests import databases
from tests.archive.scene import fill
from tests.cast import Cast, make_cast
from tests.exports.scene import Scene


@dataclass(frozen=True)
class Archived:
    """The archive of a project, whose own database is in use while nothing else is."""

    cast: Cast
    scene: Scene
    file: Path
    database: str


@pytest.fixture(scope="module")
def archived(
    _committed_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Archived]:
    """Made once: no test changes it."""
    before = connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.use(_committed_database)
        try:
            cast = make_cast()
            scene = fill(cast)
            file = tmp_path_factory.mktemp("archive") / "desk.zip"
            call_command("archive", cast.project.slug, str(file), verbosity=0)
            yield Archived(cast, scene, file, _committed_database)
        finally:
            databases.use(before)


@pytest.fixture
def elsewhere(
    archived: Archived, django_db_blocker: Any, settings: Any, tmp_path: Path
) -> Iterator[Callable[[], None]]:
    """A function: from here to the end of the test everything happens in an empty installation."""
    with ExitStack() as stack, django_db_blocker.unblock():
        name = f"{databases.PREFIX}{os.getpid()}_elsewhere"

        def move() -> None:
            settings.RELEASES_ROOT = tmp_path / "releases"
            databases.fresh(name)
            stack.callback(databases.drop, name)
            databases.use(name)

        stack.callback(databases.use, archived.database)
        yield move
        databases.use("postgres")
