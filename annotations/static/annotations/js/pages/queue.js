/**
 * Takes the next claim of the review queue, or says that none waits.
 *
 *   <form data-api data-next action="/api/v1/queue/next/" data-then="/claims/{id}/review/">…</form>
 */
import { h } from "../dom/h.js";

export function start() {
  for (const form of document.querySelectorAll("form[data-next]")) {
    form.addEventListener("form:done", (event) => {
      if (/** @type {CustomEvent} */ (event).detail.answer) return;
      event.preventDefault();
      form.querySelector(".notice[role=status]")?.remove();
      form.append(h("p", { class: "notice", role: "status" }, "No claim waits for your verdict now."));
    });
  }
}

if (typeof document !== "undefined") start();
