import { SIXES } from '../../ui/six.js';

/**
 * Who sits where round the fire. No DOM.
 *
 * @typedef {import('../../app/types.js').RoomPlayer} Player
 * @typedef {{id: string, player: Player, x: number, y: number, size: number}} Sitting
 *   x and y are rem from the middle of the fire, size a scale
 */

const GAP = 0.6; // of a seat, between two Sixes
const RINGS = [
  [[13.2, 5.6]],
  [
    [13.4, 5.8],
    [9.4, 3.7],
  ],
  [
    [13.6, 6],
    [10.4, 4.4],
    [7.2, 2.9],
  ],
];
const UP_TO = [20, 44]; // most Cubs in one ring, in two
const ROOM = 62; // rem round the outer ring
const FACE = 4.2; // rem that a face of full size wants there
const CHORDS = 72; // pieces that an ellipse is measured in
const DEPTH = 0.14; // how much smaller the back is, and larger the front

/**
 * Seats everybody on an ellipse, or on two or three inside one another: each Six a
 * stretch of the round, clockwise in their fixed order, those without a Six last.
 *
 * @param {Record<string, Player>} players
 * @returns {Sitting[]} by id, so that a node never jumps in the document
 */
export function places(players) {
  const groups = [...SIXES.map((s) => s.id), '']
    .map((six) =>
      Object.keys(players)
        .filter((id) => (players[id].six || '') === six)
        .sort(),
    )
    .filter((g) => g.length > 0);
  const total = groups.reduce((n, g) => n + g.length, 0);
  const rings = RINGS[total <= UP_TO[0] ? 0 : total <= UP_TO[1] ? 1 : 2];
  const columns = groups.map((g) => Math.ceil(g.length / rings.length));
  const round = columns.reduce((n, c) => n + c, 0) + GAP * groups.length;
  const size = Math.min(1, ROOM / round / FACE);
  /** @type {Sitting[]} */
  const out = [];
  let at = 0;
  groups.forEach((group, g) => {
    group.forEach((id, i) => {
      const ring = i % rings.length;
      const turn = (at + Math.floor(i / rings.length) + 0.5 + ring * 0.5) / round;
      out.push(seat(id, players[id], turn, rings[ring], size));
    });
    at += columns[g] + GAP;
  });
  return out.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * @param {string} id
 * @param {Player} player
 * @param {number} turn 0 to 1 of the way round, clockwise from the left
 * @param {number[]} radii
 * @param {number} size
 * @returns {Sitting}
 */
function seat(id, player, turn, [rx, ry], size) {
  const angle = angleAt(turn, rx, ry);
  const y = ry * Math.sin(angle);
  return {
    id,
    player,
    x: fixed(rx * Math.cos(angle)),
    y: fixed(y),
    size: fixed(size * (1 + (DEPTH * y) / ry)),
  };
}

/**
 * The angle at a part of the way round an ellipse: equal parts are equally long, so
 * that nobody is squeezed in at its ends.
 *
 * @param {number} turn 0 to 1
 * @param {number} rx
 * @param {number} ry
 */
function angleAt(turn, rx, ry) {
  const lengths = [0];
  for (let i = 1; i <= CHORDS; i++) {
    const a = (2 * Math.PI * (i - 0.5)) / CHORDS;
    lengths.push(lengths[i - 1] + Math.hypot(rx * Math.sin(a), ry * Math.cos(a)));
  }
  const want = turn * lengths[CHORDS];
  const i = lengths.findIndex((l) => l >= want);
  const part = i > 0 ? i - 1 + (want - lengths[i - 1]) / (lengths[i] - lengths[i - 1]) : 0;
  return Math.PI + (2 * Math.PI * part) / CHORDS;
}

/** @param {number} n */
function fixed(n) {
  return Math.round(n * 100) / 100;
}
