/**
 * @typedef {import('../../leader/types.js').State} State
 */

/** @param {State} state @returns {string} */
export function next({ room }) {
  switch (room.phase) {
    case 'explain':
      return 'Start drawing 1';
    case 'ready':
      return 'Start to draw';
    case 'play':
      return 'Show the word';
    case 'reveal':
      return room.round < room.rounds ? `Drawing ${room.round + 1} of ${room.rounds}` : 'To the podium';
    default:
      return '';
  }
}

/** @param {State} state @returns {import('../../leader/types.js').Script | null} */
export function say({ room, game }) {
  const who = (room.players || {})[game.artist];
  const name = who ? who.name : 'One Cub';
  switch (room.phase) {
    case 'explain':
      return {
        say: ['One Cub draws and everyone else looks. Tap the picture you think it is!'],
        tip: '',
      };
    case 'ready':
      return {
        say: [`${name} is picking what to draw.`],
        tip: '«Pass turn» gives the pens to another Cub.',
      };
    case 'play':
      return {
        say: ['Look hard! Tap the picture you think it is.'],
        tip: '«Hide drawing» clears every screen.',
      };
    case 'reveal': {
      const word = (game.grid || {})[game.word];
      return {
        say: [`It was ${word ? word.name : 'this'}! Well drawn, ${name}.`],
        tip: '',
      };
    }
    default:
      return null;
  }
}
