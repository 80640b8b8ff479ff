/** Making a scale: rows come, go and move by buttons, codes follow labels until somebody writes one, the preview shows it all. */
import { codeOf } from "../core/codes.js";
import { find } from "../dom/h.js";
import { drawPreview, partOf, startPreview } from "../ui/scale-preview.js";

export function start() {
  const form = find("#new-scale");
  const rows = find("#rows");
  const template = /** @type {HTMLTemplateElement} */ (find("#row"));

  number(rows);
  startPreview();

  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    const row = target.closest("[data-rating]");
    if (target.matches("#name")) follow(/** @type {HTMLInputElement} */ (find("#slug")), target.value);
    else if (target.dataset.part === "label" && row) follow(/** @type {HTMLInputElement} */ (partOf(row, "code")), target.value);
    else if (target.matches("#slug, [data-part=code]")) target.dataset.own = "";
  });

  find("#add").addEventListener("click", () => {
    rows.append(template.content.cloneNode(true));
    renew();
    partOf(/** @type {Element} */ (rows.lastElementChild), "label")?.focus();
  });

  rows.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("button");
    const row = button && button.closest("[data-rating]");
    if (!(button instanceof HTMLElement) || !row) return;
    if ("remove" in button.dataset) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("[data-remove]") ?? find("#add")) instanceof HTMLElement && /** @type {HTMLElement} */ (next?.querySelector("[data-remove]") ?? find("#add")).focus();
    } else if (button.dataset.move) {
      const up = button.dataset.move === "-1";
      const other = up ? row.previousElementSibling : row.nextElementSibling;
      if (other) up ? other.before(row) : other.after(row);
      button.focus();
    } else return;
    renew();
  });

  // The names nest as an object, by number; the API takes a list.
  form.addEventListener("form:collect", (event) => {
    const { body } = /** @type {CustomEvent} */ (event).detail;
    body.ratings = Object.values(body.ratings ?? {});
  });

  function renew() {
    number(rows);
    drawPreview();
  }
}

/** A code follows its name until somebody writes it. @param {HTMLInputElement} code @param {string} name */
function follow(code, name) {
  if (!("own" in code.dataset)) code.value = codeOf(name);
}

/** Names and ids by place, so that a refusal finds its field. @param {Element} rows */
function number(rows) {
  [...rows.children].forEach((row, i) => {
    for (const field of row.querySelectorAll("[name]")) field.setAttribute("name", `ratings.${i}.${(field.getAttribute("name") ?? "").split(".").pop()}`);
    for (const field of row.querySelectorAll("[id]")) {
      const id = field.id.replace(/-[^-]*$/, `-${i}`);
      row.querySelector(`label[for="${field.id}"]`)?.setAttribute("for", id);
      field.id = id;
    }
    const [up, down] = row.querySelectorAll("[data-move]");
    const label = partOf(row, "label")?.value || "this rating";
    up?.setAttribute("aria-label", `Move ${label} up`);
    down?.setAttribute("aria-label", `Move ${label} down`);
    row.querySelector("[data-remove]")?.setAttribute("aria-label", `Take ${label} out`);
  });
}

if (typeof document !== "undefined") start();
