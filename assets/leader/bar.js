import { h, set, text, mark } from '../app/dom.js';
import { primary, can } from './words.js';
import { act } from './act.js';
import { begin } from './order.js';
import { nextLabel, nextOf } from './plan.js';
import { EXTRA_SECONDS, controls, moveOf } from './controls.js';

/**
 * The bar at the bottom: the large button for what comes next, always in the same
 * place, and beside it what a leader needs in a hurry. Everything else is one step
 * away under «More».
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./types.js').Room} Room
 * @typedef {import('./controls.js').Control} Control
 */

export class Bar {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.next = h('button', { type: 'button', class: 'btn primary', onclick: () => this.press() }, '');
    this.pause = tool('❚❚', 'Pause', () => app.move({ do: 'pause' }));
    this.extend = tool('+', `${EXTRA_SECONDS} s`, () =>
      app.move({ do: 'extend', seconds: EXTRA_SECONDS }, true),
    );
    this.undo = tool('↶', 'Undo', () => app.move({ do: 'undo' }));
    this.games = tool('🎲', 'Other game', () => app.choose());
    this.more = tool('•••', 'More', () => this.openMore());
    set(this.extend, { 'aria-label': `Add ${EXTRA_SECONDS} s` });
    this.el = h(
      'nav',
      { class: 'bar', 'aria-label': 'The game' },
      h('div', { class: 'tools' }, this.pause, this.extend, this.undo, this.games, this.more),
      this.next,
    );
    this.key = this.key.bind(this);
    document.addEventListener('keydown', this.key);
  }

  destroy() {
    document.removeEventListener('keydown', this.key);
  }

  render() {
    const { state } = this.app;
    const room = state && state.room;
    const p = this.primary();
    text(this.next, p.label);
    // Never truly disabled: it would lose the focus, and without a connection the move is kept.
    set(this.next, { 'aria-disabled': p.off ? 'true' : null });
    mark(this.next, 'sent', sent(state, p));
    mark(this.pause, 'gone', !can(room, 'pause') || (room && room.paused));
    mark(this.extend, 'gone', !can(room, 'extend'));
    mark(this.undo, 'gone', !can(room, 'undo'));
    mark(this.games, 'gone', !p.begin);
    mark(this.more, 'gone', !room);
  }

  /** What comes next. */
  primary() {
    const { state, meeting, kinds } = this.app;
    const item = meeting && nextOf(meeting.plan);
    return primary(state, this.app.words(), item ? nextLabel(item, kinds) : '');
  }

  /** Begins what has its turn; pressed twice, it is the same. */
  begin() {
    const item = this.app.meeting && nextOf(this.app.meeting.plan);
    if (item) begin(this.app, item);
  }

  /** Does what the large button says. */
  press() {
    const p = this.primary();
    if (p.off || sent(this.app.state, p)) return;
    if (p.choose) this.app.choose();
    else if (p.begin) this.begin();
    else if (p.move) this.app.move(p.move, p.at);
  }

  openMore() {
    const room = this.app.state && this.app.state.room;
    if (!room) return;
    this.app.dialogs.open({ title: 'More', body: [this.moreList(room)], wide: true });
  }

  /** @param {Room} room */
  moreList(room) {
    /** @type {HTMLElement[]} */
    const items = controls(room).map((c) => act(c.label, c.about, () => this.use(c)));
    if (room.kind !== 'campfire') {
      items.push(
        act(
          'End the game',
          'No podium. Everybody goes back to the campfire.',
          () => this.end(room.code),
          'hurts',
        ),
      );
    }
    if (!items.length) items.push(h('p', null, 'Nothing more to do just now.'));
    return h('div', { class: 'acts two' }, items);
  }

  /** @param {Control} control */
  use(control) {
    const go = () => this.app.move(moveOf(control), control.at);
    if (control.ask) {
      this.app.dialogs.ask(Object.assign({ then: go }, control.ask));
      return;
    }
    this.app.dialogs.close();
    go();
  }

  /** @param {string} code */
  end(code) {
    this.app.dialogs.ask({
      title: 'End the game?',
      text: 'There will be no podium; the rounds that are over count. Everybody goes back to the campfire.',
      yes: 'Yes, end the game',
      then: () => this.app.endGame(code),
    });
  }

  /**
   * Space or N do what the large button says, wherever nothing else is meant.
   *
   * @param {KeyboardEvent} e
   */
  key(e) {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.repeat || this.app.dialogs.isOpen())
      return;
    const on = /** @type {Element} */ (e.target);
    if (on.closest('button, a, input, select, textarea, summary')) return;
    if (e.key !== ' ' && e.key.toLowerCase() !== 'n') return;
    e.preventDefault();
    this.press();
  }
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} then
 */
function tool(sign, label, then) {
  return h(
    'button',
    { type: 'button', class: 'tool', onclick: then },
    h('span', { class: 'sign', 'aria-hidden': 'true' }, sign),
    h('span', null, label),
  );
}

/**
 * Whether what the large button says was asked for already and waits for its answer.
 *
 * @param {import('./types.js').State | null} state
 * @param {import('./types.js').Primary} p
 */
function sent(state, { move, at }) {
  if (!state || !move) return false;
  return state.pending.some((m) => m.move.do === move.do && (!at || m.at === state.room.moment));
}
