import { ApiError, get, me, post } from '../app/api.js';
import { fill, focus, h, list, mark, set, show, text } from '../app/dom.js';
import { ANIMALS, animal, animalName } from '../ui/animals.js';
import { fire } from '../ui/fire.js';
import { SIXES, sixBadge, sixClass, sixName } from '../ui/six.js';
import { foldCode, offerNames } from './names.js';

/**
 * Coming in: code, animal, name, Six. With a code from the QR code it is three taps.
 *
 * @typedef {'code'|'animal'|'name'|'type'|'six'|'taken'|'waiting'|'full'|'locked'|'removed'} Step
 *
 * @typedef {object} JoinOptions
 * @property {import('../app/store.js').Store} store
 * @property {(player: import('../app/types.js').Player) => void} joined
 * @property {(players: import('../app/types.js').Player[]) => void} returned a leader gave a player back
 * @property {() => void} coded a code was typed for Cubs who have names already
 * @property {boolean} codeOnly
 * @property {(() => void) | null} cancel when others are in already
 * @property {(text: string) => void} toast
 * @property {HTMLElement} foot links that every step shows
 */

const OFFERS = 4;
const ASK_AGAIN = 2000; // ms, «Is that you?»
const LOOK_AT_DOOR = 5000; // ms

/**
 * @param {JoinOptions} opts
 * @returns {{el: HTMLElement, destroy: () => void}}
 */
export function join(opts) {
  return new Join(opts);
}

class Join {
  /** @param {JoinOptions} opts */
  constructor(opts) {
    this.opts = opts;
    this.icon = '';
    this.name = '';
    this.six = '';
    /** Whether this Cub says it was here before, and wants its player back. */
    this.claiming = false;
    this.busy = false;
    /** What the leader calls the Sixes. @type {Record<string, string>} */
    this.sixes = {};
    /** @type {any} */
    this.timer = null;
    /** @type {Step[]} */
    this.path = [];
    this.gone = false;
    this.back = h(
      'button',
      { class: 'btn bare small', type: 'button', onclick: () => this.goBack() },
      '‹ Back',
    );
    this.dots = h('ol', { class: 'paws', 'aria-hidden': 'true' });
    this.body = h('div', { class: 'step' });
    this.el = h(
      'div',
      { class: 'join' },
      h('div', { class: 'join-top' }, this.back, this.dots),
      this.body,
      opts.foot,
    );
    this.go(this.first());
    this.lookAtDoor();
  }

  destroy() {
    this.gone = true;
    clearTimeout(this.timer);
  }

  /** @returns {Step} */
  first() {
    return this.opts.codeOnly || !this.opts.store.get('code', '') ? 'code' : 'animal';
  }

  /** @param {Step} step */
  go(step) {
    this.path.push(step);
    this.draw(step);
  }

  goBack() {
    clearTimeout(this.timer);
    this.path.pop();
    // Claiming or a taken name leads back to the names, not to a screen that waits.
    while (
      this.path.length &&
      ['taken', 'waiting', 'full', 'locked'].indexOf(this.path[this.path.length - 1]) >= 0
    ) {
      this.path.pop();
    }
    if (this.path.length) this.draw(this.path[this.path.length - 1]);
    else if (this.opts.cancel) this.opts.cancel();
    else this.go(this.first());
  }

  /** @param {Step} step */
  draw(step) {
    clearTimeout(this.timer);
    this.busy = false;
    show(this.back, this.path.length > 1 || this.opts.cancel);
    this.drawDots(step);
    const make = {
      code: () => this.codeStep(),
      animal: () => this.animalStep(),
      name: () => this.nameStep(),
      type: () => this.typeStep(),
      six: () => this.sixStep(),
      taken: () => this.takenStep(),
      waiting: () => this.waitingStep(),
      full: () => this.fullStep(),
      locked: () => this.lockedStep(),
      removed: () => this.removedStep(),
    }[step];
    fill(this.body, make());
    set(this.body, { class: 'step step-' + step });
    window.scrollTo(0, 0);
    focus(this.body.querySelector('[data-first]') || this.body.querySelector('h1'));
  }

