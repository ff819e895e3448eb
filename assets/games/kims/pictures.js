import { h, list, mark, set, text } from '../../app/dom.js';

/**
 * What the three pages share: a picture with its name, the cloth, and what is asked.
 *
 * @typedef {{picture?: string, name?: string}} Picture an empty one is an empty place
 * @typedef {'missing' | 'moved' | 'new' | 'all'} Ask
 */

/** The question of a round. */
export const QUESTIONS = /** @type {Record<string, string>} */ ({
  missing: 'What is missing?',
  moved: 'What moved?',
  new: 'What is new?',
  all: 'Tap all you saw!',
});

/**
 * A tray that is only looked at.
 *
 * @param {string} label what a screen reader calls it
 * @returns {{el: HTMLElement, render: (pictures: Picture[], found?: Picture) => void}} `found` is
 *   shown in the empty place
 */
export function tray(label) {
  const el = h('ul', { class: 'kims-tray', 'aria-label': label });
  const draw = list(
    el,
    (c) => c.key,
    () => cell(),
  );
  return {
    el,
    render: (pictures, found) => {
      set(el, { 'data-count': pictures.length });
      draw(pictures.map((p, i) => ({ key: `${i}${p.name || ''}`, p, found })));
    },
  };
}

function cell() {
  const picture = h('span', { class: 'kims-picture', 'aria-hidden': 'true' });
  const name = h('span', { class: 'kims-name' });
  const el = h('li', { class: 'kims-cell' }, picture, name);
  return {
    el,
    render: (/** @type {{p: Picture, found?: Picture}} */ { p, found }) => {
      const shown = p.picture ? p : found || p;
      text(picture, shown.picture || '?');
      text(name, shown.name || 'Empty');
      mark(el, 'gap', !p.picture);
      mark(el, 'found', !p.picture && found);
    },
  };
}

/** The cloth over the tray. @returns {HTMLElement} */
export function cloth() {
  return h(
    'div',
    { class: 'kims-cloth', 'aria-hidden': 'true' },
    h('span', { class: 'kims-cloth-picture' }, '🙈'),
  );
}
