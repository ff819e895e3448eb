import assert from 'node:assert/strict';
import test from 'node:test';
import { backoff } from '../../assets/app/backoff.js';

test('backoff waits from nothing to 0.25 s doubled, and to 2 s at most', () => {
  const most = [250, 500, 1000, 2000, 2000, 2000];
  most.forEach((ms, n) => {
    assert.equal(
      backoff(n, () => 0),
      0,
    );
    assert.equal(
      backoff(n, () => 0.5),
      ms / 2,
    );
    assert.ok(backoff(n, () => 0.999999) < ms);
  });
  assert.ok(backoff(5000, () => 0.5) === 1000, 'for ever');
});

test('backoff spreads a hall over the whole time', () => {
  const waits = Array.from({ length: 1000 }, () => backoff(3));
  assert.ok(waits.some((w) => w < 200) && waits.some((w) => w > 1800));
});
