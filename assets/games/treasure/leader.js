import { h, list, mark, show, text } from '../../app/dom.js';
import { cameOf, crewBadge, crewName, hoard, map } from './grid.js';
import { next, say } from './words.js';

export const words = { next, say, steps: { play: 'Choosing', reveal: 'Dug' } };

/**
 * Treasure Grid on the console: the map as everyone sees it, how many have chosen, a
 * hint to give, and what was dug.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('./grid.js').Dig} Dig
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root, ctx) {
    const sheet = map(null);
    const found = hoard();
    const count = h('p', { class: 'treasure-count', 'aria-live': 'polite' });
    const hint = h(
      'button',
      { type: 'button', class: 'btn calm small', onclick: () => ctx.move({ do: 'hint' }, true) },
      'Give a hint',
    );
    const digs = h('ul', { class: 'treasure-digs' });
    const draw = list(
      digs,
      (/** @type {any} */ d) => d.six,
      (d) => digPart(d.six),
    );
    const el = h(
      'section',
      { class: 'card treasure-pane', 'aria-label': 'The map' },
      sheet.el,
      h('div', { class: 'treasure-side' }, found.el, count, hint, digs),
    );
    root.appendChild(el);
    return {
      render(state) {
        const { room, game } = state;
        show(el, !!game.treasures && room.phase !== 'lobby' && room.phase !== 'explain');
        if (!game.treasures) return;
        sheet.render({
          size: game.size,
          dug: game.dug || [],
          rest: game.rest,
          treasures: game.treasures,
          hint: game.hint && game.hint.along,
          fresh: (game.digs || []).map((/** @type {Dig} */ d) => d.ref),
        });
        found.render(game.treasures);
        show(count, room.phase === 'play');
        text(count, `${game.answered || 0} ${game.answered === 1 ? 'has' : 'have'} chosen`);
        show(hint, (room.can || []).indexOf('hint') >= 0);
        draw((game.digs || []).map((/** @type {Dig} */ d) => Object.assign({ state }, d)));
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/** @param {string} six */
function digPart(six) {
  const line = h('span');
  const el = h('li', null, crewBadge(six), line);
  return {
    el,
    render: (/** @type {any} */ d) => {
      const name = crewName(six, (d.state.room.sixes || {})[six]);
      text(line, `${name}: ${d.ref}, ${cameOf(d, d.state.game)}${d.gained ? ` +${d.gained}` : ''}`);
      mark(el, 'gold', d.gold);
    },
  };
}
