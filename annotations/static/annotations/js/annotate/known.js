/**
 * What is known of the article: its quotes, claims and speakers as their editor sees them (the server's, with the unsent edits
 * laid over), and where the quotes stand in the text.
 */
import { TextOrder } from "../core/text-order.js";

/** @typedef {import("../core/types.js").Quote} Quote */
/** @typedef {import("../core/types.js").Claim} Claim */

export class Known {
  /**
   * @param {import("../core/outbox.js").Outbox} outbox @param {import("../dom/text-model.js").TextModel} model
   * @param {string} article id @param {number} revision number of the one whose text this is
   */
  constructor(outbox, model, article, revision) {
    this.outbox = outbox;
    this.model = model;
    this.article = article;
    this.revision = revision;
    /** Where each quote was when it was last told in places of this text. @type {Map<string, import("../core/types.js").Span[]>} */
    this.stood = new Map();
    this.order = new TextOrder();
    /** Which quotes are shown; null for all. @type {((quote: Quote) => boolean)|null} */
    this.filter = null;
    /** Quotes that are not. @type {Set<string>} */
    this.hidden = new Set();
    /** Quotes whose words the article no longer has. @type {string[]} */
    this.lost = [];
    /** @type {Claim[]} */
    this.claims = [];
    /** @type {Map<string, Claim[]>} */
    this.claimsByQuote = new Map();
    /** Whose words stand there, the shortest first. @type {(stretch: import("../core/types.js").Stretch) => import("../core/types.js").Span[]} */
    this.spans = () => [];
  }

  /** @param {string} collection @returns {any[]} */
  views(collection) {
    return this.outbox.views(collection);
  }

  /** @param {string|null|undefined} id */
  quote(id) {
    return /** @type {Quote|null} */ (id && this.outbox.view(`quotes/${id}`));
  }

  /** Every quote of this article. */
  quotes() {
    return /** @type {Quote[]} */ (this.views("quotes/")).filter((q) => q.article === this.article);
  }

  /** @param {string|null} id */
  speakerName(id) {
    return id ? this.outbox.view(`speakers/${id}`)?.name ?? "" : "";
  }

  /** @param {string} id of a quote */
  claimsOf(id) {
    return this.claimsByQuote.get(id) ?? [];
  }

  /** Looks again which claim has which quotes. */
  readClaims() {
    this.claims = /** @type {Claim[]} */ (this.views("claims/")).filter((claim) => claim.quotes.some((id) => this.quote(id)?.article === this.article));
    this.claimsByQuote = new Map();
    for (const claim of this.claims) for (const id of claim.quotes) this.claimsByQuote.set(id, [...this.claimsOf(id), claim]);
  }

  /** Is it told in places of a correction that this page does not show? @param {Quote} q */
  isLater(q) {
    return (q.revision ?? this.revision) > this.revision;
  }

  /** Where a quote's words are, UTF-16; lost words are nowhere. @param {Quote} q @returns {import("../core/types.js").Span[]} */
  spansOf(q) {
    if (!this.isLater(q)) this.stood.set(q.id, this.#spans(q));
    return this.stood.get(q.id) ?? [];
  }

  /** @param {Quote} q */
  #spans(q) {
    return q.segments.flatMap((segment) => {
      const stretch = this.model.toStretch(segment);
      return stretch ? [{ id: q.id, kind: q.kind, ...stretch }] : [];
    });
  }

  /** Puts every quote in its place. @returns {import("../core/types.js").Span[]} all of them */
  place() {
    const quotes = this.quotes();
    this.hidden = new Set();
    /** @type {[string, number][]} */
    const starts = [];
    /** @type {import("../core/types.js").Span[]} */
    const all = [];
    this.lost = [];
    for (const q of quotes) {
      const spans = this.spansOf(q);
      if (this.filter && !this.filter(q)) this.hidden.add(q.id), all.push(...spans);
      else if (spans.length) starts.push([q.id, first(spans)]), all.push(...spans);
      else if (!this.isLater(q)) this.lost.push(q.id);
    }
    this.order.reset(starts);
    return all;
  }

  /** Puts one quote in its place. @param {string} id @returns {{spans: import("../core/types.js").Span[], moved: boolean}} moved: not where it was in the order */
  placeOne(id) {
    const q = this.quote(id);
    const here = q && q.article === this.article;
    const spans = here ? this.spansOf(q) : [];
    const moved = this.order.set(id, spans.length ? first(spans) : undefined);
    this.lost = this.lost.filter((other) => other !== id);
    if (here && !spans.length && !this.isLater(q)) this.lost.push(id);
    return { spans, moved };
  }

  /** The quote these stretches lie in wholly, the closest; null for none. @param {string} id of the quote they are of @param {import("../core/types.js").Stretch[]} stretches */
  around(id, stretches) {
    const holds = (/** @type {import("../core/types.js").Stretch} */ s) => stretches.every(({ from, to }) => s.from <= from && s.to >= to && s.to - s.from > to - from);
    const [one] = stretches;
    return (one && this.spans(one).find((s) => s.id !== id && holds(s) && !this.above(s.id).some((q) => q.id === id))?.id) ?? null;
  }

  /** The quotes a quote lies in, from itself outwards. @param {string|null} id @returns {Quote[]} */
  above(id) {
    /** @type {Quote[]} */
    const found = [];
    for (let q = this.quote(id); q && !found.includes(q); q = this.quote(q.parent)) found.push(q);
    return found;
  }

  /** A field's value in words. @param {string} field @param {any} value */
  say(field, value) {
    return field === "speaker" ? this.speakerName(value) : field === "segments" ? value?.map((/** @type {any} */ s) => s.exact).join(" … ") : String(value ?? "");
  }
}

/** Where a quote stands in the order: where it begins; of two that begin together the longer one first. @param {import("../core/types.js").Span[]} spans */
function first(spans) {
  const from = Math.min(...spans.map((s) => s.from));
  return from - (Math.max(...spans.map((s) => s.to)) - from) / 2 ** 31;
}
