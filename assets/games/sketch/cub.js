import { fill, h, list, mark, set, show, svg, text } from '../../app/dom.js';
import { gained, standing } from '../../cub/standing.js';
import { ring } from '../../ui/ring.js';
import { Lines, paper } from './paper.js';
import { Drawing, pens } from './pens.js';

/**
 * Sketch & Guess on a Cub's phone: pick, draw, or look and tap.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 * @typedef {import('../../app/types.js').SeatEvent} SeatEvent
 * @typedef {import('./paper.js').Line} Line
 * @typedef {{picture: string, name: string}} Word
 *
 * @typedef {object} Shown What is drawn, worked out from the state and the moves on their way.
 * @property {boolean} artist
 * @property {boolean} knows whether this Cub was shown the word
 * @property {Record<string, Line>} strokes
 * @property {number[]} tries the taps, one that is on its way included
 * @property {boolean} right
 * @property {boolean} waiting whether a tap is not stored yet
 * @property {number} left tries left
 */

const SLOW = 700; // ms until a tap that is on its way says so
const TRIES = 3;

/**
 * What to draw: what is on its way counts at once.
 *
 * @param {ViewState} state
 * @returns {Shown}
 */
export function shown({ room, game, mine, you, pending }) {
  const mineNow = pending.filter((p) => p.at === room.moment).map((p) => p.move);
  const guesses = mineNow.filter((m) => m.guess !== undefined).map((m) => m.guess);
  const tries = (mine.tries || []).concat(guesses);
  const artist = game.artist === you.id;
  return {
    artist,
    knows: artist || mine.word !== undefined,
    strokes: artist ? strokesWith(game.strokes || {}, mineNow) : game.strokes || {},
    tries,
    right: mine.right === true,
    waiting: guesses.length > 0,
    left: Math.max(0, TRIES - tries.length),
  };
}

/**
 * The strokes with what the artist did since.
 *
 * @param {Record<string, Line>} kept
 * @param {any[]} moves
 * @returns {Record<string, Line>}
 */
function strokesWith(kept, moves) {
  /** @type {Line[]} */
  let all = Object.keys(kept)
    .sort((a, b) => Number(a) - Number(b))
    .map((k) => kept[k]);
  /** @type {Line[] | null} */
  let cleared = null;
  for (const m of moves) {
    if (m.stroke) {
      all = all.concat(m.stroke);
      cleared = null;
    } else if (m.clear) {
      if (all.length) cleared = all;
      all = [];
    } else if (m.undo) {
      all = cleared || all.slice(0, -1);
      cleared = null;
    }
  }
  const out = /** @type {Record<string, Line>} */ ({});
  all.forEach((line, n) => (out[n] = line));
  return out;
}

export const view = {
  /**
   * Whether this Cub still has to do something.
   *
   * @param {ViewState} state
   */
  needs(state) {
    const s = shown(state);
    if (state.room.phase === 'ready') return s.artist;
    return state.room.phase === 'play' && (s.artist || (!s.knows && !s.right && s.left > 0));
  },

  demo,

  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Sketch(root, ctx),
};

