import { del, patch, request } from '../app/api.js';
import { h } from '../app/dom.js';
import { SIXES, sixBadge } from '../ui/six.js';
import { animal } from '../ui/animals.js';
import { act } from './act.js';
import { openPacks } from './packs/list.js';

/**
 * What concerns the whole evening: its title, the door, the Sixes' names, the quiz
 * packs, who was removed, and its end.
 *
 * @typedef {import('./console.js').Console} Console
 */

const MOST_TITLE = 40;
const MOST_SIX = 16;

/** @param {Console} app */
export function openEvening(app) {
  const { meeting } = app;
  if (!meeting) return app.toasts.show('One moment: the evening is still on its way.');
  const locked = meeting.locked;
  const lock = () => {
    app.dialogs.close();
    app.run(patch('/api/meeting', { locked: !locked }), locked ? 'The door is open.' : 'The door is locked.');
  };
  app.dialogs.open({
    title: 'This evening',
    wide: true,
    body: [
      h(
        'div',
        { class: 'acts' },
        locked
          ? act('Open the door', 'New Cubs can come in again.', lock)
          : act('Lock the door', 'Nobody new can come in; those who are in can come back.', lock),
        paper('#poster', 'Print a poster', 'The way in, for the door of a hall without a big screen.'),
        paper('#certificates', 'Print certificates', 'For the Sixes, and for the awards of tonight’s games.'),
        act('Quiz packs', 'Write your own questions, change them, pass them on.', () => openPacks(app)),
      ),
      names(app),
      removed(app),
      limits(app),
      h(
        'div',
        { class: 'acts two' },
        act('Stop Packnight', 'The evening is kept for a day.', () => stopProgram(app)),
        act('End the evening', 'Deletes every name and score.', () => endEvening(app), 'hurts'),
      ),
    ],
  });
}

/**
 * A way to what can be printed, in a page of its own.
 *
 * @param {string} which
 * @param {string} label
 * @param {string} about
 */
function paper(which, label, about) {
  return h(
    'a',
    { class: 'act', href: '/paper' + which, target: 'packnight-paper' },
    h('strong', null, label),
    h('span', null, about),
  );
}

/**
 * The title of the evening and the names of the Sixes, kept for next week.
 *
 * @param {Console} app
 */
function names(app) {
  const meeting = /** @type {NonNullable<Console['meeting']>} */ (app.meeting);
  const title = field('title', meeting.title, MOST_TITLE);
  const sixes = SIXES.map(({ id, name }) => ({
    id,
    name: `${name} Six`,
    input: field(`six-${id}`, meeting.sixes[id] || '', MOST_SIX),
  }));
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    /** @type {Record<string, string>} */
    const chosen = {};
    for (const s of sixes) chosen[s.id] = s.input.value.trim();
    app.run(patch('/api/meeting', { title: title.value.trim(), sixes: chosen }), 'Kept, for next week too.');
  };
  return h(
    'form',
    { class: 'names stack', onsubmit: submit },
    h('label', { for: 'title' }, 'What this evening is called'),
    title,
    h('h3', null, 'What the Sixes are called'),
    h(
      'div',
      { class: 'six-names' },
      sixes.map((s) => h('label', { for: `six-${s.id}` }, sixBadge(s.id, s.name), s.input)),
    ),
    h('button', { type: 'submit', class: 'btn small' }, 'Save names'),
  );
}

/**
 * @param {string} id
 * @param {string} value
 * @param {number} most
 */
function field(id, value, most) {
  return h('input', {
    class: 'field',
    id,
    type: 'text',
    value,
    maxlength: String(most),
    autocomplete: 'off',
  });
}

/** @param {Console} app */
function removed(app) {
  const gone = (app.meeting && app.meeting.removed) || [];
  if (!gone.length) return '';
  const rows = gone.map((p) => {
    const back = () => {
      app.dialogs.close();
      app.restore(p.id, p.name);
    };
    return h(
      'li',
      null,
      animal(p.icon),
      h('span', { class: 'name' }, p.name),
      h('button', { type: 'button', class: 'btn calm small', onclick: back }, 'Bring back'),
    );
  });
  return h('section', null, h('h3', null, 'Removed'), h('ul', { class: 'removed' }, rows));
}

/**
 * What Packnight takes, for a leader who wonders why somebody can't come in.
 *
 * @param {Console} app
 */
function limits(app) {
  const l = (app.meeting && app.meeting.limits) || {};
  if (!l.players) return '';
  const lines = [
    `${l.players} Cubs in a meeting, ${l.per_user} on one device`,
    `${l.seats} in one game, ${l.games} games at once`,
    `${l.sockets} connections, ${l.for_leaders} of them kept for leaders and big screens`,
    `A phone that is silent for ${l.silent / 1000} seconds counts as asleep`,
    `A quiz pack of ${Math.round(l.pack / 1024)} KB`,
  ];
  return h(
    'details',
    { class: 'limits' },
    h('summary', null, 'What Packnight can take'),
    h(
      'ul',
      null,
      lines.map((t) => h('li', null, t)),
    ),
  );
}

/** @param {Console} app */
function endEvening(app) {
  app.dialogs.ask({
    title: 'End the evening?',
    text:
      'Every Cub goes home: all names, scores and seats are deleted for good, on this laptop and on the phones. ' +
      'Your quiz packs and the names of the Sixes stay. This can’t be undone.',
    yes: 'Yes, end it and delete everything',
    then: () => app.run(del('/api/meeting')),
  });
}

/** @param {Console} app */
function stopProgram(app) {
  app.dialogs.ask({
    title: 'Stop Packnight?',
    text:
      'Every phone waits until you start it again. Do that within a day, and everyone is back in the same place, with the same scores. ' +
      'To delete everything instead, choose «End the evening».',
    yes: 'Yes, stop it',
    then: async () => {
      if (await app.run(request('POST', '/api/stop'))) app.over('stopped');
    },
  });
}
