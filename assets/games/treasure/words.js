import { cameOf, crewName, crewOf, spoken } from './grid.js';

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
  const { room } = state;
  switch (room.phase) {
    case 'explain':
      return {
        say: [kind ? kind.howto : 'Treasure is hidden under the map squares. Choose with your Six, and dig!'],
        tip: 'First along the corridor, then up the stairs: 47 is 4 along and 7 up.',
      };
    case 'ready':
      return { say: ['Spades ready! Along the corridor, then up the stairs.'], tip: '' };
    case 'play':
      return play(state);
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
function play({ room, game }) {
  const players = room.players || {};
  const sixes = Object.keys(players)
    .filter((id) => !players[id].resting)
    .map((id) => players[id].six);
  const crew = crewOf(sixes.find(Boolean) || '');
  return {
    say: [
      game.hint
        ? `A hint: go ${game.hint.along} along. There is gold above it!`
        : `Talk with your ${crew}. The square that most of you tap is dug.`,
    ],
    tip:
      sixes.some(Boolean) && !sixes.every(Boolean)
        ? 'Cubs without a Six dig together, as the crew. All may change until the bell.'
        : `Each phone shows what its own ${crew} has tapped. They may change until the bell.`,
  };
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reveal({ room, game }) {
  const digs = /** @type {import('./grid.js').Dig[]} */ (game.digs || []);
  const lines = digs.map(
    (d) => `${crewName(d.six, (room.sixes || {})[d.six])} dug ${spoken(d.ref)}: ${cameOf(d, game)}`,
  );
  if (!lines.length) lines.push('Nobody dug this time. The next turn is yours!');
  if (game.over) lines.push('That was the last of it. You found all the treasure!');
  return {
    say: lines,
    tip: 'Let everyone say the reference: along, then up.',
  };
}
