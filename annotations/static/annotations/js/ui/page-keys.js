/**
 * The keys of an ordinary page, read from the page itself, so that the list is always true.
 *
 *   <button data-key="n">Review the next <kbd>N</kbd></button>               what it does is what it says
 *   <textarea data-key="w" aria-label="Why">                                  or its label
 *   <ol data-keys="J K|next or previous piece of evidence">                   keys a script of the page listens to
 */
import { h } from "../dom/h.js";
import { openDialog } from "./dialog.js";
import { keySwitch } from "./keys.js";

/** @param {Document} page */
export function openPageKeys(page) {
  const rows = [...page.querySelectorAll("[data-key], [data-keys]")].filter((e) => e.checkVisibility()).flatMap(described);
  openDialog("Keys of this page",
    h("dl", { class: "keys" }, ...rows.map(([keys, does]) => h("div", {}, h("dt", {}, ...keys.map((key) => h("kbd", {}, key))), h("dd", {}, does)))),
    h("label", { class: "check" }, keySwitch(h("input", { type: "checkbox" })), "Single-key shortcuts"));
}

/** @param {Element} element @returns {[string[], string][]} */
function described(element) {
  /** @type {[string[], string][]} */
  const rows = [];
  const key = element.getAttribute("data-key");
  if (key) rows.push([[key.toUpperCase()], nameOf(element)]);
  for (const row of element.getAttribute("data-keys")?.split(";") ?? []) {
    const [keys, does] = row.split("|");
    rows.push([keys.split(" "), does]);
  }
  return rows;
}

/** What a key's element is called. @param {Element} element */
function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  const label = by ? document.getElementById(by) : element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0] : element;
  const words = element.getAttribute("data-does") ?? element.getAttribute("aria-label") ?? [...(label?.childNodes ?? [])].filter((n) => n.nodeName !== "KBD").map((n) => n.textContent).join("");
  return words.trim() || element.getAttribute("placeholder") || "";
}
