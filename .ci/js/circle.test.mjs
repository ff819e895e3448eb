import assert from 'node:assert/strict';
import test from 'node:test';
import { places } from '../../assets/games/campfire/circle.js';

const SIXES = ['red', 'blue', 'green', 'yellow', 'grey', 'brown', ''];
const [WIDE, TALL] = [3.6, 5]; // rem of an animal of full size; its feet are at its place

/** @param {number} n */
function pack(n) {
  const players = {};
  for (let i = 0; i < n; i++) {
    players[`p${String(i).padStart(2, '0')}`] = {
      name: `C${i}`,
      icon: 'fox',
      six: SIXES[i % 7],
      online: true,
    };
  }
  return players;
}

test('everybody has a seat on the screen, from one Cub to sixty', () => {
  for (let n = 1; n <= 60; n++) {
    const all = places(pack(n));
    assert.equal(all.length, n);
    for (const s of all) {
      assert.ok(Math.abs(s.x) + (WIDE / 2) * s.size <= 16.5, `${n}: ${s.id} is beyond the side`);
      assert.ok(s.y - TALL * s.size >= -10.6 && s.y <= 6.4, `${n}: ${s.id} is beyond the edge`);
    }
  }
});

test('nobody sits on another', () => {
  for (let n = 2; n <= 60; n++) {
    const all = places(pack(n));
    all.forEach((a, i) => {
      all.slice(i + 1).forEach((b) => {
        const apart = Math.hypot(a.x - b.x, a.y - b.y);
        const faces = (WIDE / 2) * (a.size + b.size);
        assert.ok(
          apart > faces * 0.5,
          `${n}: ${a.id} and ${b.id} are ${apart.toFixed(2)} of ${faces.toFixed(2)} apart`,
        );
      });
    });
  }
});

test('a Six sits together', () => {
  const all = places(pack(20));
  const round = all
    .slice()
    .sort((a, b) => Math.atan2(a.y, a.x) - Math.atan2(b.y, b.x))
    .map((s) => s.player.six);
  const changes = round.filter((six, i) => six !== round[(i + 1) % round.length]).length;
  assert.equal(changes, SIXES.length);
});

test('seats come by id, so that a node stays where it is in the document', () => {
  const ids = places(pack(9)).map((s) => s.id);
  assert.deepEqual(ids, ids.slice().sort());
});
