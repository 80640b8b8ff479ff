/**
 * The quotes in the order of the text, kept sorted while they come, move and go.
 */
import { count } from "./offsets.js";

export class TextOrder {
  constructor() {
    /** @type {string[]} */
    this.ids = [];
    /** Where each begins. @type {Map<string, number>} */
    this.starts = new Map();
  }

  /** @param {[string, number][]} quotes ids and where they begin */
  reset(quotes) {
    this.starts = new Map(quotes);
    this.ids = quotes.sort(([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1)).map(([id]) => id);
  }

  /** @param {Iterable<string>} ids of quotes that are here */
  sort(ids) {
    const start = (/** @type {string} */ id) => this.starts.get(id) ?? 0;
    return [...ids].sort((a, b) => start(a) - start(b) || (a < b ? -1 : 1));
  }

  /** Where a quote stands, or would stand. @param {string} id @param {number} [start] */
  position(id, start = this.starts.get(id) ?? 0) {
    return count(this.ids.length, (i) => {
      const other = this.starts.get(this.ids[i]) ?? 0;
      return other < start || (other === start && this.ids[i] < id);
    });
  }

  /** @param {string} id @param {number|undefined} start undefined: it is no longer here @returns {boolean} whether the order changed */
  set(id, start) {
    if (this.starts.get(id) === start) return false;
    if (this.starts.has(id)) this.ids.splice(this.position(id), 1);
    this.starts.delete(id);
    if (start === undefined) return true;
    this.ids.splice(this.position(id, start), 0, id);
    this.starts.set(id, start);
    return true;
  }
}
