/**
 * What all three pages know of a bingo card. No DOM.
 *
 * @typedef {{name: string, picture: string}} Picture
 * @typedef {{player: string, lines: number, full?: boolean, call: number}} Shout
 */

/** The eight lines of a card, as its cells. */
export const ROWS = [
  [0, 1, 2],
  [3, 4, 5],
  [6, 7, 8],
  [0, 3, 6],
  [1, 4, 7],
  [2, 5, 8],
  [0, 4, 8],
  [2, 4, 6],
];

/**
 * The lines of a card that are tapped.
 *
 * @param {number[]} card pictures, row by row
 * @param {number[]} tapped pictures
 * @returns {number[][]} each its cells
 */
export function linesOf(card, tapped) {
  return ROWS.filter((row) => row.every((cell) => tapped.indexOf(card[cell]) >= 0));
}

/**
 * The picture that was called last.
 *
 * @param {any} game
 * @returns {Picture | null}
 */
export function lastCall(game) {
  const calls = game.calls || [];
  return calls.length && game.pictures ? game.pictures[calls[calls.length - 1]] : null;
}

/**
 * What a shout is called.
 *
 * @param {Shout} shout
 */
export function shoutWord(shout) {
  if (shout.full) return 'Full card!';
  return shout.lines === 1 ? 'Bingo!' : `${shout.lines} lines!`;
}

/**
 * What is said of a card on which nobody made a line.
 *
 * @param {any} room
 */
export function noLine(room) {
  return `No line this time. ${room.round < room.rounds ? 'New cards, new luck!' : 'Well played, all of you!'}`;
}
