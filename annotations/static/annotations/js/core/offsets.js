/**
 * Code points to UTF-16 and back: the only place in the browser that converts. The API counts code points, the DOM and
 * JavaScript's strings count UTF-16. Only characters beyond U+FFFF make the two differ, so only those are remembered: an
 * article without them costs nothing, any other a binary search.
 */

const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** How many code points a string has. @param {string} text */
export function countPoints(text) {
  return text.length - (text.match(PAIR)?.length ?? 0);
}

export class Offsets {
  /** @param {string} text */
  constructor(text) {
    /** UTF-16 positions of the surrogate pairs, rising. @type {number[]} */
    this.pairs = [];
    for (const hit of text.matchAll(PAIR)) this.pairs.push(hit.index);
  }

  /** @param {number} offset UTF-16 @returns {number} code points; inside a pair: the code point's end */
  toPoints(offset) {
    return offset - count(this.pairs.length, (i) => this.pairs[i] + 1 < offset);
  }

  /** @param {number} point code points @returns {number} UTF-16 */
  toUtf16(point) {
    return point + count(this.pairs.length, (i) => this.pairs[i] - i < point);
  }
}

/** How many of 0..n-1 pass a test that, once failed, stays failed. @param {number} n @param {(i: number) => boolean} test */
export function count(n, test) {
  let low = 0;
  while (low < n) {
    const middle = (low + n) >> 1;
    if (test(middle)) low = middle + 1;
    else n = middle;
  }
  return low;
}
