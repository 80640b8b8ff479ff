"""Releases for tests, made as the API makes them, and read back from where they are kept."""

from __future__ import annotations

from typing import Any

import orjson

from annotations.actions.releases import start_release
from annotations.exports.releases import store
from annotations.exports.releases.builder import Options, build, sole_builder
from annotations.models import Release
from tests.cast import Cast


def make_release(cast: Cast, name: str = "First", notes: str = "", **options: Any) -> Release:
    """A release Ada has made, of what is committed."""
    with sole_builder(cast.project) as connection:
        parameters = Options(**options).shown()
        release = start_release(by=cast.ada, project=cast.project, name=name, notes=notes, parameters=parameters)
        return build(release, connection)


def content(release: Release, path: str) -> bytes:
    """A file of it."""
    file = release.files.get(path=path)
    with store.open_sound(file.sha256, file.size, path) as opened:
        return opened.read()


def lines(release: Release, path: str) -> list[dict[str, Any]]:
    """A file of JSON lines."""
    return [orjson.loads(line) for line in content(release, path).splitlines()]
