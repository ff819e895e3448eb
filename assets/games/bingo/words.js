import { list, playerName } from '../../leader/words.js';
import { lastCall, noLine } from './card.js';

/**
 * What the leader reads aloud in bingo, and what the large button says.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').Script} Script
 * @typedef {import('../../leader/types.js').Kind} KindInfo
 */

/**
 * @param {State} state
 * @returns {string}
 */
export function next(state) {
  const { room, game } = state;
  switch (room.phase) {
    case 'explain':
      return 'Deal the cards';
    case 'ready':
      return 'First call';
    case 'play':
      if (game.over) return 'Show the cards';
      return (game.calls || []).length < game.most ? 'Call the next picture' : 'Last taps';
    case 'reveal':
      return room.round < room.rounds ? `Deal card ${room.round + 1} of ${room.rounds}` : 'To the podium';
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
          kind
            ? kind.howto
            : 'When your picture is called, tap it on your card. Get three in a row and shout Bingo!',
        ],
        tip: 'A tap that comes late counts just the same. Nobody has to be quick.',
      };
    case 'ready':
      return { say: ['Here is your card. Look where everything is!'], tip: 'No two cards are alike.' };
    case 'play':
      return game.over ? over() : calling(state);
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
function calling({ game }) {
  const call = lastCall(game);
  return {
    say: call ? [`${call.name}! ${game.fact || ''}`] : ['Ready for the next one? Ears open!'],
    tip: callTip(game),
  };
}

/** @param {any} game */
function callTip(game) {
  if ((game.calls || []).length >= game.most) return 'That was the last call. Only the last taps are left.';
  return game.every
    ? 'The next call comes by itself. The large button calls it now.'
    : 'Call the next one when most have looked.';
}

/** @returns {Script} */
function over() {
  return {
    say: ['No more calls! Look once more: did you tap everything that was called?'],
    tip: 'Three seconds after the last one has tapped, the cards are shown.',
  };
}

/**
 * @param {State} state
 * @returns {Script}
 */
function reveal({ room, game }) {
  const shouts = /** @type {import('./card.js').Shout[]} */ (game.shouts || []);
  const names = (/** @type {import('./card.js').Shout[]} */ some) =>
    list(some.map((s) => playerName(room, s.player)));
  const first = shouts.filter((s) => s.call === game.first);
  const full = shouts.filter((s) => s.full);
  const say = [];
  if (full.length) say.push(`A full card! ${names(full)}, take a bow.`);
  if (first.length) say.push(`The first line came on call ${game.first}: ${names(first)}!`);
  say.push(shouts.length ? 'One big howl for every Bingo!' : noLine(room));
  return { say, tip: 'The first line on a card gives the same points, whenever it comes.' };
}
