import { h, svg } from '../app/dom.js';

/** The sixteen animals, in the order in which they are offered. */
export const ANIMALS = [
  'badger',
  'bat',
  'bear',
  'beaver',
  'deer',
  'duck',
  'fox',
  'frog',
  'hare',
  'hedgehog',
  'mole',
  'otter',
  'owl',
  'squirrel',
  'toad',
  'wolf',
];

/**
 * @param {string} icon
 * @returns {string} «Badger»
 */
export function animalName(icon) {
  return icon.charAt(0).toUpperCase() + icon.slice(1);
}

/**
 * The face of an animal; its size is that of `.face`. Decoration unless `label` is given.
 *
 * @param {string} icon an unknown one is a paw
 * @param {string} [label] what a screen reader says
 * @returns {HTMLElement}
 */
export function animal(icon, label) {
  const [ground, shapes] = FACES[icon] || FACES.paw;
  return h(
    'span',
    Object.assign(
      { class: 'face' },
      label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': 'true' },
    ),
    svg(
      'svg',
      { viewBox: '0 0 100 100' },
      svg('circle', { cx: 50, cy: 52, r: 47, fill: ground }),
      shapes.map(draw),
    ),
  );
}

/**
 * A shape as plain data, on a field of 100 by 100:
 * c circle (x, y, r, fill) · e ellipse (x, y, rx, ry, fill, turn) · p path (d, fill, transform) ·
 * l line (d, colour, width) · m the shapes that follow, and their mirror image.
 *
 * @typedef {any[]} Shape
 */

/**
 * @param {Shape} s
 * @returns {SVGElement}
 */
export function draw(s) {
  const [kind, a, b, c, d, e] = s;
  switch (kind) {
    case 'c':
      return svg('circle', { cx: a, cy: b, r: c, fill: d });
    case 'e':
      return svg('ellipse', {
        cx: a,
        cy: b,
        rx: c,
        ry: d,
        fill: e,
        transform: s[6] ? `rotate(${s[6]} ${a} ${b})` : null,
      });
    case 'p':
      return svg('path', { d: a, fill: b, transform: c || null });
    case 'l':
      return svg('path', {
        d: a,
        fill: 'none',
        stroke: b,
        'stroke-width': c,
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      });
    default:
      return svg(
        'g',
        null,
        svg('g', null, s.slice(1).map(draw)),
        svg('g', { transform: 'matrix(-1 0 0 1 100 0)' }, s.slice(1).map(draw)),
      );
  }
}

/**
 * The head alone, without a ground behind it, and with lids that are shown where the
 * animal dozes (`.lids` in css/base.css): for who draws the rest of it.
 *
 * @param {string} icon an unknown one is a paw
 * @returns {SVGElement}
 */
export function head(icon) {
  const [from, to] = NECK[icon] || [0];
  const shapes = (FACES[icon] || FACES.paw)[1].slice(from, to);
  return svg('g', { class: 'head' }, shapes.map(draw), svg('g', { class: 'lids' }, lids(icon)));
}

/** @param {string} icon @returns {SVGElement[]} */
function lids(icon) {
  const lid = LIDS[icon];
  if (!lid) return [];
  const [x, y, r, skin, line = DARK] = lid;
  const lash = `M${x - r * 0.75} ${y}q${r * 0.75} ${r * 0.7} ${r * 1.5} 0`;
  return [draw(['m', ['c', x, y, r, skin], ['l', lash, line, 2.6]])];
}

const DARK = '#241a16';

/** Which shapes of a face are above the neck, where not all are. @type {Record<string, number[]>} */
const NECK = { bat: [1], beaver: [2], duck: [2], mole: [0, -1], squirrel: [2] };

