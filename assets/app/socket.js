import { backoff } from './backoff.js';
import { merge } from './merge.js';

/**
 * One seat's connection, kept up as the wire contract has it: ticket, socket, hello,
 * welcome, then patches; and after every loss the same again. What was tapped and
 * is not decided is kept, over a reload too, and sent again with the same ids.
 *
 * @typedef {import('./types.js').SeatState} SeatState
 * @typedef {import('./types.js').SeatEvent} SeatEvent
 * @typedef {import('./types.js').Pending} Pending
 *
 * How a seat stands:
 * - `connecting`: on its way, or on its way back; it goes on trying by itself.
 * - `live`: welcomed.
 * - `elsewhere`: opened in another tab or device (4509); `here()` takes it back.
 * - `removed`: by a leader (4503). `ended`: the evening is over (4511).
 * - `home`: it is in no game now; the page says where it belongs, then calls `connect()`.
 * - `refused`: this browser has no right to the seat (any more).
 * - `stopped`: closed for good with a code that this client does not know, or by `stop()`.
 *
 * @typedef {'connecting'|'live'|'elsewhere'|'removed'|'ended'|'home'|'refused'|'stopped'} Status
 *
 * @typedef {object} Link One socket and what is known of it.
 * @property {WebSocket | null} socket
 * @property {number} started ms
 * @property {number} heard ms, when the last frame came
 * @property {boolean} dropped nothing it says counts any more
 *
 * @typedef {object} Env What a test replaces.
 * @property {(url: string) => WebSocket} open
 * @property {string} url
 * @property {EventTarget} window
 * @property {Document | (EventTarget & {hidden: boolean})} document
 * @property {() => number} clock ms, never goes back
 * @property {() => number} wall ms, goes on while the device sleeps
 * @property {(fn: () => void, ms: number) => any} after
 * @property {(id: any) => void} cancel
 * @property {() => number} random
 */

const SILENCE = 9000; // ms without a frame until the socket counts as dead
const WELCOME = 5000; // ms from the start of an attempt until the welcome
const DOUBT = 3500; // ms: a beat should have come by then
const LOOK = 500; // ms between two looks at the silence
const SPARKS = 60; // ms between two sparks
const MOST = 64; // pending moves; a child taps no more
const SAMPLES = 8; // of the server's clock

const FINAL = /** @type {Record<number, Status>} */ ({ 4503: 'removed', 4509: 'elsewhere', 4511: 'ended' });
const AT_ONCE = [4401, 4410, 4510]; // the first time: the ticket or the game was an old one

/** The sentences of refusals that a welcome tells of by code alone. */
const WORDS = /** @type {Record<string, string>} */ ({
  too_late: 'That one was over already. Look, the next is coming!',
  slow_down: 'A bit slower, please.',
});

/** A seat in whichever game it belongs to. */
export class Seat {
  /**
   * @param {object} opts
   * @param {string} opts.id under which pending moves are kept: the player's or the user's
   * @param {(code: string) => Promise<{ticket: string}>} opts.ticket fetches one; `code` is the
   *   game that the seat should be in as far as it knows, '' at first
   * @param {string} [opts.code] the game to begin with, for a leader or a stage
   * @param {{get: (key: string) => any, set: (key: string, value: any) => void, remove: (key: string) => void}} opts.store
   * @param {() => void} [opts.changed] state, status or pending moves are not what they were
   * @param {(event: SeatEvent) => void} [opts.event]
   * @param {Partial<Env>} [opts.env]
   */
  constructor(opts) {
    this.opts = opts;
    this.env = Object.assign(browserEnv(), opts.env);
    this.code = opts.code || '';
    /** @type {Status} */
    this.status = 'connecting';
    /** Why it is `refused` or `stopped`, as a sentence, or ''. */
    this.reason = '';
    /** @type {SeatState | null} */
    this.state = null;
    /** When the last welcomed socket was lost (`clock`), 0 while live. */
    this.lostAt = 0;
    /** @type {Link | null} */
    this.current = null;
    /** @type {Link | null} */
    this.trying = null;
    this.attempts = 0;
    this.hiddenAt = 0;
    this.sparkAt = -Infinity;
    this.retry = null;
    this.watch = null;
    /** @type {number[]} */
    this.offsets = [];
    this.kept = this.load();
    this.wake = this.wake.bind(this);
    this.hidden = this.hidden.bind(this);
    this.online = this.online.bind(this);
  }

