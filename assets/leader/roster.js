import { h, set, show, text, mark, list } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { SIXES, sixBadge, sixName } from '../ui/six.js';
import { count } from './words.js';

/**
 * Who is here, by Six: who is awake, asleep, late or resting, and the points. A tap
 * on a Cub opens what may be done for it.
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./types.js').Room} Room
 * @typedef {import('./types.js').Player} Player
 * @typedef {{id: string, player: Player}} Entry
 * @typedef {{six: string, room: Room, entries: Entry[]}} Group
 */

const ORDER = SIXES.map((s) => s.id).concat('');

export class Roster {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.summary = h('p', { class: 'summary' });
    this.empty = h('p', { class: 'empty' }, 'Nobody is here yet. The first Cub to scan sits down here.');
    const groups = h('div', { class: 'sixes' });
    this.groups = list(
      groups,
      (/** @type {Group} */ g) => g.six,
      () => groupPart(app),
    );
    this.el = h(
      'section',
      { class: 'card roster', 'aria-labelledby': 'roster-title' },
      h('header', null, h('h2', { id: 'roster-title' }, 'The pack'), this.summary),
      this.empty,
      groups,
    );
  }

  render() {
    const { state } = this.app;
    if (!state) return;
    const groups = bySix(state.room);
    const all = groups.reduce((/** @type {Entry[]} */ out, g) => out.concat(g.entries), []);
    text(this.summary, summary(all));
    show(this.empty, all.length === 0);
    this.groups(groups);
  }
}

/**
 * @param {Room} room
 * @returns {Group[]}
 */
function bySix(room) {
  const players = room.players || {};
  const entries = Object.keys(players).map((id) => ({ id, player: players[id] }));
  entries.sort((a, b) => a.player.name.localeCompare(b.player.name) || (a.id < b.id ? -1 : 1));
  return ORDER.map((six) => ({
    six,
    room,
    entries: entries.filter((e) => (e.player.six || '') === six),
  })).filter((g) => g.entries.length > 0);
}

/** @param {Entry[]} all */
function summary(all) {
  const resting = all.filter((e) => e.player.resting).length;
  const asleep = all.filter((e) => !e.player.online && !e.player.resting).length;
  const parts = [count(all.length - asleep - resting, 'awake', 'awake')];
  if (asleep) parts.push(`${asleep} asleep`);
  if (resting) parts.push(`${resting} resting`);
  return parts.join(' · ');
}

/** @param {Console} app */
function groupPart(app) {
  const mark_ = h('span', { class: 'six-mark' });
  const name = h('h3');
  const score = h('span', { class: 'score' });
  const rows = h('ul');
  const fillRows = list(
    rows,
    (/** @type {Entry} */ e) => e.id,
    (e) => playerPart(app, e.id),
  );
  const el = h('section', { class: 'six' }, h('header', null, mark_, name, score), rows);
  let shown = ' ';
  return {
    el,
    render: (/** @type {Group} */ g) => {
      if (shown !== g.six) {
        shown = g.six;
        if (g.six) mark_.appendChild(sixBadge(g.six));
        set(el, { 'data-six': g.six || 'none' });
      }
      const six = (g.room.sixes || {})[g.six] || {};
      text(name, sixName(g.six, six));
      text(score, six.score === undefined ? '' : String(six.score));
      fillRows(g.entries);
    },
  };
}

/**
 * @param {Console} app
 * @param {string} id
 */
function playerPart(app, id) {
  const face = h('span');
  const name = h('span', { class: 'name' });
  const how = h('span', { class: 'how' });
  const points = h('span', { class: 'points' });
  const button = h(
    'button',
    { type: 'button', class: 'cub', onclick: () => app.openPlayer(id) },
    face,
    name,
    how,
    points,
  );
  let icon = '';
  return {
    el: h('li', null, button),
    render: (/** @type {Entry} */ { player }) => {
      if (icon !== player.icon) {
        icon = player.icon;
        while (face.lastChild) face.removeChild(face.lastChild);
        face.appendChild(animal(icon));
      }
      text(name, player.name);
      text(how, standing(player));
      text(points, player.points === undefined ? '' : String(player.points));
      mark(button, 'away', !player.online || player.resting);
    },
  };
}

/**
 * How a Cub stands, in a word.
 *
 * @param {Player} player
 * @returns {string}
 */
export function standing(player) {
  if (player.resting) return 'resting';
  if (!player.online) return 'asleep';
  return player.late ? 'next round' : '';
}
