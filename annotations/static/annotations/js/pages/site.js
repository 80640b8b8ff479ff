/**
 * Every page: single keys, copy buttons, times, forms that write through the API, and the line that says one is offline.
 *
 *   <p id="offline" hidden>…</p>
 *   <main data-own-keys>    a page that has a key map of its own
 *   <meta name="person" content="id"> <p id="unsent" hidden>…</p>    edits an earlier page could not send
 */
import { isTyping } from "../dom/h.js";
import { meta } from "../net/session.js";
import { enhanceKeys, singleKeys } from "../ui/keys.js";

/** Forms sent before there was anyone to send them, and the button pressed. @type {Map<HTMLFormElement, HTMLElement|null>} */
const held = new Map();

export async function start() {
  if (!document.querySelector("[data-own-keys]")) {
    enhanceKeys(document);
    addEventListener("keydown", ({ key, target }) => {
      if (key === "?" && !isTyping(target) && singleKeys() && !document.querySelector("dialog[open]")) import("../ui/page-keys.js").then((m) => m.openPageKeys(document));
    });
  }
  for (const here of document.querySelectorAll(":is(.where, .tabs) [aria-current]")) {
    const strip = /** @type {HTMLElement} */ (here.closest(".where, .tabs")); // on a narrow page it scrolls: one's place in it is seen
    strip.scrollLeft += Math.max(0, here.getBoundingClientRect().right + 40 - strip.getBoundingClientRect().right);
  }
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
  const person = meta("person");
  if (person && document.querySelector("#unsent")) setTimeout(() => import("../ui/leftovers.js").then((m) => m.sendLeftovers(person)).catch(() => {}), 200);
  const forms = document.querySelectorAll("form[data-api]");
  if (!forms.length) return;
  addEventListener("submit", hold);
  const { enhanceForm } = await import("../ui/form.js");
  const kept = document.querySelectorAll("form[data-keep]");
  if (kept.length) {
    const { keep } = await import("../ui/keep.js");
    for (const form of kept) keep(/** @type {HTMLFormElement} */ (form));
  }
  for (const form of forms) enhanceForm(/** @type {HTMLFormElement} */ (form));
  removeEventListener("submit", hold);
  if (held.size && document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true })); // the page's own module has its say in what is sent
  for (const [form, button] of held) form.requestSubmit(button);
}

/** Forms wait for the module that sends them. @param {SubmitEvent} event */
function hold(event) {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches("form[data-api]")) return;
  event.preventDefault();
  held.set(event.target, event.submitter);
}

if (typeof document !== "undefined") start();
