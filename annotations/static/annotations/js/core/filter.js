/**
 * Which quotes the margin shows: those that are of the chosen kinds, speaker, author and state. Pure.
 *
 * @typedef {import("./types.js").Quote} Quote
 * @typedef {import("./types.js").Claim} Claim
 * @typedef {{kinds: string[], speaker: string, author: string, state: string}} Filter  none and "" mean any
 */

/** What the speaker is called while nobody knows. */
export const UNKNOWN = "unknown";
/** @type {Filter} */
export const ANY = { kinds: [], speaker: "", author: "", state: "" };

/** The states, in the order of a quote's life, and what they mean. @type {Record<string, string>} */
export const STATES = { suggested: "from a suggestion", none: "in no claim", claimed: "in a claim", rated: "in a rated claim" };
const RATED = ["agreed", "disputed", "decided", "published", "withdrawn"];

/** Whether a quote is in a state. @param {string} state @param {Quote} quote @param {Claim[]} claims made from it */
export function is(state, quote, claims) {
  if (state === "suggested") return quote.origin === "suggestion";
  if (state === "none") return !claims.length;
  if (state === "claimed") return claims.length > 0;
  return claims.some((claim) => RATED.includes(claim.state));
}

/** @param {Filter} filter */
export function isAny(filter) {
  return !filter.kinds.length && !filter.speaker && !filter.author && !filter.state;
}

/** @param {Filter} filter @param {Quote} quote @param {Claim[]} claims */
export function passes(filter, quote, claims) {
  return (!filter.kinds.length || filter.kinds.includes(quote.kind))
    && (!filter.speaker || filter.speaker === (quote.speaker ?? UNKNOWN))
    && (!filter.author || filter.author === quote.author.id)
    && (!filter.state || is(filter.state, quote, claims));
}

/**
 * How many quotes each choice of one field would show, the other fields staying as they are.
 * @param {Filter} filter @param {Quote[]} quotes @param {(id: string) => Claim[]} claimsOf
 */
export function counts(filter, quotes, claimsOf) {
  const tally = (/** @type {Partial<Filter>} */ without, /** @type {(quote: Quote) => string[]} */ keys) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const quote of quotes) {
      if (passes({ ...filter, ...without }, quote, claimsOf(quote.id))) for (const key of keys(quote)) found.set(key, (found.get(key) ?? 0) + 1);
    }
    return found;
  };
  return {
    kinds: tally({ kinds: [] }, (q) => [q.kind]),
    speaker: tally({ speaker: "" }, (q) => [q.speaker ?? UNKNOWN]),
    author: tally({ author: "" }, (q) => [q.author.id]),
    state: tally({ state: "" }, (q) => Object.keys(STATES).filter((state) => is(state, q, claimsOf(q.id)))),
  };
}
