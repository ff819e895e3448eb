import assert from 'node:assert/strict';
import test from 'node:test';
import { shown, tapped } from '../../assets/games/kims/cub.js';

/**
 * @param {any} game
 * @param {any} mine
 * @param {any[]} [pending]
 */
const state = (game, mine, pending = []) => ({
  room: { phase: 'play', moment: 3 },
  game,
  mine,
  you: { id: 'p' },
  pending: pending.map((move) => ({ at: 3, move })),
});

test('of one question two pictures can be chosen, and a third takes the place of the second', () => {
  let s = shown(state({ ask: 'new' }, { tiles: [4] }));
  assert.deepEqual(tapped(s, 2), [4, 2]);
  s = shown(state({ ask: 'new' }, { tiles: [4, 2] }));
  assert.ok(s.answered);
  assert.deepEqual(tapped(s, 5), [4, 5]);
  assert.deepEqual(tapped(s, 4), [2], 'a chosen one is put back');
});

test('of the whole tray any number can be chosen', () => {
  const s = shown(state({ ask: 'all' }, { tiles: [1, 2, 3] }));
  assert.ok(!s.answered);
  assert.deepEqual(tapped(s, 7), [1, 2, 3, 7]);
});

test('what is on its way counts at once, and done needs a choice', () => {
  const s = shown(state({ ask: 'all' }, {}, [{ tiles: [1] }, { done: true }]));
  assert.deepEqual(s.chosen, [1]);
  assert.ok(s.done && s.waiting);
  assert.ok(!shown(state({ ask: 'all' }, { tiles: [1], done: true }, [{ tiles: [] }])).done);
});
