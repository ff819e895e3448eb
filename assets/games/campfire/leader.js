import { h, mark, show, text } from '../../app/dom.js';
import { say } from './words.js';

export const words = { say };

/**
 * The campfire on the console: the three things to do until the first game. Each is
 * ticked off by itself.
 *
 * @typedef {import('../../leader/types.js').State} State
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root, ctx) {
    const screen = step(
      'Put the big screen up',
      'A projector, a television, or none: the phones have it all.',
    );
    const cubs = step('Let the Cubs in', 'They point a camera at the code, or type the address.');
    const game = step(
      'Choose a game',
      'The large button below: everyone who is here comes along. Or queue a few for tonight.',
    );
    const open = h('button', { type: 'button', class: 'btn calm small', onclick: ctx.screens }, 'Big screen');
    screen.el.appendChild(open);
    const el = h(
      'section',
      { class: 'card first-steps', 'aria-label': 'To begin' },
      h('ol', null, screen.el, cubs.el, game.el),
    );
    root.appendChild(el);
    return {
      render: ({ room }) => {
        const players = room.players || {};
        const here = Object.keys(players).length;
        const sixes = room.sixes || {};
        const played = Object.keys(sixes).some((id) => (sixes[id].score || 0) > 0);
        show(el, !played && !ctx.planned());
        mark(screen.el, 'done', ctx.watched());
        mark(cubs.el, 'done', here > 0);
        text(cubs.title, here > 0 ? `Let the Cubs in: ${here} here` : 'Let the Cubs in');
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/**
 * @param {string} title
 * @param {string} about
 */
function step(title, about) {
  const head = h('strong', null, title);
  return { title: head, el: h('li', null, h('div', null, head, h('span', null, about))) };
}
