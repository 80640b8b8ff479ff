"""Selections in thirty hard texts, twenty in each when made in full, by mouse and keyboard: what is stored was selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from annotations.models import Article, Quote, Segment
from tests.browser.desks import open_desk
from tests.browser.scripts import texts
from tests.proofs import WHOLE, shown_for

BY_MOUSE = BY_KEYS = 10 if WHOLE else 2
LATIN = ("emoji", "families", "flags", "marks", "blanks", "devanagari")
ARTICLES = {
    "en": (*LATIN, "arabic"),
    "de": (*LATIN, "chinese"),
    "ar": ("arabic", "hebrew", "arabic", "hebrew", "emoji", "marks", "flags", "families"),
    "th": ("thai", "chinese", "thai", "chinese", "devanagari", "families", "blanks", "hebrew"),
}

# Where to press and let go for `many` stretches of a block, each from one grapheme to another: one at its head, the others behind
# what the word cursor will come to.
STROKES = """([i, many]) => {
    const block = document.querySelectorAll('#text [data-start]')[i];
    block.scrollIntoView({ block: 'center', behavior: 'instant' });
    const node = block.firstChild;
    const letters = [...new Intl.Segmenter('und').segment(node.data)].filter((g) => g.segment.trim());
    const late = Math.floor(letters.length * .6), size = Math.floor((letters.length - late) / many);
    const edge = ({ index, segment }, after) => {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        const boxes = [...range.getClientRects()].filter((b) => b.width);
        const box = boxes[0] ?? range.getBoundingClientRect();
        const rtl = /[\\p{Script=Arabic}\\p{Script=Hebrew}]/u.test(segment);
        return [after !== rtl ? box.right - box.width / 4 : box.left + box.width / 4, box.top + box.height / 2];
    };
    const heads = Array.from({ length: many }, (_, n) => (n ? late + n * size : 0));
    return heads.map((at) => [edge(letters[at], false), edge(letters[at + size - 2], true)]);
}"""

# The words that are selected, by the browser's own account, and whether a grapheme was cut; then a button takes them.
TAKEN = """async (act) => {
    await new Promise((done) => setTimeout(done));
    const range = getSelection().rangeCount && getSelection().getRangeAt(0);
    if (!range || range.collapsed || document.querySelector('.toolbar').hidden) return null;
    const before = document.createRange();
    const block = range.startContainer.parentElement.closest('[data-start]');
    before.selectNodeContents(block);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length, words = range.toString();
    const text = block.textContent;
    const edges = new Set([...new Intl.Segmenter('und').segment(text)].map((g) => g.index)).add(text.length);
    document.querySelector(`.toolbar [data-key-of=${act}]`).click();
    return { words, whole: edges.has(start) && edges.has(start + words.length) };
}"""

SLICES = """async ([article, spans]) => {
    const { text } = await (await fetch(`/api/v1/articles/${article}/`)).json();
    const units = [];
    let at = 0;
    for (const letter of text) units.push(at), at += letter.length;
    units.push(at);
    return spans.map(([start, end]) => text.slice(units[start], units[end]));
}"""


@pytest.mark.parametrize("language", shown_for(ARTICLES, always=("ar",)))
def test_what_is_stored_is_what_was_selected(live, open_browser, language: str):
    hard = texts(ARTICLES[language], seed=len(language))
    desk = open_desk(open_browser, text="\r\n\r\n".join(hard), language=language)
    page = desk.page
    page.mouse.move(5, 5)
    expect(page.locator(".handles")).to_be_attached()
    told = select_in(page, len(hard), onward="ArrowLeft" if language == "ar" else "ArrowRight")
    expect(page.locator("#status")).to_have_attribute("data-state", "saved", timeout=30_000)
    check(desk.article, told, page.evaluate)


def select_in(page: Page, blocks: int, *, onward: str) -> list[str]:
    """Selects stretches of each block, by mouse and by keys, and makes quotes of them; answers what was selected."""
    page.evaluate("document.querySelector('.handles').hidden = true")  # or they would be dragged now and then
    told: list[str] = []
    for block in range(blocks):
        head, *others = page.evaluate(STROKES, [block, BY_MOUSE])
        told += by_mouse(page, [head], 0)
        told += by_keys(page, onward, 1)
        told += by_mouse(page, others, 1 + BY_KEYS)
    assert len(told) == (BY_MOUSE + BY_KEYS) * blocks
    return told


def by_mouse(page: Page, strokes: list, number: int) -> list[str]:
    """Drags along the strokes, to the letter; answers what was selected each time."""
    told = []
    page.keyboard.down("Alt")
    for start, end in strokes:
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end)
        page.mouse.up()
        told.append(take(page, number + len(told)))
    page.keyboard.up("Alt")
    return told


def by_keys(page: Page, onward: str, number: int) -> list[str]:
    """Goes on by the word cursor: the next word, and another one with Shift."""
    told = []
    for _ in range(BY_KEYS):
        page.keyboard.press(onward)
        page.keyboard.press(f"Shift+{onward}")
        told.append(take(page, number + len(told)))
    return told


def take(page: Page, number: int) -> str:
    """Five selections make a quote; answers the words."""
    seen = page.evaluate(TAKEN, "extend" if number % 5 else "direct")
    assert seen, "Nothing is selected."
    assert seen["whole"], seen["words"]
    return str(seen["words"])


def check(article: Article, told: list[str], evaluate: Callable[..., Any]) -> None:
    """What arrived are the article's words in Python and in JavaScript, and those that were selected."""
    text = article.current.text
    assert "\r" not in text
    quotes = Quote.objects.filter(article=article, deleted_at=None)
    stored = list(Segment.objects.filter(quote__in=quotes, revision=article.current))
    assert [text[s.start : s.end] for s in stored] == [s.exact for s in stored]
    spans = [[s.start, s.end] for s in stored]
    assert evaluate(SLICES, [str(article.pk), spans]) == [s.exact for s in stored]
    assert sorted(s.exact for s in stored) == sorted(told)
