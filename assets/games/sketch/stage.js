import { h, show, text } from '../../app/dom.js';
import { ring } from '../../ui/ring.js';
import { paper } from './paper.js';

/**
 * The drawing, large.
 *
 * @type {import('../../stage/types.js').StageView}
 */
export const view = {
  mount(root, ctx) {
    const sheet = paper('The drawing');
    const title = h('h1');
    const clock = ring(ctx.now);
    const el = h('section', { class: 'sketch' }, h('header', null, title, clock.el), sheet.el);
    root.appendChild(el);
    return {
      render({ room, game }) {
        const who = (room.players || {})[game.artist];
        const word = (game.grid || {})[game.word];
        const name = who ? who.name : 'A Cub';
        text(
          title,
          word
            ? `It is: ${word.picture} ${word.name}`
            : room.phase === 'explain'
              ? 'Sketch & Guess'
              : `${name} ${room.phase === 'ready' ? 'is picking' : 'draws. What is it?'}`,
        );
        show(sheet.el, room.phase === 'play' || room.phase === 'reveal');
        sheet.keep(game.strokes || {});
        clock.render(room.deadline !== undefined || room.paused ? room : null);
      },
      destroy() {
        clock.destroy();
        root.removeChild(el);
      },
    };
  },
};
