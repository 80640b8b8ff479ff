/**
 * Which spans touch a stretch of text. Sorted by start, with the furthest end so far beside each: a query walks back from
 * the last span that starts before its end, and stops where nothing earlier reaches in.
 */
import { count } from "./offsets.js";

/** @template {{id: string, from: number, to: number}} S */
export class SpanIndex {
  /** @param {S[]} [spans] */
  constructor(spans = []) {
    // numbers sort several times as fast as objects: where a span begins, and in the same number which one it is
    const n = spans.length;
    /** @type {S[]} */
    this.spans = Array.from(Float64Array.from(spans, ({ from }, i) => from * n + i).sort(), (key) => spans[key % n]);
    /** @type {number[]} */
    this.reach = [];
    this.#measure(0, n);
  }

  /** Until it makes no difference any more. @param {number} first @param {number} changed up to here it may make one whatever follows */
  #measure(first, changed) {
    let reach = this.reach[first - 1] ?? 0;
    for (let i = first; i < this.spans.length; i++) {
      reach = Math.max(reach, this.spans[i].to);
      if (i >= changed && this.reach[i] === reach) return;
      this.reach[i] = reach;
    }
  }

  /** How many spans begin before an offset. @param {number} from */
  #before(from) {
    return count(this.spans.length, (i) => this.spans[i].from < from);
  }

  /** @param {S} span */
  add(span) {
    const at = this.#before(span.from);
    this.spans.splice(at, 0, span);
    this.reach.splice(at, 0, 0);
    this.#measure(at, at + 1);
  }

  /** @param {S} span one that was added */
  remove(span) {
    const at = this.spans.indexOf(span, this.#before(span.from));
    if (at < 0) return;
    this.spans.splice(at, 1);
    this.reach.splice(at, 1);
    this.#measure(at, at);
  }

  /** Spans that share at least one unit with [from, to), the shortest first. @param {number} from @param {number} to */
  query(from, to) {
    const hits = [];
    for (let i = this.#before(to) - 1; i >= 0 && this.reach[i] > from; i--) {
      if (this.spans[i].to > from) hits.push(this.spans[i]);
    }
    return hits.sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from);
  }
}
