import { SIXES } from '../../ui/six.js';

/**
 * Who sits where round the fire. No DOM.
 *
 * @typedef {import('../../app/types.js').RoomPlayer} Player
 * @typedef {{id: string, player: Player, x: number, y: number, size: number}} Sitting
 *   x and y are rem from the middle of the fire, size a scale
 */

const ONE_RING = 14;
const TWO_RINGS = 32;
const GAP = 0.7; // of a seat, between two Sixes
const RINGS = [
  [[13, 6.6]],
  [
    [10.5, 5],
    [15, 8],
  ],
  [
    [9, 4.2],
    [12.6, 6.3],
    [16, 8.4],
  ],
];
const SIZES = [1, 0.8, 0.66];
const DEPTH = 0.16; // how much smaller the back is, and larger the front

/**
 * Seats everybody on an ellipse, or on two or three inside one another: each Six a
 * stretch of the round, clockwise in their fixed order, those without a Six last.
 *
 * @param {Record<string, Player>} players
 * @returns {Sitting[]} by id, so that a node never jumps in the document
 */
export function places(players) {
  const groups = [...SIXES.map((s) => s.id), '']
    .map((six) => Object.keys(players).filter((id) => (players[id].six || '') === six).sort())
    .filter((g) => g.length > 0);
  const total = groups.reduce((n, g) => n + g.length, 0);
  const depth = total <= ONE_RING ? 0 : total <= TWO_RINGS ? 1 : 2;
  const rings = RINGS[depth];
  const columns = groups.map((g) => Math.ceil(g.length / rings.length));
  const round = columns.reduce((n, c) => n + c, 0) + GAP * groups.length;
  /** @type {Sitting[]} */
  const out = [];
  let at = 0;
  groups.forEach((group, g) => {
    group.forEach((id, i) => {
      const ring = i % rings.length;
      const turn = (at + Math.floor(i / rings.length) + 0.5 + ring * 0.3) / round;
      out.push(seat(id, players[id], turn, rings[ring], SIZES[depth]));
    });
    at += columns[g] + GAP;
  });
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * @param {string} id
 * @param {Player} player
 * @param {number} turn 0 to 1, clockwise from the left
 * @param {number[]} radii
 * @param {number} size
 * @returns {Sitting}
 */
function seat(id, player, turn, [rx, ry], size) {
  const angle = Math.PI * (2 * turn + 1);
  const y = ry * Math.sin(angle);
  return { id, player, x: fixed(rx * Math.cos(angle)), y: fixed(y), size: fixed(size * (1 + (DEPTH * y) / ry)) };
}

/** @param {number} n */
function fixed(n) {
  return Math.round(n * 100) / 100;
}
