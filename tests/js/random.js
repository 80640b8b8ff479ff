/** Numbers below n, the same in every run. @param {number} seed @returns {(n: number) => number} */
export function random(seed) {
  let state = seed;
  return (n) => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}
