/**
 * Two ways to put paint on words, one interface: `paint(i, pieces)` makes block i show exactly these pieces.
 *
 * HighlightPainter leaves the nodes alone: one Highlight per name, one fresh StaticRange per piece (never shared between
 * two Highlights, which WebKit gets wrong). MarkPainter is for browsers without the API: it cuts a block's text into
 * <mark class="hl-direct hl-current">, and keeps its textContent.
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

/** @implements {Painter} */
export class MarkPainter {
  /** @param {import("./text-model.js").TextModel} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {number} i @param {Piece[]} pieces */
  paint(i, pieces) {
    const { blocks, starts, ends, text } = this.model;
    const cuts = [...new Set([starts[i], ends[i], ...pieces.flatMap((p) => [p.from, p.to])])].sort((a, b) => a - b);
    const nodes = cuts.slice(1).map((to, n) => {
      const from = cuts[n];
      const names = pieces.filter((p) => p.from < to && p.to > from).map((p) => `hl-${p.name}`);
      if (!names.length) return text.slice(from, to);
      const mark = document.createElement("mark");
      mark.className = names.join(" ");
      mark.textContent = text.slice(from, to);
      return mark;
    });
    blocks[i].replaceChildren(...nodes);
  }
}
