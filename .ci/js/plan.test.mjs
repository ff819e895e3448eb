import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, leftWords, nextLabel, nextOf } from '../../assets/leader/plan.js';
import { primary } from '../../assets/leader/words.js';

const KINDS = /** @type {any} */ ([{ id: 'quiz', name: 'Pack Quiz', picture: '🦉', minutes: [6, 10] }]);
const item = (id, kind, state, options = {}) => ({ id, kind, state, options });
const PLAN = [
  item('a', 'quiz', 'done'),
  item('b', 'break', 'next', { minutes: 10 }),
  item('c', 'quiz', 'next'),
];

test('the first that has not begun is next, and the large button says so', () => {
  const next = nextOf(PLAN);
  assert.equal(next.id, 'b');
  assert.equal(nextLabel(next, KINDS), 'Break: 10 minutes');
  assert.equal(nextLabel(PLAN[2], KINDS), 'Next: Pack Quiz');
  assert.equal(nextOf([PLAN[0]]), null);
  const campfire = /** @type {any} */ ({ room: { kind: 'campfire', can: [] }, game: {} });
  assert.deepEqual(primary(campfire, undefined, 'Next: Pack Quiz'), {
    label: 'Next: Pack Quiz',
    begin: true,
  });
  assert.deepEqual(primary(campfire, undefined), { label: 'Choose a game', choose: true });
  campfire.room.break = true;
  assert.equal(primary(campfire, undefined, 'Next: Pack Quiz').label, 'End the break');
});

test('what is left is said in whole minutes, and what is over too', () => {
  for (const [minutes, left, words] of [
    [0, 0, ''],
    [60, 3600000, '60 minutes left'],
    [60, 60001, '2 minutes left'],
    [60, 60000, '1 minute left'],
    [60, -1, '1 minute over'],
    [60, -300000, '5 minutes over'],
  ]) {
    assert.equal(leftWords({ minutes, left }), words);
  }
});

test('the leader is told whether it fits', () => {
  const said = (minutes, left, plan = PLAN) => fits(plan, { minutes, left: left * 60000 }, KINDS);
  assert.equal(said(0, 0), 'About 18 minutes are planned.');
  assert.equal(said(60, 18), 'About 18 minutes are planned: it fits.');
  assert.equal(said(60, 10), 'About 18 minutes are planned: 8 too many.');
  assert.equal(said(60, -5), 'About 18 minutes are planned: 18 too many.');
  assert.equal(said(60, 5, [PLAN[0]]), '');
});
