/**
 * Every page: single keys, copy buttons, times, forms that write through the API, and the line that says one is offline.
 *
 *   <p id="offline" hidden>…</p>
 *   <main data-own-keys>    a page that has a key map of its own
 */
import { enhanceKeys } from "../ui/keys.js";

export async function start() {
  if (!document.querySelector("[data-own-keys]")) enhanceKeys(document);
  const offline = document.querySelector("#offline");
  const tell = () => offline?.toggleAttribute("hidden", navigator.onLine);
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy]");
    if (button) import("../ui/copy.js").then((m) => m.copy(button));
  });
  if (document.querySelector("time[datetime*='T']")) import("../ui/times.js").then((m) => m.enhanceTimes(document));
  const forms = document.querySelectorAll("form[data-api]");
  if (!forms.length) return;
  addEventListener("submit", hold);
  const { enhanceForm } = await import("../ui/form.js");
  for (const form of forms) enhanceForm(/** @type {HTMLFormElement} */ (form));
  removeEventListener("submit", hold);
}

/** Forms wait for the module that sends them. @param {Event} event */
function hold(event) {
  if (event.target instanceof Element && event.target.matches("form[data-api]")) event.preventDefault();
}

if (typeof document !== "undefined") start();
