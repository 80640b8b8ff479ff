/** Names compared as people type them. */
import { fold } from "./fold.js";

/**
 * The one of that name or alias: as it is typed if there is one, else however it is typed.
 *
 * @template {{ name: string, aliases?: string[] }} T
 * @param {T[]} things @param {string} name @returns {T | undefined}
 */
export function named(things, name) {
  const wanted = fold(name).text;
  return things.find((one) => one.name === name)
    ?? things.find((one) => [one.name, ...(one.aliases ?? [])].some((other) => fold(other).text === wanted));
}
