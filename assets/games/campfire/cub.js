import { fill, h, list, mark, set, show, text } from '../../app/dom.js';
import { CHEERS } from './cheers.js';
import { fire } from '../../ui/fire.js';
import { plays, sitter } from '../../ui/sitter.js';
import { patchBadge, sixBadge, sixName, SIXES } from '../../ui/six.js';

/**
 * The campfire on a Cub's phone: everyone's animal round the fire, by Six. A tap
 * makes an animal wave; four cheers go to all.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 */

const QUIET = 3000; // ms between two cheers of one Cub
const HOPS = 1600; // ms that an animal waves
const FLOATS = 2600; // ms that a cheer is seen
const RING = 16; // animals that fit round the fire; more sit in rows
const NAMED = 8; // in a ring of more, a name shows when its animal is tapped

const ORDER = SIXES.map((s) => s.id).concat('');

export const view = {
  phases: ['lobby', 'explain', 'ready', 'play', 'reveal', 'podium'],
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Campfire(root, ctx),
};

class Campfire {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    /** @type {Map<string, HTMLElement>} */
    this.faces = new Map();
    /** @type {Set<any>} */
    this.timers = new Set();
    this.quiet = false;
    this.wavedAt = -Infinity;
    this.title = h('h1', { tabindex: '-1', class: 'camp-title' }, 'You’re at the campfire');
    this.count = h('p', { class: 'soft' });
    this.circle = h('ul', { class: 'circle', 'aria-label': 'Round the fire' });
    this.ground = h('div', { class: 'camp-ground' }, h('div', { class: 'camp-fire' }, fire()), this.circle);
    this.mySix = h('p', { class: 'camp-six' });
    this.badge = sixBadge('');
    this.sixWords = h('span');
    fill(this.mySix, this.badge, this.sixWords);
    this.buttons = CHEERS.map((c) =>
      h(
        'button',
        { class: 'cheer', type: 'button', 'aria-label': c.label, onclick: () => this.cheer(c.id) },
        h('span', { class: 'cheer-picture', 'aria-hidden': 'true' }, c.picture),
        h('span', null, c.label),
      ),
    );
    this.draw = list(
      this.circle,
      (p) => p.id,
      (p) => this.seat(p.id),
    );
    fill(
      root,
      h(
        'div',
        { class: 'camp' },
        this.title,
        this.count,
        this.ground,
        this.mySix,
        h('div', { class: 'cheer-row', role: 'group', 'aria-label': 'Cheer' }, this.buttons),
      ),
    );
  }

  destroy() {
    this.timers.forEach((t) => clearTimeout(t));
  }

  /** @param {ViewState} state */
  render(state) {
    this.state = state;
    const players = bySix(state.room.players || {});
    const awake = players.filter((p) => p.online).length;
    text(
      this.count,
      awake <= 1 ? 'The others are on their way.' : `${awake} Cubs are here. A game starts soon!`,
    );
    mark(this.circle, 'ring-of', players.length <= RING);
    mark(this.ground, 'ring-ground', players.length <= RING);
    mark(this.circle, 'many', players.length > NAMED);
    this.draw(
      players.map((p, i) => Object.assign({ at: place(i, players.length), me: p.id === state.you.id }, p)),
    );
    this.renderSix(state);
  }

  /** @param {ViewState} state */
  renderSix(state) {
    const me = (state.room.players || {})[state.you.id];
    const six = me ? me.six : '';
    show(this.mySix, six);
    if (!six) return;
    const info = (state.room.sixes || {})[six] || {};
    patchBadge(this.badge, six);
    const score = info.score ? ` has ${info.score} ${info.score === 1 ? 'point' : 'points'} tonight` : '';
    text(this.sixWords, sixName(six, info) + score);
  }

  /** @param {string} id */
  seat(id) {
    const face = h('span', { class: 'seat-face' });
    let body = h('span');
    const badge = sixBadge('');
    const name = h('span', { class: 'seat-name' });
    const button = h(
      'button',
      { class: 'seat', type: 'button', onclick: () => this.wave(id) },
      face,
      badge,
      name,
    );
    const el = h('li', null, button);
    this.faces.set(id, button);
    return {
      el,
      /** @param {any} p */
      render: (p) => {
        if (face.getAttribute('data-icon') !== p.icon) {
          set(face, { 'data-icon': p.icon });
          body = sitter(p.icon);
          fill(face, body);
        }
        set(body, { 'data-six': p.six });
        mark(body, 'dozes', !p.online);
        text(name, p.me ? 'You' : p.name);
        patchBadge(badge, p.six);
        show(badge, p.six);
        mark(button, 'asleep', !p.online);
        mark(button, 'me', p.me);
        set(button, { 'aria-label': `${p.me ? 'You, ' : ''}${p.name}${p.online ? '' : ', asleep'}. Wave` });
        set(el, { style: { '--x': p.at.x, '--y': p.at.y } });
      },
      destroy: () => this.faces.delete(id),
    };
  }

  /**
   * A tap on an animal: it hops here, and on its own screen it says who waved.
   *
   * @param {string} id
   */
  wave(id) {
    const { state } = this;
    if (!state) return;
    if (id === state.you.id) return this.cheer('wave');
    this.move(id);
    if (Date.now() - this.wavedAt < QUIET) return;
    this.wavedAt = Date.now();
    this.ctx.spark({ wave: id });
  }

  /** @param {string} id */
  cheer(id) {
    if (!this.state || this.quiet) return;
    if (!this.state.live) return this.ctx.toast('Your cheer waits for the Wi-Fi. Try again soon.');
    this.ctx.spark({ cheer: id });
    this.float(this.state.you.id, id);
    this.hush(true);
    this.later(() => this.hush(false), QUIET);
  }

  /** @param {boolean} on */
  hush(on) {
    this.quiet = on;
    this.buttons.forEach((b) => set(b, { 'aria-disabled': on ? 'true' : null }));
  }

  /** @param {import('../../app/types.js').SeatEvent} event */
  event(event) {
    if (event.type !== 'spark' || !this.state) return;
    const { cheer, wave } = event.body;
    if (cheer) this.float(event.from, cheer);
    if (!wave) return;
    this.float(event.from, 'wave');
    this.move(wave);
    const from = (this.state.room.players || {})[event.from];
    if (wave === this.state.you.id && from) this.ctx.toast(`${from.name} waves at you!`);
  }

  /**
   * @param {string} player
   * @param {string} cheer
   */
  float(player, cheer) {
    const found = CHEERS.find((c) => c.id === cheer);
    const face = this.faces.get(player);
    if (!found || !face) return;
    const bubble = h('span', { class: 'bubble', 'aria-hidden': 'true' }, found.picture);
    face.appendChild(bubble);
    this.move(player);
    this.later(() => bubble.parentNode && bubble.parentNode.removeChild(bubble), FLOATS);
  }

  /**
   * An animal waves; its name is shown meanwhile.
   *
   * @param {string} player
   */
  move(player) {
    const face = this.faces.get(player);
    const body = face && face.querySelector('.sitter');
    if (!face || !body) return;
    plays(body, 'waves');
    mark(face, 'hop', true);
    this.later(() => mark(face, 'hop', false), HOPS);
  }

  /**
   * @param {() => void} fn
   * @param {number} ms
   */
  later(fn, ms) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      fn();
    }, ms);
    this.timers.add(timer);
  }
}

/**
 * All players, each Six together, in an order that does not change.
 *
 * @param {Object<string, import('../../app/types.js').RoomPlayer>} players
 */
function bySix(players) {
  return Object.keys(players)
    .map((id) => Object.assign({ id }, players[id]))
    .sort((a, b) => ORDER.indexOf(a.six) - ORDER.indexOf(b.six) || (a.id < b.id ? -1 : 1));
}

/**
 * Where in the circle the i-th of n sits: from the bottom, clockwise, in parts of the
 * radius.
 *
 * @param {number} i
 * @param {number} n
 */
function place(i, n) {
  const turn = Math.PI / 2 + (2 * Math.PI * i) / Math.max(n, 1);
  return { x: Math.cos(turn).toFixed(3), y: Math.sin(turn).toFixed(3) };
}
