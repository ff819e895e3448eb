import { h, list, mark, set, show, text } from '../../app/dom.js';
import { LETTERS, answerShape } from '../../ui/shapes.js';
import { ring } from '../../ui/ring.js';
import { SIXES, sixBadge, sixName } from '../../ui/six.js';
import { scores } from '../../stage/scores.js';
import { soFar } from '../../ui/together.js';

/**
 * The quiz on the big screen: how it goes, the question large, who has answered, what
 * was right and why.
 *
 * @typedef {import('../../stage/types.js').State} State
 * @typedef {{text: string, picture?: string, index: number, state: State}} Row
 */

/** What is said over the question, by step and phase. */
const OVER = /** @type {Record<string, string>} */ ({
  read: 'Ears open!',
  talk: 'Whisper with your Six',
  play: 'Tap your answer!',
  reveal: 'The answer is …',
});

/** @type {import('../../stage/types.js').StageView} */
export const view = {
  mount(root, ctx) {
    const parts = [explain(), head(ctx), question(), foot()];
    const el = h(
      'section',
      { class: 'quiz' },
      parts.map((p) => p.el),
    );
    root.appendChild(el);
    return {
      render: (state) => {
        set(el, { 'data-phase': state.room.phase, 'data-step': state.game.step || null });
        parts.forEach((p) => p.render(state));
      },
      destroy: () => {
        parts[1].destroy();
        root.removeChild(el);
      },
    };
  },
};

/** «How it goes», with a paw that shows it. */
function explain() {
  const how = h('p', { class: 'how' });
  const cards = LETTERS.map((letter, i) =>
    h('li', { class: `answer answer-${i}` }, answerShape(i), h('b', null, letter)),
  );
  const el = h(
    'div',
    { class: 'quiz-explain' },
    h('h1', null, 'Pack Quiz'),
    how,
    h(
      'div',
      { class: 'demo', 'aria-hidden': 'true' },
      h('ul', { class: 'answers' }, cards),
      h('span', { class: 'paw' }, '🐾'),
    ),
  );
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ { room, game }) => {
      show(el, room.phase === 'explain');
      text(
        how,
        typeof game.explain === 'string'
          ? game.explain
          : 'Listen, look, tap. Change your mind until the bell!',
      );
    },
  };
}

/** @param {import('../../stage/types.js').StageContext} ctx */
function head(ctx) {
  const where = h('p', { class: 'quiz-where' });
  const over = h('p', { class: 'quiz-over' });
  const answered = h('p', { class: 'quiz-answered', 'aria-live': 'polite' });
  const clock = ring(ctx.now);
  const el = h('header', { class: 'quiz-head' }, h('div', null, where, over), answered, clock.el);
  return {
    el,
    destroy: clock.destroy,
    render: (/** @type {State} */ { room, game }) => {
      show(el, !!game.question);
      text(where, `Question ${room.round} of ${room.rounds}`);
      text(over, OVER[game.step || room.phase] || OVER[room.phase] || '');
      show(answered, room.phase === 'play');
      text(answered, `${game.answered || 0} of ${playing(room, game.answered || 0)} answered`);
      clock.render(room.deadline !== undefined || room.paused ? room : null);
    },
  };
}

/**
 * @param {State['room']} room
 * @param {number} least
 */
function playing(room, least) {
  const players = room.players || {};
  const awake = Object.keys(players).filter(
    (id) => players[id].online && !players[id].resting && !players[id].late,
  );
  return Math.max(awake.length, least);
}

function question() {
  const picture = h('p', { class: 'quiz-picture', 'aria-hidden': 'true' });
  const words = h('h1', { class: 'quiz-text' });
  const answers = h('ul', { class: 'answers' });
  const rows = list(
    answers,
    (/** @type {Row} */ r) => `${r.index}:${r.text}`,
    (r) => answer(r.index),
  );
  const el = h('div', { class: 'quiz-question' }, h('div', { class: 'quiz-ask' }, picture, words), answers);
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ state) => {
      const q = state.game.question;
      show(el, !!q);
      if (!q) return;
      text(picture, q.picture || '');
      show(picture, q.picture);
      text(words, q.text);
      set(words, { 'data-length': q.text.length > 84 ? 'long' : q.text.length > 40 ? 'middle' : null });
      set(answers, { 'data-count': q.answers.length });
      rows(
        q.answers.map((/** @type {any} */ a, /** @type {number} */ index) =>
          Object.assign({ index, state }, a),
        ),
      );
    },
  };
}

/** @param {number} index */
function answer(index) {
  const picture = h('span', { class: 'answer-picture', 'aria-hidden': 'true' });
  const words = h('span', { class: 'answer-text' });
  const tick = h('span', { class: 'tick', role: 'img', 'aria-label': 'right' }, '✓');
  const taps = h('b');
  const teams = h('span', { class: 'teams' });
  const badges = list(
    teams,
    (/** @type {string} */ six) => six,
    (six) => ({ el: sixBadge(six, sixName(six)), render() {} }),
  );
  const result = h('span', { class: 'result' }, teams, taps, tick);
  const el = h(
    'li',
    { class: `answer answer-${index}` },
    answerShape(index),
    h('b', { class: 'letter' }, LETTERS[index]),
    picture,
    words,
    result,
  );
  return {
    el,
    render: (/** @type {Row} */ row) => {
      const { game } = row.state;
      const told = !!game.correct;
      const right = told && game.correct.indexOf(index) >= 0;
      const n = told ? (game.spread || [])[index] || 0 : 0;
      text(picture, row.picture || '');
      text(words, row.text);
      set(el, { 'data-word': /[^\s-]{10}/.test(row.text) ? 'long' : null });
      text(taps, told ? `×${n}` : '');
      show(result, told);
      badges(told ? agreed(game.teams || {}, index) : []);
      show(tick, right);
      mark(el, 'right', right);
      mark(el, 'other', told && !right);
    },
  };
}

/**
 * In team-talk: the Sixes whose answer this is.
 *
 * @param {Record<string, {answer: number}>} teams
 * @param {number} index
 */
function agreed(teams, index) {
  return SIXES.map((s) => s.id).filter((six) => teams[six] && teams[six].answer === index);
}

/** Under the answers: why, and the Sixes. */
function foot() {
  const why = h('p', { class: 'quiz-why' });
  const strip = scores(false);
  const target = h('p', { class: 'quiz-target' });
  const el = h('footer', { class: 'quiz-foot' }, why, strip.el, target);
  return {
    el,
    destroy() {},
    render: (/** @type {State} */ state) => {
      const { room, game } = state;
      show(el, room.phase === 'reveal');
      text(why, game.why || '');
      show(why, game.why);
      show(target, game.target);
      show(strip.el, !game.target);
      if (game.target) text(target, soFar(game.target));
      else strip.render(state);
    },
  };
}
