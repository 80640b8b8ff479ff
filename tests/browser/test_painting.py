"""Many quotes (in full, five hundred) over, in and across each other: the text stays as it is, and a click finds every one."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import expect

from annotations.actions.articles import create_article
from annotations.actions.quotes import anchor_of
from annotations.actions.recording import recorded
from annotations.models import Article, Quote, Segment
from annotations.models.quotes import QUOTE_KINDS
from tests.browser.desks import Desk, visit
from tests.browser.scripts import WORDS, texts
from tests.cast import Cast, make_cast
from tests.proofs import WHOLE, proof

MANY = 500 if WHOLE else 120

# Clicks on the middle of a grapheme of each quote until it is the current one, as often as quotes lie there.
REACHED = """async (spans) => {
    const blocks = [...document.querySelectorAll('#text [data-start]')];
    const reached = new Set(), missed = [];
    const locate = (point) => {
        const block = blocks.findLast((b) => +b.dataset.start <= point);
        let left = [...block.textContent].slice(0, point - block.dataset.start).join('').length;
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (left < node.length) return [node, left];
            left -= node.length;
        }
    };
    const spot = (point) => {
        const at = locate(point);
        if (!at) return null;
        const range = document.createRange();
        range.setStart(...at);
        range.setEnd(at[0], at[1] + 1);
        const box = [...range.getClientRects()].find((b) => b.width > 3);
        return box && [box.left + box.width / 2, box.top + box.height / 2];
    };
    const depths = [];
    for (const [, from, to] of spans) for (let point = from; point < to; point++) depths[point] = (depths[point] ?? 0) + 1;
    const depth = (point) => depths[point];
    for (const [id, from, to] of spans) {
        if (reached.has(id)) continue;
        const points = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => depth(a) - depth(b));
        for (const point of points.slice(0, 6)) {
            locate(point)?.[0].parentElement.scrollIntoView({ block: 'center', behavior: 'instant' });
            const place = spot(point);
            if (!place) continue;
            for (let n = depth(point) + 1; n > 0 && !reached.has(id); n--) {
                const init = { bubbles: true, clientX: place[0], clientY: place[1] };
                document.elementFromPoint(...place).closest('#text').dispatchEvent(new MouseEvent('click', init));
                await null;
                await null;
                reached.add(document.querySelector('.quote.is-current')?.dataset.id);
            }
            if (reached.has(id)) break;
        }
        if (!reached.has(id)) missed.push([id, from, to]);
    }
    return missed;
}"""

TEXT_IN_THE_PAGE = "() => [...document.querySelectorAll('#text [data-start]')].map((b) => b.textContent)"


@proof
@pytest.mark.parametrize("painter", ["highlights", "marks"])
def test_the_text_stays_and_every_quote_is_found(live, open_browser, painter: str):
    cast = make_cast()
    text = "\n\n".join(texts(tuple(WORDS) * 3, seed=5, words=40))
    article = create_article(by=cast.ben, project=cast.project, text=text, title="Crowded")
    spans = crowd(cast, article)
    page = open_browser(cast.ben)
    if painter == "marks":
        page.add_init_script("delete window.Highlight")
    visit(Desk(cast, article, page))
    expect(page.locator("[data-counts]").first).to_contain_text(f"{MANY} quotes")
    page.mouse.move(400, 300)
    expect(page.locator(".handles")).to_be_attached()
    blocks = [text[b["start"] : b["end"]] for b in article.current.blocks]
    assert page.evaluate(TEXT_IN_THE_PAGE) == blocks
    assert bool(page.locator("#text mark").count()) == (painter == "marks")
    assert page.evaluate(REACHED, spans) == []
    assert page.evaluate(TEXT_IN_THE_PAGE) == blocks
    badges = page.locator("#text [data-quotes]")
    assert badges.count() > 3
    assert page.evaluate("() => document.querySelector('#text').textContent.replace(/\\n/g, '')") == "".join(blocks)


def crowd(cast: Cast, article: Article) -> list[list]:
    """Quotes at random: short and long, in each other, the same words twice, over the ends of blocks, in two segments."""
    chance = random.Random(3)
    text = article.current.text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    chosen: dict[tuple[str, tuple], None] = {}
    while len(chosen) < MANY:
        first = chance.randrange(len(words) - 24)
        last = first + chance.choice((0, 0, 1, 2, 5, 9))
        pieces = [(words[first][0], words[last][1])]
        if chance.random() < 0.15:
            pieces.append((words[last + 2][0], words[last + 4][1]))
        for kind, _ in chance.sample(QUOTE_KINDS, chance.choice((1, 1, 2))):
            chosen.setdefault((kind, tuple(pieces)))
    rows, segments = [], []
    for kind, pieces in list(chosen)[:MANY]:
        anchor = anchor_of(article.current.number, list(pieces))
        rows.append(Quote(article=article, kind=kind, author=cast.ben, anchor=anchor))
        segments += [
            Segment(quote=rows[-1], revision=article.current, order=n, start=a, end=b, exact=text[a:b])
            for n, (a, b) in enumerate(pieces)
        ]
    with recorded(by=cast.ben):
        Quote.objects.bulk_create(rows)
        Segment.objects.bulk_create(segments)
    return [[str(s.quote_id), s.start, s.end] for s in segments]
