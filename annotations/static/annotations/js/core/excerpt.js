/** A place in a text with the words around it, on one line: no word is cut, and dots say that there is more. */

/** @param {string} text @param {number} from @param {number} to @param {number} [most] how many characters before and after, at most */
export function excerpt(text, from, to, most = 60) {
  const start = Math.max(0, from - most);
  const end = Math.min(text.length, to + most);
  const before = text.slice(start, from);
  const after = text.slice(to, end);
  // Where no spaces part the words, as in Chinese, only the halves of a character are kept together.
  const first = start === 0 ? 0 : /\s/.test(before) ? before.search(/\s/) + 1 : /^[\udc00-\udfff]/.test(before) ? 1 : 0;
  const last = end === text.length ? after.length : /\s/.test(after) ? after.search(/\s\S*$/) : after.replace(/[\ud800-\udbff]$/, "").length;
  return {
    before: `${start === 0 ? "" : "…"}${line(before.slice(first))}`,
    words: line(text.slice(from, to)),
    after: `${line(after.slice(0, last))}${end === text.length ? "" : "…"}`,
  };
}

/** @param {string} words */
function line(words) {
  return words.replace(/\n+/g, " ");
}
