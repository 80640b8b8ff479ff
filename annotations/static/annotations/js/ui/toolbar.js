/**
 * The small toolbar at the selected words. Under their last line; docked at the foot of a narrow window, where the thumb is.
 *
 *   <div class="toolbar" role="toolbar" aria-label="Make a quote of the selected words" hidden>
 *     <button type="button" data-act="direct"><span class="kind-line kind-direct"></span>direct <kbd data-key-of="direct">1</kbd></button> …
 */
import { KINDS } from "../core/kinds.js";
import { h } from "../dom/h.js";
import { keyOf } from "./own-keys.js";

export class Toolbar {
  /** @param {HTMLElement} home positioned; the toolbar lives in it @param {(act: string) => void} onact */
  constructor(home, onact) {
    this.home = home;
    const button = (/** @type {string} */ act, /** @type {(Node|string)[]} */ ...label) =>
      h("button", { type: "button", onclick: () => onact(act) }, ...label, h("kbd", { "aria-hidden": "true", "data-key-of": act }, keyOf(act)));
    this.extend = button("extend", "add to quote");
    this.element = h("div", { class: "toolbar", role: "toolbar", "aria-label": "Make a quote of the selected words", hidden: true },
      ...KINDS.map((kind) => button(kind, h("span", { class: `kind-line kind-${kind}`, "aria-hidden": "true" }), kind)),
      button("claim", "claim"), this.extend);
    // pressing a button must not let go of the words
    this.element.addEventListener("pointerdown", (event) => event.preventDefault());
    this.element.addEventListener("mousedown", (event) => event.preventDefault());
    home.append(this.element);
  }

  /** @param {Range|null} range the words, or null to go away @param {boolean} [extendable] is there a quote to add them to */
  show(range, extendable = false) {
    this.element.hidden = !range;
    if (!range) return;
    this.extend.hidden = !extendable;
    const boxes = range.getClientRects();
    const last = boxes[boxes.length - 1] ?? range.getBoundingClientRect();
    const home = this.home.getBoundingClientRect();
    const widest = home.width - this.element.offsetWidth;
    this.element.style.left = `${Math.max(0, Math.min(last.right - home.left - this.element.offsetWidth / 2, widest))}px`;
    this.element.style.top = `${last.bottom - home.top + 8}px`;
  }
}
