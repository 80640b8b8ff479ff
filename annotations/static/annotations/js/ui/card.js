/**
 * One quote in the margin: what it says, who says it, its claims; and, when it is the current one, everything about it to
 * change. Only what differs is drawn again, and never a field someone is in.
 *
 *   <li class="quote kind-direct" data-id><button class="quote-open" aria-current="true">…</button>
 *     <p class="quote-inside"><ul class="quote-claims"><div class="quote-trouble"><div class="quote-fields">
 */
import { fill, h } from "../dom/h.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Actions} Actions */

export class Card {
  /** @param {string} id @param {Actions} on */
  constructor(id, on) {
    this.id = id;
    this.on = on;
    this.open = h("button", { type: "button", class: "quote-open", onclick: () => on.open(id) });
    this.inside = h("p", { class: "quote-inside" });
    this.claims = h("ul", { class: "quote-claims" });
    this.note = h("p", { class: "quote-note" });
    this.trouble = h("div", { class: "quote-trouble" });
    this.element = h("li", { "data-id": id }, this.open, this.inside, this.claims, this.note, this.trouble);
    /** What was last drawn, by part. @type {Record<string, string>} */
    this.drawn = {};
    /** @type {import("./fields.js").Fields|null} */
    this.fields = null;
    /** @type {Promise<void>|null} */
    this.opening = null;
    /** @type {View|null} */
    this.view = null;
  }

  /** Draws a part when what it depends on changed. @param {string} part @param {any} data @param {() => void} draw */
  #when(part, data, draw) {
    const now = JSON.stringify(data);
    if (this.drawn[part] === now) return;
    this.drawn[part] = now;
    draw();
  }

  /** @param {View} view */
  update(view) {
    const { quote, speaker, claims, entries, current, editable, me, parent, depth, around } = view;
    this.view = view;
    const words = said(quote);
    const states = quote.segments.map((s) => s.state);
    this.#when("head", [quote.kind, quote.tone, speaker, quote.author, words, states, current, entries.length > 0], () => {
      this.element.className = `quote kind-${quote.kind}${current ? " is-current" : ""}`;
      this.open.setAttribute("aria-current", String(current));
      const who = quote.author.id === me ? "you" : quote.author.name;
      fill(this.open,
        h("span", { class: "quote-head" }, h("b", { class: `kind kind-${quote.kind}` }, quote.kind),
          h("span", { class: "quote-speaker" }, [speaker, quote.tone !== "literal" && quote.tone].filter(Boolean).join(" · ")),
          h("span", { class: "quote-by" }, entries.length > 0 && h("span", { class: "unsent" }, "not saved yet · "), who)),
        h("span", { class: "quote-words", dir: "auto" }, words),
        states.includes("changed") && h("span", { class: "quote-mark" }, "The publisher changed these words."),
        states.includes("orphaned") && h("span", { class: "quote-mark" }, states.every((s) => s === "orphaned") ? "No longer in the article." : "Some of these words are no longer in the article."));
    });
    this.#when("inside", [current && editable, parent?.id, parent && said(parent), depth, around?.id], () => {
      this.element.style.setProperty("--depth", String(Math.min(depth, 3)));
      this.inside.hidden = !parent && !(around && editable);
      fill(this.inside, h("span", { class: "muted" }, parent ? "inside: " : "lies in: "),
        h("button", { type: "button", class: "quote-outer", onclick: () => this.on.open(parent?.id ?? around?.id ?? "") }, said(parent ?? around)),
        current && editable && h("button", { type: "button", class: "button button-quiet", onclick: () => this.on.change(this.id, { parent: parent ? null : around?.id }) },
          parent ? "Take off" : "Put inside"));
    });
    this.#when("claims", [current && editable, claims.map((c) => [c.id, c.text, c.state, c.decision])], () =>
      fill(this.claims, ...claims.map((c) => h("li", {}, h("a", { href: `/claims/${c.id}/` }, c.text),
        c.decision ? h("span", { class: `rating colour-${c.decision.rating_colour}` }, c.decision.rating_label)
          : h("span", { class: `badge state-${c.state}` }, c.state.replace("_", " ")),
        current && editable && h("button", { type: "button", class: "button button-quiet", "aria-label": `Take this quote out of the claim: ${c.text}`, title: "Take this quote out of the claim", onclick: () => this.on.leave(this.id, c.id) }, "×")))));
    this.#when("note", [quote.note, current && editable], () => {
      fill(this.note, quote.note);
      this.note.hidden = !quote.note || (current && editable);
    });
    const stuck = entries.filter((e) => e.state === "stuck");
    this.#when("trouble", stuck.map((e) => [e.key, e.problem, e.body]), async () => {
      if (!stuck.length) return fill(this.trouble);
      const { trouble } = await import("./trouble.js");
      fill(this.trouble, ...stuck.map((e) => trouble(e, this.on.say, this.on)));
      this.on.resized();
    });
    if (current && editable) this.#edit(view);
    else this.#putAway();
  }

  /** @param {View} view */
  #edit(view) {
    if (this.fields) return this.fields.update(view);
    this.opening ??= import("./fields.js").then(({ Fields }) => {
      this.opening = null;
      if (!this.view?.current) return;
      this.fields = new Fields(this.view, this.on, () => this.open.focus());
      this.element.append(this.fields.element);
      this.on.resized();
    }).catch(() => {
      this.opening = null;
    }); // no network and never loaded: the words are marked, the rest can follow
  }

  #putAway() {
    const { fields } = this;
    this.fields = null;
    fields?.flush();
    fields?.element.remove();
  }

  /** Opens the claim form. */
  async claim() {
    await this.opening;
    this.fields?.claim();
  }

  /** Puts the cursor where editing starts. */
  async edit() {
    await this.opening;
    this.fields?.speaker.focus();
  }
}

/** @param {import("./types.js").Quote|null} quote */
function said(quote) {
  return quote?.segments.map((s) => s.exact).join(" … ") ?? "";
}
