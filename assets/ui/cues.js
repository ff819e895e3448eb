/**
 * What the big screen lets be heard: from what it showed before and shows now, without a
 * clock or a sound of its own.
 *
 * @typedef {import('../app/types.js').Room} Room
 * @typedef {'arrive' | 'start' | 'tick' | 'bell' | 'reveal' | 'drum' | 'tune'} Cue
 *
 * @typedef {object} Heard What matters of a moment.
 * @property {string} code
 * @property {string} phase
 * @property {number} moment
 * @property {number} here players that are online
 * @property {boolean} bell
 * @property {number} seconds whole seconds left, -1 for no clock that runs
 * @property {boolean} still paused, or a break
 */

const TICKS = 5; // seconds before the end that tick

/**
 * @param {{room: Room, game: any}} state
 * @param {number} now the server's clock, ms
 * @returns {Heard}
 */
export function hear({ room, game }, now) {
  const players = room.players || {};
  const until = room.phase === 'play' && !room.paused ? room.deadline : undefined;
  return {
    code: room.code,
    phase: room.phase,
    moment: room.moment,
    here: Object.keys(players).filter((id) => players[id].online).length,
    bell: game.bell === true,
    seconds: until === undefined ? -1 : Math.max(0, Math.ceil((until - now) / 1000)),
    still: Boolean(room.paused || room.break),
  };
}

/**
 * What is to be heard between two moments. Nothing at the first: who opens the big screen
 * in the middle of a game has missed nothing.
 *
 * @param {Heard | null} before
 * @param {Heard} after
 * @returns {Cue[]}
 */
export function cues(before, after) {
  if (!before || before.code !== after.code || after.still) return [];
  const out = /** @type {Cue[]} */ ([]);
  if (after.here > before.here && (after.phase === 'lobby' || after.phase === before.phase))
    out.push('arrive');
  if (after.moment !== before.moment) out.push(...entered(after.phase));
  else if (after.bell && !before.bell) out.push('bell');
  else if (
    after.seconds >= 0 &&
    after.seconds < before.seconds &&
    after.seconds > 0 &&
    after.seconds <= TICKS
  ) {
    out.push('tick');
  }
  return out;
}

/**
 * @param {string} phase
 * @returns {Cue[]}
 */
function entered(phase) {
  if (phase === 'play') return ['start'];
  if (phase === 'reveal') return ['reveal'];
  return phase === 'podium' ? ['drum', 'tune'] : [];
}