  /** @param {Step} step */
  drawDots(step) {
    const at = { code: 0, animal: 1, name: 2, type: 2, taken: 2, six: 3 }[/** @type {string} */ (step)];
    show(this.dots, at !== undefined && !this.opts.codeOnly);
    if (at === undefined) return;
    fill(
      this.dots,
      [0, 1, 2, 3].map((i) => h('li', { class: i < at ? 'done' : i === at ? 'now' : null })),
    );
  }

  // The code

  codeStep() {
    const boxes = [0, 1, 2, 3].map(() => h('span', { class: 'code-box' }));
    const hint = h('p', { class: 'hint', 'aria-live': 'polite' });
    const go = h('button', { class: 'btn wide', type: 'submit', disabled: true }, 'Come in');
    const input = h('input', {
      class: 'code-input',
      id: 'code',
      type: 'text',
      autocomplete: 'off',
      autocapitalize: 'characters',
      autocorrect: 'off',
      spellcheck: 'false',
      enterkeyhint: 'go',
      maxlength: 8,
      'data-first': true,
      oninput: () => typed(),
    });
    const typed = () => {
      const code = foldCode(input.value);
      const left = input.value.replace(/\s/g, '').length > code.length && code.length < 4;
      text(hint, left ? 'That one is never in a code. Look once more.' : '');
      input.value = code;
      boxes.forEach((box, i) => {
        text(box, code.charAt(i));
        mark(box, 'now', i === Math.min(code.length, 3));
      });
      go.disabled = code.length < 4;
    };
    typed();
    return h(
      'form',
      {
        class: 'stack',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          this.useCode(input.value);
        },
      },
      h('div', { class: 'hearth' }, fire()),
      h('h1', null, h('label', { for: 'code' }, 'What is tonight’s code?')),
      h('p', { class: 'soft' }, 'Your leader has it. It has four signs.'),
      h(
        'div',
        { class: 'code-field' },
        input,
        h('div', { class: 'code-boxes', 'aria-hidden': 'true' }, boxes),
      ),
      hint,
      go,
    );
  }

  /** @param {string} code */
  useCode(code) {
    if (code.length < 4) return;
    this.opts.store.set('code', code);
    if (this.opts.codeOnly) this.opts.coded();
    else this.go('animal');
  }

  // The animal

  animalStep() {
    return h(
      'div',
      { class: 'stack' },
      h('h1', null, this.claiming ? 'Which animal were you?' : 'Choose your animal'),
      h(
        'div',
        { class: 'animals' },
        ANIMALS.map((icon) =>
          h(
            'button',
            {
              class: 'animal-choice',
              type: 'button',
              'aria-label': animalName(icon),
              onclick: () => this.choose(icon),
            },
            animal(icon),
            h('span', { class: 'animal-name' }, animalName(icon)),
          ),
        ),
      ),
      this.claiming ? null : this.beforeLink(),
    );
  }

  beforeLink() {
    return h(
      'button',
      {
        class: 'btn bare small',
        type: 'button',
        onclick: () => {
          this.claiming = true;
          this.draw('animal');
        },
      },
      'I was here before',
    );
  }

  /** @param {string} icon */
  choose(icon) {
    this.icon = icon;
    this.go(this.claiming ? 'type' : 'name');
  }

  // The name

  nameStep() {
    const names = h('div', { class: 'names' });
    const draw = list(
      names,
      (name) => name,
      (name) => ({
        el: h('button', { class: 'btn wide name', type: 'button', onclick: () => this.call(name) }, name),
        render: () => undefined,
      }),
    );
    let offered = offerNames(this.icon, OFFERS, { not: [this.name] });
    draw(offered);
    const others = () => {
      offered = offerNames(this.icon, OFFERS, { not: offered.concat(this.name) });
      draw(offered);
    };
    return h(
      'div',
      { class: 'stack' },
      h('div', { class: 'hello' }, animal(this.icon), h('h1', null, 'What shall we call you?')),
      names,
      h(
        'div',
        { class: 'pair' },
        h('button', { class: 'btn calm', type: 'button', onclick: others }, 'Other names'),
        h('button', { class: 'btn bare', type: 'button', onclick: () => this.go('type') }, 'Type my own'),
      ),
    );
  }

  typeStep() {
    const input = h('input', {
      class: 'field',
      id: 'name',
      type: 'text',
      maxlength: 12,
      autocomplete: 'off',
      spellcheck: 'false',
      enterkeyhint: 'done',
      'data-first': true,
      'aria-describedby': 'name-hint',
      oninput: () => (go.disabled = !input.value.trim()),
    });
    const go = h('button', { class: 'btn wide', type: 'submit', disabled: true }, 'That’s me');
    const ask = this.claiming ? 'Which name did you have?' : 'What is your name?';
    return h(
      'form',
      {
        class: 'stack',
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault();
          if (input.value.trim()) this.call(input.value.trim());
        },
      },
      h('div', { class: 'hello' }, animal(this.icon), h('h1', null, h('label', { for: 'name' }, ask))),
      h('p', { id: 'name-hint', class: 'soft' }, 'First name or nickname only.'),
      input,
      go,
    );
  }

  /** @param {string} name */
  call(name) {
    this.name = name;
    if (this.claiming) this.claim();
    else this.go('six');
  }

  // The Six

  sixStep() {
    /** @param {string} six */
    const choice = (six) =>
      h(
        'button',
        { class: 'six-choice', type: 'button', onclick: (/** @type {Event} */ e) => this.wear(six, e) },
        h('span', { class: 'six-flag ' + sixClass(six) }, sixBadge(six)),
        h('span', { class: 'six-label' }, sixName(six, { name: this.sixes[six] })),
      );
    return h(
      'div',
      { class: 'stack' },
      h('h1', null, 'Which Six are you in?'),
      h(
        'div',
        { class: 'six-grid' },
        SIXES.map((s) => choice(s.id)),
      ),
      h(
        'button',
        { class: 'btn bare wide', type: 'button', onclick: (/** @type {Event} */ e) => this.wear('', e) },
        'I don’t know',
      ),
    );
  }

  /**
   * @param {string} six
   * @param {Event} event
   */
  wear(six, event) {
    this.six = six;
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    mark(button, 'chosen', true);
    this.make().then(() => mark(button, 'chosen', false));
  }

  async make() {
    if (this.busy) return;
    this.busy = true;
    try {
      const player = await post('/api/players', { name: this.name, icon: this.icon, six: this.six });
      if (!this.gone) this.opts.joined(player);
    } catch (error) {
      if (!this.gone) this.refused(error);
    }
    this.busy = false;
  }

  /** @param {any} error */
  refused(error) {
    const steps = /** @type {Record<string, Step>} */ ({
      name_taken: 'taken',
      meeting_full: 'full',
      door_locked: 'locked',
      removed: 'removed',
    });
    const step = error instanceof ApiError ? steps[error.code] : undefined;
    if (step) this.go(step);
    else this.opts.toast(error.message);
  }

  // «Is that you?»

  takenStep() {
    const other = offerNames(this.icon, 2, { not: [this.name] });
    /** @param {string} name */
    const take = (name) => {
      this.name = name;
      this.make();
    };
    return h(
      'div',
      { class: 'stack' },
      h('div', { class: 'hello' }, animal(this.icon), h('h1', null, this.name + ' is here already')),
      h('p', { class: 'lead' }, 'Is that you?'),
      h('button', { class: 'btn wide good', type: 'button', onclick: () => this.claim() }, 'Yes, that’s me'),
      h('p', { class: 'lead' }, 'No? Then be someone else:'),
      h(
        'div',
        { class: 'names' },
        other.map((name) =>
          h('button', { class: 'btn wide', type: 'button', onclick: () => take(name) }, name),
        ),
      ),
      h(
        'button',
        { class: 'btn bare wide', type: 'button', onclick: () => this.draw('type') },
        'Type my own',
      ),
    );
  }

  async claim() {
    if (this.busy) return;
    this.busy = true;
    try {
      await post('/api/players/claim', { name: this.name, icon: this.icon });
      if (!this.gone) this.go('waiting');
    } catch (error) {
      if (!this.gone) this.opts.toast(/** @type {ApiError} */ (error).message);
    }
    this.busy = false;
  }

  waitingStep() {
    this.askWhetherBack();
    return h(
      'div',
      { class: 'stack screen' },
      h('div', { class: 'big-face waving' }, animal(this.icon)),
      h('h1', null, 'Show your leader this screen'),
      h('p', { class: 'lead' }, `They tap your name, ${this.name}. Then you are back.`),
      h('p', { class: 'soft dots-after' }, 'Waiting'),
      h(
        'button',
        { class: 'btn bare', type: 'button', onclick: () => this.notMe() },
        'No, I am someone else',
      ),
    );
  }

  notMe() {
    this.claiming = false;
    this.path = [];
    this.go('animal');
  }

  askWhetherBack() {
    const before = this.opts.cancel ? -1 : 0; // with others here, any change will do
    this.timer = setTimeout(async () => {
      try {
        const mine = (await me()).players;
        const back =
          mine.some((p) => p.icon === this.icon && p.name === this.name) || (before === 0 && mine.length > 0);
        if (back && !this.gone) return this.opts.returned(mine);
      } catch {
        // No answer just now: ask again.
      }
      if (!this.gone && this.path[this.path.length - 1] === 'waiting') this.askWhetherBack();
    }, ASK_AGAIN);
  }

  // Doors

  fullStep() {
    return h(
      'div',
      { class: 'stack screen' },
      h('div', { class: 'hearth' }, fire()),
      h('h1', null, 'The circle is full'),
      h('p', { class: 'lead' }, 'Ask your leader. Someone may share a device with you.'),
      h('button', { class: 'btn', type: 'button', onclick: () => this.make() }, 'Try again'),
    );
  }

  lockedStep() {
    return h(
      'div',
      { class: 'stack screen' },
      h('div', { class: 'big-picture', 'aria-hidden': 'true' }, '🔒'),
      h('h1', null, 'The door is locked just now'),
      h('p', { class: 'lead' }, 'Knock! Ask your leader to open it.'),
      h('p', { class: 'soft dots-after' }, 'It opens here by itself'),
      h(
        'button',
        {
          class: 'btn bare',
          type: 'button',
          onclick: () => {
            this.claiming = true;
            this.path = [];
            this.go('animal');
          },
        },
        'I was here before',
      ),
    );
  }

  removedStep() {
    return h(
      'div',
      { class: 'stack screen' },
      h('div', { class: 'big-face' }, animal(this.icon || 'owl')),
      h('h1', null, 'Have a word with your leader'),
      h('p', { class: 'lead' }, 'They can let you back in.'),
      h('button', { class: 'btn', type: 'button', onclick: () => this.make() }, 'Try again'),
    );
  }

  /** A locked door is told before anyone chooses an animal; it opens by itself. */
  async lookAtDoor() {
    let locked = false;
    try {
      const meeting = await get('/api/meeting');
      locked = meeting.locked;
      this.sixes = meeting.sixes || {};
    } catch {
      // No answer just now: the last step will tell.
    }
    if (this.gone || this.opts.codeOnly || this.claiming) return;
    const at = this.path[this.path.length - 1];
    if (locked && (at === 'code' || at === 'animal')) this.go('locked');
    else if (!locked && at === 'locked') this.goBack();
    if (locked || at === 'locked') setTimeout(() => this.lookAtDoor(), LOOK_AT_DOOR);
  }
}
