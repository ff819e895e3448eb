import { h } from '../app/dom.js';
import { dialog } from '../ui/notes.js';

/**
 * The console's dialogs: one at a time; a new one takes the place of the old.
 */
export class Dialogs {
  constructor() {
    /** @type {HTMLElement | null} */
    this.body = null;
    this.shut = () => {};
  }

  /**
   * Shows a sheet with a cross to close it.
   *
   * @param {{title: string, body: (Node | string)[], wide?: boolean}} sheet
   */
  open({ title, body, wide = false }) {
    const cross = h(
      'button',
      { type: 'button', class: 'cross', 'aria-label': 'Close', onclick: () => this.close() },
      '✕',
    );
    this.show(title, [h('div', { class: 'sheet stack' }, body), cross], []);
    if (wide && this.body && this.body.parentElement) this.body.parentElement.classList.add('wide');
  }

  /**
   * Asks before something that hurts.
   *
   * @param {{title: string, text: string, yes: string, then: () => void}} question
   */
  ask({ title, text, yes, then }) {
    this.show(
      title,
      [h('p', null, text)],
      [
        { label: 'No, go back', kind: 'calm' },
        { label: yes, kind: 'bad', run: then },
      ],
    );
  }

  /**
   * @param {string} title
   * @param {HTMLElement[]} body
   * @param {{label: string, kind?: string, run?: () => void}[]} choices
   */
  show(title, body, choices) {
    this.close();
    this.shut = dialog(title, body, choices);
    this.body = body[0];
  }

  /** Closes the dialog, if there is one. */
  close() {
    this.shut();
    this.shut = () => {};
    this.body = null;
  }

  /** @returns {boolean} */
  isOpen() {
    return !!this.body && document.contains(this.body);
  }
}
