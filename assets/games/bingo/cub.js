import { fill, h, list, mark, set, show, svg, text } from '../../app/dom.js';
import { gained, standing } from '../../cub/standing.js';
import { ring } from '../../ui/ring.js';
import { lastCall, linesOf } from './card.js';

/**
 * Bingo on a Cub's phone: the call, and the Cub's own card below it.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 *
 * @typedef {object} Shown What is drawn, worked out from the state and the taps on their way.
 * @property {number[]} card pictures, row by row
 * @property {number[]} calls pictures, in the order in which they were called
 * @property {number[]} tapped pictures
 * @property {number[]} open called, on the card, and not tapped
 * @property {number[]} won cells of a line that is tapped
 * @property {number} lines
 * @property {boolean} waiting whether a tap is not stored yet
 */

const SLOW = 700; // ms until a tap that is on its way says so
const SHOUT = 5000; // ms that a new line is shouted about
const SHAKE = 500; // ms

/**
 * What to draw: a tap that is on its way counts at once.
 *
 * @param {ViewState} state
 * @returns {Shown}
 */
export function shown({ game, mine, pending }) {
  const card = mine.card || [];
  const calls = game.calls || [];
  const taps = pending.filter((p) => p.move.deal === mine.deal).map((p) => p.move.tap);
  const tapped = card.filter(
    (/** @type {number} */ p) =>
      calls.indexOf(p) >= 0 && ((mine.tapped || []).indexOf(p) >= 0 || taps.indexOf(p) >= 0),
  );
  const lines = linesOf(card, tapped);
  return {
    card,
    calls,
    tapped,
    open: card.filter((/** @type {number} */ p) => calls.indexOf(p) >= 0 && tapped.indexOf(p) < 0),
    won: lines.reduce((all, row) => all.concat(row), /** @type {number[]} */ ([])),
    lines: lines.length,
    waiting: taps.length > 0,
  };
}

/**
 * Which calls a Cub can't have heard: those that came while the page was away or the
 * screen was dark. The present call is not among them.
 */
export class Missed {
  constructor() {
    this.deal = 0;
    this.heard = 0;
    /** @type {number[]} */
    this.list = [];
  }

  /**
   * @param {number} deal
   * @param {number[]} calls
   * @param {boolean} looking whether the page can be seen now
   * @returns {number[]}
   */
  update(deal, calls, looking) {
    if (deal !== this.deal) {
      this.list = [];
      this.heard = 0;
    }
    this.deal = deal;
    if (calls.length < this.heard) this.heard = calls.length; // the leader took one back
    this.list = this.list.filter((p) => calls.indexOf(p) >= 0);
    if (!looking) return this.list;
    if (calls.length > this.heard + 1) this.list = this.list.concat(calls.slice(this.heard, -1));
    this.heard = calls.length;
    return this.list;
  }
}

export const view = {
  /**
   * Whether this Cub still has something to tap.
   *
   * @param {ViewState} state
   */
  needs: (state) => state.room.phase === 'play' && shown(state).open.length > 0,

  demo,

  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Bingo(root, ctx),
};

