import { h, svg } from '../app/dom.js';
import { draw, head } from './animals.js';

/**
 * A whole animal that sits at the fire, with the scarf of its Six. What it does is a
 * class on its element, and CSS moves it (css/base.css): `dozes`, `waves`, `cheers`.
 * Drawn on a field of 100 by 150, feet at the bottom; its size is that of `.sitter`.
 *
 * @typedef {import('./animals.js').Shape} Shape
 */

/**
 * What there is of an animal below its head: fur, belly, paws, its wings where it has no
 * arms, and what is seen behind it.
 *
 * @typedef {{fur: string, light: string, paw: string, wing?: string, behind?: Shape[]}} Body
 */

/** @type {Record<string, Body>} */
const BODIES = {
  badger: {
    fur: '#6f6d75',
    light: '#2c2a30',
    paw: '#2c2a30',
    behind: [['p', 'M74 126c12-2 20 2 22 10-8 4-18 4-24 0z', '#8b8992']],
  },
  bat: {
    fur: '#7b6893',
    light: '#a592bd',
    paw: '#4d3f63',
    wing: '#4d3f63',
    behind: [['m', ['p', 'M30 84C14 88 4 100 2 122c6-5 11-6 16-3 2-5 7-7 14-5z', '#4d3f63']]],
  },
  bear: { fur: '#935f36', light: '#deb486', paw: '#7e4e2b', behind: [['c', 82, 130, 7, '#7e4e2b']] },
  beaver: {
    fur: '#ad6f3d',
    light: '#dca877',
    paw: '#8a532b',
    behind: [
      ['e', 84, 124, 10, 24, '#57402f', -38],
      ['l', 'M74 116l18 16M70 124l16 14M84 110l14 14', '#8a6a4f', 2],
    ],
  },
  deer: { fur: '#cf8d50', light: '#f8e6d2', paw: '#a8713d', behind: [['c', 83, 128, 6, '#fff6ea']] },
  duck: {
    fur: '#b9a08a',
    light: '#f3ece2',
    paw: '#f08a1d',
    wing: '#8b5c3a',
    behind: [
      ['p', 'M74 116c10-4 20-4 25-12 1 14-6 24-20 28z', '#8b5c3a'],
      ['p', 'M37 48h26v32H37z', '#2c9a70'],
    ],
  },
  fox: {
    fur: '#ee7a33',
    light: '#fff7ea',
    paw: '#3a2a24',
    behind: [
      ['p', 'M70 134c20 6 30-8 26-26-2-9-9-12-13-7 3 10-4 17-17 19z', '#ee7a33'],
      ['p', 'M96 108c-2-9-9-12-13-7 1 5 0 8-3 12 6 2 12 0 16-5z', '#fff7ea'],
    ],
  },
  frog: { fur: '#73c94d', light: '#d7f2b8', paw: '#4c9a31' },
  hare: { fur: '#c59a6c', light: '#f7e8d6', paw: '#b48a5f', behind: [['c', 83, 130, 8, '#fff6ea']] },
  hedgehog: {
    fur: '#f2cfa3',
    light: '#ffe9cf',
    paw: '#b98a61',
    behind: [
      [
        'p',
        'M50 76l10 4 9-5 4 10 10 0-1 10 9 5-5 9 6 8-8 6 2 10-10 2-3 9H27l-3-9-10-2 2-10-8-6 6-8-5-9 9-5-1-10 10 0 4-10 9 5z',
        '#6b4a35',
      ],
    ],
  },
  mole: { fur: '#544c5c', light: '#7d7288', paw: '#453e4c' },
  otter: {
    fur: '#815b3f',
    light: '#eed9b8',
    paw: '#6a4a33',
    behind: [['p', 'M66 134c16 6 30 4 33-12-10 4-20 2-26-6z', '#6a4a33']],
  },
  owl: { fur: '#98683c', light: '#e3bf8e', paw: '#e8862a', wing: '#7d5430' },
  squirrel: {
    fur: '#cc5f2a',
    light: '#fdeedd',
    paw: '#8d3c14',
    behind: [
      [
        'p',
        'M66 140c26 2 36-18 32-42-3-18-16-28-26-22-7 5-6 13 0 15 5 1 9-3 9-6 7 12 2 34-17 40z',
        '#b24c1d',
      ],
      ['l', 'M76 130c13-6 18-24 14-40', '#e58a55', 3.4],
    ],
  },
  toad: { fur: '#958f4c', light: '#d9d199', paw: '#7f7a3e' },
  wolf: {
    fur: '#8b9bae',
    light: '#eef3f7',
    paw: '#5b6a7d',
    behind: [
      ['p', 'M70 134c18 8 32-2 28-22-8 6-14 5-22-2z', '#75859a'],
      ['p', 'M98 112c-4 3-8 4-12 3 0 6 4 10 10 10 2-4 3-8 2-13z', '#eef3f7'],
    ],
  },
  paw: { fur: '#8a7763', light: '#e4ddcf', paw: '#6b5a48' },
};

const TORSO = 'M50 66c22 0 34 28 34 50 0 18-13 28-34 28s-34-10-34-28c0-22 12-50 34-50z';

/**
 * @param {string} icon an unknown one is a paw
 * @returns {HTMLElement}
 */
export function sitter(icon) {
  const { fur, light, paw, behind = [], wing = '' } = BODIES[icon] || BODIES.paw;
  const arm = (/** @type {string} */ name, /** @type {string} */ d) =>
    svg('g', { class: `arm ${name}` }, draw(['l', d, wing || paw, wing ? 17 : 12]));
  return h(
    'span',
    { class: 'sitter', 'aria-hidden': 'true' },
    svg(
      'svg',
      { viewBox: '0 0 100 150' },
      svg('ellipse', { cx: 50, cy: 142, rx: 44, ry: 7, fill: 'rgba(0, 0, 0, 0.3)' }),
      behind.map(draw),
      draw(['p', TORSO, fur]),
      draw(['e', 50, 120, 19, 21, light]),
      draw(['m', ['e', 33, 141, 15, 7.5, paw]]),
      svg('g', { transform: 'translate(10 0) scale(.8)' }, head(icon)),
      scarf(),
      arm('left', 'M24 94q-7 12 5 25'),
      arm('right', 'M76 94q7 12-5 25'),
    ),
  );
}

const MOVES = 2500; // ms, the longest of them

/**
 * Lets it wave or cheer once. Where motion is not wanted CSS shows nothing.
 *
 * @param {Element} el a sitter
 * @param {'waves' | 'cheers'} how
 */
export function plays(el, how) {
  el.classList.remove(how);
  el.getBoundingClientRect(); // so that what is still going on begins anew
  el.classList.add(how);
  setTimeout(() => el.classList.remove(how), MOVES);
}

/** The scarf in the Six's colour (css/base.css), and its woggle. */
function scarf() {
  return svg(
    'g',
    { class: 'scarf' },
    svg('path', { d: 'M25 76c14 9 36 9 50 0l3 9c-8 6-17 9-24 9l8 20-12-6-12 6 8-20c-7 0-16-3-24-9z' }),
    svg('rect', { x: 44.5, y: 86, width: 11, height: 8, rx: 3, fill: '#6b4a2e' }),
  );
}
