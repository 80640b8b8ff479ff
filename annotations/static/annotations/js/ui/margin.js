/**
 * The margin: the quotes as an ordered list, each card beside its words. In a narrow window the current card is a sheet at
 * the foot, and the list opens over the page (CSS does both; here it only means: no places to compute).
 *
 *   <aside class="margin"><section id="orphans" hidden><h2>…</h2><ol></ol></section><ol id="cards"></ol></aside>
 */
import { place } from "../core/place.js";
import { find } from "../dom/h.js";
import { Card } from "./card.js";

/** More cards than this, and only those near the window are in the page. */
const MANY = 300;
const GAP = 10;

export class Margin {
  /**
   * @param {import("../dom/text-model.js").TextModel} model
   * @param {import("../dom/highlighter.js").Highlighter} paint
   * @param {import("./card.js").Actions} on
   */
  constructor(model, paint, on) {
    this.model = model;
    this.paint = paint;
    this.on = on;
    this.list = find("#cards");
    this.orphans = find("#orphans");
    /** @type {Map<string, Card>} */
    this.cards = new Map();
    /** Ids in the order of the text. @type {string[]} */
    this.order = [];
    /** @type {string|null} */
    this.current = null;
    this.frame = 0;
    this.wide = matchMedia("(min-width: 1000px)");
    const again = () => this.schedule();
    this.wide.addEventListener("change", again);
    new ResizeObserver(again).observe(model.root);
    new ResizeObserver(again).observe(this.list);
    document.fonts?.ready.then(again);
  }

  /**
   * @param {string[]} order ids of the quotes that are in the text, as they come
   * @param {string[]} orphans ids of those that no longer are
   * @param {string|null} current
   * @param {(id: string) => import("./card.js").View} view
   */
  render(order, orphans, current, view) {
    this.order = order;
    this.current = current;
    const near = order.length > MANY
      ? order.filter((id) => id === current || this.paint.spans.get(id)?.some((s) => this.paint.near.has(this.model.blockAt(s.from))))
      : order;
    const wanted = new Set([...near, ...orphans]);
    for (const [id, card] of this.cards) {
      if (!wanted.has(id)) card.element.remove(), this.cards.delete(id);
    }
    this.#fill(this.list, near, view);
    const lost = find("ol", this.orphans);
    this.#fill(lost, orphans, view);
    this.orphans.hidden = !orphans.length;
    for (const [i, id] of order.entries()) {
      const element = near === order ? null : this.cards.get(id)?.element;
      element?.setAttribute("aria-posinset", String(i + 1));
      element?.setAttribute("aria-setsize", String(order.length));
    }
    this.schedule();
  }

  /** @param {HTMLElement} list @param {string[]} ids @param {(id: string) => import("./card.js").View} view */
  #fill(list, ids, view) {
    let next = list.firstElementChild;
    for (const id of ids) {
      let card = this.cards.get(id);
      if (!card) this.cards.set(id, (card = new Card(id, this.on)));
      card.update(view(id));
      if (card.element === next) next = next.nextElementSibling;
      else list.insertBefore(card.element, next);
    }
  }

  /** @param {string} id @param {import("./card.js").View} view */
  update(id, view) {
    this.cards.get(id)?.update(view);
    this.schedule();
  }

  schedule() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#layout();
    });
  }

  /** Reads every position first and writes afterwards, so the browser lays out once. */
  #layout() {
    const cards = /** @type {HTMLElement[]} */ ([...this.list.children]);
    if (!this.wide.matches) {
      for (const card of cards) card.style.removeProperty("translate");
      this.list.style.removeProperty("height");
      return;
    }
    const top = this.list.getBoundingClientRect().top;
    const wanted = cards.map((card) => {
      const span = this.paint.spans.get(card.dataset.id ?? "")?.[0];
      return span ? this.model.range({ from: span.from, to: span.from + 1 }).getBoundingClientRect().top - top - 8 : 0;
    });
    const heights = cards.map((card) => card.offsetHeight);
    const tops = place(wanted, heights, GAP, cards.findIndex((card) => card.dataset.id === this.current));
    cards.forEach((card, i) => (card.style.translate = `0 ${Math.round(tops[i])}px`));
    const last = cards.length - 1;
    this.list.style.height = last < 0 ? "" : `${tops[last] + heights[last]}px`;
  }

  /** Makes sure a card can be seen. @param {string} id */
  reveal(id) {
    this.cards.get(id)?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
