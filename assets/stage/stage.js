import { get } from '../app/api.js';
import { h, mark, perFrame, set, show } from '../app/dom.js';
import { Games } from '../app/games.js';
import { Seat } from '../app/socket.js';
import { Store } from '../app/store.js';
import { Poll } from '../leader/poll.js';
import { cues, hear } from '../ui/cues.js';
import { Sound } from '../ui/sound.js';
import { Corner } from './corner.js';
import { Cover } from './cover.js';
import { intro } from './intro.js';
import { podium } from './podium.js';
import { sky } from './sky.js';

/**
 * The big screen: everything that everyone may see, large. It moves nothing, and goes
 * where the pack goes.
 *
 * @typedef {import('./types.js').State} State
 * @typedef {import('./types.js').Kind} Kind
 * @typedef {import('./types.js').Shown} Shown
 */

const LEISURE = 5000; // ms
const CALM = 2500; // ms without a connection before the screen says so

export class Stage {
  /**
   * @param {import('../app/types.js').Me} me
   * @param {HTMLElement} root
   * @param {() => void} over what to do when this screen may show nothing any more
   */
  constructor(me, root, over) {
    this.root = root;
    this.over = over;
    /** @type {import('../leader/poll.js').Meeting | null} */
    this.meeting = null;
    /** @type {Kind[]} */
    this.kinds = [];
    this.render = perFrame(() => this.draw());
    /** @type {Games<{view: import('./types.js').StageView}>} */
    this.games = new Games('stage', this.render);
    this.seat = new Seat({
      id: `stage:${me.user}`,
      ticket: (code) => get(`/api/games/${code}/ticket?seat=stage`),
      store: new Store(null),
      changed: this.render,
      event: (event) => this.view && this.view.event && this.view.event(event),
    });
    this.poll = new Poll((meeting) => this.met(meeting));
    this.corner = new Corner();
    this.sound = new Sound();
    /** @type {import('../ui/cues.js').Heard | null} */
    this.heard = null;
    this.hush = h(
      'button',
      {
        type: 'button',
        class: 'sound',
        onclick: () => this.sound.begin().then(this.render, () => undefined),
      },
      'Sound on',
    );
    this.cover = new Cover(() => this.seat.now());
    this.sky = sky();
    this.place = h('main', { class: 'place' });
    this.lost = h('p', { class: 'lost', role: 'status', hidden: true }, 'Looking for the laptop …');
    this.el = h(
      'div',
      { class: 'stage-page' },
      this.sky.el,
      this.place,
      this.cover.el,
      this.corner.el,
      this.hush,
      this.lost,
    );
    root.appendChild(this.el);
    this.shown = '';
    /** @type {Shown | null} */
    this.view = null;
    /** @type {any} */
    this.seconds = null;
    /** @type {any} */
    this.retry = null;
    /** @type {any} */
    this.later = null;
  }

  start() {
    this.poll.now();
    this.loadKinds();
    this.seconds = setInterval(this.render, 500);
  }

  stop() {
    clearInterval(this.seconds);
    clearTimeout(this.retry);
    clearTimeout(this.later);
    this.poll.stop();
    this.seat.stop();
    if (this.view) this.view.destroy();
    this.cover.destroy();
    this.sound.end();
    if (this.el.parentNode) this.root.removeChild(this.el);
  }

  async loadKinds() {
    try {
      this.kinds = await get('/api/kinds');
      this.render();
    } catch {
      this.retry = setTimeout(() => this.loadKinds(), 1000);
    }
  }

  /** @param {import('../leader/poll.js').Meeting} meeting */
  met(meeting) {
    const first = !this.meeting;
    this.meeting = meeting;
    this.sky.evening(gone(meeting.evening));
    if (first) {
      this.seat.code = meeting.playing || meeting.code;
      this.seat.start();
    } else if (this.seat.status === 'home' || this.seat.status === 'ended') {
      this.seat.go(meeting.playing || meeting.code);
    }
    this.render();
  }

  draw() {
    const { status, state } = this.seat;
    if (status === 'refused') return this.over();
    if (status === 'elsewhere' || status === 'stopped') this.comeBack();
    const away = this.seat.lostAt ? performance.now() - this.seat.lostAt : 0;
    show(this.lost, status !== 'live' && (away > CALM || !state));
    this.corner.render(this.meeting, state);
    this.listen(state);
    if (state) this.screen(Object.assign({ live: status === 'live', now: () => this.seat.now() }, state));
  }

  /**
   * Lets be heard what has happened since the last look.
   *
   * @param {import('../app/types.js').SeatState | null} state
   */
  listen(state) {
    this.sound.loud(this.meeting ? this.meeting.volume : 0);
    show(this.hush, !this.sound.on && this.sound.volume > 0);
    if (!state) return;
    const now = hear(state, this.seat.now());
    this.sound.play(cues(this.heard, now));
    this.heard = now;
  }

  /** Tries again what was closed for good, at its leisure: nobody stands by to tap. */
  comeBack() {
    if (this.later) return;
    this.later = setTimeout(() => {
      this.later = null;
      this.seat.here();
    }, LEISURE);
  }

  /**
   * Shows the screen of the kind and phase, and has it drawn.
   *
   * @param {State} state
   */
  screen(state) {
    const { room } = state;
    const own = this.games.get(room.kind);
    if (!own && room.kind === 'campfire') return; // the night sky, for a moment
    const name = own ? screenOf(room) : 'intro';
    if (name !== this.shown) {
      if (this.view) this.view.destroy();
      this.shown = name;
      const screens = /** @type {Record<string, import('./types.js').StageView>} */ ({ intro, podium });
      const ctx = { now: () => this.seat.now(), kind: () => this.kinds.find((k) => k.id === room.kind) };
      this.view = (screens[name] || (own ? own.view : intro)).mount(this.place, ctx);
      set(this.el, { 'data-screen': name });
    }
    if (this.view) this.view.render(state);
    mark(this.el, 'covered', room.paused || room.break);
    this.cover.render(state);
  }
}

/**
 * How much of the evening is over; half of one that has no end.
 *
 * @param {import('../leader/poll.js').Evening} evening
 * @returns {number} 0 to 1
 */
function gone({ minutes, left }) {
  return minutes ? 1 - left / (minutes * 60000) : 0.5;
}

/**
 * Which screen is shown: the game's own, or one that is the same for every game.
 *
 * @param {State['room']} room
 * @returns {string}
 */
function screenOf(room) {
  if (room.kind === 'campfire') return 'campfire';
  if (room.phase === 'podium') return 'podium';
  return room.phase === 'lobby' ? 'intro' : room.kind;
}
