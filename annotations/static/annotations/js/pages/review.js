/**
 * Giving a verdict. A draft may have no rating yet; the form says how much of the evidence is relied on.
 *
 *   <input type="checkbox" name="evidence" form="verdict"> … <form id="verdict" data-api><output id="relies"></output></form>
 */
export function start() {
  const form = document.querySelector("#verdict");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("form:collect", (event) => {
    const { body } = /** @type {CustomEvent} */ (event).detail;
    body.rating ??= null;
  });
  const relies = document.querySelector("#relies");
  const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("input[name=evidence]")]);
  const count = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    if (relies) relies.textContent = chosen ? `${chosen} of ${boxes.length}` : `none of ${boxes.length} yet`;
  };
  for (const box of boxes) box.addEventListener("change", count);
  count();
}

if (typeof document !== "undefined") start();
