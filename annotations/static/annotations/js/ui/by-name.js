/**
 * Choosing a thing by its name, however it is typed. A name nobody has used makes a new one, when the form is sent.
 *
 *   <input list="options" data-by-name="/api/v1/sources/" data-project="slug">
 *   <input type="hidden" name="source" data-type="nullable">
 *   <datalist id="options"><option value="The Courier" data-id="…"></option></datalist>
 *
 * Without an address in data-by-name only what is there can be chosen; its id, or a link that holds it, may be pasted.
 */
import { named } from "../core/names.js";
import { h } from "../dom/h.js";
import { all, send } from "../net/api.js";

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** @param {ParentNode} page */
export function enhanceByName(page) {
  for (const input of page.querySelectorAll("input[data-by-name]")) byName(/** @type {HTMLInputElement} */ (input));
}

/** @param {HTMLInputElement} input */
function byName(input) {
  const { form } = input;
  const hidden = input.parentElement?.querySelector("input[type=hidden]");
  if (!form || !(hidden instanceof HTMLInputElement)) return;
  const url = input.dataset.byName ?? "";
  const project = input.dataset.project ?? "";
  let making = false;

  /** What is there under this name: its id, or null. */
  const known = () => {
    const name = input.value.trim();
    const there = [...(input.list?.options ?? [])].map((one) => ({ name: one.value.trim(), id: one.dataset.id ?? null }));
    return named(there, name)?.id ?? (url ? null : name.match(UUID)?.[0] ?? null);
  };
  const look = () => {
    input.removeAttribute("aria-invalid");
    input.parentElement?.querySelector(".problem")?.remove();
    hidden.value = (input.value.trim() && known()) || "";
  };
  input.addEventListener("input", look);

  form.addEventListener("submit", async (event) => {
    if (!input.value.trim() || hidden.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = /** @type {SubmitEvent} */ (event);
    if (making) return; // one press is enough
    making = true;
    try {
      hidden.value = await make(url, project, input.value.trim());
      making = false;
      form.requestSubmit(submitter);
    } catch (trouble) {
      making = false;
      input.setAttribute("aria-invalid", "true");
      input.parentElement?.append(h("span", { class: "problem", role: "alert" }, /** @type {Error} */ (trouble).message));
      input.focus();
    }
  }, { capture: true });
}

/** @param {string} url @param {string} project @param {string} name @returns {Promise<string>} the id of the thing with this name */
async function make(url, project, name) {
  if (!url) throw new Error("Choose one of the list, or paste its link.");
  try {
    return (await send("POST", url, { body: { project, name }, key: crypto.randomUUID(), tries: 4 })).id;
  } catch (trouble) {
    // Somebody may have made it since this page was loaded.
    const there = await all(`${url}?project=${encodeURIComponent(project)}`).catch(() => []);
    const same = named(there, name);
    if (same) return same.id;
    throw trouble;
  }
}
