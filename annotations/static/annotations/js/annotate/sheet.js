/**
 * What is drawn: the highlights, the cards beside them, the counts, the state of the article, and which quote is the current one.
 * Draws again only what an edit or an answer touched.
 *
 *   <div id="annotate" class="has-current is-listing" data-state="annotating">…<span data-counts> <span data-article-state>
 */
import { find } from "../dom/h.js";
import { offer } from "../ui/speaker.js";

/** @typedef {import("../core/types.js").Quote} Quote */

export class Sheet {
  /**
   * @param {HTMLElement} page #annotate @param {import("./known.js").Known} known
   * @param {import("../dom/highlighter.js").Highlighter} paint @param {import("../ui/margin.js").Margin} margin
   * @param {(words: string) => void} say for ears
   */
  constructor(page, known, paint, margin, say) {
    this.page = page;
    this.known = known;
    this.paint = paint;
    this.margin = margin;
    this.say = say;
    this.editable = page.dataset.mayAnnotate === "true";
    this.me = page.dataset.user ?? "";
    known.spans = ({ from, to }) => paint.index.query(from, to);
    /** Id of the quote one works on. @type {string|null} */
    this.current = null;
    this.ready = false;
    /** @type {(() => void)[]} */
    this.watchers = [];
    this.telling = 0;
    paint.isDim = (id) => known.hidden.has(id);
    /** @type {(id: string) => import("../ui/types.js").View} */
    this.view = (id) => this.#view(id);
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    let rest;
    let drawn = 0;
    paint.onscroll = () => {
      if (!margin.windowed()) return;
      clearTimeout(rest); // the words keep up with the hand, the cards come when it rests
      rest = setTimeout(() => ((drawn = performance.now()), this.cards()), performance.now() - drawn > 600 ? 0 : 100);
    };
  }

  /** Calls back whenever quotes or claims are different. @param {() => void} callback */
  watch(callback) {
    this.watchers.push(callback);
  }

  /** Draws the highlights, which are quicker than the cards. */
  words() {
    this.ready = true;
    this.paint.reset(this.known.place());
  }

  /** Draws everything. */
  all() {
    this.known.readClaims();
    this.words();
    this.#beside();
  }

  /** Draws what has arrived, beside the words, which are drawn; of a long article a frame later, so that they are seen first. */
  arrived() {
    this.known.readClaims();
    if (!this.ready || this.known.filter) this.words();
    if (!this.margin.windowed()) return this.#beside();
    requestAnimationFrame(() => setTimeout(() => this.#beside()));
  }

  /** Draws all but the words. */
  #beside() {
    offer(find("#speakers"), this.known.views("speakers/"));
    this.cards();
    this.#counts();
    this.#state();
    for (const callback of this.watchers) callback();
  }

  /** Something is different. @param {string} object its path in the API, "quotes/<id>" */
  changed(object) {
    if (!this.ready || !object) return;
    if (this.known.filter) return this.all();
    this.#changed(object);
    this.#tell();
  }

  /** Whoever watches is told once what is different is seen. */
  #tell() {
    this.telling ||= requestAnimationFrame(() => setTimeout(() => {
      this.telling = 0;
      for (const callback of this.watchers) callback();
    }));
  }

