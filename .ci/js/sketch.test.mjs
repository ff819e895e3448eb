import assert from 'node:assert/strict';
import test from 'node:test';
import { came, shown, statusLine } from '../../assets/games/sketch/cub.js';
import { Lines, simplify } from '../../assets/games/sketch/paper.js';

test('a straight line needs its ends alone', () => {
  const p = Array.from({ length: 50 }, (_, i) => [i * 10, i * 20]).flat();
  assert.deepEqual(simplify(p, 2), [0, 0, 490, 980]);
});

test('a corner stays, and no point is further off than asked for', () => {
  assert.deepEqual(simplify([0, 0, 50, 1, 100, 0, 100, 50, 100, 100], 2), [0, 0, 100, 0, 100, 100]);
  const wave = Array.from({ length: 200 }, (_, i) => [
    i * 5,
    500 + Math.round(100 * Math.sin(i / 15)),
  ]).flat();
  const few = simplify(wave, 2);
  assert.ok(few.length < wave.length / 3, `${few.length} of ${wave.length}`);
  for (let i = 0; i < wave.length; i += 2)
    assert.ok(off(wave[i], wave[i + 1], few) <= 2.001, `point ${i / 2}`);
});

/**
 * @param {number} x
 * @param {number} y
 * @param {number[]} p
 */
function off(x, y, p) {
  let best = Infinity;
  for (let i = 0; i + 3 < p.length; i += 2) {
    const [ax, ay, dx, dy] = [p[i], p[i + 1], p[i + 2] - p[i], p[i + 3] - p[i + 1]];
    const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    best = Math.min(best, Math.hypot(x - ax - t * dx, y - ay - t * dy));
  }
  return best;
}

test('a dot and a dash stay as they are', () => {
  assert.deepEqual(simplify([5, 5], 2), [5, 5]);
  assert.deepEqual(simplify([5, 5, 6, 6], 2), [5, 5, 6, 6]);
});

test('a line of sparks is put together, whatever comes twice', () => {
  const lines = new Lines();
  const spark = (p, from) => ({ line: { c: 1, w: 0, p }, sheet: 3, n: 0, from });
  lines.add(spark([1, 1, 2, 2], 0));
  lines.add(spark([3, 3], 4));
  lines.add(spark([3, 3], 4));
  assert.deepEqual(lines.all[0].p, [1, 1, 2, 2, 3, 3]);
});

test('a line is forgotten once the game keeps it, and on a fresh sheet', () => {
  const lines = new Lines();
  lines.add({ line: { c: 1, w: 0, p: [1, 1] }, sheet: 3, n: 0, from: 0 });
  lines.add({ line: { c: 1, w: 0, p: [2, 2] }, sheet: 3, n: 1, from: 0 });
  lines.forget(3, { 0: { c: 1, w: 0, p: [1, 1] } });
  assert.deepEqual(Object.keys(lines.all), ['1']);
  lines.add({ line: { c: 1, w: 0, p: [3, 3] }, sheet: 3, n: 0, from: 2 });
  assert.deepEqual(Object.keys(lines.all), ['1'], 'a piece that comes late');
  lines.forget(3, {});
  lines.add({ line: { c: 1, w: 0, p: [5, 5] }, sheet: 3, n: 0, from: 0 });
  assert.deepEqual(Object.keys(lines.all), ['0', '1'], 'another line in place of one taken back');
  lines.add({ line: { c: 1, w: 0, p: [9, 9] }, sheet: 4, n: 0, from: 0 });
  assert.deepEqual(Object.keys(lines.all), ['0']);
  lines.forget(5, {});
  assert.deepEqual(lines.all, {});
});

/**
 * @param {string} phase
 * @param {any} mine
 * @param {any} [game]
 */
const state = (phase, mine, game) => ({
  room: { phase, moment: 3, players: {} },
  game: Object.assign({ artist: 'a', right: 2 }, game),
  mine,
  you: { id: 'p' },
  now: () => 0,
  pending: [],
});

test('in the reveal everyone is told what came of what it did', () => {
  const told = (/** @type {any} */ mine, /** @type {any} */ game) => {
    const st = state('reveal', mine, game);
    return came(st, shown(st)).join(' ');
  };
  assert.equal(told({ gained: 2, drew: 2 }, { artist: 'p' }), 'Well drawn! 2 Cubs saw what it was.');
  assert.equal(told({ gained: 1, drew: 1 }), 'Well drawn! 1 Cub saw it while you drew.');
  assert.equal(told({ gained: 0, drew: 0 }), 'You knew it! You saw the word before the others.');
  assert.equal(told({ gained: 3, tries: [4], right: true }), 'You saw it! At the very first tap.');
  assert.equal(told({ gained: 0 }), 'Not this time Look for what makes it special.');
});

test('a wrong picture is called one, whatever comes next', () => {
  const line = (/** @type {any} */ mine) => {
    const st = state('play', Object.assign({ right: false }, mine));
    return statusLine(st, shown(st), 0);
  };
  assert.equal(line({ tries: [1], again: 3000 }), 'Not that one. Look again: 3');
  assert.equal(line({ tries: [1] }), 'Not that one. Two tries left!');
  assert.equal(line({ tries: [1, 2] }), 'Not that one. One try left!');
  assert.equal(line({ tries: [1, 2, 3] }), 'Good tries! Enjoy the drawing.');
});
