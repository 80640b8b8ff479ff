/**
 * The keys a person has chosen for the annotate page, kept on this device, and the labels that name them.
 *
 *   <kbd aria-hidden="true" data-key-of="find">/</kbd>
 */
import { KEYMAP, keymap } from "../core/keymap.js";

const SETTING = "factcheck-keys";

/** @returns {import("../core/keymap.js").OwnKeys} */
export function ownKeys() {
  try {
    return JSON.parse(localStorage.getItem(SETTING) ?? "{}");
  } catch {
    return {};
  }
}

/** The map with this person's keys in it. */
export function map() {
  return keymap(ownKeys());
}

/** @param {string} act @param {string[]} keys as shipped: nothing is kept */
export function setKeys(act, keys) {
  const shipped = KEYMAP.find((b) => b.single && b.act === act)?.keys;
  const { [act]: _, ...others } = ownKeys();
  keep(String(keys) === String(shipped) ? others : { ...others, [act]: keys });
}

/** Every key as shipped. */
export function resetKeys() {
  keep({});
}

/** @param {import("../core/keymap.js").OwnKeys} own */
function keep(own) {
  try {
    localStorage.setItem(SETTING, JSON.stringify(own));
  } catch {
    // a browser that keeps nothing keeps no preference either
  }
  label(document);
}

/** The key of an action. @param {string} act */
export function keyOf(act) {
  return map().find((b) => b.single && b.act === act)?.keys[0] ?? "";
}

/** Makes labels name the keys as they are. @param {ParentNode} page */
export function label(page) {
  for (const kbd of page.querySelectorAll("kbd[data-key-of]")) kbd.textContent = keyOf(kbd.getAttribute("data-key-of") ?? "");
}
