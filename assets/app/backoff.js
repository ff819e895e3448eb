const FIRST = 250; // ms
const LONGEST = 2000; // ms

/**
 * How long to wait before attempt `n` (from 0): full jitter, so that a hall full of
 * phones that lost the server in one instant does not come back in one instant.
 *
 * @param {number} n attempts since the last welcome
 * @param {() => number} [random] from 0 to below 1
 * @returns {number} ms, from 0 to min(2 s, 0.25 s · 2ⁿ)
 */
export function backoff(n, random = Math.random) {
  return random() * Math.min(LONGEST, FIRST * Math.pow(2, n));
}
