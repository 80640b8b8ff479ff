/**
 * What is typed in a form is kept on this device, letter by letter, until it is sent.
 *
 *   <form data-api data-keep="decision-<claim>" data-by="<user>">…<p data-kept hidden>…</p></form>
 *
 * When the page opens again the fields are as they were left, and [data-kept] says so. Its button [data-afresh] empties them.
 */

/** @typedef {HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement} Field */

/** @param {HTMLFormElement} form */
export function keep(form) {
  const name = `factcheck-kept:${form.dataset.by ?? ""}:${form.dataset.keep}`;
  const note = form.querySelector("[data-kept]");
  const fields = () => /** @type {Field[]} */ ([...form.elements].filter((e) => e.matches("[name]:not([type=hidden], button)")));
  const read = () => fields().map((f) => (f.matches("[type=radio], [type=checkbox]") ? (f.matches(":checked") ? f.value : null) : f.value));
  const untouched = read();

  /** @param {(string|null)[]} values */
  const write = (values) => fields().forEach((f, i) => {
    if (f instanceof HTMLInputElement && f.matches("[type=radio], [type=checkbox]")) f.checked = values[i] !== null;
    else f.value = values[i] ?? "";
  });
  const forget = () => localStorage.removeItem(name);

  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? "null");
    if (Array.isArray(kept) && kept.length === untouched.length && JSON.stringify(kept) !== JSON.stringify(untouched)) {
      write(kept);
      note?.removeAttribute("hidden");
    }
    form.addEventListener("input", () => localStorage.setItem(name, JSON.stringify(read())));
    form.addEventListener("form:done", forget);
    form.querySelector("[data-afresh]")?.addEventListener("click", () => {
      forget();
      write(untouched);
      note?.setAttribute("hidden", "");
    });
  } catch {
    // a browser that keeps nothing keeps no drafts either
  }
}
