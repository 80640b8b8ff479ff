/** A scale: the preview follows what is typed, and a rating that was moved keeps the focus over the page's loading again. */
import { startPreview } from "../ui/scale-preview.js";

const KEPT = "scale-moved";

export function start() {
  if (document.querySelector("#preview")) startPreview();
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element && target.closest("[data-keep]");
    if (button instanceof HTMLElement) sessionStorage.setItem(KEPT, button.dataset.keep ?? "");
  });
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  const button = kept && document.querySelector(`[data-keep="${CSS.escape(kept)}"]`);
  if (!(button instanceof HTMLButtonElement)) return;
  // At the end of the list its button is off: the one for the way back is next to it.
  const other = button.closest(".step-moves")?.querySelector("button:enabled");
  (button.disabled && other instanceof HTMLButtonElement ? other : button).focus();
}

if (typeof document !== "undefined") start();
