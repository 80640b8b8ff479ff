/**
 * What to do with the suggestion at hand: a small toolbar under its words, as the one for selected words.
 *
 *   <div class="toolbar suggestion-bar" role="toolbar" aria-label="Suggested quote" hidden>
 *     <span class="kind kind-direct">direct</span><span>Tove Brink</span><button>Accept</button><button>Dismiss</button>
 */
import { fill, h } from "../dom/h.js";
import { keyOf } from "./own-keys.js";

export class SuggestionBar {
  /** @param {HTMLElement} home positioned; the toolbar lives in it @param {(act: "accept"|"dismiss"|"clear") => void} onact */
  constructor(home, onact) {
    this.home = home;
    this.what = h("span", { class: "suggestion-what" });
    const button = (/** @type {"accept"|"dismiss"} */ act, /** @type {string} */ label, /** @type {HTMLElement} */ kbd) =>
      h("button", { type: "button", onclick: () => onact(act) }, label, kbd);
    this.element = h("div", { class: "toolbar suggestion-bar", role: "toolbar", "aria-label": "Suggested quote", hidden: true },
      this.what, button("accept", "Accept", h("kbd", { "aria-hidden": "true" }, "⏎")),
      button("dismiss", "Dismiss", h("kbd", { "aria-hidden": "true", "data-key-of": "dismiss" }, keyOf("dismiss"))));
    this.element.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps the focus
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && onact("clear"));
    home.append(this.element);
  }

  /** @param {Range|null} range @param {string} [kind] @param {string} [speaker] */
  show(range, kind = "", speaker = "") {
    this.element.hidden = !range;
    if (!range) return;
    fill(this.what, h("b", { class: `kind kind-${kind}` }, kind), speaker && h("span", {}, speaker));
    const boxes = range.getClientRects();
    const last = boxes[boxes.length - 1] ?? range.getBoundingClientRect();
    const home = this.home.getBoundingClientRect();
    const widest = home.width - this.element.offsetWidth;
    this.element.style.left = `${Math.max(0, Math.min(last.left - home.left, widest))}px`;
    this.element.style.top = `${last.bottom - home.top + 8}px`;
  }
}
