import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

/* What moves, in every stylesheet, whether a page is showing it or not: nothing flashes
   more than three times a second, and who asks for less motion gets none. */

const assets = new URL('../../assets/', import.meta.url);
const sheets = readdirSync(assets, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({ file, css: readFileSync(new URL(file, assets), 'utf8').replace(/\/\*[^]*?\*\//g, '') }));

/** A number of milliseconds, as CSS has it. */
function ms(value) {
  const found = /^(-?[\d.]+)(ms|s)$/.exec(value);
  return found ? Number(found[1]) * (found[2] === 's' ? 1000 : 1) : null;
}

/** How often a light goes on and off in one run of each `@keyframes`. */
function flashesByName() {
  const all = new Map();
  for (const { css } of sheets) {
    for (const [, name, body] of css.matchAll(/@keyframes ([\w-]+) \{([^]*?)\n\}/g)) {
      const steps = [...body.matchAll(/([\d.%, a-z\n]+) \{([^}]*)\}/g)].flatMap(([, at, rules]) => {
        const light = /(?:opacity|background|color|fill|stroke|filter|visibility|content):\s*([^;]+);/.exec(
          rules,
        );
        if (!light) return [];
        const points = at.trim().split(/,\s*/);
        return points.map((p) => [p === 'from' ? 0 : p === 'to' ? 100 : parseFloat(p), light[1]]);
      });
      steps.sort((a, b) => a[0] - b[0]);
      all.set(name, steps.filter(([, value], i) => i > 0 && value !== steps[i - 1][1]).length / 2);
    }
  }
  return all;
}

const flashes = flashesByName();

test('keyframes are found', () => {
  assert.ok(flashes.size > 15, String(flashes.size));
  assert.equal(flashes.get('bingo-demo'), 1);
  assert.equal(flashes.get('flicker'), 0);
});

for (const { file, css } of sheets) {
  test(`${file}: nothing flashes more than three times a second`, () => {
    for (const [, value] of css.matchAll(/animation:\s*([^;]+);/g)) {
      const words = value.split(/\s+/);
      const name = words.find((w) => flashes.has(w));
      const time = words.map(ms).find((t) => t !== null);
      if (!name || time === null || value.indexOf('infinite') < 0) continue;
      // From one value to another and back, by «alternate» or by beginning again, is one too.
      const each = Math.max(flashes.get(name), 0.5);
      assert.ok((each * 1000) / time <= 3, `${name}: ${((each * 1000) / time).toFixed(1)} a second`);
    }
  });

  test(`${file}: what is important is not motion`, () => {
    const loud = [...css.matchAll(/(animation|transition)[\w-]*:\s*([^;]*)!important/g)];
    for (const [, , value] of loud) {
      // «late» shows a sentence for old browsers; it moves nothing.
      assert.ok(/^(none|late 0s 8s forwards)\s*$/.test(value), value);
    }
  });
}

test('only what a Raspberry Pi composes is moved: transform and opacity', () => {
  let found = 0;
  for (const { file, css } of sheets) {
    const moved = [];
    for (const [, name, body] of css.matchAll(/@keyframes ([\w-]+) \{([^]*?)\n\}/g)) {
      for (const [, property] of body.matchAll(/([\w-]+):/g)) moved.push([name, property]);
    }
    for (const [, value] of css.matchAll(/transition:\s*([^;]+);/g)) {
      for (const part of value.split(',')) moved.push(['transition', part.trim().split(/\s+/)[0]]);
    }
    found += moved.length;
    for (const [name, property] of moved) {
      assert.ok(
        ['transform', 'opacity', 'none', 'visibility'].includes(property),
        `${file}: ${name} moves ${property}`,
      );
    }
  }
  assert.ok(found > 40, String(found));
});

test('less motion is none at all', () => {
  const base = sheets.find(({ file }) => file === 'css/base.css');
  const rule = /@media \(prefers-reduced-motion: reduce\) \{([^]*?)\n\}/.exec(base ? base.css : '');
  assert.ok(rule);
  for (const what of ['animation: none !important', 'transition: none !important', '*::before', '*::after']) {
    assert.ok(rule[1].includes(what), what);
  }
});
