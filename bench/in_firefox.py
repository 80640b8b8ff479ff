"""The long article in Firefox, where it is installed: the same figures as in Chromium, but for those only that can tell."""

from __future__ import annotations

import json
import shutil
import statistics
from typing import Any

from annotations.actions.sign_in_links import make_sign_in_link
from annotations.models import Article, User
from bench.in_page import HELPERS, HOVER, TARGETS, Figures, highlight, modules, p95, scroll
from tests.browser.firefox import Firefox
from tests.live import LiveSite


def measure(site: LiveSite, user: User, article: Article, rows: list[Any]) -> Figures:
    """The article with these quotes in one answer."""
    if not (shutil.which("firefox-esr") or shutil.which("firefox")):
        return [("in Firefox", "is not installed here", None)]
    firefox = Firefox()
    try:
        firefox.goto(f"{site.url}/sign-in/{make_sign_in_link(user=user)}/")
        firefox.until("!location.pathname.startsWith('/sign-in/')")
        firefox.add_init_script(HELPERS)
        firefox.answer("/api/v1/quotes/?", json.dumps({"results": rows, "next": None}))
        firefox.goto(f"{site.url}/articles/{article.pk}/")
        firefox.until("document.querySelector('[data-load=ready]')")
        opening = firefox.evaluate("bench.opening('quotes/')")
        firefox.wait_for_timeout(3000)
        moved = scroll(firefox)
        made = [highlight(firefox) for _ in range(24)]
        hover = firefox.evaluate(HOVER, modules("dom/text-model.js", "dom/highlighter.js") | {"rows": rows})
    finally:
        firefox.quit()
    painted = opening["painted"] - opening["arrived"]
    return [
        ("in Firefox: painted, once the quotes arrived", f"{painted:.0f} ms", painted < TARGETS["painted"]),
        (
            "  new highlight, key to frame, p95",
            f"{p95(made):.0f} ms, median {statistics.median(made):.0f}",
            p95(made) < TARGETS["highlight"],
        ),
        (
            "  scroll, frame p95",
            f"{p95(moved):.0f} ms, median {statistics.median(moved):.0f}",
            p95(moved) < TARGETS["scroll"],
        ),
        ("  hover, what is under the pointer, p95", f"{p95(hover):.2f} ms", p95(hover) < TARGETS["hover"]),
    ]
