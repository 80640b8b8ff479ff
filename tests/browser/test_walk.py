"""A person works at random, in several tabs, while network and disk misbehave: the database ends with what they saw."""

from __future__ import annotations

import contextlib
import os
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from annotations.actions.articles import change_article
from annotations.actions.quotes import create_quote
from annotations.actions.speakers import create_speaker
from annotations.errors import Conflict, Stale
from annotations.models import Article, Claim, Quote, Segment, Speaker
from tests.browser.desks import Desk, open_desk
from tests.browsing import forgive
from tests.proofs import proof

FAULTS = Path(__file__).with_name("faults.js").read_text()
STEPS = 40
SEEDS = [int(seed) for seed in os.environ.get("FACTCHECK_WALKS", "1").split()]  # more by hand, after a change
NAMES = ["Tove Brink", "tove brink", "Ole Kahn", "The Mayor"]
ACTS = {"mark": 11, "kind": 4, "next": 3, "speaker": 4, "note": 3, "claim": 4, "join": 3, "leave": 3, "delete": 5}
ACTS |= {"undo": 7, "redo": 4, "end": 3, "accept": 3, "done": 1}
SHOWN = """() => Object.fromEntries([...document.querySelectorAll('#cards > li')]
  .filter((li) => li.querySelector('.quote-by').textContent.endsWith('you')).map((li) => [li.dataset.id, [
    li.className.match(/kind-(\\w+)/)[1], li.querySelector('.quote-speaker').textContent.toLowerCase(),
    li.querySelector('.quote-words').textContent, li.querySelector('.quote-note').textContent,
    [...li.querySelectorAll('.quote-claims a')].map((a) => a.textContent).sort().join()]]))"""
NETWORK = "(ill) => { localStorage.setItem('ill', ill); if (ill !== 'off') dispatchEvent(new Event('online')); }"
FIELD = "() => document.activeElement.name || document.activeElement.getAttribute('aria-label')"


def stored(article: Article) -> dict[str, list[str]]:
    """The same of the database."""
    found = {}
    for quote in Quote.objects.filter(article=article, author=article.author, deleted_at=None):
        segments = Segment.objects.filter(quote=quote, revision=article.current).order_by("order")
        claims = Claim.objects.filter(claim_quotes__quote=quote, deleted_at=None).values_list("text", flat=True)
        words = " … ".join(segments.values_list("exact", flat=True))
        name = quote.speaker.name.lower() if quote.speaker else ""  # whom Ada spelled otherwise is meant
        found[str(quote.pk)] = [quote.kind, name, words, quote.note, ",".join(sorted(claims))]
    return found


def act(page: Page, chance: random.Random, what: str) -> None:
    """One thing a person does, by keyboard where there is a key."""
    press = page.keyboard.press
    page.evaluate("document.querySelector('#text').focus({ preventScroll: true })")
    if what == "mark":
        for key in ["ArrowRight"] * chance.randint(1, 4) + ["Shift+ArrowRight"] * chance.randint(0, 3):
            press(key)
        press(chance.choice("12345"))
    elif what in ("speaker", "note"):
        press("e")
        if page.evaluate(FIELD) == "speaker":
            if what == "note":
                press("Tab")
            press("Control+a")
            page.keyboard.type(chance.choice(NAMES) if what == "speaker" else f"note {chance.randint(0, 99)}")
            press("Escape")
    elif what in ("claim", "join"):
        press("c")
        choices = page.locator(".claim-form select option").count()
        if page.evaluate(FIELD) == "text" and what == "claim":
            page.keyboard.type(f"Claim {chance.randint(0, 999)}.")
            press("Control+Enter")
        elif choices > 1:
            page.locator(".claim-form select").select_option(index=chance.randrange(1, choices))
        elif page.evaluate(FIELD) == "text":
            press("Escape")
    elif what == "leave":
        out = page.locator(".quote.is-current .quote-claims button")
        if out.count():
            out.first.click()
    elif what == "accept":
        for key in ("Tab", "Enter"):
            press(key)
    else:
        keys = {"kind": "12345", "next": "jk", "end": "][}{", "undo": "u", "done": "d"}
        press(chance.choice(keys[what]) if what in keys else {"delete": "Delete", "redo": "Control+Shift+z"}[what])


