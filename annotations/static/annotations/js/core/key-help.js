/** The key map in words, for the help. */
/** @typedef {import("./keymap.js").Binding} Binding */

/** What each kind marks, for the help. @type {Record<import("./types.js").Kind, string>} */
export const MEANING = {
  direct: "whole sentences in somebody's own words",
  partial: "a few words of somebody's inside the reporter's sentence",
  indirect: "what somebody said, in the reporter's words",
  scare: "words held at a distance by quotation marks",
  statement: "the article's own assertion",
};

const PRINTED = /** @type {Record<string, string>} */ ({ ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", Delete: "Del" });

/** The keys of a binding as printed on a keyboard. @param {Binding} binding */
export function printed({ keys, ctrl, shift }) {
  return keys.filter((key) => key !== "=" && key !== "Backspace")
    .map((key) => (ctrl ? "Ctrl " : "") + (shift ? "Shift " : "") + (PRINTED[key] ?? (ctrl ? key.toUpperCase() : key)));
}

/** What a binding does, kinds with their meaning. @param {Binding} binding */
export function described({ act, does }) {
  const meaning = /** @type {Record<string, string>} */ (MEANING)[act];
  return meaning ? `${does}: ${meaning}` : does;
}
