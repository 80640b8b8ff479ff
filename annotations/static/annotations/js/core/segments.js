/**
 * Words, sentences and graphemes (what a reader sees as one character) of a text, one line at a time, by Intl.Segmenter: an
 * aid for selecting, never stored. All offsets are UTF-16.
 */

/** @typedef {import("./types.js").Stretch} Stretch */
/** @typedef {"word"|"sentence"|"grapheme"} Unit */

/** Signs that stand for words, though the rules for words pass over them. */
const SIGN = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

export class Segments {
  /** @param {string} text @param {string} [language] BCP 47; one the browser does not know falls back to the root rules */
  constructor(text, language) {
    this.text = text;
    const tags = language && known(language) ? language : "und";
    this.cutters = {
      word: new Intl.Segmenter(tags, { granularity: "word" }),
      sentence: new Intl.Segmenter(tags, { granularity: "sentence" }),
      grapheme: new Intl.Segmenter(tags, { granularity: "grapheme" }),
    };
    /** @type {Map<string, Stretch[]>} */
    this.lines = new Map();
  }

  /** @param {number} at */
  #bounds(at) {
    const begin = this.text.lastIndexOf("\n", at - 1) + 1;
    const next = this.text.indexOf("\n", Math.max(at, begin));
    return { begin, end: next < 0 ? this.text.length : next };
  }

  /** The units of the line that holds `at`. @param {number} at @param {Unit} unit */
  line(at, unit) {
    const { begin, end } = this.#bounds(at);
    const key = unit + begin;
    let units = this.lines.get(key);
    if (!units) {
      units = [];
      for (const { index, segment, isWordLike } of this.cutters[unit].segment(this.text.slice(begin, end))) {
        const length = segment.trimEnd().length;
        if (unit === "word" ? isWordLike || SIGN.test(segment) : length) units.push({ from: begin + index, to: begin + index + length });
      }
      this.lines.set(key, units);
    }
    return { begin, end, units };
  }

  /**
   * The unit after or before a position, across lines.
   * @param {number} at @param {1|-1} way @param {Unit} unit @returns {Stretch|null}
   */
  step(at, way, unit) {
    let { begin, end, units } = this.line(at, unit);
    for (;;) {
      const hit = way > 0 ? units.find((u) => u.from >= at) : units.filter((u) => u.to <= at).at(-1);
      if (hit) return hit;
      const next = way > 0 ? end + 1 : begin - 1;
      if (next < 0 || next > this.text.length) return null;
      ({ begin, end, units } = this.line(next, unit));
      at = way > 0 ? begin : end;
    }
  }

  /**
   * A hand-made selection, without space at its ends and grown to whole words. Punctuation stays as chosen.
   * @param {number} from @param {number} to @returns {Stretch|null} null when only space was selected
   */
  snap(from, to) {
    const bare = trim(this.text, from, to);
    if (!bare) return null;
    const first = this.line(bare.from, "word").units.find((u) => u.from < bare.from && bare.from < u.to);
    const last = this.line(bare.to, "word").units.find((u) => u.from < bare.to && bare.to < u.to);
    return this.whole(first?.from ?? bare.from, last?.to ?? bare.to);
  }

  /** Grown so that no grapheme is cut: a family, a flag, a letter with its marks. @param {number} from @param {number} to @returns {Stretch} */
  whole(from, to) {
    return { from: this.#around(from).from, to: this.#around(to).to };
  }

  /** The grapheme an offset lies in, or the offset itself between two. @param {number} at @returns {Stretch} */
  #around(at) {
    const { begin, end } = this.#bounds(at);
    const inside = at > begin && at < end && this.cutters.grapheme.segment(this.text.slice(begin, end)).containing(at - begin);
    return inside && inside.index !== at - begin ? { from: begin + inside.index, to: begin + inside.index + inside.segment.length } : { from: at, to: at };
  }

  /**
   * Where the next or previous unit begins ("from") or ends ("to"), across lines.
   * @param {number} at @param {1|-1} way @param {"from"|"to"} side @param {Unit} unit @returns {number|null}
   */
  edge(at, way, side, unit) {
    for (let { begin, end, units } = this.line(at, unit); ;) {
      const edges = units.map((u) => u[side]).filter((e) => (way > 0 ? e > at : e < at));
      const hit = way > 0 ? edges[0] : edges.at(-1);
      if (hit !== undefined) return hit;
      const next = way > 0 ? end + 1 : begin - 1;
      if (next < 0 || next > this.text.length) return null;
      ({ begin, end, units } = this.line(next, unit));
    }
  }
}

/** A stretch without space at its ends. @param {string} text @param {number} from @param {number} to @returns {Stretch|null} */
export function trim(text, from, to) {
  while (from < to && /\s/.test(text[from])) from++;
  while (to > from && /\s/.test(text[to - 1])) to--;
  return from < to ? { from, to } : null;
}

/** @param {string} language */
function known(language) {
  try {
    return Intl.Segmenter.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}
