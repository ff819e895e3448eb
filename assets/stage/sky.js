import { h, svg } from '../app/dom.js';

/**
 * The world behind everything: stars, moon, hills and trees. Drawn once; only opacity
 * moves (css/stage.css).
 */

const STARS = 70;
const WIDTH = 1600;
const HEIGHT = 900;

/** @returns {HTMLElement} */
export function sky() {
  const random = seeded(7);
  const stars = [];
  for (let i = 0; i < STARS; i++) {
    const r = 0.8 + random() * 1.8;
    stars.push(
      svg('circle', {
        class: i % 3 ? 'star' : 'star blinks',
        cx: Math.round(random() * WIDTH),
        cy: Math.round(random() * HEIGHT * 0.55),
        r: r.toFixed(1),
      }),
    );
  }
  return h(
    'div',
    { class: 'sky', 'aria-hidden': 'true' },
    svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'xMidYMax slice' },
      svg('g', null, stars),
      svg('circle', { class: 'moon-glow', cx: 1470, cy: 105, r: 100 }),
      svg('path', { class: 'moon', d: 'M1470 52a54 54 0 1 0 42 88 45 45 0 1 1-42-88z' }),
      svg('path', {
        class: 'hill far',
        d: 'M0 640C200 560 380 590 560 620s380-60 560-40 300 60 480 10v310H0z',
      }),
      svg('g', { class: 'trees' }, trees(random)),
      svg('path', { class: 'hill near', d: 'M0 740c260-60 520-50 800-30s560 10 800-20v210H0z' }),
    ),
  );
}

/** @param {() => number} random */
function trees(random) {
  const out = [];
  for (let x = -20; x < WIDTH; x += 46 + random() * 40) {
    const height = 130 + random() * 130;
    const y = 700 + random() * 40;
    const w = height * 0.36;
    out.push(svg('path', { d: fir(x, y, w, height) }));
  }
  return out;
}

/**
 * A fir: three tiers and a trunk.
 *
 * @param {number} x
 * @param {number} y the foot
 * @param {number} w
 * @param {number} height
 */
function fir(x, y, w, height) {
  const p = (/** @type {number} */ dx, /** @type {number} */ up) =>
    `${(x + dx * w).toFixed(0)} ${(y - up * height).toFixed(0)}`;
  return (
    `M${p(0, 1)}L${p(0.28, 0.62)} ${p(0.14, 0.62)} ${p(0.4, 0.32)} ${p(0.2, 0.32)} ${p(0.5, 0)} ` +
    `${p(-0.5, 0)} ${p(-0.2, 0.32)} ${p(-0.4, 0.32)} ${p(-0.14, 0.62)} ${p(-0.28, 0.62)}z`
  );
}

/**
 * The same sky every evening.
 *
 * @param {number} seed
 * @returns {() => number} 0 to 1
 */
function seeded(seed) {
  let s = seed;
  return () => {
    s = (s * 16807) % 2147483647;
    return s / 2147483647;
  };
}
