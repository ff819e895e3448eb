import { h, mark, set, text } from '../../app/dom.js';
import { COLOUR_NAMES, COLOURS, SIDE, simplify } from './paper.js';

/** The letters on the pens, so that no colour is alone. Each begins the colour's name. */
const SIGNS = ['B', 'R', 'Bl', 'G', 'Y', 'P'];
const YELLOW = 4; // too bright for white letters

/**
 * What the artist draws with: the pens, and a finger, a real pen or a mouse on the paper.
 *
 * @typedef {import('./paper.js').Line} Line
 *
 * @typedef {object} Hand What is done with it.
 * @property {() => boolean} may whether drawing is allowed now
 * @property {(line: Line) => void} moved the line so far; the same object grows
 * @property {(line: Line, from: number) => void} piece a new piece of the line, from that number on
 * @property {(line: Line) => void} done
 */

const NEAR = 6; // points nearer than this to the last are left out
const MOST_OFF = 2; // how far a point may be from the simplified line
const LONGEST = 600; // numbers in one stroke, which is well within 4 KiB; a longer one is split
const PIECE = 160; // numbers in one spark, well within 1 KiB
const EVERY = 60; // ms between two sparks

/** Follows one pointer on the paper. */
export class Drawing {
  /**
   * @param {HTMLElement} el the paper
   * @param {Hand} hand
   * @param {() => number} [clock] ms
   */
  constructor(el, hand, clock = () => Date.now()) {
    this.el = el;
    this.hand = hand;
    this.clock = clock;
    this.colour = 0;
    this.width = 0;
    /** @type {Line | null} */
    this.line = null;
    this.pointer = -1;
    this.told = 0; // numbers that have left
    this.toldAt = 0;
    el.addEventListener('pointerdown', (e) => this.down(e));
    el.addEventListener('pointermove', (e) => this.move(e));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      el.addEventListener(end, (e) => this.up(/** @type {PointerEvent} */ (e)));
    }
  }

  /** @param {PointerEvent} e */
  down(e) {
    if (this.line || !this.hand.may() || (e.pointerType === 'mouse' && e.button !== 0)) return;
    e.preventDefault();
    this.pointer = e.pointerId;
    this.el.setPointerCapture(e.pointerId);
    this.begin(this.place(e));
  }

  /** @param {PointerEvent} e */
  move(e) {
    if (!this.line || e.pointerId !== this.pointer) return;
    if (!this.hand.may()) {
      this.line = null;
      return;
    }
    const all = e.getCoalescedEvents ? e.getCoalescedEvents() : [];
    (all.length ? all : [e]).forEach((one) => this.add(this.place(one)));
  }

  /** @param {PointerEvent} e */
  up(e) {
    if (e.pointerId === this.pointer) this.end();
  }

  /**
   * Where a pointer is on the paper.
   *
   * @param {{clientX: number, clientY: number}} e
   * @returns {number[]}
   */
  place(e) {
    const box = this.el.getBoundingClientRect();
    const on = (/** @type {number} */ n) => Math.max(0, Math.min(SIDE, Math.round(n * SIDE)));
    return [on((e.clientX - box.left) / box.width), on((e.clientY - box.top) / box.height)];
  }

  /** @param {number[]} at */
  begin(at) {
    this.line = { c: this.colour, w: this.width, p: at.slice() };
    this.told = 0;
    this.hand.moved(this.line);
    this.tell();
  }

  /** @param {number[]} at */
  add([x, y]) {
    const { line } = this;
    if (!line) return;
    const n = line.p.length;
    if (Math.hypot(line.p[n - 2] - x, line.p[n - 1] - y) < NEAR) return;
    line.p.push(x, y);
    if (line.p.length >= LONGEST) {
      this.end();
      this.begin([x, y]);
      return;
    }
    this.hand.moved(line);
    this.tell();
  }

  /** Lets the others see the line grow, not too often. */
  tell() {
    const { line } = this;
    const now = this.clock();
    if (!line || now - this.toldAt < EVERY || line.p.length === this.told) return;
    this.toldAt = now;
    const from = this.told;
    this.told = Math.min(line.p.length, from + PIECE);
    this.hand.piece({ c: line.c, w: line.w, p: line.p.slice(from, this.told) }, from);
  }

  end() {
    const { line } = this;
    this.line = null;
    if (line) this.hand.done({ c: line.c, w: line.w, p: simplify(line.p, MOST_OFF) });
  }
}

/**
 * The pens: six colours by name, two widths, undo, clear.
 *
 * @param {{colour: number, width: number}} pen is changed here
 * @param {(move: Record<string, boolean>) => void} act
 */
export function pens(pen, act) {
  const name = h('span', { class: 'pens-name', role: 'status' });
  const colours = COLOURS.map((c, i) =>
    h(
      'button',
      {
        type: 'button',
        class: 'pen',
        'aria-label': COLOUR_NAMES[i],
        style: { '--pen': c, '--pen-ink': i === YELLOW ? '#1d1405' : '#fff' },
        onclick: () => choose(i, pen.width),
      },
      h('span', { 'aria-hidden': 'true' }, SIGNS[i]),
    ),
  );
  const widths = ['Thin', 'Thick'].map((label, i) =>
    h(
      'button',
      { type: 'button', class: 'tool', 'aria-label': label, onclick: () => choose(pen.colour, i) },
      h('i', { class: `dot dot-${i}`, 'aria-hidden': 'true' }),
    ),
  );
  const tool = (/** @type {string} */ label, /** @type {string} */ sign, /** @type {string} */ what) =>
    h(
      'button',
      { type: 'button', class: 'tool', onclick: () => act({ [what]: true }) },
      h('span', { 'aria-hidden': 'true' }, sign),
      h('span', { class: 'tool-word' }, ` ${label}`),
    );
  const undo = tool('Undo', '↶', 'undo');
  const clear = tool('Clear', '✕', 'clear');
  /**
   * @param {number} colour
   * @param {number} width
   */
  function choose(colour, width) {
    Object.assign(pen, { colour, width });
    colours.forEach((el, i) => set(el, { 'aria-pressed': String(i === colour) }));
    widths.forEach((el, i) => set(el, { 'aria-pressed': String(i === width) }));
    text(name, `${COLOUR_NAMES[colour]}, ${width ? 'thick' : 'thin'}`);
  }
  choose(pen.colour, pen.width);
  return {
    el: h(
      'div',
      { class: 'pens' },
      h('div', { class: 'pens-row', role: 'group', 'aria-label': 'Colours' }, colours),
      h('div', { class: 'pens-row', role: 'group', 'aria-label': 'Tools' }, widths, undo, clear),
      name,
    ),
    /** @param {boolean} blank whether there is nothing on the paper */
    render(blank) {
      for (const el of [undo, clear]) {
        mark(el, 'off', blank);
        set(el, { 'aria-disabled': blank ? 'true' : null });
      }
    },
  };
}
