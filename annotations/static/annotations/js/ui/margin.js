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
   * @param {import("../core/text-order.js").TextOrder} order
   * @param {import("./types.js").Actions} on
   */
  constructor(model, paint, order, on) {
    this.model = model;
    this.paint = paint;
    this.on = on;
    this.list = find("#cards");
    this.orphans = find("#orphans");
    /** @type {Map<string, Card>} */
    this.cards = new Map();
    this.order = order;
    /** @type {string|null} */
    this.current = null;
    this.frame = 0;
    /** Whether it was when the cards were last drawn. */
    this.wasWindowed = false;
    /** Called when things may stand elsewhere. @type {() => void} */
    this.onlayout = () => {};
    this.wide = matchMedia("(min-width: 1000px)");
    const again = () => this.schedule();
    this.wide.addEventListener("change", again);
    new ResizeObserver(again).observe(model.root);
    /** The current card grows with what is typed in it. */
    this.growth = new ResizeObserver(again);
    document.fonts?.ready.then(again);
  }

  /** Are there so many that only those near the window are in the page? */
  windowed() {
    return this.order.ids.length > MANY;
  }

  /**
   * @param {string[]} orphans ids of the quotes whose words are no longer in the text
   * @param {string|null} current
   * @param {(id: string) => import("./types.js").View} view
   */
  render(orphans, current, view) {
    const { order } = this;
    this.current = current;
    this.wasWindowed = this.windowed();
    const kept = current && order.starts.has(current) ? [current] : [];
    const here = this.windowed() ? order.sort(new Set([...this.paint.nearIds(), ...kept])) : order.ids;
    const wanted = new Set([...here, ...orphans]);
    for (const [id, card] of this.cards) {
      if (!wanted.has(id)) card.element.remove(), this.cards.delete(id);
    }
    this.#fill(this.list, here, view);
    this.#fill(find("ol", this.orphans), orphans, view);
    this.orphans.hidden = !orphans.length;
    this.#number();
    this.schedule();
  }

  /**
   * One quote has come, gone or moved, and the other cards stay as they are.
   * @param {string} id @param {(id: string) => import("./types.js").View} view @returns {boolean} false: all have to be drawn
   */
  put(id, view) {
    const { order, cards } = this;
    if (this.windowed() !== this.wasWindowed) return false;
    if (order.starts.has(id) && (!this.wasWindowed || id === this.current || this.paint.nearIds().has(id))) {
      const card = cards.get(id) ?? new Card(id, this.on);
      cards.set(id, card);
      const after = order.ids.slice(order.position(id) + 1).find((other) => cards.has(other));
      const next = cards.get(after ?? "")?.element ?? null;
      const at = document.activeElement;
      if (!card.element.isConnected || card.element.nextElementSibling !== next) this.list.insertBefore(card.element, next);
      if (at instanceof HTMLElement && at !== document.activeElement && card.element.contains(at)) at.focus({ preventScroll: true }); // somebody may be typing there
      this.update(id, view(id));
    } else {
      cards.get(id)?.element.remove();
      cards.delete(id);
      this.schedule();
    }
    this.#number();
    return true;
  }

  /** Says of the cards in the page which of all they are. */
  #number() {
    for (const [id, { element }] of this.windowed() ? this.cards : []) {
      if (!this.order.starts.has(id)) continue; // its words are lost
      element.setAttribute("aria-posinset", String(this.order.position(id) + 1));
      element.setAttribute("aria-setsize", String(this.order.ids.length));
    }
  }

  /** @param {HTMLElement} list @param {string[]} ids @param {(id: string) => import("./types.js").View} view */
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

  /** @param {string} id @param {import("./types.js").View} view */
  update(id, view) {
    const card = this.cards.get(id);
    card?.update(view);
    if (card && view.current) {
      this.growth.disconnect();
      this.growth.observe(card.element);
    }
    this.schedule();
  }

  schedule() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.#layout();
      this.onlayout();
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
    for (const card of this.windowed() ? [] : cards) if (!("placed" in card.dataset)) requestAnimationFrame(() => (card.dataset.placed = "")); // from now on it glides
    const last = cards.length - 1;
    this.list.style.height = last < 0 || this.windowed() ? "" : `${tops[last] + heights[last]}px`;
  }

  /** Makes sure a card can be seen. @param {string} id */
  reveal(id) {
    this.cards.get(id)?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
