import { h, list, mark, show, text } from '../../app/dom.js';
import { Lines, paper } from './paper.js';
import { artistName, next, say } from './words.js';

export const words = {
  next,
  say,
  aims: /** @type {const} */ ('ready'),
  steps: { pick: 'Picking', draw: 'Drawing', reveal: 'What it was' },
};

/**
 * Sketch & Guess on the console: the drawing as it grows, and what a leader may do
 * about it.
 *
 * @typedef {import('../../leader/types.js').State} State
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root, ctx) {
    /** @type {State | null} */
    let now = null;
    const sheet = paper('The drawing');
    const lines = new Lines();
    const line = h('p', { class: 'sketch-who' });
    const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
      h('button', { type: 'button', class: 'btn calm small', onclick }, label);
    const hide = button('Hide drawing', () => ctx.move({ do: 'hidedrawing' }));
    const pass = button('Pass turn', () => ctx.move({ do: 'pass', artist: now ? now.game.artist : '' }));
    const words = h('ul', { class: 'sketch-words' });
    const draw = list(
      words,
      (/** @type {any} */ w) => w.name,
      () => wordPart(),
    );
    const el = h(
      'section',
      { class: 'card sketch-pane', 'aria-label': 'The drawing' },
      sheet.el,
      h('div', { class: 'sketch-side' }, line, h('div', { class: 'sketch-acts' }, hide, pass), words),
    );
    root.appendChild(el);
    return {
      render(state) {
        now = state;
        const { room, game } = state;
        show(el, game.artist !== undefined);
        if (game.artist === undefined) return;
        text(line, lineOf(state));
        if (room.phase !== 'play' || game.away) lines.forget(-1, {});
        lines.forget(game.sheet, game.strokes || {});
        show(sheet.el, room.phase !== 'ready');
        sheet.keep(game.away ? {} : game.strokes || {});
        sheet.live(lines.all);
        show(hide, (room.can || []).indexOf('hidedrawing') >= 0);
        show(pass, (room.can || []).indexOf('pass') >= 0);
        draw(
          (game.grid || []).map((/** @type {any} */ w, /** @type {number} */ i) =>
            Object.assign({ is: game.word === i }, w),
          ),
        );
      },
      event(event) {
        if (event.type !== 'spark' || !event.body.line || !now || event.from !== now.game.artist) return;
        if (event.body.sheet !== now.game.sheet) return;
        lines.add(event.body);
        sheet.live(lines.all);
      },
      destroy: () => {
        sheet.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** @param {State} state */
function lineOf(state) {
  const { room, game } = state;
  const name = artistName(state);
  if (room.phase === 'ready') return `${name} is picking.`;
  if (room.phase === 'reveal') return `${game.right || 0} saw it.`;
  return `${name} draws. ${game.tapped || 0} ${game.tapped === 1 ? 'has' : 'have'} tapped.`;
}

function wordPart() {
  const el = h('li');
  return {
    el,
    render: (/** @type {any} */ w) => {
      text(el, `${w.picture} ${w.name}${w.is ? ' ✓' : ''}`);
      mark(el, 'is', w.is);
    },
  };
}
