/**
 * The margin's filter: what is chosen, and the form to choose it in. Quotes it leaves out have a faint line in the text and no card,
 * and j and k pass them by. Loaded when somebody opens it.
 *
 *   <button data-act="filter" aria-expanded="false" aria-controls="filters">Filter</button>
 *   <form id="filters" class="quote-filters" hidden></form> <p data-filtered hidden>…</p>
 */
import { ANY, STATES, UNKNOWN, counts, isAny, passes } from "../core/filter.js";
import { KINDS } from "../core/kinds.js";
import { fill, find, h } from "../dom/h.js";

export class Filtering {
  /** @param {import("./sheet.js").Sheet} sheet @param {import("../ui/status.js").Status} status */
  constructor(sheet, status) {
    this.sheet = sheet;
    this.status = status;
    this.filter = { ...ANY };
    this.form = /** @type {HTMLFormElement} */ (find("#filters"));
    this.button = find("[data-act='filter']");
    this.boxes = new Map(KINDS.map((kind) => [kind, h("input", { type: "checkbox", name: "kinds", value: kind })]));
    const choice = (/** @type {string} */ name) => h("select", { name });
    this.speaker = choice("speaker");
    this.author = choice("author");
    this.state = choice("state");
    this.totals = new Map(KINDS.map((kind) => [kind, h("small", { class: "muted" })]));
    const labelled = (/** @type {string} */ words, /** @type {HTMLElement} */ field) => h("label", {}, words, field);
    fill(this.form,
      h("fieldset", {}, h("legend", {}, "Kind"), ...KINDS.map((kind) => h("label", { class: "filter-kind" }, this.boxes.get(kind) ?? null,
        h("span", { class: `kind kind-${kind}` }, kind), this.totals.get(kind) ?? null))),
      labelled("Speaker", this.speaker), labelled("Marked by", this.author), labelled("State", this.state),
      h("p", { class: "actions" }, h("button", { type: "button", class: "button button-small", onclick: () => this.clear() }, "Show all"),
        h("button", { type: "button", class: "button button-quiet", onclick: () => this.toggle() }, "Close")));
    this.form.addEventListener("input", () => this.#choose());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      if (isAny(this.filter)) this.toggle();
      else this.clear();
    });
    sheet.watch(() => this.form.hidden || this.#offer());
  }

  toggle() {
    const open = this.form.hidden;
    this.form.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    this.sheet.margin.schedule(); // the cards below have moved, and their words have not
    if (!open) return this.button.focus();
    this.#offer();
    if (!this.sheet.margin.wide.matches) this.sheet.page.classList.add("is-listing");
    this.form.scrollIntoView({ block: "nearest" });
    this.boxes.get(KINDS[0])?.focus();
  }

  clear() {
    this.form.reset();
    for (const box of this.boxes.values()) box.checked = false;
    for (const field of [this.speaker, this.author, this.state]) field.value = "";
    this.#choose();
  }

  #choose() {
    const kinds = KINDS.filter((kind) => this.boxes.get(kind)?.checked);
    this.filter = { kinds, speaker: this.speaker.value, author: this.author.value, state: this.state.value };
    const { sheet, filter } = this;
    const { known } = sheet;
    const current = known.quote(sheet.current);
    if (current && !passes(filter, current, known.claimsOf(current.id))) sheet.focus(null);
    known.filter = isAny(filter) ? null : (quote) => quote.id === sheet.current || passes(filter, quote, known.claimsOf(quote.id));
    sheet.all();
    this.status.say(sheet.counted());
  }

  /** Says beside each choice how many quotes it would show. */
  #offer() {
    const { known, me } = this.sheet;
    const quotes = known.quotes();
    const found = counts(this.filter, quotes, (id) => known.claimsOf(id));
    for (const [kind, total] of this.totals) fill(total, String(found.kinds.get(kind) ?? 0));
    const people = new Map(quotes.map((q) => [q.author.id, q.author.id === me ? "you" : q.author.name]));
    const speakers = new Map(quotes.map((q) => [q.speaker ?? UNKNOWN, known.speakerName(q.speaker) || "unknown"]));
    options(this.speaker, "anyone", speakers, found.speaker);
    options(this.author, "anyone", people, found.author);
    options(this.state, "any", new Map(Object.entries(STATES)), found.state);
  }
}

/**
 * @param {HTMLSelectElement} select @param {string} any @param {Map<string, string>} names by value
 * @param {Map<string, number>} found
 */
function options(select, any, names, found) {
  const { value } = select;
  const rows = [...names].sort((a, b) => (select.name === "state" ? 0 : a[1].localeCompare(b[1])));
  fill(select, h("option", { value: "" }, any), ...rows.map(([key, name]) => h("option", { value: key }, `${name} · ${found.get(key) ?? 0}`)));
  select.value = value;
  if (select.value !== value) select.value = "";
}
