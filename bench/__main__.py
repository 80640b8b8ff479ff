"""`bin/bench [texts] [page] [save] [export] [import] [search]`: makes a site with data, and measures against a floor."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable

import django
from django.conf import settings
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
django.setup()

from bench import annotate_page, export, importing, save, search, seed, texts  # noqa: E402
from factcheck.database.base import hold_server  # noqa: E402
from tests import databases  # noqa: E402
from tests.browsing import running_chromium as chromium  # noqa: E402
from tests.cast import make_cast  # noqa: E402
from tests.live import running_site  # noqa: E402

BENCHMARKS = ["texts", "page", "save", "export", "import", "search"]
DATABASE = f"{databases.PREFIX}{os.getpid()}_bench"


def main() -> int:
    """Runs what was asked for; 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("what", nargs="*", help=f"{', '.join(BENCHMARKS)}; all without")
    parser.add_argument("--words", type=int, default=200_000, help="how long the long article is")
    parser.add_argument("--quotes", type=int, default=10_000, help="how many quotes it has")
    parser.add_argument("--claims", type=int, default=300_000, help="how many claims to export")
    parser.add_argument("--imported", type=int, default=100_000, help="how many articles to import")
    parser.add_argument("--searched", type=int, default=1_000_000, help="how many claims to search")
    parser.add_argument("--rounds", type=int, default=3, help="how often to export")
    parser.add_argument("--seconds", type=int, default=20, help="how long to save quotes")
    asked = parser.parse_args()
    if unknown := set(asked.what) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    what = asked.what or BENCHMARKS

    missed = report(texts.measure()) if "texts" in what else 0
    if what == ["texts"]:
        return 1 if missed else 0
    hold_server()
    databases.drop_leftovers()
    with running_site(DATABASE, workers=settings.WORKERS) as site:  # what people get
        databases.use(DATABASE)
        try:
            if "page" in what:
                with chromium() as browser:
                    figures = annotate_page.measure(site, browser, make_cast(), words=asked.words, quotes=asked.quotes)
                missed += report(figures)
            if "save" in what:
                missed += report(save.measure(site, seconds=asked.seconds))
            if "export" in what:
                seed.fill(claims=asked.claims)
                missed += report(export.measure(site, claims=asked.claims, rounds=asked.rounds))
            if "import" in what:
                missed += report(importing.measure(site, make_cast(), articles=asked.imported))
            if "search" in what:
                missed += report(search.measure(claims=asked.searched))
        finally:
            connections.close_all()
            databases.use("postgres")
    return 1 if missed else 0


def report(figures: Iterable[tuple[str, str, bool | None]]) -> int:
    """Prints what was measured, as soon as it is; answers how many targets were missed."""
    missed = 0
    for name, figure, met in figures:
        mark = {True: "ok    ", False: "MISSED", None: "      "}[met]
        sys.stdout.write(f"{mark} {name:<46} {figure}\n")
        sys.stdout.flush()
        missed += met is False
    return missed


if __name__ == "__main__":
    sys.exit(main())
