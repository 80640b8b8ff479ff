"""Marking words with the mouse, as a person does: press at the first character, drag, let go after the last."""

from __future__ import annotations

from playwright.sync_api import Page

# Deliberately none of the application's own modules: places are found by counting the page's characters anew.
PLACES = """([start, end]) => {
    const caret = (offset, atEnd) => {
        const inside = atEnd ? offset - 1 : offset;
        const blocks = [...document.querySelectorAll('#text [data-start]')];
        const block = blocks.findLast((b) => +b.dataset.start <= inside);
        let left = [...block.textContent].slice(0, offset - block.dataset.start).join('').length;
        const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (atEnd ? left <= node.length : left < node.length) return [node, left];
            left -= node.length;
        }
    };
    const box = (from, to, last) => {
        const range = document.createRange();
        range.setStart(...caret(from, false));
        range.setEnd(...caret(to, true));
        const boxes = [...range.getClientRects()].filter((b) => b.width);
        return last ? boxes.at(-1) : boxes[0];
    };
    const block = caret(start, false)[0].parentElement;
    block.scrollIntoView({ block: 'center', behavior: 'instant' });
    const rtl = getComputedStyle(block).direction === 'rtl';
    const first = box(start, start + 1), last = box(end - 1, end, true);
    const middle = (b) => b.top + b.height / 2;
    return rtl
        ? [[first.right - 1, middle(first)], [last.left + 1, middle(last)]]
        : [[first.left + 1, middle(first)], [last.right - 1, middle(last)]];
}"""

# The middle of the first place of some words, in a text that nothing is wrapped around.
MIDDLE = """(words) => {
    const blocks = [...document.querySelectorAll('#text [data-start]')];
    const node = blocks.map((b) => b.firstChild).find((n) => n.data.includes(words));
    const range = document.createRange();
    range.setStart(node, node.data.indexOf(words));
    range.setEnd(node, node.data.indexOf(words) + words.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
}"""


def drag_over(page: Page, start: int, end: int) -> None:
    """Select the article's words from code point `start` to `end` with the mouse."""
    (x1, y1), (x2, y2) = page.evaluate(PLACES, [start, end])
    page.mouse.move(x1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=4)
    page.mouse.move(x2, y2, steps=4)
    page.mouse.up()
