/**
 * The one map of keys. The page acts on the `act` names, the help is written from the words (key-help.js), and whoever switches single
 * keys off loses exactly the rows marked `single`. A single key that types a sign can be exchanged for another (ownKeys).
 *
 * @typedef {{keys: string[], act: string, does: string, group: string, single?: boolean, ctrl?: boolean, shift?: boolean, text?: boolean, alt?: boolean}} Binding
 *   `keys`: of two, the first goes on and the second back. `text`: only while the article's text has the focus. `shift`: must be
 *   held (left out: does not matter). `alt`: may be held (left out: must not).
 */
import { KINDS } from "./kinds.js";

/** @type {Binding[]} */
export const KEYMAP = [
  { keys: ["ArrowRight", "ArrowLeft"], act: "word", does: "select the next or previous word (Shift extends)", group: "In the text", text: true },
  { keys: ["ArrowDown", "ArrowUp"], act: "sentence", does: "the next or previous sentence, once words are selected", group: "In the text", text: true },
  { keys: ["Tab"], act: "suggestion", does: "the next suggested quote (Shift: the one before). After the last, and after Esc, Tab leaves the text", group: "In the text", text: true },
  { keys: ["Enter"], act: "accept", does: "make the suggestion a quote", group: "In the text", text: true },
  { keys: ["x"], act: "dismiss", does: "dismiss the suggestion", group: "In the text", single: true, text: true },
  ...KINDS.map((kind, i) => ({ keys: [String(i + 1)], act: kind, does: kind, group: "Selected words become a quote", single: true })),
  { keys: ["+"], act: "extend", does: "add the selected words to the current quote", group: "Selected words become a quote", single: true },
  { keys: ["j", "k"], act: "next", does: "next or previous quote", group: "Quotes", single: true },
  { keys: ["/"], act: "find", does: "find words in the article", group: "Quotes", single: true },
  { keys: ["]", "["], act: "end", does: "move the end of the current quote by a word (with Alt by a letter)", group: "Quotes", single: true, alt: true },
  { keys: ["}", "{"], act: "start", does: "move its start by a word (with Alt by a letter)", group: "Quotes", single: true, alt: true },
  { keys: ["e"], act: "edit", does: "edit the current quote", group: "Quotes", single: true },
  { keys: ["c"], act: "claim", does: "make a claim from the current quote or the selected words", group: "Quotes", single: true },
  { keys: ["Delete", "Backspace"], act: "delete", does: "delete the current quote", group: "Quotes", single: true },
  { keys: ["u"], act: "undo", does: "undo your last change", group: "The page", single: true },
  { keys: ["z"], act: "redo", does: "redo it", group: "The page", ctrl: true, shift: true },
  { keys: ["z"], act: "undo", does: "undo your last change", group: "The page", ctrl: true },
  { keys: ["f"], act: "filter", does: "choose which quotes are shown", group: "The page", single: true },
  { keys: ["s"], act: "suggestions", does: "show or hide suggested quotes", group: "The page", single: true },
  { keys: ["d"], act: "done", does: "mark the article done", group: "The page", single: true },
  { keys: ["g"], act: "guidelines", does: "read the guidelines", group: "The page", single: true },
  { keys: ["?"], act: "help", does: "this list", group: "The page", single: true },
  { keys: ["Escape"], act: "clear", does: "let go of the selection and the quote", group: "The page" },
];

/**
 * @typedef {{key: string, code?: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, getModifierState?: (name: string) => boolean}} Press
 * @typedef {Record<string, string[]>} OwnKeys by `act`
 */

/** The map with a person's own keys in it. @param {OwnKeys} [own] @returns {Binding[]} */
export function keymap(own = {}) {
  return KEYMAP.map((b) => (b.single && own[b.act] ? { ...b, keys: own[b.act] } : b));
}

/**
 * What a key press means here, if anything.
 * @param {Press} event
 * @param {{single: boolean, text: boolean, own?: OwnKeys}} place whether single keys are on, and whether the text has the focus
 * @returns {{act: string, back: boolean}|null} the name of the action, and whether it was the second of two keys
 */
export function actionFor(event, place) {
  const typed = event.getModifierState?.("AltGraph") ?? false; // on many keyboards [ and ] take it
  const ctrl = !typed && (event.ctrlKey || event.metaKey);
  const alt = !typed && event.altKey;
  const key = alt ? withoutAlt(event) : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const hit = keymap(place.own).find((b) =>
    (b.keys.includes(key) || (key === "=" && b.keys.includes("+"))) && Boolean(b.ctrl) === ctrl && (!b.shift || event.shiftKey) &&
    (!alt || b.alt) && (place.single || !b.single) && (place.text || !b.text));
  return hit ? { act: hit.act, back: hit.keys.indexOf(key) > 0 } : null;
}

const BRACKETS = /** @type {Record<string, string>} */ ({ BracketLeft: "[{", BracketRight: "]}" });

/** What the key types when Alt is not held: with it, some keyboards type another sign. @param {Press} event */
function withoutAlt({ key, code = "", shiftKey }) {
  if (/^[!-~]$/.test(key)) return key.toLowerCase();
  return BRACKETS[code]?.[Number(shiftKey)] ?? code.match(/^(?:Key|Digit)(.)$/)?.[1].toLowerCase() ?? key;
}
