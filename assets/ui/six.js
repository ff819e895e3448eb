import { h, svg, set } from '../app/dom.js';

/**
 * The six Sixes: each a colour, a pattern (css/base.css), a letter and an animal that
 * is none of the sixteen icons, so that no two are told apart by colour alone.
 */

/** @type {{id: string, name: string, letter: string, animal: string}[]} */
export const SIXES = [
  { id: 'red', name: 'Red', letter: 'R', animal: 'ladybird' },
  { id: 'blue', name: 'Blue', letter: 'B', animal: 'whale' },
  { id: 'green', name: 'Green', letter: 'G', animal: 'snake' },
  { id: 'yellow', name: 'Yellow', letter: 'Y', animal: 'bee' },
  { id: 'grey', name: 'Grey', letter: 'Gy', animal: 'mouse' },
  { id: 'brown', name: 'Brown', letter: 'Br', animal: 'snail' },
];

const KNOWN = SIXES.map((s) => s.id);

/**
 * What people call a Six: the leader's name for it, else its colour.
 *
 * @param {string} six
 * @param {{name?: string}} [room] the Six as `room.sixes` has it
 * @returns {string}
 */
export function sixName(six, room) {
  if (room && room.name) return room.name;
  const found = SIXES.find((s) => s.id === six);
  return found ? found.name + ' Six' : 'No Six yet';
}

/**
 * The class that gives an element a Six's colour and pattern.
 *
 * @param {string} six
 */
export function sixClass(six) {
  return 'six-' + (KNOWN.indexOf(six) >= 0 ? six : 'none');
}

/**
 * The badge of a Six. Its size is that of `.badge` unless CSS says otherwise. It is
 * decoration: the name stands beside it, or give `label`.
 *
 * @param {string} six
 * @param {string} [label] what a screen reader says
 * @returns {HTMLElement}
 */
export function sixBadge(six, label) {
  const el = h('span', { class: 'badge' }, svg('svg', { viewBox: '0 0 48 48', 'aria-hidden': 'true' }));
  patchBadge(el, six, label);
  return el;
}

/**
 * Makes a badge that of another Six.
 *
 * @param {HTMLElement} el a sixBadge
 * @param {string} six
 * @param {string} [label]
 */
export function patchBadge(el, six, label) {
  set(el, label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' });
  if (el.getAttribute('data-six') === six) return;
  set(el, { class: 'badge ' + sixClass(six), 'data-six': six });
  const picture = /** @type {SVGElement} */ (el.firstChild);
  while (picture.firstChild) picture.removeChild(picture.firstChild);
  for (const d of SHAPES[six] || []) {
    picture.appendChild(svg('path', { d, fill: 'currentColor', 'fill-rule': 'evenodd' }));
  }
}

/** Silhouettes on a 48 by 48 field. @type {Record<string, string[]>} */
const SHAPES = {
  red: [
    'M24 6c3 0 5 2 5.600 4.600A14 14 0 0 1 38 24c0 10-6.300 18-14 18S10 34 10 24a14 14 0 0 1 8.400-13.400C19 8 21 6 24 6zm-1 12v21h2V18zm-6 5a3 3 0 1 0 .01 0zm14 0a3 3 0 1 0 .01 0zm-12.500 8.500a2.500 2.500 0 1 0 .01 0zm11 0a2.500 2.500 0 1 0 .01 0z',
    'M17 9 12 3l1.500-1L19 8zM31 9l5-6-1.500-1L29 8z',
  ],
  blue: [
    'M4 27c0-8 7-12 16-12 8 0 12 5 16 6 3 .600 4.500-1 5-4-3-.500-5-2.500-5-6 3-.500 5 .500 6.500 2.500C44 11.500 46 10.500 48 11c0 3.500-1.700 5.500-4.200 6.200C44.500 29 38 38 22 38 10 38 4 33 4 27zm9-3a2.200 2.200 0 1 0 .01 0z',
    'M18 12c0-3-3-2-4-5 3-2 5 0 5 2 0-2 2-4 5-2-1 3-4 2-4 5z',
  ],
  green: [
    'M10 40c-4 0-6-2.500-6-5.500S6.500 29 10 29h22c3 0 4-1 4-2.800S35 23.500 32 23.500H19c-6 0-9-3.500-9-8S13.500 7 19 7h12c2-2.500 4.500-3 7-2.500 4 .800 6 3.500 6 6.500s-3 5.500-6.500 5.500c-2.500 0-4.500-.800-6-2.500H20c-2 0-3 .600-3 1.700 0 1.200 1 1.800 3 1.800h12c6.500 0 11 3 11 8.700 0 6-4 9.300-10 9.300H20c-2 0-2.500 4.500-10 4.500zM37 8a1.800 1.800 0 1 0 .01 0z',
    'M43 12h5v1.500h-5z',
  ],
  yellow: [
    'M24 20c9 0 15 4.500 15 10.500S33 41 24 41 9 36.500 9 30.500 15 20 24 20zm-5 3.500v15h4v-15zm8.500 0v15h4v-15z',
    'M22 19C14 19 8 14 10 9s12-3 13 9zM26 19c8 0 14-5 12-10s-12-3-13 9zM40 29l6 1.500-6 2z',
  ],
  grey: [
    'M22 18c9 0 15 6 15 13 0 6-4 9-9 9H9c-4 0-6-3-4-6 2-2.500 4-8 6-11a7.500 7.500 0 1 1 11-5zM12 30a2 2 0 1 0 .01 0z',
    'M36 38c7-1 8-6 4-9-3-2.500-2-6 3-6v3c-1.500 0-1.500 1 0 2.300C48 32 46 40.500 36 41z',
  ],
  brown: [
    'M26 8a13.500 13.500 0 0 1 9 23.500h5l2-9-4-8 2-1 3.500 6.500L45 13l2 .500-1 8.500c1 1 1.500 2 1 4l-2 9c-.700 3-2 4-5 4H5c-2 0-2.500-2-1-3l8-5A13.500 13.500 0 0 1 26 8zm0 4.500a9 9 0 1 0 9 9h-3.500a5.500 5.500 0 1 1-5.500-5.500zm0 6.500a2.500 2.500 0 1 0 2.500 2.500z',
  ],
};
