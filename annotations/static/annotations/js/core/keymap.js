/**
 * The one map of keys. The page acts on the `act` names, the help is written from the words (key-help.js), and whoever switches single
 * keys off loses exactly the rows marked `single`.
 *
 * @typedef {{keys: string[], act: string, does: string, group: string, single?: boolean, ctrl?: boolean, shift?: boolean, text?: boolean}} Binding
 *   `text`: only while the article's text has the focus. `shift`: must be held (left out: does not matter).
 */

import { KINDS } from "./kinds.js";

/** @type {Binding[]} */
export const KEYMAP = [
  { keys: ["ArrowRight", "ArrowLeft"], act: "word", does: "select the next or previous word (Shift extends)", group: "In the text", text: true },
  { keys: ["ArrowDown", "ArrowUp"], act: "sentence", does: "the next or previous sentence, once words are selected", group: "In the text", text: true },
  ...KINDS.map((kind, i) => ({ keys: [String(i + 1)], act: kind, does: kind, group: "Selected words become a quote", single: true })),
  { keys: ["+", "="], act: "extend", does: "add the selected words to the current quote", group: "Selected words become a quote", single: true },
  { keys: ["j", "k"], act: "next", does: "next or previous quote", group: "Quotes", single: true },
  { keys: ["/"], act: "find", does: "find words in the article", group: "Quotes", single: true },
  { keys: ["e"], act: "edit", does: "edit the current quote", group: "Quotes", single: true },
  { keys: ["c"], act: "claim", does: "make a claim from the current quote or the selected words", group: "Quotes", single: true },
  { keys: ["Delete", "Backspace"], act: "delete", does: "delete the current quote", group: "Quotes", single: true },
  { keys: ["u"], act: "undo", does: "undo your last change", group: "The page", single: true },
  { keys: ["z"], act: "redo", does: "redo it", group: "The page", ctrl: true, shift: true },
  { keys: ["z"], act: "undo", does: "undo your last change", group: "The page", ctrl: true },
  { keys: ["d"], act: "done", does: "mark the article done", group: "The page", single: true },
  { keys: ["g"], act: "guidelines", does: "read the guidelines", group: "The page", single: true },
  { keys: ["?"], act: "help", does: "this list", group: "The page", single: true },
  { keys: ["Escape"], act: "clear", does: "let go of the selection and the quote", group: "The page" },
];

/**
 * What a key press means here, if anything.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean}} event
 * @param {{single: boolean, text: boolean}} place whether single keys are on, and whether the text has the focus
 * @returns {string|null} the name of the action
 */
export function actionFor(event, place) {
  if (event.altKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const hit = KEYMAP.find((b) =>
    b.keys.includes(key) && Boolean(b.ctrl) === ctrl && (!b.shift || event.shiftKey) &&
    (place.single || !b.single) && (place.text || !b.text));
  return hit?.act ?? null;
}
