/**
 * Single-key shortcuts of ordinary pages: a key presses the link or button that names it.
 *
 *   <a class="button" href="…" data-key="n">New article <kbd>N</kbd></a>
 *   <input type="search" data-key="/">                       a field gets the focus
 *   <input type="checkbox" data-switch="single-keys">        switches single keys off, for this browser
 *
 *   <ol class="rows"><li><a class="row-title">…</a></li></ol>    j and k go through the rows, Enter opens one
 *
 * Never while typing, never with Ctrl, Alt or Meta, never behind an open dialog.
 */
import { isTyping } from "../dom/h.js";

const SETTING = "factcheck-single-keys";

/** Does this person want single keys? */
export function singleKeys() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function setSingleKeys(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // a browser that keeps nothing keeps no preference either
  }
}

/** Makes a checkbox the switch. @param {HTMLInputElement} box */
export function keySwitch(box) {
  box.checked = singleKeys();
  box.addEventListener("change", () => setSingleKeys(box.checked));
  return box;
}

/** @param {Document} page */
export function enhanceKeys(page) {
  for (const box of page.querySelectorAll("input[data-switch='single-keys']")) keySwitch(/** @type {HTMLInputElement} */ (box));
  page.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || !singleKeys()) return;
    const open = page.querySelector("dialog[open]");
    if (!open && (event.key === "j" || event.key === "k")) return step(page, event);
    const target = [...(open ?? page).querySelectorAll("[data-key]")].find((e) => e.getAttribute("data-key") === event.key.toLowerCase());
    if (!(target instanceof HTMLElement) || !target.checkVisibility()) return;
    event.preventDefault();
    target.focus();
    if (!isTyping(target)) target.click();
  });
}

/** The next row of the page's lists, or the one before. @param {Document} page @param {KeyboardEvent} event */
function step(page, event) {
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(".rows a.row-title")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (page.activeElement));
  const row = rows[event.key === "j" ? at + 1 : Math.max(at - 1, 0)];
  if (!row) return;
  event.preventDefault();
  row.focus();
  row.closest("li")?.scrollIntoView({ block: "nearest" });
}