class Bingo {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    this.missed = new Missed();
    /** @type {any} */
    this.timer = 0;
    this.tappedAt = 0;
    this.shoutedAt = 0;
    this.lines = -1;
    this.told = '';
    this.where = h('p', { class: 'bingo-where' });
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.picture = h('span', { class: 'bingo-picture', 'aria-hidden': 'true' });
    this.name = h('h1', { tabindex: '-1', class: 'bingo-name' });
    this.fact = h('p', { class: 'bingo-fact' });
    this.result = h('div', { class: 'bingo-result card', hidden: true });
    this.card = h('div', { class: 'bingo-card', role: 'group', 'aria-label': 'Your card' });
    this.status = h('p', { class: 'bingo-status' });
    this.call = h(
      'div',
      { class: 'bingo-call' },
      this.picture,
      h('div', { class: 'bingo-words' }, this.name, this.fact),
      this.clock.el,
    );
    this.drawCard = list(
      this.card,
      (c) => c.key,
      (c) => this.cell(c.picture),
    );
    fill(root, h('div', { class: 'bingo' }, this.where, this.call, this.result, this.card, this.status));
  }

  destroy() {
    clearTimeout(this.timer);
    this.clock.destroy();
  }

  /** @param {ViewState} state */
  render(state) {
    this.state = state;
    const s = shown(state);
    const { room, game, mine } = state;
    const missed = this.missed.update(mine.deal || 0, s.calls, !document.hidden).concat(mine.missed || []);
    text(this.where, `Card ${room.round} of ${room.rounds}`);
    this.clock.render(
      room.phase !== 'play' ? null : room.paused ? { left: room.left } : { deadline: room.deadline },
    );
    this.renderCall(state, s);
    this.drawCard(
      s.card.map((p, cell) => ({
        key: `${mine.deal}/${p}`,
        picture: p,
        look: (game.pictures || [])[p] || { name: '', picture: '' },
        tapped: s.tapped.indexOf(p) >= 0,
        won: s.won.indexOf(cell) >= 0,
        missed: room.phase === 'play' && missed.indexOf(p) >= 0 && s.open.indexOf(p) >= 0,
        idle: room.phase !== 'play',
        gone: room.phase === 'reveal' && s.calls.indexOf(p) < 0,
      })),
    );
    this.shout(s);
    show(this.result, room.phase === 'reveal');
    if (room.phase === 'reveal') this.renderResult(state, s);
    this.renderStatus(state);
  }

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderCall(state, s) {
    const { room, game } = state;
    const call = lastCall(game);
    show(this.call, room.phase !== 'reveal');
    text(this.picture, call ? call.picture : '👀');
    text(this.name, call ? call.name : 'Your card!');
    text(this.fact, call ? game.fact || '' : 'Look where everything is.');
    const key = [room.phase, state.mine.deal, s.calls.length].join();
    if (key === this.told) return;
    this.told = key;
    if (room.phase === 'play' && call) this.ctx.say(`${call.name}! ${game.fact || ''}`);
    if (room.phase === 'ready') this.ctx.say('Look at your card.');
  }

  /**
   * A new line is shouted about for a while.
   *
   * @param {Shown} s
   */
  shout(s) {
    if (this.lines >= 0 && s.lines > this.lines) {
      this.shoutedAt = Date.now();
      this.ctx.say('Bingo! Shout it out!');
    }
    if (s.lines < this.lines) this.shoutedAt = 0;
    this.lines = s.lines;
  }

  // The card

  /** @param {number} picture */
  cell(picture) {
    const face = h('span', { class: 'bingo-cell-picture', 'aria-hidden': 'true' });
    const name = h('span', { class: 'bingo-cell-name' });
    const stamp = h('span', { class: 'bingo-cell-stamp', 'aria-hidden': 'true' }, '✓');
    const el = h('button', { class: 'bingo-cell', type: 'button', onclick: () => this.tap(picture, el) }, [
      face,
      name,
      stamp,
    ]);
    return {
      el,
      /** @param {any} c */
      render(c) {
        text(face, c.look.picture);
        text(name, c.look.name);
        for (const state of ['tapped', 'won', 'missed', 'idle', 'gone']) mark(el, state, c[state]);
        show(stamp, c.tapped);
        set(el, {
          'aria-pressed': String(c.tapped),
          'aria-disabled': c.idle ? 'true' : null,
          'aria-label': aloud(c),
        });
      },
    };
  }

  /**
   * @param {number} picture
   * @param {HTMLElement} el
   */
  tap(picture, el) {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    const s = shown(state);
    if (s.tapped.indexOf(picture) >= 0) return;
    if (s.calls.indexOf(picture) < 0) {
      mark(el, 'wrong', true);
      setTimeout(() => mark(el, 'wrong', false), SHAKE);
      this.ctx.say('Not called yet. Keep looking!');
      return;
    }
    this.tappedAt = Date.now();
    this.ctx.move({ tap: picture, deal: state.mine.deal });
  }

  // What came of it

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderResult(state, s) {
    const points = gained(state);
    const stands = standing(state);
    const [head, why] = came(s, state.room.round < state.room.rounds);
    const key = JSON.stringify([head, why, points, stands]);
    if (this.result.getAttribute('data-key') === key) return;
    set(this.result, { 'data-key': key });
    mark(this.result, 'good', s.lines > 0);
    fill(
      this.result,
      h(
        'div',
        { class: 'bingo-result-head' },
        h('strong', null, head),
        points > 0 ? h('b', { class: 'bingo-gained' }, `+${points}`) : null,
      ),
      h('p', null, why),
      stands ? h('p', { class: 'standing' }, stands) : null,
    );
    this.ctx.say([head, why, stands].filter(Boolean).join(' '));
  }

  /** @param {ViewState} state */
  renderStatus(state) {
    clearTimeout(this.timer);
    const now = Date.now();
    const line = statusLine(state, shown(state), now - this.tappedAt, now - this.shoutedAt < SHOUT);
    text(this.status, line);
    show(this.status, line);
    mark(this.status, 'shout', line.indexOf('Bingo') === 0);
    mark(this.status, 'bell', line.indexOf('Last') === 0);
    if (state.room.phase === 'play')
      this.timer = setTimeout(() => this.state && this.renderStatus(this.state), 250);
  }
}

