/**
 * What is said of the target that the whole pack has where fewer than two Sixes play.
 *
 * @typedef {{points: number, of: number}} Target
 */

/** @param {Target} target */
export const soFar = ({ points, of }) => `Together: ${points} of ${of}`;

/** @param {Target} target */
export function atLast({ points, of }) {
  if (points <= 0) return 'You played it together. What a pack!';
  return `Together you made ${points} of ${of}. ${points >= of ? 'You did it!' : 'What a pack!'}`;
}
