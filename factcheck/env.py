"""The environment: every variable Factcheck reads, what it means, and a sentence for every mistake.

Nothing else in the project reads `os.environ`. The README's table of settings is tested against `VARIABLES`.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable(Generic[T]):
    """One environment variable: its name, how it is read, what stands when it is unset, and what it is for."""

    name: str
    read: Callable[[str], T]
    default: T
    shown_default: str
    meaning: str

    def value(self, environ: Mapping[str, str] | None = None) -> T:
        """The variable's value; raises ImproperlyConfigured with one sentence when it makes no sense."""
        given = (os.environ if environ is None else environ).get(self.name, "").strip()
        if not given:
            return self.default
        try:
            return self.read(given)
        except ValueError as problem:
            raise ImproperlyConfigured(f"{self.name} {problem}") from None


def _text(given: str) -> str:
    return given


def _flag(given: str) -> bool:
    if given.lower() in ("1", "true", "yes", "on"):
        return True
    if given.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError(f"is {given!r}: set it to 1 or 0.")


def _port(given: str) -> int:
    # isdecimal alone would take the digits of other scripts.
    if given.isascii() and given.isdecimal() and 1 <= int(given) <= 65535:
        return int(given)
    raise ValueError(f"is {given!r}: set it to a port number from 1 to 65535.")


def _count(given: str) -> int:
    if given.isascii() and given.isdecimal() and 1 <= int(given) <= 64:
        return int(given)
    raise ValueError(f"is {given!r}: set it to a whole number from 1 to 64.")


def _seconds(given: str) -> int:
    if given.isascii() and given.isdecimal() and 1 <= int(given) <= 3600:
        return int(given)
    raise ValueError(f"is {given!r}: set it to a whole number of seconds from 1 to 3600.")


def _host(given: str) -> str:
    if re.fullmatch(r"[0-9A-Za-z.:-]+", given):
        return given
    raise ValueError(f"is {given!r}: set it to one host name or address, for example 127.0.0.1 or 0.0.0.0.")


def _hosts(given: str) -> list[str]:
    hosts = [host.strip() for host in given.split(",") if host.strip()]
    for host in hosts:
        if not re.fullmatch(r"\.?[0-9A-Za-z.-]+|\[[0-9A-Fa-f:.]+\]", host):
            raise ValueError(
                f"holds {host!r}: write host names alone, parted by commas, without scheme, port or '*', "
                "for example desk.example.org."
            )
    return hosts


def _secret(given: str) -> str:
    if len(given) < 32:
        raise ValueError(f"has {len(given)} characters: give it at least 32 random ones, or unset it.")
    return given


def _folder(given: str) -> Path:
    path = Path(given).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise ValueError(f"is {given!r}, which is not a folder: name a folder that Factcheck may write to.")
    return path


def _database(given: str) -> dict[str, Any]:
    """A PostgreSQL address as a Django database setting, without ENGINE."""
    # The address may hold a password, so no answer repeats it.
    if not given.startswith(("postgresql://", "postgres://")):
        raise ValueError("must begin with postgresql://, for example postgresql://factcheck@db.example.org/factcheck.")
    try:
        parts = conninfo_to_dict(given)
    except ProgrammingError:
        raise ValueError(
            "cannot be understood: write postgresql://user:password@host:port/name, with special characters "
            "in the password percent-encoded."
        ) from None
    name = parts.pop("dbname", None)
    if not name:
        raise ValueError("names no database: end it with a slash and the database's name.")
    fields = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    setting: dict[str, Any] = {"NAME": name}
    for field, part in fields.items():
        setting[field] = str(parts.pop(part, None) or "")
    setting["OPTIONS"] = parts
    return setting


