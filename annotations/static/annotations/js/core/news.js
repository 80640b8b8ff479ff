/**
 * What other people did, from the rows of a feed: which of several rows of one object counts, and the sentence for ears.
 * @typedef {import("./types.js").Row} Row
 */

/** The object a row is about, by its path in the API. @param {Row} row */
export function pathOf(row) {
  return `${row.object_type}s/${row.object_id}`;
}

/** One row of each object: the highest version, of equal ones the later. Quotes come first, since claims are shown with them. @param {Row[]} rows @returns {Row[]} */
export function latest(rows) {
  /** @type {Map<string, Row>} */
  const found = new Map();
  for (const row of rows) if (row.version >= (found.get(pathOf(row))?.version ?? 0)) found.set(pathOf(row), row);
  return [...found.values()].sort((a, b) => Number(b.object_type === "quote") - Number(a.object_type === "quote"));
}

/** @type {Record<string, Record<string, string>>} */
const VERB = {
  quote: { create: "marked", restore: "restored", update: "changed", delete: "deleted" },
  claim: { create: "made", update: "changed", delete: "deleted" },
};

/** "Chi marked 2 quotes. Ada changed a claim." @param {Row[]} rows @param {string} me whose own rows are no news */
export function told(rows, me) {
  /** @type {Map<string, [string, string, number]>} */
  const done = new Map();
  for (const { object_type: noun, action, actor } of rows) {
    if (!VERB[noun] || !actor || actor.id === me) continue;
    const start = `${actor.name} ${VERB[noun][action] ?? VERB[noun].update}`;
    const key = `${start} ${noun}`;
    done.set(key, [start, noun, (done.get(key)?.[2] ?? 0) + 1]);
  }
  return [...done.values()].map(([start, noun, n]) => `${start} ${n === 1 ? `a ${noun}` : `${n} ${noun}s`}.`).join(" ");
}
