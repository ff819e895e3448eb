import assert from 'node:assert/strict';
import test from 'node:test';
import { onPodium } from '../../assets/cub/phases.js';
import { gained, standing } from '../../assets/cub/standing.js';

const state = (room = {}, game = {}) => ({
  room: {
    players: { p: { name: 'Ben', six: 'red' }, q: { name: 'Eva', six: '' } },
    sixes: { red: { name: 'Red', score: 44 } },
    ...room,
  },
  game,
  mine: { gained: 10 },
  you: { id: 'p' },
});

test('a Cub sees how its Six stands, by the name that the leader gave it', () => {
  assert.match(standing(state()), /^Red.*: 44 so far$/);
  assert.equal(standing(state({ sixes: { red: { name: 'Kestrels', score: 7 } } })), 'Kestrels: 7 so far');
  assert.equal(standing(state({ sixes: { red: { name: 'Red' } } })), '', 'no round has counted');
  assert.equal(standing(state({ sixes: { red: { name: 'Red', score: 0 } } })), '', 'nothing to be glad of');
  assert.equal(standing({ ...state(), you: { id: 'q' } }), '', 'who has no Six');
});

test('where fewer than two Sixes play, it is the pack that stands somewhere', () => {
  const together = state({}, { target: { points: 40, of: 60 } });
  assert.equal(standing(together), 'Together: 40 of 60');
  assert.equal(standing({ ...together, you: { id: 'q' } }), 'Together: 40 of 60');
  assert.equal(standing(state({}, { target: { points: 0, of: 60 } })), '');
});

test('nothing of it is seen while the scores are hidden', () => {
  assert.equal(gained(state()), 10);
  assert.equal(gained({ ...state(), mine: {} }), 0);
  assert.equal(gained(state({ hidden: true })), 0);
  assert.equal(standing(state({ hidden: true })), '');
});

test('the podium has steps, or a line for the whole pack', () => {
  const room = { sixes: { red: { name: 'Kestrels' } } };
  const six = (id, place) => ({ six: id, place, score: place && 50 });
  const at = (sixes, target) => onPodium({ room, game: { podium: { sixes, awards: [] }, target } });
  const four = at([six('red', 1), six('blue', 2), six('grey', 3), six('green')]);
  assert.deepEqual(
    four.top.map((s) => s.label),
    ['Kestrels', 'Blue Six', 'Grey Six'],
  );
  assert.equal(four.line, 'Well played too: Green Six');
  assert.equal(at([six('red', 1)]).line, '');
  const hidden = at([six('red'), six('blue')]);
  assert.deepEqual([hidden.top.length, hidden.line], [0, 'Well played, everyone!']);
  const together = at([six('red', 1)], { points: 64, of: 60 });
  assert.deepEqual([together.top.length, together.line], [0, 'Together you made 64 of 60. You did it!']);
  assert.equal(at([six('red', 1)], { points: 0, of: 60 }).line, 'You played it together. What a pack!');
});
