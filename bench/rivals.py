"""The same article and quotes, marked in three ways on a bare page: ours, elements around the words, and Recogito's annotator."""

from __future__ import annotations

import html
import json
import shutil
import statistics
import subprocess
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as TooSlow

from annotations.text import Utf16Map
from bench.reading import Passage
from tests.live import LiveSite

HERE = Path(__file__).parent
MODULES = {"model": "dom/text-model.js", "highlighter": "dom/highlighter.js"}
WAIT_SECONDS = 120
WAYS = ("highlights", "spans", "recogito")


def installed() -> Path:
    """Recogito's one file, from npm as locked, under var/."""
    folder = Path(settings.VAR_DIR) / "rivals"
    lock = HERE / "rivals" / "package-lock.json"
    kept = folder / "installed.json"
    if not kept.is_file() or kept.read_bytes() != lock.read_bytes():
        folder.mkdir(parents=True, exist_ok=True)
        for path in (HERE / "rivals" / "package.json", lock, HERE.parent / ".npmrc"):
            shutil.copy(path, folder)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True)
        shutil.copy(lock, kept)
    return folder / "node_modules" / "@recogito" / "text-annotator" / "dist" / "text-annotator.umd.js"


def compare(
    site: LiveSite, browser: Browser, helpers: str, text: str, passages: list[Passage]
) -> dict[str, dict[str, Any] | None]:
    """For each way its measures; None for one that was not done in two minutes."""
    offsets = Utf16Map(text)
    spans = [
        {"id": f"q{n}", "kind": p.kind, "from": offsets.to_utf16(p.start), "to": offsets.to_utf16(p.end)}
        for n, p in enumerate(passages)
    ]
    page_html = _page(text, offsets)
    addresses = {name: staticfiles_storage.url(f"annotations/js/{path}") for name, path in MODULES.items()}
    found: dict[str, dict[str, Any] | None] = {}
    for way in WAYS:
        context = browser.new_context(base_url=site.url, viewport={"width": 1360, "height": 900})
        page = context.new_page()
        page.route("**/bench/", lambda route: route.fulfill(body=page_html, content_type="text/html; charset=utf-8"))
        page.goto("/bench/")
        for script in (installed().read_text(), helpers, (HERE / "browser" / "rivals.js").read_text()):
            page.add_script_tag(content=script)
        page.wait_for_timeout(500)
        found[way] = _measured(page, way, addresses, spans)
        context.close()
    return found


def _measured(page: Page, way: str, addresses: dict[str, str], spans: list[dict[str, Any]]) -> dict[str, Any] | None:
    before = _heap(page)
    # Some of the first words, each its own stretch: all on the first screen.
    visible = [{"id": f"new{n}", "kind": "direct", "from": 7 * n + 3, "to": 7 * n + 40} for n in range(12)]
    page.evaluate(
        f"void bench.compare({json.dumps(way)}, {json.dumps(addresses)}, {json.dumps(spans)}, {json.dumps(visible)})"
    )
    try:
        page.wait_for_function("bench.result", timeout=WAIT_SECONDS * 1000)
    except TooSlow:
        return None
    result: dict[str, Any] = page.evaluate("bench.result")
    assert "trouble" not in result, result["trouble"]
    return result | {"heap": _heap(page) - before}


def _heap(page: Page) -> float:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


def _page(text: str, offsets: Utf16Map) -> str:
    """The words in paragraphs, with line ends between them, so that all three count alike."""
    styles = "".join(
        f'<link rel="stylesheet" href="{staticfiles_storage.url(f"annotations/css/{name}.css")}">'
        for name in ("tokens", "base", "annotate")
    )
    blocks, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        blocks.append(
            f'<p data-start="{start}" data-end="{end}" data-from="{offsets.to_utf16(start)}">{html.escape(line)}</p>'
        )
        start = end + 1
    return (
        f'<!doctype html><html lang="en"><title>Bench</title>{styles}<main class="annotate"><div class="reading">'
        f'<article class="text" id="text" data-length="{len(text)}">'
        + "\n".join(blocks)
        + "</article></div></main></html>"
    )


def ratios(found: dict[str, dict[str, Any] | None]) -> list[tuple[str, str, bool | None]]:
    """How many times as long the others take, and the heap they need."""
    ours = found["highlights"]
    if ours is None:
        return [("side by side", "ours was not done in two minutes", False)]
    figures: list[tuple[str, str, bool | None]] = [(_title("highlights"), _told(ours), None)]
    for way in ("spans", "recogito"):
        other = found[way]
        if other is None:
            figures.append((_title(way), f"not done in {WAIT_SECONDS} s", None))
            continue
        times = {k: _of(other, k) / _of(ours, k) for k in ("shown", "added", "frames")}
        figures.append((_title(way), _told(other), None))
        figures.append(
            (
                "    times ours",
                f"show {times['shown']:.1f}, add {times['added']:.1f}, scroll p95 {times['frames']:.1f}",
                None,
            )
        )
    return figures


def _title(way: str) -> str:
    return {"highlights": "side by side: ours", "spans": "  elements around the words", "recogito": "  Recogito"}[way]


def _told(result: dict[str, Any]) -> str:
    return (
        f"show {_of(result, 'shown'):.0f} ms, add {_of(result, 'added'):.0f} ms, "
        f"scroll p95 {_of(result, 'frames'):.0f} ms, heap {result['heap']:.1f} MB"
    )


def _of(result: dict[str, Any], measure: str) -> float:
    if measure == "frames":
        return statistics.quantiles(result["frames"], n=20)[-1]
    return float(statistics.median(result["added"]) if measure == "added" else result["shown"])