class Sketch {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    this.lines = new Lines();
    /** @type {Record<string, Line>} */
    this.own = {};
    /** @type {any} */
    this.timer = 0;
    this.tappedAt = 0;
    this.told = '';
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.where = h('p', { class: 'sketch-where soft' });
    this.title = h('h1', { tabindex: '-1', class: 'sketch-title' });
    this.result = h('div', { class: 'sketch-result card', hidden: true });
    this.paper = paper('The drawing');
    this.away = h('p', { class: 'sketch-away' }, 'Your leader put this drawing away.');
    this.drawing = new Drawing(this.paper.el, {
      may: () => this.mayDraw(),
      moved: (line) => this.moved(line),
      piece: (line, from) => this.piece(line, from),
      done: (line) => this.done(line),
    });
    this.pens = pens(this.drawing, (move) => this.tool(move));
    this.pass = h(
      'button',
      { type: 'button', class: 'btn calm small sketch-pass', onclick: () => this.act({ pass: true }) },
      'Someone else, please',
    );
    this.tiles = h('div', { class: 'sketch-tiles', role: 'group' });
    this.status = h('p', { class: 'sketch-status' });
    this.drawTiles = list(
      this.tiles,
      (/** @type {any} */ t) => t.key,
      (/** @type {any} */ t) => this.tile(t),
    );
    this.sheet = h('div', { class: 'sketch-sheet' }, this.paper.el, this.away);
    this.el = h(
      'div',
      { class: 'sketch' },
      h('div', { class: 'sketch-top' }, h('div', null, this.where, this.title), this.clock.el),
      this.result,
      this.sheet,
      this.pens.el,
      this.tiles,
      this.status,
      this.pass,
    );
    fill(root, this.el);
  }

  destroy() {
    clearTimeout(this.timer);
    this.clock.destroy();
    this.paper.destroy();
  }

  /** @param {SeatEvent} event */
  event(event) {
    const { state } = this;
    if (event.type !== 'spark' || !event.body.line || !state || event.from !== state.game.artist) return;
    if (event.body.sheet !== state.game.sheet) return;
    this.lines.add(event.body);
    this.paper.live(this.lines.all);
  }

  /** @param {ViewState} state */
  render(state) {
    this.state = state;
    const s = shown(state);
    const { room, game } = state;
    const play = room.phase === 'play';
    set(this.el, { 'data-role': s.artist ? 'artist' : 'guesser', 'data-phase': room.phase });
    text(this.where, `Drawing ${room.round} of ${room.rounds}`);
    text(this.title, titleOf(state, s));
    this.clock.render(
      room.phase === 'reveal' ? null : room.paused ? { left: room.left } : { deadline: room.deadline },
    );
    show(this.sheet, room.phase !== 'ready');
    show(this.away, game.away);
    this.renderPaper(state, s);
    show(this.pens.el, s.artist && play && !game.away);
    this.pens.render(!Object.keys(s.strokes).length);
    show(this.pass, s.artist && (play || room.phase === 'ready') && (room.can || []).indexOf('pass') >= 0);
    this.renderTiles(state, s);
    show(this.result, room.phase === 'reveal');
    if (room.phase === 'reveal') this.renderResult(state, s);
    this.renderStatus(state);
    this.tell(state, s);
  }

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderPaper({ room, game }, s) {
    if (room.phase !== 'play' || game.away) {
      this.own = {};
      this.lines.forget(-1, {});
    }
    this.lines.forget(game.sheet, game.strokes || {});
    this.paper.keep(game.away ? {} : s.strokes);
    if (s.artist) this.paper.live(this.own, true);
    else this.paper.live(this.lines.all);
  }

  // Drawing

  mayDraw() {
    const s = this.state;
    return Boolean(s && s.room.phase === 'play' && s.game.artist === s.you.id && !s.game.away);
  }

  /** @param {Line} line */
  moved(line) {
    this.own = { 0: line };
    this.paper.live(this.own, true);
  }

  /**
   * @param {Line} line
   * @param {number} from
   */
  piece(line, from) {
    if (!this.state) return;
    const n = Object.keys(shown(this.state).strokes).length;
    this.ctx.spark({ line, sheet: this.state.game.sheet, n, from });
  }

  /** @param {Line} line */
  done(line) {
    this.own = {};
    if (this.mayDraw()) this.act({ stroke: line });
    else this.paper.live(this.own, true);
  }

  /** @param {Record<string, boolean>} move */
  tool(move) {
    // Whether there is anything to undo is the game's to judge: a stroke that is stored and
    // not yet answered would count twice here.
    if (this.mayDraw()) this.act(move);
  }

  /** @param {Record<string, any>} move */
  act(move) {
    if (this.state) this.ctx.move(move, { at: this.state.room.moment });
  }

  // The pictures

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderTiles({ room, game, mine }, s) {
    const picking = room.phase === 'ready';
    const words = /** @type {Word[]} */ (
      picking ? mine.choices || [] : s.knows && room.phase === 'play' ? [] : game.grid || []
    );
    show(this.tiles, words.length);
    mark(this.tiles, 'picking', picking);
    set(this.tiles, { 'aria-label': picking ? 'Pick one to draw' : 'What is it?' });
    this.drawTiles(
      words.map((w, i) => ({
        key: `${room.round}/${picking}/${w.name}`,
        i,
        picking,
        word: w,
        s,
        game,
        phase: room.phase,
      })),
    );
  }

  /** @param {any} made */
  tile(made) {
    const sign = h('b', { class: 'sketch-sign', 'aria-hidden': 'true' });
    const el = h(
      'button',
      { type: 'button', class: 'sketch-tile', onclick: () => this.tap(made) },
      h('span', { class: 'sketch-picture', 'aria-hidden': 'true' }, made.word.picture),
      h('span', { class: 'sketch-name' }, made.word.name),
      sign,
    );
    return {
      el,
      render: (/** @type {any} */ t) => {
        const tried = !t.picking && t.s.tries.indexOf(t.i) >= 0;
        const last = tried && t.s.tries[t.s.tries.length - 1] === t.i;
        const right = t.phase === 'reveal' ? t.game.word === t.i : last && t.s.right && !t.s.waiting;
        const wrong = tried && !right && !(last && t.s.waiting);
        text(sign, right ? '✓' : wrong ? '✗' : tried ? '…' : '');
        mark(el, 'right', right);
        mark(el, 'wrong', wrong);
        mark(el, 'tried', tried && !right && !wrong);
        set(el, {
          'aria-pressed': t.picking ? null : String(tried),
          'aria-disabled': t.phase === 'reveal' ? 'true' : null,
          'aria-label': `${t.word.name}${right ? ', that is it' : wrong ? ', not that one' : ''}`,
        });
      },
    };
  }

  /** @param {any} t */
  tap(t) {
    const { state } = this;
    if (!state) return;
    if (t.picking) {
      if (state.room.phase === 'ready') this.act({ pick: t.i });
      return;
    }
    const s = shown(state);
    if (state.room.phase !== 'play' || s.right || s.waiting || !s.left || s.tries.indexOf(t.i) >= 0) return;
    const wait = waits(state);
    if (wait > 0) {
      this.ctx.toast(`Look a bit longer. ${wait} more ${wait === 1 ? 'second' : 'seconds'}.`);
      return;
    }
    this.tappedAt = Date.now();
    this.act({ guess: t.i });
  }

  // What came of it

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderResult(state, s) {
    const [head, why] = came(state, s);
    const points = gained(state);
    const stands = standing(state);
    const key = [head, why, points, stands].join('/');
    if (this.result.getAttribute('data-key') === key) return;
    set(this.result, { 'data-key': key });
    mark(this.result, 'good', state.mine.gained > 0);
    fill(
      this.result,
      h(
        'div',
        { class: 'sketch-result-head' },
        h('strong', null, head),
        points > 0 ? h('b', { class: 'sketch-gained' }, `+${points}`) : null,
      ),
      h('p', null, why),
      stands ? h('p', { class: 'standing' }, stands) : null,
    );
    this.ctx.say([head, why, stands].filter(Boolean).join(' '));
  }

  /** @param {ViewState} state */
  renderStatus(state) {
    clearTimeout(this.timer);
    const s = shown(state);
    const line = statusLine(state, s, Date.now() - this.tappedAt);
    text(this.status, line);
    show(this.status, line);
    mark(this.status, 'good', s.right && state.room.phase === 'play');
    if (state.room.phase === 'play')
      this.timer = setTimeout(() => this.state && this.renderStatus(this.state), 250);
  }

  /**
   * Says once what a step brings.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  tell(state, s) {
    const key = [state.room.round, state.room.phase, state.game.artist, s.right].join();
    if (key === this.told) return;
    if (this.told.split(',')[1] !== state.room.phase) window.scrollTo(0, 0);
    this.told = key;
    this.ctx.say(s.right ? 'Yes! You found it.' : titleOf(state, s));
  }
}

/**
 * How many seconds until the next try.
 *
 * @param {ViewState} state
 */
