/**
 * Which spans touch a stretch of text. Sorted by start, with the furthest end so far beside each: a query walks back from
 * the last span that starts before its end, and stops where nothing earlier reaches in.
 */
import { count } from "./offsets.js";

/** @template {{id: string, from: number, to: number}} S */
export class SpanIndex {
  /** @param {S[]} [spans] */
  constructor(spans = []) {
    this.spans = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
    /** @type {number[]} */
    this.reach = [];
    this.#measure(0);
  }

  /** @param {number} first */
  #measure(first) {
    let reach = first ? this.reach[first - 1] : 0;
    this.reach.length = this.spans.length;
    for (let i = first; i < this.spans.length; i++) {
      reach = Math.max(reach, this.spans[i].to);
      this.reach[i] = reach;
    }
  }

  /** @param {S} span */
  add(span) {
    const at = count(this.spans.length, (i) => this.spans[i].from < span.from);
    this.spans.splice(at, 0, span);
    this.#measure(at);
  }

  /** Removes every span of that id and returns them. @param {string} id */
  remove(id) {
    const gone = this.spans.filter((span) => span.id === id);
    if (gone.length) {
      const first = this.spans.indexOf(gone[0]);
      this.spans = this.spans.filter((span) => span.id !== id);
      this.#measure(first);
    }
    return gone;
  }

  /** Spans that share at least one unit with [from, to), the shortest first. @param {number} from @param {number} to */
  query(from, to) {
    const hits = [];
    for (let i = count(this.spans.length, (n) => this.spans[n].from < to) - 1; i >= 0 && this.reach[i] > from; i--) {
      if (this.spans[i].to > from) hits.push(this.spans[i]);
    }
    return hits.sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
  }
}
