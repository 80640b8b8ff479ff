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

/** The steps not yet taken: should the second fail, the first is not taken again. */
const steps = ["reopen", "return"];
/** @type {Map<string, string>} */
const keys = new Map();

/** The same step for the same reason is the same request, however often it is tried. @param {string} request @returns {string} */
function keyOf(request) {
  const key = keys.get(request) ?? crypto.randomUUID();
  keys.set(request, key);
  return key;
}

/** @param {HTMLFormElement} form */
async function give(form) {
  const problem = find("[role=alert]", form);
  const button = /** @type {HTMLButtonElement} */ (find("button", form));
  const reason = String(new FormData(form).get("reason"));
  const act = (/** @type {string} */ action) => send("POST", `/api/v1/claims/${form.dataset.claim}/actions/`, { body: { action, reason }, key: keyOf(`${action} ${reason}`), tries: 4 });
  button.disabled = true;
  problem.hidden = true;
  try {
    for (; steps.length; steps.shift()) await act(steps[0]);
    location.assign(`/claims/${form.dataset.claim}/`);
  } catch (trouble) {
    button.disabled = false;
    problem.hidden = false;
    fill(problem, h("p", {}, /** @type {Error} */ (trouble).message));
  }
}

if (typeof document !== "undefined") start();
