"""Edits that cannot leave at once: none is lost, none arrives twice, and they arrive in the order they were made."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, Route, expect

from annotations.actions.sign_in_links import make_sign_in_link
from annotations.models import Change, Claim, Project, Quote, User
from tests.browser.desks import Desk, open_desk, visit
from tests.browsing import forgive
from tests.cast import make_article, make_cast
from tests.live import LiveSite, _wait_for, free_port
from tests.proofs import proof

EDITS = 20

FIELDS_ARE_HERE = """async () => {
    const fields = () => performance.getEntriesByType("resource").find(({ name }) => name.includes("/fields."));
    while (!fields()) await new Promise((done) => setTimeout(done, 20));
    await import(fields().name);
}"""
"""What a card's fields need has come, whoever asked for it."""


class Server:
    """One more server on the live site's database, to be killed."""

    def __init__(self, live: LiveSite) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.environ = {**live.environ, "FACTCHECK_PORT": str(port)}
        self.log = Path(settings.VAR_DIR) / f"{live.database}-{port}.log"
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as output:
            command = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.environ, stdout=output, stderr=output
            )
        _wait_for(f"{self.url}/healthz", self.process, self.log)

    def kill(self) -> None:
        """All of it, without a word."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in [self.process.pid, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)


@pytest.fixture
def server(live: LiveSite) -> Iterator[Server]:
    """Killed at the end, if it is not dead already."""
    server = Server(live)
    yield server
    server.kill()
    server.log.unlink()


def made_by(user: User) -> list[tuple[str, str]]:
    """What the record has of this person's quotes and claims, in the order it was written."""
    rows = Change.objects.filter(actor_id=user.pk, object_type__in=["quote", "claim"]).order_by("seq")
    return list(rows.values_list("object_type", "action"))


def work(page: Page) -> list[tuple[str, str]]:
    """Twenty edits by keyboard; what the record should say of them."""
    keys, cards = page.keyboard, page.locator("#cards > li")
    page.locator("#text").focus()
    for number in range(14):
        keys.press("ArrowRight")
        keys.press("ArrowRight")
        keys.press("1")
        expect(cards).to_have_count(number + 1)
    for left in (13, 12):
        keys.press("Delete")
        expect(cards).to_have_count(left)
    for there in (13, 14):
        keys.press("u")
        expect(cards).to_have_count(there)
    for number in range(2):
        keys.press("c")
        page.get_by_label("The claim, as a sentence").fill(f"Claim {number}.")
        keys.press("Control+Enter")
        expect(page.locator(".quote-claims li")).to_have_count(number + 1)
    quotes = [("quote", action) for action in ["create"] * 14 + ["delete"] * 2 + ["restore"] * 2]
    return [*quotes, *[("claim", "create")] * 2]


@proof
def test_offline_then_killed_then_reloaded(live: LiveSite, server: Server, chromium: Browser):
    cast = make_cast()
    article = make_article(cast, by=cast.ada)
    context = chromium.new_context(base_url=server.url)
    page = context.new_page()
    page.goto(f"/sign-in/{make_sign_in_link(user=cast.ben)}/")
    desk = Desk(cast, article, page)
    visit(desk)
    expect(page.locator(".suggestion-bar")).to_be_attached()  # the rest of the page has come by itself
    page.evaluate(FIELDS_ARE_HERE)
    context.set_offline(True)
    expected = work(page)
    assert len(expected) == EDITS
    expect(page.locator("#status")).to_have_text(f"{EDITS} edits waiting on this device")
    assert made_by(cast.ben) == []

    writes: list[str] = []

    def count(route: Route) -> None:
        route.continue_()
        if route.request.method != "GET" and "presence" not in route.request.url:
            writes.append(route.request.url)
            if len(writes) == 8:  # it may or may not have arrived
                server.kill()

    page.route("**/api/v1/**", count)
    context.set_offline(False)
    for _ in range(300):  # until it is dead the page may wait because it was offline
        if server.process.poll() is None:
            page.wait_for_timeout(50)
    expect(page.locator("#status")).to_have_attribute("data-state", "waiting", timeout=15_000)
    page.unroute("**/api/v1/**")
    assert 0 < len(made_by(cast.ben)) < EDITS
    server.start()
    visit(desk)
    desk.saved()
    expect(page.locator("#cards > li")).to_have_count(14)
    expect(page.locator(".tray-counts")).to_have_text("14 quotes · 2 claims")
    assert made_by(cast.ben) == expected
    context.close()


def test_the_session_ends_in_the_middle(live, open_browser):
    desk = open_desk(open_browser)
    ben = desk.page
    forgive(ben, "401", "403")
    ben.context.clear_cookies()
    desk.pick("nonsense")
    ben.keyboard.press("4")
    status = ben.locator("#status")
    expect(status).to_contain_text("Sign in to go on — 1 edit on this device")
    again = ben.context.new_page()
    again.goto(f"/sign-in/{make_sign_in_link(user=desk.cast.ben)}/")
    expect(again).not_to_have_url(re.compile("/sign-in/"))
    again.close()
    expect(status).to_have_attribute("data-state", "saved", timeout=15_000)
    assert desk.stored() == [["nonsense"]]


