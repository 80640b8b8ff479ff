/**
 * The current quote's words, from here to there: its handles and the keys that move its ends. Whatever is moved at once is one edit.
 */
import { pulled, stepped } from "../core/resize.js";
import { find } from "../dom/h.js";
import { Handles } from "../ui/handles.js";

/** @typedef {import("../core/types.js").Stretch} Stretch */
/** @typedef {import("../core/resize.js").Side} Side */

export class Resizing {
  /** @param {import("./sheet.js").Sheet} sheet @param {import("./edits.js").Edits} edits @param {import("../core/segments.js").Segments} words */
  constructor(sheet, edits, words) {
    this.sheet = sheet;
    this.edits = edits;
    this.words = words;
    /** The segment the keys move. */
    this.part = 0;
    /** The quote the part is of. @type {string|null} */
    this.id = null;
    /** Where a dragged handle has brought the words so far. @type {Stretch[]|null} */
    this.held = null;
    this.handles = new Handles(find("#reading"), sheet.known.model, {
      pull: (i, side, at, exact) => this.#pull(i, side, at, exact),
      step: (i, side, way, exact) => this.step(side, way, exact, i),
      drop: () => this.#drop(),
      cancel: () => this.#cancel(),
      whole: (from, to) => words.whole(from, to),
      touch: (i) => (this.part = i),
    });
    sheet.margin.onlayout = () => this.#place();
    this.#place();
  }

  /** The current quote's segments as they are stored. @returns {Stretch[]} */
  #spans() {
    const { known, current } = this.sheet;
    const q = known.quote(current);
    return q ? known.spansOf(q).sort((a, b) => a.from - b.from) : [];
  }

  #place() {
    const { sheet } = this;
    if (this.id !== sheet.current) this.part = 0;
    this.id = sheet.current;
    this.handles.show(sheet.editable ? this.held ?? this.#spans() : []);
  }

  /** The segment that was clicked is the one the keys move. @param {number} at offset of the click */
  touch(at) {
    this.part = Math.max(0, this.#spans().findIndex((s) => s.from <= at && at <= s.to));
  }

  /** @param {Side} side @param {1|-1} way @param {boolean} exact @param {number} [part] */
  step(side, way, exact, part = this.part) {
    const spans = this.#spans();
    const { status } = this.edits;
    if (!spans.length) return status.tell("Choose a quote first.");
    const i = Math.min(part, spans.length - 1);
    const next = stepped(this.words, spans, i, side, way, exact);
    if (!next) return status.say("It cannot go further.");
    this.#keep(next);
    const { from, to } = next[i];
    this.sheet.reveal(side === "from" ? { from, to: from + 1 } : { from: to - 1, to }, 130);
    status.say(`${side === "from" ? "Starts" : "Ends"} with: ${this.#near(next[i], side)}`);
  }

  /** The words at an end, for ears. @param {Stretch} span @param {Side} side */
  #near({ from, to }, side) {
    const words = this.words.text.slice(from, to).split(/\s+/);
    return (side === "from" ? words.slice(0, 3) : words.slice(-3)).join(" ");
  }

  /** @param {number} i @param {Side} side @param {number} at @param {boolean} exact */
  #pull(i, side, at, exact) {
    const next = pulled(this.words, this.held ?? this.#spans(), i, side, at, exact);
    if (!next) return;
    this.held = next;
    const q = this.sheet.known.quote(this.id);
    if (q) this.sheet.paint.set(q.id, next.map((s) => ({ ...s, id: q.id, kind: q.kind })));
    this.handles.show(next);
  }

  #drop() {
    const { held } = this;
    this.held = null;
    if (held) this.#keep(held);
    this.#cancel(); // they may not have been taken
  }

  #cancel() {
    this.held = null;
    const q = this.sheet.known.quote(this.id);
    if (q) this.sheet.paint.set(q.id, this.sheet.known.spansOf(q));
    this.#place();
  }

  /** @param {Stretch[]} spans */
  #keep(spans) {
    const { known, current } = this.sheet;
    if (current) this.edits.change(current, { segments: spans.map((s) => known.model.toSegment(s)) });
  }
}
