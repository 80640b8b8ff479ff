/**
 * Fetches the article's quotes, claims and speakers into the outbox.
 *
 *   <div id="annotate" data-load="loading|ready|failed"> … <span id="load-problem">
 */
import { find } from "../dom/h.js";
import { all } from "../net/api.js";

/**
 * Says in data-load how it went.
 * @param {import("./known.js").Known} known @param {HTMLElement} page @param {() => void} onquotes more of them are here
 */
export async function load({ outbox, model, article }, page, onquotes) {
  const { project, api } = page.dataset;
  const take = (/** @type {string} */ collection) => (/** @type {any[]} */ rows) => {
    for (const row of rows) outbox.receive(`${collection}/${row.id}`, row);
  };
  page.dataset.load = "loading";
  try {
    await Promise.all([
      all(`${api}quotes/?article=${article}&limit=500`, (rows) => {
        if (rows.some((q) => q.segments.some((/** @type {any} */ s) => !model.holds(s)))) throw new Error("The article was corrected since this page was opened. Load it again.");
        take("quotes")(rows);
        onquotes();
      }),
      all(`${api}claims/?article=${article}&limit=500`, take("claims")),
      all(`${api}speakers/?project=${project}&limit=500`, take("speakers")),
    ]);
    page.dataset.load = "ready";
  } catch (trouble) {
    page.dataset.load = "failed";
    find("#load-problem").textContent = /** @type {Error} */ (trouble).message;
  }
}
