/**
 * Puts paint on words: `paint(i, pieces)` makes block i show exactly these pieces. The nodes stay as they are: one Highlight
 * per name, one fresh StaticRange per piece (never shared between two Highlights, which WebKit gets wrong). Where the API is
 * missing, mark-painter.js does the same with elements.
 *
 * @typedef {{name: string, from: number, to: number}} Piece  UTF-16; name is what ::highlight() and .hl-<name> style
 * @typedef {{paint(i: number, pieces: Piece[]): void}} Painter
 */

/** @implements {Painter} */
export class HighlightPainter {
  /** @param {import("./text-model.js").TextModel} model @param {Record<string, number>} order name to priority */
  constructor(model, order) {
    this.model = model;
    /** @type {Map<string, Highlight>} */
    this.highlights = new Map();
    for (const [name, priority] of Object.entries(order)) {
      const highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
      this.highlights.set(name, highlight);
    }
    /** @type {Map<number, [Highlight, AbstractRange][]>} */
    this.painted = new Map();
  }

  /** @param {number} i @param {Piece[]} pieces */
  paint(i, pieces) {
    for (const [highlight, range] of this.painted.get(i) ?? []) highlight.delete(range);
    /** @type {[Highlight, AbstractRange][]} */
    const painted = [];
    for (const { name, from, to } of pieces) {
      const highlight = this.highlights.get(name);
      if (!highlight) continue;
      const [startContainer, startOffset] = this.model.locate(from);
      const [endContainer, endOffset] = this.model.locate(to, true);
      const range = new StaticRange({ startContainer, startOffset, endContainer, endOffset });
      highlight.add(range);
      painted.push([highlight, range]);
    }
    if (painted.length) this.painted.set(i, painted);
    else this.painted.delete(i);
  }
}
