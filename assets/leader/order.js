import { del, patch, post, request } from '../app/api.js';
import { h, list, mark, set, show, text } from '../app/dom.js';
import { fits, itemFacts, leftWords, nextOf } from './plan.js';

/**
 * The running order at the campfire: games and breaks, one after the other, and how
 * much of the evening is left. The server keeps it.
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./poll.js').Item} Item
 */

const LENGTHS = [60, 90]; // minutes
const BREAK = 10; // minutes

export class Order {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.left = h('strong', { class: 'order-left' });
    this.lengths = h(
      'div',
      { class: 'order-lengths', role: 'group', 'aria-label': 'How long the evening lasts from now' },
      LENGTHS.map((n) => this.small(`${n} min`, () => this.end(n))),
    );
    this.longer = this.small('5 min more', () => this.extend());
    const items = h('ol', { class: 'order-items' });
    this.items = list(
      items,
      (i) => i.id,
      (i) => this.item(i),
    );
    this.none = h(
      'p',
      { class: 'soft' },
      'Queue a few games now, and the large button brings one after the other.',
    );
    this.fits = h('p', { class: 'order-fits soft', role: 'status' });
    this.el = h(
      'section',
      { class: 'card order', 'aria-labelledby': 'order-title' },
      h('header', null, h('h2', { id: 'order-title' }, 'Tonight'), this.left, this.lengths, this.longer),
      this.none,
      items,
      this.fits,
      h(
        'div',
        { class: 'order-add' },
        this.small('Add a game', () => app.choose()),
        this.small('Add a break', () => this.add('break', { minutes: BREAK })),
      ),
    );
  }

  render() {
    const { state, meeting, kinds } = this.app;
    show(this.el, meeting && (!state || state.room.kind === 'campfire'));
    if (!meeting) return;
    const { plan, evening } = meeting;
    text(this.left, leftWords(evening));
    mark(this.left, 'over', evening.left < 0);
    show(this.left, evening.minutes);
    show(this.lengths, !evening.minutes);
    show(this.longer, evening.minutes);
    show(this.none, !plan.length);
    const todo = plan.filter((i) => i.state === 'next');
    const next = nextOf(plan);
    this.items(
      plan.map((i) =>
        Object.assign(
          { above: todo[todo.indexOf(i) - 1], isNext: i === next, facts: itemFacts(i, kinds) },
          i,
        ),
      ),
    );
    text(this.fits, fits(plan, evening, kinds));
    show(this.fits, todo.length);
  }

  /** @param {Item} first */
  item(first) {
    const picture = h('span', { class: 'order-picture', 'aria-hidden': 'true' });
    const name = h('strong');
    const about = h('span', { class: 'soft' });
    /** @type {any} */
    let now = first;
    const up = this.small('↑', () => this.move(now));
    const out = this.small('✕', () => this.remove(now));
    const el = h('li', null, picture, h('span', { class: 'order-name' }, name, about), up, out);
    return {
      el,
      render: (/** @type {any} */ i) => {
        now = i;
        const words = { done: 'played', now: 'being played', next: `about ${i.facts.minutes} minutes` };
        set(el, { 'data-state': i.state });
        mark(el, 'is-next', i.isNext);
        text(picture, i.state === 'done' ? '✓' : i.facts.picture);
        text(name, i.facts.name);
        text(
          about,
          i.state === 'done' && i.kind === 'break' ? 'over' : words[/** @type {'done'} */ (i.state)],
        );
        set(up, { 'aria-label': `${i.facts.name} earlier` });
        set(out, { 'aria-label': `Take ${i.facts.name} out` });
        mark(up, 'gone', !i.above);
      },
    };
  }

  /**
   * @param {string} label
   * @param {() => void} then
   */
  small(label, then) {
    return h('button', { type: 'button', class: 'btn calm small', onclick: then }, label);
  }

  /** @param {number} minutes */
  end(minutes) {
    this.app.run(patch('/api/meeting', { minutes }));
  }

  extend() {
    const { evening } = /** @type {import('./poll.js').Meeting} */ (this.app.meeting);
    this.end(Math.max(5, Math.ceil(evening.left / 60000) + 5));
  }

  /**
   * @param {string} kind
   * @param {Record<string, any>} options
   */
  add(kind, options) {
    return this.app.run(post('/api/plan', { kind, options }));
  }

  /** @param {any} item */
  move(item) {
    if (item.above) this.app.run(patch(`/api/plan/${item.id}`, { before: item.above.id }));
  }

  /** @param {any} item */
  async remove(item) {
    const gone = await this.app.run(del(`/api/plan/${item.id}`));
    if (gone && item.state === 'next') {
      this.app.toasts.show(`${item.facts.name} is out of the order.`, {
        label: 'Undo',
        then: () => this.add(item.kind, item.options),
      });
    }
  }
}

/**
 * Begins what has its turn: the game with everyone, or the break.
 *
 * @param {Console} app
 * @param {Item} item
 */
export async function begin(app, item) {
  const begun = await app.run(request('POST', `/api/plan/${item.id}/begin`));
  if (begun && item.kind === 'break') app.move({ do: 'break', on: true });
}
