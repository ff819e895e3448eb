import { h, list, mark, set, show, text } from '../../app/dom.js';
import { ring } from '../../ui/ring.js';
import { scores } from '../../stage/scores.js';
import { soFar } from '../../ui/together.js';
import { cloth, QUESTIONS, tray } from './pictures.js';

/**
 * Kim's Game on the big screen: the tray large, the cloth, what can be tapped, and
 * what had changed.
 *
 * @typedef {import('../../stage/types.js').State} State
 * @typedef {import('./pictures.js').Picture} Picture
 * @typedef {{index: number, tile: Picture, state: State}} Row
 */

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root, ctx) {
    const parts = [explain(), head(ctx), table(), foot()];
    const el = h(
      'section',
      { class: 'kims' },
      parts.map((p) => p.el),
    );
    root.appendChild(el);
    return {
      render: (state) => {
        set(el, { 'data-phase': state.room.phase, 'data-ask': state.game.ask || null });
        parts.forEach((p) => p.render(state));
      },
      destroy: () => {
        parts[1].destroy();
        root.removeChild(el);
      },
    };
  },
};

/** «How it goes»: a tray, a cloth over it, and one that is gone. */
function explain() {
  const how = h('p', { class: 'kims-how' });
  const pictures = ['⛺', '🔦', '🎒', '🧭', '🔑', '🥾'].map((p, i) =>
    h('span', { class: i === 4 ? 'kims-show gone' : 'kims-show' }, p),
  );
  const el = h(
    'div',
    { class: 'kims-explain' },
    h('h1', null, 'Kim’s Game'),
    how,
    h(
      'div',
      { class: 'kims-demo', 'aria-hidden': 'true' },
      pictures,
      h('span', { class: 'kims-demo-cloth' }),
    ),
  );
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'explain');
      text(how, typeof game.explain === 'string' ? game.explain : 'Look hard. Then tap what changed!');
    },
  };
}

/** @param {import('../../stage/types.js').StageContext} ctx */
function head(ctx) {
  const where = h('p', { class: 'kims-where' });
  const title = h('h1', { class: 'kims-title' });
  const answered = h('p', { class: 'kims-answered', 'aria-live': 'polite' });
  const clock = ring(ctx.now);
  const el = h('header', { class: 'kims-head' }, h('div', null, where, title), answered, clock.el);
  return {
    el,
    destroy: clock.destroy,
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      show(el, game.ask);
      text(where, `Round ${room.round} of ${room.rounds}`);
      text(title, titleOf(state));
      show(answered, room.phase === 'play');
      text(answered, `${game.answered || 0} done`);
      clock.render(room.phase !== 'reveal' && (room.deadline !== undefined || room.paused) ? room : null);
    },
  };
}

/** @param {State} state */
function titleOf({ room, game }) {
  if (room.phase === 'reveal') return game.why || '';
  if (room.phase === 'play') return QUESTIONS[game.ask] || '';
  if (game.step === 'look') return game.swap ? 'Swap! Partner looks' : 'Look hard!';
  return game.step === 'cover' ? 'All covered!' : 'Eyes wide open!';
}

function table() {
  const look = tray('On the tray');
  const rest = tray('Left on the tray');
  rest.el.classList.add('rest');
  const over = cloth();
  const tiles = h('ul', { class: 'kims-tiles', 'aria-label': 'Pictures to tap' });
  const rows = list(
    tiles,
    (/** @type {Row} */ r) => `${r.index}${r.tile.name}`,
    () => tile(),
  );
  const el = h('div', { class: 'kims-table' }, look.el, over, rest.el, tiles);
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      const right = game.right || [];
      show(el, game.ask);
      show(look.el, game.tray);
      if (game.tray) look.render(game.tray);
      show(over, room.phase === 'ready' && !game.tray);
      show(rest.el, game.rest);
      if (game.rest) rest.render(game.rest, right.length ? game.tiles[right[0]] : undefined);
      show(tiles, game.tiles);
      set(tiles, { 'data-count': (game.tiles || []).length });
      rows(
        (game.tiles || []).map((/** @type {Picture} */ p, /** @type {number} */ index) => ({
          index,
          tile: p,
          state,
        })),
      );
    },
  };
}

function tile() {
  const picture = h('span', { class: 'kims-picture', 'aria-hidden': 'true' });
  const name = h('span', { class: 'kims-name' });
  const tick = h('b', { class: 'kims-tick', role: 'img', 'aria-label': 'right' }, '✓');
  const el = h('li', { class: 'kims-cell' }, picture, name, tick);
  return {
    el,
    render: (/** @type {Row} */ { index, tile: p, state }) => {
      const told = !!state.game.right;
      const right = told && state.game.right.indexOf(index) >= 0;
      text(picture, p.picture || '');
      text(name, p.name || '');
      show(tick, right);
      mark(el, 'right', right);
      mark(el, 'other', told && !right);
    },
  };
}

/** Under the tiles, in the reveal: the Sixes. */
function foot() {
  const strip = scores(false);
  const target = h('p', { class: 'kims-target' });
  const el = h('footer', { class: 'kims-foot' }, strip.el, target);
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      show(el, room.phase === 'reveal');
      show(target, game.target);
      show(strip.el, !game.target);
      if (game.target) text(target, soFar(game.target));
      else strip.render(state);
    },
  };
}
