import { h, list, mark, set, show, text } from '../app/dom.js';
import { SIXES, sixBadge } from '../ui/six.js';

/**
 * The Sixes with what they have so far: a strip of chips. Nobody's place is shown
 * below third.
 *
 * @typedef {import('./types.js').State} State
 * @typedef {{id: string, name: string, score?: number, place?: number, cubs: number}} Entry
 */

/**
 * @param {boolean} cubs show how many Cubs a Six has where there is no score yet
 * @returns {{el: HTMLElement, render: (state: State) => void}}
 */
export function scores(cubs) {
  const strip = h('ul', { class: 'scores' });
  const hidden = h('p', { class: 'scores-hidden', hidden: true }, 'The scores are a secret for now');
  const rows = list(
    strip,
    (/** @type {Entry} */ e) => e.id,
    (e) => chip(e.id, cubs),
  );
  return {
    el: h('div', null, strip, hidden),
    render: (state) => {
      const entries = standing(state);
      if (cubs && !entries.some((e) => e.score)) entries.forEach((e) => delete e.score);
      rows(entries);
      set(strip, { 'data-many': entries.length > 4 ? '' : null });
      show(hidden, state.room.hidden && entries.length > 0);
    },
  };
}

/**
 * The Sixes that take part, in their fixed order, by the leader's name for them or
 * their colour alone: a chip is short.
 *
 * @param {State} state
 * @returns {Entry[]}
 */
export function standing({ room }) {
  const players = room.players || {};
  const sixes = room.sixes || {};
  /** @type {Record<string, number>} */
  const cubs = {};
  for (const id of Object.keys(players)) cubs[players[id].six] = (cubs[players[id].six] || 0) + 1;
  return SIXES.filter(({ id }) => cubs[id] || (sixes[id] && sixes[id].score !== undefined)).map(
    ({ id, name }) =>
      Object.assign({ id, cubs: cubs[id] || 0 }, sixes[id], { name: (sixes[id] && sixes[id].name) || name }),
  );
}

const RISES = 2400; // ms

/** @param {HTMLElement} el a chip whose Six has just scored */
function rises(el) {
  mark(el, 'rises', true);
  setTimeout(() => mark(el, 'rises', false), RISES);
}

/**
 * @param {string} id
 * @param {boolean} cubs
 */
function chip(id, cubs) {
  const name = h('span', { class: 'chip-name' });
  const score = h('b');
  const el = h('li', { class: 'score-chip' }, sixBadge(id), name, score);
  /** @type {number | undefined} */
  let before;
  return {
    el,
    render: (/** @type {Entry} */ e) => {
      if (before !== undefined && e.score !== undefined && e.score > before) rises(el);
      before = e.score;
      text(name, e.name);
      text(score, e.score !== undefined ? String(e.score) : cubs && e.cubs ? `×${e.cubs}` : '');
      set(el, { 'data-place': e.place && e.place <= 3 && e.score ? e.place : null });
    },
  };
}
