/** Names compared as people type them. */
import { fold } from "./fold.js";

/** @typedef {import("./types.js").Speaker} Speaker */

/** The speaker of that name or alias, however it is typed. @param {Speaker[]} speakers @param {string} name */
export function named(speakers, name) {
  const wanted = fold(name).text;
  return speakers.find((s) => [s.name, ...(s.aliases ?? [])].some((n) => fold(n).text === wanted));
}
