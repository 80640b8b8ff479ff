/**
 * The quote picker: paste or type words, see where they occur (whatever the quotation marks, dashes, case or spaces), and
 * choose the place. Also the way to select words with a screen reader.
 */
import { excerpt } from "../core/excerpt.js";
import { find, fold } from "../core/fold.js";
import { fill, h } from "../dom/h.js";
import { openDialog } from "./dialog.js";

/** @type {WeakMap<object, ReturnType<typeof fold>>} */
const folded = new WeakMap();

/**
 * @param {import("../dom/text-model.js").TextModel} model
 * @param {(stretch: import("../core/types.js").Stretch) => void} onpick
 */
export function openPicker(model, onpick) {
  const { text } = model;
  const where = folded.get(model) ?? fold(text);
  folded.set(model, where);
  const count = h("p", { class: "hint", role: "status" });
  const places = h("ol", { class: "places" });
  const input = h("input", { type: "search", id: "picker", autocomplete: "off", "aria-describedby": "picker-hint" });
  const show = () => {
    const hits = find(where, input.value);
    fill(count, !input.value.trim() ? "" : hits.length ? `${hits.length}${hits.length === 50 ? " or more" : ""} ${hits.length === 1 ? "place" : "places"}. Enter takes the first.` : "The article does not have these words.");
    fill(places, ...hits.map(({ from, to }) => {
      const { before, words, after } = excerpt(text, from, to);
      return h("li", {}, h("button", { type: "button", onclick: () => pick({ from, to }) }, before, h("mark", {}, words), after));
    }));
  };
  input.addEventListener("input", show);
  const form = h("form", {
    onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      places.querySelector("button")?.click();
    },
  }, h("p", { class: "field" }, h("label", { for: "picker" }, "Words of the article"), input,
    h("small", { class: "hint", id: "picker-hint" }, "Quotation marks, dashes, capitals and spaces may differ.")));
  const dialog = openDialog("Find a quote", form, count, places);
  input.focus();

  /** @param {import("../core/types.js").Stretch} stretch */
  function pick(stretch) {
    dialog.close();
    onpick(stretch);
  }
}
