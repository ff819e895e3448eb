import { fill, h, list, mark, set, show, text } from '../../app/dom.js';
import { ring } from '../../ui/ring.js';
import { COLOURS, COLOUR_NAMES, SIDE, paper } from './paper.js';

/**
 * Sketch & Guess on a Cub's phone: pick, draw, or look and tap.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 * @typedef {import('./paper.js').Line} Line
 */

const LONGEST = 700; // numbers in one stroke: well within 4 KiB
const NEAR = 5; // points nearer than this to the last are left out

export const view = {
  /** @param {ViewState} state */
  needs: (state) =>
    state.room.phase === 'play' &&
    state.game.artist !== state.you.id &&
    !state.mine.guessed &&
    (state.mine.tries || []).length < 3,

  demo: () => h('p', { class: 'sketch-demo', 'aria-hidden': 'true' }, '✏️ 👀 👆'),

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
    this.colour = 0;
    this.width = 0;
    /** @type {Line | null} */
    this.line = null;
    this.sent = 0; // numbers of the line that have left as sparks
    this.sparkAt = 0;
    this.mouse = false;
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.title = h('h1', { tabindex: '-1', class: 'sketch-title' });
    this.paper = paper('The drawing');
    this.tools = this.makeTools();
    this.tiles = h('div', {
      class: 'sketch-tiles',
      role: 'group',
      'aria-label': 'Pictures',
    });
    this.drawTiles = list(
      this.tiles,
      (/** @type {any} */ t) => t.key,
      (/** @type {any} */ t) => this.tile(t),
    );
    this.status = h('p', { class: 'sketch-status', 'aria-live': 'polite' });
    fill(
      root,
      h(
        'div',
        { class: 'sketch' },
        h('div', { class: 'sketch-top' }, this.title, this.clock.el),
        this.paper.el,
        this.tools,
        this.tiles,
        this.status,
      ),
    );
    this.listen();
  }

  makeTools() {
    const button = (
      /** @type {string} */ name,
      /** @type {string} */ sign,
      /** @type {() => void} */ onclick,
    ) => h('button', { type: 'button', class: 'sketch-tool', 'aria-label': name, onclick }, sign);
    const colours = COLOURS.map((c, i) => {
      const el = button(COLOUR_NAMES[i], COLOUR_NAMES[i][0], () => {
        this.colour = i;
        colours.forEach((b, n) => set(b, { 'aria-pressed': String(n === i) }));
      });
      el.style.borderColor = c;
      return el;
    });
    const act = (/** @type {any} */ move) => () =>
      this.state && this.ctx.move(move, { at: this.state.room.moment });
    const thick = button('Thick pen', '●', () => {
      this.width = 1 - this.width;
      set(thick, { 'aria-pressed': String(this.width === 1) });
    });
    return h(
      'div',
      { class: 'sketch-tools', role: 'group', 'aria-label': 'Pens' },
      colours,
      thick,
      button('Undo', '↩', act({ undo: true })),
      button('Clear', '🗑️', act({ clear: true })),
      button('Pass my turn', '👋', act({ pass: true })),
    );
  }

  /** Touch for fingers and pens, mouse for the rest. */
  listen() {
    const { el } = this.paper;
    const touch = (/** @type {(x: any) => void} */ then) => (/** @type {any} */ e) => {
      if (!this.drawing()) return;
      e.preventDefault();
      if (e.changedTouches[0]) then(e.changedTouches[0]);
    };
    el.addEventListener(
      'touchstart',
      touch((p) => this.begin(p)),
      { passive: false },
    );
    el.addEventListener(
      'touchmove',
      touch((p) => this.go(p)),
      { passive: false },
    );
    el.addEventListener(
      'touchend',
      touch(() => this.end()),
      { passive: false },
    );
    el.addEventListener('touchcancel', () => this.end());
    el.addEventListener('mousedown', (e) => {
      this.mouse = true;
      this.begin(e);
    });
    this.onmove = (/** @type {MouseEvent} */ e) => this.mouse && this.go(e);
    this.onup = () => {
      if (this.mouse) this.end();
      this.mouse = false;
    };
    window.addEventListener('mousemove', this.onmove);
    window.addEventListener('mouseup', this.onup);
  }

  destroy() {
    this.clock.destroy();
    if (this.onmove) window.removeEventListener('mousemove', this.onmove);
    if (this.onup) window.removeEventListener('mouseup', this.onup);
  }

  drawing() {
    const s = this.state;
    return Boolean(s && s.room.phase === 'play' && s.game.artist === s.you.id && !s.game.away);
  }

  /** @param {{clientX: number, clientY: number}} e @returns {number[]} */
  place(e) {
    const box = this.paper.el.getBoundingClientRect();
    const on = (/** @type {number} */ n) => Math.max(0, Math.min(SIDE, Math.round(n * SIDE)));
    return [on((e.clientX - box.left) / box.width), on((e.clientY - box.top) / box.height)];
  }

  /** @param {{clientX: number, clientY: number}} e */
  begin(e) {
    if (!this.drawing()) return;
    this.line = { c: this.colour, w: this.width, p: this.place(e) };
    this.sent = 0;
    this.paper.live(this.line);
  }

  /** @param {{clientX: number, clientY: number}} e */
  go(e) {
    const { line } = this;
    if (!line || !this.drawing()) return;
    const [x, y] = this.place(e);
    const n = line.p.length;
    if (Math.abs(line.p[n - 2] - x) + Math.abs(line.p[n - 1] - y) < NEAR) return;
    line.p.push(x, y);
    this.paper.live(line);
    if (line.p.length >= LONGEST) {
      this.end();
      this.line = { c: line.c, w: line.w, p: [x, y] };
      this.sent = 0;
    } else if (Date.now() - this.sparkAt >= 60) this.spark(line);
  }

  /** @param {Line} line */
  spark(line) {
    if (!this.state) return;
    this.sparkAt = Date.now();
    const p = line.p.slice(this.sent, this.sent + 150);
    this.ctx.spark({
      line: { c: line.c, w: line.w, p },
      sheet: this.state.game.sheet,
      from: this.sent,
    });
    this.sent += p.length;
  }

  end() {
    const { line, state } = this;
    this.line = null;
    if (line && state && this.drawing()) this.ctx.move({ stroke: line }, { at: state.room.moment });
  }

  /** @param {import('../../app/types.js').SeatEvent} event */
  event(event) {
    if (event.type !== 'spark' || !event.body.line || !this.state) return;
    if (event.body.sheet !== this.state.game.sheet) return;
    const { line, from } = event.body;
    if (from && this.line) this.line.p = this.line.p.concat(line.p);
    else this.line = line;
    this.paper.live(this.line);
  }

  /** @param {ViewState} state */
  render(state) {
    const before = this.state;
    this.state = state;
    const { room, game, mine, you } = state;
    const artist = game.artist === you.id;
    const strokes = Object.assign({}, game.strokes);
    const news = !before || JSON.stringify(before.game.strokes) !== JSON.stringify(game.strokes);
    if (!artist && (news || (before && before.game.sheet !== game.sheet))) this.line = null;
    if (artist)
      state.pending.forEach((p, i) => {
        if (p.move.stroke) strokes[100000 + i] = p.move.stroke;
      });
    this.paper.keep(strokes);
    this.paper.live(this.line);
    const picking = room.phase === 'ready';
    const grid = game.grid || {};
    const word = grid[artist ? mine.word : game.word];
    const who = (room.players || {})[game.artist];
    text(
      this.title,
      picking
        ? artist
          ? 'Pick one to draw!'
          : `${who ? who.name : 'A Cub'} is picking`
        : word
          ? `${artist && room.phase === 'play' ? 'Draw' : 'It is'}: ${word.picture} ${word.name}`
          : 'What is it?',
    );
    this.clock.render(
      room.phase === 'reveal' ? null : room.paused ? { left: room.left } : { deadline: room.deadline },
    );
    show(this.paper.el, !picking);
    show(this.tools, artist && room.phase === 'play' && !game.away);
    const offered = picking ? mine.choices || [] : artist ? [] : Object.keys(grid).map((k) => grid[k]);
    this.drawTiles(
      offered.map((/** @type {any} */ w, /** @type {number} */ i) =>
        Object.assign({ key: `${room.round}/${picking}/${w.name}`, i, picking }, w),
      ),
    );
    text(this.status, statusLine(state, artist));
  }

  /** @param {any} made */
  tile(made) {
    const el = h(
      'button',
      {
        type: 'button',
        class: 'sketch-tile',
        onclick: () =>
          this.state &&
          this.ctx.move(made.picking ? { pick: made.i } : { guess: made.i }, {
            at: this.state.room.moment,
          }),
      },
      h('span', { class: 'sketch-picture', 'aria-hidden': 'true' }, made.picture),
      h('span', null, made.name),
    );
    return {
      el,
      render: (/** @type {any} */ t) => {
        const s = this.state;
        if (!s) return;
        const tried = !t.picking && (s.mine.tries || []).indexOf(t.i) >= 0;
        mark(el, 'tried', tried);
        mark(el, 'right', s.game.word === t.i);
        set(el, { 'aria-pressed': String(tried) });
      },
    };
  }
}

/**
 * @param {ViewState} state
 * @param {boolean} artist
 * @returns {string}
 */
function statusLine({ room, game, mine }, artist) {
  if (game.away) return 'Your leader put this drawing away.';
  if (room.phase === 'reveal') return mine.gained ? `+${mine.gained} for you!` : 'Well looked!';
  if (room.phase !== 'play' || artist) return '';
  if (mine.guessed) return 'Yes! You found it.';
  const left = 3 - (mine.tries || []).length;
  return left === 3
    ? 'Tap the picture. You have three tries.'
    : left
      ? `Not that. ${left} left.`
      : 'Good tries!';
}
