import { h, list, mark, set, show, text } from '../../app/dom.js';
import { animal } from '../../ui/animals.js';
import { ring } from '../../ui/ring.js';
import { Lines, paper } from './paper.js';
import { artistName } from './words.js';

/**
 * Sketch & Guess on the big screen: the drawing, large, as it grows, and the nine
 * pictures that it may be.
 *
 * @typedef {import('../../stage/types.js').State} State
 */

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root, ctx) {
    /** @type {State | null} */
    let now = null;
    const clock = ring(ctx.now);
    const sheet = paper('The drawing');
    const lines = new Lines();
    const parts = [explain(), head(clock), choice(), foot()];
    const away = h('p', { class: 'sketch-away' });
    const board = h(
      'div',
      { class: 'sketch-board' },
      h('div', { class: 'sketch-sheet' }, sheet.el, away),
      h('div', { class: 'sketch-side' }, parts[1].el, parts[2].el, parts[3].el),
    );
    const el = h('section', { class: 'sketch' }, parts[0].el, board);
    root.appendChild(el);
    return {
      render: (state) => {
        now = state;
        const { room, game } = state;
        set(el, { 'data-phase': room.phase });
        parts.forEach((p) => p.render(state));
        show(board, game.artist !== undefined);
        show(away, game.away || room.phase === 'ready');
        text(away, game.away ? 'On to the next one!' : 'What will it be?');
        if (room.phase !== 'play' || game.away) lines.forget(-1, {});
        lines.forget(game.sheet, game.strokes || {});
        sheet.keep(game.away ? {} : game.strokes || {});
        sheet.live(lines.all);
      },
      event(event) {
        if (event.type !== 'spark' || !event.body.line || !now || event.from !== now.game.artist) return;
        if (event.body.sheet !== now.game.sheet) return;
        lines.add(event.body);
        sheet.live(lines.all);
      },
      destroy: () => {
        clock.destroy();
        sheet.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** «How it goes», with a drawing that draws itself. */
function explain() {
  const how = h('p', { class: 'sketch-how' });
  const sheet = paper('');
  sheet.keep({
    0: {
      c: 2,
      w: 1,
      p: [
        180, 520, 260, 380, 400, 320, 560, 340, 680, 460, 820, 340, 830, 700, 680, 560, 560, 690, 400, 710,
        260, 650, 180, 520,
      ],
    },
    1: { c: 0, w: 1, p: [330, 460] },
  });
  const el = h(
    'div',
    { class: 'sketch-explain' },
    h('div', { class: 'sketch-told' }, h('h1', null, 'Sketch & Guess'), how),
    h('div', { class: 'sketch-demo', 'aria-hidden': 'true' }, sheet.el),
  );
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'explain');
      text(how, typeof game.explain === 'string' ? game.explain : 'One Cub draws, everyone else guesses!');
    },
  };
}

/** @param {ReturnType<typeof ring>} clock */
function head(clock) {
  const where = h('p', { class: 'sketch-where' });
  const face = h('span', { class: 'sketch-face' });
  const title = h('h1', { class: 'sketch-title' });
  let shown = '';
  const el = h(
    'header',
    { class: 'sketch-head' },
    h('div', null, where, h('div', { class: 'sketch-artist' }, face, title)),
    clock.el,
  );
  return {
    el,
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      const who = (room.players || {})[game.artist];
      const icon = who ? who.icon : '';
      if (icon !== shown) {
        shown = icon;
        while (face.firstChild) face.removeChild(face.firstChild);
        if (icon) face.appendChild(animal(icon));
      }
      text(where, `Drawing ${room.round} of ${room.rounds}`);
      text(title, titleOf(state));
      clock.render(room.phase !== 'reveal' && (room.deadline !== undefined || room.paused) ? room : null);
    },
  };
}

/** @param {State} state */
function titleOf(state) {
  const { room, game } = state;
  const name = artistName(state);
  if (room.phase === 'ready') return `${name} is picking`;
  if (room.phase === 'play') return `${name} draws`;
  const word = (game.grid || [])[game.word];
  return word ? `${word.name}!` : 'Well drawn!';
}

/** The nine pictures; in the reveal the one that it was. */
function choice() {
  const el = h('ul', { class: 'sketch-choice', 'aria-label': 'What is it?' });
  const draw = list(
    el,
    (/** @type {any} */ w) => w.name,
    () => {
      const face = h('span', { class: 'sketch-picture', role: 'img' });
      const item = h('li', null, face);
      return {
        el: item,
        render: (/** @type {any} */ w) => {
          text(face, w.picture);
          set(face, { 'aria-label': w.name });
          mark(item, 'is', w.is);
          mark(item, 'not', w.told && !w.is);
        },
      };
    },
  );
  return {
    el,
    render: (/** @type {State} */ { game }) => {
      show(el, game.grid);
      draw(
        (game.grid || []).map((/** @type {any} */ w, /** @type {number} */ i) =>
          Object.assign({ is: game.word === i, told: game.word !== undefined }, w),
        ),
      );
    },
  };
}

/** How many have tapped, or saw it. */
function foot() {
  const el = h('p', { class: 'sketch-foot' });
  return {
    el,
    render: (/** @type {State} */ { room, game }) => {
      const tapped = game.tapped || 0;
      const right = game.right || 0;
      show(el, room.phase === 'play' || room.phase === 'reveal');
      text(
        el,
        room.phase === 'play'
          ? tapped
            ? `${tapped} ${tapped === 1 ? 'has' : 'have'} tapped`
            : 'What is it?'
          : right
            ? `${right} ${right === 1 ? 'Cub' : 'Cubs'} saw it!`
            : 'That was a tricky one!',
      );
    },
  };
}
