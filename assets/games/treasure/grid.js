import { h, list, mark, set, show, svg, text } from '../../app/dom.js';
import { sixBadge, sixName } from '../../ui/six.js';

/**
 * The map sheet: squares with numbers on both edges. A square's reference is how far
 * along, then how far up, as one number: 47.
 *
 * @typedef {{ref: number, gold?: number, sixes: string[]}} Hole
 * @typedef {{picture: string, name: string, size: number, found: number}} Treasure
 * @typedef {{six: string, ref: number, gold?: boolean, done?: boolean, votes: number, of: number, gained: number}} Dig
 * @typedef {object} Sheet What is drawn on it.
 * @property {number} size squares to a side
 * @property {Hole[]} dug
 * @property {Hole[]} [rest] where the rest lay, at the end
 * @property {Treasure[]} treasures
 * @property {number} [mine] the reader's own square
 * @property {number} [choice] what its Six would dig
 * @property {Record<string, number>} [votes] of its Six, by square
 * @property {number} [hint] how far along there is gold
 * @property {number[]} [fresh] squares dug just now
 * @property {boolean} [open] squares may be tapped
 * @property {string} [crew] what the reader digs with, as crewOf has it
 *
 * @typedef {{key: string, ref: number, sheet: Sheet}} Cell
 */

/** @param {number} ref */
export const along = (ref) => Math.floor(ref / 10);
/** @param {number} ref */
export const up = (ref) => ref % 10;

/**
 * A reference as a leader says it.
 *
 * @param {number} ref
 */
export function spoken(ref) {
  return `${along(ref)} along, ${up(ref)} up`;
}

/**
 * What a Cub digs with: its Six or, without one, the crew of all who have none.
 *
 * @param {string} six
 */
export const crewOf = (six) => (six ? 'Six' : 'crew');

/**
 * What people call those who dig together.
 *
 * @param {string} six
 * @param {{name?: string}} [known] the Six as `room.sixes` has it
 */
export const crewName = (six, known) => (six ? sixName(six, known) : 'The crew');

/**
 * The badge of those who dig together. The crew's is a spade.
 *
 * @param {string} six
 */
export function crewBadge(six) {
  const el = sixBadge(six);
  if (!six && el.firstChild) el.firstChild.appendChild(svg('path', { d: SPADE, fill: 'currentColor' }));
  return el;
}

const SPADE = 'M17 4h14v8h-4v13h9v8c0 6-5 9-12 12-7-3-12-6-12-12v-8h9V12h-4z';

/**
 * All squares of a map, as one reads them: from the top left.
 *
 * @param {number} size
 * @returns {number[]}
 */
export function squares(size) {
  const out = [];
  for (let u = size; u >= 1; u--) for (let a = 1; a <= size; a++) out.push(a * 10 + u);
  return out;
}

/**
 * The square beside another one; the same at the edge.
 *
 * @param {number} ref
 * @param {string} key an arrow key
 * @param {number} size
 */
export function beside(ref, key, size) {
  const to = { ArrowLeft: -10, ArrowRight: 10, ArrowUp: 1, ArrowDown: -1 }[key] || 0;
  const next = ref + to;
  return along(next) >= 1 && along(next) <= size && up(next) >= 1 && up(next) <= size ? next : ref;
}

/**
 * @param {Sheet} sheet
 * @param {number} ref
 * @returns {Hole | undefined}
 */
function holeAt(sheet, ref) {
  return sheet.dug.concat(sheet.rest || []).find((d) => d.ref === ref);
}

/**
 * The map. With `tap` its squares are buttons, of which the keyboard reaches one, and
 * the others by arrows.
 *
 * @param {((ref: number) => void) | null} tap
 */
