/**
 * Fetches the article's quotes, claims and speakers into the outbox.
 *
 *   <div id="annotate" data-load="loading|ready|failed"> … <span id="load-problem">
 */
import { find } from "../dom/h.js";
import { all } from "../net/api.js";

/** Says in data-load how it went. @param {import("./known.js").Known} known @param {HTMLElement} page */
export async function load({ outbox, model, article }, page) {
  const { project, api } = page.dataset;
  page.dataset.load = "loading";
  try {
    const [quotes, claims, speakers] = await Promise.all([
      all(`${api}quotes/?article=${article}&limit=500`), all(`${api}claims/?article=${article}&limit=500`), all(`${api}speakers/?project=${project}&limit=500`)]);
    const wrong = quotes.find((q) => q.segments.some((/** @type {any} */ s) => s.start !== null && model.text.slice(model.offsets.toUtf16(s.start), model.offsets.toUtf16(s.end)) !== s.exact));
    if (wrong) throw new Error("The article was corrected since this page was opened. Load it again.");
    for (const [collection, rows] of Object.entries({ quotes, claims, speakers })) for (const row of rows) outbox.receive(`${collection}/${row.id}`, row);
    page.dataset.load = "ready";
  } catch (trouble) {
    page.dataset.load = "failed";
    find("#load-problem").textContent = /** @type {Error} */ (trouble).message;
  }
}
