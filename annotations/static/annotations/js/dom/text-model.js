/**
 * The article's text and the page's nodes, and the way from one to the other.
 *
 *   <article id="text" data-length="210"><p data-start="0" data-end="210">…</p></article>
 *
 * data-start and data-end are code points; all that lies between blocks is "\n". From then on everything here is UTF-16 in
 * `text`, until `toSegment` hands words to the API. Positions are looked up block by block in the live nodes, so a painter
 * may split text nodes as it likes as long as a block's textContent stays.
 */
import { Offsets, count, countPoints } from "../core/offsets.js";
import { trim } from "../core/segments.js";

/** @typedef {import("../core/types.js").Stretch} Stretch */

export class TextModel {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.blocks = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-start]")]);
    /** Where each block begins and ends, UTF-16. @type {number[]} */
    this.starts = [];
    /** @type {number[]} */
    this.ends = [];
    const parts = [];
    let points = 0;
    let units = 0;
    const gap = (/** @type {number} */ to) => {
      if (to > points) parts.push("\n".repeat(to - points));
      units += Math.max(0, to - points);
    };
    for (const block of this.blocks) {
      const start = Number(block.dataset.start);
      const end = Number(block.dataset.end);
      const words = block.textContent ?? "";
      if (start < points || countPoints(words) !== end - start) throw new RangeError(`The block at ${start} does not hold what it says.`);
      gap(start);
      this.starts.push(units);
      parts.push(words);
      units += words.length;
      this.ends.push(units);
      points = end;
    }
    gap(Number(root.dataset.length ?? points));
    this.text = parts.join("");
    this.offsets = new Offsets(this.text);
  }

  /** Index of the block that holds an offset, or the last one before it. @param {number} offset */
  blockAt(offset) {
    return Math.max(0, count(this.starts.length, (i) => this.starts[i] <= offset) - 1);
  }

  /** @param {import("../core/types.js").Segment} segment @returns {Stretch|null} null for words the article no longer has */
  toStretch({ start, end }) {
    return start === null || end === null ? null : { from: this.offsets.toUtf16(start), to: this.offsets.toUtf16(end) };
  }

  /** Are a segment's words where it says? @param {import("../core/types.js").Segment} segment */
  holds(segment) {
    const at = this.toStretch(segment);
    return !at || this.text.slice(at.from, at.to) === segment.exact;
  }

  /** @param {Stretch} stretch @returns {{start: number, end: number, exact: string}} what the API takes */
  toSegment({ from, to }) {
    return { start: this.offsets.toPoints(from), end: this.offsets.toPoints(to), exact: this.text.slice(from, to) };
  }

  /**
   * The node and offset of a position. At a seam an end belongs to the node it closes, a start to the one it opens.
   * @param {number} offset @param {boolean} [closing] @returns {[Node, number]}
   */
  locate(offset, closing = false) {
    let i = this.blockAt(offset);
    if (closing && i > 0 && this.starts[i] === offset) i--;
    const block = this.blocks[i];
    let rest = Math.min(Math.max(offset, this.starts[i]), this.ends[i]) - this.starts[i];
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    /** @type {Text|null} */
    let last = null;
    for (let node = /** @type {Text|null} */ (walk.nextNode()); node; node = /** @type {Text|null} */ (walk.nextNode())) {
      if (rest < node.length || (closing && rest === node.length)) return [node, rest];
      rest -= node.length;
      last = node;
    }
    return last ? [last, last.length] : [block, 0];
  }

  /** @param {Stretch} stretch */
  range({ from, to }) {
    const range = document.createRange();
    range.setStart(...this.locate(from));
    range.setEnd(...this.locate(to, true));
    return range;
  }

  /** The part of a stretch inside one block. @param {Stretch} stretch @param {number} i @returns {Stretch|null} */
  within({ from, to }, i) {
    const part = { from: Math.max(from, this.starts[i]), to: Math.min(to, this.ends[i]) };
    return part.from < part.to ? part : null;
  }

  /** Where a DOM point is in the text; outside it, the nearest end of a block. @param {Node} node @param {number} offset */
  offsetOf(node, offset) {
    const element = node instanceof Element ? node : node.parentElement;
    const block = element?.closest("[data-start]");
    const at = document.createRange();
    at.setStart(node, offset);
    const own = block ? this.blocks.indexOf(/** @type {HTMLElement} */ (block)) : -1;
    if (own >= 0) {
      at.setStart(this.blocks[own], 0);
      at.setEnd(node, offset);
      return this.starts[own] + at.toString().length;
    }
    const before = count(this.blocks.length, (i) => at.comparePoint(this.blocks[i], 0) < 0);
    return before ? this.ends[before - 1] : 0;
  }

  /** What the person has selected of the article, without space at its ends. @param {Selection|null} selection @returns {Stretch|null} */
  selected(selection) {
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this.root)) return null;
    return trim(this.text, this.offsetOf(range.startContainer, range.startOffset), this.offsetOf(range.endContainer, range.endOffset));
  }

  /** The offset under a point of the window, or -1. The caret snaps to the nearest line: check with `isAt`. @param {number} x @param {number} y */
  offsetFromPoint(x, y) {
    const d = /** @type {any} */ (document);
    const caret = d.caretPositionFromPoint?.(x, y);
    const node = caret ? caret.offsetNode : d.caretRangeFromPoint?.(x, y)?.startContainer;
    const offset = caret ? caret.offset : d.caretRangeFromPoint?.(x, y)?.startOffset;
    return node && node.nodeType === 3 && this.root.contains(node) ? this.offsetOf(node, offset) : -1;
  }

  /** Is the character at `offset` drawn under the point? @param {number} offset @param {number} x @param {number} y */
  isAt(offset, x, y) {
    if (offset < 0 || offset >= this.text.length || this.text[offset] === "\n") return false;
    return [...this.range({ from: offset, to: offset + 1 }).getClientRects()]
      .some((box) => x >= box.left && x <= box.right && y >= box.top - 3 && y <= box.bottom + 3);
  }
}
