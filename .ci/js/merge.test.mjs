import assert from 'node:assert/strict';
import test from 'node:test';
import { merge } from '../../assets/app/merge.js';

// The examples of RFC 7396, appendix A.
const examples = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

test('merge does what the RFC shows', () => {
  for (const [doc, patch, want] of examples) assert.deepEqual(merge(doc, patch), want);
});

test('merge never changes the document, and shares what it left alone', () => {
  const doc = { room: { a: 1 }, game: { b: { c: 2 } } };
  const before = JSON.stringify(doc);
  const after = merge(doc, { game: { b: { c: 3 } } });
  assert.equal(JSON.stringify(doc), before);
  assert.equal(after.room, doc.room);
  assert.notEqual(after.game, doc.game);
});

test('merge takes no prototype from the wire', () => {
  const after = merge({}, JSON.parse('{"__proto__":{"evil":true},"a":1}'));
  assert.equal(after.evil, undefined);
  assert.equal(after.a, 1);
});