function waits({ mine, now }) {
  return mine.again ? Math.max(0, Math.ceil((mine.again - now()) / 1000)) : 0;
}

/**
 * @param {ViewState} state
 * @param {Shown} s
 */
function titleOf({ room, game, mine }, s) {
  const who = (room.players || {})[game.artist];
  const name = who ? who.name : 'A Cub';
  if (room.phase === 'ready') return s.artist ? 'Pick one to draw!' : `${name} is picking`;
  if (room.phase === 'play') {
    const word = (game.grid || [])[mine.word];
    if (s.artist) return word ? `Draw: ${word.picture} ${word.name}` : 'Draw!';
    return `${name} draws`;
  }
  const word = (game.grid || [])[game.word];
  return word ? `${word.picture} ${word.name}!` : 'Well drawn!';
}

/**
 * @param {ViewState} state
 * @param {Shown} s
 * @returns {string[]}
 */
export function came({ game, mine }, s) {
  const right = game.right || 0;
  if (s.artist) {
    return right
      ? ['Well drawn!', `${right} ${right === 1 ? 'Cub' : 'Cubs'} saw what it was.`]
      : ['A tricky one!', 'It was hard to see this time.'];
  }
  if (mine.drew)
    return ['Well drawn!', `${mine.drew} ${mine.drew === 1 ? 'Cub' : 'Cubs'} saw it while you drew.`];
  if (mine.drew === 0) return ['You knew it!', 'You saw the word before the others.'];
  if (s.right)
    return [
      'You saw it!',
      ['', 'At the very first tap.', 'At the second tap.', 'At the third tap.'][s.tries.length] || '',
    ];
  if (mine.gained === undefined) return ['Look at that!', 'You play in the next one.'];
  return ['Not this time', 'Look for what makes it special.'];
}

