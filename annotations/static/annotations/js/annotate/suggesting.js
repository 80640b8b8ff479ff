/**
 * Quotes that nobody has marked yet, offered quietly: a faint line under their words. Tab in the text goes from one to the next,
 * Enter takes it, X lets it go for good on this device, Escape lets go of it so that Tab leaves the text. Loaded once the page
 * is being worked on.
 *
 *   <button data-act="suggestions" id="suggestions" hidden><span>Hide 12 suggestions</span></button>
 */
import { after, offered } from "../core/suggestions.js";
import { find } from "../dom/h.js";
import { send } from "../net/api.js";
import { SuggestionBar } from "../ui/suggestion-bar.js";

/** @typedef {import("../core/suggestions.js").Offer} Offer */

const SETTING = "factcheck-suggestions";
const HOW = "Enter accepts, X dismisses, Escape and then Tab leaves the text.";

export class Suggesting {
  /**
   * @param {import("./sheet.js").Sheet} sheet @param {import("./edits.js").Edits} edits
   * @param {import("../ui/selection.js").WordSelection} selection
   */
  constructor(sheet, edits, selection) {
    this.sheet = sheet;
    this.edits = edits;
    this.selection = selection;
    this.memory = `factcheck-dismissed-${sheet.known.article}`;
    /** @type {import("../core/suggestions.js").Suggestion[]} */
    this.all = [];
    /** Those on offer now, in the order of the text. @type {Offer[]} */
    this.offers = [];
    /** The one at hand. @type {Offer|null} */
    this.held = null;
    /** Let go by Escape: Tab leaves until the text is entered again. */
    this.resting = false;
    /** Where one came into the text, if that is known. @type {number|null} */
    this.entered = null;
    this.explained = false;
    this.on = read(SETTING) !== "off";
    /** Keys of those let go on this device. @type {Set<string>} */
    this.dismissed = new Set(read(this.memory)?.split("\u0000") ?? []);
    this.button = find("#suggestions");
    this.bar = new SuggestionBar(find("#reading"), (act) => this.act(act));
    const { root } = sheet.known.model;
    root.addEventListener("focus", ({ relatedTarget: from }) => {
      const below = from instanceof Node && root.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_FOLLOWING;
      this.entered = below ? sheet.known.model.text.length : null;
      this.resting = false;
    });
    root.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("selectionchange", () => this.held && !getSelection()?.isCollapsed && this.#hold(null));
    sheet.watch(() => this.refresh());
    this.load();
  }

  /** Fetches them; without a network, once it is back. */
  async load() {
    try {
      this.all = (await send("GET", `${this.sheet.page.dataset.api}articles/${this.sheet.known.article}/suggestions/`, { tries: 3 })).results;
      this.refresh();
    } catch {
      addEventListener("online", () => this.load(), { once: true });
    }
  }

  /** Offers again what is still worth offering. */
  refresh() {
    const { paint, known, editable, page } = this.sheet;
    if (page.dataset.load !== "ready") return; // what is marked is not known yet
    const { model } = known;
    const here = offered(this.all, {
      place: (segment) => {
        const stretch = model.toStretch(segment);
        return stretch && model.text.slice(stretch.from, stretch.to) === segment.exact ? stretch : null;
      },
      dismissed: this.dismissed,
      isMarked: (stretch) => paint.index.query(stretch.from, stretch.to).length > 0,
    });
    const n = editable ? here.length : 0;
    this.button.hidden = !n;
    find("span", this.button).textContent = `${this.on ? "Hide" : "Show"} ${n} ${n === 1 ? "suggestion" : "suggestions"} `;
    const offers = this.on ? here : [];
    if (offers.map((o) => o.key).join() === this.offers.map((o) => o.key).join()) return;
    this.offers = offers;
    paint.suggest(offers.flatMap((offer) => offer.spans.map((span) => ({ id: offer.key, kind: offer.kind, ...span }))));
    if (this.held && !offers.some((o) => o.key === this.held?.key)) this.#hold(null);
  }

  /** @param {string} name of an action @param {boolean} [back] @returns {boolean|void} false when nothing came of it */
  act(name, back = false) {
    if (name === "suggestions") return this.#toggle();
    if (name === "suggestion") return this.#step(back ? -1 : 1);
    if (name === "clear") return this.#clear();
    if (!this.held) return false;
    if (name === "accept") return this.#accept(this.held);
    if (name === "dismiss") return this.#dismiss(this.held);
    return false;
  }

  /** @param {1|-1} way */
  #step(way) {
    if (this.resting) return false;
    const next = after(this.offers, this.#place(), way, this.held?.key);
    if (next) return this.#go(next);
    this.#hold(null);
    return false; // past the last: Tab goes on as it does anywhere
  }

  /** @param {Offer} offer */
  #go(offer) {
    this.sheet.focus(null);
    this.selection.clear();
    this.#hold(offer);
    this.sheet.reveal(offer.spans[0], 150);
    const words = offer.segments.map((s) => s.exact).join(" … ");
    this.sheet.say(`Suggestion ${this.offers.indexOf(offer) + 1} of ${this.offers.length}: ${offer.kind}, ${offer.speaker?.name ?? "speaker unknown"}: ${words}. ${this.explained ? "" : HOW}`);
    this.explained = true;
  }

