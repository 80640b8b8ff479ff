/**
 * Which words are painted how. Holds the spans of all quotes and repaints single blocks, and of those only the ones near
 * the window, so that ten thousand quotes cost what the visible ones cost.
 */
import { KINDS } from "../core/kinds.js";
import { count } from "../core/offsets.js";
import { SpanIndex } from "../core/span-index.js";
import { HighlightPainter } from "./highlight-painter.js";

/** @typedef {import("../core/types.js").Span} Span */

const ORDER = { suggestion: -1, dim: -1, ...Object.fromEntries(KINDS.map((kind, i) => [kind, i])), overlap: 10, hover: 20, suggested: 25, current: 30 };

export class Highlighter {
  /** @param {import("./text-model.js").TextModel} model */
  constructor(model) {
    this.model = model;
    /** @type {SpanIndex<Span>} */
    this.index = new SpanIndex();
    /** @type {Map<string, Span[]>} */
    this.spans = new Map();
    /** Words that might become quotes. @type {SpanIndex<Span>} */
    this.hints = new SpanIndex();
    /** Quotes that are shown faintly and not there for the pointer. @type {(id: string) => boolean} */
    this.isDim = () => false;
    /** @type {Record<"hover"|"current"|"suggested", string|null>} */
    this.marked = { hover: null, current: null, suggested: null };
    const native = "highlights" in CSS && typeof Highlight === "function";
    /** @type {import("./highlight-painter.js").Painter} */
    this.painter = native ? new HighlightPainter(model, ORDER) : { paint() {} };
    if (!native) import("./mark-painter.js").then(({ MarkPainter }) => {
      this.painter = new MarkPainter(model);
      this.#paintNear();
    });
    /** The blocks near the window: from this one to before that. */
    this.near = { from: 0, to: 0 };
    /** Where the window was when that was found out. */
    this.seen = -Infinity;
    /** Called when other blocks come near. @type {() => void} */
    this.onscroll = () => {};
    addEventListener("scroll", () => Math.abs(scrollY - this.seen) > innerHeight / 3 && this.#look(), { passive: true });
    new ResizeObserver(() => this.#look()).observe(model.root);
    addEventListener("resize", () => this.#look());
    addEventListener("beforeprint", () => model.blocks.forEach((_, i) => this.paint(i)));
  }

  /**
   * Finds the blocks less than a window away, and paints those that are new among them. Again when the window has moved by a third:
   * an observer of each block would cost every frame of a long article more than its painting does.
   */
  #look() {
    const { blocks } = this.model;
    const old = this.near;
    const above = (/** @type {number} */ y) => count(blocks.length, (i) => blocks[i].getBoundingClientRect().bottom < y);
    const near = { from: above(-innerHeight), to: Math.min(blocks.length, above(2 * innerHeight) + 1) };
    this.seen = scrollY;
    this.near = near;
    for (let i = old.from; i < old.to; i++) if (i < near.from || i >= near.to) this.painter.paint(i, []), delete blocks[i].dataset.quotes;
    for (let i = near.from; i < near.to; i++) if (i < old.from || i >= old.to) this.paint(i);
    if (near.from !== old.from || near.to !== old.to) this.onscroll();
  }

  #paintNear() {
    for (let i = this.near.from; i < this.near.to; i++) this.paint(i);
  }

  /** Replaces everything. @param {Span[]} spans */
  reset(spans) {
    this.index = new SpanIndex(spans);
    this.spans = new Map();
    for (const span of spans) {
      const others = this.spans.get(span.id);
      if (others) others.push(span);
      else this.spans.set(span.id, [span]);
    }
    this.#paintNear();
  }

  /** Makes one quote have these spans; none removes it. @param {string} id @param {Span[]} spans */
  set(id, spans) {
    const old = this.spans.get(id) ?? [];
    for (const span of old) this.index.remove(span);
    for (const span of spans) this.index.add(span);
    if (spans.length) this.spans.set(id, spans);
    else this.spans.delete(id);
    this.#repaint([...old, ...spans]);
  }

  /** Replaces what might become quotes. @param {Span[]} spans */
  suggest(spans) {
    const touched = [...this.hints.spans, ...spans];
    this.hints = new SpanIndex(spans);
    this.#repaint(touched);
  }

  /** @param {"hover"|"current"|"suggested"} name @param {string|null} id */
  mark(name, id) {
    const old = this.marked[name];
    if (old === id) return;
    this.marked[name] = id;
    const of = (/** @type {string|null} */ one) => (name === "suggested" ? this.hints.spans.filter((s) => s.id === one) : this.spans.get(one ?? "") ?? []);
    this.#repaint([...of(old), ...of(id)]);
  }

  /** Ids of the quotes in blocks near the window. */
  nearIds() {
    const { from, to } = this.near;
    return new Set(from < to ? this.index.query(this.model.starts[from], this.model.ends[to - 1]).map((s) => s.id).filter((id) => !this.isDim(id)) : []);
  }

  /** @param {Span[]} spans */
  #repaint(spans) {
    const blocks = new Set();
    for (const { from, to } of spans) {
      for (let i = this.model.blockAt(from); i < this.model.starts.length && this.model.starts[i] < to; i++) blocks.add(i);
    }
    for (const i of blocks) if (i >= this.near.from && i < this.near.to) this.paint(i);
  }

  /** @param {number} i */
  paint(i) {
    const { model } = this;
    const found = this.index.query(model.starts[i], model.ends[i]);
    const spans = found.filter((span) => !this.isDim(span.id));
    /** @type {import("./highlight-painter.js").Piece[]} */
    const pieces = [];
    const add = (/** @type {string} */ name, /** @type {Span} */ span) => {
      const part = model.within(span, i);
      if (part) pieces.push({ name, ...part });
    };
    for (const span of found) if (this.isDim(span.id)) add("dim", span);
    for (const span of this.hints.query(model.starts[i], model.ends[i])) {
      add("suggestion", span);
      if (span.id === this.marked.suggested) add("suggested", span);
    }
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

  /** Ids of the quotes drawn under a point of the window, the shortest first. @param {number} x @param {number} y @param {SpanIndex<Span>} [index] */
  hit(x, y, index = this.index) {
    const at = this.model.offsetFromPoint(x, y);
    const ids = [at, at - 1].filter((o) => at >= 0 && this.model.isAt(o, x, y)).flatMap((o) => index.query(o, o + 1).map((s) => s.id));
    return [...new Set(ids)].filter((id) => !this.isDim(id));
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
