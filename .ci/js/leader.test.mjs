import assert from 'node:assert/strict';
import test from 'node:test';
import * as campfire from '../../assets/games/campfire/words.js';
import * as quiz from '../../assets/games/quiz/words.js';
import { controls, moveOf } from '../../assets/leader/controls.js';
import { list, primary, script } from '../../assets/leader/words.js';

const ALL = ['next', 'pause', 'resume', 'extend', 'redo', 'void', 'finish', 'hide', 'break', 'mute'];

/** A state of a quiz with what a test cares for. */
function state(room = {}, game = {}) {
  const players = { p: { name: 'Ben', icon: 'fox', six: 'red', online: true } };
  const base = { kind: 'quiz', phase: 'play', round: 3, rounds: 10, moment: 7, can: ALL, sixes: {}, players };
  return { room: Object.assign(base, room), game };
}

test('the large button says and does what comes next', () => {
  for (const [room, game, label] of [
    [{ phase: 'lobby', round: 0 }, {}, 'Tell how it goes'],
    [{ phase: 'explain', round: 0 }, {}, 'Start question 1'],
    [{ phase: 'ready' }, { step: 'read' }, 'Read out – let them answer'],
    [{ phase: 'ready' }, { step: 'read', talk: true }, 'Read out – now whisper'],
    [{ phase: 'ready' }, { step: 'talk', talk: true }, 'Now let them answer'],
    [{ phase: 'play' }, {}, 'Show the answer'],
    [{ phase: 'reveal' }, {}, 'Question 4 of 10'],
    [{ phase: 'reveal', round: 10 }, {}, 'To the podium'],
    [{ phase: 'podium' }, {}, 'Back to the campfire'],
  ]) {
    const p = primary(state(room, game), quiz);
    assert.deepEqual([p.label, p.move, p.at], [label, { do: 'next' }, true]);
  }
});

test('a game without words of its own has the common ones', () => {
  const labels = ['lobby', 'explain', 'ready', 'play', 'reveal', 'podium'].map(
    (phase) => primary(state({ phase }), undefined).label,
  );
  assert.deepEqual(labels, [
    'Tell how it goes',
    'Start round 1',
    'Go!',
    'End the round',
    'Round 4 of 10',
    'Back to the campfire',
  ]);
});

test('while the game waits the large button never skips a step', () => {
  assert.deepEqual(primary(state({ paused: true, why: 'wobble' }), quiz).move, { do: 'resume' });
  assert.ok(primary(state({ paused: true, resumes: 1 }), quiz).off);
  assert.ok(primary(state({ paused: true, why: 'saving' }), quiz).off);
  assert.deepEqual(primary(state({ break: true }), quiz).move, { do: 'break', on: false });
  assert.ok(primary(state({ can: [] }), quiz).off);
  assert.ok(primary(null, quiz).off);
  assert.ok(primary(state({ kind: 'campfire', can: [] }), campfire).choose);
});

test('only what room.can lists is offered', () => {
  for (const c of controls(state({ can: ['hide', 'void'] }).room)) assert.ok(['hide', 'void'].includes(c.do));
  assert.deepEqual(controls(state({ can: [] }).room), []);
  const offered = (room) => controls(state(room).room).map((c) => c.do);
  assert.ok(!offered({}).includes('next'), 'the large button has it');
  assert.ok(offered({ paused: true }).includes('next'), 'the large button says «Go on»');
});

test('what is on is offered to be turned off', () => {
  const move = (room, name) => moveOf(controls(state(room).room).find((c) => c.do === name));
  assert.deepEqual(move({ hidden: true }, 'hide'), { do: 'hide', on: false });
  assert.deepEqual(move({}, 'hide'), { do: 'hide', on: true });
  assert.deepEqual(move({ break: true }, 'break'), { do: 'break', on: false });
  assert.deepEqual(move({}, 'void'), { do: 'void' });
});

test('there is something to say in every phase, and no answer before the reveal', () => {
  const question = { text: 'Which is red?', answers: [{ text: 'Grass' }, { text: 'A ladybird' }] };
  for (const phase of ['lobby', 'explain', 'ready', 'play', 'reveal', 'podium']) {
    for (const words of [quiz, undefined]) {
      const said = script(
        state({ phase }, { question, step: phase === 'ready' ? 'read' : '' }),
        words,
        undefined,
      );
      assert.ok(said.say.length && said.say.every((line) => line.length > 3), phase);
    }
  }
  const told = { question, correct: [1], spread: [1, 2], why: 'Ladybirds are red.' };
  assert.deepEqual(script(state({ phase: 'reveal' }, told), quiz, undefined).say, [
    'It is B, A ladybird!',
    'Ladybirds are red.',
    'Two of you knew it. Well done!',
  ]);
});

test('a pause says why, in words for Cubs', () => {
  const said = ['leader', 'wobble', 'restart', 'slept', 'saving'].map(
    (why) => script(state({ paused: true, why }), quiz, undefined).say[0],
  );
  assert.ok(new Set(said).size >= 4 && said.every(Boolean));
});

test('the podium names the first, shared places and the awards', () => {
  const sixes = { red: { name: 'Kestrels', place: 1 }, blue: { name: 'Owls', place: 1 }, grey: { place: 3 } };
  const awards = [{ id: 'a', title: 'Steady as a rock', why: 'Always there.', players: ['p'] }];
  const { say } = script(
    state({ phase: 'podium', sixes }, { podium: { sixes: [], awards } }),
    quiz,
    undefined,
  );
  assert.match(say[0], /Kestrels and Owls/);
  assert.equal(say[1], 'Steady as a rock: Ben. Always there.');
});

test('one Six plays towards a target, and has no first place', () => {
  const target = { points: 12, of: 60 };
  const said = (room, words, game = { target }) => script(state(room, game), words, undefined).say.join(' ');
  const before = (phase) => ({ phase, round: phase === 'explain' ? 0 : 1 });
  assert.match(said(before('explain'), quiz), /Can we reach 60 together\?/);
  assert.match(said(before('explain'), undefined), /Can we reach 60 together\?/);
  assert.doesNotMatch(said(before('explain'), quiz, {}), /together/);
  assert.doesNotMatch(said(before('ready'), quiz), /together/);
  const settledLate = { aims: 'ready' };
  assert.doesNotMatch(said(before('explain'), settledLate), /together/);
  assert.match(said(before('ready'), settledLate), /Can we reach 60 together\?/);
  assert.doesNotMatch(said({ phase: 'ready', round: 2 }, settledLate), /together/);
  const podium = { phase: 'podium', sixes: { red: { name: 'Red', place: 1 } } };
  assert.equal(said(podium, quiz), 'Together you made 12 of 60. What a pack!');
  assert.match(said(podium, quiz, { target: { points: 60, of: 60 } }), /You did it!/);
});

test('the campfire greets, and says who has no Six', () => {
  const at = (players) => campfire.say(state({ kind: 'campfire', players }));
  assert.match(at({}).say[0], /Welcome/);
  assert.match(at({ a: { six: '', online: true } }).tip, /without a Six/);
});

test('names are joined as people say them', () => {
  assert.equal(list([]), '');
  assert.equal(list(['A']), 'A');
  assert.equal(list(['A', 'B', 'C']), 'A, B and C');
  assert.equal(list(['A', 'B', 'C', 'D', 'E'], 3), 'A, B and 3 more');
});
