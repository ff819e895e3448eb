import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';

const css = readFileSync(new URL('../../assets/css/base.css', import.meta.url), 'utf8');

/** The custom properties of a theme; the day has only what differs. */
function tokens(theme) {
  const night = block(':root {');
  return theme === 'night' ? night : { ...night, ...block(":root[data-theme='day'] {") };
}

function block(head) {
  const from = css.indexOf(head);
  assert.ok(from >= 0, head);
  const body = css.slice(from, css.indexOf('\n}', from));
  return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((m) => [m[1], m[2]]));
}

function luminance(hex) {
  const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  const [r, g, b] = parts.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
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

for (const theme of ['night', 'day']) {
  test(`${theme}: text can be read on all it stands on`, () => {
    const t = tokens(theme);
    const pairs = [
      ...SKY.flatMap((on) => ['ink', 'ink-soft'].map((ink) => [ink, on])),
      ...PAPER.flatMap((on) => ['paper-ink', 'paper-soft'].map((ink) => [ink, on])),
      ...BRIGHT.map((on) => ['tap-ink', on]),
      ...SIXES.map((on) => ['tap-ink', on]),
      ['calm-ink', 'calm'],
    ];
    for (const [ink, on] of pairs) {
      const c = contrast(t[ink], t[on]);
      assert.ok(c >= 4.5, `--${ink} on --${on}: ${c.toFixed(2)}`);
    }
  });

  test(`${theme}: the ring of the focus is seen on all it lies on`, () => {
    const t = tokens(theme);
    for (const on of [...SKY, ...PAPER, ...BRIGHT]) {
      const c = Math.max(contrast(t.focus, t[on]), contrast(t['focus-2'], t[on]));
      assert.ok(c >= 3, `on --${on}: ${c.toFixed(2)}`);
    }
  });
}
