/**
 * What the leader reads aloud in Sketch & Guess, and what the large button says.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').Script} Script
 * @typedef {import('../../leader/types.js').Kind} KindInfo
 */

/**
 * @param {State} state
 * @returns {string}
 */
export function next({ room }) {
  switch (room.phase) {
    case 'explain':
      return 'Hand out the pens';
    case 'ready':
      return 'Start drawing';
    case 'play':
      return 'Show what it is';
    case 'reveal':
      return room.round < room.rounds ? `Drawing ${room.round + 1} of ${room.rounds}` : 'To the podium';
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
  const name = artistName(state);
  switch (room.phase) {
    case 'explain':
      return {
        say: [kind ? kind.howto : 'One Cub draws and everyone else looks. Tap the picture you think it is!'],
        tip: 'The Sixes take turns. Nobody has to draw: «Pass turn» gives the pens to another Cub.',
      };
    case 'ready':
      return {
        say: [`${name} is picking what to draw. Everyone else: eyes ready!`],
        tip: 'Without a pick it is the first of the three.',
      };
    case 'play':
      return {
        say: [game.away ? 'That drawing has gone. On we go!' : `Look hard! What is ${name} drawing?`],
        tip: '«Hide drawing» takes it off every screen at once.',
      };
    case 'reveal':
      return reveal(state, name);
    default:
      return null;
  }
}

/**
 * @param {State} state
 * @param {string} name
 * @returns {Script}
 */
function reveal({ game }, name) {
  const word = (game.grid || [])[game.word];
  const saw = game.right ? `${game.right} of you saw it.` : 'That was a tricky one!';
  return { say: [`It was: ${word ? word.name : 'a secret'}! ${saw} Well drawn, ${name}!`], tip: '' };
}

/**
 * @param {State} state
 * @returns {string}
 */
export function artistName({ room, game }) {
  const who = (room.players || {})[game.artist];
  return who ? who.name : 'one Cub';
}
