/**
 * Reads a text file into a field, to be looked through before it is sent. Strictly UTF-8: a wrong guess would change words.
 *
 *   <div class="field"><input type="file" id="file"></div> <textarea id="text"></textarea>
 */
import { h } from "../dom/h.js";

const LIMIT = 10_000_000;

/** @param {HTMLInputElement} file @param {HTMLTextAreaElement} field @param {() => void} [onread] */
export function readInto(file, field, onread) {
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    tell(file, "");
    if (chosen.size > LIMIT) return tell(file, "This file is over 10 MB. Choose the article’s text alone.");
    try {
      field.value = new TextDecoder("utf-8", { fatal: true }).decode(await chosen.arrayBuffer());
    } catch {
      return tell(file, "This file is not UTF-8 text. Save it as UTF-8 in the program it comes from, or paste its words.");
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
    onread?.();
    field.focus();
    field.setSelectionRange(0, 0);
    field.scrollTop = 0;
  });
}

/** @param {HTMLInputElement} file @param {string} sentence */
function tell(file, sentence) {
  file.parentElement?.querySelector(".problem")?.remove();
  file.toggleAttribute("aria-invalid", false);
  if (!sentence) return;
  file.setAttribute("aria-invalid", "true");
  file.value = "";
  file.parentElement?.append(h("span", { class: "problem", role: "alert" }, sentence));
}
