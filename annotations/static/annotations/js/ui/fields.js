/**
 * Everything about a quote that can be changed, inside its card. Loaded when the first card is opened to change.
 *
 *   <div class="quote-fields"><div class="quote-grid"><label>Kind <select> … <p class="actions">…</p> <form class="claim-form">
 */
import { KINDS, TONES } from "../core/kinds.js";
import { fill, h } from "../dom/h.js";
import { claimForm } from "./claim-form.js";
import { keyOf } from "./own-keys.js";
import { speakerField } from "./speaker.js";

/** @typedef {import("./types.js").View} View */

const TYPING_PAUSE = 700;

export class Fields {
  /** @param {View} view @param {import("./types.js").Actions} on @param {() => void} leave where the focus goes when the claim form closes */
  constructor(view, on, leave) {
    this.view = view;
    this.on = on;
    this.leave = leave;
    const { id } = view.quote;
    const choice = (/** @type {string} */ name, /** @type {readonly string[]} */ values) => h("select", {
      name, "aria-label": name, onchange: (/** @type {Event} */ event) => on.change(id, { [name]: /** @type {HTMLSelectElement} */ (event.target).value }),
    }, ...values.map((value) => h("option", { value }, value)));
    /** Runs while somebody types a note. @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.kind = choice("kind", KINDS);
    this.tone = choice("tone", TONES);
    this.speaker = speakerField({ value: view.speaker, label: "speaker", onname: (name) => on.speaker(id, name) });
    this.note = h("textarea", { name: "note", rows: 1, "aria-label": "note", placeholder: "a note for colleagues", onchange: () => this.flush(),
      oninput: () => (clearTimeout(this.timer), (this.timer = setTimeout(() => this.flush(), TYPING_PAUSE)), on.writing(true), on.resized()) });
    this.form = h("div");
    const keep = (/** @type {Event} */ event) => event.preventDefault(); // the words stay selected
    this.element = h("div", { class: "quote-fields" },
      h("div", { class: "quote-grid" },
        h("label", {}, "Kind", this.kind), h("label", {}, "Tone", this.tone),
        h("label", { class: "whole" }, "Speaker", this.speaker), h("label", { class: "whole" }, "Note", this.note)),
      h("p", { class: "actions" },
        h("button", { type: "button", class: "button button-small", onclick: () => this.claim() }, "Make a claim ", h("kbd", { "aria-hidden": "true", "data-key-of": "claim" }, keyOf("claim"))),
        h("button", { type: "button", class: "button button-quiet", onmousedown: keep, onclick: () => on.extend(id) }, "Add words ", h("kbd", { "aria-hidden": "true", "data-key-of": "extend" }, keyOf("extend"))),
        h("button", { type: "button", class: "button button-quiet button-danger", onclick: () => on.remove(id) }, "Delete")),
      this.form);
    this.update(view);
  }

  /** Shows what is so now, but never under the fingers of someone typing. @param {View} view */
  update(view) {
    const { quote, speaker } = this.view;
    const before = { kind: quote.kind, tone: quote.tone, speaker, note: quote.note };
    this.view = view;
    const set = (/** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */ input, /** @type {string} */ value, /** @type {string} */ was) => {
      if (input.value !== value && (document.activeElement !== input || input.value === was)) input.value = value;
    };
    set(this.kind, view.quote.kind, before.kind);
    set(this.tone, view.quote.tone, before.tone);
    set(this.speaker, view.speaker, before.speaker);
    set(this.note, view.quote.note, before.note);
  }

  /** Does a field hold words that have not gone out? */
  isTyping() {
    return this.note.value !== this.view.quote.note || this.speaker.value.trim() !== this.view.speaker;
  }

  /** Is anybody in the middle of something here? */
  isBusy() {
    return this.isTyping() || this.form.hasChildNodes();
  }

  /** What was typed in the note goes out. */
  flush() {
    clearTimeout(this.timer); // later it might say again what was undone since
    this.on.writing(false);
    const { quote } = this.view;
    if (this.note.value !== quote.note) this.on.change(quote.id, { note: this.note.value });
  }

  /** Opens the claim form. */
  claim() {
    const { view, on } = this;
    const { id, segments } = view.quote;
    const close = () => {
      fill(this.form);
      this.leave();
      on.resized();
    };
    const mine = new Set(view.claims.map((c) => c.id));
    fill(this.form, claimForm(
      { quote: id, me: view.me, words: segments.map((s) => s.exact).join(" … "), speaker: view.speaker, claims: on.claims().filter((c) => !mine.has(c.id)) },
      { make: (text, speaker) => (close(), on.make(id, text, speaker)), join: (claim, found) => (close(), on.join(id, claim, found)), close, resized: on.resized }));
    on.resized();
  }
}
