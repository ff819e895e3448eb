import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

/* The palette of assets/css/base.css, for both themes: which ink stands on which ground,
   and which shape must be told from what it lies on. A colour that is changed there
   fails here by name. */

const css = readFileSync(new URL('../../assets/css/base.css', import.meta.url), 'utf8');

/** The custom properties of a theme that are colours; the day has only what differs. */
function tokens(theme) {
  const night = block(':root {');
  return theme === 'night' ? night : { ...night, ...block(":root[data-theme='day'] {") };
}

function block(head) {
  const from = css.indexOf(head);
  assert.ok(from >= 0, head);
  const body = css.slice(from, css.indexOf('\n}', from));
  const all = [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6}|rgba\([^)]*\));/g)];
  return Object.fromEntries(all.map((m) => [m[1], parts(m[2])]));
}

/** Red, green and blue of 255, and how much of it there is. */
function parts(value) {
  if (value[0] === '#') return [1, 3, 5].map((i) => parseInt(value.slice(i, i + 2), 16)).concat(1);
  return value.slice(5, -1).split(',').map(Number);
}

/** What a colour looks like on another. */
function over([r, g, b, a], ground) {
  return [r, g, b].map((c, i) => c * a + ground[i] * (1 - a)).concat(1);
}

function luminance(colour) {
  const [r, g, b] = colour
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const SKY = ['sky-top', 'sky', 'sky-low', 'pane-solid'];
const PAPER = ['paper', 'paper-2'];
const BRIGHT = ['tap', 'good', 'bad', 'answer-a', 'answer-b', 'answer-c', 'answer-d'];
const SIXES = ['red', 'blue', 'green', 'yellow', 'grey', 'brown'];

/** Letters, 4.5 : 1: each ink, and all that it stands on. */
const TEXT = [
  ['ink', SKY],
  ['ink-soft', SKY],
  ['paper-ink', PAPER],
  ['paper-soft', PAPER],
  ['tap-ink', [...BRIGHT, ...SIXES, 'spark', 'calm']],
  ['calm-ink', ['calm']],
];

/** Shapes that say something, 3 : 1: each, and what it lies on. Black outlines do not count. */
const SHAPES = [
  ['tap-edge', ['tap-ink', 'paper']], // the edge that makes a button; a ring's rest on paper
  ['paper-soft', ['paper']], // a field's border
  ['tap-ink', SIXES.map((six) => `${six}-2`)], // a Six's animal on its pattern
];

for (const theme of ['night', 'day']) {
  const t = tokens(theme);

  /** @param {number} least */
  const holds = (ink, on, least) => {
    const c = contrast(over(t[ink], t[on]), t[on]);
    assert.ok(c >= least, `${c.toFixed(2)} : 1, not ${least}`);
  };
  for (const [ink, grounds] of TEXT) {
    for (const on of grounds) test(`${theme}: text in --${ink} on --${on}`, () => holds(ink, on, 4.5));
  }
  for (const [shape, grounds] of SHAPES) {
    for (const on of grounds) test(`${theme}: a shape in --${shape} on --${on}`, () => holds(shape, on, 3));
  }

  for (const ink of ['ink', 'ink-soft']) {
    for (const on of ['sky-top', 'sky', 'sky-low', 'trees', 'ground']) {
      // The scenery lies behind the panes: they are dark, or light, enough for any of it.
      test(`${theme}: text in --${ink} on a --pane over --${on}`, () => {
        const c = contrast(t[ink], over(t.pane, t[on]));
        assert.ok(c >= 4.5, `${c.toFixed(2)} : 1, not 4.5`);
      });
    }
  }

  for (const on of [...SKY, ...PAPER, ...BRIGHT]) {
    test(`${theme}: the ring of the focus on --${on}`, () => {
      const c = Math.max(contrast(t.focus, t[on]), contrast(t['focus-2'], t[on]));
      assert.ok(c >= 3, `${c.toFixed(2)} : 1, not 3`);
    });
  }

  test(`${theme}: the ring of a countdown on its track`, () => {
    const track = over(t.pane, t.sky);
    for (const rest of ['rest', 'rest-soon']) {
      const c = contrast(t[rest], track);
      assert.ok(c >= 3, `--${rest}: ${c.toFixed(2)} : 1, not 3`);
    }
  });
}

test('every colour of the day is one that the night has', () => {
  const night = block(':root {');
  for (const name of Object.keys(block(":root[data-theme='day'] {"))) assert.ok(night[name], name);
});