  /** Where one is in the text: at the words or the quote at hand, else at the first words in the window. */
  #place() {
    const { paint, current, known } = this.sheet;
    const at = this.selection.stretch?.from ?? known.order.starts.get(current ?? "") ?? this.entered ?? undefined;
    if (at !== undefined) return at;
    const first = known.model.blocks.findIndex((block) => block.getBoundingClientRect().bottom > 90);
    return first < 0 ? paint.model.text.length : known.model.starts[first];
  }

  /** @param {Offer|null} offer */
  #hold(offer) {
    const { paint, known } = this.sheet;
    this.held = offer;
    if (offer) this.entered = offer.spans[0].from;
    paint.mark("suggested", offer?.key ?? null);
    this.bar.show(offer && known.model.range(offer.spans[offer.spans.length - 1]), offer?.kind, offer?.speaker?.name);
  }

  #clear() {
    this.resting = true;
    const held = Boolean(this.held);
    this.#hold(null);
    if (held) find("#text").focus({ preventScroll: true });
    return held;
  }

  /** @param {Offer} offer */
  #accept(offer) {
    this.#hold(null);
    this.edits.accept(offer);
    this.refresh(); // now, not with the next frame: the next key may be there before
  }

  /** @param {Offer} offer */
  #dismiss(offer) {
    const next = after(this.offers, 0, 1, offer.key);
    this.dismissed.add(offer.key);
    this.#remember();
    this.#hold(null);
    this.refresh();
    this.edits.status.tell("Suggestion dismissed.", "Undo", () => {
      this.dismissed.delete(offer.key);
      this.#remember();
      this.refresh();
    });
    if (next) this.#go(next);
  }

  #remember() {
    write(this.memory, this.dismissed.size ? [...this.dismissed].join("\u0000") : null);
  }

  #toggle() {
    this.on = !this.on;
    write(SETTING, this.on ? null : "off");
    this.refresh();
    this.sheet.say(this.on ? "Suggestions are shown." : "Suggestions are hidden.");
  }

  /** @param {MouseEvent} event */
  #click({ clientX, clientY }) {
    if (this.selection.stretch || !getSelection()?.isCollapsed) return;
    this.entered = null;
    const { paint } = this.sheet;
    const key = paint.hit(clientX, clientY).length ? null : paint.hit(clientX, clientY, paint.hints)[0];
    this.#hold(this.offers.find((offer) => offer.key === key) ?? null);
  }
}

/** @param {string} name */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string|null} value null forgets it */
function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing forgets this as well
  }
}