/** Of each animal: where its left eye is, how large, the colour of the lid and of its lashes. @type {Record<string, any[]>} */
const LIDS = {
  badger: [35, 47, 6.3, '#f7f2e7'],
  bat: [36, 53, 8.2, '#7b6893'],
  bear: [34, 48, 5.8, '#935f36'],
  beaver: [36, 45, 5.6, '#ad6f3d'],
  deer: [36, 49, 6, '#f8e6d2'],
  duck: [36, 40, 7.2, '#2c9a70'],
  fox: [34, 53, 5.8, '#f0823a'],
  frog: [28, 28, 11.4, '#62b83f'],
  hare: [34, 59, 7.6, '#c59a6c'],
  hedgehog: [38, 54, 5.8, '#f2cfa3'],
  mole: [36, 44, 4, '#544c5c', '#cfc6d8'],
  otter: [33, 45, 5.8, '#815b3f'],
  owl: [32, 47, 12.5, '#f6e3c0'],
  squirrel: [36, 51, 8.2, '#db6c33'],
  toad: [27, 33, 11, '#7f7a3e'],
  wolf: [35, 51, 6.8, '#8b9bae'],
};

/**
 * A pair of eyes with a light in them, at x to the left of the middle and to the right.
 *
 * @param {number} x @param {number} y @param {number} r
 * @returns {Shape[]}
 */
function eyes(x, y, r) {
  return [
    ['m', ['c', x, y, r, DARK]],
    ['c', x + r * 0.35, y - r * 0.4, r * 0.36, '#fff'],
    ['c', 100 - x + r * 0.35, y - r * 0.4, r * 0.36, '#fff'],
  ];
}

/**
 * A mouth that smiles, in the middle.
 *
 * @param {number} y @param {number} w @param {string} [colour]
 * @returns {Shape}
 */
function smile(y, w, colour = DARK) {
  return [
    'l',
    `M50 ${y}q-${w / 2} ${w * 0.62}-${w} ${w * 0.2}M50 ${y}q${w / 2} ${w * 0.62} ${w} ${w * 0.2}`,
    colour,
    2.6,
  ];
}

