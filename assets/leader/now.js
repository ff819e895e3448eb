import { h, mark, show, text, list } from '../app/dom.js';
import { ring } from '../ui/ring.js';
import { openScreens } from './screens.js';
import { PAUSES, script } from './words.js';

/**
 * The middle of the console: where the game is, what to say now, and the game's own
 * pane.
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./types.js').State} State
 */

const PHASES = /** @type {Record<string, string>} */ ({
  lobby: 'Everyone gathers',
  explain: 'How it goes',
  ready: 'Get ready',
  play: 'The clock runs',
  reveal: 'The answer is out',
  podium: 'The podium',
});

export class Now {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.title = h('h2', { id: 'now-title' });
    this.where = h('p', { class: 'where' });
    this.ring = ring(() => app.seat.now());
    this.why = h('p', { class: 'why', role: 'status' });
    this.unsaved = h(
      'button',
      { type: 'button', class: 'btn bad small', onclick: () => app.move({ do: 'unsaved' }) },
      'Play on without saving',
    );
    this.pause = h('div', { class: 'paused', hidden: true }, this.why, this.unsaved);
    const lines = h('div', { class: 'lines' });
    this.lines = list(
      lines,
      (l) => l,
      () => linePart(),
    );
    this.tip = h('p', { class: 'tip' });
    this.pane = h('div', { class: 'game-pane' });
    this.el = h(
      'section',
      { class: 'now', 'aria-labelledby': 'now-title' },
      h('header', { class: 'now-head' }, h('div', null, this.title, this.where), this.ring.el),
      this.pause,
      h(
        'section',
        { class: 'script', 'aria-label': 'Say it out loud', 'aria-live': 'polite' },
        h('h3', null, 'Say it out loud'),
        lines,
        this.tip,
      ),
      this.pane,
    );
    this.shown = '';
    /** @type {{render: (state: State) => void, destroy: () => void} | null} */
    this.view = null;
  }

  render() {
    const { state } = this.app;
    const kind = state ? this.app.kind(state.room.kind) : undefined;
    text(
      this.title,
      state && state.room.kind !== 'campfire' ? (kind ? kind.name : 'The game') : 'At the campfire',
    );
    text(this.where, state ? where(state, this.app.words()) : '');
    this.words(script(state, this.app.words(), kind));
    this.clock(state);
    this.paused(state);
    this.game(state);
  }

  /** @param {import('./types.js').Script} s */
  words(s) {
    this.lines(s.say);
    text(this.tip, s.tip);
    show(this.tip, s.tip);
  }

  /** @param {State | null} state */
  clock(state) {
    const room = state && state.room;
    this.ring.render(room && (room.deadline !== undefined || room.paused) ? room : null);
    mark(this.ring.el, 'still', room && room.paused);
  }

  /** @param {State | null} state */
  paused(state) {
    const room = state && state.room;
    const unsaved = !!room && room.saving === false;
    show(this.pause, !!room && (!!room.paused || unsaved));
    if (!room) return;
    const [title, about] = PAUSES[room.why || 'leader'] || PAUSES.leader;
    text(
      this.why,
      unsaved && !room.paused
        ? 'Playing without saving: if the laptop stops now, the latest answers are lost.'
        : `${title}. ${about}`,
    );
    show(this.unsaved, room.paused && room.why === 'saving');
  }

  /**
   * Shows the pane of whichever kind is played.
   *
   * @param {State | null} state
   */
  game(state) {
    const module = state && this.app.games.get(state.room.kind);
    const kind = state && module ? state.room.kind : '';
    if (kind !== this.shown) {
      if (this.view) this.view.destroy();
      this.view =
        module && module.view
          ? module.view.mount(this.pane, {
              move: (body, now) => this.app.move(body, now),
              planned: () => !!this.app.meeting && this.app.meeting.plan.length > 0,
              watched: () => watched(this.app),
              screens: () => openScreens(this.app),
            })
          : null;
      this.app.view = this.view;
      this.shown = kind;
    }
    if (this.view && state) this.view.render(state);
  }
}

/** @param {Console} app */
function watched({ meeting }) {
  return !!meeting && (meeting.leading || []).some((g) => g.role === 'stage');
}

function linePart() {
  const el = h('p');
  return { el, render: (/** @type {string} */ line) => text(el, line) };
}

/**
 * Where the game is, in a line.
 *
 * @param {State} state
 * @param {import('./types.js').GameWords | undefined} words of the game
 * @returns {string}
 */
function where({ room, game }, words) {
  if (room.kind === 'campfire') return room.break ? 'Break' : 'Before, between and after the games';
  const steps = Object.assign({}, PHASES, words && words.steps);
  const step = steps[game.step] || steps[room.phase] || '';
  const round = room.round > 0 && room.phase !== 'podium' ? `Round ${room.round} of ${room.rounds} · ` : '';
  return `${round}${room.break ? 'Break' : step}`;
}
