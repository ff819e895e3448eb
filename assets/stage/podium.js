import { fill, h, mark, set } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { sitter } from '../ui/sitter.js';
import { sixBadge, sixName } from '../ui/six.js';
import { list as names } from '../leader/words.js';

/**
 * The podium: the Sixes' places, or how far the whole pack came together; then the
 * three kind awards. It is built once, when the game is there, and unveiled by CSS.
 *
 * @typedef {import('./types.js').State} State
 * @typedef {import('../leader/types.js').Award} Award
 * @typedef {{six: string, score: number, place: number}} Placed
 */

const LAST_PLACE = 3; // nobody is shown below it
const FACES = 3; // of one award, and on a step
const MANY_STEPS = 4; // on more, there is room for one animal each

/** @type {import('./types.js').StageView} */
export const podium = {
  mount(root) {
    const el = h('section', { class: 'podium' });
    root.appendChild(el);
    let shown = '';
    return {
      render: (state) => {
        const now = JSON.stringify([state.game.podium, state.game.target, state.room.hidden]);
        if (now === shown) return;
        shown = now;
        const parts = [together(state), ...steps(state), awards(state)];
        fill(el, h('h1', null, 'What a game!'), parts.some(Boolean) ? parts : [everyone()]);
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/** Where no round counted there is still a clap for all. */
function everyone() {
  return h('p', { class: 'everyone' }, 'Well played, everyone!');
}

/** @param {State} state */
function steps({ room, game }) {
  const placed = /** @type {Placed[]} */ ((game.podium && game.podium.sixes) || []);
  if (game.target || !placed.length || room.hidden) return [];
  const name = (/** @type {Placed} */ p) => sixName(p.six, (room.sixes || {})[p.six]);
  const top = placed.filter((p) => p.place <= LAST_PLACE);
  const rest = placed.filter((p) => p.place > LAST_PLACE);
  return [
    h(
      'div',
      { class: 'steps', 'data-count': top.length },
      arranged(top).map((p) =>
        h(
          'div',
          { class: 'step', 'data-place': p.place },
          crowd(room.players || {}, p, top.length > MANY_STEPS ? 1 : FACES),
          sixBadge(p.six),
          h('strong', null, name(p)),
          h('div', { class: 'block' }, h('b', null, String(p.place)), h('span', null, `${p.score} points`)),
        ),
      ),
    ),
    rest.length ? h('p', { class: 'well-done' }, `Well played, ${names(rest.map(name), 6)}!`) : null,
  ];
}

/**
 * Some of the Six on their step; the winners cheer.
 *
 * @param {Record<string, any>} players
 * @param {Placed} placed
 * @param {number} most
 */
function crowd(players, { six, place }, most) {
  const members = Object.keys(players)
    .filter((id) => players[id].six === six)
    .slice(0, most);
  return h(
    'div',
    { class: 'crowd' },
    members.map((id) => {
      const el = sitter(players[id].icon);
      set(el, { 'data-six': six });
      mark(el, 'cheers', place === 1);
      return el;
    }),
  );
}

/**
 * The winner in the middle, as on every podium; with ties simply in order.
 *
 * @param {Placed[]} top by place
 */
function arranged(top) {
  return top.length === 3 && top[0].place !== top[1].place ? [top[1], top[0], top[2]] : top;
}

/** @param {State} state */
function together({ game }) {
  if (!game.target) return null;
  const { points, of } = game.target;
  const reached = points >= of;
  return h(
    'div',
    { class: 'together' },
    h('p', null, reached ? 'You did it together!' : 'Look how far you came together!'),
    h('p', { class: 'together-points' }, h('b', null, String(points)), ` of ${of}`),
    h(
      'div',
      { class: 'bar-track' },
      h('div', { class: 'bar-fill', style: { '--part': String(Math.min(1, of ? points / of : 0)) } }),
    ),
  );
}

/** @param {State} state */
function awards({ room, game }) {
  const all = /** @type {Award[]} */ ((game.podium && game.podium.awards) || []);
  if (!all.length) return null;
  const players = room.players || {};
  return h(
    'ul',
    { class: 'awards', 'data-count': all.length },
    all.map((a) => {
      const known = a.players.filter((id) => players[id]);
      return h(
        'li',
        { class: 'award' },
        h(
          'div',
          { class: 'award-faces' },
          known.slice(0, FACES).map((id) => animal(players[id].icon)),
        ),
        h('h2', null, a.title),
        h(
          'p',
          { class: 'award-names' },
          names(
            known.map((id) => players[id].name),
            3,
          ),
        ),
        h('p', { class: 'award-why' }, a.why),
      );
    }),
  );
}
