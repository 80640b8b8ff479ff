/** The key map in words, for the help. */
/** @typedef {import("./keymap.js").Binding} Binding */

/** What each kind marks. @type {Record<import("./types.js").Kind, string>} */
const MEANING = {
  direct: "whole sentences in somebody's own words",
  partial: "a few words of somebody's inside the reporter's sentence",
  indirect: "what somebody said, in the reporter's words",
  scare: "words held at a distance by quotation marks",
  statement: "the article's own assertion",
};

const PRINTED = /** @type {Record<string, string>} */ ({ ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", Delete: "Del" });

/** The keys of a binding as printed on a keyboard. @param {Binding} binding */
export function printed({ keys, ctrl, shift }) {
  return keys.filter((key) => key !== "Backspace")
    .map((key) => (ctrl ? "Ctrl " : "") + (shift ? "Shift " : "") + (PRINTED[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}

/** What a binding does, kinds with their meaning. @param {Binding} binding */
export function described({ act, does }) {
  const meaning = /** @type {Record<string, string>} */ (MEANING)[act];
  return meaning ? `${does}: ${meaning}` : does;
}

/** Can a person choose other keys for it? Those that type a sign are in the way of who speaks to the page. @param {Binding} binding */
export function changeable({ single, keys }) {
  return Boolean(single) && keys.every((key) => key.length === 1);
}

/**
 * Why a key cannot be had for an action; "" when it can.
 * @param {Binding[]} map as it is now @param {string} act @param {string} key @returns {string}
 */
export function objection(map, act, key) {
  if ([...key].length !== 1 || !key.trim()) return "Choose a key that types a letter, a digit or a sign.";
  const other = map.find((b) => b.single && b.keys.includes(key) && b.act !== act);
  return other ? `“${key}” is taken: ${other.does}. Choose another key, or change that one first.` : "";
}
