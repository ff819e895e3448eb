import { h, list, mark, show, text } from '../../app/dom.js';
import { list as names, playerName } from '../../leader/words.js';
import { lastCall, shoutWord } from './card.js';
import { next, say } from './words.js';

export const words = {
  next,
  say,
  steps: { card: 'A look at the cards', play: 'Calling', reveal: 'The cards are shown' },
};

/**
 * Bingo on the console: the call, what was called so far, who has shouted, and what a
 * leader may do about it.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').LeaderContext} LeaderContext
 * @typedef {import('./card.js').Picture} Picture
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root, ctx) {
    /** @type {State | null} */
    let now = null;
    const name = h('strong', { 'aria-live': 'polite' });
    const count = h('span');
    const board = h('ul', { class: 'bingo-board', 'aria-label': 'Called so far' });
    const cells = list(
      board,
      (/** @type {any} */ c) => c.name,
      () => boardCell(),
    );
    const shouts = h('p', { class: 'bingo-shouts', 'aria-live': 'polite' });
    const acts = {
      uncall: button('Take back last call', () =>
        ctx.move({ do: 'uncall', calls: now ? now.game.calls.length : 0 }),
      ),
      stop: button('No more calls', () => ctx.move({ do: 'stop' }, true)),
      redo: button('New cards', () => ctx.move({ do: 'redo' }, true)),
    };
    const el = h(
      'section',
      { class: 'card bingo-pane', 'aria-label': 'The calls' },
      h('p', { class: 'bingo-about' }, name, count),
      board,
      shouts,
      h('div', { class: 'bingo-acts' }, acts.uncall, acts.stop, acts.redo),
    );
    root.appendChild(el);
    return {
      render(state) {
        now = state;
        const { room, game } = state;
        show(el, !!game.pictures);
        if (!game.pictures) return;
        const calls = game.calls || [];
        const call = lastCall(game);
        text(name, call ? `${call.picture} ${call.name}` : game.set);
        text(count, `Call ${calls.length} of ${game.most}`);
        cells(
          game.pictures.map((/** @type {Picture} */ p, /** @type {number} */ i) =>
            Object.assign({ at: calls.indexOf(i) + 1, last: calls[calls.length - 1] === i }, p),
          ),
        );
        text(shouts, shouted(state));
        show(shouts, (game.shouts || []).length);
        const can = room.can || [];
        show(acts.uncall, can.indexOf('uncall') >= 0);
        show(acts.stop, can.indexOf('stop') >= 0);
        show(acts.redo, can.indexOf('redo') >= 0 && room.phase !== 'reveal');
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/**
 * @param {string} label
 * @param {() => void} then
 */
function button(label, then) {
  return h('button', { type: 'button', class: 'btn calm small', onclick: then }, label);
}

function boardCell() {
  const face = h('span', { 'aria-hidden': 'true' });
  const name = h('span', { class: 'aloud' });
  const el = h('li', null, face, name);
  return {
    el,
    render: (/** @type {any} */ c) => {
      text(face, c.picture);
      text(name, c.at ? `${c.name}, call ${c.at}` : `${c.name}, not yet`);
      mark(el, 'called', c.at);
      mark(el, 'last', c.last);
    },
  };
}

/** @param {State} state */
function shouted({ room, game }) {
  const all = /** @type {import('./card.js').Shout[]} */ (game.shouts || []);
  return names(
    all.map((s) => `${playerName(room, s.player)}: ${shoutWord(s).replace('!', '')}`),
    6,
  );
}
