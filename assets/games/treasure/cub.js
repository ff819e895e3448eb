import { fill, h, list, mark, set, show, text } from '../../app/dom.js';
import { gained, standing } from '../../cub/standing.js';
import { ring } from '../../ui/ring.js';
import { sixName } from '../../ui/six.js';
import { along, cameOf, crewOf, hoard, map, spoken, up } from './grid.js';

/**
 * Treasure Grid on a Cub's phone: the map, and below it the chosen square, large.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 * @typedef {import('./grid.js').Dig} Dig
 *
 * @typedef {object} Shown What is drawn, worked out from the state and the taps on their way.
 * @property {number} mine the chosen square, 0 for none
 * @property {number} choice what its crew would dig by what has arrived, 0 for nothing
 * @property {Record<string, number>} votes of the crew by square, the own tap counted at once
 * @property {number} of how many of the crew have chosen
 * @property {boolean} waiting whether the last tap is not stored yet
 */

const SLOW = 700; // ms until a tap that is on its way says so
const BELL = 3200; // ms before the end: the last chance to change

/**
 * What to draw: the tap that is on its way counts at once.
 *
 * @param {ViewState} state
 * @returns {Shown}
 */
export function shown(state) {
  const { room, mine } = state;
  const taps = state.pending.filter((p) => p.at === room.moment && p.move.ref);
  const before = mine.ref || 0;
  const now = taps.length ? taps[taps.length - 1].move.ref : before;
  const votes = Object.assign({}, mine.votes);
  if (now !== before) {
    if (before && votes[before]) votes[before]--;
    votes[now] = (votes[now] || 0) + 1;
    if (before && !votes[before]) delete votes[before];
  }
  return {
    mine: now,
    choice: mine.choice || now,
    votes,
    of: Object.keys(votes).reduce((sum, ref) => sum + votes[ref], 0),
    waiting: taps.length > 0,
  };
}

export const view = {
  /**
   * Whether this Cub still has to choose.
   *
   * @param {ViewState} state
   */
  needs: (state) => state.room.phase === 'play' && !late(state) && !shown(state).mine,

  demo,

  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Treasure(root, ctx),
};

/**
 * The Six of this Cub, '' for none.
 *
 * @param {ViewState} state
 * @returns {string}
 */
function sixOf({ room, you }) {
  return ((room.players || {})[you.id] || {}).six || '';
}

/** @param {ViewState} state */
function late(state) {
  const me = (state.room.players || {})[state.you.id];
  return Boolean(me && (me.late || me.resting));
}

