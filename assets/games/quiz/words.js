import { LETTERS } from '../../ui/shapes.js';

/**
 * What the leader reads aloud in the quiz, and what the large button says.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').Script} Script
 * @typedef {import('../../leader/types.js').Kind} KindInfo
 */

const NUMBERS = ['Nobody', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/**
 * @param {State} state
 * @returns {string}
 */
export function next(state) {
  const { room, game } = state;
  switch (room.phase) {
    case 'explain':
      return 'Start question 1';
    case 'ready':
      if (game.step === 'read' && game.talk) return 'Read out – now whisper';
      return game.step === 'talk' ? 'Now let them answer' : 'Read out – let them answer';
    case 'play':
      return 'Show the answer';
    case 'reveal':
      return room.round < room.rounds ? `Question ${room.round + 1} of ${room.rounds}` : 'To the podium';
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
        say: [
          kind ? kind.howto : 'Listen to the question. Tap your answer, and change your mind until the bell!',
        ],
        tip: 'Once in the game, a star doubles one answer. Tell them to keep it for one they are sure of.',
      };
    case 'ready':
      return game.step === 'talk' ? talk() : reading(state);
    case 'play':
      return {
        say: ['Tap your answer! You may change your mind until the bell.'],
        tip: 'Three seconds after the last one has answered, the bell rings by itself.',
      };
    case 'reveal':
      return reveal(state);
    default:
      return null;
  }
}

/** @returns {Script} */
function talk() {
  return {
    say: ['Paws to your ears: whisper with your Six! What do you all think?'],
    tip: 'A Six’s answer is what most of its members tap.',
  };
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reading({ room, game }) {
  const q = game.question;
  if (!q) return { say: [`Question ${room.round}. Ears open!`], tip: '' };
  const answers = q.answers.map(
    (/** @type {{text: string}} */ a, /** @type {number} */ i) => `${LETTERS[i]}: ${a.text}`,
  );
  return {
    say: [`Question ${room.round}. ${q.text}`, `${answers.join('. ')}.`],
    tip: 'Read it twice if you like: the clock has not started.',
  };
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reveal({ game }) {
  const q = game.question;
  const correct = game.correct || [];
  if (!q || !correct.length) return { say: ['Paws down! Let us see.'], tip: '' };
  const right = correct
    .map((/** @type {number} */ i) => `${LETTERS[i]}, ${q.answers[i].text}`)
    .join(' – or ');
  const knew = correct.reduce(
    (/** @type {number} */ n, /** @type {number} */ i) => n + ((game.spread || [])[i] || 0),
    0,
  );
  const say = [`It is ${right}!`];
  if (game.why) say.push(game.why);
  say.push(
    knew === 0
      ? 'That was a tricky one. Now we all know!'
      : `${NUMBERS[knew] || knew} of you knew it. Well done!`,
  );
  return { say, tip: 'A Cub had a good reason for another answer? Tap «Accept» beside it.' };
}