export function map(tap) {
  const body = h('div', { class: 'map-squares', role: 'group', 'aria-label': 'The map' });
  const sides = { along: numbers('map-along'), up: numbers('map-up') };
  const el = h(
    'div',
    { class: 'map' },
    sides.up.el,
    h('div', { class: 'map-sheet' }, land(), body),
    sides.along.el,
  );
  const hand = { at: 11, size: 0 };
  /** @type {Map<number, HTMLElement>} */
  const cells = new Map();
  const draw = list(
    body,
    (/** @type {Cell} */ c) => c.key,
    (/** @type {Cell} */ c) => {
      const part = square(c.ref, tap, (to) => step(to));
      cells.set(c.ref, part.el);
      return part;
    },
  );
  /** @param {string} key */
  const step = (key) => {
    const from = hand.at;
    hand.at = beside(from, key, hand.size);
    const cell = cells.get(hand.at);
    if (!cell) return;
    set(/** @type {HTMLElement} */ (cells.get(from)), { tabindex: -1 });
    set(cell, { tabindex: 0 });
    cell.focus();
  };
  return {
    el,
    /** @param {Sheet} sheet */
    render(sheet) {
      if (hand.size !== sheet.size) {
        cells.clear();
        Object.assign(hand, { size: sheet.size, at: 11 });
        set(el, { style: { '--size': sheet.size } });
        sides.along.render(sheet.size, false);
        sides.up.render(sheet.size, true);
      }
      draw(squares(sheet.size).map((ref) => ({ key: `${sheet.size}/${ref}`, ref, sheet })));
      if (tap) cells.forEach((cell, ref) => set(cell, { tabindex: ref === hand.at ? 0 : -1 }));
      sides.along.hint(sheet.hint || 0);
    },
  };
}

/** @param {string} name */
function numbers(name) {
  const el = h('div', { class: name, 'aria-hidden': 'true' });
  return {
    el,
    render(/** @type {number} */ size, /** @type {boolean} */ down) {
      while (el.firstChild) el.removeChild(el.firstChild);
      for (let i = 1; i <= size; i++) el.appendChild(h('span', null, down ? size + 1 - i : i));
    },
    hint(/** @type {number} */ at) {
      Array.from(el.children).forEach((c, i) => mark(/** @type {HTMLElement} */ (c), 'hint', i + 1 === at));
    },
  };
}

/**
 * @param {number} ref
 * @param {((ref: number) => void) | null} tap
 * @param {(key: string) => void} step
 */
function square(ref, tap, step) {
  const face = h('span', { class: 'map-face', 'aria-hidden': 'true' });
  const sixes = h('span', { class: 'map-sixes' });
  const votes = h('b', { class: 'map-votes' });
  const inside = [face, sixes, votes];
  const el = tap
    ? h('button', { type: 'button', class: 'map-square', onclick: () => tap(ref) }, inside)
    : h('span', { class: 'map-square', role: 'img' }, inside);
  if (tap) {
    el.addEventListener('keydown', (e) => {
      if (e.key.indexOf('Arrow') !== 0) return;
      e.preventDefault();
      step(e.key);
    });
  }
  let shown = '';
  return {
    el,
    render: (/** @type {Cell} */ { sheet }) => {
      const hole = holeAt(sheet, ref);
      const look = lookOf(sheet, ref, hole);
      const key = JSON.stringify(look);
      if (key === shown) return;
      shown = key;
      text(face, look.face);
      text(votes, look.votes || '');
      show(votes, look.votes);
      while (sixes.firstChild) sixes.removeChild(sixes.firstChild);
      for (const six of look.sixes) sixes.appendChild(crewBadge(six));
      for (const name of ['dug', 'gold', 'rest', 'mine', 'choice', 'hinted', 'fresh']) {
        mark(el, name, look.marks.indexOf(name) >= 0);
      }
      set(el, { 'aria-label': look.aloud, 'aria-disabled': tap && !look.open ? 'true' : null });
      if (tap) set(el, { 'aria-pressed': String(look.marks.indexOf('mine') >= 0) });
    },
  };
}

/**
 * @param {Sheet} sheet
 * @param {number} ref
 * @param {Hole | undefined} hole
 */
