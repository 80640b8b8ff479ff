"""A real Chromium in front of the real server. A page that logs an error, or asks another host for anything, fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from annotations.models import User
from tests.cast import sign_in
from tests.live import LiveSite

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Playwright's own loop runs in this thread; the tests' few queries beside it are as safe as ever.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """The system's Chromium, headless."""
    path = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert path, f"Install Chromium (on Debian: apt-get install {PROGRAMS[0]}); bin/test does so where it may."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    with running_chromium() as browser:
        yield browser


def forgive(page: Page, *words: str) -> None:
    """The test makes the browser complain: what holds any of the words is no failure, whenever it comes."""
    page.forgiven.extend(words)  # type: ignore[attr-defined]


FORMS_SEND = """() => [...document.querySelectorAll("form[data-api]")]
    .every((form) => form.firstElementChild?.matches(".notice-problem[role=alert]"))"""


def ready(page: Page, path: str = "") -> None:
    """Opens the path, if there is one; then the page listens: its modules have run, and its forms send by themselves."""
    if path:
        page.goto(path)
    page.wait_for_load_state()
    page.wait_for_function(FORMS_SEND)


@pytest.fixture
def open_browser(chromium: Browser, live: LiveSite, request: pytest.FixtureRequest) -> Iterator[Callable[..., Page]]:
    """A function: a person's own browser window, in which they are signed in. Options go to the browser's context.

    `FACTCHECK_SHOTS` names a folder to leave a picture of every window in, as it was when the test ended.
    """
    complaints: list[str] = []
    forgiven: list[str] = []

    def watched(context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda m: complaints.append(f"{page.url}: {m.text}") if m.type == "error" else None)
        own = (live.url, "data:", "blob:")
        page.on("request", lambda r: None if r.url.startswith(own) else complaints.append(r.url))
        return page

    with ExitStack() as stack:

        def open_for(user: User | None, **options: object) -> Page:
            wanted = {"viewport": {"width": 1360, "height": 900}, **options}
            context = stack.enter_context(chromium.new_context(base_url=live.url, **wanted))
            context.set_default_timeout(15_000)
            page = watched(context)
            page.forgiven = forgiven  # type: ignore[attr-defined]  # see forgive
            if user is not None:
                client = Client()
                sign_in(client, user)  # two pages less than a sign-in link in every window
                name = settings.SESSION_COOKIE_NAME
                context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live.url}])
            return page

        yield open_for
        shots = os.environ.get("FACTCHECK_SHOTS")
        if shots:
            for number, context in enumerate(chromium.contexts):
                for page in context.pages:
                    page.screenshot(path=f"{shots}/{request.node.name}-{number}.png")
    unforgiven = [one for one in complaints if not any(words in one for words in forgiven)]
    assert not unforgiven, unforgiven
