import { h, text } from '../app/dom.js';
import { patch } from '../app/api.js';
import { SIXES, sixBadge, sixName } from '../ui/six.js';
import { act } from './act.js';
import { can } from './words.js';
import { standing } from './roster.js';

/**
 * What a leader may do for one Cub.
 *
 * @typedef {import('./console.js').Console} Console
 */

const MOST_LETTERS = 12;
const MOST_POINTS = 100;

/**
 * @param {Console} app
 * @param {string} id
 */
export function openPlayer(app, id) {
  const room = app.state && app.state.room;
  const player = room && (room.players || {})[id];
  if (!room || !player) return;
  const body = [
    h(
      'p',
      { class: 'lead' },
      [sixName(player.six, (room.sixes || {})[player.six]), standing(player)].filter(Boolean).join(' · '),
    ),
    restRows(app, id, player),
    can(room, 'score') ? scoreForm(app, id) : h('span'),
    renameForm(app, id, player.name),
    sixChoice(app, id, player.six),
  ];
  if (can(room, 'remove')) {
    body.push(
      h(
        'div',
        { class: 'acts' },
        act(
          'Remove from the meeting',
          'You can bring them back under «Evening».',
          () => remove(app, id, player.name),
          'hurts',
        ),
      ),
    );
  }
  app.dialogs.open({ title: player.name, body });
}

/**
 * @param {Console} app
 * @param {string} id
 * @param {import('./types.js').Player} player
 */
function restRows(app, id, player) {
  const room = app.state && app.state.room;
  const move = (/** @type {Record<string, any>} */ body) => () => {
    app.dialogs.close();
    app.move(body);
  };
  const rows = [];
  if (player.resting && can(room, 'wake')) {
    rows.push(act('Wake', 'Plays along again straight away.', move({ do: 'wake', player: id })));
  } else if (!player.resting && can(room, 'rest')) {
    rows.push(
      act('Rest', 'Keeps the place and the points; nobody waits for them.', move({ do: 'rest', player: id })),
    );
  }
  if (can(room, 'mute')) {
    const muted = /** @type {any} */ (player).muted;
    rows.push(
      muted
        ? act('Allow cheers', 'The cheer buttons work again.', move({ do: 'mute', player: id, on: false }))
        : act('No cheers', 'Their cheer buttons rest.', move({ do: 'mute', player: id, on: true })),
    );
  }
  return h('div', { class: 'acts' }, rows);
}

/**
 * Fix score ±.
 *
 * @param {Console} app
 * @param {string} id
 */
function scoreForm(app, id) {
  let by = 1;
  const shown = h('output', { class: 'by' }, '+1');
  const step = (/** @type {number} */ d) => () => {
    by = Math.max(-MOST_POINTS, Math.min(MOST_POINTS, by + d || (by < 0 ? 1 : -1)));
    text(shown, by > 0 ? `+${by}` : `−${-by}`);
  };
  const give = () => {
    app.dialogs.close();
    app.move({ do: 'score', player: id, by });
  };
  return h(
    'fieldset',
    { class: 'fix' },
    h('legend', null, 'Fix the score'),
    h('button', { type: 'button', class: 'step', 'aria-label': 'five less', onclick: step(-5) }, '−5'),
    h('button', { type: 'button', class: 'step', 'aria-label': 'one less', onclick: step(-1) }, '−1'),
    shown,
    h('button', { type: 'button', class: 'step', 'aria-label': 'one more', onclick: step(1) }, '+1'),
    h('button', { type: 'button', class: 'step', 'aria-label': 'five more', onclick: step(5) }, '+5'),
    h('button', { type: 'button', class: 'btn calm small', onclick: give }, 'Give'),
  );
}

/**
 * @param {Console} app
 * @param {string} id
 * @param {string} name
 */
function renameForm(app, id, name) {
  const input = h('input', {
    class: 'field',
    type: 'text',
    id: 'new-name',
    maxlength: String(MOST_LETTERS),
    autocomplete: 'off',
    value: name,
  });
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    const to = input.value.trim();
    if (to && to !== name) app.run(patch(`/api/players/${id}`, { name: to }), `${name} is ${to} now.`);
    app.dialogs.close();
  };
  return h(
    'form',
    { class: 'line', onsubmit: submit },
    h('label', { for: 'new-name' }, 'Rename'),
    input,
    h('button', { type: 'submit', class: 'btn calm small' }, 'Rename'),
  );
}

/**
 * @param {Console} app
 * @param {string} id
 * @param {string} six
 */
function sixChoice(app, id, six) {
  const room = app.state && app.state.room;
  if (!room) return h('span');
  const to = (/** @type {string} */ s) => () => {
    app.dialogs.close();
    if (s !== six)
      app.run(patch(`/api/players/${id}`, { six: s }), `Moved to ${sixName(s, (room.sixes || {})[s])}.`);
  };
  const buttons = SIXES.map(({ id: s }) =>
    h(
      'button',
      { type: 'button', class: 'six-choice', 'aria-pressed': s === six ? 'true' : 'false', onclick: to(s) },
      sixBadge(s),
      h('span', null, sixName(s, (room.sixes || {})[s])),
    ),
  );
  return h('fieldset', { class: 'six-choices' }, h('legend', null, 'Move to another Six'), buttons);
}

/**
 * @param {Console} app
 * @param {string} id
 * @param {string} name
 */
function remove(app, id, name) {
  app.dialogs.ask({
    title: `Remove ${name}?`,
    text: 'Their phone says goodbye, and they can’t come back until you bring them back.',
    yes: `Remove ${name}`,
    then: () => app.remove(id, name),
  });
}
