/**
 * The publisher's correction: sends it, then says what became of every quote.
 *
 *   <section id="report" hidden><p id="report-words"></p><ul id="report-counts"></ul><ol id="report-quotes"></ol></section>
 *   <div id="before"><form id="correction" data-api>…</form></div>
 */
import { fill, find, h } from "../dom/h.js";
import { readInto } from "../ui/text-file.js";

/** @typedef {{exact: string, state: string}} Carried */

const FATES = /** @type {const} */ ({
  exact: "as before",
  moved: "moved along",
  changed: "with changed words",
  orphaned: "lost",
});

export function start() {
  const form = document.querySelector("#correction");
  if (!form) return;
  readInto(/** @type {HTMLInputElement} */ (find("#file")), /** @type {HTMLTextAreaElement} */ (find("#text")));
  form.addEventListener("form:done", (event) => {
    event.preventDefault();
    show(/** @type {CustomEvent} */ (event).detail.answer);
  });
}

/** @param {any} report what POST articles/{id}/revisions/ answers */
function show(report) {
  const quotes = /** @type {{id: string, segments: Carried[]}[]} */ (report.quotes ?? []);
  const needy = quotes.filter((q) => q.segments.some((s) => s.state === "changed" || s.state === "orphaned"));
  fill(find("#report-words"), !quotes.length ? "The article had no quotes to carry over."
    : needy.length ? "Look at these quotes: their words are no longer what they were."
      : "Every quote kept its words.");
  fill(find("#report-counts"), ...Object.entries(FATES).map(([state, words]) => Number(report[state]) > 0 && h("li", {}, h("b", {}, report[state]), ` ${words}`)));
  fill(find("#report-quotes"), ...needy.map((quote) =>
    h("li", {}, h("div", { class: "row-main" }, h("blockquote", { class: "words", dir: "auto" }, quote.segments.map((s) => s.exact).join(" … "))),
      h("div", { class: "row-side" }, quote.segments.some((s) => s.state === "orphaned") ? "lost: mark it again" : "changed: read it again"))));
  const card = find("#report");
  card.hidden = false;
  card.focus();
  find("#before").hidden = true;
  card.scrollIntoView({ block: "start" });
}

if (typeof document !== "undefined") start();
