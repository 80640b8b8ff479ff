"""Every variable: what it takes, and the sentence for what it does not take."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from factcheck import env
from factcheck.database.settings import aliases
from tests.proofs import proof


@pytest.mark.parametrize("variable", env.VARIABLES, ids=lambda variable: variable.name)
def test_unset_and_empty_give_the_default(variable):
    assert variable.value({}) == variable.default
    assert variable.value({variable.name: " "}) == variable.default


@pytest.mark.parametrize("variable", env.VARIABLES, ids=lambda variable: variable.name)
def test_every_variable_says_what_it_is_for(variable):
    assert variable.meaning.endswith(".")
    assert variable.shown_default


@pytest.mark.parametrize(
    ("variable", "given"),
    [
        (env.FACTCHECK_PORT, "eighty"),
        (env.FACTCHECK_PORT, "0"),
        (env.FACTCHECK_PORT, "70000"),
        (env.FACTCHECK_PORT, "8000.5"),
        (env.FACTCHECK_PORT, "٨٠٠٠"),
        (env.FACTCHECK_WORKERS, "-1"),
        (env.FACTCHECK_EXPORTS, "0"),
        (env.FACTCHECK_PATIENCE, "1.5"),
        (env.FACTCHECK_HOST, "http://localhost"),
        (env.FACTCHECK_ALLOWED_HOSTS, "*"),
        (env.FACTCHECK_ALLOWED_HOSTS, "desk.example.org:443"),
        (env.FACTCHECK_ALLOWED_HOSTS, "https://desk.example.org"),
        (env.FACTCHECK_HTTPS, "maybe"),
        (env.FACTCHECK_DEBUG, "2"),
        (env.FACTCHECK_SECRET_KEY, "short"),
        (env.FACTCHECK_VAR, __file__),
        (env.DATABASE_URL, "mysql://root@localhost/factcheck"),
        (env.DATABASE_URL, "postgresql://localhost"),
        (env.DATABASE_URL, "postgresql://localhost/factcheck?no_such_option=1"),
        (env.DATABASE_URL, "factcheck"),
    ],
)
def test_a_mistake_is_answered_by_a_sentence(variable, given):
    with pytest.raises(ImproperlyConfigured) as caught:
        variable.value({variable.name: given})
    sentence = str(caught.value)
    assert sentence.startswith(variable.name)
    assert sentence.endswith(".")


def test_a_password_is_never_repeated():
    for address in ("postgresql://u:hunter2@h:port/x?bad=1", "postgres//u:hunter2@h/x", "postgresql://u:hunter2@h"):
        with pytest.raises(ImproperlyConfigured) as caught:
            env.DATABASE_URL.value({"DATABASE_URL": address})
        assert "hunter2" not in str(caught.value)


def test_an_address_is_taken_apart():
    address = "postgresql://ada:p%40ss@db.example.org:6543/desk?sslmode=require"
    assert env.DATABASE_URL.value({"DATABASE_URL": address}) == {
        "NAME": "desk",
        "USER": "ada",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": "6543",
        "OPTIONS": {"sslmode": "require"},
    }


def _address(role: str, name: str = "desk") -> dict:
    value = env.DATABASE_URL.value({"DATABASE_URL": f"postgresql://{role}@db.example.org/{name}"})
    assert value
    return value


def test_one_address_is_one_alias(tmp_path):
    assert list(aliases(_address("app"), None, embedded=tmp_path)) == ["default"]


def test_two_addresses_are_two_roles(tmp_path):
    both = aliases(_address("app"), _address("boss"), embedded=tmp_path)
    assert (both["default"]["USER"], both["owner"]["USER"]) == ("app", "boss")


def test_two_addresses_of_different_databases_are_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="different databases"):
        aliases(_address("app"), _address("boss", "other"), embedded=tmp_path)


def test_an_owner_without_an_application_is_refused(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="set both"):
        aliases(None, _address("boss"), embedded=tmp_path)


def test_the_secret_key_is_made_once_and_kept_private(tmp_path):
    first = env.secret_key(tmp_path / "var")
    assert len(first) >= 64
    assert env.secret_key(tmp_path / "var") == first
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret_key"]


def test_an_emptied_secret_key_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="delete it"):
        env.secret_key(tmp_path)


def manage(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "factcheck.settings", **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


MISTAKES = [
    ({"FACTCHECK_PORT": "x"}, "FACTCHECK_PORT"),
    ({"FACTCHECK_VAR": "/proc/no/such"}, "/proc/no/such"),
    ({"DATABASE_URL": "postgresql://127.0.0.1:1/desk"}, "127.0.0.1"),
]


@pytest.mark.parametrize(
    ("environ", "words"), [MISTAKES[0], *(pytest.param(*one, marks=proof) for one in MISTAKES[1:])]
)
def test_the_command_line_shows_no_trace(environ, words):
    done = manage("migrate", **environ)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_but_env_reads_the_environment():
    base = Path(settings.BASE_DIR)
    readers = [
        str(path.relative_to(base))
        for folder in ("factcheck", "annotations")
        for path in (base / folder).rglob("*.py")
        if any(word in path.read_text() for word in ("os.environ", "getenv"))
    ]
    # wsgi.py names the settings; PostgreSQL's programs are given what they need of ours.
    given = ["factcheck/database/backup.py", "factcheck/env.py", "factcheck/postgres.py", "factcheck/wsgi.py"]
    assert sorted(readers) == given
