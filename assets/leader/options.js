import { h, set, text } from '../app/dom.js';

/**
 * A form for the options of a game, made from the catalogue alone.
 *
 * @typedef {import('./types.js').Option} Option
 * @typedef {{id: string, name: string}} Choice
 */

export class Options {
  /**
   * @param {Option[]} options
   * @param {Record<string, any>} values what was chosen last time
   * @param {Choice[]} ownPacks
   */
  constructor(options, values, ownPacks) {
    /** @type {Record<string, any>} */
    this.values = {};
    const fields = options.map((o) => {
      const choices = (o.choices || []).concat(o.packs ? ownPacks : []);
      this.values[o.id] = usable(o, choices, values[o.id]);
      return this.field(o, choices);
    });
    this.el = h('div', { class: 'options' }, fields);
  }

  /**
   * What keeps the game from being made, or ''.
   *
   * @returns {string}
   */
  lacking() {
    const empty = Object.keys(this.values).some(
      (id) => Array.isArray(this.values[id]) && !this.values[id].length,
    );
    return empty ? 'Tick at least one.' : '';
  }

  /**
   * @param {Option} o
   * @param {Choice[]} choices
   */
  field(o, choices) {
    switch (o.type) {
      case 'many':
        return this.boxes(o, choices, 'checkbox');
      case 'choice':
        return this.boxes(o, choices, 'radio');
      case 'number':
        return this.number(o);
      default:
        return this.toggle(o);
    }
  }

  /**
   * @param {Option} o
   * @param {Choice[]} choices
   * @param {'checkbox' | 'radio'} type
   */
  boxes(o, choices, type) {
    const chosen = () => (type === 'radio' ? [this.values[o.id]] : this.values[o.id]);
    const pick = (/** @type {string} */ id) => (/** @type {Event} */ e) => {
      const on = /** @type {HTMLInputElement} */ (e.target).checked;
      if (type === 'radio') this.values[o.id] = id;
      else
        this.values[o.id] = choices
          .map((c) => c.id)
          .filter((c) => (c === id ? on : chosen().indexOf(c) >= 0));
    };
    const chips = choices.map((c) =>
      h(
        'label',
        { class: 'chip' },
        h('input', {
          type,
          name: `option-${o.id}`,
          checked: chosen().indexOf(c.id) >= 0,
          onchange: pick(c.id),
        }),
        h('span', null, c.name),
      ),
    );
    return h('fieldset', { class: 'option' }, h('legend', null, o.name), h('div', { class: 'chips' }, chips));
  }

  /** @param {Option} o */
  number(o) {
    const shown = h('output', null, String(this.values[o.id]));
    const [min, max] = [o.min || 0, o.max || Infinity];
    const less = h(
      'button',
      { type: 'button', class: 'btn calm small', 'aria-label': `fewer: ${o.name}` },
      '−',
    );
    const more = h(
      'button',
      { type: 'button', class: 'btn calm small', 'aria-label': `more: ${o.name}` },
      '+',
    );
    const step = (/** @type {number} */ by) => {
      this.values[o.id] = Math.max(min, Math.min(max, this.values[o.id] + by));
      text(shown, this.values[o.id]);
      set(less, { disabled: this.values[o.id] <= min });
      set(more, { disabled: this.values[o.id] >= max });
    };
    less.addEventListener('click', () => step(-1));
    more.addEventListener('click', () => step(1));
    step(0);
    return h(
      'fieldset',
      { class: 'option' },
      h('legend', null, o.name),
      h('div', { class: 'stepper' }, less, shown, more),
    );
  }

  /** @param {Option} o */
  toggle(o) {
    const flip = (/** @type {Event} */ e) => {
      this.values[o.id] = /** @type {HTMLInputElement} */ (e.target).checked;
    };
    return h(
      'label',
      { class: 'option switch' },
      h('input', { type: 'checkbox', checked: !!this.values[o.id], onchange: flip }),
      h('span', null, o.name),
    );
  }
}

/**
 * The value to begin with: last time's, as far as it is still there.
 *
 * @param {Option} o
 * @param {Choice[]} choices
 * @param {any} last
 * @returns {any}
 */
function usable(o, choices, last) {
  const known = (/** @type {any} */ id) => choices.some((c) => c.id === id);
  switch (o.type) {
    case 'many': {
      const kept = Array.isArray(last) ? last.filter(known) : [];
      return kept.length ? kept : o.default;
    }
    case 'choice':
      return known(last) ? last : o.default;
    case 'number':
      return typeof last === 'number' && last >= (o.min || 0) && last <= (o.max || Infinity)
        ? last
        : o.default;
    default:
      return typeof last === 'boolean' ? last : o.default;
  }
}
