"""Requests, and the device's storage, held back, so that a page meets them as late as a test wants."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route

STORAGE_IN_NO_HURRY = """const open = IDBFactory.prototype.open;
IDBFactory.prototype.open = function (...asked) {
    const request = {};
    window.answer = () => {
        const real = open.apply(this, asked);
        for (const event of ["onupgradeneeded", "onsuccess"])
            real[event] = () => ((request.result = real.result), request[event]());
    };
    return request;
}"""
"""A page's first script: IndexedDB answers only once `answer()` is called."""

STORAGE_AT_WORK = """() => new Promise((done) => indexedDB.open("factcheck").onsuccess = ({ target }) => {
    const shelf = target.result.transaction("outbox", "readwrite").objectStore("outbox");
    const spin = () => { done(); if (!window.released) shelf.get("x").onsuccess = spin; };
    spin();
})"""
"""In a page: whatever any tab puts on the outbox's shelf waits until `released` is true."""


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
