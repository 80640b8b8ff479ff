/**
 * A release in the making: how far it is, asked for every second, and on to its page when it is ready.
 *
 *   <section data-release="/api/v1/projects/…/releases/3/" data-then="/projects/…/releases/3/"> <span data-step> <progress>
 *   <form id="new-release" data-number="3"> … <div id="making" hidden> <span data-step> <progress>
 */
import { Refusal, send } from "../net/api.js";

const EVERY = 1000;

export function start() {
  const shown = document.querySelector("[data-release]");
  if (shown instanceof HTMLElement) follow(shown, shown.dataset.release ?? "", () => location.assign(shown.dataset.then ?? ""));
  const form = document.querySelector("#new-release");
  const making = document.querySelector("#making");
  if (!(form instanceof HTMLFormElement) || !(making instanceof HTMLElement)) return;
  // The form's answer comes when the release is ready. Until then its number tells how far it is.
  form.addEventListener("form:collect", () => {
    making.hidden = false;
    const stop = follow(making, `${form.getAttribute("action")}${form.dataset.number}/`, () => {});
    const sent = new MutationObserver(() => {
      if (form.getAttribute("aria-busy") !== "false") return; // an answer, or a refusal
      stop();
      sent.disconnect();
      making.hidden = true;
    });
    sent.observe(form, { attributes: true, attributeFilter: ["aria-busy"] });
  });
}

/** Shows the progress until there is none. @param {HTMLElement} where @param {string} address @param {() => void} then @returns {() => void} stops it */
function follow(where, address, then) {
  let going = true;
  const step = where.querySelector("[data-step]");
  const bar = where.querySelector("progress");
  (async () => {
    while (going) {
      await new Promise((done) => setTimeout(done, EVERY));
      if (!going) return;
      try {
        const release = await send("GET", address);
        if (release.state !== "building") return going && then();
        if (!release.progress || !step || !bar) continue;
        if (step.textContent !== release.progress.step) step.textContent = release.progress.step;
        bar.max = Math.max(1, release.progress.total);
        bar.value = release.progress.done;
      } catch (trouble) {
        if (trouble instanceof Refusal && trouble.status !== 404) return; // signed out; a 404 only means that it has not begun
      }
    }
  })();
  return () => { going = false; };
}

if (typeof document !== "undefined") start();
