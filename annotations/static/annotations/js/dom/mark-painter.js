/**
 * The painter for browsers without the Custom Highlight API: cuts a block's text into <mark class="hl-direct hl-current">, and
 * keeps its textContent.
 */

/** @typedef {import("./highlight-painter.js").Piece} Piece */
/** @typedef {import("./highlight-painter.js").Painter} Painter */

/** @implements {Painter} */
export class MarkPainter {
  /** @param {import("./text-model.js").TextModel} model */
  constructor(model) {
    this.model = model;
  }

  /** @param {number} i @param {Piece[]} pieces */
  paint(i, pieces) {
    const held = this.model.selected(getSelection()); // the nodes it is in are about to go
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
    if (!held || held.from >= ends[i] || held.to <= starts[i]) return;
    const range = this.model.range(held);
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  }
}
