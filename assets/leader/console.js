import { del, get, request } from '../app/api.js';
import { h, mark, perFrame, set, show, text } from '../app/dom.js';
import { Games } from '../app/games.js';
import { Seat } from '../app/socket.js';
import { Store } from '../app/store.js';
import { openChooser } from './choose.js';
import { Dialogs } from './dialog.js';
import { layout } from './layout.js';
import { openPlayer } from './player.js';
import { leftWords } from './plan.js';
import { Poll } from './poll.js';
import { Toasts } from './toast.js';

/**
 * The leader's console: it holds the connection and what is known of the meeting,
 * and has its parts draw themselves, once a frame at most.
 *
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').Kind} Kind
 * @typedef {import('../app/types.js').SeatEvent} SeatEvent
 */

/** What can be taken back for a few seconds, and what is said then. */
const UNDOABLE = /** @type {Record<string, string>} */ ({
  void: 'The round counts for nobody.',
  finish: 'To the podium.',
  score: 'The score is fixed.',
  rest: 'Resting: nobody waits for them.',
});

export class Console {
  /**
   * @param {import('../app/types.js').Me} me
   * @param {HTMLElement} root
   * @param {(why: 'ended' | 'refused' | 'stopped') => void} over what to do when this console is at its end
   */
  constructor(me, root, over) {
    this.me = me;
    this.root = root;
    this.over = over;
    this.store = new Store();
    /** @type {State | null} */
    this.state = null;
    /** @type {import('./poll.js').Meeting | null} */
    this.meeting = null;
    /** @type {Kind[]} */
    this.kinds = [];
    /** Sent moves that can be taken back, by id. @type {Map<number, string>} */
    this.sent = new Map();
    this.dialogs = new Dialogs();
    this.render = perFrame(() => this.draw());
    /** @type {Games<import('./types.js').LeaderModule>} */
    this.games = new Games('leader', this.render);
    this.seat = new Seat({
      id: `leader:${me.user}`,
      ticket: (code) => get(`/api/games/${code}/ticket?seat=leader`),
      store: this.store,
      changed: this.render,
      event: (event) => this.event(event),
    });
    /** The game's view, which may want the sparks. @type {import('./types.js').Shown | null} */
    this.view = null;
    this.poll = new Poll((meeting) => this.met(meeting));
    this.live = false;
    this.toasts = new Toasts(h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' }));
    this.ui = layout(this, root);
    root.appendChild(this.ui.el);
    /** Timers. @type {any} */
    this.seconds = null;
    /** @type {any} */
    this.retry = null;
  }

  start() {
    this.draw(); // at once: an empty button would be the first that is seen
    this.poll.now();
    this.loadKinds();
    this.seconds = setInterval(this.render, 1000);
  }

  stop() {
    clearInterval(this.seconds);
    clearTimeout(this.retry);
    this.poll.stop();
    this.seat.stop();
    this.dialogs.close();
    this.ui.bar.destroy();
    this.root.removeChild(this.ui.el);
  }

  async loadKinds() {
    try {
      this.kinds = await get('/api/kinds');
      this.render();
    } catch {
      this.retry = setTimeout(() => this.loadKinds(), 1000);
    }
  }

  /** @param {import('./poll.js').Meeting} meeting */
  met(meeting) {
    const first = !this.meeting;
    this.meeting = meeting;
    if (first) {
      this.seat.code = meeting.playing || meeting.code;
      this.seat.start();
    } else if (this.seat.status === 'home') this.seat.go(meeting.playing || meeting.code);
    this.render();
  }

  draw() {
    const { status } = this.seat;
    if (status === 'ended' || status === 'refused') return this.over(status);
    if (status === 'home') this.poll.now();
    this.live = status === 'live';
    this.state = this.seat.state
      ? Object.assign({ live: this.live, now: () => this.seat.now() }, this.seat.state)
      : null;
    text(this.ui.title, (this.meeting && this.meeting.title) || '');
    this.evening();
    this.connection(status);
    this.ui.parts.forEach((part) => part.render());
  }

  /** Says in a game, too, how much of the evening is left. */
  evening() {
    const evening = this.meeting ? this.meeting.evening : { minutes: 0, left: 0 };
    text(this.ui.left, leftWords(evening));
    show(this.ui.left, evening.minutes);
    mark(this.ui.left, 'over', evening.left < 0);
  }

  /** @param {string} status */
  connection(status) {
    const { link, cover } = this.ui;
    const room = this.state && this.state.room;
    const kept = !this.meeting || this.meeting.saving;
    const saving = kept && !(room && (room.saving === false || (room.paused && room.why === 'saving')));
    text(
      link,
      status === 'live'
        ? saving
          ? 'Everything is saved'
          : 'Not saving'
        : this.state
          ? 'Finding the laptop again…'
          : 'Finding the laptop…',
    );
    set(link, { 'data-how': status !== 'live' ? 'lost' : saving ? 'good' : 'bad' });
    const elsewhere = status === 'elsewhere' || status === 'stopped';
    if (elsewhere === !cover.hidden) return;
    show(cover, elsewhere);
    if (elsewhere && !cover.firstChild) cover.appendChild(this.elsewhere());
  }

  elsewhere() {
    return h(
      'section',
      { class: 'dialog card stack', role: 'dialog', 'aria-label': 'Open elsewhere' },
      h('h2', null, 'This console is open in another tab'),
      h('p', null, 'Only one of them can lead at a time. The game goes on in the other one.'),
      h('button', { type: 'button', class: 'btn wide', onclick: () => this.seat.here() }, 'Lead from here'),
    );
  }

  // What its parts ask for

  /** The words of the game that is on. */
  words() {
    const module = this.state && this.games.get(this.state.room.kind);
    return module ? module.words : undefined;
  }

  /** @param {string} id */
  kind(id) {
    return this.kinds.find((k) => k.id === id);
  }

  /** How many Cubs are in the room. */
  cubs() {
    return this.state ? Object.keys(this.state.room.players || {}).length : 0;
  }

  /**
   * Sends a leader's move.
   *
   * @param {Record<string, any>} body
   * @param {boolean} [now] only for the moment that is on the screen
   */
  move(body, now = false) {
    if (!this.state) return;
    const id = this.seat.move(body, now ? { at: this.state.room.moment } : {});
    if (id && UNDOABLE[body.do]) this.sent.set(id, UNDOABLE[body.do]);
  }

  /** @param {SeatEvent} event */
  event(event) {
    if (event.type === 'spark' && this.view && this.view.event) this.view.event(event);
    if (event.type === 'refused') {
      this.sent.delete(event.id);
      if (event.code !== 'too_late') this.toasts.show(event.message);
    }
    if (event.type !== 'ack') return;
    const said = this.sent.get(event.id);
    this.sent.delete(event.id);
    if (said) this.toasts.show(said, { label: 'Undo', then: () => this.move({ do: 'undo' }) });
  }

  /**
   * Waits for a request of the leader's and says how it went.
   *
   * @param {Promise<any>} promise
   * @param {string} [done]
   * @returns {Promise<any>} undefined where it failed
   */
  async run(promise, done = '') {
    try {
      const answer = await promise;
      if (done) this.toasts.show(done);
      this.poll.now();
      return answer === null ? true : answer;
    } catch (e) {
      this.toasts.show(/** @type {Error} */ (e).message);
      return undefined;
    }
  }

  /**
   * Shows a part of the console on a phone, where one is seen at a time.
   *
   * @param {string} id
   */
  tab(id) {
    this.ui.tabs.choose(id);
  }

  /** Opens the catalogue. */
  choose() {
    openChooser(this);
  }

  /** @param {string} id */
  openPlayer(id) {
    openPlayer(this, id);
  }

  /** @param {string} code */
  endGame(code) {
    this.run(del(`/api/games/${code}`), 'Back to the campfire.');
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  async remove(id, name) {
    const gone = await this.run(del(`/api/players/${id}`));
    if (gone)
      this.toasts.show(`${name} is removed.`, { label: 'Bring back', then: () => this.restore(id, name) });
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  restore(id, name) {
    return this.run(request('POST', `/api/players/${id}/restore`), `${name} is back.`);
  }
}
