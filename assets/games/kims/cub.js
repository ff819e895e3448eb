import { fill, h, list, mark, set, show, svg, text } from '../../app/dom.js';
import { gained, standing } from '../../cub/standing.js';
import { ring } from '../../ui/ring.js';
import { cloth, QUESTIONS, tray } from './pictures.js';

/**
 * Kim's Game on a Cub's phone: look, wait under the cloth, tap, see.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 * @typedef {import('./pictures.js').Picture} Picture
 *
 * @typedef {object} Shown What is drawn, worked out from the state and the taps on their way.
 * @property {'look'|'cover'|'play'|'reveal'} step
 * @property {boolean} all whether any number may be tapped
 * @property {number[]} chosen tiles, the first choice first
 * @property {boolean} done
 * @property {boolean} answered whether nothing is waited for any more
 * @property {boolean} waiting whether the last tap is not stored yet
 * @property {number[]} right
 *
 * @typedef {{key: string, index: number, tile: Picture, s: Shown}} Item
 */

const SLOW = 700; // ms until a tap that is on its way says so
const BELL = 3200; // ms before the end: the last chance to change
const CHOICES = 2;

/**
 * What to draw: the tap that is on its way counts at once.
 *
 * @param {ViewState} state
 * @returns {Shown}
 */
export function shown(state) {
  const { room, game, mine } = state;
  const taps = state.pending.filter((p) => p.at === room.moment);
  let chosen = mine.tiles || [];
  let done = mine.done === true;
  for (const { move } of taps) {
    if (move.tiles) chosen = move.tiles;
    if (move.done !== undefined) done = move.done;
    if (!chosen.length) done = false;
  }
  const all = game.ask === 'all';
  return {
    step: /** @type {Shown['step']} */ (room.phase === 'ready' ? game.step : room.phase),
    all,
    chosen,
    done,
    answered: done || (!all && chosen.length === CHOICES),
    waiting: taps.length > 0,
    right: game.right || [],
  };
}

/**
 * The tiles after one more tap: a chosen one is put back; where two can be chosen, a
 * third takes the place of the second.
 *
 * @param {Shown} s
 * @param {number} index
 * @returns {number[]}
 */
export function tapped(s, index) {
  if (s.chosen.indexOf(index) >= 0) return s.chosen.filter((i) => i !== index);
  return (s.all ? s.chosen : s.chosen.slice(0, CHOICES - 1)).concat(index);
}

export const view = {
  /**
   * Whether this Cub still has to answer.
   *
   * @param {ViewState} state
   */
  needs: (state) => state.room.phase === 'play' && !late(state) && !shown(state).answered,

  demo,

  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Kims(root, ctx),
};

/** @param {ViewState} state */
function late(state) {
  const me = (state.room.players || {})[state.you.id];
  return Boolean(me && (me.late || me.resting));
}

class Kims {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    this.told = '';
    this.heard = '';
    /** @type {any} */
    this.timer = 0;
    this.tappedAt = 0;
    this.round = h('p', { class: 'kims-round soft' });
    this.title = h('h1', { tabindex: '-1', class: 'kims-title' });
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.result = h('div', { class: 'kims-result card', hidden: true });
    this.tray = tray('On the tray');
    this.rest = tray('Left on the tray');
    this.rest.el.classList.add('rest');
    this.cloth = cloth();
    this.tiles = h('div', { class: 'kims-tiles', role: 'group', 'aria-label': 'Pictures to tap' });
    this.status = h('p', { class: 'kims-status' });
    this.done = h('button', { class: 'btn good', type: 'button', onclick: () => this.tapDone() });
    this.foot = h('div', { class: 'kims-foot' }, this.status, this.done);
    this.drawTiles = list(
      this.tiles,
      (/** @type {Item} */ t) => t.key,
      (/** @type {Item} */ t) => this.tile(t.index),
    );
    const head = h('div', { class: 'kims-head' }, this.round, this.title);
    this.el = h(
      'div',
      { class: 'kims' },
      h('div', { class: 'kims-top' }, head, this.clock.el),
      this.result,
      this.tray.el,
      this.rest.el,
      this.cloth,
      this.tiles,
      this.foot,
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
    text(this.round, `Round ${room.round} of ${room.rounds}`);
    text(this.title, titleOf(state, s));
    this.clock.render(
      s.step === 'reveal' ? null : room.paused ? { left: room.left } : { deadline: room.deadline },
    );
    // A pause is no more time to look.
    const looks = s.step === 'look' && !room.paused && game.tray;
    show(this.tray.el, looks);
    if (looks) this.tray.render(game.tray);
    show(this.cloth, !looks && (s.step === 'look' || s.step === 'cover'));
    show(this.rest.el, game.rest);
    if (game.rest) this.rest.render(game.rest, s.right.length ? game.tiles[s.right[0]] : undefined);
    this.renderTiles(state, s);
    show(this.result, s.step === 'reveal');
    if (s.step === 'reveal') this.renderResult(state, s);
    this.renderFoot(state, s);
    this.tell(state, s);
  }

