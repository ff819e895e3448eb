import { fill, h, list, mark, show, text } from '../app/dom.js';
import { animal } from '../ui/animals.js';
import { fire } from '../ui/fire.js';
import { ring } from '../ui/ring.js';
import { patchBadge, sixBadge, sixClass, sixName } from '../ui/six.js';
import { atLast } from '../ui/together.js';

/**
 * The phases that are the same in every game: the lobby, the explanation, getting
 * ready, and the podium.
 *
 * @typedef {import('../app/types.js').ViewState} ViewState
 * @typedef {import('../app/types.js').ViewContext} ViewContext
 * @typedef {{render: (state: ViewState) => void, destroy: () => void}} Mounted
 */

/**
 * @param {HTMLElement} root
 * @param {string} phase
 * @param {ViewContext} ctx
 * @param {(() => Node) | undefined} demo the game's moving picture
 * @returns {Mounted}
 */
export function mount(root, phase, ctx, demo) {
  if (phase === 'explain') return explain(root, demo);
  if (phase === 'podium') return podium(root, ctx);
  if (phase === 'ready') return ready(root);
  return lobby(root);
}

/**
 * What a kind is called.
 *
 * @param {ViewState} state
 */
function gameName(state) {
  const kind = state.room.kind;
  return state.game.name || kind.charAt(0).toUpperCase() + kind.slice(1);
}

/**
 * @param {HTMLElement} root
 * @returns {Mounted}
 */
function lobby(root) {
  const title = h('h1', { tabindex: '-1' });
  const here = h('p', { class: 'soft' });
  const faces = h('div', { class: 'lobby-faces', 'aria-hidden': 'true' });
  const draw = list(
    faces,
    (p) => p.id,
    (p) => ({
      el: h('span', { class: 'lobby-face' }, animal(p.icon)),
      render: () => undefined,
    }),
  );
  fill(
    root,
    h(
      'div',
      { class: 'screen stack' },
      h('div', { class: 'hearth' }, fire()),
      title,
      h('p', { class: 'lead dots-after' }, 'It starts when your leader is ready'),
      here,
      faces,
    ),
  );
  return {
    render(state) {
      const players = Object.keys(state.room.players || {}).map((id) =>
        Object.assign({ id }, (state.room.players || {})[id]),
      );
      const awake = players.filter((p) => p.online && !p.resting);
      text(title, gameName(state));
      text(here, awake.length === 1 ? 'You are the first one here.' : `${awake.length} Cubs are here.`);
      draw(awake.slice(0, 24));
    },
    destroy: () => undefined,
  };
}

/**
 * @param {HTMLElement} root
 * @param {(() => Node) | undefined} demo
 * @returns {Mounted}
 */
function explain(root, demo) {
  const title = h('h1', { tabindex: '-1' });
  const words = h('div', { class: 'explain-words card stack' });
  let last = '';
  fill(
    root,
    h(
      'div',
      { class: 'screen stack' },
      title,
      demo
        ? h('div', { class: 'demo', 'aria-hidden': 'true' }, demo())
        : h('div', { class: 'hearth' }, fire()),
      words,
    ),
  );
  return {
    render(state) {
      text(title, 'How it goes');
      const told = typeof state.game.explain === 'string' ? state.game.explain : '';
      if (told === last) return;
      last = told;
      fill(
        words,
        sentences(told).map((s) => h('p', null, s)),
      );
    },
    destroy: () => undefined,
  };
}

/**
 * @param {string} told
 * @returns {string[]}
 */
export function sentences(told) {
  return (told.match(/[^.!?]+[.!?]+/g) || [told]).map((s) => s.trim()).filter(Boolean);
}

/**
 * @param {HTMLElement} root
 * @returns {Mounted}
 */
function ready(root) {
  const round = h('p', { class: 'lead' });
  /** @type {() => number} */
  let now = Date.now;
  const clock = ring(() => now());
  fill(
    root,
    h('div', { class: 'screen stack ready' }, h('h1', { tabindex: '-1' }, 'Get ready!'), clock.el, round),
  );
  return {
    render(state) {
      now = state.now;
      const { room } = state;
      text(round, `Round ${room.round} of ${room.rounds}`);
      clock.render(room.paused ? { left: room.left } : { deadline: room.deadline });
    },
    destroy: () => clock.destroy(),
  };
}