class Treasure {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    /** @type {any} */
    this.timer = 0;
    this.tappedAt = 0;
    this.told = '';
    this.heard = '';
    this.half = { moment: 0, along: 0, up: 0 };
    this.where = h('p', { class: 'treasure-where soft' });
    this.title = h('h1', { tabindex: '-1', class: 'treasure-title' });
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.sheet = map((ref) => this.tap(ref));
    this.plain = map(null);
    this.hoard = hoard();
    this.result = h('div', { class: 'treasure-result card', hidden: true });
    this.ref = h('b', { class: 'treasure-ref' });
    this.line = h('span', { class: 'treasure-line' });
    this.six = h('p', { class: 'treasure-six' });
    this.chosen = h('div', { class: 'treasure-chosen' }, this.ref, h('div', null, this.line, this.six));
    this.dial = dial((side, n) => this.dialled(side, n));
    this.status = h('p', { class: 'treasure-status' });
    this.el = h(
      'div',
      { class: 'treasure' },
      h('div', { class: 'treasure-top' }, h('div', null, this.where, this.title), this.clock.el),
      this.result,
      this.sheet.el,
      this.plain.el,
      this.chosen,
      this.dial.el,
      this.hoard.el,
      this.status,
    );
    fill(root, this.el);
  }

  destroy() {
    clearTimeout(this.timer);
    this.clock.destroy();
  }

  /** @param {ViewState} state */
  render(state) {
    this.state = state;
    const s = shown(state);
    const { room, game } = state;
    const play = room.phase === 'play';
    text(this.where, `Turn ${room.round} of ${room.rounds}`);
    text(this.title, titleOf(state));
    this.clock.render(!play ? null : room.paused ? { left: room.left } : { deadline: room.deadline });
    this.renderMap(state, s);
    show(this.chosen, play);
    if (play) this.renderChosen(state, s);
    show(this.dial.el, play && game.call);
    mark(this.el, 'dials', play && game.call);
    if (play && game.call) this.renderDial(state, s);
    this.hoard.render(game.treasures);
    show(this.result, room.phase === 'reveal');
    if (room.phase === 'reveal') this.renderResult(state);
    this.renderStatus(state, s);
    this.tell(state);
  }

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderMap(state, s) {
    const { room, game } = state;
    const play = room.phase === 'play';
    const here = game.call ? this.plain : this.sheet;
    show(this.sheet.el, here === this.sheet);
    show(this.plain.el, here === this.plain);
    here.render({
      size: game.size || 8,
      dug: game.dug || [],
      treasures: game.treasures || [],
      mine: play ? s.mine : 0,
      choice: play ? s.choice : 0,
      votes: play ? s.votes : {},
      hint: play && game.hint ? game.hint.along : 0,
      fresh: (game.digs || []).map((/** @type {Dig} */ d) => d.ref),
      open: play,
      crew: crewOf(sixOf(state)),
    });
  }

  /**
   * The chosen square, large, and what the crew makes of it.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderChosen(state, s) {
    const { game } = state;
    const crew = crewOf(sixOf(state));
    text(this.ref, s.mine || '? ?');
    mark(this.ref, 'none', !s.mine);
    text(this.line, s.mine ? spoken(s.mine) : game.call ? 'Enter along, then up' : 'Tap a square');
    const same = s.choice === s.mine;
    text(
      this.six,
      !s.choice
        ? `Talk with your ${crew}!`
        : s.of < 2
          ? `Most of your ${crew} decide.`
          : same
            ? `Your ${crew} digs here: ${s.votes[s.choice] || 1} of ${s.of}`
            : `Your ${crew} digs ${s.choice}: ${s.votes[s.choice] || 1} of ${s.of}`,
    );
    mark(this.chosen, 'same', s.mine && same);
  }

  // Entering the two numbers

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderDial({ room, game }, s) {
    if (this.half.moment !== room.moment) this.half = { moment: room.moment, along: 0, up: 0 };
    this.dial.render(game.size, this.half.along || along(s.mine), this.half.up || up(s.mine));
  }

  /**
   * @param {'along' | 'up'} side
   * @param {number} n
   */
  dialled(side, n) {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    const s = shown(state);
    this.half = Object.assign({ along: along(s.mine), up: up(s.mine) }, only(this.half), {
      [side]: n,
      moment: state.room.moment,
    });
    const { along: a, up: u } = this.half;
    if (!a || !u) {
      this.render(state);
      return;
    }
    this.half = { moment: state.room.moment, along: 0, up: 0 };
    this.tap(a * 10 + u);
  }

  /** @param {number} ref */
  tap(ref) {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    if ((state.game.dug || []).some((/** @type {{ref: number}} */ d) => d.ref === ref)) {
      this.ctx.toast('That square is dug already. Choose another.');
      this.render(state);
      return;
    }
    this.tappedAt = Date.now();
    this.ctx.move({ ref }, { at: state.room.moment });
  }

  // What came of it

  /** @param {ViewState} state */
  renderResult(state) {
    const { room, game } = state;
    const id = sixOf(state);
    const dig = (game.digs || []).find((/** @type {Dig} */ d) => d.six === id);
    const name = id ? sixName(id, (room.sixes || {})[id]) : 'Your crew';
    const [head, why] = told(dig, game, name, crewOf(id));
    const points = gained(state);
    const stands = standing(state);
    const key = [head, why, points, stands].join('/');
    if (this.result.getAttribute('data-key') === key) return;
    set(this.result, { 'data-key': key });
    mark(this.result, 'good', dig && dig.gold);
    fill(
      this.result,
      h(
        'div',
        { class: 'treasure-result-head' },
        h('strong', null, head),
        points > 0 ? h('b', { class: 'treasure-gained' }, `+${points}`) : null,
      ),
      h('p', null, why),
      stands ? h('p', { class: 'standing' }, stands) : null,
    );
    this.ctx.say([head, why, stands].filter(Boolean).join(' '));
  }

  /**
   * The line below: whether the last tap has arrived, and the bell.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderStatus(state, s) {
    clearTimeout(this.timer);
    const line = statusLine(state, s, Date.now() - this.tappedAt);
    text(this.status, line);
    show(this.status, line);
    mark(this.status, 'bell', line.indexOf('Last chance') === 0);
    const news = line.split(/[.!…]/)[0];
    if (news !== this.heard && news) this.ctx.say(news);
    this.heard = news;
    if (state.room.phase !== 'play') return;
    this.timer = setTimeout(() => this.state && this.renderStatus(this.state, shown(this.state)), 250);
  }

  /**
   * Says once what a phase brings, and begins it at the top of the page.
   *
   * @param {ViewState} state
   */
  tell({ room, game }) {
    const key = `${room.round}${room.phase}${game.hint ? game.hint.along : ''}`;
    if (key === this.told) return;
    if (this.told.slice(0, 3) !== key.slice(0, 3)) window.scrollTo(0, 0);
    this.told = key;
    if (room.phase !== 'play') return;
    this.ctx.say(game.hint ? `A hint: there is gold ${game.hint.along} along.` : 'Where will you dig?');
  }
}