function lookOf(sheet, ref, hole) {
  const gold = hole && hole.gold ? sheet.treasures[hole.gold - 1] : undefined;
  const votes = hole ? 0 : (sheet.votes || {})[ref] || 0;
  const is = /** @type {Record<string, any>} */ ({
    dug: hole && hole.sixes.length,
    gold,
    rest: hole && !hole.sixes.length,
    mine: !hole && sheet.mine === ref,
    choice: !hole && sheet.choice === ref,
    hinted: !hole && sheet.hint === along(ref),
    fresh: (sheet.fresh || []).indexOf(ref) >= 0,
  });
  const crew = sheet.crew || 'Six';
  const aloud = [spoken(ref)];
  if (hole) aloud.push(gold ? `gold, the ${gold.name}` : 'dug, only earth');
  if (votes) aloud.push(`${votes} in your ${crew}`);
  if (is.mine) aloud.push('your square');
  if (is.choice) aloud.push(`your ${crew} digs here`);
  return {
    face: gold ? gold.picture : '',
    votes,
    sixes: hole && is.fresh ? hole.sixes : [],
    marks: Object.keys(is).filter((name) => is[name]),
    open: sheet.open && !hole,
    aloud: aloud.join(', '),
  };
}

/** The land under the squares: contours, a stream, a wood. Nothing of it tells anything. */
function land() {
  const hills = [
    'M-4 30C14 12 40 14 46 30S26 52 8 46-8 36-4 30z',
    'M6 30c8-9 24-8 28 0s-10 12-18 9-12-5-10-9z',
    'M54 84c6-14 30-16 40-4s0 26-16 24-28-10-24-20z',
    'M64 86c5-7 18-7 22 0s-4 12-12 10-12-6-10-10z',
  ];
  const trees = [
    [70, 14],
    [78, 20],
    [86, 13],
    [74, 27],
    [84, 28],
    [14, 70],
    [22, 76],
    [11, 81],
  ];
  return svg(
    'svg',
    { class: 'map-land', viewBox: '0 0 100 100', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    hills.map((d) => svg('path', { class: 'map-hill', d })),
    svg('path', { class: 'map-stream', d: 'M56-2c-6 14 8 20 2 34s-22 12-26 26 6 26-4 44' }),
    svg('path', { class: 'map-path', d: 'M-2 60c18 2 30-8 48-4s34 4 56-10' }),
    trees.map(([x, y]) =>
      svg('path', { class: 'map-tree', d: `M${x} ${y}l3.500 6h-2l2.500 4h-8l2.500-4h-2z` }),
    ),
  );
}

/** The treasures: how large each is, and how much of it is found. */
export function hoard() {
  const el = h('ul', { class: 'hoard', 'aria-label': 'The treasures' });
  const draw = list(
    el,
    (/** @type {Treasure} */ t) => t.name,
    () => {
      const face = h('span', { class: 'hoard-face', 'aria-hidden': 'true' });
      const pips = h('span', { class: 'hoard-pips', 'aria-hidden': 'true' });
      const aloud = h('span', { class: 'aloud' });
      const item = h('li', null, face, pips, aloud);
      return {
        el: item,
        render: (/** @type {Treasure} */ t) => {
          text(face, t.picture);
          text(aloud, `${t.name}: ${t.found} of ${t.size} found`);
          mark(item, 'whole', t.found === t.size);
          while (pips.children.length > t.size) pips.removeChild(/** @type {Node} */ (pips.lastChild));
          while (pips.children.length < t.size) pips.appendChild(h('i'));
          Array.from(pips.children).forEach((p, i) =>
            mark(/** @type {HTMLElement} */ (p), 'found', i < t.found),
          );
        },
      };
    },
  );
  return { el, render: (/** @type {Treasure[]} */ all) => draw(all || []) };
}

/**
 * What a dig brought, in a few words.
 *
 * @param {Dig} dig
 * @param {any} game
 */
export function cameOf(dig, game) {
  const hole = (game.dug || []).find((/** @type {Hole} */ d) => d.ref === dig.ref);
  const gold = hole && hole.gold ? game.treasures[hole.gold - 1] : undefined;
  if (!gold) return 'only earth';
  return dig.done ? `the whole ${gold.name}!` : `gold! A piece of the ${gold.name}`;
}