  /**
   * Says once what a step brings, and begins it at the top of the page.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  tell(state, s) {
    const key = `${state.room.round}${s.step}${state.game.swap ? 'swap' : ''}`;
    if (key === this.told) return;
    this.told = key;
    window.scrollTo(0, 0);
    if (s.step === 'look' && state.game.tray) {
      const names = state.game.tray.map((/** @type {Picture} */ p) => p.name).join(', ');
      this.ctx.say(state.game.swap ? 'Swap! Your partner looks now.' : `On the tray: ${names}.`);
    } else if (s.step === 'cover') this.ctx.say('The tray is covered.');
    else if (s.step === 'play') this.ctx.say(QUESTIONS[state.game.ask]);
  }

  // Tiles

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderTiles({ room, game }, s) {
    const tiles = game.tiles || [];
    show(this.tiles, tiles.length);
    set(this.el, { 'data-ask': game.ask || null });
    this.drawTiles(
      tiles.map((/** @type {Picture} */ tile, /** @type {number} */ index) => ({
        key: `${room.round}/${index}/${tile.name}`,
        index,
        tile,
        s,
      })),
    );
  }

  /** @param {number} index */
  tile(index) {
    const picture = h('span', { class: 'kims-picture', 'aria-hidden': 'true' });
    const name = h('span', { class: 'kims-name' });
    const sign = h('b', { class: 'kims-sign', 'aria-hidden': 'true' });
    const el = h(
      'button',
      { class: 'kims-tile', type: 'button', onclick: () => this.tap(index) },
      picture,
      name,
      ' ',
      sign,
    );
    return {
      el,
      render: (/** @type {Item} */ { tile, s }) => {
        const place = s.chosen.indexOf(index) + 1;
        const right = s.step === 'reveal' && s.right.indexOf(index) >= 0;
        text(picture, tile.picture || '');
        text(name, tile.name || '');
        text(sign, signOf(s, place, right));
        mark(el, 'chosen', place);
        mark(el, 'right', right);
        mark(el, 'past', s.step === 'reveal' && !right);
        set(el, {
          'aria-pressed': String(place > 0),
          'aria-disabled': s.step === 'play' ? null : 'true',
          'aria-label': aloud([tile.name, signOf(s, place, right)].join(' ').trim(), s, place, right),
        });
      },
    };
  }

  /** @param {number} index */
  tap(index) {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    this.send({ tiles: tapped(shown(state), index) });
  }

  /**
   * Sends what was tapped, and counts it for the next tap, which may come before the page is
   * drawn again: a move names all tiles.
   *
   * @param {{tiles?: number[], done?: boolean}} move
   */
  send(move) {
    const { state } = this;
    if (!state) return;
    const at = state.room.moment;
    this.tappedAt = Date.now();
    const id = this.ctx.move(move, { at });
    this.state = Object.assign({}, state, { pending: state.pending.concat({ id, at, move }) });
  }

  tapDone() {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    this.send({ done: true });
  }

  // What came of it

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderResult(state, s) {
    const { game, mine } = state;
    const head = headOf(mine, s);
    const points = gained(state);
    const stands = standing(state);
    const key = [head, points, stands, game.why].join('/');
    if (this.result.getAttribute('data-key') === key) return;
    set(this.result, { 'data-key': key });
    mark(this.result, 'good', mine.gained > 0);
    const stray = mine.wrong ? `${mine.wrong} ${mine.wrong === 1 ? 'was' : 'were'} not there.` : '';
    fill(
      this.result,
      h(
        'div',
        { class: 'kims-result-head' },
        h('strong', null, head),
        points > 0 ? h('b', { class: 'kims-gained' }, `+${points}`) : null,
      ),
      stray ? h('p', null, stray) : null,
      h('p', { class: 'soft' }, game.why || ''),
      stands ? h('p', { class: 'standing' }, stands) : null,
    );
    const came = points ? `Plus ${points}.` : '';
    this.ctx.say([`${head}.`, came, stray, game.why, stands].filter(Boolean).join(' '));
  }

  /**
   * The line below: what to do, and whether the last tap has arrived.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderFoot(state, s) {
    clearTimeout(this.timer);
    const line = statusLine(state, s, Date.now() - this.tappedAt);
    text(this.status, line);
    show(this.status, line);
    mark(this.status, 'bell', line.indexOf('Last chance') === 0);
    show(this.done, s.step === 'play' && s.chosen.length > 0 && !s.answered);
    text(this.done, s.all ? 'I’m done' : 'I’m sure');
    const news = s.step === 'play' ? line.split(/[.!…]/)[0] : '';
    if (news !== this.heard && /^(Got it|Last chance|Your tap is on)/.test(news)) this.ctx.say(news);
    this.heard = news;
    if (s.step !== 'play') return;
    this.timer = setTimeout(() => this.state && this.renderFoot(this.state, shown(this.state)), 250);
  }
}

/**
 * @param {ViewState} state
 * @param {Shown} s
 */
