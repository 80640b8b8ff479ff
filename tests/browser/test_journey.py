"""The whole chain in a browser: an article, its quotes, two claims, blind verdicts, a decision, and the data that comes out.

`FACTCHECK_ARTICLE` names any text file to take instead of our own.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from annotations.actions.members import add_member
from annotations.actions.projects import create_project
from annotations.actions.users import create_user
from tests.browser.mouse import drag_over
from tests.browser.passages import Utterance, utterances
from tests.proofs import proof

OWN = Path(__file__).with_name("article.txt")
KINDS = ("direct", "partial", "indirect", "scare", "statement")

# Reads the exported offsets as a JavaScript program would, from an article fetched by the page itself.
JAVASCRIPT_SLICES = """async ({ article, spans }) => {
    const text = (await (await fetch(`/api/v1/articles/${article}/`)).json()).text;
    return spans.map(([start, end]) => text.slice(start, end));
}"""


@pytest.mark.parametrize("head", [pytest.param("", marks=proof), "🗞️👩🏽‍⚖️ "], ids=["as-it-is", "emoji-at-its-head"])
def test_from_an_article_to_labelled_data(live, open_browser, head):
    text = head + Path(os.environ.get("FACTCHECK_ARTICLE", OWN)).read_text(encoding="utf-8")
    desk = make_desk()
    project = desk["project"]

    ben = open_browser(desk["ben"])
    article = add_article(ben, project.slug, text)
    told = utterances(text)
    for utterance in told:
        mark(ben, text, utterance)
    expect(ben.locator("#status")).to_have_attribute("data-state", "saved")
    expect(ben.locator("#cards > li")).to_have_count(len(told))
    claims = [
        make_claim(ben, number, f"{words} {uuid.uuid4().hex[:6]}")
        for number, words in enumerate(("It was so", "It was not"))
    ]
    for claim in claims:
        send_to_review(ben, claim)

    chi, dan = open_browser(desk["chi"]), open_browser(desk["dan"])
    for claim, ratings in zip(claims, (("False", "False"), ("True", "Mixed")), strict=True):
        give_verdict(chi, claim, ratings[0])
        dan.goto(f"/claims/{claim}/")
        expect(dan.locator("main")).not_to_contain_text("for reasons")
        give_verdict(dan, claim, ratings[1])

    ada = open_browser(desk["ada"])
    ada.goto(f"/claims/{claims[0]}/")
    expect(ada.locator("main")).to_contain_text("agreed")
    decide(ada, claims[1], "Mostly true")

    token = make_token(ada)
    rows = export(live.url, token, project.slug)
    assert {row["id"]: row["state"] for row in rows} == {claims[0]: "agreed", claims[1]: "decided"}
    decided = next(row for row in rows if row["state"] == "decided")
    assert decided["decision"]["rating"] == "mostly-true"
    assert sorted(v["rating"] for v in decided["verdicts"]) == ["mixed", "true"]
    assert_offsets(ben, article, text, rows, told)
    quotes = every_quote(live.url, token, article)
    assert_segments(text, quotes, told)


def make_desk() -> dict:
    """A project of its own, with the cast."""
    tag = uuid.uuid4().hex[:8]
    project = create_project(by=None, slug=f"journey-{tag}", name="Harbour desk")
    people = {
        name: create_user(username=f"{name}-{tag}", name=name.capitalize()) for name in ("ada", "ben", "chi", "dan")
    }
    for name, role in (("ada", "editor"), ("ben", "annotator"), ("chi", "reviewer"), ("dan", "reviewer")):
        add_member(by=None, project=project, user=people[name], role=role)
    return {"project": project, **people}


def add_article(page: Page, slug: str, text: str) -> str:
    """Pastes a text; answers the article's id, from the address of the page that opens."""
    page.goto(f"/projects/{slug}/")
    page.get_by_role("link", name="Add an article").first.click()
    page.get_by_label("Text", exact=True).fill(text)
    page.get_by_label("Title").fill("A story")
    page.get_by_role("button", name="Add and read it").click()
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f-]{36}/$"), timeout=15_000)
    expect(page.locator("#annotate")).to_have_attribute("data-load", "ready")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def mark(page: Page, text: str, utterance: Utterance) -> None:
    """Highlights an utterance with the mouse: its first passage makes the quote, the others are added to it."""
    before = page.locator("#cards > li").count()
    for number, (start, end) in enumerate(utterance.spans):
        drag_over(page, start, end)
        expect(page.get_by_role("toolbar")).to_be_visible()
        if number == 0:
            page.keyboard.press("1")
            expect(page.locator("#cards > li")).to_have_count(before + 1)
        else:
            page.get_by_role("toolbar").get_by_role("button", name="add to quote").click()
    words = " … ".join(text[start:end] for start, end in utterance.spans)
    expect(page.locator("#cards > li.is-current .quote-words")).to_have_text(words, use_inner_text=False)


