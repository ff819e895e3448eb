import { sixName } from '../ui/six.js';
import { soFar } from '../ui/together.js';

/**
 * How the own Six stands after a round or, with fewer than two Sixes in play, how far the
 * whole pack has come. '' for a Cub without a Six, before there is anything to be glad of, and
 * while the scores are hidden.
 *
 * @param {import('../app/types.js').ViewState} state
 * @returns {string}
 */
export function standing({ room, game, you }) {
  if (room.hidden) return '';
  if (game.target) return game.target.points > 0 ? soFar(game.target) : '';
  const { six } = (room.players || {})[you.id] || { six: '' };
  const own = six ? (room.sixes || {})[six] : undefined;
  return own && own.score ? `${sixName(six, own)}: ${own.score} so far` : '';
}

/**
 * What a round brought a Cub, 0 while the scores are hidden.
 *
 * @param {import('../app/types.js').ViewState} state
 * @returns {number}
 */
export function gained({ room, mine }) {
  return room.hidden ? 0 : mine.gained || 0;
}