  /** Connects, and keeps connected until `stop()` or a code that says not to. */
  start() {
    this.env.document.addEventListener('visibilitychange', this.hidden);
    this.env.window.addEventListener('pageshow', this.wake);
    this.env.window.addEventListener('online', this.online);
    this.look();
    this.connect();
  }

  /** Closes and forgets the connection; pending moves stay kept. */
  stop() {
    this.env.document.removeEventListener('visibilitychange', this.hidden);
    this.env.window.removeEventListener('pageshow', this.wake);
    this.env.window.removeEventListener('online', this.online);
    this.env.cancel(this.watch);
    this.halt('stopped');
  }

  /** Tries at once, also after a final status. */
  connect() {
    this.env.cancel(this.retry);
    this.retry = null;
    if (this.trying) this.drop(this.trying);
    if (this.status !== 'live' && this.status !== 'connecting') this.become('connecting');
    this.attempt();
  }

  /** Takes the seat back from the other tab or device. */
  here() {
    this.connect();
  }

  /**
   * Goes to another game: a leader's or a stage's seat.
   *
   * @param {string} code
   */
  go(code) {
    this.code = code;
    this.connect();
  }

  /** The server's clock now, Unix ms. */
  now() {
    return (
      this.env.clock() +
      (this.offsets.length ? Math.max(...this.offsets) : this.env.wall() - this.env.clock())
    );
  }

  /**
   * Makes a move. It is kept until it is decided, and sent now or after the next
   * welcome.
   *
   * @param {any} move
   * @param {{at?: number}} [opts] `at`: the `room.moment` that the tap was about
   * @returns {number} its id; 0 where there is no game yet or too much is waiting
   */
  move(move, opts = {}) {
    if (!this.state || this.kept.pending.length >= MOST) return 0;
    /** @type {Pending} */
    const pending = { id: ++this.kept.next, move };
    if (opts.at !== undefined) pending.at = opts.at;
    this.keep(this.kept.pending.concat(pending));
    this.send(Object.assign({ type: 'move' }, pending));
    this.tell();
    return pending.id;
  }

  /**
   * Sends something fleeting, unless one was sent just now or there is no connection.
   *
   * @param {any} body an object; its members stand beside `type`
   * @returns {boolean} whether it left
   */
  spark(body) {
    if (this.status !== 'live' || this.env.clock() - this.sparkAt < SPARKS) return false;
    this.sparkAt = this.env.clock();
    return this.send(Object.assign({}, body, { type: 'spark' }));
  }

  // Connecting

  attempt() {
    /** @type {Link} */
    const link = { socket: null, started: this.env.clock(), heard: this.env.clock(), dropped: false };
    this.trying = link;
    this.opts.ticket(this.code).then(
      (answer) => this.open(link, answer.ticket),
      (error) => this.noTicket(link, error),
    );
  }

  /**
   * @param {Link} link
   * @param {string} ticket
   */
  open(link, ticket) {
    if (link.dropped) return;
    const socket = this.env.open(this.env.url);
    link.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', ticket }));
    socket.onmessage = (event) => this.frame(link, event.data);
    socket.onclose = (event) => this.closed(link, event.code);
  }

  /**
   * @param {Link} link
   * @param {any} error an ApiError
   */
  noTicket(link, error) {
    if (link.dropped) return;
    this.drop(link);
    const code = (error && error.code) || '';
    if (code === 'no_game') return this.halt('home');
    if (code === 'removed') return this.halt('removed');
    if (code === 'unknown_game' && this.code) return this.halt('home');
    if (['unknown_player', 'no_session', 'leaders_only'].indexOf(code) >= 0) {
      return this.halt('refused', error.message);
    }
    return this.again((error && error.wait) || 0);
  }

  /**
   * Tries again after the backoff.
   *
   * @param {number} [least] ms that the server asked for
   */
  again(least = 0) {
    if (this.status !== 'live' && this.status !== 'connecting') return;
    const wait = Math.max(least, backoff(this.attempts++, this.env.random));
    this.env.cancel(this.retry);
    this.retry = this.env.after(() => {
      this.retry = null;
      if (!this.trying) this.attempt();
    }, wait);
  }

