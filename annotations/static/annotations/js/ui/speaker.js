/**
 * Who is speaking: a text field that offers the project's speakers. A name it does not know becomes a new speaker.
 *
 *   <input list="speakers"> … <datalist id="speakers"><option value="Name"></datalist>
 */
import { fill, h } from "../dom/h.js";

/** @typedef {import("../core/types.js").Speaker} Speaker */

/** @param {Element} datalist @param {Speaker[]} speakers */
export function offer(datalist, speakers) {
  fill(datalist, ...speakers.map((s) => s.name).sort((a, b) => a.localeCompare(b)).map((name) => h("option", { value: name })));
}

/**
 * @param {{value: string, label: string, onname: (name: string) => void}} field `onname` gets "" for unknown
 */
export function speakerField({ value, label, onname }) {
  const input = h("input", { type: "text", list: "speakers", value, "aria-label": label, placeholder: "unknown", autocomplete: "off" });
  input.addEventListener("change", () => onname(input.value.trim()));
  return input;
}
