/**
 * The decide page: Ctrl+Enter decides, a rating no reviewer gave says so, and a judged claim goes back to its author by way of
 * a new round.
 *
 *   <label>… <b>Mixed</b> <span class="givers" data-none>no reviewer</span></label> <p id="none-gave" hidden>…</p>
 *   <form id="return-to-author" data-claim="…"><textarea name="reason"></textarea></form>
 */
import { fill, find, h } from "../dom/h.js";
import { send } from "../net/api.js";

export function start() {
  const form = document.querySelector("form.verdict-form");
  if (form instanceof HTMLFormElement) {
    const none = find("#none-gave");
    const tell = () => (none.hidden = !form.querySelector(".scale label:has(:checked) .givers[data-none]"));
    form.addEventListener("input", tell);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    });
    tell();
  }
  const back = document.querySelector("#return-to-author");
  if (back instanceof HTMLFormElement) back.addEventListener("submit", (event) => (event.preventDefault(), give(back)));
}

/** @param {HTMLFormElement} form */
async function give(form) {
  const problem = find("[role=alert]", form);
  const button = /** @type {HTMLButtonElement} */ (find("button", form));
  const reason = String(new FormData(form).get("reason"));
  const act = (/** @type {string} */ action) => send("POST", `/api/v1/claims/${form.dataset.claim}/actions/`, { body: { action, reason }, key: crypto.randomUUID(), tries: 4 });
  button.disabled = true;
  problem.hidden = true;
  try {
    await act("reopen");
    await act("return");
    location.assign(`/claims/${form.dataset.claim}/`);
  } catch (trouble) {
    button.disabled = false;
    problem.hidden = false;
    fill(problem, h("p", {}, /** @type {Error} */ (trouble).message));
  }
}

if (typeof document !== "undefined") start();