/** @param {{along: number, up: number}} half */
function only(half) {
  const out = /** @type {Record<string, number>} */ ({});
  if (half.along) out.along = half.along;
  if (half.up) out.up = half.up;
  return out;
}

/** @param {ViewState} state */
function titleOf({ room, game }) {
  if (room.phase === 'ready') return 'Spades ready!';
  if (room.phase === 'reveal') return game.over ? 'All found!' : 'Dug!';
  if (game.hint) return `Gold lies ${game.hint.along} along!`;
  return 'Where will you dig?';
}

/**
 * @param {Dig | undefined} dig
 * @param {any} game
 * @param {string} name of those who dig
 * @param {string} crew what they are
 * @returns {string[]}
 */
function told(dig, game, name, crew) {
  if (!dig) return ['No hole this time', `Nobody in your ${crew} tapped. The next turn is yours!`];
  const came = cameOf(dig, game);
  const head = dig.done ? 'Treasure!' : dig.gold ? 'Gold!' : 'Only earth';
  const why = `${name} dug ${dig.ref} (${spoken(dig.ref)}): ${came}`;
  return [head, /[!.]$/.test(why) ? why : `${why}.`];
}

/**
 * The line below the map.
 *
 * @param {ViewState} state
 * @param {Shown} s
 * @param {number} since ms since the last tap
 * @returns {string}
 */
export function statusLine(state, s, since) {
  const { room, game } = state;
  if (room.phase !== 'play') return '';
  if (s.waiting) return since > SLOW ? 'Your tap is on its way…' : '';
  const left = room.deadline === undefined ? Infinity : room.deadline - state.now();
  if (!room.paused && (game.bell || left < BELL)) return 'Last chance to change!';
  return s.mine ? 'Got it! You can change it.' : '';
}

/**
 * Two rows of numbers: along, then up.
 *
 * @param {(side: 'along' | 'up', n: number) => void} then
 */
function dial(then) {
  const rows = /** @type {const} */ (['along', 'up']).map((side) => {
    const keys = h('div', {
      class: 'dial-keys',
      role: 'group',
      'aria-label': side === 'along' ? 'Along' : 'Up',
    });
    const draw = list(
      keys,
      (/** @type {any} */ k) => k.n,
      (/** @type {any} */ k) => {
        const el = h('button', { type: 'button', class: 'dial-key', onclick: () => then(side, k.n) }, k.n);
        return {
          el,
          render: (/** @type {any} */ now) => {
            mark(el, 'chosen', now.chosen);
            set(el, { 'aria-pressed': String(now.chosen), 'aria-label': `${k.n} ${side}` });
          },
        };
      },
    );
    return {
      el: h(
        'div',
        { class: 'dial-row' },
        h('span', { 'aria-hidden': 'true' }, side === 'along' ? 'Along' : 'Up'),
        keys,
      ),
      draw,
    };
  });
  const el = h('div', { class: 'dial' }, rows[0].el, rows[1].el);
  return {
    el,
    /**
     * @param {number} size
     * @param {number} a
     * @param {number} u
     */
    render(size, a, u) {
      set(el, { 'data-size': size });
      const numbers = Array.from({ length: size }, (_, i) => i + 1);
      rows[0].draw(numbers.map((n) => ({ n, chosen: n === a })));
      rows[1].draw(numbers.map((n) => ({ n, chosen: n === u })));
    },
  };
}

/** A map with a square that is dug. @returns {Node} */
function demo() {
  const sheet = map(null);
  sheet.render({
    size: 4,
    dug: [{ ref: 32, gold: 1, sixes: ['red'] }],
    treasures: [{ picture: '👑', name: 'crown', size: 1, found: 1 }],
    fresh: [32],
  });
  return h('div', { class: 'treasure-demo', 'aria-hidden': 'true' }, sheet.el);
}