DATABASE_URL = Variable[dict[str, Any] | None](
    "DATABASE_URL",
    _database,
    None,
    "a server of its own under var/",
    "PostgreSQL 15 or later to use instead, as postgresql://user:password@host:port/name.",
)
DATABASE_OWNER_URL = Variable[dict[str, Any] | None](
    "DATABASE_OWNER_URL",
    _database,
    None,
    "none",
    "The same database as the role that owns the tables. With it migrations run as that role, and the role in "
    "DATABASE_URL can only read the record of changes.",
)
FACTCHECK_VAR = Variable(
    "FACTCHECK_VAR",
    _folder,
    BASE_DIR / "var",
    "var/ beside manage.py",
    "The folder for everything Factcheck makes: environment, database, static files, secret key.",
)
FACTCHECK_HOST = Variable("FACTCHECK_HOST", _host, "127.0.0.1", "127.0.0.1", "The address to listen on.")
FACTCHECK_PORT = Variable("FACTCHECK_PORT", _port, 8000, "8000", "The port to listen on.")
FACTCHECK_ALLOWED_HOSTS = Variable[list[str]](
    "FACTCHECK_ALLOWED_HOSTS",
    _hosts,
    [],
    "this machine's own names",
    "Further host names the site answers to, parted by commas. Any other Host is answered with 400.",
)
FACTCHECK_SECRET_KEY = Variable(
    "FACTCHECK_SECRET_KEY",
    _secret,
    "",
    "made once, kept in var/secret_key",
    "The key that signs sessions: at least 32 random characters, the same for every process of one site.",
)
FACTCHECK_HTTPS = Variable(
    "FACTCHECK_HTTPS",
    _flag,
    False,
    "0",
    "1 when the site is reached by https (behind a proxy that sets X-Forwarded-Proto): secure cookies and HSTS.",
)
FACTCHECK_WORKERS = Variable(
    "FACTCHECK_WORKERS",
    _count,
    2,
    "2",
    "How many server processes to run, each with 16 threads and as many connections.",
)
FACTCHECK_EXPORTS = Variable(
    "FACTCHECK_EXPORTS",
    _count,
    4,
    "4",
    "How many exports may run at once. One more is asked to come back later.",
)
FACTCHECK_PATIENCE = Variable(
    "FACTCHECK_PATIENCE",
    _seconds,
    60,
    "60",
    "After how many seconds in which a reader has taken nothing of an answer the connection is broken.",
)
FACTCHECK_DEBUG = Variable(
    "FACTCHECK_DEBUG", _flag, False, "0", "1 shows errors in full, for development alone: never on a public address."
)
FACTCHECK_FSYNC = Variable(
    "FACTCHECK_FSYNC",
    _flag,
    True,
    "1",
    "0 lets Factcheck's own database server skip waiting for the disk: for tests alone, a power cut loses data.",
)
FACTCHECK_TOKEN = Variable(
    "FACTCHECK_TOKEN", _text, "", "none", "The token with which bin/manage follow asks the site it keeps a copy of."
)

VARIABLES: tuple[Variable[Any], ...] = (
    DATABASE_URL,
    DATABASE_OWNER_URL,
    FACTCHECK_VAR,
    FACTCHECK_HOST,
    FACTCHECK_PORT,
    FACTCHECK_ALLOWED_HOSTS,
    FACTCHECK_SECRET_KEY,
    FACTCHECK_HTTPS,
    FACTCHECK_WORKERS,
    FACTCHECK_EXPORTS,
    FACTCHECK_PATIENCE,
    FACTCHECK_DEBUG,
    FACTCHECK_FSYNC,
    FACTCHECK_TOKEN,
)


def secret_key(var: Path) -> str:
    """The signing key: the variable's, or one made on first use and kept in `var/secret_key` for its owner alone."""
    if given := FACTCHECK_SECRET_KEY.value():
        return given
    path = var / "secret_key"
    try:
        if not path.exists():
            _keep_new_secret(path)
        kept = path.read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"The secret key in {path} cannot be read or made ({problem.strerror}): "
            "let Factcheck write to that folder, or set FACTCHECK_VAR or FACTCHECK_SECRET_KEY."
        ) from None
    if len(kept) < 32:
        raise ImproperlyConfigured(
            f"{path} holds no usable key: delete it, and a new one is made (all are signed out)."
        )
    return kept


def _keep_new_secret(path: Path) -> None:
    """Writes a fresh key so that of two processes starting at once both end up with the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
    try:
        os.link(draft, path)  # fails when the other was first, whose key then stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()
