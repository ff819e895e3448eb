/**
 * What is said of the target that the whole pack has where fewer than two Sixes play.
 *
 * @typedef {{points: number, of: number}} Target
 */

/** @param {Target} target */
export const soFar = ({ points, of }) => `Together: ${points} of ${of}`;

/** @param {Target} target */
export const atLast = ({ points, of }) =>
  `Together you made ${points} of ${of}. ${points >= of ? 'You did it!' : 'What a pack!'}`;
