import { h, mark, set, text } from '../../app/dom.js';
import { LETTERS, answerShape } from '../../ui/shapes.js';
import { CHARACTERS, WORDS, lacking, words } from './model.js';

/**
 * The form of one question in the editor.
 *
 * @typedef {import('./model.js').DraftQuestion} DraftQuestion
 * @typedef {{changed: () => void, remove: () => void, move: (by: number) => void}} QuestionContext
 */

let made = 0; // for the ids that join labels to fields

/**
 * @param {DraftQuestion} q
 * @param {QuestionContext} ctx
 */
export function questionPart(q, ctx) {
  const id = `q${++made}`;
  const number = h('h3');
  const lack = h('p', { class: 'lack' });
  const up = tool('↑', 'Move up', () => ctx.move(-1));
  const text_ = counted(`${id}-text`, 'Question', q, 'text', WORDS.question, CHARACTERS.question, ctx);
  text_.input.classList.add('question-text');
  const why = counted(
    `${id}-why`,
    'Why? One line that is told afterwards',
    q,
    'why',
    WORDS.why,
    CHARACTERS.why,
    ctx,
  );
  const answers = q.answers.map((a, i) => answerPart(`${id}-a${i}`, a, i, ctx));
  const el = h(
    'li',
    { class: 'card question' },
    h(
      'div',
      { class: 'question-head' },
      number,
      lack,
      h(
        'span',
        { class: 'question-tools' },
        up,
        tool('↓', 'Move down', () => ctx.move(1)),
        tool('✕', 'Delete the question', ctx.remove),
      ),
    ),
    h('div', { class: 'with-picture' }, picture(`${id}-pic`, q, ctx), text_.el),
    h(
      'fieldset',
      { class: 'answers' },
      h('legend', null, 'Two to four answers. Tick what is right.'),
      answers.map((a) => a.el),
    ),
    why.el,
  );
  return {
    el,
    render: (/** @type {DraftQuestion} */ _, /** @type {number} */ index) => {
      text(number, `Question ${index + 1}`);
      text(lack, lacking(q));
      set(up, { disabled: index === 0 });
      text_.render();
      why.render();
      answers.forEach((a) => a.render());
    },
  };
}

/**
 * A text field that counts its words and says when a Cub would not finish reading.
 *
 * @param {string} id
 * @param {string} label
 * @param {Record<string, any>} on
 * @param {string} member
 * @param {number} mostWords
 * @param {number} mostCharacters
 * @param {QuestionContext} ctx
 */
function counted(id, label, on, member, mostWords, mostCharacters, ctx) {
  const hint = h('span', { class: 'hint', id: `${id}-hint` });
  const input = h('input', {
    class: 'field',
    id,
    type: 'text',
    maxlength: String(mostCharacters),
    autocomplete: 'off',
    'aria-describedby': `${id}-hint`,
  });
  input.value = on[member];
  input.addEventListener('input', () => {
    on[member] = input.value;
    ctx.changed();
  });
  return {
    input,
    el: h('div', { class: 'counted' }, h('label', { for: id }, label), input, hint),
    render: () => {
      const n = words(on[member]);
      const over = n > mostWords;
      text(
        hint,
        over
          ? `${n} words: a Cub reads ${mostWords} in time`
          : n
            ? `${n} of ${mostWords} words`
            : `up to ${mostWords} words`,
      );
      mark(hint, 'over', over);
    },
  };
}

/**
 * @param {string} id
 * @param {import('./model.js').DraftAnswer} a
 * @param {number} index
 * @param {QuestionContext} ctx
 */
function answerPart(id, a, index, ctx) {
  const field = counted(
    `${id}-text`,
    `Answer ${LETTERS[index]}`,
    a,
    'text',
    WORDS.answer,
    CHARACTERS.answer,
    ctx,
  );
  const right = h('input', { type: 'checkbox', id: `${id}-right`, checked: a.right });
  const el = h(
    'div',
    { class: 'draft-answer' },
    h('span', { class: `draft-shape answer-${index}` }, answerShape(index)),
    picture(`${id}-pic`, a, ctx),
    field.el,
    h('label', { class: 'right', for: `${id}-right` }, right, h('span', null, 'right')),
  );
  right.addEventListener('change', () => {
    a.right = right.checked;
    ctx.changed();
  });
  return {
    el,
    render: () => {
      field.render();
      mark(el, 'is-right', a.right);
      mark(el, 'unused', index > 1 && !a.text.trim());
    },
  };
}

/**
 * A field for one emoji.
 *
 * @param {string} id
 * @param {{picture: string}} on
 * @param {QuestionContext} ctx
 */
function picture(id, on, ctx) {
  const input = h('input', {
    class: 'field emoji',
    id,
    type: 'text',
    maxlength: '16',
    autocomplete: 'off',
    placeholder: '🙂',
  });
  input.value = on.picture;
  input.addEventListener('input', () => {
    on.picture = input.value;
    ctx.changed();
  });
  return h('div', { class: 'emoji-field' }, h('label', { for: id }, 'Picture'), input);
}

/**
 * @param {string} sign
 * @param {string} label
 * @param {() => void} then
 */
function tool(sign, label, then) {
  return h('button', { type: 'button', class: 'btn bare small', 'aria-label': label, onclick: then }, sign);
}
