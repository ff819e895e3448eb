import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import {
  CHARACTERS,
  WORDS,
  blankPack,
  draft,
  fileName,
  lacking,
  pack,
  packLacking,
  words,
} from '../../assets/leader/packs/model.js';

const builtIn = new URL('../../game/kinds/quiz/packs/', import.meta.url);

test('a pack of Packnight’s own is the same after a round through the editor', () => {
  for (const name of fs.readdirSync(builtIn)) {
    const raw = JSON.parse(fs.readFileSync(new URL(name, builtIn), 'utf8'));
    assert.deepEqual(pack(draft(raw)), raw, name);
    assert.equal(packLacking(draft(raw)), '', name);
  }
});

test('the packs of Packnight’s own keep the lengths that the editor asks for', () => {
  for (const name of fs.readdirSync(builtIn)) {
    for (const q of JSON.parse(fs.readFileSync(new URL(name, builtIn), 'utf8')).questions) {
      assert.ok(words(q.text) <= WORDS.question, q.text);
      assert.ok(words(q.why || '') <= WORDS.why, q.why);
      for (const a of q.answers) assert.ok(words(a.text) <= WORDS.answer, a.text);
    }
  }
});

test('answers without text are left out, and what is right moves along', () => {
  const d = blankPack();
  Object.assign(d, { name: ' Knots ', id: 'own-x' });
  const [q] = d.questions;
  Object.assign(q, { text: 'Which holds?', picture: '🪢' });
  Object.assign(q.answers[1], { text: 'A granny', right: false });
  Object.assign(q.answers[3], { text: ' A reef ', right: true, picture: '⛵' });
  assert.deepEqual(pack(d), {
    id: 'own-x',
    name: 'Knots',
    questions: [
      {
        text: 'Which holds?',
        picture: '🪢',
        answers: [{ text: 'A granny' }, { text: 'A reef', picture: '⛵' }],
        correct: [1],
      },
    ],
  });
});

test('the editor says what is lacking, one thing at a time', () => {
  const d = blankPack();
  assert.equal(packLacking(d), 'Give the pack a name.');
  d.name = 'Knots';
  assert.equal(packLacking(d), 'Question 1: Write the question.');
  const [q] = d.questions;
  q.text = 'Which holds?';
  assert.equal(lacking(q), 'Write at least two answers.');
  q.answers[0].text = 'A reef';
  q.answers[1].text = 'a REEF';
  assert.equal(lacking(q), 'Tick the right answer.');
  q.answers[0].right = true;
  assert.equal(lacking(q), 'Two answers are the same.');
  q.answers[1].text = 'A granny';
  assert.equal(packLacking(d), '');
});

test('a tick on an answer without text does not count', () => {
  const [q] = blankPack().questions;
  q.text = 'Which holds?';
  q.answers[0].text = 'A reef';
  q.answers[1].text = 'A granny';
  q.answers[2].right = true;
  assert.equal(lacking(q), 'Tick the right answer.');
});

test('ids are what the server takes, and never the same', () => {
  const ids = Array.from({ length: 200 }, () => blankPack().id);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) assert.match(id, /^[a-z0-9-]{1,40}$/);
});

test('a file is named so that every computer takes it', () => {
  assert.equal(fileName('Our village: river & mill'), 'our-village-river-mill.packnight.json');
  assert.equal(fileName('Łódź/../..'), 'd.packnight.json');
  assert.equal(fileName('…'), 'pack.packnight.json');
});

test('the editor’s limits are those of the server', () => {
  const go = fs.readFileSync(new URL('../../game/kinds/quiz/pack.go', import.meta.url), 'utf8');
  const of = (name) => Number(new RegExp(`\\b${name}\\s+= (\\d+)`).exec(go)[1]);
  assert.equal(CHARACTERS.question, of('maxText'));
  assert.equal(CHARACTERS.answer, of('maxAnswer'));
  assert.equal(CHARACTERS.name, of('maxName'));
});
