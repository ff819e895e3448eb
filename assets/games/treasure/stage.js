import { h, list, mark, set, show, text } from '../../app/dom.js';
import { ring } from '../../ui/ring.js';
import { patchBadge } from '../../ui/six.js';
import { soFar } from '../../ui/together.js';
import { crewBadge, crewName, hoard, map } from './grid.js';

/**
 * Treasure Grid on the big screen: the map large, and beside it what is going on.
 *
 * @typedef {import('../../stage/types.js').State} State
 * @typedef {import('./grid.js').Dig} Dig
 */

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root, ctx) {
    const clock = ring(ctx.now);
    const sheet = map(null);
    const found = hoard();
    const parts = [explain(), head(clock), news(), foot()];
    const side = h('div', { class: 'treasure-side' }, parts[1].el, found.el, parts[2].el, parts[3].el);
    const board = h('div', { class: 'treasure-board' }, sheet.el, side);
    const el = h('section', { class: 'treasure' }, parts[0].el, board);
    root.appendChild(el);
    return {
      render: (state) => {
        const { room, game } = state;
        set(el, { 'data-phase': room.phase });
        parts.forEach((p) => p.render(state));
        show(board, room.phase === 'ready' || room.phase === 'play' || room.phase === 'reveal');
        if (!game.treasures) return;
        found.render(game.treasures);
        sheet.render({
          size: game.size,
          dug: game.dug || [],
          treasures: game.treasures,
          hint: game.hint && game.hint.along,
          fresh: (game.digs || []).map((/** @type {Dig} */ d) => d.ref),
        });
      },
      destroy: () => {
        clock.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** «How it goes»: a finger goes along, then up. */
function explain() {
  const how = h('p', { class: 'treasure-how' });
  const sheet = map(null);
  const el = h(
    'div',
    { class: 'treasure-explain' },
    h(
      'div',
      { class: 'treasure-told' },
      h('h1', null, 'Treasure Grid'),
      how,
      h('p', { class: 'treasure-rhyme' }, 'Along the corridor, then up the stairs: 3 along, 2 up is 32.'),
    ),
    h('div', { class: 'treasure-demo', 'aria-hidden': 'true' }, sheet.el),
  );
  sheet.render({
    size: 4,
    dug: [{ ref: 32, gold: 1, sixes: ['red'] }],
    treasures: [{ picture: '👑', name: 'crown', size: 1, found: 1 }],
    fresh: [32],
  });
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'explain');
      text(how, typeof game.explain === 'string' ? game.explain : 'Choose with your Six, and dig!');
    },
  };
}

/** @param {ReturnType<typeof ring>} clock */
function head(clock) {
  const where = h('p', { class: 'treasure-where' });
  const title = h('h1', { class: 'treasure-title' });
  const el = h('header', { class: 'treasure-head' }, h('div', null, where, title), clock.el);
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      text(where, `Turn ${room.round} of ${room.rounds}`);
      text(title, titleOf(room.phase, game));
      clock.render(room.phase !== 'reveal' && (room.deadline !== undefined || room.paused) ? room : null);
    },
  };
}

/**
 * @param {string} phase
 * @param {any} game
 */
function titleOf(phase, game) {
  if (phase === 'ready') return 'Spades ready!';
  if (phase === 'reveal') return game.over ? 'All found!' : 'Dug!';
  if (game.hint) return `Gold lies ${game.hint.along} along!`;
  return 'Where will you dig?';
}

/** In Play how many have chosen, and the hint; in the reveal what each Six dug. */
function news() {
  const count = h('p', { class: 'treasure-count' });
  const digs = h('ul', { class: 'treasure-digs', 'aria-live': 'polite' });
  const draw = list(
    digs,
    (/** @type {any} */ d) => d.six,
    (d) => digPart(d.six),
  );
  const none = h('p', { class: 'treasure-none' }, 'Nobody dug this time.');
  const el = h('div', { class: 'treasure-news' }, count, digs, none);
  return {
    el,
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      show(count, room.phase === 'play');
      text(count, `${game.answered || 0} ${game.answered === 1 ? 'has' : 'have'} chosen`);
      const list = /** @type {Dig[]} */ (game.digs || []);
      draw(list.map((d) => Object.assign({ state }, d)));
      show(none, room.phase === 'reveal' && !list.length);
    },
  };
}

/** @param {string} six */
function digPart(six) {
  const ref = h('b', { class: 'treasure-ref' });
  const came = h('span');
  const gained = h('b', { class: 'treasure-gained' });
  const badge = crewBadge(six);
  const el = h('li', null, badge, h('p', null, ref, came), gained);
  return {
    el,
    render: (/** @type {any} */ d) => {
      const { room, game } = d.state;
      const known = (room.sixes || {})[six] || {};
      patchBadge(badge, six, crewName(six, known));
      text(ref, d.ref);
      text(came, shortly(d, game));
      text(gained, d.gained && !room.hidden ? `+${d.gained}` : '');
      mark(el, 'gold', d.gold);
    },
  };
}

/**
 * @param {Dig} dig
 * @param {any} game
 */
function shortly(dig, game) {
  const hole = (game.dug || []).find((/** @type {import('./grid.js').Hole} */ d) => d.ref === dig.ref);
  if (!hole || !hole.gold) return 'earth';
  return dig.done ? `${game.treasures[hole.gold - 1].name}!` : 'gold!';
}

/** The whole pack's target, where fewer than two Sixes play. */
function foot() {
  const el = h('p', { class: 'treasure-target' });
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'reveal' && game.target);
      if (game.target) text(el, soFar(game.target));
    },
  };
}
