import { h, mark, show, svg, text } from '../app/dom.js';

const AROUND = 2 * Math.PI * 28;
const SOON = 5; // seconds

/**
 * A countdown: a ring that empties, and the seconds in it. It draws itself until it
 * is destroyed, from the server's clock.
 *
 * @param {() => number} now the server's clock, ms
 * @returns {{el: HTMLElement, render: (time: {deadline?: number, left?: number} | null) => void, destroy: () => void}}
 *   `render` with a deadline to count down, with `left` (ms) to stand still, with null to hide
 */
export function ring(now) {
  const rest = svg('circle', {
    class: 'rest',
    cx: 32,
    cy: 32,
    r: 28,
    'stroke-width': 6,
    'stroke-dasharray': AROUND,
  });
  const seconds = h('b');
  const el = h(
    'span',
    { class: 'ring', role: 'timer', hidden: true },
    svg(
      'svg',
      { viewBox: '0 0 64 64', 'aria-hidden': 'true' },
      svg('circle', { class: 'track', cx: 32, cy: 32, r: 28, 'stroke-width': 6 }),
      rest,
    ),
    seconds,
  );
  /** @type {{deadline?: number, left?: number} | null} */
  let time = null;
  let most = 0; // ms; the longest that was left, which is the full ring
  /** @type {any} */
  let timer = 0;

  const draw = () => {
    clearTimeout(timer);
    const left = remaining(time, now());
    show(el, left >= 0);
    if (left < 0) {
      most = 0;
      return;
    }
    most = Math.max(most, left);
    const whole = Math.ceil(left / 1000);
    text(seconds, whole);
    mark(el, 'soon', whole <= SOON);
    rest.style.strokeDashoffset = String(AROUND * (1 - (most ? left / most : 0)));
    if (time && time.deadline !== undefined && left > 0) timer = setTimeout(draw, 100);
  };
  return {
    el,
    render(next) {
      if (next && time && next.deadline !== undefined && next.deadline !== time.deadline) most = 0;
      time = next;
      draw();
    },
    destroy: () => clearTimeout(timer),
  };
}

/**
 * @param {{deadline?: number, left?: number} | null} time
 * @param {number} now
 * @returns {number} ms, -1 for no clock
 */
function remaining(time, now) {
  if (!time) return -1;
  if (time.deadline !== undefined) return Math.max(0, time.deadline - now);
  return time.left === undefined ? -1 : time.left;
}