  /** @param {Link} link */
  drop(link) {
    link.dropped = true;
    if (this.trying === link) this.trying = null;
    if (this.current === link) this.lose();
    if (!link.socket) return;
    link.socket.onopen = link.socket.onmessage = link.socket.onclose = null;
    link.socket.close(1000);
  }

  lose() {
    this.current = null;
    if (!this.lostAt) this.lostAt = this.env.clock();
    if (this.status === 'live') this.become('connecting');
  }

  /**
   * @param {Link} link
   * @param {number} code
   */
  closed(link, code) {
    if (link.dropped) return;
    // While a newer socket of ours is on its way, the old one being replaced is our own doing.
    const replaced = code === 4509 && link === this.current && this.trying !== null;
    this.drop(link);
    if (code >= 4500 && code !== 4510 && !replaced) {
      if (code === 4509 || code === 4503) this.forget(code === 4503);
      this.halt(FINAL[code] || 'stopped');
      return;
    }
    if (this.trying || this.retry) return;
    if (AT_ONCE.indexOf(code) >= 0 && this.attempts === 0) {
      this.attempts = 1;
      this.attempt();
    } else this.again();
  }

  /**
   * Stops trying.
   *
   * @param {Status} status
   * @param {string} [reason]
   */
  halt(status, reason = '') {
    this.env.cancel(this.retry);
    this.retry = null;
    this.reason = reason;
    if (status !== 'connecting') this.status = status;
    if (this.trying) this.drop(this.trying);
    if (this.current) this.drop(this.current);
    this.become(status);
  }

  // Waking

  hidden() {
    if (this.env.document.hidden) this.hiddenAt = this.env.wall();
    else this.wake();
  }

  /** The page is looked at again: a socket that seems open may be dead. */
  wake() {
    const away = this.hiddenAt ? this.env.wall() - this.hiddenAt : 0;
    this.hiddenAt = 0;
    const quiet = this.current ? this.env.clock() - this.current.heard : Infinity;
    if (away >= DOUBT || quiet >= DOUBT) this.hurry();
  }

  online() {
    this.hurry();
  }

  /** Reconnects without waiting, unless an attempt has only just begun. */
  hurry() {
    if (this.status !== 'live' && this.status !== 'connecting') return;
    if (this.trying && this.env.clock() - this.trying.started < 1000) return;
    this.connect();
  }

  look() {
    this.watch = this.env.after(() => {
      this.check();
      this.look();
    }, LOOK);
  }

  check() {
    const now = this.env.clock();
    if (this.trying && now - this.trying.started > WELCOME) {
      this.drop(this.trying);
      this.again();
    }
    if (this.current && now - this.current.heard > SILENCE) {
      this.drop(this.current);
      if (!this.trying && !this.retry) this.again();
    }
  }

  // Frames

  /**
   * @param {Link} link
   * @param {string} data
   */
  frame(link, data) {
    if (link.dropped) return;
    link.heard = this.env.clock();
    const message = JSON.parse(data);
    if (message.type === 'welcome') this.welcome(link, message);
    else if (link === this.current) this.take(message);
  }

  /**
   * @param {Link} link
   * @param {any} m
   */
  welcome(link, m) {
    const old = this.current;
    this.current = link;
    if (this.trying === link) this.trying = null;
    if (old && old !== link) this.drop(old);
    this.env.cancel(this.retry);
    this.retry = null;
    this.attempts = 0;
    this.lostAt = 0;
    this.offsets = [];
    this.time(m.now);
    this.code = m.room.code;
    const { v, you, acked, room, game, mine } = m;
    this.state = { v, you, acked, room, game: game || {}, mine: mine || {}, pending: [] };
    const refused = this.settle(m);
    this.status = 'live';
    for (const p of this.kept.pending) this.send(Object.assign({ type: 'move' }, p));
    this.tell();
    refused.forEach((event) => this.emit(event));
  }

