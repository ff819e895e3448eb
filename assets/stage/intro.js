import { fill, h, list, mark, set, text } from '../app/dom.js';
import { sitter } from '../ui/sitter.js';

/**
 * Before a game: its name, and who is in.
 *
 * @typedef {import('./types.js').State} State
 */

const MANY = 24; // Cubs, from where they are drawn smaller

/** @type {import('./types.js').StageView} */
export const intro = {
  mount(root, ctx) {
    const title = h('h1');
    const count = h('p', { class: 'intro-count' });
    const faces = h('div', { class: 'intro-faces' });
    const rows = list(
      faces,
      (/** @type {any} */ p) => p.id,
      (p) => facePart(p.icon),
    );
    const el = h(
      'section',
      { class: 'intro' },
      h('p', { class: 'intro-over' }, 'Next game'),
      title,
      faces,
      count,
    );
    root.appendChild(el);
    return {
      render: ({ room }) => {
        const kind = ctx.kind();
        const players = room.players || {};
        const all = Object.keys(players).map((id) => Object.assign({ id }, players[id]));
        text(title, kind ? kind.name : 'A new game');
        rows(all);
        set(faces, { 'data-many': all.length > MANY ? '' : null });
        const awake = all.filter((p) => p.online && !p.resting).length;
        text(count, awake === 1 ? 'One Cub is in' : `${awake} Cubs are in`);
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/** @param {string} icon */
function facePart(icon) {
  let shown = icon;
  let body = sitter(icon);
  const el = h('span', { class: 'intro-face' }, body);
  return {
    el,
    render: (/** @type {any} */ p) => {
      if (p.icon !== shown) fill(el, (body = sitter((shown = p.icon))));
      set(body, { 'data-six': p.six });
      mark(body, 'dozes', !p.online || p.resting);
    },
  };
}
