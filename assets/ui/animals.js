import { h, svg } from '../app/dom.js';

/** The sixteen animals, in the order in which they are offered. */
export const ANIMALS = [
  'badger',
  'bat',
  'bear',
  'beaver',
  'deer',
  'duck',
  'fox',
  'frog',
  'hare',
  'hedgehog',
  'mole',
  'otter',
  'owl',
  'squirrel',
  'toad',
  'wolf',
];

/**
 * @param {string} icon
 * @returns {string} «Badger»
 */
export function animalName(icon) {
  return icon.charAt(0).toUpperCase() + icon.slice(1);
}

/**
 * The face of an animal; its size is that of `.face`. Decoration unless `label` is given.
 *
 * @param {string} icon
 * @param {string} [label] what a screen reader says
 * @returns {HTMLElement}
 */
export function animal(icon, label) {
  return h(
    'span',
    Object.assign(
      { class: 'face' },
      label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' },
    ),
    svg('svg', { viewBox: '0 0 100 100' }, svg('circle', { cx: 50, cy: 50, r: 40, fill: '#b98b5a' })),
  );
}
