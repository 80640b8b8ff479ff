/**
 * Naming people while typing: after an at sign a list of the members who fit. Arrows choose, Enter or Tab takes, Escape closes.
 *
 *   <p class="field"><textarea data-mentions="members"></textarea></p>   <datalist id="members"><option value="Ada Lund"></datalist>
 */
import { fitting, mentionAt, withMention } from "../core/mentions.js";
import { fill, h } from "../dom/h.js";

let number = 0;

/** @param {Document} page */
export function enhanceMentions(page) {
  for (const text of page.querySelectorAll("textarea[data-mentions]")) enhance(page, /** @type {HTMLTextAreaElement} */ (text));
}

/** @param {Document} page @param {HTMLTextAreaElement} text */
function enhance(page, text) {
  const people = page.getElementById(text.dataset.mentions ?? "");
  const names = [...new Set([...(people?.querySelectorAll("option") ?? [])].map((option) => option.value))];
  const id = `mentions-${++number}`;
  const list = h("ul", { class: "mentions", role: "listbox", id, "aria-label": "Members", hidden: true });
  text.after(list);
  for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": id })) text.setAttribute(name, value);
  /** @type {string[]} */
  let shown = [];
  let at = 0;

  text.addEventListener("input", look);
  text.addEventListener("click", look);
  text.addEventListener("blur", close);
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((at + step + shown.length) % shown.length);
    else if (event.key === "Enter" || event.key === "Tab") take(shown[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the text keeps the focus
    const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
    if (option) take(option.textContent ?? "");
  });

  function look() {
    const typing = mentionAt(text.value, text.selectionStart);
    shown = typing ? fitting(names, typing.typed) : [];
    if (!shown.length || (shown.length === 1 && shown[0] === typing?.typed)) return close();
    fill(list, ...shown.map((name, i) => h("li", { role: "option", id: `${id}-${i}` }, name)));
    list.hidden = false;
    mark(0);
  }

  /** @param {number} place */
  function mark(place) {
    at = place;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    text.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  /** @param {string} name */
  function take(name) {
    const typing = mentionAt(text.value, text.selectionStart);
    if (!typing) return close();
    const { text: whole, caret } = withMention(text.value, typing.start, text.selectionStart, name);
    text.value = whole;
    text.setSelectionRange(caret, caret);
    close();
  }

  function close() {
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }
}