  /** @param {string} object */
  #changed(object) {
    const [collection, id] = object.split("/");
    if (collection === "quotes") return this.#quote(id);
    if (collection === "claims") return this.#claims();
    if (collection === "speakers") return offer(find("#speakers"), this.known.views("speakers/")), this.cards();
    if (collection === "articles") return this.#state();
  }

  /** @param {string} id */
  #quote(id) {
    const lost = this.known.lost.includes(id);
    const { spans, moved } = this.known.placeOne(id);
    this.paint.set(id, spans);
    const q = this.known.quote(id);
    if (!q && id === this.current) this.focus(this.known.outbox.merged.get(id) ?? null, { scroll: false });
    for (const [other, card] of this.margin.cards) if (card.view?.quote.parent === id && this.known.quote(other)) this.margin.update(other, this.view(other));
    const here = q?.article === this.known.article;
    if (!moved && here) return this.margin.update(id, this.view(id));
    if (lost || this.known.lost.includes(id) || !this.margin.put(id, this.view)) this.cards();
    this.#counts();
  }

  cards() {
    this.margin.render(this.known.lost, this.current, this.view);
  }

  #claims() {
    this.known.readClaims();
    this.cards();
    this.#counts();
  }

  #counts() {
    const { order, lost, hidden, filter } = this.known;
    const shown = order.ids.length + lost.length;
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.page.querySelectorAll("[data-counts]"))) element.textContent = element.dataset.counts ? this.counted().split(" · ")[0] : this.counted();
    find("#empty").hidden = shown + hidden.size > 0;
    find("#none-shown").hidden = !filter || shown > 0;
    for (const button of this.page.querySelectorAll("[data-act='unfilter']")) button.toggleAttribute("hidden", !filter);
    find("[data-act='filter']").hidden = !filter && !shown;
  }

  /** How much there is, in words: all of it, or how much of it the filter shows. */
  counted() {
    const { order, lost, hidden, filter, claims } = this.known;
    const number = (/** @type {number} */ n, /** @type {string} */ noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
    const shown = order.ids.length + lost.length;
    return filter ? `${shown} of ${number(shown + hidden.size, "quote")}` : `${number(shown, "quote")} · ${number(claims.length, "claim")}`;
  }

  #state() {
    const state = this.known.outbox.view(`articles/${this.known.article}`)?.state ?? this.page.dataset.state;
    for (const badge of this.page.querySelectorAll("[data-article-state]")) {
      badge.className = `badge state-${state}`;
      badge.textContent = state;
    }
    for (const button of this.page.querySelectorAll("[data-act='done']")) button.firstChild && (button.firstChild.textContent = state === "done" ? "Reopen " : "Done ");
  }

  /** What a card shows. @param {string} id @returns {import("../ui/types.js").View} */
  #view(id) {
    const { known } = this;
    const quote = /** @type {Quote} */ (known.quote(id));
    const claims = known.claimsOf(id);
    const current = id === this.current;
    const [, ...above] = known.above(id);
    const around = current && !above.length ? known.quote(known.around(id, known.spansOf(quote))) : null;
    const objects = new Set([`quotes/${id}`, ...claims.map((c) => `claims/${c.id}`)]);
    return {
      quote, claims, speaker: known.speakerName(quote.speaker), current, editable: this.editable, me: this.me, parent: above[0] ?? null, depth: above.length, around,
      entries: known.outbox.entries.filter((e) => objects.has(e.object) || (e.object === `speakers/${quote.speaker}` && e.state === "stuck")),
    };
  }

  /** Makes a quote the current one. @param {string|null} id @param {{scroll?: boolean}} [how] */
  focus(id, { scroll = true } = {}) {
    const { known, margin, paint } = this;
    const old = this.current;
    const q = known.quote(id);
    this.current = q ? id : null;
    paint.mark("current", this.current);
    margin.current = this.current;
    this.page.classList.toggle("has-current", Boolean(q));
    if (known.filter && old !== this.current) this.all(); // one that is at hand is shown in any case
    else if (old && old !== this.current && known.quote(old)) margin.update(old, this.view(old));
    if (!q) return margin.schedule();
    if (!margin.cards.has(q.id)) this.cards();
    margin.update(q.id, this.view(q.id));
    this.page.classList.remove("is-listing");
    const span = paint.spans.get(q.id)?.[0];
    if ((scroll || !margin.wide.matches) && span) {
      const card = margin.cards.get(q.id)?.element.offsetHeight ?? 0;
      const foot = margin.wide.matches ? 140 : this.editable ? Math.max(card, innerHeight / 2) : card; // its fields are still to come
      this.reveal({ from: span.from, to: span.from + 1 }, foot + 60);
    } else if (scroll) {
      margin.reveal(q.id);
    }
    this.say(`${q.kind}, ${known.speakerName(q.speaker) || "speaker unknown"}: ${q.segments.map((s) => s.exact).join(" … ")}`);
  }

  /** The next or previous quote of the text. @param {1|-1} way */
  step(way) {
    const { ids } = this.known.order;
    const at = this.current ? ids.indexOf(this.current) : way > 0 ? -1 : 0;
    if (ids.length) this.focus(ids[(at + way + ids.length) % ids.length]);
  }

  /** Brings words on screen, if they are not. @param {import("../core/types.js").Stretch} stretch @param {number} foot what the foot of the window hides, in pixels */
  reveal(stretch, foot) {
    const box = this.paint.model.range(stretch).getBoundingClientRect();
    if (box.top < 90 || box.bottom > innerHeight - foot) scrollBy({ top: box.top - Math.max(100, (innerHeight - foot) / 3) });
  }
}
