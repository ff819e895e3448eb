import assert from 'node:assert/strict';
import test from 'node:test';
import { shown, statusLine, tapped } from '../../assets/games/kims/cub.js';
import { next, say } from '../../assets/games/kims/words.js';

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

test('pairs are told who looks, and the button changes over before it covers the tray', () => {
  for (const [game, label, said, line] of [
    [{}, 'Cover the tray', /every picture/, /Remember/],
    [{ pairs: true }, 'Swap over', /looks first/, /partner/],
    [{ pairs: true, swap: true }, 'Cover the tray', /Swap!/, /Remember/],
  ]) {
    const look = state(Object.assign({ step: 'look', ask: 'new', size: 12 }, game), {});
    look.room.phase = 'ready';
    assert.equal(next(look), label);
    assert.match(say(look, undefined).say[0], said);
    assert.match(statusLine(look, shown(look), 0), line);
  }
});
