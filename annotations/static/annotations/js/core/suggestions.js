/**
 * Which of the suggested quotes are offered, in the order of the text, and which comes next. Pure.
 *
 * @typedef {import("./types.js").Stretch} Stretch
 * @typedef {{segments: {start: number, end: number, exact: string}[], kind: import("./types.js").Kind, speaker: {id: string|null, name: string}|null}} Suggestion
 *   as the API gives them
 * @typedef {Suggestion & {key: string, spans: Stretch[]}} Offer
 */

/** What a suggestion is known by, for good: its words and where they stand. @param {Suggestion} suggestion */
export function keyOf({ segments }) {
  return segments.map((s) => `${s.start}:${s.exact}`).join("\n");
}

/**
 * Those that fit this text, were not dismissed, and touch no quote.
 * @param {Suggestion[]} suggestions
 * @param {{place: (segment: {start: number, end: number, exact: string}) => Stretch|null, dismissed: Set<string>, isMarked: (stretch: Stretch) => boolean}} here
 *   `place` gives null for words that are not there
 * @returns {Offer[]}
 */
export function offered(suggestions, { place, dismissed, isMarked }) {
  /** @type {Offer[]} */
  const found = [];
  for (const suggestion of suggestions) {
    const key = keyOf(suggestion);
    const spans = suggestion.segments.flatMap((segment) => place(segment) ?? []);
    if (spans.length === suggestion.segments.length && !dismissed.has(key) && !spans.some(isMarked)) found.push({ ...suggestion, key, spans });
  }
  return found.sort((a, b) => a.spans[0].from - b.spans[0].from);
}

/**
 * The next one after a place in the text, or the last one before it. None: there the list ends, and it does not begin again.
 * @param {Offer[]} offers @param {number} at UTF-16 @param {1|-1} way @param {string|null} [key] the one that was at hand
 */
export function after(offers, at, way, key = null) {
  const held = key === null ? -1 : offers.findIndex((offer) => offer.key === key);
  if (held >= 0) return offers[held + way] ?? null;
  return (way > 0 ? offers.find((offer) => offer.spans[0].from >= at) : offers.findLast((offer) => offer.spans[0].from < at)) ?? null;
}
