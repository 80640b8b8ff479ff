"""Requests held back, so that a page meets them as late as a test wants."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route


def late(page: Page, module: str) -> list[Route]:
    """The requests for this module, which wait until they are let go on."""
    waiting: list[Route] = []
    page.route(re.compile(rf"/{module}\.[0-9a-f]+\.js"), lambda route: waiting.append(route))
    return waiting


def next_of(page: Page, held: list[Route]) -> Route:
    """The request that is held back, once it is there."""
    while not held:
        page.wait_for_timeout(10)
    return held.pop()