def test_a_speaker_named_offline_arrives_before_the_quote_that_names_them(live, open_browser):
    desk = open_desk(open_browser)
    ben, press = desk.page, desk.page.keyboard.press
    forgive(ben, "ERR_INTERNET_DISCONNECTED")
    desk.mark("We have no money left for the harbour")
    press("e")
    expect(desk.current.get_by_label("speaker", exact=True)).to_be_focused()  # the fields of a card are here
    press("Escape")
    desk.saved()
    ben.context.set_offline(True)
    desk.mark("about 40 million", "2")  # one edit that is tried in vain, so that the next was never sent
    desk.mark("nonsense", "4")
    press("e")
    desk.current.get_by_label("speaker", exact=True).fill("Tove Brink")
    press("Escape")
    expect(desk.current.locator(".quote-speaker")).to_contain_text("Tove Brink")
    ben.context.set_offline(False)
    desk.saved()
    assert Quote.objects.get(article=desk.article, kind="scare").speaker.name == "Tove Brink"


def test_a_claim_half_written_is_there_again(live, open_browser):
    desk = open_desk(open_browser)
    ben, press = desk.page, desk.page.keyboard.press
    sentence = ben.get_by_label("The claim, as a sentence")
    desk.mark("nonsense", "4")
    press("c")
    sentence.fill("It is nons")
    desk.card("nonsense").locator(".quote-open").focus()
    desk.mark("Not a single krone")
    desk.card("nonsense").locator(".quote-open").click()
    press("c")
    expect(sentence).to_have_value("It is nons")
    desk.saved()
    visit(desk)
    desk.card("nonsense").locator(".quote-open").click()
    press("c")
    expect(ben.get_by_text("This is as you left it.")).to_be_visible()
    sentence.press_sequentially("ense.")
    press("Control+Enter")
    expect(desk.current.get_by_role("link", name="It is nonsense.")).to_be_visible()
    press("c")
    expect(sentence).to_have_value("nonsense")
    desk.saved()
    assert [claim.text for claim in Claim.objects.filter(project=desk.cast.project)] == ["It is nonsense."]


@proof
def test_any_page_sends_what_waits(live, open_browser):
    desk = open_desk(open_browser)
    ben = desk.page
    forgive(ben, "ERR_FAILED")
    ben.route("**/api/v1/quotes/", lambda route: route.abort())
    desk.pick("nonsense")
    ben.keyboard.press("4")
    expect(ben.locator("#status")).to_have_attribute("data-state", "waiting")
    path = f"/projects/{desk.cast.project.slug}/"
    ben.goto(path)
    expect(ben.locator("#unsent")).to_contain_text("1 edit made before still waits on this device.")
    ben.unroute("**/api/v1/quotes/")
    ben.evaluate("dispatchEvent(new Event('online'))")
    expect(ben.locator("#unsent")).to_have_text("1 edit made before is saved now.")
    assert Quote.objects.get(article=desk.article).kind == "scare"


@proof
def test_what_needs_a_person_is_told_on_any_page(live, open_browser):
    desk = open_desk(open_browser)
    ben = desk.page
    forgive(ben, "ERR_FAILED", "422")
    ben.route("**/api/v1/claims/", lambda route: route.abort())
    desk.pick("nonsense")
    ben.keyboard.press("c")
    ben.get_by_label("The claim, as a sentence").fill("It is nonsense.")
    ben.keyboard.press("Control+Enter")
    expect(ben.locator("#status")).to_have_attribute("data-state", "waiting")
    Quote.objects.get(article=desk.article).change(deleted_at="2026-01-01T00:00:00Z")
    ben.unroute("**/api/v1/claims/")
    ben.goto(f"/projects/{desk.cast.project.slug}/")
    expect(ben.locator("#unsent")).to_contain_text("1 edit made before needs you.")
    expect(ben.locator("#unsent").get_by_role("link")).to_have_attribute("href", f"/articles/{desk.article.pk}/")
    assert not Claim.objects.filter(project=desk.cast.project).exists()


@proof
def test_a_press_before_the_form_can_send_is_kept(live, open_browser):
    cast = make_cast()
    olu = open_browser(cast.olu)
    waiting: list[Route] = []
    olu.route(re.compile(r"/ui/form\.[0-9a-f]+\.js"), lambda route: waiting.append(route))
    olu.goto(f"/projects/{cast.project.slug}/settings/", wait_until="commit")
    olu.get_by_label("Name", exact=True).first.fill("The Evening Desk")
    olu.wait_for_function("() => performance.getEntriesByType('resource').some((r) => r.name.includes('/keys.'))")
    olu.get_by_role("button", name="Save", exact=True).first.click()
    assert Project.objects.get(pk=cast.project.pk).name == "The Desk"
    for route in waiting:
        route.continue_()
    expect(olu.locator(".where-project")).to_have_text("The Evening Desk")
    assert Project.objects.get(pk=cast.project.pk).name == "The Evening Desk"
