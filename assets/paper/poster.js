import { patch } from '../app/api.js';
import { fill, h, show, text } from '../app/dom.js';
import { plain } from '../leader/join.js';
import { sitter } from '../ui/sitter.js';
import { fire } from '../ui/fire.js';

/**
 * The poster for a hall without a big screen: the way in, readable from three metres.
 *
 * @param {import('../leader/poll.js').Meeting} meeting
 * @returns {HTMLElement[]}
 */
export function poster(meeting) {
  const address = meeting.addresses[0] || '';
  const wifi = h('strong');
  const first = h('li', null, h('span', null, 'Join the Wi-Fi ', wifi));
  const named = (/** @type {string} */ name) => {
    text(wifi, name);
    show(first, name);
  };
  named(meeting.wifi);
  return [
    form(meeting.wifi, named),
    address
      ? sheet(meeting, address, first)
      : h('p', { class: 'card' }, 'This computer is in no network yet.'),
  ];
}

/**
 * The name of the Wi-Fi, typed once and kept for next week.
 *
 * @param {string} name
 * @param {(name: string) => void} then
 */
function form(name, then) {
  const input = h('input', {
    class: 'field',
    id: 'wifi',
    type: 'text',
    value: name,
    maxlength: '32',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const said = h('p', { class: 'soft', role: 'status' });
  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    try {
      const meeting = await patch('/api/meeting', { wifi: input.value.trim() });
      then(meeting.wifi);
      text(said, 'Kept, for next week too.');
    } catch (problem) {
      text(said, /** @type {Error} */ (problem).message);
    }
  };
  return h(
    'form',
    { class: 'card no-print wifi', onsubmit: submit },
    h('label', { for: 'wifi' }, 'The name of the Wi-Fi, as the phones show it'),
    h('div', null, input, h('button', { type: 'submit', class: 'btn small' }, 'Put it on the poster')),
    said,
  );
}

/**
 * @param {import('../leader/poll.js').Meeting} meeting
 * @param {string} address
 * @param {HTMLElement} first the first step, which is hidden where it is not needed
 */
function sheet(meeting, address, first) {
  const animals = ['fox', 'owl', 'hedgehog', 'badger', 'frog'].map((icon) => sitter(icon));
  const scene = h('div', { class: 'poster-scene', 'aria-hidden': 'true' });
  fill(scene, animals.slice(0, 2), fire(), animals.slice(2));
  return h(
    'section',
    { class: 'sheet poster', 'aria-label': 'Poster' },
    h('h2', null, 'Come and sit by the fire!'),
    scene,
    h('p', { class: 'poster-point' }, 'Point your camera here'),
    h('img', { class: 'poster-qr', alt: 'QR code to join', src: `/join.svg?of=${meeting.code}` }),
    h(
      'ol',
      { class: 'poster-steps' },
      first,
      h('li', null, h('span', null, 'Point your camera at the square')),
      h('li', null, h('span', null, 'Pick your animal')),
    ),
    h('p', { class: 'poster-type' }, 'No camera? Type ', h('strong', null, plain(address)), ' and the code'),
    h('p', { class: 'poster-code' }, meeting.code),
  );
}
