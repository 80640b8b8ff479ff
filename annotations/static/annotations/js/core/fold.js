/**
 * Folding, for comparing only: what two people type for the same words becomes equal (NFKC, quotes, dashes, case, space),
 * and every folded unit remembers where it came from.
 */

const ALIKE = new Map(Object.entries({
  "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "\u0060": "'",
  "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
  "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
}));
const SILENT = /^[\u00ad\u200b\u2060\ufeff]$/;
const CLUSTER = /[\0-\x7f](?!\p{M})|\P{M}\p{M}*|\p{M}+/gsu;

/**
 * @param {string} text
 * @returns {{text: string, at: number[]}} `at[i]` is the UTF-16 offset in `text` of the i-th folded unit; one more at the end
 */
export function fold(text) {
  /** @type {string[]} */
  const units = [];
  /** @type {number[]} */
  const at = [];
  let space = true;
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    if (SILENT.test(cluster)) continue;
    const plain = /^[a-z0-9]$/.test(cluster) ? cluster : cluster.normalize("NFKC").toUpperCase().toLowerCase();
    for (const char of plain) {
      if (/\s/.test(char)) {
        if (!space) units.push(" "), at.push(index);
        space = true;
        continue;
      }
      space = false;
      const same = ALIKE.get(char) ?? char;
      for (let i = 0; i < same.length; i++) units.push(same[i]), at.push(index);
    }
  }
  if (units.at(-1) === " ") units.pop(), at.pop();
  at.push(at.length ? text.trimEnd().length : 0);
  return { text: units.join(""), at };
}

/**
 * Where folded words occur in a folded text.
 * @param {{text: string, at: number[]}} where @param {string} words @param {number} [limit]
 * @returns {import("./types.js").Stretch[]} UTF-16 stretches of the original text
 */
export function find(where, words, limit = 50) {
  const needle = fold(words).text;
  const hits = [];
  for (let i = needle ? where.text.indexOf(needle) : -1; i >= 0 && hits.length < limit; i = where.text.indexOf(needle, i + 1)) {
    let after = i + needle.length; // one character can fold into several: never stop half-way through it
    while (where.at[after] === where.at[after - 1]) after++;
    hits.push({ from: where.at[i], to: where.at[after] });
  }
  return hits;
}
