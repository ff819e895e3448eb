import { fill, focus, h, mark, show, text } from '../app/dom.js';
import { loadGame } from '../app/games.js';
import { mount as mountPhase } from './phases.js';
import { PAUSES, screen, SCREENS } from './screens.js';

/**
 * The screen of the Cub who holds the device: the game's own view, or one of the
 * screens for waiting, resting, being late and the rest.
 *
 * @typedef {import('./family.js').Cub} Cub
 * @typedef {import('../app/types.js').ViewState} ViewState
 * @typedef {import('../app/types.js').ViewContext} ViewContext
 * @typedef {import('../app/types.js').SeatEvent} SeatEvent
 *
 * @typedef {object} CubView What `games/<kind>/cub.js` exports as `view`.
 * @property {(root: HTMLElement, ctx: ViewContext) => {render: (state: ViewState) => void,
 *   event?: (event: SeatEvent) => void, destroy: () => void}} mount
 * @property {string[]} [phases] those that it draws itself; else ready with a step, play and reveal
 * @property {(state: ViewState) => boolean} [needs] whether this Cub still has something to tap
 * @property {() => Node} [demo] the moving picture of `explain`
 *
 * @typedef {object} Mounted
 * @property {HTMLElement} el
 * @property {{render: (state: ViewState) => void, event?: (event: SeatEvent) => void, destroy: () => void}} [view]
 */

const OWN = ['ready', 'play', 'reveal'];

export class Play {
  /**
   * @param {object} opts
   * @param {(text: string) => void} opts.toast
   * @param {(text: string) => void} opts.say
   * @param {() => void} opts.changed something that was being loaded is here
   * @param {() => void} opts.uncover
   */
  constructor(opts) {
    this.opts = opts;
    this.pause = pausePane();
    this.box = h('div', { class: 'play-box' });
    this.el = h('div', { class: 'play' }, this.pause.el, this.box);
    this.key = '';
    /** @type {Mounted | null} */
    this.mounted = null;
    /** Whose screen it is, for the context of a view. @type {Cub | null} */
    this.cub = null;
    /** @type {Map<string, Promise<any> | {view: CubView} | 'failed'>} */
    this.kinds = new Map();
  }

  /**
   * @param {Cub} cub
   * @param {boolean} covered
   * @param {boolean} family whether there are several
   */
  render(cub, covered, family) {
    this.cub = cub;
    const { seat } = cub;
    const state = stateOf(cub);
    const what = covered ? 'cover' : hurdle(cub) || (state ? this.place(state) : 'finding');
    this.swap([cub.player.id, seat.code, what].join(' '), () => this.make(what, cub));
    const paused = state && tellsPause(what);
    this.pause.render(paused ? state : null);
    mark(this.box, 'waits', paused && state.room.paused);
    mark(this.el, 'family', family);
    if (state && this.mounted && this.mounted.view) this.mounted.view.render(state);
  }

  /** @param {SeatEvent} event */
  event(event) {
    const view = this.mounted && this.mounted.view;
    if (view && view.event) view.event(event);
  }

  /**
   * Whether a Cub still has something to tap.
   *
   * @param {Cub} cub
   */
  needs(cub) {
    const state = stateOf(cub);
    const kind = state ? this.kinds.get(state.room.kind) : null;
    if (!state || !kind || kind === 'failed' || !('view' in kind) || !kind.view.needs) return false;
    return kind.view.needs(state);
  }

  destroy() {
    this.swap('', () => ({ el: h('div') }));
    this.pause.render(null);
  }

  /**
   * What is shown of a state.
   *
   * @param {ViewState} state
   * @returns {string}
   */
  place(state) {
    const { room, you } = state;
    const me = (room.players || {})[you.id];
    const kind = this.kind(room.kind);
    if (room.break) return 'break';
    if (me && me.resting) return 'resting';
    if (kind === 'failed') return 'unknown';
    if (!kind) return 'finding';
    if (me && me.late && room.phase === 'play') return 'late';
    if (kind.view.phases && kind.view.phases.indexOf(room.phase) >= 0) return 'view';
    const plain = room.phase === 'ready' && !state.game.step;
    if (OWN.indexOf(room.phase) >= 0 && !plain) return 'view';
    return 'common-' + room.phase;
  }

  /**
   * @param {string} id
   * @returns {{view: CubView} | 'failed' | null} null while it is being loaded
   */
  kind(id) {
    const known = this.kinds.get(id);
    if (known === 'failed') return known;
    if (known && 'view' in known) return known;
    if (!known) this.load(id);
    return null;
  }