  /**
   * Takes out of the pending moves what the welcome says is decided.
   *
   * @param {any} m
   * @returns {SeatEvent[]} the refused ones
   */
  settle(m) {
    if (this.kept.code !== m.room.code) this.kept = { code: m.room.code, next: m.acked, pending: [] };
    this.kept.next = Math.max(this.kept.next, m.acked);
    /** @type {SeatEvent[]} */
    const events = [];
    for (const [id, code] of m.refused || []) {
      if (this.kept.pending.some((p) => p.id === id)) {
        events.push({
          type: 'refused',
          id,
          code,
          message: WORDS[code] || 'That did not work. Try once more.',
        });
      }
    }
    this.keep(this.kept.pending.filter((p) => p.id > m.acked));
    return events;
  }

  /** @param {any} m */
  take(m) {
    const state = /** @type {SeatState} */ (this.state);
    switch (m.type) {
      case 'patch':
        return this.patch(state, m);
      case 'mine':
        this.update({ mine: merge(state.mine, m.patch) });
        return this.tell();
      case 'ack':
      case 'refused':
        this.update({ acked: Math.max(state.acked, m.id) });
        this.keep(this.kept.pending.filter((p) => p.id !== m.id));
        this.tell();
        return this.emit(m);
      case 'spark': {
        const body = Object.assign({}, m);
        delete body.type;
        delete body.from;
        return this.emit({ type: 'spark', from: m.from, body });
      }
      case 'go':
        this.emit(m);
        return this.go(m.code);
      case 'beat':
        return this.time(m.now);
    }
  }

  /**
   * @param {SeatState} state
   * @param {any} m
   */
  patch(state, m) {
    if (m.v !== state.v + 1) return this.connect(); // one was missed: a welcome has it all
    this.update({
      v: m.v,
      room: m.room ? merge(state.room, m.room) : state.room,
      game: m.game ? merge(state.game, m.game) : state.game,
    });
    return this.tell();
  }

  /**
   * The frame was on its way for some time, so what it says is never early: the
   * largest difference is the truest.
   *
   * @param {number} now
   */
  time(now) {
    this.offsets = this.offsets.slice(1 - SAMPLES).concat(now - this.env.clock());
  }

  // Small things

  /** @param {any} message */
  send(message) {
    if (!this.current || !this.current.socket || this.current.socket.readyState !== 1) return false;
    this.current.socket.send(JSON.stringify(message));
    return true;
  }

  /** @param {Partial<SeatState>} part */
  update(part) {
    this.state = Object.assign({}, this.state, part);
  }

  /** @returns {{code: string, next: number, pending: Pending[]}} */
  load() {
    const kept = this.opts.store.get('moves:' + this.opts.id);
    return kept && Array.isArray(kept.pending) ? kept : { code: '', next: 0, pending: [] };
  }

  /** @param {Pending[]} pending */
  keep(pending) {
    this.kept = { code: this.kept.code, next: this.kept.next, pending };
    this.opts.store.set('moves:' + this.opts.id, this.kept);
    if (this.state) this.update({ pending });
  }

  /**
   * Drops what is pending. What is stored belongs to the tab that has the seat now,
   * unless there is none.
   *
   * @param {boolean} stored
   */
  forget(stored) {
    this.kept = { code: '', next: 0, pending: [] };
    if (this.state) this.update({ pending: [] });
    if (stored) this.opts.store.remove('moves:' + this.opts.id);
  }

  /** @param {Status} status */
  become(status) {
    this.status = status;
    this.tell();
  }

  tell() {
    if (this.opts.changed) this.opts.changed();
  }

  /** @param {SeatEvent} event */
  emit(event) {
    if (this.opts.event) this.opts.event(event);
  }
}

/** @returns {Env} */
function browserEnv() {
  return {
    open: (url) => new WebSocket(url),
    url: typeof location === 'undefined' ? '' : location.origin.replace(/^http/, 'ws') + '/ws',
    window: typeof window === 'undefined' ? new EventTarget() : window,
    document:
      typeof document === 'undefined' ? Object.assign(new EventTarget(), { hidden: false }) : document,
    clock: () => performance.now(),
    wall: () => Date.now(),
    after: (fn, ms) => setTimeout(fn, ms),
    cancel: (id) => clearTimeout(id),
    random: Math.random,
  };
}
