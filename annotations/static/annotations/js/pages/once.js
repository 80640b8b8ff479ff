/**
 * What is shown once: the link of an invitation, the secret of a token.
 *
 *   <div id="once" hidden><output id="secret"></output></div>
 *   <form data-api data-once="link">…</form>          which field of the answer it is
 *   <code data-fill="secret">…SECRET…</code>          SECRET is replaced by it
 *   <select data-days="expires_at">                   days from now, sent as a time; empty is never
 */
import { find } from "../dom/h.js";

const DAY = 86_400_000;

export function start() {
  const form = document.querySelector("form[data-once]");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("form:collect", (event) => {
    const days = form.querySelector("select[data-days]");
    if (!(days instanceof HTMLSelectElement)) return;
    const { body } = /** @type {CustomEvent} */ (event).detail;
    body[days.dataset.days ?? ""] = days.value ? new Date(Math.ceil(Date.now() / DAY + Number(days.value)) * DAY).toISOString() : null;
  });
  form.addEventListener("form:done", (event) => {
    event.preventDefault();
    const secret = String(/** @type {CustomEvent} */ (event).detail.answer?.[form.dataset.once ?? ""] ?? "");
    find("#secret").textContent = secret;
    for (const element of document.querySelectorAll("[data-fill=secret]")) element.textContent = (element.textContent ?? "").replaceAll("SECRET", secret);
    const box = find("#once");
    box.hidden = false;
    box.focus();
    form.hidden = true;
  });
}

if (typeof document !== "undefined") start();
