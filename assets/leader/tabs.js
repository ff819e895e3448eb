import { h, set, text } from '../app/dom.js';

/**
 * On a phone one column at a time; these choose which. On a laptop all are seen.
 *
 * @typedef {import('./console.js').Console} Console
 */

const TABS = [
  ['now', 'Now'],
  ['pack', 'Pack'],
  ['join', 'Join'],
];

export class Tabs {
  /**
   * @param {Console} app
   * @param {HTMLElement} root carries the chosen one in data-tab
   */
  constructor(app, root) {
    this.app = app;
    this.root = root;
    this.buttons = TABS.map(([id, label]) =>
      h('button', { type: 'button', class: 'tab', onclick: () => this.choose(id) }, label),
    );
    this.el = h('nav', { class: 'tabs', 'aria-label': 'Parts of the console' }, this.buttons);
    this.choose('now');
  }

  /** @param {string} id */
  choose(id) {
    set(this.root, { 'data-tab': id });
    TABS.forEach(([tab], i) => set(this.buttons[i], { 'aria-pressed': tab === id ? 'true' : 'false' }));
  }

  render() {
    const cubs = this.app.cubs();
    text(this.buttons[1], cubs ? `Pack ${cubs}` : 'Pack');
  }
}
