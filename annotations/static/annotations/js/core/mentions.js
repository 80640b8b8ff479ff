/** Naming people in a text: what is being typed after an at sign, who fits, and the text once one is chosen. Pure. */

/**
 * The name that is being typed: from an at sign that begins a word up to the caret.
 * @param {string} text @param {number} caret
 * @returns {{start: number, typed: string}|null} start is the place of the at sign
 */
export function mentionAt(text, caret) {
  const found = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{M}\p{N}.'’-]{0,40}(?: [\p{L}\p{M}\p{N}.'’-]{0,40}){0,3})$/u.exec(text.slice(0, caret));
  return found ? { start: caret - found[1].length - 1, typed: found[1] } : null;
}

/**
 * Those whose name, or a word of it, begins with what is typed; at most six.
 * @param {string[]} names @param {string} typed
 */
export function fitting(names, typed) {
  const wanted = typed.toLocaleLowerCase();
  const begins = (/** @type {string} */ name) => {
    const lower = name.toLocaleLowerCase();
    return lower.startsWith(wanted) || (wanted !== "" && lower.split(/\s+/).some((word) => word.startsWith(wanted)));
  };
  return names.filter(begins).slice(0, 6);
}

/**
 * The text with the name in the place of what was typed, and where the caret goes.
 * @param {string} text @param {number} start @param {number} caret @param {string} name
 */
export function withMention(text, start, caret, name) {
  const after = text.slice(caret);
  const put = `@${name}${after === "" || /^[\p{L}\p{N}]/u.test(after) ? " " : ""}`;
  return { text: text.slice(0, start) + put + after, caret: start + put.length };
}
