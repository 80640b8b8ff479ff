"""The annotate page in a real Chromium: a long article with many quotes, and one like those of every day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, Request, Route

from annotations.actions.articles import create_article
from annotations.actions.quotes import anchor_of
from annotations.actions.recording import recorded
from annotations.actions.sign_in_links import make_sign_in_link
from annotations.models import Article, Quote, Segment, User
from bench import in_firefox, rivals
from bench.in_page import HELPERS, HOVER, TARGETS, Figures, figures, highlight, modules, p95, scroll
from bench.reading import passages, text_of
from tests.cast import Cast
from tests.live import LiveSite

WIDE = {"width": 1360, "height": 900}


def measure(site: LiveSite, browser: Browser, cast: Cast, *, words: int, quotes: int) -> Figures:
    """The long article: as it is served, and with all its quotes arriving in one answer."""
    everyday = every_day(site, browser, cast)
    article = long_article(cast, words=words, quotes=quotes)
    with opened(site, browser, cast.ben, None) as page:
        rows = every(page, f"/api/v1/quotes/?article={article.pk}&limit=1000")
        page.goto(f"/articles/{article.pk}/")
        page.wait_for_selector('[data-load="ready"]', timeout=120_000)
        streamed = page.evaluate("bench.opening('quotes/')")
    with opened(site, browser, cast.ben, []) as page:
        open_ready(page, article)
        empty = heap(page)
        bare_scroll = scroll(page)
    with opened(site, browser, cast.ben, rows) as page:
        open_ready(page, article)
        atonce = page.evaluate("bench.opening('quotes/')")
        growth = heap(page) - empty
        moved = scroll(page)
        made = [highlight(page) for _ in range(24)]
        # last: a second painter of the same words takes over from the page's own
        hover = page.evaluate(HOVER, modules("dom/text-model.js", "dom/highlighter.js") | {"rows": rows})
    return [
        *figures(
            painted=atonce["painted"] - atonce["arrived"],
            made=made,
            moved=moved,
            bare=f"; without quotes {p95(bare_scroll):.0f}",
            hover=hover,
        ),
        ("longest task of the opening", f"{max(atonce['tasks'], default=0):.0f} ms", None),
        ("heap, growth by the quotes", f"{growth:.1f} MB", growth < TARGETS["heap"]),
        (
            "as served: text seen, first quotes, all quotes",
            f"{streamed['seen']:.0f} ms, {streamed['first']:.0f} ms, {streamed['arrived']:.0f} ms",
            None,
        ),
        ("  last quotes arrived to painted", f"{streamed['painted'] - streamed['arrived']:.0f} ms", None),
        (
            "  tasks over 50 ms: number, longest, sum",
            f"{len(streamed['tasks'])}, {max(streamed['tasks'], default=0):.0f} ms, {sum(streamed['tasks']):.0f} ms",
            None,
        ),
        *in_firefox.measure(site, cast.ben, article, rows),
        *rivals.ratios(rivals.compare(site, browser, HELPERS, text_of(words), passages(text_of(words), quotes))),
        *everyday,
    ]


def every_day(site: LiveSite, browser: Browser, cast: Cast) -> Figures:
    """What an article of 500 words with 30 quotes asks of the network and of the database."""
    article = long_article(cast, words=500, quotes=30)
    requests: list[Request] = []
    with opened(site, browser, cast.ben, None) as page:
        page.on("request", lambda request: requests.append(request))
        page.goto(f"/articles/{article.pk}/")
        page.wait_for_selector('[data-load="ready"]')
        asked = list(requests)
        sizes = {request.url: request.sizes()["responseBodySize"] for request in asked if request.response()}
    foreign = [request.url for request in asked if not request.url.startswith(site.url)]
    ours = sum(size for url, size in sizes.items() if "/static/annotations/js/" in url)
    made = statements(cast.ben, [urlsplit(r.url) for r in asked if r.resource_type in ("document", "fetch")])
    return [
        ("an everyday article: requests to open it", f"{len(asked)}, of them {len(foreign)} to others", not foreign),
        ("  bytes of the document, of all, compressed", f"{sizes[asked[0].url]}, {sum(sizes.values())}", None),
        # A test holds what opening needs; on a slow machine the rest has come by then as well.
        ("  bytes of our JavaScript by then, compressed", str(ours), None),
        (
            "  statements, page and API together",
            f"{made} (target {TARGETS['statements']})",
            made <= TARGETS["statements"],
        ),
    ]


def statements(user: User, addresses: list[SplitResult]) -> int:
    """How many the database is asked for these, in this process; those that find out who asks are not counted."""
    client = Client(headers={"Host": "localhost"})
    client.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        for address in addresses:
            answer = client.get(f"{address.path}?{address.query}")
            assert answer.status_code == 200, (address, answer.content[:500])
    signing_in = ("django_session", '"users"."id" =')
    return sum(not any(word in query["sql"] for word in signing_in) for query in captured.captured_queries)


def heap(page: Page) -> float:
    """Megabytes in use after a collection."""
    page.wait_for_timeout(2500)
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return used / 1e6


def open_ready(page: Page, article: Article) -> None:
    """Opens the article and waits until its quotes are there."""
    page.goto(f"/articles/{article.pk}/")
    page.wait_for_selector('[data-load="ready"]', timeout=120_000)
    page.wait_for_timeout(500)


def every(page: Page, path: str) -> list[Any]:
    """Every row of a list."""
    rows: list[Any] = []
    while path:
        answer = page.request.get(path).json()
        rows += answer["results"]
        path = answer["next"]
    return rows


@contextmanager
def opened(site: LiveSite, browser: Browser, user: User, rows: list[Any] | None) -> Iterator[Page]:
    """A window of the person's. With `rows`, they are all the quotes of any article, in one answer."""
    context = browser.new_context(base_url=site.url, viewport=WIDE)
    page = context.new_page()
    page.goto(f"/sign-in/{make_sign_in_link(user=user)}/")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.add_init_script(HELPERS)
    if rows is not None:
        body = json.dumps({"results": rows, "next": None})

        def answer(route: Route) -> None:
            if route.request.method == "GET":
                route.fulfill(body=body, content_type="application/json")
            else:
                route.continue_()

        page.route("**/api/v1/quotes/?*", answer)
    yield page
    context.close()


def long_article(cast: Cast, *, words: int, quotes: int) -> Article:
    """An article with quotes, on the record like any other."""
    text = text_of(words)
    article = create_article(by=cast.ben, project=cast.project, text=text, title="A very long reading")
    found = passages(text, quotes)
    with recorded(by=cast.ben):
        rows = [
            Quote(article=article, kind=p.kind, author=cast.ben, anchor=anchor_of(1, [(p.start, p.end)])) for p in found
        ]
        Quote.objects.bulk_create(rows, batch_size=1000)
        Segment.objects.bulk_create(
            (
                Segment(
                    quote=row, revision=article.current, order=0, start=p.start, end=p.end, exact=text[p.start : p.end]
                )
                for row, p in zip(rows, found, strict=True)
            ),
            batch_size=1000,
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE quote, segment")
    return article
