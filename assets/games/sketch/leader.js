import { h, show, text } from '../../app/dom.js';
import { paper } from './paper.js';
import { next, say } from './words.js';

export const words = { next, say };

/**
 * The drawing on the console, with what a leader may do about it.
 *
 * @type {import('../../leader/types.js').LeaderView}
 */
export const view = {
  mount(root, ctx) {
    const sheet = paper('The drawing');
    const line = h('p');
    const button = (/** @type {string} */ label, /** @type {string} */ what) =>
      h(
        'button',
        {
          type: 'button',
          class: 'btn calm small',
          onclick: () => ctx.move({ do: what }),
        },
        label,
      );
    const hide = button('Hide drawing', 'hidedrawing');
    const pass = button('Pass turn', 'pass');
    const el = h(
      'section',
      { class: 'card sketch-pane', 'aria-label': 'The drawing' },
      line,
      sheet.el,
      hide,
      pass,
    );
    root.appendChild(el);
    return {
      render({ room, game }) {
        show(el, game.artist !== undefined);
        const who = (room.players || {})[game.artist];
        text(line, `${who ? who.name : 'Nobody'} draws. ${game.tapped || 0} have tapped.`);
        sheet.keep(game.strokes || {});
        show(hide, (room.can || []).indexOf('hidedrawing') >= 0);
        show(pass, (room.can || []).indexOf('pass') >= 0);
      },
      destroy: () => root.removeChild(el),
    };
  },
};
