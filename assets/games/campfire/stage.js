import { h, list, mark, set, show, text } from '../../app/dom.js';
import { animal } from '../../ui/animals.js';
import { fire } from '../../ui/fire.js';
import { patchBadge, sixBadge } from '../../ui/six.js';
import { scores } from '../../stage/scores.js';
import { places } from './circle.js';

/**
 * The campfire on the big screen: the pack round the fire, each Six together.
 *
 * @typedef {import('../../stage/types.js').State} State
 * @typedef {import('./circle.js').Sitting} Sitting
 */

const HELLO = 4000; // ms that a newcomer is greeted by name
const WITH_NAMES = 10; // most Cubs whose names fit under them

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root) {
    const title = h('h1', { class: 'camp-title' });
    const strip = scores(true);
    const circle = h('div', { class: 'circle' });
    const sit = list(
      circle,
      (/** @type {Sitting} */ s) => s.id,
      (s) => cub(s.id),
    );
    const hello = greeter();
    const el = h(
      'section',
      { class: 'camp' },
      h('header', null, title, strip.el),
      h('div', { class: 'hearth' }, fire()),
      circle,
      hello.el,
    );
    root.appendChild(el);
    return {
      render: (state) => {
        const players = state.room.players || {};
        const sitting = places(players);
        text(title, sitting.length ? 'At the campfire' : 'Come and sit by the fire!');
        strip.render(state);
        mark(circle, 'named', sitting.length <= WITH_NAMES);
        sit(sitting);
        hello.render(players);
      },
      destroy: () => {
        hello.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** @param {string} id */
function cub(id) {
  const face = h('span', { class: 'cub-face' });
  const badge = sixBadge('');
  const name = h('span', { class: 'cub-name' });
  const zzz = h('span', { class: 'zzz', 'aria-hidden': 'true' }, 'z z');
  const el = h('div', { class: 'cub', 'data-id': id }, h('div', { class: 'cub-in' }, face, badge, zzz, name));
  let icon = '';
  return {
    el,
    render: (/** @type {Sitting} */ s) => {
      if (icon !== s.player.icon) {
        icon = s.player.icon;
        while (face.lastChild) face.removeChild(face.lastChild);
        face.appendChild(animal(icon));
      }
      patchBadge(badge, s.player.six);
      show(badge, s.player.six);
      show(zzz, !s.player.online);
      text(name, s.player.name);
      mark(el, 'away', !s.player.online || s.player.resting);
      set(el, {
        style: {
          transform: `translate(${s.x}rem, ${s.y}rem) scale(${s.size})`,
          'z-index': String(Math.round(s.y * 10) + 200),
        },
      });
    },
  };
}

/** Says hello to whoever has just sat down. */
function greeter() {
  const face = h('span');
  const words = h('span');
  const el = h('p', { class: 'hello', role: 'status', hidden: true }, face, words);
  /** @type {Record<string, any> | null} */
  let known = null;
  /** @type {any} */
  let timer = null;
  return {
    el,
    render: (/** @type {Record<string, import('../../app/types.js').RoomPlayer>} */ players) => {
      const before = known;
      known = players;
      if (!before || before === players) return;
      const come = Object.keys(players).filter((id) => !before[id]);
      if (!come.length) return;
      const { icon, name } = players[come[come.length - 1]];
      while (face.lastChild) face.removeChild(face.lastChild);
      face.appendChild(animal(icon));
      text(words, `Hello, ${name}!`);
      show(el, true);
      clearTimeout(timer);
      timer = setTimeout(() => show(el, false), HELLO);
    },
    destroy: () => clearTimeout(timer),
  };
}
