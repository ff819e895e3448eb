import { h, perFrame } from '../../app/dom.js';

/**
 * The paper: the strokes that the game keeps, and above them the lines that are being
 * drawn now. It is as sharp as the screen, at any size.
 *
 * @typedef {{c: number, w: number, p: number[]}} Line `p`: x and y in turn, 0 to SIDE
 * @typedef {{line: Line, sheet: number, n: number, from: number}} Spark a piece of a line
 */

export const COLOURS = ['#1d1405', '#c62828', '#1565c0', '#2e7d32', '#f9a825', '#6a1b9a'];
export const COLOUR_NAMES = ['Black', 'Red', 'Blue', 'Green', 'Yellow', 'Purple'];
export const SIDE = 1000;
const WIDTHS = [10, 28];

/**
 * Leaves out the points of a line that its shape does not need (Ramer, 1972; Douglas and
 * Peucker, 1973): none is further than `most` from what is left.
 *
 * @param {number[]} p
 * @param {number} most
 * @returns {number[]}
 */
export function simplify(p, most) {
  const last = p.length / 2 - 1;
  if (last < 2) return p.slice();
  const kept = new Array(last + 1).fill(false);
  kept[0] = kept[last] = true;
  const spans = [[0, last]];
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span;
    let far = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const d = distance(p, i, from, to);
      if (d > far) [far, at] = [d, i];
    }
    if (far <= most) continue;
    kept[at] = true;
    spans.push([from, at], [at, to]);
  }
  return p.filter((_, i) => kept[i >> 1]);
}

/**
 * How far point i is from the straight piece between two others.
 *
 * @param {number[]} p
 * @param {number} i
 * @param {number} from
 * @param {number} to
 */
function distance(p, i, from, to) {
  const [x, y, ax, ay] = [p[2 * i], p[2 * i + 1], p[2 * from], p[2 * from + 1]];
  const [dx, dy] = [p[2 * to] - ax, p[2 * to + 1] - ay];
  const length = dx * dx + dy * dy;
  const t = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/**
 * Lines that others are drawing, put together from the sparks. A line is forgotten once
 * the game keeps it, or the sheet is another.
 */
export class Lines {
  constructor() {
    this.sheet = -1;
    /** @type {Record<number, Line>} */
    this.all = {};
    /** @type {Record<string, Line>} */
    this.kept = {};
  }

  /**
   * A piece that has been held up on its way can come after the whole stroke.
   *
   * @param {Spark} spark
   */
  add({ line, sheet, n, from }) {
    if (sheet !== this.sheet) {
      this.sheet = sheet;
      this.all = {};
      this.kept = {};
    }
    if (this.kept[n]) return;
    const known = this.all[n];
    const p = known ? known.p.slice(0, from) : [];
    this.all[n] = { c: line.c, w: line.w, p: p.concat(line.p) };
  }

  /**
   * @param {number} sheet
   * @param {Record<string, Line>} strokes that the game keeps
   */
  forget(sheet, strokes) {
    if (sheet !== this.sheet) this.all = {};
    this.sheet = sheet;
    this.kept = strokes;
    for (const n of Object.keys(this.all)) if (strokes[n]) delete this.all[Number(n)];
  }
}

/** @param {string} label */
export function paper(label) {
  const canvas = () => /** @type {HTMLCanvasElement} */ (h('canvas', { 'aria-hidden': 'true' }));
  const below = canvas();
  const above = canvas();
  const el = h('div', { class: 'paper', role: 'img', 'aria-label': label }, below, above);
  /** @type {Line[]} */
  let strokes = [];
  /** @type {string[]} what is on the canvas below, a key a stroke */
  let drawn = [];
  /** @type {Record<string, Line>} */
  let lines = {};
  /** How much of each line is shown: a line of others comes in pieces, and is drawn on. */
  let shown = /** @type {Record<string, number>} */ ({});
  const draw = perFrame(() => {
    if (fit(el, [below, above])) drawn = [];
    keepUp();
    const pen = above.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, above.width, above.height);
    let behind = false;
    for (const n of Object.keys(lines)) {
      const { p } = lines[n];
      const to = next(shown[n] || 0, p.length);
      shown[n] = to;
      behind = behind || to < p.length;
      stroke(pen, lines[n], p.slice(0, to), above.width / SIDE);
    }
    if (behind) draw();
  });
  /** Draws what is new below, or everything where something is gone. */
  const keepUp = () => {
    const pen = below.getContext('2d');
    if (!pen) return;
    const keys = strokes.map(keyOf);
    if (drawn.length > keys.length || drawn.some((k, i) => k !== keys[i])) drawn = [];
    if (!drawn.length) pen.clearRect(0, 0, below.width, below.height);
    for (let i = drawn.length; i < strokes.length; i++) {
      stroke(pen, strokes[i], strokes[i].p, below.width / SIDE);
    }
    drawn = keys;
  };
  window.addEventListener('resize', draw);
  return {
    el,
    /** @param {Record<string, Line>} kept */
    keep(kept) {
      strokes = Object.keys(kept)
        .sort((a, b) => Number(a) - Number(b))
        .map((k) => kept[k]);
      draw();
    },
    /**
     * @param {Record<string, Line>} now the lines that are being drawn
     * @param {boolean} [own] drawn here: all of them is shown at once
     */
    live(now, own) {
      const was = shown;
      shown = {};
      for (const n of Object.keys(now))
        shown[n] = own ? now[n].p.length : Math.min(was[n] || 0, now[n].p.length);
      lines = now;
      draw();
    },
    destroy: () => window.removeEventListener('resize', draw),
  };
}

/**
 * How much of a line to show in the next picture: a third of what is missing, so that the
 * pen goes on evenly from spark to spark.
 *
 * @param {number} now
 * @param {number} all
 */
function next(now, all) {
  const step = 2 * Math.max(1, Math.ceil((all - now) / 6));
  return Math.min(all, now + step);
}

/** @param {Line} line */
const keyOf = (line) =>
  `${line.c}/${line.w}/${line.p.length}/${line.p.slice(0, 4).join()}/${line.p.slice(-4).join()}`;

/**
 * Gives the canvases as many dots as the screen has there; true where that has changed.
 *
 * @param {HTMLElement} el
 * @param {HTMLCanvasElement[]} all
 */
function fit(el, all) {
  const size = Math.round(el.clientWidth * Math.min(3, window.devicePixelRatio || 1));
  if (!size || all[0].width === size) return false;
  all.forEach((c) => Object.assign(c, { width: size, height: size }));
  return true;
}

/**
 * A smooth line through the middles between its points.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Line} line
 * @param {number[]} p
 * @param {number} scale
 */
function stroke(pen, line, p, scale) {
  if (p.length < 2) return;
  const on = p.map((n) => n * scale);
  const last = on.length;
  pen.strokeStyle = COLOURS[line.c] || COLOURS[0];
  pen.lineWidth = (WIDTHS[line.w] || WIDTHS[0]) * scale;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.beginPath();
  pen.moveTo(on[0], on[1]);
  for (let i = 2; i + 3 < last; i += 2) {
    pen.quadraticCurveTo(on[i], on[i + 1], (on[i] + on[i + 2]) / 2, (on[i + 1] + on[i + 3]) / 2);
  }
  pen.lineTo(on[last - 2], on[last - 1] + (last === 2 ? 0.1 : 0));
  pen.stroke();
}
