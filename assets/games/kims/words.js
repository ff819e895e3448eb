import { QUESTIONS } from './pictures.js';

/**
 * What the leader reads aloud in Kim's Game, and what the large button says.
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
    case 'ready':
      if (game.step === 'look') return game.pairs && !game.swap ? 'Swap over' : 'Cover the tray';
      return game.step === 'cover' ? 'Now let them tap' : 'Show the tray';
    case 'play':
      return 'Show the answer';
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
        say: [kind ? kind.howto : 'Look hard at the tray. Then tap what changed!'],
        tip: 'The tray is shown once, and never again. The first tap is worth 3, the second 1.',
      };
    case 'ready':
      return ready(state);
    case 'play':
      return play(game.ask);
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
function ready({ room, game }) {
  if (game.step === 'cover') return { say: ['And … covered! Close your eyes and see it again.'], tip: '' };
  if (game.step !== 'look') {
    return { say: [`Round ${room.round}. Eyes wide open: here comes the tray!`], tip: '' };
  }
  if (game.pairs) {
    return {
      say: [game.swap ? 'Swap! Now your partner looks.' : 'Look hard! One of each pair looks first.'],
      tip: game.swap ? 'Then the cloth comes over it.' : 'Each pair shares a phone. Then they swap over.',
    };
  }
  return {
    say: ['Look hard at every picture. Make a story of them, and you will remember more!'],
    tip: `${game.size} pictures. Nobody has to tap anything yet.`,
  };
}

/**
 * @param {string} ask
 * @returns {Script}
 */
function play(ask) {
  const lines = /** @type {Record<string, string>} */ ({
    missing: 'One has gone from the tray. Which of the six was it?',
    moved: 'Two have swapped places. Tap one of them!',
    new: 'One is new on the tray. Tap it!',
    all: 'Tap all that lay on the tray. Careful: some were never there!',
  });
  return {
    say: [`${QUESTIONS[ask] || ''} ${lines[ask] || ''}`.trim()],
    tip:
      ask === 'all'
        ? 'Those who are done press «I’m done».'
        : 'They may tap two. Nobody is told who is right yet.',
  };
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reveal({ game }) {
  const say = ['Paws down! Let us see.', game.why || ''].filter(Boolean);
  if (game.first > 0) say.push(`${game.first === 1 ? 'One' : game.first} of you saw it at once. Eagle eyes!`);
  else if (game.first === 0) say.push('That was a tricky one. Keep looking hard!');
  return { say, tip: '' };
}
