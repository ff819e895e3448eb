import { h, svg } from '../app/dom.js';

/**
 * The campfire, drawn in SVG and moved by CSS (`.fire` in css/base.css). Its size is
 * that of its box.
 *
 * @returns {HTMLElement}
 */
export function fire() {
  /** @param {string} d @param {string} fill @param {string} [name] */
  const path = (d, fill, name) => svg('path', { d, fill, class: name || null });
  return h(
    'span',
    { class: 'fire', 'aria-hidden': 'true' },
    svg(
      'svg',
      { viewBox: '0 0 120 120' },
      svg('circle', { class: 'halo', cx: 60, cy: 76, r: 56, fill: 'var(--glow)' }),
      svg('circle', { class: 'halo', cx: 60, cy: 80, r: 36, fill: 'var(--glow)' }),
      svg('ellipse', { cx: 60, cy: 106, rx: 46, ry: 9, fill: 'rgba(0,0,0,.35)' }),
      path(
        'M60 12c4 16 24 26 27 50 2 22-10 38-27 38S31 86 33 64c1-12 8-18 10-30 6 4 8 9 9 15 6-10 10-22 8-37z',
        'var(--ember)',
        'flame',
      ),
      path(
        'M62 36c2 11 15 19 16 36 1 16-8 27-19 27s-20-10-18-27c1-9 6-14 8-22 4 3 6 7 6 12 5-7 8-15 7-26z',
        'var(--fire)',
        'flame two',
      ),
      path(
        'M60 60c2 7 9 13 9 23 0 9-4 15-10 15s-11-6-10-15c.5-6 4-9 5-14 3 2 4 4 4 7 2-4 3-9 2-16z',
        'var(--spark)',
        'flame three',
      ),
      path('M20 97c-4-1-5-8-1-9l78 12c5 1 5 9 0 10z', '#7a4a24'),
      path('M100 97c4-1 5-8 1-9L23 100c-5 1-5 9 0 10z', '#93592b'),
      path('M18 92.500a4.500 4.500 0 1 0 .01 0zM102 92.500a4.500 4.500 0 1 0 .01 0z', '#e0b37c'),
      svg('circle', { class: 'flyer', cx: 48, cy: 50, r: 2, fill: 'var(--spark)' }),
      svg('circle', { class: 'flyer two', cx: 70, cy: 46, r: 1.6, fill: 'var(--fire)' }),
      svg('circle', { class: 'flyer three', cx: 60, cy: 34, r: 1.8, fill: 'var(--spark)' }),
    ),
  );
}