/**
 * The line below.
 *
 * @param {ViewState} state
 * @param {Shown} s
 * @param {number} since ms since the last tap
 * @returns {string}
 */
export function statusLine(state, s, since) {
  const { room, game } = state;
  if (room.phase === 'ready') return s.artist ? '' : 'Get ready to look!';
  if (room.phase !== 'play') return '';
  if (s.artist)
    return game.tapped
      ? `${game.tapped} ${game.tapped === 1 ? 'has' : 'have'} tapped`
      : 'Draw with your finger!';
  if (s.knows) return 'You know what it is. Don’t tell!';
  if (s.waiting) return since > SLOW ? 'Your tap is on its way…' : '';
  if (s.right) return 'Yes! You found it.';
  if (!s.left) return 'Good tries! Enjoy the drawing.';
  const wait = waits(state);
  if (wait > 0) return `Not that one. Look again: ${wait}`;
  if (s.tries.length) return `Not that one. ${s.left === 1 ? 'One try' : 'Two tries'} left!`;
  return 'What is it? You have three tries.';
}

/** A pencil draws a fish. @returns {Node} */
function demo() {
  return svg(
    'svg',
    { class: 'sketch-demo', viewBox: '0 0 260 160' },
    svg('rect', { class: 'sketch-demo-paper', x: 30, y: 5, width: 200, height: 150, rx: 12 }),
    svg('path', {
      class: 'sketch-demo-line',
      d: 'M70 82c24-44 80-44 104-4l26-26v58l-26-26c-24 40-80 40-104-2',
    }),
    svg('circle', { class: 'sketch-demo-eye', cx: 98, cy: 74, r: 5 }),
    svg('rect', { class: 'sketch-demo-rest', x: 60, y: 30, width: 160, height: 110 }),
  );
}
