import { h, perFrame } from '../../app/dom.js';

/**
 * The paper: strokes as the game keeps them, and the line that is being drawn now.
 *
 * @typedef {{c: number, w: number, p: number[]}} Line
 */

export const COLOURS = ['#1d1405', '#c62828', '#1565c0', '#2e7d32', '#f9a825', '#6a1b9a'];
export const COLOUR_NAMES = ['Black', 'Red', 'Blue', 'Green', 'Yellow', 'Purple'];
const WIDTHS = [10, 28];
export const SIDE = 1000;

/** @param {string} label */
export function paper(label) {
  const canvas = /** @type {HTMLCanvasElement} */ (
    h('canvas', {
      class: 'sketch-paper',
      width: 800,
      height: 800,
      role: 'img',
      'aria-label': label,
    })
  );
  /** @type {Record<string, Line>} */
  let strokes = {};
  /** @type {Line | null} */
  let live = null;
  const draw = perFrame(() => {
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    Object.keys(strokes)
      .sort((a, b) => Number(a) - Number(b))
      .forEach((key) => stroke(pen, strokes[key], canvas.width / SIDE));
    if (live) stroke(pen, live, canvas.width / SIDE);
  });
  return {
    el: canvas,
    /** @param {Record<string, Line>} kept */
    keep(kept) {
      strokes = kept;
      draw();
    },
    /** @param {Line | null} line */
    live(line) {
      live = line;
      draw();
    },
  };
}

/**
 * A smooth line through the middles of its points.
 *
 * @param {CanvasRenderingContext2D} pen
 * @param {Line} line
 * @param {number} scale
 */
function stroke(pen, line, scale) {
  const { p } = line;
  pen.strokeStyle = COLOURS[line.c];
  pen.lineWidth = WIDTHS[line.w] * scale;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  pen.beginPath();
  pen.moveTo(p[0] * scale, p[1] * scale);
  for (let i = 2; i + 3 < p.length; i += 2)
    pen.quadraticCurveTo(
      p[i] * scale,
      p[i + 1] * scale,
      ((p[i] + p[i + 2]) / 2) * scale,
      ((p[i + 1] + p[i + 3]) / 2) * scale,
    );
  pen.lineTo(p[p.length - 2] * scale, p[p.length - 1] * scale + (p.length === 2 ? 0.1 : 0));
  pen.stroke();
}
