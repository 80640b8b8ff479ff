/**
 * One end of one segment, moved: by keys to where the next word or grapheme begins or ends, by the pointer to where it is.
 * A segment keeps at least one grapheme, and never reaches into its neighbours. All offsets are UTF-16.
 */

import { trim } from "./segments.js";

/** @typedef {import("./types.js").Stretch} Stretch */
/** @typedef {"from"|"to"} Side */

/**
 * @param {import("./segments.js").Segments} words @param {Stretch[]} spans the quote's segments, in order
 * @param {number} i which of them @param {Side} side which end of it @param {1|-1} way @param {boolean} exact by graphemes
 * @returns {Stretch[]|null} null: it cannot go there
 */
export function stepped(words, spans, i, side, way, exact) {
  const at = words.edge(spans[i][side], way, side, exact ? "grapheme" : "word");
  return at === null ? null : settled(words, spans, i, side, at);
}

/**
 * The end follows the pointer, to whole words or, `exact`, to whole graphemes.
 * @param {import("./segments.js").Segments} words @param {Stretch[]} spans @param {number} i @param {Side} side
 * @param {number} at under the pointer @param {boolean} exact @returns {Stretch[]|null}
 */
export function pulled(words, spans, i, side, at, exact) {
  const { from, to } = spans[i];
  const chosen = side === "to" ? { from, to: at } : { from: at, to };
  if (chosen.from >= chosen.to) return null;
  const bare = trim(words.text, chosen.from, chosen.to);
  const grown = bare && (exact ? words.whole(bare.from, bare.to) : words.snap(bare.from, bare.to));
  return grown && settled(words, spans, i, side, grown[side]);
}

/** @param {import("./segments.js").Segments} words @param {Stretch[]} spans @param {number} i @param {Side} side @param {number} at @returns {Stretch[]|null} */
function settled(words, spans, i, side, at) {
  const low = side === "from" ? spans[i - 1]?.to ?? 0 : spans[i].from + 1;
  const high = side === "to" ? spans[i + 1]?.from ?? words.text.length : spans[i].to - 1;
  if (at < low || at > high || at === spans[i][side]) return null;
  const span = { ...spans[i], [side]: at };
  return words.whole(span.from, span.to)[side] === at ? spans.map((s, n) => (n === i ? span : s)) : null;
}
