/**
 * One quote in the margin: what it says, who says it, its claims; and, when it is the current one, everything about it to
 * change. Only what differs is drawn again, and never a field someone is in.
 *
 *   <li class="quote kind-direct" data-id><button class="quote-open" aria-current="true">…</button>
 *     <ul class="quote-claims"><div class="quote-trouble"><div class="quote-fields">
 */
import { KINDS, TONES } from "../core/keymap.js";
import { fill, h } from "../dom/h.js";
import { speakerField } from "./speaker.js";

/** @typedef {import("../core/types.js").Quote} Quote */
/** @typedef {import("../core/types.js").Claim} Claim */
/** @typedef {import("../core/outbox.js").Entry} Entry */
/**
 * @typedef {{quote: Quote, speaker: string, claims: Claim[], entries: Entry[], current: boolean, editable: boolean, me: string}} View
 * @typedef {{
 *   open: (id: string) => void, change: (id: string, patch: Partial<Quote>) => void, speaker: (id: string, name: string) => void,
 *   remove: (id: string) => void, extend: (id: string) => void, make: (id: string, text: string, speaker: string) => void,
 *   join: (id: string, claim: string) => void, leave: (id: string, claim: string) => void, claims: () => Claim[], resized: () => void,
 *   discard: (entry: Entry) => void, insist: (entry: Entry) => void, say: (field: string, value: any) => string,
 * }} Actions
 */

const TYPING_PAUSE = 700;

export class Card {
  /** @param {string} id @param {Actions} on */
  constructor(id, on) {
    this.id = id;
    this.on = on;
    this.open = h("button", { type: "button", class: "quote-open", onclick: () => on.open(id) });
    this.claims = h("ul", { class: "quote-claims" });
    this.note = h("p", { class: "quote-note" });
    this.trouble = h("div", { class: "quote-trouble" });
    this.fields = h("div", { class: "quote-fields", hidden: true });
    this.element = h("li", { "data-id": id }, this.open, this.claims, this.note, this.trouble, this.fields);
    /** What was last drawn, by part. @type {Record<string, string>} */
    this.drawn = {};
    /** @type {{kind: HTMLSelectElement, tone: HTMLSelectElement, speaker: HTMLInputElement, note: HTMLTextAreaElement, claim: HTMLElement}|null} */
    this.inputs = null;
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
    const { quote, speaker, claims, entries, current, editable, me } = view;
    this.view = view;
    const words = quote.segments.map((s) => s.exact).join(" … ");
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
    this.#when("claims", [current && editable, claims.map((c) => [c.id, c.text, c.state])], () =>
      fill(this.claims, ...claims.map((c) => h("li", {}, h("a", { href: `/claims/${c.id}/` }, c.text),
        h("span", { class: `badge state-${c.state}` }, c.state.replace("_", " ")),
        current && editable && h("button", { type: "button", class: "button button-quiet", "aria-label": `Take this quote out of the claim: ${c.text}`, title: "Take this quote out of the claim", onclick: () => this.on.leave(this.id, c.id) }, "×")))));
    this.#when("note", [quote.note, current && editable], () => {
      fill(this.note, quote.note);
      this.note.hidden = !quote.note || (current && editable);
    });
    const stuck = entries.filter((e) => e.state === "stuck");
    this.#when("trouble", stuck.map((e) => [e.key, e.problem, e.body]), async () => {
      const { trouble } = await import("./trouble.js");
      fill(this.trouble, ...stuck.map((e) => trouble(e, this.on.say, this.on)));
      this.on.resized();
    });
    this.fields.hidden = !(current && editable);
    if (current && editable) this.#edit(quote, speaker);
    else if (this.inputs) this.#putAway();
  }

  /** @param {Quote} quote @param {string} speaker */
  #edit(quote, speaker) {
    const inputs = (this.inputs ??= this.#build(speaker));
    const set = (/** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */ input, /** @type {string} */ value) => {
      if (document.activeElement !== input) input.value = value;
    };
    set(inputs.kind, quote.kind);
    set(inputs.tone, quote.tone);
    set(inputs.speaker, speaker);
    set(inputs.note, quote.note);
  }

  #build(speaker = "") {
    const { id, on } = this;
    const choice = (/** @type {string} */ name, /** @type {readonly string[]} */ values) => h("select", {
      name, "aria-label": name, onchange: (/** @type {Event} */ event) => on.change(id, { [name]: /** @type {HTMLSelectElement} */ (event.target).value }),
    }, ...values.map((value) => h("option", { value }, value)));
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    let timer;
    const save = () => {
      clearTimeout(timer);
      if (this.view && note.value !== this.view.quote.note) on.change(id, { note: note.value });
    };
    const note = h("textarea", { name: "note", rows: 1, "aria-label": "note", placeholder: "a note for colleagues", onchange: save,
      oninput: () => (clearTimeout(timer), (timer = setTimeout(save, TYPING_PAUSE)), on.resized()) });
    const inputs = {
      kind: choice("kind", KINDS), tone: choice("tone", TONES), note,
      speaker: speakerField({ value: speaker, label: "speaker", onname: (name) => on.speaker(id, name) }),
      claim: h("div", {}),
    };
    const keep = (/** @type {Event} */ event) => event.preventDefault(); // the words stay selected
    fill(this.fields,
      h("div", { class: "quote-grid" },
        h("label", {}, "Kind", inputs.kind), h("label", {}, "Tone", inputs.tone),
        h("label", { class: "whole" }, "Speaker", inputs.speaker), h("label", { class: "whole" }, "Note", note)),
      h("p", { class: "actions" },
        h("button", { type: "button", class: "button button-small", onclick: () => this.claim() }, "Make a claim ", h("kbd", { "aria-hidden": "true" }, "c")),
        h("button", { type: "button", class: "button button-quiet", onmousedown: keep, onclick: () => on.extend(id) }, "Add words ", h("kbd", { "aria-hidden": "true" }, "+")),
        h("button", { type: "button", class: "button button-quiet button-danger", onclick: () => on.remove(id) }, "Delete")),
      inputs.claim);
    return inputs;
  }

  /** What was typed goes out before the fields go. */
  #putAway() {
    const note = this.inputs?.note;
    this.inputs = null;
    if (note && this.view && note.value !== this.view.quote.note) this.on.change(this.id, { note: note.value });
    fill(this.fields);
  }

  /** Opens the claim form. */
  async claim() {
    const { claimForm } = await import("./claim-form.js");
    const { inputs, view, on, id } = this;
    if (!inputs || !view) return;
    const close = () => {
      fill(inputs.claim);
      this.open.focus();
      on.resized();
    };
    const mine = new Set(view.claims.map((c) => c.id));
    fill(inputs.claim, claimForm(
      { words: view.quote.segments.map((s) => s.exact).join(" … "), speaker: view.speaker, claims: on.claims().filter((c) => !mine.has(c.id)) },
      { make: (text, speaker) => (close(), on.make(id, text, speaker)), join: (claim) => (close(), on.join(id, claim)), close }));
    on.resized();
  }

  /** Puts the cursor where editing starts. */
  edit() {
    this.inputs?.speaker.focus();
  }
}
