/**
 * What the leader says at the campfire.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').Script} Script
 */

/**
 * @param {State} state
 * @returns {Script}
 */
export function say({ room }) {
  const players = room.players || {};
  const sixes = room.sixes || {};
  const all = Object.keys(players).map((id) => players[id]);
  const awake = all.filter((p) => p.online && !p.resting).length;
  const homeless = all.filter((p) => !p.six).length;
  if (all.length === 0) {
    return {
      say: ['Welcome to the campfire! Point your camera at the square and tap what pops up.'],
      tip: 'No camera at hand? They can type the address and the code.',
    };
  }
  if (Object.keys(sixes).some((six) => (sixes[six].score || 0) > 0)) {
    return {
      say: ['Back at the campfire! Sit down with your Six and see who is ahead.'],
      tip:
        awake < all.length
          ? `${all.length - awake} asleep: they are taken along when they wake.`
          : 'Everyone is awake.',
    };
  }
  return {
    say: ['Pick your animal, say who you are, and sit down with your Six.'],
    tip: homeless
      ? 'Those without a Six play along; you can put them into one in the list.'
      : 'All here? Choose a game.',
  };
}
