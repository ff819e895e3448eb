import { h, set, svg } from '../app/dom.js';

/**
 * The world behind everything: stars, moon, hills and trees. Drawn once; what twinkles or
 * moves lies over it, so that nothing of it is drawn again.
 */

const STARS = 70;
const WIDTH = 1600;
const HEIGHT = 900;

/**
 * @returns {{el: HTMLElement, evening: (part: number) => void}} evening has the moon stand
 *   where it is at a part of the evening, 0 to 1
 */
export function sky() {
  const random = seeded(7);
  const stars = [];
  const blinking = [];
  for (let i = 0; i < STARS; i++) {
    const [x, y, r] = [random(), random() * 0.55, 0.8 + random() * 1.8];
    if (i % 4) {
      const at = { cx: Math.round(x * WIDTH), cy: Math.round(y * HEIGHT), r: r.toFixed(1) };
      stars.push(svg('circle', Object.assign({ class: 'star' }, at)));
    } else {
      const at = { left: `${(x * 100).toFixed(1)}%`, top: `${(y * 100).toFixed(1)}%` };
      blinking.push(h('span', { class: 'blinks', style: at }));
    }
  }
  const moon = h('span', { class: 'moon' }, moonPicture());
  const el = h(
    'div',
    { class: 'sky', 'aria-hidden': 'true' },
    svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'xMidYMax slice' },
      svg('g', null, stars),
    ),
    blinking,
    moon,
    svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'xMidYMax slice' },
      svg('path', {
        class: 'hill far',
        d: 'M0 640C200 560 380 590 560 620s380-60 560-40 300 60 480 10v310H0z',
      }),
      svg('g', { class: 'trees' }, trees(random)),
      svg('path', { class: 'hill near', d: 'M0 740c260-60 520-50 800-30s560 10 800-20v210H0z' }),
    ),
  );
  return { el, evening: (part) => set(moon, { style: { transform: moonAt(part) } }) };
}

/** By night a moon, by day a sun (css/stage.css). */
function moonPicture() {
  return svg(
    'svg',
    { viewBox: '0 0 100 100' },
    svg('circle', { class: 'moon-glow', cx: 50, cy: 50, r: 48 }),
    svg('path', { class: 'crescent', d: 'M44 18a33 33 0 1 0 30 49 28 28 0 1 1-30-49z' }),
    svg('circle', { class: 'sun', cx: 50, cy: 50, r: 26 }),
  );
}

/**
 * It rises over the way in, which no game covers, from the right edge towards the middle.
 *
 * @param {number} part
 * @returns {string} for CSS
 */
export function moonAt(part) {
  const p = Math.min(1, Math.max(0, part));
  const x = -1 - 6.5 * p;
  const y = 4.2 - 3.4 * Math.sin((Math.PI / 2) * p);
  return `translate(${x.toFixed(2)}rem, ${y.toFixed(2)}rem)`;
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
