/**
 * What an import says, in words. Counts come as the API gives them: {"articles": 3, "claims": 1}.
 */

/** @type {Record<string, string>} One of each. */
const ONE = {
  articles: "article", quotes: "quote", claims: "claim", questions: "question", evidence: "piece of evidence", contacts: "contact",
  verdicts: "verdict", decisions: "decision", comments: "comment", speakers: "speaker", sources: "source", people: "person",
};
/** @type {Record<string, string>} */
const MANY = { evidence: "pieces of evidence", people: "people" };
/** What comes along with what people came for. */
const BESIDES = new Set(["speakers", "sources", "people"]);

/** "3 articles, 1 quote and 2 claims". @param {Record<string, number>} counts @param {{besides?: boolean}} [how] @returns {string} */
export function inWords(counts, { besides = true } = {}) {
  const named = Object.entries(counts).filter(([noun, n]) => n && (besides || !BESIDES.has(noun)));
  const words = named.map(([noun, n]) => `${n.toLocaleString("en-GB")} ${n === 1 ? ONE[noun] ?? noun : MANY[noun] ?? noun}`);
  const last = words.pop() ?? "";
  return words.length ? `${words.join(", ")} and ${last}` : last;
}

/** "1.2 MB". @param {number} bytes */
export function sizeInWords(bytes) {
  const units = ["bytes", "kB", "MB", "GB"];
  let unit = 0;
  for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
  return `${unit && bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} ${units[unit]}`;
}

/** How far a running import is, in words and in per cent; null where nobody knows. @param {{state: string, rows: number, written: number, read: number, size: number}} row */
export function progressOf({ state, rows, written, read, size }) {
  const n = (/** @type {number} */ number) => number.toLocaleString("en-GB");
  if (state === "writing") return { words: `Writing: ${n(written)} of ${n(rows)} rows`, share: rows ? (100 * written) / rows : null };
  return { words: `Reading: ${n(rows)} rows`, share: size && read <= size ? (100 * read) / size : null };
}

/** A name for what was pasted, from which its format can be told. @param {string} text */
export function nameOfPasted(text) {
  const start = text.trimStart();
  if (start.startsWith("[")) return "pasted.json";
  if (start.startsWith("{")) return /\n\s*\{/.test(start) || start.indexOf("\n") < 0 || start.trimEnd().indexOf("\n") < 0 ? "pasted.jsonl" : "pasted.json";
  if (/^(---|#{1,6} )/.test(start)) return "pasted.md";
  return "pasted.txt";
}
