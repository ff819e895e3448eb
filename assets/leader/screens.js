import { patch, post } from '../app/api.js';
import { fill, h, svg, text } from '../app/dom.js';
import { plain } from './join.js';

/**
 * The big screen, a second leader, and the two digits that let a device in.
 *
 * @typedef {import('./console.js').Console} Console
 */

const KEY_LIVES = 90; // s

/** @param {Console} app */
export function openScreens(app) {
  const invited = h('div', { class: 'invited', 'aria-live': 'polite' });
  const invite = (/** @type {'leader' | 'stage'} */ role) => () => makeKey(app, role, invited);
  app.dialogs.open({
    title: 'Screens and leaders',
    wide: true,
    body: [
      h('h3', null, 'The big screen'),
      h('p', null, 'Opens in a window of its own: pull it onto the projector or television and press F11.'),
      h('a', { class: 'btn', href: '/stage', target: 'packnight-stage' }, 'Open the big screen'),
      volume(app),
      h('h3', null, 'Another device'),
      h('p', null, 'A second leader’s phone, or a big screen that is a computer of its own.'),
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          { type: 'button', class: 'btn calm small', onclick: invite('leader') },
          'A second leader',
        ),
        h(
          'button',
          { type: 'button', class: 'btn calm small', onclick: invite('stage') },
          'A big screen elsewhere',
        ),
      ),
      invited,
      confirmForm(app),
      h('h3', null, 'Connected'),
      connected(app),
    ],
  });
}

/**
 * Shows a key of 90 seconds.
 *
 * @param {Console} app
 * @param {'leader' | 'stage'} role
 * @param {HTMLElement} into
 */
async function makeKey(app, role, into) {
  const answer = await app.run(post('/api/leaders', { role }));
  if (!answer) return;
  const left = h('span', null, `${KEY_LIVES} s`);
  const until = Date.now() + KEY_LIVES * 1000;
  const timer = setInterval(() => {
    const s = Math.ceil((until - Date.now()) / 1000);
    if (s > 0 && document.contains(left)) {
      text(left, `${s} s`);
      return;
    }
    clearInterval(timer);
    if (s <= 0) fill(into, h('p', { class: 'soft' }, 'That key is used up or too old. Make a new one.'));
  }, 500);
  const [address] = answer.url.split('#');
  fill(
    into,
    drawn(answer.qr),
    h(
      'div',
      null,
      h(
        'p',
        null,
        'Point the other device’s camera at it. Or open ',
        h('strong', null, plain(address)),
        ' there and type:',
      ),
      h('p', { class: 'key' }, answer.key),
      h(
        'p',
        { class: 'soft' },
        'For one device, good for ',
        left,
        '. It then shows two digits: type them below.',
      ),
    ),
  );
}

/**
 * A QR code drawn from its path.
 *
 * @param {{side: number, path: string}} qr
 */
function drawn({ side, path }) {
  return h(
    'div',
    { class: 'qr' },
    svg(
      'svg',
      {
        viewBox: `0 0 ${side} ${side}`,
        role: 'img',
        'aria-label': 'QR code for the other device',
        'shape-rendering': 'crispEdges',
      },
      svg('path', { fill: '#fff', d: `M0 0h${side}v${side}H0z` }),
      svg('path', { d: path }),
    ),
  );
}

/** @param {Console} app */
function confirmForm(app) {
  const input = h('input', {
    class: 'field digits',
    id: 'digits',
    type: 'text',
    inputmode: 'numeric',
    maxlength: '2',
    autocomplete: 'off',
    pattern: '[0-9]{2}',
  });
  const submit = async (/** @type {Event} */ e) => {
    e.preventDefault();
    const ok = await app.run(
      post('/api/leaders/confirm', { match: input.value.trim() }),
      'The device is in.',
    );
    if (ok) input.value = '';
  };
  return h(
    'form',
    { class: 'line', onsubmit: submit },
    h('label', { for: 'digits' }, 'The two digits that a device shows'),
    input,
    h('button', { type: 'submit', class: 'btn small' }, 'Let it in'),
  );
}

/**
 * How loud the big screens are. They hear of it within three seconds.
 *
 * @param {Console} app
 */
function volume(app) {
  const now = app.meeting ? app.meeting.volume : 0;
  const slider = h('input', { id: 'volume', type: 'range', min: 0, max: 10, step: 1, value: now });
  const told = h('output', { for: 'volume' }, loudness(now));
  slider.addEventListener('input', () => text(told, loudness(Number(slider.value))));
  slider.addEventListener('change', () => app.run(patch('/api/meeting', { volume: Number(slider.value) })));
  return h('p', { class: 'volume' }, h('label', { for: 'volume' }, 'Its sound'), slider, told);
}

/** @param {number} volume */
function loudness(volume) {
  return volume ? `${volume} of 10` : 'off';
}

/**
 * Which leaders and big screens are connected: what kind of device, and since when.
 *
 * @param {Console} app
 */
function connected(app) {
  const all = (app.meeting && app.meeting.leading) || [];
  return h(
    'ul',
    { class: 'leading' },
    all.map((g) => h('li', null, guestLine(g, app.me.user))),
  );
}

/**
 * @param {{user: string, role: string, device?: string, since: number}} guest
 * @param {string} me
 * @returns {string}
 */
export function guestLine(guest, me) {
  const at = new Date(guest.since).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const own = guest.user === me;
  const what =
    guest.role === 'stage'
      ? own
        ? 'Your big screen'
        : 'A big screen'
      : own
        ? 'This console'
        : 'Another leader';
  return `${what}${guest.device ? ` (${guest.device})` : ''}, since ${at}`;
}
