import { sixName } from '../ui/six.js';
import { atLast } from '../ui/together.js';

/**
 * What the console says: the label of the large button and the read-aloud
 * script. No DOM. A game's own words come first, the common ones fill in.
 *
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').Kind} Kind
 * @typedef {import('./types.js').GameWords} GameWords
 * @typedef {import('./types.js').Script} Script
 * @typedef {import('./types.js').Primary} Primary
 */

/** Why a game waits, for a leader. */
export const PAUSES = /** @type {Record<string, string[]>} */ ({
  leader: ['Paused', 'You stopped the clock. Answers that are on their way still count.'],
  wobble: ['The Wi-Fi wobbled', 'Some phones dropped off. It goes on by itself when most are back.'],
  restart: ['Packnight started again', 'Same round, same scores, same time left. Waiting for the phones.'],
  slept: ['The laptop was asleep', 'Nothing is lost. It goes on with the time that was left.'],
  saving: [
    'Answers can’t be saved just now',
    'The disk does not take them: it may be full, or its stick pulled out. Packnight tries again by itself.',
  ],
});

/**
 * The large button: what comes next, whatever it is.
 *
 * @param {State | null} state
 * @param {GameWords | undefined} words
 * @param {string} [queued] what has its turn at the campfire, '' for nothing
 * @returns {Primary}
 */
export function primary(state, words, queued = '') {
  if (!state) return { label: 'Finding the game…', off: true };
  const { room } = state;
  if (room.paused) return pausedPrimary(room);
  if (room.break) return { label: 'End the break', move: { do: 'break', on: false } };
  if (room.kind === 'campfire')
    return queued ? { label: queued, begin: true } : { label: 'Choose a game', choose: true };
  if (!can(room, 'next')) return { label: 'One moment…', off: true };
  const label = (words && words.next && words.next(state)) || commonNext(room);
  return { label, move: { do: 'next' }, at: true };
}

/**
 * @param {State['room']} room
 * @returns {Primary}
 */
function pausedPrimary(room) {
  if (room.resumes !== undefined) return { label: 'Going on…', off: true };
  if (room.why === 'saving') return { label: 'Waiting to save…', off: true };
  if (room.break) return { label: 'End the break', move: { do: 'break', on: false } };
  return { label: 'Go on', move: { do: 'resume' } };
}

/**
 * @param {State['room']} room
 * @returns {string}
 */
function commonNext(room) {
  switch (room.phase) {
    case 'lobby':
      return 'Tell how it goes';
    case 'explain':
      return 'Start round 1';
    case 'ready':
      return 'Go!';
    case 'play':
      return 'End the round';
    case 'reveal':
      return room.round < room.rounds ? `Round ${room.round + 1} of ${room.rounds}` : 'To the podium';
    default:
      return 'Back to the campfire';
  }
}

/**
 * The read-aloud script: what the leader says now, and what to watch for.
 *
 * @param {State | null} state
 * @param {GameWords | undefined} words
 * @param {Kind | undefined} kind
 * @returns {Script}
 */
export function script(state, words, kind) {
  if (!state) return { say: [], tip: 'The console is looking for the laptop. The Cubs notice nothing.' };
  const { room, game } = state;
  if (room.break) {
    return {
      say: ['Break time! Put your phones down, stretch, and have a drink. Your place is kept.'],
      tip: 'Phones that fall asleep lose nothing.',
    };
  }
  if (room.paused) return { say: [pausedWords(room)], tip: '' };
  if (!words && room.kind === 'campfire') return { say: [], tip: '' }; // its words are on their way
  const now = (words && words.say && words.say(state, kind)) || commonScript(state, kind);
  const aim = room.phase === ((words && words.aims) || 'explain') && room.round < 2 && game.target;
  return aim ? { say: [...now.say, `Can we reach ${aim.of} together?`], tip: now.tip } : now;
}

/**
 * @param {State['room']} room
 * @returns {string}
 */
function pausedWords(room) {
  if (room.resumes !== undefined) return 'Here we go again: three, two, one …';
  switch (room.why) {
    case 'wobble':
      return 'The Wi-Fi wobbled. Nobody loses anything. Wait for your animal to come back!';
    case 'restart':
    case 'slept':
      return 'The laptop took a nap. Everything is still here. We go on in a moment!';
    case 'saving':
      return 'The laptop needs a moment to write things down. Paws off the screens!';
    default:
      return 'Freeze like a hare! We go on in a moment.';
  }
}

/**
 * @param {State} state
 * @param {Kind | undefined} kind
 * @returns {Script}
 */
function commonScript(state, kind) {
  const { room, game } = state;
  const name = kind ? kind.name : 'a new game';
  switch (room.phase) {
    case 'lobby':
      return {
        say: [`Gather round! We are going to play ${name}. Can everyone see their animal?`],
        tip: 'Late Cubs can still join: the QR code stays on the big screen.',
      };
    case 'explain':
      return { say: [explained(game, kind)], tip: 'Let them look at the little show on the big screen.' };
    case 'ready':
      return { say: ['Ready, steady …'], tip: '' };
    case 'play':
      return {
        say: ['Go! You can change your mind until the bell.'],
        tip: 'It ends by itself when all have answered.',
      };
    case 'reveal':
      return { say: ['Paws down! Let us see.'], tip: '' };
    default:
      return podium(state);
  }
}

/**
 * The podium's script: the Sixes, or the whole pack, and then the kind awards.
 *
 * @param {State} state
 * @returns {Script}
 */
function podium(state) {
  const { room, game } = state;
  const sixes = room.sixes || {};
  const won = Object.keys(sixes).filter((id) => sixes[id].place === 1);
  const six = (/** @type {string} */ id) => sixName(id, sixes[id]);
  const say = [];
  if (game.target) say.push(atLast(game.target));
  else if (won.length === 1) say.push(`Drum roll, please … First place: ${six(won[0])}!`);
  else if (won.length > 1) {
    say.push(`Drum roll, please … Shared first place: ${list(won.map(six))}!`);
  } else say.push('What a game! Give yourselves a big howl.');
  for (const award of (game.podium && game.podium.awards) || []) {
    const names = award.players.map((/** @type {string} */ id) => playerName(room, id));
    if (names.length) say.push(`${award.title}: ${list(names)}. ${award.why}`);
  }
  return { say, tip: 'Clap for everyone. The points are in the evening’s score already.' };
}

/**
 * @param {State['game']} game
 * @param {Kind | undefined} kind
 */
function explained(game, kind) {
  if (typeof game.explain === 'string') return game.explain;
  return kind ? kind.howto : 'Listen well: here is how it goes.';
}

/**
 * @param {State['room']} room
 * @param {string} id
 * @returns {string}
 */
export function playerName(room, id) {
  return room.players && room.players[id] ? room.players[id].name : 'a Cub';
}

/**
 * Joins names as people say them; of many, the first ones and how many more.
 *
 * @param {string[]} names
 * @param {number} [most]
 * @returns {string}
 */
export function list(names, most = 4) {
  if (names.length > most)
    return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/**
 * Tells whether a leader's move would be taken now.
 *
 * @param {State['room'] | null | undefined} room
 * @param {string} move
 * @returns {boolean}
 */
export function can(room, move) {
  return !!room && !!room.can && room.can.indexOf(move) >= 0;
}

/**
 * «1 Cub», «7 Cubs».
 *
 * @param {number} n
 * @param {string} one
 * @param {string} [many]
 */
export function count(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}
