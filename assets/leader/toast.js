import { h, fill } from '../app/dom.js';

const STAYS = 5000; // ms; one with an action stays as long as undo is possible
const STAYS_WITH_ACTION = 10000;

/**
 * Short sentences at the bottom of the page, for the eyes and the screen reader;
 * one at a time, perhaps with a button that takes back what was just done.
 */
export class Toasts {
  /** @param {HTMLElement} root a live region */
  constructor(root) {
    this.root = root;
    /** @type {any} */
    this.timer = null;
  }

  /**
   * @param {string} sentence
   * @param {{label: string, then: () => void}} [action]
   */
  show(sentence, action) {
    clearTimeout(this.timer);
    const button =
      action && h('button', { type: 'button', onclick: () => this.done(action.then) }, action.label);
    fill(this.root, h('div', { class: 'toast' }, h('span', null, sentence), button));
    this.timer = setTimeout(() => fill(this.root), action ? STAYS_WITH_ACTION : STAYS);
  }

  /** @param {() => void} then */
  done(then) {
    clearTimeout(this.timer);
    fill(this.root);
    then();
  }
}
