import { h, list, mark, show, text } from '../../app/dom.js';
import { tray } from './pictures.js';
import { next, say } from './words.js';

export const words = { next, say, steps: { look: 'Looking', cover: 'Covered', play: 'Tapping' } };

/**
 * Kim's Game on the console: the tray while it is shown, what can be tapped, how many
 * have answered and, once it is told, what was right and who tapped what.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('./pictures.js').Picture} Picture
 * @typedef {{index: number, tile: Picture, state: State}} Row
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root) {
    const what = h('b');
    const answered = h('span', { 'aria-live': 'polite' });
    const look = tray('On the tray');
    const tiles = h('ul', { class: 'kims-tiles', 'aria-label': 'Pictures to tap' });
    const rows = list(
      tiles,
      (/** @type {Row} */ r) => `${r.index}${r.tile.name}`,
      () => tile(),
    );
    const why = h('p', { class: 'kims-why' });
    const el = h(
      'section',
      { class: 'card kims-pane', 'aria-label': 'The tray' },
      h('p', { class: 'kims-about' }, what, answered),
      look.el,
      tiles,
      why,
    );
    root.appendChild(el);
    return {
      render(state) {
        const { room, game } = state;
        show(el, game.tray || game.tiles);
        if (!game.tray && !game.tiles) return;
        text(what, game.tray ? 'On the tray now' : 'What they can tap');
        text(answered, answeredLine(state));
        show(look.el, game.tray);
        if (game.tray) look.render(game.tray);
        show(tiles, game.tiles);
        rows(
          (game.tiles || []).map((/** @type {Picture} */ p, /** @type {number} */ index) => ({
            index,
            tile: p,
            state,
          })),
        );
        show(why, room.phase === 'reveal' && game.why);
        text(why, game.why || '');
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/** @param {State} state */
function answeredLine({ room, game }) {
  if (game.first !== undefined) return `${game.first} at the first tap, ${game.second} at the second`;
  if (room.phase !== 'play') return '';
  const players = room.players || {};
  const awake = Object.keys(players).filter(
    (id) => players[id].online && !players[id].resting && !players[id].late,
  );
  return `${game.answered || 0} of ${Math.max(awake.length, game.answered || 0)} are done`;
}

function tile() {
  const picture = h('span', { class: 'kims-picture', 'aria-hidden': 'true' });
  const name = h('span', { class: 'kims-name' });
  const taps = h('b', { class: 'kims-taps' });
  const el = h('li', { class: 'kims-cell' }, picture, name, taps);
  return {
    el,
    render: (/** @type {Row} */ { index, tile: p, state }) => {
      const { game } = state;
      const right = (game.right || []).indexOf(index) >= 0;
      text(picture, p.picture || '');
      text(name, `${p.name || ''}${right ? ' ✓' : ''}`);
      text(taps, game.spread && game.spread[index] ? `×${game.spread[index]}` : '');
      mark(el, 'right', right);
      mark(el, 'other', game.right && !right);
    },
  };
}