/**
 * The podium: the Sixes, nobody below third, or how far the pack came together, and three
 * kind awards.
 *
 * @param {HTMLElement} root
 * @param {ViewContext} ctx
 * @returns {Mounted}
 */
function podium(root, ctx) {
  const title = h('h1', { tabindex: '-1' }, 'What a game!');
  const steps = h('ol', { class: 'podium' });
  const line = h('p', { class: 'lead' });
  const awards = h('ul', { class: 'awards' });
  const drawSteps = list(
    steps,
    (s) => s.six,
    () => podiumStep(),
  );
  const drawAwards = list(
    awards,
    (a) => a.id,
    () => awardCard(),
  );
  let said = false;
  fill(root, h('div', { class: 'screen stack' }, title, steps, line, awards));
  return {
    render(state) {
      const { room, game, you } = state;
      const stood = onPodium(state);
      const mine = ((room.players || {})[you.id] || { six: '' }).six;
      drawSteps(stood.top.map((s) => Object.assign(s, { mine: s.six === mine })));
      show(steps, stood.top.length);
      text(line, stood.line);
      show(line, stood.line);
      const all = (game.podium && game.podium.awards) || [];
      drawAwards(all.map((/** @type {any} */ a) => Object.assign({ room, you }, a)));
      if (said) return;
      said = true;
      ctx.say(stood.top.map((s) => `${place(s.place)}: ${s.label}`).join('. ') || stood.line);
    },
    destroy: () => undefined,
  };
}

/**
 * Who stands on the podium, and the line below it. Nobody does where the pack played
 * together, or while the scores are hidden.
 *
 * @param {Pick<ViewState, 'room' | 'game'>} state
 * @returns {{top: {six: string, place: number, score: number, label: string}[], line: string}}
 */
export function onPodium({ room, game }) {
  if (game.target) return { top: [], line: atLast(game.target) };
  const sixes = ((game.podium && game.podium.sixes) || []).map((/** @type {any} */ s) =>
    Object.assign({}, s, { label: sixName(s.six, (room.sixes || {})[s.six]) }),
  );
  const top = sixes.filter((/** @type {any} */ s) => s.place <= 3);
  if (!top.length) return { top, line: 'Well played, everyone!' };
  const rest = sixes.filter((/** @type {any} */ s) => !(s.place <= 3));
  const names = rest.map((/** @type {any} */ s) => s.label).join(', ');
  return { top, line: names && `Well played too: ${names}` };
}

/** @param {number} n */
function place(n) {
  return ['', '1st', '2nd', '3rd'][n] || '';
}

function podiumStep() {
  const badge = sixBadge('');
  const label = h('span', { class: 'podium-name' });
  const score = h('span', { class: 'podium-score' });
  const number = h('b');
  const block = h('div', { class: 'podium-block' }, number, score);
  const el = h('li', { class: 'podium-step' }, badge, label, block);
  return {
    el,
    /** @param {any} s */
    render(s) {
      patchBadge(badge, s.six);
      text(label, s.label);
      text(number, place(s.place));
      text(score, s.score);
      el.setAttribute('class', `podium-step place-${s.place}`);
      block.setAttribute('class', 'podium-block ' + sixClass(s.six));
      mark(el, 'mine', s.mine);
    },
  };
}

function awardCard() {
  const title = h('h2', { class: 'award-title' });
  const why = h('p', { class: 'soft' });
  const who = h('div', { class: 'award-who' });
  const el = h(
    'li',
    { class: 'award card' },
    h('span', { class: 'award-medal', 'aria-hidden': 'true' }),
    h('div', { class: 'stack' }, title, why, who),
  );
  let last = '';
  return {
    el,
    /** @param {any} a */
    render(a) {
      text(title, a.title);
      text(why, a.why);
      mark(el, 'mine', a.players.indexOf(a.you.id) >= 0);
      const key = a.players.join();
      if (key === last) return;
      last = key;
      const known = a.players.map((/** @type {string} */ id) => (a.room.players || {})[id]).filter(Boolean);
      fill(
        who,
        known
          .slice(0, 6)
          .map((/** @type {any} */ p) =>
            h('span', { class: 'award-one' }, animal(p.icon), h('span', null, p.name)),
          ),
        known.length > 6 ? h('span', null, `and ${known.length - 6} more`) : null,
      );
    },
  };
}
