/**
 * Which words are painted how. Holds the spans of all quotes and repaints single blocks, and of those only the ones near
 * the window, so that ten thousand quotes cost what the visible ones cost.
 */
import { KINDS } from "../core/kinds.js";
import { SpanIndex } from "../core/span-index.js";
import { HighlightPainter } from "./highlight-painter.js";

/** @typedef {import("../core/types.js").Span} Span */

const ORDER = { ...Object.fromEntries(KINDS.map((kind, i) => [kind, i])), overlap: 10, hover: 20, current: 30 };

export class Highlighter {
  /** @param {import("./text-model.js").TextModel} model */
  constructor(model) {
    this.model = model;
    /** @type {SpanIndex<Span>} */
    this.index = new SpanIndex();
    /** @type {Map<string, Span[]>} */
    this.spans = new Map();
    /** @type {Record<"hover"|"current", string|null>} */
    this.marked = { hover: null, current: null };
    const native = "highlights" in CSS && typeof Highlight === "function";
    /** @type {import("./highlight-painter.js").Painter} */
    this.painter = native ? new HighlightPainter(model, ORDER) : { paint() {} };
    if (!native) import("./mark-painter.js").then(({ MarkPainter }) => {
      this.painter = new MarkPainter(model);
      for (const i of this.near) this.paint(i);
    });
    /** Blocks near the window. @type {Set<number>} */
    this.near = new Set();
    /** Called when other blocks come near. @type {() => void} */
    this.onscroll = () => {};
    const number = new Map(model.blocks.map((block, i) => [block, i]));
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const i = number.get(/** @type {HTMLElement} */ (entry.target)) ?? 0;
        if (entry.isIntersecting === this.near.has(i)) continue;
        if (entry.isIntersecting) this.near.add(i), this.paint(i);
        else this.near.delete(i), this.painter.paint(i, []);
      }
      this.onscroll();
    }, { rootMargin: "100% 0px" });
    for (const block of model.blocks) watch.observe(block);
    addEventListener("beforeprint", () => model.blocks.forEach((_, i) => this.paint(i)));
  }

  /** Replaces everything. @param {Span[]} spans */
  reset(spans) {
    this.index = new SpanIndex(spans);
    this.spans = new Map();
    for (const span of spans) this.spans.set(span.id, [...(this.spans.get(span.id) ?? []), span]);
    for (const i of this.near) this.paint(i);
  }

  /** Makes one quote have these spans; none removes it. @param {string} id @param {Span[]} spans */
  set(id, spans) {
    const touched = [...this.index.remove(id), ...spans];
    for (const span of spans) this.index.add(span);
    if (spans.length) this.spans.set(id, spans);
    else this.spans.delete(id);
    this.#repaint(touched);
  }

  /** @param {"hover"|"current"} name @param {string|null} id */
  mark(name, id) {
    const old = this.marked[name];
    if (old === id) return;
    this.marked[name] = id;
    this.#repaint([...(this.spans.get(old ?? "") ?? []), ...(this.spans.get(id ?? "") ?? [])]);
  }

  /** Ids of the quotes in blocks near the window. */
  nearIds() {
    const near = [...this.near];
    if (!near.length) return new Set();
    const from = this.model.starts[Math.min(...near)];
    return new Set(this.index.query(from, this.model.ends[Math.max(...near)]).map((s) => s.id));
  }

  /** @param {Span[]} spans */
  #repaint(spans) {
    const blocks = new Set();
    for (const { from, to } of spans) {
      for (let i = this.model.blockAt(from); i < this.model.starts.length && this.model.starts[i] < to; i++) blocks.add(i);
    }
    for (const i of blocks) if (this.near.has(i)) this.paint(i);
  }

  /** @param {number} i */
  paint(i) {
    const { model } = this;
    const spans = this.index.query(model.starts[i], model.ends[i]);
    /** @type {import("./highlight-painter.js").Piece[]} */
    const pieces = [];
    const add = (/** @type {string} */ name, /** @type {Span} */ span) => {
      const part = model.within(span, i);
      if (part) pieces.push({ name, ...part });
    };
    for (const span of spans) {
      add(span.kind, span);
      if (span.id === this.marked.hover) add("hover", span);
      if (span.id === this.marked.current) add("current", span);
    }
    for (const part of overlaps(spans)) add("overlap", { ...spans[0], ...part });
    this.painter.paint(i, pieces);
    const quotes = String(new Set(spans.map((s) => s.id)).size || "");
    const { dataset } = model.blocks[i];
    if ((dataset.quotes ?? "") === quotes) return;
    if (quotes) dataset.quotes = quotes;
    else delete dataset.quotes;
  }

  /** Ids of the quotes drawn under a point of the window, the shortest first. @param {number} x @param {number} y */
  hit(x, y) {
    const at = this.model.offsetFromPoint(x, y);
    const ids = [at, at - 1].filter((o) => at >= 0 && this.model.isAt(o, x, y)).flatMap((o) => this.index.query(o, o + 1).map((s) => s.id));
    return [...new Set(ids)];
  }
}

/** The stretches that more than one span covers. @param {Span[]} spans */
function overlaps(spans) {
  const edges = spans.flatMap((s) => [{ at: s.from, step: 1 }, { at: s.to, step: -1 }]).sort((a, b) => a.at - b.at || a.step - b.step);
  /** @type {import("../core/types.js").Stretch[]} */
  const found = [];
  let depth = 0;
  edges.forEach(({ at, step }, n) => {
    depth += step;
    if (depth > 1 && edges[n + 1].at > at) found.push({ from: at, to: edges[n + 1].at });
  });
  return found;
}
