/**
 * A button that copies.
 *
 *   <output id="token" class="secret">…</output> <button type="button" class="button" data-copy="#token">Copy</button>
 */

/** @param {Element} button */
export async function copy(button) {
  const source = document.querySelector(button.getAttribute("data-copy") ?? "");
  if (!source) return;
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
}