/** Of each animal: the colour behind it, and its shapes from back to front. @type {Record<string, [string, Shape[]]>} */
const FACES = {
  badger: [
    '#bfe0cf',
    [
      ['m', ['c', 21, 27, 11, '#2c2a30'], ['c', 21, 27, 5.5, '#f7f2e7']],
      ['p', 'M50 14c24 0 35 15 35 33 0 20-19 43-35 43S15 67 15 47c0-18 11-33 35-33z', '#f7f2e7'],
      ['m', ['p', 'M33 17c8 6 11 14 11 25 0 15-3 27-7 36-11-8-19-21-19-33 0-13 5-23 15-28z', '#2c2a30']],
      ['m', ['c', 35, 47, 6, '#f7f2e7']],
      ...eyes(35, 47, 4.2),
      ['e', 50, 78, 10, 7.5, DARK],
      ['e', 47, 75.5, 3, 1.6, '#6d6670'],
    ],
  ],
  bat: [
    '#d9cdf3',
    [
      ['m', ['p', 'M26 62C14 66 8 76 2 88c0-14-2-30 2-42 8 6 16 8 24 8z', '#4d3f63']],
      [
        'm',
        ['p', 'M19 50C8 34 8 16 13 5c15 4 26 15 30 29z', '#7b6893'],
        ['p', 'M22 40c-6-9-7-18-5-26 8 4 14 11 17 19z', '#e3a9bd'],
      ],
      ['p', 'M50 28c20 0 32 13 32 30S68 88 50 88 18 75 18 58s12-30 32-30z', '#7b6893'],
      ['e', 50, 70, 15, 11, '#a592bd'],
      ...eyes(36, 53, 7.5),
      ['p', 'M44 65c2-4 10-4 12 0 1 3-3 5-6 5s-7-2-6-5z', DARK],
      ['l', 'M41 76q9 5 18 0', DARK, 2.6],
      ['m', ['p', 'M43 77l5 1-2.500 5z', '#fff']],
    ],
  ],
  bear: [
    '#f6d8ae',
    [
      ['m', ['c', 22, 27, 13, '#7e4e2b'], ['c', 22, 27, 7, '#c58d5e']],
      ['p', 'M50 18c23 0 36 15 36 34S70 88 50 88 14 71 14 52s13-34 36-34z', '#935f36'],
      ['e', 50, 68, 19, 15, '#deb486'],
      ...eyes(34, 48, 5),
      ['e', 50, 61, 8, 6, DARK],
      ['l', 'M50 66v5', DARK, 2.6],
      smile(71, 9),
    ],
  ],
  beaver: [
    '#c9e6f3',
    [
      ['e', 86, 50, 11, 26, '#57402f', 18],
      ['l', 'M80 34l14 8M77 44l16 9M75 54l15 8M92 34L78 52M95 46L79 66', '#8a6a4f', 2],
      ['m', ['c', 24, 30, 9, '#8a532b'], ['c', 24, 31, 4.5, '#d79e6f']],
      ['p', 'M50 18c20 0 30 12 31 29 1 22-12 40-31 40S18 69 19 47c1-17 11-29 31-29z', '#ad6f3d'],
      ['m', ['e', 39, 66, 14, 11, '#dca877']],
      ...eyes(36, 45, 4.8),
      ['e', 50, 57, 10, 7, DARK],
      ['p', 'M42 70h16v15a2 2 0 0 1-2 2H44a2 2 0 0 1-2-2z', '#fff'],
      ['l', 'M50 70v16M42 70h16', '#8d6b50', 2],
      ['m', ['l', 'M31 66l-9-2M31 70l-9 2', '#7a4c28', 2]],
    ],
  ],
  deer: [
    '#dff0c6',
    [
      ['m', ['l', 'M38 26C30 22 27 14 29 5M31 18c-7 0-12-4-14-11M36 25c-9 3-17 1-22-4', '#75502f', 4.5]],
      ['m', ['e', 20, 40, 15, 7.5, '#b9783f', 22], ['e', 20, 40, 9, 4, '#f2c9a4', 22]],
      [
        'p',
        'M50 20c17 0 25 12 24 28-1 10-6 14-7 24-1 11-7 17-17 17s-16-6-17-17c-1-10-6-14-7-24-1-16 7-28 24-28z',
        '#cf8d50',
      ],
      ['p', 'M50 62c9 0 14 5 14 13 0 9-6 14-14 14s-14-5-14-14c0-8 5-13 14-13z', '#f8e6d2'],
      ['c', 50, 29, 3, '#f8e6d2'],
      ['m', ['c', 42, 34, 2.4, '#f8e6d2'], ['e', 35, 49, 7.5, 7, '#f8e6d2']],
      ...eyes(36, 49, 5),
      ['e', 50, 70, 8, 5.5, DARK],
      smile(78, 7),
    ],
  ],
  duck: [
    '#c8e9ff',
    [
      ['p', 'M22 99c0-14 10-22 28-22s28 8 28 22a47 47 0 0 1-56 0z', '#8b5c3a'],
      ['p', 'M27 79c6-6 14-8 23-8s17 2 23 8l-3 9c-6-4-12-6-20-6s-14 2-20 6z', '#fff'],
      ['l', 'M48 16c-2-6 2-9 6-8', '#1f7a57', 5],
      ['p', 'M50 14c19 0 29 13 29 30 0 18-10 33-29 33S21 62 21 44c0-17 10-30 29-30z', '#2c9a70'],
      ['m', ['c', 36, 40, 7, '#eafff5']],
      ...eyes(36, 40, 4.8),
      [
        'p',
        'M50 48c6 0 9 3 14 5 8 3 11 6 10 10-2 6-13 8-24 8s-22-2-24-8c-1-4 2-7 10-10 5-2 8-5 14-5z',
        '#ffbe32',
      ],
      ['l', 'M28 62c7 3 14 3 22 3s15 0 22-3', '#c47d0c', 2.6],
      ['m', ['e', 45, 54, 1.6, 1.2, '#8a5206']],
    ],
  ],
  fox: [
    '#ffe3b3',
    [
      [
        'm',
        ['p', 'M17 46C10 30 10 15 14 5c12 3 23 11 29 22z', '#ee7a33'],
        ['p', 'M20 35c-4-8-5-14-3-20 7 3 12 7 16 14z', DARK],
      ],
      ['p', 'M50 22c21 0 37 13 39 33-9 19-25 35-39 35S20 74 11 55c2-20 18-33 39-33z', '#f0823a'],
      [
        'p',
        'M11 55c12-1 22 4 28 13 4 5 7 6 11 6s7-1 11-6c6-9 16-14 28-13-9 19-25 35-39 35S20 74 11 55z',
        '#fff7ea',
      ],
      ...eyes(34, 53, 5),
      ['e', 50, 76, 8, 6, DARK],
      ['e', 48, 74, 2.4, 1.4, '#7b665c'],
    ],
  ],
  frog: [
    '#cdeaff',
    [
      ['m', ['c', 28, 28, 16, '#62b83f']],
      ['p', 'M50 26c25 0 42 15 42 34S75 90 50 90 8 79 8 60s17-34 42-34z', '#73c94d'],
      ['m', ['c', 28, 28, 11, '#fbfff2']],
      ['m', ['c', 29, 29, 6.5, DARK]],
      ['c', 31, 26, 2.2, '#fff'],
      ['c', 73, 26, 2.2, '#fff'],
      ['p', 'M20 62c9 7 19 10 30 10s21-3 30-10c-2 14-14 21-30 21s-28-7-30-21z', '#b9433f'],
      ['p', 'M37 79c3-4 8-5 13-5s10 1 13 5c-4 3-8 4-13 4s-9-1-13-4z', '#ff9d95'],
      ['l', 'M18 60c9 8 20 12 32 12s23-4 32-12', '#2f7320', 3],
      ['m', ['e', 45, 53, 1.8, 2.4, '#2f7320'], ['e', 20, 55, 5, 3.5, '#a6e07f']],
    ],
  ],
  hare: [
    '#e9daf8',
    [
      [
        'm',
        ['e', 36, 25, 9, 26, '#b48a5f', -9],
        ['e', 36.5, 29, 4.5, 18, '#f3c3b3', -9],
        ['p', 'M26 10c0-6 2-10 5-11 4 1 7 5 9 10-4 3-10 3-14 1z', DARK],
      ],
      ['p', 'M50 38c19 0 30 11 30 26S68 91 50 91 20 79 20 64s11-26 30-26z', '#c59a6c'],
      ['m', ['e', 41, 76, 12, 10, '#f7e8d6']],
      ['m', ['c', 34, 59, 7.5, '#f7e8d6']],
      ...eyes(34, 59, 5.6),
      ['p', 'M44 67c3-2 9-2 12 0 1 3-4 6-6 6s-7-3-6-6z', '#d96f7d'],
      smile(74, 7),
      ['p', 'M46.500 80h7v6h-7z', '#fff'],
      ['m', ['l', 'M33 75l-14-3M33 79l-14 3', '#8a6540', 2]],
    ],
  ],
  hedgehog: [
    '#ffe2c2',
    [
      [
        'p',
        'M50 4l7 11 10-8 3 12 12-4 0 13 13 0-4 12 12 5-8 10 9 9-11 6 5 11-12 2 1 12-12-2-3 10-11-6H30l-11 6-3-10-12 2 1-12-12-2 5-11-11-6 9-9-8-10 12-5-4-12 13 0 0-13 12 4 3-12 10 8z',
        '#6b4a35',
        'translate(5 6) scale(.9)',
      ],
      ['m', ['l', 'M38 16l3 10M26 27l7 7M18 42l10 4M50 14v9', '#a67c5a', 3]],
      ['m', ['c', 26, 45, 8, '#b98a61'], ['c', 26, 45, 4, '#e9b89a']],
      ['p', 'M50 34c9-3 24 2 27 17 3 20-13 39-27 39S20 71 23 51c3-15 18-20 27-17z', '#f2cfa3'],
      ['m', ['e', 33, 68, 5.5, 3.6, '#f3a98f']],
      ...eyes(38, 54, 5),
      ['e', 50, 69, 8.5, 7, DARK],
      ['e', 47.5, 66.5, 2.6, 1.6, '#75655d'],
      smile(77, 6),
    ],
  ],
  mole: [
    '#f3d3c4',
    [
      ['p', 'M50 16c22 0 34 17 34 38 0 20-14 35-34 35S16 74 16 54c0-21 12-38 34-38z', '#544c5c'],
      ['p', 'M50 20c10 0 18 4 22 11-8-3-14-4-22-4s-14 1-22 4c4-7 12-11 22-11z', '#6d6476'],
      ['m', ['c', 36, 44, 3.4, '#0f0c12'], ['c', 37, 43, 1.2, '#fff']],
      ['p', 'M50 46c10 0 17 8 17 17 0 8-7 13-17 13s-17-5-17-13c0-9 7-17 17-17z', '#7d7288'],
      ['e', 50, 58, 10.5, 8.5, '#f58fa6'],
      ['m', ['e', 46.5, 58, 1.7, 2.2, '#a8405b']],
      smile(68, 6, '#241a26'),
      ['m', ['l', 'M35 62l-12-2M35 66l-12 3', '#c9bfd2', 1.8]],
      [
        'm',
        ['p', 'M8 78c6-6 16-5 21 2 3 5 2 12-3 15-8 3-20-8-18-17z', '#f6a7b4'],
        ['l', 'M27 78l5-5M30 84l6-3M30 90l6 1', '#fff2ea', 3.4],
      ],
    ],
  ],
  otter: [
    '#bfeaea',
    [
      ['m', ['c', 18, 38, 8.5, '#6a4a33'], ['c', 19, 38, 4, '#b48a66']],
      ['p', 'M50 20c23 0 36 12 36 31 0 20-14 38-36 38S14 71 14 51c0-19 13-31 36-31z', '#815b3f'],
      ['p', 'M50 54c19 0 30 5 30 14 0 12-14 21-30 21S20 80 20 68c0-9 11-14 30-14z', '#eed9b8'],
      ...eyes(33, 45, 5),
      ['p', 'M41 54c4-3 14-3 18 0 2 5-5 11-9 11s-11-6-9-11z', DARK],
      ['l', 'M50 64v5', DARK, 2.6],
      smile(69, 10),
      [
        'm',
        ['l', 'M30 66l-20-4M30 71l-21 1M31 76l-18 6', '#6a4a33', 2],
        ['c', 38, 66, 1.2, '#8d6c50'],
        ['c', 36, 71, 1.2, '#8d6c50'],
      ],
    ],
  ],
  owl: [
    '#dcdcfa',
    [
      [
        'p',
        'M16 10c10 2 18 5 24 9h20c6-4 14-7 24-9-3 7-3 13-1 19 5 8 6 17 6 26 0 22-16 36-39 36S11 77 11 55c0-9 1-18 6-26 2-6 2-12-1-19z',
        '#98683c',
      ],
      ['p', 'M50 62c13 0 22 5 25 13-5 10-14 16-25 16s-20-6-25-16c3-8 12-13 25-13z', '#e3bf8e'],
      ['l', 'M42 77l4 4 4-4 4 4 4-4M46 85l4 4 4-4', '#98683c', 2.4],
      ['m', ['c', 32, 47, 19, '#f6e3c0'], ['c', 33, 47, 12, '#f5a52a'], ['c', 33, 47, 7.5, DARK]],
      ['c', 36, 43.5, 2.8, '#fff'],
      ['c', 70, 43.5, 2.8, '#fff'],
      ['p', 'M50 50c4 0 7 3 7 6 0 5-4 10-7 12-3-2-7-7-7-12 0-3 3-6 7-6z', '#e8862a'],
      ['m', ['l', 'M22 22c6 4 11 6 18 7', '#6b4423', 3]],
    ],
  ],
  squirrel: [
    '#d8f0d0',
    [
      [
        'p',
        'M66 92c22 0 33-18 31-38-1-16-12-27-24-25-9 2-12 11-7 17 4 4 10 2 11-2 5 8 4 22-9 28z',
        '#b24c1d',
      ],
      ['l', 'M74 82c12-6 15-20 12-32', '#e58a55', 3.4],
      [
        'm',
        ['p', 'M22 38C18 25 20 12 25 3c7 5 14 13 18 24z', '#cc5f2a'],
        ['p', 'M25 3c-6-1-8 2-9 6 4 0 7 3 8 6z', '#8d3c14'],
        ['p', 'M26 30c-2-7-1-12 1-17 4 3 7 8 9 13z', '#f4c2a0'],
      ],
      ['p', 'M50 24c20 0 31 13 31 30 0 19-13 36-31 36S19 73 19 54c0-17 11-30 31-30z', '#db6c33'],
      ['p', 'M50 60c14 0 21 5 21 13s-9 17-21 17-21-9-21-17 7-13 21-13z', '#fdeedd'],
      ['m', ['c', 35, 51, 8, '#fdeedd']],
      ...eyes(36, 51, 6),
      ['e', 50, 66, 6, 4.5, DARK],
      smile(71, 7),
      ['m', ['l', 'M34 69l-15-3M34 73l-14 3', '#8d3c14', 2]],
    ],
  ],
  toad: [
    '#f4eab0',
    [
      ['m', ['c', 27, 34, 15, '#7f7a3e']],
      ['p', 'M50 30c26 0 44 13 44 31S76 90 50 90 6 79 6 61s18-31 44-31z', '#958f4c'],
      ['p', 'M50 70c18 0 31 3 36 8-7 8-20 12-36 12s-29-4-36-12c5-5 18-8 36-8z', '#d9d199'],
      ['m', ['c', 27, 33, 10.5, '#f3b62f'], ['e', 27, 33, 8, 4, DARK]],
      ['c', 30, 31.5, 1.8, '#fff'],
      ['c', 76, 31.5, 1.8, '#fff'],
      ['l', 'M10 64c12 6 26 9 40 9s28-3 40-9', '#4d4921', 3.4],
      [
        'm',
        ['c', 18, 53, 4, '#b3ac67'],
        ['c', 28, 58, 3, '#b3ac67'],
        ['c', 40, 41, 3, '#b3ac67'],
        ['c', 36, 50, 2.2, '#6f6a34'],
        ['c', 13, 61, 2.2, '#6f6a34'],
        ['e', 46, 56, 1.8, 1.4, '#4d4921'],
      ],
      ['c', 50, 36, 3.4, '#b3ac67'],
    ],
  ],
  wolf: [
    '#cfe0f0',
    [
      [
        'm',
        ['p', 'M17 44C11 29 12 14 17 4c12 4 21 12 26 23z', '#75859a'],
        ['p', 'M22 33c-3-7-3-12-1-18 6 3 10 7 13 13z', '#3d4857'],
      ],
      [
        'p',
        'M50 20c21 0 34 12 36 29l6 9-10 3 3 9-12 1c-5 12-13 19-23 19s-18-7-23-19l-12-1 3-9-10-3 6-9c2-17 15-29 36-29z',
        '#8b9bae',
      ],
      [
        'p',
        'M50 22c6 8 8 16 8 26 10-1 18 2 21 9-4 3-9 5-14 6-3 17-9 27-15 27s-12-10-15-27c-5-1-10-3-14-6 3-7 11-10 21-9 0-10 2-18 8-26z',
        '#eef3f7',
      ],
      ['p', 'M50 22c6 8 8 16 8 26l-3 14h-10l-3-14c0-10 2-18 8-26z', '#a9b7c6'],
      ['m', ['e', 34, 51, 6.5, 5.5, '#ffd75e', 12]],
      ...eyes(35, 51, 3.6),
      ['m', ['l', 'M26 43q6-3 12 1', '#3d4857', 3]],
      ['e', 50, 73, 8.5, 6, DARK],
      smile(80, 6),
    ],
  ],
  paw: [
    '#e4ddcf',
    [
      ['e', 50, 66, 20, 17, '#6b5a48'],
      ['m', ['e', 24, 50, 8, 11, '#6b5a48', -20], ['e', 40, 32, 8, 12, '#6b5a48', -6]],
    ],
  ],
};
