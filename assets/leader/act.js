import { h } from '../app/dom.js';

/**
 * A button that says what it does, in a list of them (`.acts`).
 *
 * @param {string} label
 * @param {string} about a sentence
 * @param {() => void} then
 * @param {string} [kind] `hurts` for what can't easily be taken back
 */
export function act(label, about, then, kind = '') {
  return h(
    'button',
    { type: 'button', class: `act ${kind}`, onclick: then },
    h('strong', null, label),
    h('span', null, about),
  );
}
