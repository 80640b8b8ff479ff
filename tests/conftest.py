"""What every test stands on: a migrated database per worker, and the real server for tests from outside."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests import databases
from tests.browsing import chromium as chromium
from tests.browsing import open_browser as open_browser
from tests.committed import _committed_database as _committed_database
from tests.committed import committed as committed
from tests.live import LiveSite, running_site

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"{databases.PREFIX}{os.getpid()}_{WORKER}"


def pytest_configure(config: pytest.Config) -> None:
    """Quick password digests, and static files by their plain names: only the real server serves hashed ones."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # What tests release goes with the process that released it.
    settings.RELEASES_ROOT = Path(tempfile.mkdtemp(prefix="factcheck-releases-"))
    atexit.register(shutil.rmtree, settings.RELEASES_ROOT, ignore_errors=True)
    # Nor does the test client look at the folder of collected files, which another worker may just be filling.
    settings.WHITENOISE_AUTOREFRESH = True
    if getattr(config.option, "numprocesses", None):
        # The workers come and go; the server stays for as long as the one who started them.
        from factcheck.database.base import hold_server

        hold_server()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A database for this worker, made by the role that owns the tables and used by the application's."""
    with django_db_blocker.unblock():
        databases.drop_leftovers()
        databases.fresh(DATABASE)
        databases.use(DATABASE)
    yield
    with django_db_blocker.unblock():
        databases.use("postgres")
        databases.drop(DATABASE)


@pytest.fixture(scope="module")
def once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database for one module, for what takes long to make and each of its tests may have a copy of.

    Make it in a fixture of the module's scope that asks for this one, and hand `copy.deepcopy` of it to tests that ask for
    `db` as well: whatever they do to it is undone after each. (One transaction around all of them would do, did it not hold
    up the feed's horizon in every other worker's database.)
    """
    name = f"{DATABASE}_once"
    with django_db_blocker.unblock():
        databases.fresh(name)
        with databases.using(name):
            yield
        databases.drop(name)


def _start_over(self: TransactionTestCase) -> None:
    """After a test that really committed: a fresh copy.

    Emptying tables would take the shipped scales with it, and is refused by the record of changes.
    """
    databases.use("postgres")
    databases.drop(DATABASE)
    databases.fresh(DATABASE)
    databases.use(DATABASE)


TransactionTestCase._fixture_teardown = _start_over  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def live_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveSite]:
    """The real server on a free port, one per worker. Nothing is emptied between tests: each makes its own project."""
    with django_db_blocker.unblock(), running_site(f"{DATABASE}_live") as site:
        yield site


@pytest.fixture
def live(live_site: LiveSite, django_db_blocker: Any) -> Iterator[LiveSite]:
    """The real server, with this process's models looking at its database: what a test makes is committed at once."""
    with django_db_blocker.unblock(), databases.using(live_site.database):
        yield live_site
