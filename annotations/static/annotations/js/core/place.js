/**
 * Where the cards of the margin stand: each beside its words, none over another. The current card keeps its place and the
 * others make room, so that what one looks at does not move.
 *
 * @param {number[]} wanted the top each card would like, rising
 * @param {number[]} heights
 * @param {number} gap
 * @param {number} [current] index of the card that keeps its place; -1 for none
 * @returns {number[]} tops
 */
export function place(wanted, heights, gap, current = -1) {
  const tops = [...wanted];
  for (let i = current - 1; i >= 0; i--) tops[i] = Math.min(tops[i], tops[i + 1] - heights[i] - gap);
  let free = 0;
  for (let i = 0; i < tops.length; i++) {
    tops[i] = Math.max(tops[i], free);
    free = tops[i] + heights[i] + gap;
  }
  return tops;
}
