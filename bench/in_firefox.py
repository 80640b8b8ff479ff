"""The long article in Firefox, where it is installed: the same figures as in Chromium, but for those only that can tell."""

from __future__ import annotations

import json
import shutil
from typing import Any

from annotations.actions.sign_in_links import make_sign_in_link
from annotations.models import Article, User
from bench.in_page import HELPERS, HOVER, Figures, figures, highlight, modules, scroll
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
    found = figures(painted=painted, made=made, moved=moved, hover=hover)
    return [(f"in Firefox: {name}", figure, met) for name, figure, met in found]
