import { fill, h, list, mark, set, show, text } from '../../app/dom.js';
import { animal } from '../../ui/animals.js';
import { CHEERS } from './cheers.js';
import { fire } from '../../ui/fire.js';
import { plays, sitter } from '../../ui/sitter.js';
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
const FLOATS = 2600; // ms that a cheer is seen

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root) {
    const title = h('h1', { class: 'camp-title' });
    const strip = scores(true);
    const circle = h('div', { class: 'circle' });
    /** Those who sit here, by id. @type {Map<string, ReturnType<typeof cub>>} */
    const here = new Map();
    let settled = false; // who was here before the screen was does not walk in
    const sit = list(
      circle,
      (/** @type {Sitting} */ s) => s.id,
      (s) => {
        const one = cub(s.id, settled, () => here.delete(s.id));
        here.set(s.id, one);
        return one;
      },
    );
    const joy = scorers();
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
        settled = true;
        const happy = joy(state.room.sixes || {});
        sitting.forEach((s) => happy.indexOf(s.player.six) >= 0 && cheer(here.get(s.id)));
        hello.render(players);
      },
      event: (event) => {
        if (event.type !== 'spark') return;
        const { cheer: said, wave } = event.body;
        const [one, other] = [here.get(event.from), here.get(wave)];
        if (one && (said || other)) one.says(said || 'wave');
        if (other) other.waves();
      },
      destroy: () => {
        hello.destroy();
        root.removeChild(el);
      },
    };
  },
};

/** @param {ReturnType<typeof cub> | undefined} one */
function cheer(one) {
  if (one) one.cheers();
}

/**
 * Whose score has risen since the last look; at the first look, who is ahead.
 *
 * @returns {(sixes: Record<string, {score?: number, place?: number}>) => string[]}
 */
function scorers() {
  /** @type {Record<string, number> | null} */
  let before = null;
  return (sixes) => {
    const was = before;
    /** @type {Record<string, number>} */
    const now = {};
    Object.keys(sixes).forEach((six) => (now[six] = sixes[six].score || 0));
    before = now;
    return Object.keys(now).filter((six) =>
      was ? now[six] > (was[six] || 0) : now[six] > 0 && sixes[six].place === 1,
    );
  };
}

/**
 * One Cub's animal at its place.
 *
 * @param {string} id
 * @param {boolean} walks in
 * @param {() => void} gone
 */
function cub(id, walks, gone) {
  const seat = h('span', { class: 'cub-seat' });
  const badge = sixBadge('');
  const name = h('span', { class: 'cub-name' });
  const zzz = h('span', { class: 'zzz', 'aria-hidden': 'true' }, 'z z');
  const inner = h('div', { class: 'cub-in' }, seat, badge, zzz, name);
  const el = h('div', { class: 'cub', 'data-id': id }, inner);
  mark(inner, 'walks', walks);
  let icon = '';
  let body = h('span');
  return {
    el,
    render: (/** @type {Sitting} */ s) => {
      const asleep = !s.player.online || s.player.resting;
      if (icon !== s.player.icon) {
        icon = s.player.icon;
        body = sitter(icon);
        fill(seat, body);
      }
      set(body, { 'data-six': s.player.six });
      patchBadge(badge, s.player.six);
      show(badge, s.player.six);
      show(zzz, asleep);
      text(name, s.player.name);
      mark(body, 'dozes', asleep);
      set(inner, { style: { '--side': s.x < 0 ? -1 : 1 } });
      set(el, {
        style: {
          transform: `translate(${s.x}rem, ${s.y}rem) scale(${s.size})`,
          'z-index': String(Math.round(s.y * 10) + 200),
        },
      });
    },
    waves: () => plays(body, 'waves'),
    cheers: () => plays(body, 'cheers'),
    /** @param {string} what one of the canned cheers */
    says: (what) => {
      const found = CHEERS.find((c) => c.id === what);
      if (!found) return;
      const bubble = h('span', { class: 'says', 'aria-hidden': 'true' }, found.picture);
      inner.appendChild(bubble);
      plays(body, 'waves');
      setTimeout(() => bubble.parentNode && inner.removeChild(bubble), FLOATS);
    },
    destroy: gone,
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
      fill(face, animal(icon));
      text(words, `Hello, ${name}!`);
      show(el, true);
      clearTimeout(timer);
      timer = setTimeout(() => show(el, false), HELLO);
    },
    destroy: () => clearTimeout(timer),
  };
}
