import { patch, post } from '../app/api.js';
import { h, list, show, text } from '../app/dom.js';
import { animal, animalName } from '../ui/animals.js';
import { openScreens } from './screens.js';

/**
 * What wants a leader's eye: a Cub who lost the way back, a name to look at, a word
 * from the program.
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./poll.js').Named} Named
 * @typedef {import('./poll.js').Claim} Claim
 * @typedef {import('./poll.js').Device} Device
 * @typedef {{key: string, icon: string, text: string, choices: {label: string, kind?: string, then: () => void}[]}} Notice
 */

export class Notices {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.el = h('div', { class: 'notices', 'aria-live': 'polite' });
    this.items = list(
      this.el,
      (/** @type {Notice} */ n) => n.key,
      (n) => noticePart(n),
    );
  }

  render() {
    const { meeting } = this.app;
    if (!meeting) return;
    const items = [
      ...meeting.waiting.map((d) => this.device(d)),
      ...meeting.claims.map((c) => this.claim(c)),
      ...meeting.pending.map((n) => this.name(n)),
    ];
    if (meeting.notice)
      items.unshift({ key: `notice ${meeting.notice}`, icon: '', text: meeting.notice, choices: [] });
    if (meeting.locked) items.push(this.door());
    this.items(items);
    show(this.el, items.length > 0);
  }

  /**
   * @param {Device} d
   * @returns {Notice}
   */
  device(d) {
    return {
      key: `device ${d.user}`,
      icon: '',
      text: d.role === 'stage' ? 'A big screen wants to come in.' : 'A second leader wants to come in.',
      choices: [{ label: 'Type its two digits', then: () => openScreens(this.app) }],
    };
  }

  /**
   * @param {Claim} c
   * @returns {Notice}
   */
  claim(c) {
    const give = () =>
      this.app.run(post(`/api/players/${c.player}/claim`, { user: c.user }), `${c.name} is back.`);
    return {
      key: `claim ${c.player} ${c.user}`,
      icon: c.icon,
      text: `Is that you, ${c.name}? A phone says so: ${animalName(c.icon)}. Look who holds it up.`,
      choices: [{ label: 'Yes, give it back', then: give }],
    };
  }

  /**
   * @param {Named} n
   * @returns {Notice}
   */
  name(n) {
    return {
      key: `name ${n.id} ${n.name}`,
      icon: n.icon,
      text: `«${n.name}» is shown as ${animalName(n.icon)} only, until you have looked at the name.`,
      choices: [
        {
          label: 'The name is fine',
          then: () => this.app.run(patch(`/api/players/${n.id}`, { ok: true }), `Hello, ${n.name}!`),
        },
        { label: 'Another name', kind: 'calm', then: () => this.app.openPlayer(n.id) },
      ],
    };
  }

  /** @returns {Notice} */
  door() {
    return {
      key: 'door',
      icon: '',
      text: 'The door is locked: nobody new can come in.',
      choices: [
        {
          label: 'Open it',
          kind: 'calm',
          then: () => this.app.run(patch('/api/meeting', { locked: false }), 'The door is open.'),
        },
      ],
    };
  }
}

/** @param {Notice} first */
function noticePart(first) {
  const said = h('p');
  const buttons = first.choices.map((c) =>
    h('button', { type: 'button', class: `btn small ${c.kind || ''}`, onclick: c.then }, c.label),
  );
  const el = h(
    'section',
    { class: 'card notice' },
    first.icon ? animal(first.icon) : null,
    said,
    h('div', { class: 'row' }, buttons),
  );
  return { el, render: (/** @type {Notice} */ n) => text(said, n.text) };
}
