import assert from 'node:assert/strict';
import test from 'node:test';
import { shown, statusLine } from '../../assets/games/quiz/cub.js';

const state = (more = {}) => ({
  room: { phase: 'play', moment: 7, round: 1, rounds: 3, deadline: 20000 },
  game: { question: { text: 'Which?', answers: [{ text: 'A' }, { text: 'B' }] }, answered: 0 },
  mine: { stars: 1 },
  you: { id: 'p1', seat: 'player' },
  pending: [],
  now: () => 0,
  ...more,
});

test('a tap that is on its way is shown at once, and one of another moment is not', () => {
  assert.equal(shown(state()).chosen, -1);
  const tapped = state({ mine: { answer: 0 }, pending: [{ id: 3, at: 7, move: { answer: 1 } }] });
  assert.equal(shown(tapped).chosen, 1);
  assert.equal(shown(tapped).waiting, true);
  const old = state({ pending: [{ id: 3, at: 6, move: { answer: 1 } }] });
  assert.equal(shown(old).chosen, -1);
  assert.equal(shown(state({ pending: [{ id: 4, at: 7, move: { star: true } }] })).star, true);
});

test('the star is offered only while there is one', () => {
  assert.equal(shown(state()).hasStar, true);
  assert.equal(shown(state({ mine: { stars: 0 } })).hasStar, false);
  assert.equal(shown(state({ mine: { stars: 0, star: true } })).hasStar, true);
});

test('the line says what to do, that a tap is on its way, and rings the last chance', () => {
  const line = (s, since = 0) => statusLine(s, shown(s), since);
  assert.match(line(state()), /Tap your answer/);
  const waiting = state({ pending: [{ id: 3, at: 7, move: { answer: 1 } }] });
  assert.match(line(waiting, 2000), /on its way/);
  assert.doesNotMatch(line(waiting, 100), /on its way/);
  assert.match(line(state({ mine: { answer: 1 } })), /Got it/);
  assert.match(line(state({ mine: { answer: 1 }, now: () => 17500 })), /Last chance to change/);
  const paused = state({ now: () => 17500 });
  paused.room.paused = true;
  assert.doesNotMatch(line(paused), /Last chance/);
});

test('no line is longer than a child reads in play', () => {
  const lines = [state(), state({ mine: { answer: 1 } }), state({ now: () => 17500 })];
  for (const s of lines) {
    for (const sentence of statusLine(s, shown(s), 0).split(/[.!?]/)) {
      assert.ok(sentence.trim().split(/\s+/).length <= 12, sentence);
    }
  }
});
