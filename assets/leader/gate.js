import { h } from '../app/dom.js';
import { fire } from '../ui/fire.js';

/**
 * The pages before and after the console: where the key belongs, two digits that
 * another leader types, and the end of the evening.
 */

/**
 * Where a browser lands that may not lead, or show, this meeting.
 *
 * @param {string} message what is wrong, or ''
 * @param {{then?: (key: string) => void, stage?: boolean}} [opts] `then` takes a key that was typed
 * @returns {HTMLElement}
 */
export function gate(message, { then, stage = false } = {}) {
  return page(
    stage ? 'The big screen' : 'The leader’s console',
    h('p', null, stage ? FOR_STAGES : FOR_LEADERS),
    message ? h('p', { class: 'problem', role: 'alert' }, message) : null,
    then ? keyForm(then) : null,
    h('p', { class: 'soft' }, h('a', { href: '/' }, 'I am a Cub: take me to the campfire')),
  );
}

const FOR_LEADERS =
  'Packnight opens this page by itself when it starts. Its window shows the address with the key.';
const FOR_STAGES = 'On the leader’s console choose «Screens». It opens this page, or shows a key for it.';

/** @param {(key: string) => void} then */
function keyForm(then) {
  const input = h('input', {
    class: 'field',
    id: 'key',
    type: 'text',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    const key = input.value.trim().replace(/^.*#key=/, '');
    if (key) then(key);
  };
  return h(
    'form',
    { class: 'stack', onsubmit: submit },
    h('label', { for: 'key' }, 'The key, or the whole address with it'),
    input,
    h('button', { type: 'submit', class: 'btn wide' }, 'Open'),
  );
}

/**
 * The two digits that another leader types.
 *
 * @param {string} match
 * @param {'leader' | 'stage'} as
 * @returns {HTMLElement}
 */
export function waiting(match, as) {
  return page(
    as === 'stage' ? 'A big screen for tonight' : 'Almost there',
    h('p', null, 'On the first leader’s console, under «Screens», type these two digits:'),
    h('p', { class: 'match', 'aria-label': match.split('').join(' ') }, match),
    h('p', { class: 'soft' }, 'This page goes on by itself.'),
  );
}

/**
 * After the evening.
 *
 * @param {() => void} again
 * @param {() => void} stop stops the program
 * @returns {HTMLElement}
 */
export function over(again, stop) {
  return page(
    'Good night, pack!',
    h(
      'p',
      null,
      'The evening is over. Every name, score and seat is deleted. Your packs and settings are kept.',
    ),
    h('button', { type: 'button', class: 'btn wide', onclick: stop }, 'Stop Packnight'),
    h('button', { type: 'button', class: 'btn calm wide', onclick: again }, 'Light a new campfire'),
  );
}

/**
 * After the leader has stopped the program: nothing is asked any more.
 *
 * @returns {HTMLElement}
 */
export function stopped() {
  return page(
    'Packnight has stopped',
    h('p', null, 'You may close this page.'),
    h(
      'p',
      { class: 'soft' },
      'To go on, start Packnight again: within a day everyone is back in the same place.',
    ),
  );
}

/**
 * @param {string} title
 * @param {...(Node | null)} body
 */
function page(title, ...body) {
  return h(
    'main',
    { class: 'gate' },
    fire(),
    h('section', { class: 'card stack', role: 'status' }, h('h1', null, title), body),
  );
}
