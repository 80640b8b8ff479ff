"""What readers are given: the tests' own scene, in every format, as the real exporter streams it; or a whole site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


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
    finally:
        databases.use("postgres")
        databases.drop(database)
    return list(FORMATS)


@contextmanager
def demo_site() -> Iterator[dict[str, str]]:
    """The real server with the demo project, and its owner's token, as a reader's environment."""
    from tests import databases
    from tests.live import running_site

    with running_site(f"{databases.PREFIX}{os.getpid()}_readers_site") as site:
        site.manage("demo")
        token = site.manage("create_token", "olu", "--scopes", "read,export").splitlines()[-1]
        yield {"FACTCHECK_URL": site.url, "FACTCHECK_TOKEN": token}