function titleOf({ room, game }, s) {
  if (s.step === 'look') {
    if (room.paused) return 'Covered for now';
    return game.swap ? 'Swap! Partner looks' : 'Look hard!';
  }
  return s.step === 'cover' ? 'All covered!' : QUESTIONS[game.ask] || '';
}

/**
 * @param {Shown} s
 * @param {number} place of the tile among the chosen ones, from 1; 0 for none
 * @param {boolean} right
 */
function signOf(s, place, right) {
  if (s.step === 'reveal') return right ? '✓' : place ? '✗' : '';
  if (!place) return '';
  return s.all ? '✓' : String(place);
}

/**
 * @param {any} mine
 * @param {Shown} s
 */
function headOf(mine, s) {
  if (s.all) return mine.found ? `You found ${mine.found}!` : 'Look, here they are';
  if (mine.tap === 1) return 'Yes! At the first tap';
  if (mine.tap === 2) return 'Yes! At the second tap';
  return s.chosen.length ? 'Not this time' : 'Here it is';
}

/**
 * @param {ViewState} state
 * @param {Shown} s
 * @param {number} since ms since the last tap
 * @returns {string}
 */
export function statusLine(state, s, since) {
  const { room, game } = state;
  if (s.step === 'look') {
    if (room.paused) return 'No peeking!';
    return game.pairs && !game.swap ? 'Then your partner looks.' : 'Remember every picture.';
  }
  if (s.step === 'cover') return 'Keep them all in your head.';
  if (s.step !== 'play') return '';
  if (s.waiting && since > SLOW) return 'Your tap is on its way…';
  const left = room.deadline === undefined || room.paused ? Infinity : room.deadline - state.now();
  if (game.bell || left <= BELL) return s.chosen.length ? 'Last chance to change!' : 'Last chance! Tap one.';
  if (s.answered) return 'Got it! You can still change it.';
  if (s.all)
    return s.chosen.length
      ? `${s.chosen.length} picked. Tap again to put back.`
      : 'Tap each one you remember.';
  if (s.chosen.length) return 'Not sure? Tap a second one too.';
  return game.ask === 'moved' ? 'Two swapped places. Tap one!' : 'Your first tap counts most.';
}

/**
 * What a screen reader says of a tile: what is seen first, then what is only shown.
 *
 * @param {string} seen
 * @param {Shown} s
 * @param {number} place
 * @param {boolean} right
 */
function aloud(seen, s, place, right) {
  const choice = s.all ? 'picked' : place === 1 ? 'first choice' : 'second choice';
  return [seen, right ? 'right' : '', place ? choice : ''].filter(Boolean).join(', ');
}

/** Six pictures; a cloth comes over them, and one is gone. @returns {Node} */
function demo() {
  const pictures = ['⛺', '🔦', '🎒', '🧭', '🔑', '🥾'];
  return svg(
    'svg',
    { class: 'kims-demo', viewBox: '0 0 260 160' },
    svg('rect', { class: 'kims-demo-tray', x: 10, y: 10, width: 240, height: 140, rx: 18 }),
    pictures.map((p, i) =>
      svg(
        'text',
        {
          class: i === 4 ? 'kims-demo-gone' : null,
          x: 60 + (i % 3) * 70,
          y: i < 3 ? 66 : 130,
          'font-size': 42,
          'text-anchor': 'middle',
        },
        p,
      ),
    ),
    svg('rect', { class: 'kims-demo-cloth', x: 4, y: 4, width: 252, height: 152, rx: 18 }),
  );
}