  /** @param {string} id */
  load(id) {
    const coming = loadGame(id, 'cub');
    this.kinds.set(id, coming);
    coming.then(
      (kind) => {
        this.kinds.set(id, kind);
        this.opts.changed();
      },
      () => {
        this.kinds.set(id, 'failed');
        this.opts.changed();
      },
    );
  }

  /**
   * @param {string} key
   * @param {() => Mounted} make
   */
  swap(key, make) {
    if (key === this.key) return;
    this.key = key;
    if (this.mounted && this.mounted.view) this.mounted.view.destroy();
    this.mounted = make();
    fill(this.box, this.mounted.el);
    if (!document.querySelector('.veil')) focus(this.box.querySelector('h1'));
    window.scrollTo(0, 0);
  }

  /**
   * @param {string} what
   * @param {Cub} cub
   * @returns {Mounted}
   */
  make(what, cub) {
    if (what === 'view') return this.view(cub);
    if (what.indexOf('common-') === 0) return this.common(what.slice(7), cub);
    const make = SCREENS[what] || SCREENS.unknown;
    return { el: screen(make(cub, { uncover: this.opts.uncover })) };
  }

  /**
   * @param {Cub} cub
   * @returns {Mounted}
   */
  view(cub) {
    const el = h('div', { class: 'view' });
    const kind = /** @type {{view: CubView}} */ (
      this.kinds.get((stateOf(cub) || { room: { kind: '' } }).room.kind)
    );
    return { el, view: kind.view.mount(el, this.context(cub)) };
  }

  /**
   * @param {string} phase
   * @param {Cub} cub
   * @returns {Mounted}
   */
  common(phase, cub) {
    const el = h('div', { class: 'view' });
    const kind = this.kinds.get((stateOf(cub) || { room: { kind: '' } }).room.kind);
    const demo = kind && kind !== 'failed' && 'view' in kind ? kind.view.demo : undefined;
    return { el, view: mountPhase(el, phase, this.context(cub), demo) };
  }

  /**
   * @param {Cub} cub
   * @returns {ViewContext}
   */
  context(cub) {
    return {
      move: (body, opts) => cub.seat.move(body, opts),
      spark: (body) => cub.seat.spark(body),
      toast: this.opts.toast,
      say: this.opts.say,
    };
  }
}

/**
 * Whether a screen tells why the game waits: who plays wants to know, and who soon will.
 *
 * @param {string} what
 */
function tellsPause(what) {
  return what === 'view' || what.indexOf('common-') === 0 || what === 'late' || what === 'resting';
}

/**
 * What stands between a Cub and its game, '' for nothing.
 *
 * @param {Cub} cub
 */
function hurdle(cub) {
  if (cub.hurdle === 'locked') return 'locked';
  const { status } = cub.seat;
  return ['removed', 'elsewhere', 'stopped'].indexOf(status) >= 0 ? status : '';
}

/**
 * @param {Cub} cub
 * @returns {ViewState | null}
 */
function stateOf(cub) {
  const { seat } = cub;
  if (!seat.state || seat.status === 'home') return null;
  return Object.assign({}, seat.state, { live: seat.status === 'live', now: () => seat.now() });
}

/**
 * The pane above a view that says why the game waits, and counts 3-2-1. The view
 * stays: an answer tapped in a pause counts.
 *
 * @returns {{el: HTMLElement, render: (state: ViewState | null) => void}}
 */
function pausePane() {
  const picture = h('span', { class: 'pause-picture', 'aria-hidden': 'true' });
  const title = h('strong');
  const words = h('span');
  const el = h(
    'div',
    { class: 'pause card', role: 'status', hidden: true },
    picture,
    h('div', { class: 'pause-words' }, title, words),
  );
  /** @type {any} */
  let timer = 0;
  /** @param {ViewState | null} state */
  const render = (state) => {
    clearTimeout(timer);
    show(el, state && state.room.paused);
    if (!state || !state.room.paused) return;
    const { room } = state;
    const [emoji, head, line] = PAUSES[room.why || 'leader'] || PAUSES.leader;
    const left = room.resumes === undefined ? 0 : Math.max(1, Math.ceil((room.resumes - state.now()) / 1000));
    mark(el, 'counts', left);
    text(picture, left || emoji);
    text(title, left ? 'Here we go again' : head);
    text(words, left ? 'Get ready!' : line);
    if (left) timer = setTimeout(() => render(state), 100);
  };
  return { el, render };
}
