/**
 * The scale as reviewers will see it, while it is being written.
 *
 *   <li data-rating> … <input data-part="label"> <select data-part="colour"> <textarea data-part="definition"> … </li>
 *   <fieldset class="scale" id="preview"><legend>How true is it?</legend></fieldset>
 *
 * Rows with data-retired are left out, and so is a row without a label.
 */
import { find, h } from "../dom/h.js";

/** What a row says. @param {Element} row @param {string} part */
export function partOf(row, part) {
  const field = row.querySelector(`[data-part="${part}"]`);
  return field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement ? field : null;
}

export function drawPreview() {
  const preview = find("#preview");
  const legend = find("legend", preview);
  const rows = [...document.querySelectorAll("[data-rating]:not([data-retired])")].filter((row) => partOf(row, "label")?.value.trim());
  preview.replaceChildren(legend, ...rows.map((row, i) => h("label", { class: `colour-${partOf(row, "colour")?.value ?? "grey"}` },
    h("input", { type: "radio", name: "preview", "aria-labelledby": `preview-${i}` }),
    h("b", { id: `preview-${i}`, dir: "auto" }, partOf(row, "label")?.value),
    h("kbd", { "aria-hidden": "true" }, i + 1),
    h("small", { dir: "auto" }, partOf(row, "definition")?.value))));
}

/** Keeps it up to date. */
export function startPreview() {
  drawPreview();
  for (const event of ["input", "change"]) document.addEventListener(event, (e) => e.target instanceof Element && e.target.closest("[data-rating]") && drawPreview());
}
