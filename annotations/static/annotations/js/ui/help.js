/** The list of keys, written from the key map, and the switch for single keys. Opens as a dialog. */
import { MEANING, described, printed } from "../core/key-help.js";
import { KEYMAP } from "../core/keymap.js";
import { KINDS } from "../core/kinds.js";
import { h } from "../dom/h.js";
import { openDialog } from "./dialog.js";
import { keySwitch } from "./keys.js";

export function openHelp() {
  const groups = [...new Set(KEYMAP.map((b) => b.group))];
  openDialog("Keys and kinds",
    h("h3", {}, "Kinds of quote"),
    h("dl", { class: "keys" }, ...KINDS.map((kind) =>
      h("div", {}, h("dt", { class: `kind kind-${kind}` }, kind), h("dd", {}, MEANING[kind])))),
    ...groups.flatMap((group) => [
      h("h3", {}, group),
      h("dl", { class: "keys" }, ...KEYMAP.filter((b) => b.group === group).map((binding) =>
        h("div", {}, h("dt", {}, ...printed(binding).map((key) => h("kbd", {}, key))), h("dd", {}, described(binding))))),
    ]),
    h("p", {}, "Selecting by mouse or touch grows to whole words; hold Alt for the exact letters. With no words selected, 1 to 5 change the kind of the current quote."),
    h("label", { class: "check" }, keySwitch(h("input", { type: "checkbox" })), "Single-key shortcuts"));
}
