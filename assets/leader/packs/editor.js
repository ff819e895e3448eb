import { put } from '../../app/api.js';
import { h, list, set, show, text } from '../../app/dom.js';
import { questionPart } from './question.js';
import { CHARACTERS, blankQuestion, pack, packLacking } from './model.js';

/**
 * The editor of one pack: its name, its questions, and a button that saves. What is
 * typed changes the draft at once; nothing is redrawn under the fingers.
 *
 * @typedef {import('../console.js').Console} Console
 * @typedef {import('./model.js').Draft} Draft
 * @typedef {import('./model.js').DraftQuestion} DraftQuestion
 */

export class Editor {
  /**
   * @param {Draft} draft
   * @param {boolean} fresh not saved yet
   * @param {{app: Console, back: () => void}} ctx
   */
  constructor(draft, fresh, ctx) {
    this.draft = draft;
    this.fresh = fresh;
    this.ctx = ctx;
    this.saved = JSON.stringify(pack(draft));
    /** Keys for the list: questions have no id of their own. @type {Map<DraftQuestion, string>} */
    this.keys = new Map();
    this.title = h('h2', { tabindex: '-1' }, this.fresh ? 'A new pack' : 'Change a pack');
    this.state = h('p', { class: 'soft', role: 'status' });
    this.problem = h('p', { class: 'problem', role: 'alert' });
    this.save = h('button', { type: 'button', class: 'btn', onclick: () => this.send() }, 'Save the pack');
    const questions = h('ol', { class: 'questions' });
    this.questions = list(
      questions,
      (q) => this.key(q),
      (q) =>
        questionPart(q, {
          changed: () => this.changed(),
          remove: () => this.remove(q),
          move: (by) => this.move(q, by),
        }),
    );
    this.el = h(
      'div',
      { class: 'editor' },
      h(
        'div',
        { class: 'page-head' },
        h('button', { type: 'button', class: 'btn bare small', onclick: () => this.leave() }, '‹ All packs'),
        this.title,
      ),
      h(
        'div',
        { class: 'card stack' },
        this.field('pack-name', 'Name of the pack', 'name', CHARACTERS.name),
        this.field('pack-about', 'What it is about, in a line (if you like)', 'about', CHARACTERS.about),
      ),
      questions,
      h('button', { type: 'button', class: 'btn calm add', onclick: () => this.add() }, 'Another question'),
      h('div', { class: 'save-bar' }, h('div', null, this.state, this.problem), this.save),
    );
    this.changed();
  }

  start() {
    this.title.focus();
  }

  /**
   * @param {string} id
   * @param {string} label
   * @param {'name' | 'about'} member
   * @param {number} most
   */
  field(id, label, member, most) {
    const input = h('input', {
      class: 'field',
      id,
      type: 'text',
      maxlength: String(most),
      autocomplete: 'off',
    });
    input.value = this.draft[member];
    input.addEventListener('input', () => {
      this.draft[member] = input.value;
      this.changed();
    });
    return h('div', null, h('label', { for: id }, label), input);
  }

  /** @param {DraftQuestion} q */
  key(q) {
    const known = this.keys.get(q) || String(this.keys.size + 1);
    this.keys.set(q, known);
    return known;
  }

  changed() {
    this.questions(this.draft.questions);
    const dirty = this.dirty();
    text(this.state, dirty ? 'Not saved yet.' : this.fresh ? '' : 'All saved.');
    show(this.problem, this.problem.textContent && dirty);
    set(this.save, { disabled: !dirty });
  }

  dirty() {
    return JSON.stringify(pack(this.draft)) !== this.saved;
  }

  add() {
    const q = blankQuestion();
    this.draft.questions.push(q);
    this.changed();
    const all = this.el.querySelectorAll('.question-text');
    /** @type {HTMLElement} */ (all[all.length - 1]).focus();
  }

  /**
   * Takes a question out, with a way back.
   *
   * @param {DraftQuestion} q
   */
  remove(q) {
    const at = this.draft.questions.indexOf(q);
    this.draft.questions.splice(at, 1);
    if (!this.draft.questions.length) this.draft.questions.push(blankQuestion());
    this.changed();
    const back = () => {
      this.draft.questions.splice(at, 0, q);
      this.changed();
    };
    this.ctx.app.toasts.show(`Question ${at + 1} is out.`, { label: 'Undo', then: back });
  }

  /**
   * @param {DraftQuestion} q
   * @param {number} by
   */
  move(q, by) {
    const all = this.draft.questions;
    const from = all.indexOf(q);
    const to = from + by;
    if (to < 0 || to >= all.length) return;
    all.splice(from, 1);
    all.splice(to, 0, q);
    this.changed();
  }

  async send() {
    const lack = packLacking(this.draft);
    if (lack) {
      this.complain(lack);
      return;
    }
    const body = pack(this.draft);
    try {
      await put(`/api/packs/${body.id}`, body);
      this.saved = JSON.stringify(body);
      this.fresh = false;
      this.complain('');
      this.ctx.app.toasts.show(`«${body.name}» is saved. You find it when you choose the quiz.`);
    } catch (e) {
      this.complain(/** @type {Error} */ (e).message);
    }
  }

  /** @param {string} problem */
  complain(problem) {
    text(this.problem, problem);
    this.changed();
  }

  leave() {
    if (!this.dirty()) {
      this.ctx.back();
      return;
    }
    this.ctx.app.dialogs.ask({
      title: 'Leave without saving?',
      text: 'What you changed in this pack would be lost.',
      yes: 'Yes, leave it',
      then: () => this.ctx.back(),
    });
  }
}
