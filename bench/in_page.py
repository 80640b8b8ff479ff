"""What is measured in a page, whichever browser shows it."""

from __future__ import annotations

import statistics
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from playwright.sync_api import Page

from tests.browser.firefox import Firefox

HELPERS = (Path(__file__).parent / "browser" / "page.js").read_text()
TARGETS = {"painted": 150, "highlight": 50, "scroll": 34, "hover": 1, "heap": 20, "statements": 12}
Figures = list[tuple[str, str, bool | None]]

HOVER = """async ({model, highlighter, rows}) => {
    const { TextModel } = await import(model), { Highlighter } = await import(highlighter);
    const text = new TextModel(document.querySelector("#text"));
    const paint = new Highlighter(text);
    paint.reset(rows.map((q) => ({ id: q.id, kind: q.kind, ...text.toStretch(q.segments[0]) })));
    const box = text.root.getBoundingClientRect(), times = [];
    for (let i = 0; i < 500; i++) {
        const x = box.left + (box.width * ((i * 37) % 100)) / 100, y = (innerHeight * ((i * 61) % 100)) / 100;
        const began = performance.now();
        paint.hit(x, y);
        times.push(performance.now() - began);
    }
    return times;
}"""


def highlight(page: Page | Firefox) -> float:
    """Milliseconds from a key press on selected words to the frame that shows them marked."""
    page.evaluate("bench.select()")
    page.wait_for_timeout(250)
    page.evaluate("bench.watch('keydown')")
    page.keyboard.press("1")
    took: float = page.evaluate("bench.seen")
    page.wait_for_timeout(400)
    return took


def scroll(page: Page | Firefox) -> list[float]:
    """Times between frames, from the top and from the middle."""
    page.evaluate("scrollTo(0, 0)")
    times: list[float] = page.evaluate("bench.scroll(150, 60)")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    page.wait_for_timeout(500)
    return times + page.evaluate("bench.scroll(150, 60)")


def figures(*, painted: float, made: list[float], moved: list[float], bare: str = "", hover: list[float]) -> Figures:
    """How long it all took, in milliseconds. `bare` says how a page without quotes scrolls."""
    return [
        ("painted, once the quotes have arrived", f"{painted:.0f} ms", painted < TARGETS["painted"]),
        (
            "new highlight, key to frame, p95",
            f"{p95(made):.0f} ms, median {statistics.median(made):.0f}",
            p95(made) < TARGETS["highlight"],
        ),
        (
            "scroll, frame p95",
            f"{p95(moved):.0f} ms, median {statistics.median(moved):.0f}{bare}",
            p95(moved) < TARGETS["scroll"],
        ),
        ("hover, what is under the pointer, p95", f"{p95(hover):.2f} ms", p95(hover) < TARGETS["hover"]),
    ]


def modules(*names: str) -> dict[str, str]:
    """Addresses of our modules as they are served, by their bare names."""
    return {Path(n).stem.split("-")[-1]: staticfiles_storage.url(f"annotations/js/{n}") for n in names}


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[-1]
