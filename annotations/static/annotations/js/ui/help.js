/** The list of keys, written from the key map; other keys for those that type a sign, and the switch for them all. Opens as a dialog. */
import { changeable, described, objection, printed } from "../core/key-help.js";
import { KINDS } from "../core/kinds.js";
import { fill, h } from "../dom/h.js";
import { openDialog } from "./dialog.js";
import { keySwitch } from "./keys.js";
import { map, ownKeys, resetKeys, setKeys } from "./own-keys.js";

/** @typedef {import("../core/keymap.js").Binding} Binding */

export function openHelp() {
  const list = h("div");
  const news = h("p", { class: "hint", role: "status" });
  /** @param {string} words @param {string} [act] whose button gets the focus back */
  const draw = (words, act) => {
    const bindings = map();
    const groups = [...new Set(bindings.map((b) => b.group))];
    fill(list, ...groups.flatMap((group) => [
      h("h3", {}, group),
      h("dl", { class: "keys" }, ...bindings.filter((b) => b.group === group).map((binding) => row(binding, draw))),
    ]));
    fill(news, words, Object.keys(ownKeys()).length > 0 && h("button", { type: "button", class: "button button-quiet", onclick: () => (resetKeys(), draw("The keys are as they came.")) }, "All keys as they came"));
    if (act) /** @type {HTMLElement|null} */ (list.querySelector(`[data-change="${act}"]`))?.focus();
  };
  draw("");
  openDialog("Keys and kinds",
    list, news,
    h("p", {}, "Selecting by mouse or touch grows to whole words; hold Alt for the exact letters. The handles at the ends of the current quote do the same. With no words selected, the keys of the kinds change the kind of the current quote."),
    h("label", { class: "check" }, keySwitch(h("input", { type: "checkbox" })), "Single-key shortcuts"));
}

/** @param {Binding} binding @param {(words: string, act?: string) => void} draw */
function row(binding, draw) {
  const keys = h("dt", {}, ...printed(binding).map((key) => h("kbd", {}, key)));
  const line = KINDS.some((kind) => kind === binding.act) && h("span", { class: `kind-line kind-${binding.act}`, "aria-hidden": "true" });
  const does = h("dd", {}, h("span", {}, line, described(binding)));
  if (changeable(binding)) {
    does.append(h("button", {
      type: "button", class: "button button-quiet keys-change", "data-change": binding.act, "aria-label": `Change the key: ${binding.does}`,
      onclick: () => ask(binding, does, draw),
    }, "Change"));
  }
  return h("div", {}, keys, does);
}

/** Waits for the new key, or for both of a pair. @param {Binding} binding @param {HTMLElement} place @param {(words: string, act?: string) => void} draw */
function ask({ act, keys, does }, place, draw) {
  /** @type {string[]} */
  const chosen = [];
  const wish = () => (keys.length < 2 ? "Press the new key" : chosen.length ? "Now the one for the way back" : "Press the new key for the way on");
  const problem = h("span", { class: "problem", role: "alert" });
  let over = false;
  const field = h("span", { class: "keys-ask", tabindex: "-1", onblur: () => over || draw("") }, `${wish()} (Esc leaves it as it is). `);
  field.addEventListener("keydown", (event) => {
    if (["Shift", "Alt", "AltGraph", "Control", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return (over = true), draw("", act);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const no = event.ctrlKey && !event.getModifierState("AltGraph") ? "Choose a key without Ctrl." : chosen.includes(key) ? "Choose two different keys." : objection(map(), act, key);
    fill(problem, no);
    if (no) return;
    chosen.push(key);
    fill(field, `${wish()} (Esc leaves it as it is). `);
    if (chosen.length < keys.length) return;
    over = true;
    setKeys(act, chosen);
    draw(`${chosen.join(" and ")}: ${does}. Kept on this device.`, act);
  });
  fill(place, field, problem);
  field.focus();
}
