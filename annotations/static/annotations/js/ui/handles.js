/**
 * Two handles at the ends of each segment of the current quote: one above the line, one below it, so that the words can still be
 * selected. They stand over the text, not in it. The pointer drags them; with
 * the focus on one, the arrow keys move it.
 *
 *   <div class="handles"><button type="button" class="handle handle-from" aria-label="Start of the quote">…</div>
 */
import { fill, h } from "../dom/h.js";

/** @typedef {import("../core/types.js").Stretch} Stretch */
/** @typedef {import("../core/resize.js").Side} Side */
/** @typedef {{pull: (i: number, side: Side, at: number, exact: boolean) => void, drop: () => void, cancel: () => void,
 *   step: (i: number, side: Side, way: 1|-1, exact: boolean) => void, whole: (from: number, to: number) => Stretch, touch: (i: number) => void}} Actions */

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const LTR = /[\p{L}\p{N}]/u;

export class Handles {
  /** @param {HTMLElement} home positioned; the handles live in it @param {import("../dom/text-model.js").TextModel} model @param {Actions} on */
  constructor(home, model, on) {
    this.home = home;
    this.model = model;
    this.on = on;
    this.element = h("div", { class: "handles" });
    home.append(this.element);
    /** @type {HTMLButtonElement[]} */
    this.buttons = [];
  }

  /** @param {Stretch[]} spans none: the handles go */
  show(spans) {
    if (this.buttons.length !== spans.length * 2) {
      this.buttons = spans.flatMap((_, i) => [this.#handle(i, "from", spans.length), this.#handle(i, "to", spans.length)]);
      fill(this.element, ...this.buttons);
    }
    const home = this.home.getBoundingClientRect();
    spans.forEach(({ from, to }, i) => {
      this.#stand(this.buttons[2 * i], this.#edge(this.on.whole(from, from + 1), "from"), home);
      this.#stand(this.buttons[2 * i + 1], this.#edge(this.on.whole(to - 1, to), "to"), home);
    });
  }

  /** Where a character begins or ends on the page, whichever way it is written. @param {Stretch} letter @param {Side} side */
  #edge({ from, to }, side) {
    const { model } = this;
    const boxes = model.range({ from, to }).getClientRects();
    const box = (side === "from" ? boxes[0] : boxes[boxes.length - 1]) ?? model.blocks[model.blockAt(from)].getBoundingClientRect();
    const letter = model.text.slice(from, to);
    const rtl = RTL.test(letter) || (!LTR.test(letter) && model.root.dir === "rtl");
    return { x: rtl === (side === "from") ? box.right : box.left, top: box.top, height: box.height };
  }

  /** @param {HTMLElement} button @param {{x: number, top: number, height: number}} edge @param {DOMRect} home */
  #stand(button, { x, top, height }, home) {
    button.style.left = `${x - home.left}px`;
    button.style.top = `${top - home.top + (button.matches(".handle-to") ? height : 0)}px`;
    button.style.setProperty("--line", `${height}px`);
  }

  /** @param {number} i @param {Side} side @param {number} many */
  #handle(i, side, many) {
    const { on, model } = this;
    const rtl = () => model.root.dir === "rtl";
    const button = h("button", {
      type: "button", class: `handle handle-${side}`,
      "aria-label": `${side === "from" ? "Start" : "End"} of the quote${many > 1 ? `, part ${i + 1} of ${many}` : ""}. Arrow keys move it`,
      onfocus: () => on.touch(i),
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
        event.preventDefault();
        on.step(i, side, (event.key === "ArrowRight") !== rtl() ? 1 : -1, event.altKey);
      },
      onpointerdown: (/** @type {PointerEvent} */ event) => {
        if (event.button > 0) return;
        event.preventDefault(); // no selecting
        button.focus({ preventScroll: true });
        this.#drag(i, side);
      },
    });
    return button;
  }

  /** @param {number} i @param {Side} side */
  #drag(i, side) {
    const { on, element, model } = this;
    const over = new AbortController();
    const { signal } = over;
    const end = (/** @type {() => void} */ then) => {
      over.abort();
      element.classList.remove("is-dragging");
      then();
    };
    element.classList.add("is-dragging"); // what is under the pointer is the text
    addEventListener("pointermove", ({ clientX, clientY, altKey }) => {
      const at = model.offsetFromPoint(clientX, clientY);
      if (at >= 0) on.pull(i, side, at, altKey);
    }, { signal });
    addEventListener("pointerup", () => end(on.drop), { signal });
    addEventListener("pointercancel", () => end(on.cancel), { signal });
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      end(on.cancel);
    }, { signal, capture: true });
  }
}
