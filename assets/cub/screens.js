import { h } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { fire } from '../ui/fire.js';

/**
 * The screens that fill the page where there is nothing to play: each a picture, a
 * heading, a sentence and at most one thing to tap.
 *
 * @typedef {import('./family.js').Cub} Cub
 *
 * @typedef {object} Screen
 * @property {Node} picture
 * @property {string} title
 * @property {string} [words]
 * @property {{label: string, kind?: string, run: () => void}} [button]
 * @property {boolean} [waits] three dots say that it goes on by itself
 */

/**
 * @param {Screen} s
 * @returns {HTMLElement}
 */
export function screen(s) {
  return h(
    'div',
    { class: 'screen stack' },
    s.picture,
    h('h1', { tabindex: '-1' }, s.title),
    s.words ? h('p', { class: 'lead' + (s.waits ? ' dots-after' : '') }, s.words) : null,
    s.button
      ? h(
          'button',
          { class: 'btn ' + (s.button.kind || ''), type: 'button', onclick: s.button.run },
          s.button.label,
        )
      : null,
  );
}

/** The fire, large. */
export const hearth = () => h('div', { class: 'hearth' }, fire());

/** @param {string} icon @param {string} [mood] a class: `asleep`, `waving` */
const bigFace = (icon, mood = '') => h('div', { class: 'big-face ' + mood }, animal(icon));

/** @param {string} emoji */
const bigPicture = (emoji) => h('div', { class: 'big-picture', 'aria-hidden': 'true' }, emoji);

/** @param {Cub} cub */
const again = (cub) => ({ label: 'Try again', run: () => cub.seat.connect() });

/**
 * The screens of a Cub who can't play just now, by what is in the way.
 *
 * @type {Record<string, (cub: Cub, act: {uncover: () => void}) => Screen>}
 */
export const SCREENS = {
  cover: ({ player }, act) => ({
    picture: bigFace(player.icon, 'waving'),
    title: `Pass it to ${player.name}`,
    words: 'Only you look now. No peeping!',
    button: { label: `I’m ${player.name}`, run: act.uncover },
  }),
  finding: () => ({ picture: hearth(), title: 'Finding your place', words: 'By the fire', waits: true }),
  locked: () => ({
    picture: bigPicture('🔒'),
    title: 'The door is locked just now',
    words: 'Knock! Your leader can open it',
    waits: true,
  }),
  removed: (cub) => ({
    picture: bigFace(cub.player.icon, 'asleep'),
    title: 'Have a word with your leader',
    words: 'They can let you back in.',
    button: again(cub),
  }),
  elsewhere: ({ player, seat }) => ({
    picture: bigFace(player.icon),
    title: `${player.name} plays somewhere else`,
    words: 'Another page or device has your place.',
    button: { label: 'Play here', run: () => seat.here() },
  }),
  stopped: (cub) => ({
    picture: hearth(),
    title: 'Something went wrong',
    words: 'Try it once more.',
    button: again(cub),
  }),
  break: () => ({
    picture: bigPicture('🥤'),
    title: 'Break time!',
    words: 'Stretch, drink, have a biscuit. Your place is kept.',
  }),
  resting: ({ player }) => ({
    picture: bigFace(player.icon, 'asleep'),
    title: 'You are having a rest',
    words: 'Tell your leader when you want to play.',
  }),
  late: ({ player }) => ({
    picture: bigFace(player.icon, 'waving'),
    title: 'You’re in! Next round soon',
    words: 'Watch and cheer',
    waits: true,
  }),
  unknown: () => ({
    picture: bigPicture('🧭'),
    title: 'This game is new here',
    words: 'This page does not know it yet.',
    button: { label: 'Load the page again', run: () => location.reload() },
  }),
};

/** Why a game waits: a picture, a heading and a sentence. @type {Record<string, [string, string, string]>} */
export const PAUSES = {
  leader: ['✋', 'Freeze! Little pause', 'Your leader stopped the clock.'],
  wobble: ['📶', 'The Wi-Fi wobbled', 'We wait for the others. Nothing is lost.'],
  restart: ['🔥', 'The fire was lit again', 'We wait for everyone. Nothing is lost.'],
  slept: ['💤', 'The computer had a nap', 'It goes on in a moment.'],
  saving: ['✏️', 'Writing things down', 'The computer needs a moment.'],
};
