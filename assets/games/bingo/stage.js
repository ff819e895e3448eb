import { h, list, mark, set, show, text } from '../../app/dom.js';
import { animal } from '../../ui/animals.js';
import { ring } from '../../ui/ring.js';
import { soFar } from '../../ui/together.js';
import { scores } from '../../stage/scores.js';
import { lastCall, noLine, shoutWord } from './card.js';

/**
 * Bingo on the big screen: the call large, with its fact; all pictures of the set, of
 * which the called ones are lit; who has shouted; and the best cards in the end.
 *
 * @typedef {import('../../stage/types.js').State} State
 * @typedef {import('./card.js').Picture} Picture
 * @typedef {import('./card.js').Shout} Shout
 */

const MOST_SHOUTS = 2; // that there is room for

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root, ctx) {
    const clock = ring(ctx.now);
    const parts = [explain(), head(clock), calling(), ending(), foot()];
    const el = h(
      'section',
      { class: 'bingo' },
      parts.map((p) => p.el),
    );
    root.appendChild(el);
    return {
      render: (state) => {
        set(el, { 'data-phase': state.room.phase });
        parts.forEach((p) => p.render(state));
      },
      destroy: () => {
        clock.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** «How it goes», with three cells that light up. */
function explain() {
  const how = h('p', { class: 'bingo-how' });
  const cells = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) =>
    h('span', { class: `bingo-demo-cell cell-${i}` }, i >= 3 && i < 6 ? h('b', null, '✓') : null),
  );
  const el = h(
    'div',
    { class: 'bingo-explain' },
    h('div', { class: 'bingo-told' }, h('h1', null, 'Badge Bingo'), how),
    h('div', { class: 'bingo-demo', 'aria-hidden': 'true' }, cells),
  );
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'explain');
      text(how, typeof game.explain === 'string' ? game.explain : 'Three in a row? Shout Bingo!');
    },
  };
}

/** @param {ReturnType<typeof ring>} clock */
function head(clock) {
  const where = h('p', { class: 'bingo-where' });
  const over = h('p', { class: 'bingo-over' });
  const el = h('header', { class: 'bingo-head' }, h('div', null, where, over), clock.el);
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      const calls = (game.calls || []).length;
      show(el, !!game.pictures);
      text(where, `Card ${room.round} of ${room.rounds}${calls ? ` · Call ${calls} of ${game.most}` : ''}`);
      text(over, title(room.phase, game));
      clock.render(room.deadline !== undefined || room.paused ? room : null);
    },
  };
}

/**
 * @param {string} phase
 * @param {any} game
 */
function title(phase, game) {
  if (phase === 'ready') return 'Look at your card!';
  if (phase === 'reveal') return (game.shouts || []).length ? 'Bingo!' : 'So close!';
  return game.over ? 'Last taps! Missed one?' : 'Is it on your card?';
}

/** The call, and the board of the whole set. */
function calling() {
  const picture = h('p', { class: 'bingo-picture', 'aria-hidden': 'true' });
  const name = h('h1', { class: 'bingo-name' });
  const fact = h('p', { class: 'bingo-fact' });
  const board = h('ul', { class: 'bingo-board', 'aria-label': 'Called so far' });
  const cells = list(
    board,
    (/** @type {any} */ c) => c.name,
    () => boardCell(),
  );
  const call = h('div', { class: 'bingo-call', 'aria-live': 'polite' }, picture, name, fact);
  const el = h('div', { class: 'bingo-calling' }, call, board);
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, !!game.pictures && room.phase !== 'reveal');
      if (!game.pictures) return;
      const now = lastCall(game);
      const calls = game.calls || [];
      text(picture, now ? now.picture : '👀');
      text(name, now ? now.name : game.set);
      text(fact, now ? game.fact || '' : 'Where is everything on your card?');
      cells(
        game.pictures.map((/** @type {Picture} */ p, /** @type {number} */ i) =>
          Object.assign({ called: calls.indexOf(i) >= 0, last: calls[calls.length - 1] === i }, p),
        ),
      );
    },
  };
}

function boardCell() {
  const face = h('span', { role: 'img' });
  const el = h('li', null, face);
  return {
    el,
    render: (/** @type {any} */ c) => {
      text(face, c.picture);
      set(face, { 'aria-label': c.called ? `${c.name}, called` : c.name });
      mark(el, 'called', c.called);
      mark(el, 'last', c.last);
    },
  };
}

/** The best cards, when it is over. */
function ending() {
  const cards = h('ul', { class: 'bingo-cards' });
  const draw = list(
    cards,
    (/** @type {any} */ c) => c.player,
    (c) => cardPart(c),
  );
  const none = h('p', { class: 'bingo-none' });
  const el = h('div', { class: 'bingo-ending' }, cards, none);
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'reveal');
      if (room.phase !== 'reveal') return;
      const best = (game.cards || []).map((/** @type {any} */ c) =>
        Object.assign({ room, pictures: game.pictures, shout: shoutOf(game, c.player) }, c),
      );
      draw(best);
      text(none, noLine(room));
      show(none, !best.length);
    },
  };
}

/**
 * @param {any} game
 * @param {string} player
 * @returns {Shout | undefined}
 */
function shoutOf(game, player) {
  return (game.shouts || []).find((/** @type {Shout} */ s) => s.player === player);
}

/** @param {any} c */
function cardPart(c) {
  const me = (c.room.players || {})[c.player] || { name: '', icon: 'owl' };
  const name = h('strong');
  const word = h('span', { class: 'bingo-word' });
  const cells = c.card.map((/** @type {number} */ p) =>
    h('span', { class: c.tapped.indexOf(p) >= 0 ? 'found' : '' }, c.pictures[p].picture),
  );
  const el = h(
    'li',
    { class: 'bingo-best' },
    h('div', { class: 'bingo-who' }, animal(me.icon), h('div', null, name, word)),
    h('div', { class: 'bingo-card', 'aria-hidden': 'true' }, cells),
  );
  return {
    el,
    render: (/** @type {any} */ now) => {
      const player = (now.room.players || {})[now.player];
      text(name, player ? player.name : '');
      text(word, now.shout ? shoutWord(now.shout) : '');
    },
  };
}

/** Who has shouted; in the end the Sixes. */
function foot() {
  const who = h('ul', { class: 'bingo-shouts' });
  const draw = list(
    who,
    (/** @type {any} */ s) => s.player,
    (s) => shoutPart(s.icon),
  );
  const more = h('p', { class: 'bingo-more' });
  const strip = scores(false);
  const target = h('p', { class: 'bingo-target' });
  const el = h('footer', { class: 'bingo-foot' }, who, more, strip.el, target);
  return {
    el,
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      const told = room.phase === 'reveal';
      const all = (game.shouts || [])
        .map((/** @type {Shout} */ s) => Object.assign({}, (room.players || {})[s.player], s))
        .filter((/** @type {any} */ s) => s.icon);
      show(el, !!game.pictures && room.phase !== 'ready');
      show(who, !told);
      if (!told) draw(all.slice(-MOST_SHOUTS).reverse());
      show(more, !told && all.length > MOST_SHOUTS);
      text(more, `and ${all.length - MOST_SHOUTS} more`);
      show(target, told && game.target);
      show(strip.el, told && !game.target);
      if (game.target) text(target, soFar(game.target));
      else if (told) strip.render(state);
    },
  };
}

/** @param {string} icon */
function shoutPart(icon) {
  const word = h('span');
  const el = h('li', null, animal(icon), word);
  return { el, render: (/** @type {any} */ s) => text(word, `${s.name}: ${shoutWord(s)}`) };
}
