import assert from 'node:assert/strict';
import test from 'node:test';
import { noLine } from '../../assets/games/bingo/card.js';
import { came, Missed, shown, statusLine } from '../../assets/games/bingo/cub.js';
import { say } from '../../assets/games/bingo/words.js';

const card = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/**
 * @param {number[]} calls
 * @param {any} mine
 * @param {any[]} [pending]
 */
const state = (calls, mine, pending = []) => ({
  room: { phase: 'play', moment: 3 },
  game: { calls },
  mine: Object.assign({ deal: 1, card }, mine),
  you: { id: 'p' },
  pending: pending.map((move) => ({ move })),
});

test('a tap that is on its way counts at once, and makes a line', () => {
  const s = shown(state([0, 1, 2, 9], { tapped: [0, 1] }, [{ tap: 2, deal: 1 }]));
  assert.deepEqual(s.tapped, [0, 1, 2]);
  assert.equal(s.lines, 1);
  assert.ok(s.waiting);
  assert.deepEqual(s.open, []);
});

test('a tap of another deal, or of what was taken back, does not', () => {
  assert.deepEqual(shown(state([0, 1], { tapped: [] }, [{ tap: 0, deal: 0 }])).tapped, []);
  assert.deepEqual(shown(state([0], { tapped: [0, 1] })).tapped, [0]);
});

test('calls that came while nobody looked are missed, the present one is not', () => {
  const m = new Missed();
  assert.deepEqual(m.update(1, [4], true), []);
  assert.deepEqual(m.update(1, [4, 5, 6], false), []);
  assert.deepEqual(m.update(1, [4, 5, 6, 7], true), [5, 6]);
  assert.deepEqual(m.update(1, [4, 5], true), [5], 'what was taken back is not');
  assert.deepEqual(m.update(2, [], true), [], 'a new card has missed nothing');
});

test('beside a called picture and its fact, six words are left for the line', () => {
  const states = [
    state([1], { tapped: [] }),
    state([1], { tapped: [1] }),
    state([1], { tapped: [] }, [{ tap: 1, deal: 1 }]),
    state([1], { tapped: card }),
  ];
  states.push(Object.assign(state([1], { tapped: [] }), { game: { calls: [1], over: true } }));
  const lines = states.flatMap((s) =>
    [0, Infinity].flatMap((since) => [true, false].map((shout) => statusLine(s, shown(s), since, shout))),
  );
  assert.ok(new Set(lines).size >= 5, 'every line is among them');
  for (const line of lines) assert.ok(line.trim().split(/\s+/).length <= 6, line);
});

test('the leader is told that calls come by themselves only where they do', () => {
  const tip = (/** @type {any} */ game) => {
    const script = say(
      { room: { phase: 'play' }, game: Object.assign({ most: 20, calls: [3] }, game) },
      undefined,
    );
    return script ? script.tip : '';
  };
  assert.match(tip({ every: 10 }), /by itself/);
  assert.doesNotMatch(tip({}), /by itself/);
  assert.doesNotMatch(tip({ every: 10, most: 1 }), /next call/);
});

test('new cards are promised only where there are some to come', () => {
  const told = (/** @type {number} */ round) => [
    noLine({ round, rounds: 2 }),
    came(shown(state([], { tapped: [] })), round < 2)[1],
  ];
  for (const line of told(1)) assert.match(line, /New cards?, new luck!/);
  for (const line of told(2)) assert.doesNotMatch(line, /New/);
});