def meanwhile(desk: Desk, chance: random.Random) -> None:
    """Ada does something that is no conflict; where it would be one by now, nothing."""
    name, start = chance.choice(NAMES), chance.randrange(100)
    text = desk.article.current.text
    with contextlib.suppress(Conflict, Stale):
        if not Speaker.objects.filter(project=desk.cast.project, name=name).exists():
            create_speaker(by=desk.cast.ada, project=desk.cast.project, name=name)
        elif chance.random() < 0.5:
            spans = [{"start": start, "end": start + 5 + chance.randrange(20), "exact": ""}]
            spans[0]["exact"] = text[start : spans[0]["end"]]
            create_quote(
                by=desk.cast.ada, article=desk.article, kind=chance.choice(["scare", "direct"]), segments=spans
            )
        else:
            now = Article.objects.get(pk=desk.article.pk)
            change_article(by=desk.cast.ada, article=now, byline=f"{name}, {start}")


def settle(tabs: list[Page]) -> None:
    """Nobody minds being left, and the tabs have told each other."""
    for tab in tabs:
        while tab.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))"):
            tab.wait_for_timeout(10)
    tabs[0].wait_for_timeout(60)


def opened(tab: Page) -> bool:
    """The page has come with its quotes; without a network it comes without."""
    expect(tab.locator("#annotate")).to_have_attribute("data-load", re.compile("ready|failed"), timeout=30_000)
    return tab.locator("#annotate").get_attribute("data-load") == "ready"


@proof
@pytest.mark.parametrize("seed", SEEDS)
def test_the_database_ends_with_what_was_seen(live, open_browser, seed):
    chance = random.Random(seed)
    desk = open_desk(open_browser)
    tabs, context = [desk.page], desk.page.context
    forgive(desk.page, "409", "412")  # a speaker whom Ada has added, an article she changed: the page copes
    refused: list[str] = []
    fine = re.compile("409 .*/speakers/|412 .*/articles/")
    context.on("response", lambda r: refused.append(f"{r.status} {r.url}") if 400 <= r.status < 500 else None)
    context.add_init_script(FAULTS.replace("SEED", str(seed)))
    desk.page.reload()
    assert opened(desk.page)
    log: list[str] = []
    for _ in range(STEPS):
        if len(tabs) > 1:
            settle(tabs)
        tab, trick = chance.choice(tabs), chance.random()
        if trick < 0.15:
            log.append(chance.choice(["no", "yes", "yes", "off"]))
            tab.evaluate(NETWORK, log[-1])
        elif trick < 0.25:
            meanwhile(desk, chance)
        elif trick < 0.28 and len(tabs) < 3:
            tabs.append(context.new_page())
            tabs[-1].goto(desk.page.url if desk.page in tabs else tab.url)
        elif trick < 0.31 and len(tabs) > 1:
            settle(tabs)
            tabs.remove(tab)
            tab.close()
        elif trick < 0.35:
            settle(tabs)
            before = tab.evaluate(SHOWN)
            tab.reload()
            assert not opened(tab) or tab.evaluate(SHOWN) == before, log
        for one in tabs:
            if not opened(one):
                one.evaluate(NETWORK, "no")
                one.reload()
                assert opened(one)
        log.append(chance.choices(list(ACTS), list(ACTS.values()))[0])
        act(chance.choice(tabs), chance, log[-1])
        tabs[0].wait_for_timeout(chance.choice([0, 0, 0, 100, 400]))
    settle(tabs)
    tabs[0].wait_for_timeout(500)
    seen = tabs[0].evaluate(SHOWN)
    tabs[0].evaluate(NETWORK, "no")
    for tab in tabs:
        expect(tab.locator("#status")).to_have_attribute("data-state", "saved", timeout=30_000)
    assert stored(desk.article) == seen, log
    assert [tab.evaluate(SHOWN) for tab in tabs] == [seen] * len(tabs), log
    assert not [one for one in refused if not fine.match(one)], log
