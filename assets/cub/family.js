import { ApiError, get, put } from '../app/api.js';
import { backoff } from '../app/backoff.js';
import { Seat } from '../app/socket.js';

/**
 * The Cubs of this browser: up to six, a socket for each of them at all times. The
 * strip only changes which of them is shown. No DOM here.
 *
 * @typedef {import('../app/types.js').Player} Player
 * @typedef {import('../app/types.js').SeatEvent} SeatEvent
 *
 * Why a Cub is not in yet: it needs a code that is right, or the door is locked.
 * @typedef {'' | 'code' | 'locked'} Hurdle
 *
 * @typedef {object} Cub
 * @property {Player} player
 * @property {Seat} seat
 * @property {Hurdle} hurdle
 * @property {any} timer of the next try to enter
 * @property {number} tries
 * @property {string} was the seat's status when it last changed
 * @property {boolean} started whether the seat was told to connect
 */

const LOOK_AT_DOOR = 5000; // ms

/** All Cubs of this browser. */
export class Family {
  /**
   * @param {object} opts
   * @param {import('../app/store.js').Store} opts.store
   * @param {() => void} opts.changed
   * @param {(cub: Cub, event: SeatEvent) => void} opts.event
   * @param {() => void} opts.lost the server knows a player no longer, or a user: ask who we are
   */
  constructor(opts) {
    this.opts = opts;
    /** @type {Cub[]} */
    this.cubs = [];
    this.shownID = opts.store.get('shown', '');
    /** Whether the shown one's screen is covered until it has the device. */
    this.covered = false;
  }

  /** @returns {Cub | null} the one whose screen this is now */
  shown() {
    return this.cubs.find((c) => c.player.id === this.shownID) || this.cubs[0] || null;
  }

  /**
   * Takes over who the server says is here.
   *
   * @param {Player[]} players
   */
  take(players) {
    const first = this.cubs.length === 0;
    for (const cub of this.cubs) {
      if (!players.some((p) => p.id === cub.player.id)) this.end(cub);
    }
    this.cubs = players.map((player) => {
      const known = this.cubs.find((c) => c.player.id === player.id);
      if (!known) return this.begin(player);
      known.player = player;
      return known;
    });
    if (first && this.cubs.length > 1) this.covered = true;
    this.opts.changed();
  }

  /**
   * Adds one who has just been made, and shows it: who made it holds the device.
   *
   * @param {Player} player
   */
  add(player) {
    this.cubs = this.cubs.filter((c) => c.player.id !== player.id).concat(this.begin(player));
    this.show(player.id);
    this.covered = false;
    this.opts.changed();
  }

  /**
   * Passes the device to another one: covered, until that one taps.
   *
   * @param {string} id
   */
  show(id) {
    const now = this.shown();
    if (now && now.player.id === id) return;
    this.shownID = id;
    this.opts.store.set('shown', id);
    this.covered = this.cubs.length > 1;
    this.opts.changed();
  }

  /** The shown one has the device. */
  uncover() {
    this.covered = false;
    this.opts.changed();
  }

  /** Tries again for all who stand before a locked door or lacked a code. */
  knock() {
    for (const cub of this.cubs) if (cub.hurdle || cub.seat.status === 'home') this.enter(cub);
  }

  /** Stops everything. */
  stop() {
    this.cubs.forEach((cub) => this.end(cub));
    this.cubs = [];
  }

  /**
   * @param {Player} player
   * @returns {Cub}
   */
  begin(player) {
    /** @type {Cub} */
    const cub = {
      player,
      hurdle: '',
      timer: null,
      tries: 0,
      started: false,
      was: '',
      seat: new Seat({
        id: player.id,
        store: this.opts.store,
        ticket: () => get('/api/players/' + player.id + '/ticket'),
        changed: () => this.changed(cub),
        event: (event) => this.opts.event(cub, event),
      }),
    };
    if (player.game) this.connect(cub);
    else this.enter(cub);
    return cub;
  }

  /** @param {Cub} cub */
  connect(cub) {
    if (cub.started) return cub.seat.connect();
    cub.started = true;
    return cub.seat.start();
  }

  /** @param {Cub} cub */
  end(cub) {
    clearTimeout(cub.timer);
    cub.timer = 0;
    cub.seat.opts.changed = undefined;
    cub.seat.opts.event = undefined;
    cub.seat.stop();
  }

  /** @param {Cub} cub */
  changed(cub) {
    const status = cub.seat.status;
    if (status === 'home' && cub.timer === null && !cub.hurdle) {
      if (cub.tries) this.later(cub, backoff(cub.tries));
      else this.enter(cub);
    }
    // Elsewhere may also be another user's device, when a leader gave the player back.
    if (status !== cub.was && (status === 'refused' || status === 'elsewhere')) this.opts.lost();
    cub.was = status;
    if (status === 'live') {
      cub.hurdle = '';
      cub.tries = 0;
    }
    this.opts.changed();
  }

  /**
   * Puts a Cub into tonight's game.
   *
   * @param {Cub} cub
   */
  enter(cub) {
    clearTimeout(cub.timer);
    cub.timer = 0; // one is under way
    const code = this.opts.store.get('code', '');
    if (!code) return this.stand(cub, 'code');
    return put('/api/players/' + cub.player.id + '/game', { code }).then(
      () => {
        cub.timer = null;
        cub.hurdle = '';
        cub.tries++; // until it is live: a game that ends at once asks for a little patience
        this.connect(cub);
      },
      (error) => this.shut(cub, error),
    );
  }

  /**
   * @param {Cub} cub
   * @param {any} error
   */
  shut(cub, error) {
    const code = error instanceof ApiError ? error.code : '';
    if (code === 'unknown_game') {
      this.opts.store.remove('code');
      return this.stand(cub, 'code');
    }
    if (code === 'door_locked') {
      this.stand(cub, 'locked');
      return this.later(cub, LOOK_AT_DOOR);
    }
    if (code === 'unknown_player' || code === 'no_session' || code === 'removed') {
      cub.timer = null;
      return this.opts.lost();
    }
    return this.later(cub, Math.max((error && error.wait) || 0, 500 + backoff(cub.tries++)));
  }

  /**
   * @param {Cub} cub
   * @param {number} ms
   */
  later(cub, ms) {
    cub.timer = setTimeout(() => this.enter(cub), ms);
  }

  /**
   * @param {Cub} cub
   * @param {Hurdle} hurdle
   */
  stand(cub, hurdle) {
    cub.timer = null;
    cub.hurdle = hurdle;
    this.opts.changed();
  }
}
