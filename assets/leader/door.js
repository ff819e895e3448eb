import { request } from '../app/api.js';
import { h, set, show } from '../app/dom.js';

/**
 * The first start on Windows: this computer alone is let in until the leader knows what
 * Windows is about to ask.
 *
 * @typedef {import('./console.js').Console} Console
 */

const STEPS = [
  ['Press «Open the door».', 'Windows then asks whether Packnight may be reached in the network.'],
  ['Tick «Private networks» and «Public networks», both.', 'A hall’s Wi-Fi often counts as public.'],
  ['Press «Allow».', 'Windows asks this one time only. It may ask for the password of the computer.'],
];

export class Door {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.button = h(
      'button',
      { type: 'button', class: 'btn wide', onclick: () => this.open() },
      'Open the door',
    );
    this.el = h(
      'section',
      { class: 'card doctor', 'aria-labelledby': 'door-title', hidden: true },
      h('h2', { id: 'door-title' }, 'Shall the phones come in?'),
      h('p', null, 'Packnight has started, and nobody but this computer can see it yet.'),
      h(
        'ol',
        null,
        STEPS.map(([what, then]) => h('li', null, h('strong', null, what), h('span', null, then))),
      ),
      this.button,
    );
  }

  render() {
    const { meeting } = this.app;
    show(this.el, !!meeting && meeting.network.door === 'shut');
  }

  async open() {
    set(this.button, { disabled: true });
    await this.app.run(request('POST', '/api/door'), 'The door is open. Now answer Windows, if it asks.');
    set(this.button, { disabled: false });
  }
}
