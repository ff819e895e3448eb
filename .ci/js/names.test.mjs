import assert from 'node:assert/strict';
import test from 'node:test';
import { codeInHash, foldCode, offerNames } from '../../assets/cub/names.js';

const ICONS =
  'badger bat bear beaver deer duck fox frog hare hedgehog mole otter owl squirrel toad wolf'.split(' ');

test('every animal has names enough, none longer than a name may be', () => {
  for (const icon of ICONS) {
    const names = offerNames(icon, 4);
    assert.equal(new Set(names).size, 4, icon);
    for (const name of names) assert.ok(name.length <= 12, name);
    const others = offerNames(icon, 4, { not: names });
    assert.ok(
      others.every((name) => !names.includes(name)),
      `${icon}: other names are others`,
    );
  }
});

test('a code is folded as it was meant', () => {
  assert.equal(foldCode('k7qx'), 'K7QX');
  assert.equal(foldCode('2568'), 'ZSGB');
  assert.equal(foldCode(' k-7 q.x '), 'K7QX');
  assert.equal(foldCode('aeiou01l'), '');
  assert.equal(foldCode('K7QXB'), 'K7QX');
});

test('a code is found in the address of the QR code alone', () => {
  assert.equal(codeInHash('#code=k7qx'), 'K7QX');
  assert.equal(codeInHash('#a=b&code=K7QX'), 'K7QX');
  for (const hash of ['', '#', '#code=', '#code=K7Q', '#barcode=K7QX', '#K7QX'])
    assert.equal(codeInHash(hash), '', hash);
});
