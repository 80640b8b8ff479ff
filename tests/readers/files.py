"""What readers are given: the tests' own scene, in every format, as the real exporter streams it; or a whole site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from tests.cast import Cast


def make_files(folder: Path) -> list[str]:
    """Writes FORMAT.EXTENSION for every format there is, in place of what was there, and answers the formats' names."""
    import django

    django.setup()

    from annotations.exports.registry import FORMATS
    from annotations.exports.stream import stream
    from tests import databases
    from tests.cast import make_cast
    from tests.exports.scene import Scene

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    database = f"{databases.PREFIX}{os.getpid()}_readers"
    databases.drop_leftovers()
    databases.fresh(database)
    databases.use(database)
    try:
        cast = make_cast()
        Scene(cast)
        for format in FORMATS.values():
            with (folder / f"{format.name}.{format.extension}").open("wb") as file:
                file.writelines(stream(format=format.name, project=cast.project, reader=cast.rae))
        make_releases(cast, folder)
    finally:
        databases.use("postgres")
        databases.drop(database)
    return list(FORMATS)


NAME = 'The "ferry"\u2028 release: \x85 all of it 🎏'


def make_releases(cast: Cast, folder: Path) -> None:
    """Two releases of the scene with more claims in it, each as a folder: `release`, and `release-plain` without Parquet."""
    from annotations.exports.releases import builder
    from tests.cast import make_claim
    from tests.exports.releases.making import content, make_release

    for n in range(30):
        make_claim(cast, text=f"The ferry has {n} seats.", said_on=date(2026, 5, 1 + n))
    settings.RELEASES_ROOT = folder / "kept"
    has_parquet = builder.has_parquet
    for name, parquet in (("release", has_parquet), ("release-plain", lambda: False)):
        builder.has_parquet = parquet
        release = make_release(
            cast,
            NAME,
            notes="# What is in it\n\nAll: of “it”.",
            licence="CC-BY-4.0",
            test=30,
        )
        for file in release.files.all():
            at = folder / name / file.path
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(content(release, file.path))
    builder.has_parquet = has_parquet
    shutil.rmtree(settings.RELEASES_ROOT)


@contextmanager
def demo_site() -> Iterator[dict[str, str]]:
    """The real server with the demo project, and its owner's token, as a reader's environment."""
    from tests import databases
    from tests.live import running_site

    with running_site(f"{databases.PREFIX}{os.getpid()}_readers_site") as site:
        site.manage("demo")
        token = site.manage("create_token", "olu", "--scopes", "read,export").splitlines()[-1]
        yield {"FACTCHECK_URL": site.url, "FACTCHECK_TOKEN": token}
