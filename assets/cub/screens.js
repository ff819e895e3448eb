import { h } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { fire } from '../ui/fire.js';

/**
 * The screens that fill the page where there is nothing to play: each a picture, a
 * heading, a sentence and at most one thing to tap.
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
export const bigFace = (icon, mood = '') => h('div', { class: 'big-face ' + mood }, animal(icon));

/** @param {string} emoji */
export const bigPicture = (emoji) => h('div', { class: 'big-picture', 'aria-hidden': 'true' }, emoji);

/** Why a game waits: a picture, a heading and a sentence. @type {Record<string, [string, string, string]>} */
export const PAUSES = {
  leader: ['✋', 'Freeze! Little pause', 'Your leader stopped the clock.'],
  wobble: ['📶', 'The Wi-Fi wobbled', 'We wait for the others. Nothing is lost.'],
  restart: ['🔥', 'The fire was lit again', 'We wait for everyone. Nothing is lost.'],
  slept: ['💤', 'The computer had a nap', 'It goes on in a moment.'],
  saving: ['✏️', 'Writing things down', 'The computer needs a moment.'],
};
