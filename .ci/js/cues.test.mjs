import assert from 'node:assert/strict';
import test from 'node:test';
import { cues, hear } from '../../assets/ui/cues.js';

/** @param {any} room @param {any} [game] @param {number} [now] */
function at(room, game = {}, now = 0) {
  const players = Object.fromEntries((room.online || []).map((id) => [id, { online: true }]));
  return hear(
    { room: Object.assign({ code: 'K7QX', phase: 'lobby', moment: 1 }, room, { players }), game },
    now,
  );
}

test('the first look is silent', () => {
  assert.deepEqual(cues(null, at({ online: ['a'] })), []);
  assert.deepEqual(cues(at({ code: 'B4CD' }), at({ phase: 'play', moment: 9 })), []);
});

test('who comes is heard, who goes is not', () => {
  assert.deepEqual(cues(at({ online: ['a'] }), at({ online: ['a', 'b'] })), ['arrive']);
  assert.deepEqual(cues(at({ online: ['a', 'b'] }), at({ online: ['a'] })), []);
});

test('phases have their sound, and a redo of one too', () => {
  const before = at({ phase: 'ready', moment: 4 });
  assert.deepEqual(cues(before, at({ phase: 'play', moment: 5 })), ['start']);
  assert.deepEqual(cues(before, at({ phase: 'reveal', moment: 6 })), ['reveal']);
  assert.deepEqual(cues(before, at({ phase: 'podium', moment: 9 })), ['drum', 'tune']);
});

test('the last five seconds tick, once each, and not in a pause', () => {
  const room = { phase: 'play', moment: 5, deadline: 10_000 };
  const heard = [];
  let before = at(room, {}, 0);
  for (let now = 0; now <= 10_500; now += 250) {
    const after = at(room, {}, now);
    heard.push(...cues(before, after));
    before = after;
  }
  assert.deepEqual(heard, ['tick', 'tick', 'tick', 'tick', 'tick']);
  const paused = Object.assign({ paused: true }, room);
  assert.deepEqual(cues(at(room, {}, 6900), at(paused, {}, 7100)), []);
});

test('the bell rings once', () => {
  const room = { phase: 'play', moment: 5, deadline: 60_000 };
  assert.deepEqual(cues(at(room), at(room, { bell: true })), ['bell']);
  assert.deepEqual(cues(at(room, { bell: true }), at(room, { bell: true })), []);
});
