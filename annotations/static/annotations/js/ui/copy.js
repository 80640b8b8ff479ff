/**
 * A button that copies.
 *
 *   <output id="token" class="secret">…</output> <button type="button" class="button" data-copy="#token">Copy</button>
 */

/** @param {Document} page */
export function enhanceCopy(page) {
  page.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
    const source = button && page.querySelector(button.getAttribute("data-copy") ?? "");
    if (!button || !source) return;
    const words = "value" in source ? String(source.value) : source.textContent ?? "";
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(source); // no clipboard here: selected, so Ctrl-C does it
      button.textContent = "Press Ctrl-C";
    }
    setTimeout(() => (button.textContent = label), 2500);
  });
}
