import { svg } from '../app/dom.js';

/** The letters of the answers, in order. */
export const LETTERS = ['A', 'B', 'C', 'D'];

const NAMES = ['triangle', 'circle', 'square', 'star'];
const PATHS = [
  'M32 6c2 0 3.500 1 4.500 2.700l23 41C62 54 59.500 58 55 58H9c-4.500 0-7-4-4.500-8.300l23-41C28.500 7 30 6 32 6z',
  'M32 4a28 28 0 1 1-.01 0z',
  'M13 6h38a7 7 0 0 1 7 7v38a7 7 0 0 1-7 7H13a7 7 0 0 1-7-7V13a7 7 0 0 1 7-7z',
  'M32 3l8.500 18.200 20 2.600-14.700 13.700 3.700 19.800L32 47.600l-17.500 9.700 3.700-19.800L3.500 23.800l20-2.600z',
];

/**
 * The shape of an answer, so that no answer is told by its colour alone.
 *
 * @param {number} index from 0
 * @returns {SVGElement}
 */
export function answerShape(index) {
  return svg(
    'svg',
    { class: 'shape', viewBox: '0 0 64 64', 'aria-hidden': 'true' },
    svg('path', { d: PATHS[index % 4], fill: 'currentColor' }),
  );
}

/**
 * @param {number} index from 0
 * @returns {string} as in «triangle»
 */
export function shapeName(index) {
  return NAMES[index % 4];
}

/** The star that doubles one answer. @returns {SVGElement} */
export function starShape() {
  return answerShape(3);
}
