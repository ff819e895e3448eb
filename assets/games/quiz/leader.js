import { h, list, mark, set, show, text } from '../../app/dom.js';
import { LETTERS, answerShape } from '../../ui/shapes.js';
import { next, say } from './words.js';

export const words = { next, say, steps: { read: 'Reading aloud', talk: 'Whispering' } };

/**
 * The quiz on the console: the question, its answers and, once it is told, which is
 * right, who tapped what, and a button to accept another answer.
 *
 * @typedef {import('../../leader/types.js').State} State
 * @typedef {import('../../leader/types.js').LeaderContext} LeaderContext
 * @typedef {{text: string, picture?: string, index: number, state: State}} Row
 */

/** @type {import('../../leader/types.js').LeaderView} */
export const view = {
  mount(root, ctx) {
    const pack = h('span');
    const question = h('p', { class: 'quiz-question' });
    const answered = h('b', { 'aria-live': 'polite' });
    const answers = h('ul', { class: 'quiz-answers' });
    const rows = list(
      answers,
      (/** @type {Row} */ r) => `${r.index}:${r.text}`,
      (r) => answerRow(r.index, ctx),
    );
    const el = h(
      'section',
      { class: 'card quiz-pane', 'aria-label': 'The question' },
      h('p', { class: 'quiz-about' }, pack, answered),
      question,
      answers,
    );
    root.appendChild(el);
    return {
      render(state) {
        const q = state.game.question;
        show(el, !!q);
        if (!q) return;
        text(pack, state.game.pack || '');
        text(question, `${q.picture ? q.picture + ' ' : ''}${q.text}`);
        text(answered, answeredLine(state));
        rows(
          q.answers.map((/** @type {any} */ a, /** @type {number} */ index) =>
            Object.assign({ index, state }, a),
          ),
        );
      },
      destroy: () => root.removeChild(el),
    };
  },
};

/** @param {State} state */
function answeredLine({ room, game }) {
  if (game.answered === undefined) return '';
  const players = room.players || {};
  const awake = Object.keys(players).filter(
    (id) => players[id].online && !players[id].resting && !players[id].late,
  );
  return `${game.answered} of ${Math.max(awake.length, game.answered)} have answered`;
}

/**
 * @param {number} index
 * @param {LeaderContext} ctx
 */
function answerRow(index, ctx) {
  const letter = h('b', { class: 'letter' }, LETTERS[index]);
  const words_ = h('span', { class: 'words' });
  const taps = h('span', { class: 'taps' });
  const accept = h(
    'button',
    {
      type: 'button',
      class: 'btn calm small',
      onclick: () => ctx.move({ do: 'accept', answer: index }, true),
    },
    'Accept',
  );
  const el = h(
    'li',
    { class: `quiz-answer answer-${index}` },
    answerShape(index),
    letter,
    words_,
    taps,
    accept,
  );
  return {
    el,
    render: (/** @type {Row} */ { state, text: answer, picture }) => {
      const { room, game } = state;
      const told = !!game.correct;
      const right = told && game.correct.indexOf(index) >= 0;
      text(words_, `${picture ? picture + ' ' : ''}${answer}${right ? ' ✓' : ''}`);
      text(taps, told ? `${(game.spread || [])[index] || 0} tapped it` : '');
      mark(el, 'right', right);
      mark(el, 'other', told && !right);
      set(accept, { 'aria-label': `Accept ${LETTERS[index]} too` });
      show(accept, told && !right && (room.can || []).indexOf('accept') >= 0);
    },
  };
}