def make_claim(page: Page, number: int, words: str) -> str:
    """Makes a claim from the number-th quote, by keyboard; answers the claim's id."""
    card = page.locator("#cards > li").nth(number)
    card.locator(".quote-open").click()
    page.keyboard.press("c")
    card.get_by_label("The claim, as a sentence").fill(words)
    card.get_by_role("button", name="Make the claim").click()
    link = card.get_by_role("link", name=words)
    expect(link).to_be_visible()
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")
    return str(link.get_attribute("href")).strip("/").split("/")[1]


def send_to_review(page: Page, claim: str) -> None:
    page.goto(f"/claims/{claim}/")
    page.get_by_role("button", name="Send to review").click()
    expect(page.locator("main")).to_contain_text("in review")


def give_verdict(page: Page, claim: str, rating: str) -> None:
    page.goto(f"/claims/{claim}/review/")
    choose(page, rating)
    page.get_by_label("Why").fill(f"{rating}: for reasons.")
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("radio")).to_have_count(0)


def choose(page: Page, rating: str) -> None:
    """Chooses by the rating's label alone: its definition may use the words of another."""
    page.locator(".scale label").filter(has=page.get_by_text(rating, exact=True)).get_by_role("radio").check()


def decide(page: Page, claim: str, rating: str) -> None:
    page.goto(f"/claims/{claim}/decide/")
    choose(page, rating)
    page.get_by_label("Reasons").fill("Both hold in part.")
    page.get_by_role("button", name="Decide").click()
    expect(page).to_have_url(re.compile(f"/claims/{claim}/$"))
    expect(page.locator("main")).to_contain_text("decided")


def make_token(page: Page) -> str:
    page.goto("/tokens/")
    page.get_by_label("Name").fill("journey")
    page.get_by_label("export").check()
    page.get_by_role("button", name="Make the token").click()
    secret = page.locator("#secret")
    expect(secret).not_to_be_empty()
    return secret.inner_text()


def export(base: str, token: str, slug: str) -> list[dict]:
    """The project's jsonl, line by line. Not by splitlines: JSON strings may hold line separators raw."""
    answer = httpx.get(f"{base}/api/v1/projects/{slug}/export/jsonl/", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.content.decode("utf-8").split("\n") if line]


def every_quote(base: str, token: str, article: str) -> list[dict]:
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.get(f"{base}/api/v1/quotes/", params={"article": article, "limit": 1000}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def assert_segments(text: str, quotes: list[dict], told: list[Utterance]) -> None:
    """What was stored is what was marked, passage by passage."""
    stored = {tuple((s["start"], s["end"]) for s in quote["segments"]) for quote in quotes}
    assert stored == {utterance.spans for utterance in told}
    for segment in (s for quote in quotes for s in quote["segments"]):
        assert text[segment["start"] : segment["end"]] == segment["exact"]


def assert_offsets(page: Page, article: str, text: str, rows: list[dict], told: list[Utterance]) -> None:
    """Every exported offset is right, in Python's unit and in JavaScript's."""
    segments = [segment for row in rows for quote in row["quotes"] for segment in quote["segments"]]
    assert len(segments) == len(told[0].spans) + len(told[1].spans)
    assert [text[s["start"] : s["end"]] for s in segments] == [s["exact"] for s in segments]
    spans = [[s["start_utf16"], s["end_utf16"]] for s in segments]
    assert page.evaluate(JAVASCRIPT_SLICES, {"article": article, "spans": spans}) == [s["exact"] for s in segments]