/**
 * The line below the card.
 *
 * @param {ViewState} state
 * @param {Shown} s
 * @param {number} since ms since the last tap
 * @param {boolean} shouting whether a line was made just now
 * @returns {string}
 */
export function statusLine(state, s, since, shouting) {
  const { room, game } = state;
  if (room.phase !== 'play') return '';
  if (s.waiting && since > SLOW) return 'Your tap is on its way…';
  if (shouting) return s.tapped.length === 9 ? 'Bingo! Your card is full!' : 'Bingo! Shout it out!';
  if (game.over) return 'Last taps! Did you miss one?';
  const last = s.calls[s.calls.length - 1];
  if (s.tapped.indexOf(last) >= 0) return 'Got it! Listen for the next.';
  return 'Is it on your card?';
}

/**
 * What came of a card, and why.
 *
 * @param {Shown} s
 * @param {boolean} more whether there is another card to come
 * @returns {string[]}
 */
export function came(s, more) {
  if (s.card.length && s.tapped.length === s.card.length) return ['Full card!', 'You found every picture.'];
  if (s.lines > 1) return ['Bingo!', `You made ${s.lines} lines.`];
  if (s.lines === 1) return ['Bingo!', 'You made a line.'];
  return ['So close!', `No line this time. ${more ? 'New card, new luck!' : 'Well played!'}`];
}

/**
 * What a screen reader says of a cell: what is seen first.
 *
 * @param {any} c
 */
function aloud(c) {
  return [c.look.name, c.tapped ? 'found' : '', c.won ? 'in a line' : '', c.missed ? 'was called' : '']
    .filter(Boolean)
    .join(', ');
}

/** A paw taps three in a row. @returns {Node} */
function demo() {
  const cells = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) =>
    svg('rect', {
      class: 'bingo-demo-cell',
      x: 46 + (i % 3) * 58,
      y: 2 + Math.floor(i / 3) * 54,
      width: 50,
      height: 46,
      rx: 10,
    }),
  );
  const ticks = [0, 1, 2].map((i) =>
    svg(
      'g',
      { class: `bingo-demo-tick tick-${i}` },
      svg('rect', { class: 'bingo-demo-found', x: 46 + i * 58, y: 56, width: 50, height: 46, rx: 10 }),
      svg('path', { class: 'bingo-demo-check', d: `M${60 + i * 58} 79 l8 9 l15 -18` }),
    ),
  );
  return svg('svg', { class: 'bingo-demo', viewBox: '0 0 260 160' }, cells, ticks);
}
