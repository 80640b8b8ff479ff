/**
 * The words one has in hand. Mouse: the selection grows to whole words when the button comes up (Alt keeps the letters).
 * Touch: the handles stay where the finger left them, and the words are taken whole. No grapheme is ever cut. Keys: a word and sentence cursor moves
 * the real selection, so that copying, speaking and zooming follow it.
 *
 *   <article id="text" tabindex="0" dir="…">
 */
import { trim } from "../core/segments.js";

/** @typedef {import("../core/types.js").Stretch} Stretch */

export class WordSelection {
  /**
   * @param {import("../dom/text-model.js").TextModel} model
   * @param {import("../core/segments.js").Segments} words
   * @param {(stretch: Stretch|null) => void} onchange
   */
  constructor(model, words, onchange) {
    this.model = model;
    this.words = words;
    this.onchange = onchange;
    /** @type {Stretch|null} */
    this.stretch = null;
    /** Where a selection by keys began. @type {Stretch|null} */
    this.anchor = null;
    /** Where the cursor was last. */
    this.at = 0;
    let pressed = false;
    /** Runs while a selection that no mouse button holds may still grow. @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    const rest = () => {
      clearTimeout(this.timer);
      this.timer = pressed ? undefined : setTimeout(() => this.settle(), 200);
    };
    const press = (/** @type {PointerEvent} */ event) => (pressed = event.pointerType === "mouse" && event.buttons > 0);
    model.root.addEventListener("pointerdown", press);
    model.root.addEventListener("pointermove", (event) => pressed || press(event)); // the button may be down since before this was here
    document.addEventListener("pointerup", (event) => {
      if (!pressed) return;
      pressed = false;
      const exact = event.altKey;
      setTimeout(() => this.#take(exact, true)); // a click on old selected words lets go of them only after this event
    });
    document.addEventListener("selectionchange", rest);
    rest();
  }

  /** Takes what is selected now, rather than in a moment. */
  settle() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.#take(false, false);
  }

  /** @param {boolean} exact @param {boolean} show whether the selection on screen may move */
  #take(exact, show) {
    const chosen = this.model.selected(getSelection());
    if (chosen && this.stretch && chosen.from === this.stretch.from && chosen.to === this.stretch.to) return;
    const stretch = chosen && this.words[exact ? "whole" : "snap"](chosen.from, chosen.to);
    if (stretch && show) this.select(stretch);
    else if (stretch || this.stretch) this.#have(stretch);
  }

  /** @param {Stretch|null} stretch */
  #have(stretch) {
    this.stretch = stretch;
    if (stretch) this.at = stretch.from;
    else this.anchor = null;
    this.onchange(stretch);
  }

  /** @param {Stretch} stretch */
  select(stretch) {
    const bare = trim(this.model.text, stretch.from, stretch.to) ?? stretch;
    const whole = this.words.whole(bare.from, bare.to);
    const range = this.model.range(whole);
    getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    this.#have(whole);
  }

  clear() {
    getSelection()?.removeAllRanges();
    if (!this.stretch) return;
    this.at = this.stretch.to; // the cursor goes on behind what was just marked
    this.#have(null);
  }

  /**
   * A step of the cursor. Without words in hand the first one takes the next word after where it was last.
   * @param {1|-1} way @param {import("../core/segments.js").Unit} unit @param {boolean} extend
   * @returns {boolean} false when the key means something else here
   */
  step(way, unit, extend) {
    const held = this.stretch;
    if (!held && unit === "sentence") return false; // the arrow scrolls the page
    if (!held) {
      const first = this.words.step(this.at, 1, "word") ?? this.words.step(this.at, -1, "word");
      if (first) this.#go(first, first);
      return true;
    }
    const anchor = this.anchor && this.anchor.from >= held.from && this.anchor.to <= held.to ? this.anchor : held;
    if (!extend) {
      const next = this.words.step(way > 0 ? held.to : held.from, way, unit);
      if (next) this.#go(next, next);
      return true;
    }
    const shrinks = way > 0 ? held.from < anchor.from : held.to > anchor.to;
    if (shrinks) {
      const edge = way > 0 ? this.words.step(held.from + 1, 1, unit)?.from : this.words.step(held.to - 1, -1, unit)?.to;
      const to = way > 0 ? { from: Math.min(edge ?? anchor.from, anchor.from), to: held.to } : { from: held.from, to: Math.max(edge ?? anchor.to, anchor.to) };
      this.#go(to, anchor);
    } else {
      const next = this.words.step(way > 0 ? held.to : held.from, way, unit);
      if (next) this.#go({ from: Math.min(held.from, next.from), to: Math.max(held.to, next.to) }, anchor, way > 0 ? next.to : next.from);
    }
    return true;
  }

  /** @param {Stretch} stretch @param {Stretch} anchor @param {number} [look] what has to be on screen */
  #go(stretch, anchor, look = stretch.from) {
    this.select(stretch);
    this.anchor = anchor;
    const box = this.model.range({ from: Math.max(0, Math.min(look, this.model.text.length) - 1), to: look + 1 }).getBoundingClientRect();
    if (box.top < 90) scrollBy({ top: box.top - 140 });
    else if (box.bottom > innerHeight - 130) scrollBy({ top: box.bottom - innerHeight + 180 });
  }
}
