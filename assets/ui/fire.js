import { h, svg } from '../app/dom.js';

/**
 * The campfire, drawn in SVG and moved by CSS (`.fire` in css/base.css). Its size is
 * that of its box. What moves is a picture of its own, laid over the others: then a
 * small computer only shifts it, and draws nothing again.
 *
 * @returns {HTMLElement}
 */
export function fire() {
  /** @param {string | null} name @param {...SVGElement} shapes */
  const layer = (name, ...shapes) => svg('svg', { viewBox: '0 0 120 120', class: name }, shapes);
  /** @param {string} d @param {string} fill */
  const path = (d, fill) => svg('path', { d, fill });
  return h(
    'span',
    { class: 'fire', 'aria-hidden': 'true' },
    layer(null, svg('ellipse', { cx: 60, cy: 106, rx: 46, ry: 9, fill: 'rgba(0,0,0,.35)' })),
    layer(
      'flame',
      path(
        'M60 12c4 16 24 26 27 50 2 22-10 38-27 38S31 86 33 64c1-12 8-18 10-30 6 4 8 9 9 15 6-10 10-22 8-37z',
        'var(--ember)',
      ),
    ),
    layer(
      'flame two',
      path(
        'M62 36c2 11 15 19 16 36 1 16-8 27-19 27s-20-10-18-27c1-9 6-14 8-22 4 3 6 7 6 12 5-7 8-15 7-26z',
        'var(--fire)',
      ),
    ),
    layer(
      'flame three',
      path(
        'M60 60c2 7 9 13 9 23 0 9-4 15-10 15s-11-6-10-15c.5-6 4-9 5-14 3 2 4 4 4 7 2-4 3-9 2-16z',
        'var(--spark)',
      ),
    ),
    layer(
      null,
      path('M20 97c-4-1-5-8-1-9l78 12c5 1 5 9 0 10z', '#7a4a24'),
      path('M100 97c4-1 5-8 1-9L23 100c-5 1-5 9 0 10z', '#93592b'),
      path('M18 92.500a4.500 4.500 0 1 0 .01 0zM102 92.500a4.500 4.500 0 1 0 .01 0z', '#e0b37c'),
    ),
    h('span', { class: 'flyer' }),
    h('span', { class: 'flyer two' }),
    h('span', { class: 'flyer three' }),
  );
}

/**
 * The night behind every page: stars, hills and trees. It stands still, but for a few
 * stars, and is hidden from screen readers.
 *
 * @returns {HTMLElement}
 */
export function scene() {
  return h(
    'div',
    { class: 'scene', 'aria-hidden': 'true' },
    svg(
      'svg',
      { class: 'sky', viewBox: '0 0 400 300', preserveAspectRatio: 'xMaxYMin slice' },
      STARS.filter((_, i) => i % 4).map(([cx, cy, r]) =>
        svg('circle', { class: 'star', cx, cy, r, fill: 'var(--star)' }),
      ),
    ),
    STARS.filter((_, i) => i % 4 === 0).map(([x, y]) =>
      h('span', { class: 'twinkle', style: { left: `${x / 4}%`, top: `${y / 5}%` } }),
    ),
    svg(
      'svg',
      { class: 'wood', viewBox: '0 0 400 120', preserveAspectRatio: 'xMidYMax slice' },
      svg('circle', { class: 'moon', cx: 296, cy: 52, r: 30, fill: 'var(--moon)' }),
      svg('path', { d: 'M0 74c60-30 110-22 170-6s140 10 230-18v70H0z', fill: 'var(--hill)' }),
      svg('path', { d: trees(), fill: 'var(--trees)' }),
      svg('path', { d: 'M0 104c80-12 140-8 210-2s130 4 190-4v22H0z', fill: 'var(--ground)' }),
    ),
  );
}

const STARS = [
  [24, 30, 1.1],
  [58, 74, 0.8],
  [92, 22, 1.4],
  [130, 58, 0.9],
  [166, 18, 0.8],
  [198, 84, 1.2],
  [226, 36, 1],
  [262, 70, 0.8],
  [290, 20, 1.3],
  [318, 96, 0.9],
  [378, 112, 1.1],
  [40, 126, 0.9],
  [108, 110, 1.1],
  [152, 140, 0.8],
  [244, 128, 1.1],
  [10, 86, 0.8],
  [388, 24, 0.9],
  [76, 158, 0.8],
  [296, 150, 0.9],
];

/** Two groups of firs with a clearing between them. @returns {string} */
function trees() {
  const firs = [
    [8, 34],
    [30, 50],
    [52, 40],
    [74, 56],
    [96, 36],
    [118, 26],
    [276, 28],
    [298, 46],
    [322, 38],
    [346, 58],
    [368, 42],
    [392, 52],
  ];
  return firs.map(([x, tall]) => fir(x, 108, tall)).join('');
}

/**
 * @param {number} x
 * @param {number} foot
 * @param {number} tall
 * @returns {string}
 */
function fir(x, foot, tall) {
  const wide = tall * 0.34;
  const tiers = [0.42, 0.7, 1].map((part, i) => {
    const top = foot - tall + tall * [0, 0.24, 0.48][i];
    return `M${x} ${top.toFixed(1)}L${(x + wide * part).toFixed(1)} ${(top + tall * 0.42).toFixed(1)}H${(x - wide * part).toFixed(1)}z`;
  });
  return tiers.join('') + `M${x - 2} ${foot - 8}h4v12h-4z`;
}
