import assert from 'node:assert/strict';
import test from 'node:test';
import { along, beside, crewName, crewOf, squares, up } from '../../assets/games/treasure/grid.js';
import { shown } from '../../assets/games/treasure/cub.js';
import { say } from '../../assets/games/treasure/words.js';

test('a map is read from its top left', () => {
  const all = squares(6);
  assert.equal(all.length, 36);
  assert.deepEqual(all.slice(0, 3), [16, 26, 36]);
  assert.equal(all[35], 61);
  assert.equal(new Set(all).size, 36);
  all.forEach((ref) => assert.equal(along(ref) * 10 + up(ref), ref));
});

test('arrows go from square to square and stay on the map', () => {
  assert.equal(beside(44, 'ArrowUp', 8), 45);
  assert.equal(beside(44, 'ArrowDown', 8), 43);
  assert.equal(beside(44, 'ArrowLeft', 8), 34);
  assert.equal(beside(44, 'ArrowRight', 8), 54);
  assert.equal(beside(11, 'ArrowLeft', 8), 11);
  assert.equal(beside(66, 'ArrowUp', 6), 66);
});

/**
 * @param {any} mine
 * @param {any[]} pending
 */
const state = (mine, pending) => ({ room: { moment: 7 }, mine, pending, game: {}, you: { id: 'p' } });

test('a tap that is on its way counts at once', () => {
  const s = shown(state({ ref: 11, votes: { 11: 2, 47: 1 }, choice: 11 }, [{ at: 7, move: { ref: 47 } }]));
  assert.equal(s.mine, 47);
  assert.deepEqual(s.votes, { 11: 1, 47: 2 });
  assert.equal(s.of, 3);
  assert.ok(s.waiting);
});

test('a tap of an earlier turn does not', () => {
  assert.equal(shown(state({}, [{ at: 6, move: { ref: 47 } }])).mine, 0);
});

test('Cubs without a Six are a crew', () => {
  assert.equal(crewOf('red'), 'Six');
  assert.equal(crewOf(''), 'crew');
  assert.equal(crewName('red', { name: 'Foxes' }), 'Foxes');
  assert.equal(crewName(''), 'The crew');
});

/** @param {any[]} players */
const spoken = (players) =>
  say(
    /** @type {any} */ ({ room: { phase: 'play', players: Object.assign({}, players) }, game: {} }),
    undefined,
  );

test('the leader talks of Sixes where there are some', () => {
  /** @type {[any[], RegExp, RegExp][]} */
  const cases = [
    [[{ six: 'red' }, { six: 'blue' }], /your Six/, /own Six/],
    [[{ six: 'red' }, { six: '' }], /your Six/, /Cubs without a Six dig together/],
    [[{ six: 'red', resting: true }, { six: '' }], /your crew/, /own crew/],
    [[{ six: '' }, { six: '' }], /your crew/, /own crew/],
  ];
  for (const [players, aloud, tip] of cases) {
    const script = spoken(players);
    assert.match(script ? script.say[0] : '', aloud);
    assert.match(script ? script.tip : '', tip);
  }
});
