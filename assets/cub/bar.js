import { h, list, mark, set, show, text } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { dialog } from '../ui/notes.js';
import { patchBadge, sixBadge, sixName } from '../ui/six.js';
import { plays } from '../ui/sitter.js';

/**
 * The bar on top: who holds the device, the strip to pass it on, and a menu.
 *
 * @typedef {import('./family.js').Cub} Cub
 *
 * @typedef {object} BarOptions
 * @property {(id: string) => void} pass
 * @property {() => void} add another Cub on this device
 * @property {(cub: Cub) => void} leave
 * @property {() => void} flip night and day
 * @property {(cub: Cub) => boolean} needs
 */

const MOST = 6; // Cubs a device

/**
 * @param {BarOptions} opts
 * @returns {{el: HTMLElement, render: (cubs: Cub[], shown: Cub | null, covered: boolean) => void}}
 */
export function bar(opts) {
  /** @type {Cub | null} */
  let mine = null;
  let count = 0;
  /** Whose Six had how many points when it was last seen. */
  let seen = { who: '', score: /** @type {number | undefined} */ (undefined) };
  const face = h('span', { class: 'bar-face' });
  const name = h('strong', { class: 'bar-name' });
  const badge = sixBadge('');
  const points = h('span', { class: 'bar-points' });
  const strip = h('div', { class: 'strip', role: 'group', 'aria-label': 'Pass it on' });
  const menu = h(
    'button',
    {
      class: 'bar-menu',
      type: 'button',
      'aria-label': 'Menu',
      onclick: () => mine && openMenu(opts, mine, count),
    },
    h('span', { 'aria-hidden': 'true' }, '⋯'),
  );
  const el = h(
    'header',
    { class: 'bar', hidden: true },
    h('div', { class: 'bar-me' }, face, h('span', { class: 'bar-who' }, name, points), badge),
    strip,
    menu,
  );
  const draw = list(
    strip,
    (item) => item.cub.player.id,
    (item) => passButton(item.cub, opts),
  );
  return {
    el,
    render(cubs, shown, covered) {
      mine = shown;
      count = cubs.length;
      show(el, shown);
      if (!shown) return;
      show(strip, cubs.length > 1);
      mark(el, 'many', cubs.length > 1);
      draw(
        cubs.map((cub) => ({
          cub,
          now: cub === shown,
          needs: opts.needs(cub),
          awake: cub.seat.status === 'live',
        })),
      );
      renderMe(shown, covered);
    },
  };

  /**
   * @param {Cub} cub
   * @param {boolean} covered
   */
  function renderMe(cub, covered) {
    const looks = looksOf(cub);
    if (face.getAttribute('data-icon') !== looks.icon) {
      while (face.firstChild) face.removeChild(face.firstChild);
      face.appendChild(animal(looks.icon));
      set(face, { 'data-icon': looks.icon });
    }
    text(name, looks.name);
    patchBadge(badge, looks.six, sixName(looks.six, looks.sixInfo));
    show(badge, looks.six);
    const [who, score] = [cub.player.id + looks.six, looks.sixInfo && looks.sixInfo.score];
    if (seen.who === who && seen.score !== undefined && score !== undefined && score > seen.score)
      plays(face, 'cheers');
    seen = { who, score };
    const own = looks.points;
    text(points, !own || covered ? '' : own === 1 ? '1 point' : `${own} points`);
  }
}

/**
 * @param {Cub} cub
 * @returns {{name: string, icon: string, six: string, points?: number, sixInfo?: {name?: string, score?: number}}}
 */
function looksOf(cub) {
  const state = cub.seat.state;
  const known = state && state.room.players && state.room.players[cub.player.id];
  const looks = known || cub.player;
  const sixes = (state && state.room.sixes) || {};
  return {
    name: looks.name,
    icon: looks.icon,
    six: looks.six,
    points: known ? known.points : undefined,
    sixInfo: sixes[looks.six],
  };
}

/**
 * @param {Cub} cub
 * @param {BarOptions} opts
 */
function passButton(cub, opts) {
  const bell = h('span', { class: 'strip-bell', 'aria-hidden': 'true' }, '!');
  const el = h(
    'button',
    { class: 'strip-face', type: 'button', onclick: () => opts.pass(cub.player.id) },
    animal(cub.player.icon),
    bell,
  );
  return {
    el,
    /** @param {{now: boolean, needs: boolean, awake: boolean}} item */
    render(item) {
      show(bell, item.needs && !item.now);
      mark(el, 'asleep', !item.awake);
      const label =
        cub.player.name + (item.now ? ', has the screen' : item.needs ? ', has something to tap' : '');
      set(el, { 'aria-label': label, 'aria-pressed': String(item.now) });
    },
  };
}

/**
 * @param {BarOptions} opts
 * @param {Cub} cub
 * @param {number} count
 */
function openMenu(opts, cub, count) {
  const choices = [
    { label: 'Back to the game', run: undefined },
    { label: 'Another Cub plays here too', kind: 'calm', run: opts.add },
    { label: 'Light or dark', kind: 'calm', run: opts.flip },
    { label: `${cub.player.name} goes home`, kind: 'bad', run: () => askLeave(opts, cub) },
  ];
  if (count >= MOST) choices.splice(1, 1);
  dialog(
    cub.player.name,
    [h('p', { class: 'soft' }, h('a', { href: '/privacy' }, 'What does this game remember?'))],
    choices,
  );
}

/**
 * @param {BarOptions} opts
 * @param {Cub} cub
 */
function askLeave(opts, cub) {
  dialog(
    'Really go home?',
    [h('p', null, `${cub.player.name} and their points leave tonight’s circle.`)],
    [
      { label: 'No, stay', kind: 'good' },
      { label: 'Yes, go home', kind: 'bad', run: () => opts.leave(cub) },
    ],
  );
}
