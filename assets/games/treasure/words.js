import { sixName } from '../../ui/six.js';
import { cameOf, spoken } from './grid.js';

/**
 * What the leader reads aloud in Treasure Grid, and what the large button says.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').Script} Script
 * @typedef {import('../../leader/types.js').Kind} KindInfo
 */

/**
 * @param {State} state
 * @returns {string}
 */
export function next({ room, game }) {
  switch (room.phase) {
    case 'explain':
      return 'Unroll the map';
    case 'ready':
      return 'Let them choose';
    case 'play':
      return 'Dig now';
    case 'reveal':
      return game.over || room.round >= room.rounds
        ? 'To the podium'
        : `Turn ${room.round + 1} of ${room.rounds}`;
    default:
      return '';
  }
}

/**
 * @param {State} state
 * @param {KindInfo | undefined} kind
 * @returns {Script | null}
 */
export function say(state, kind) {
  const { room, game } = state;
  switch (room.phase) {
    case 'explain':
      return {
        say: [kind ? kind.howto : 'Treasure is hidden under the map squares. Choose with your Six, and dig!'],
        tip: 'First along the corridor, then up the stairs: 47 is 4 along and 7 up.',
      };
    case 'ready':
      return { say: ['Spades ready! Along the corridor, then up the stairs.'], tip: '' };
    case 'play':
      return {
        say: [
          game.hint
            ? `A hint: go ${game.hint.along} along. There is gold above it!`
            : 'Talk with your Six. The square that most of you tap is dug.',
        ],
        tip: 'Each phone shows what its own Six has tapped. They may change until the bell.',
      };
    case 'reveal':
      return reveal(state);
    default:
      return null;
  }
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reveal({ room, game }) {
  const digs = /** @type {import('./grid.js').Dig[]} */ (game.digs || []);
  const lines = digs.map(
    (d) => `${sixName(d.six, (room.sixes || {})[d.six])} dug ${spoken(d.ref)}: ${cameOf(d, game)}`,
  );
  if (!lines.length) lines.push('Nobody dug this time. The next turn is yours!');
  if (game.over) lines.push('That was the last of it. You found all the treasure!');
  return {
    say: lines,
    tip: 'Let everyone say the reference: along, then up.',
  };
}
