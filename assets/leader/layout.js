import { h } from '../app/dom.js';
import { fire } from '../ui/fire.js';
import { Bar } from './bar.js';
import { Door } from './door.js';
import { openEvening } from './evening.js';
import { Join } from './join.js';
import { Notices } from './notices.js';
import { Now } from './now.js';
import { Roster } from './roster.js';
import { Order } from './order.js';
import { openScreens } from './screens.js';
import { Tabs } from './tabs.js';
import { flipTheme } from '../ui/theme.js';

/**
 * The console's frame: the top, the three columns, the bar.
 *
 * @typedef {import('./console.js').Console} Console
 */

/**
 * @param {Console} app
 * @param {HTMLElement} root carries which column a phone shows
 */
export function layout(app, root) {
  const title = h('p', { class: 'title' });
  const left = h('p', { class: 'time-left' });
  const link = h('p', { class: 'link', role: 'status' });
  const cover = h('div', { class: 'veil', hidden: true });
  const [notices, now, roster, join] = [new Notices(app), new Now(app), new Roster(app), new Join(app)];
  const [bar, tabs, door, order] = [new Bar(app), new Tabs(app, root), new Door(app), new Order(app)];
  const columns = h(
    'main',
    { class: 'columns' },
    h('div', { class: 'column col-join' }, join.el),
    h(
      'div',
      { class: 'column col-now', tabindex: '0', role: 'region', 'aria-label': 'Now' },
      door.el,
      notices.el,
      join.doctor.el,
      now.el,
      order.el,
    ),
    h('div', { class: 'column col-pack' }, roster.el),
  );
  const el = h(
    'div',
    { class: 'console' },
    top(app, title, left, link),
    tabs.el,
    columns,
    bar.el,
    app.toasts.root,
    cover,
  );
  return {
    el,
    title,
    left,
    link,
    cover,
    bar,
    tabs,
    parts: [door, notices, now, roster, join, order, bar, tabs],
  };
}

/**
 * @param {Console} app
 * @param {HTMLElement[]} words
 */
function top(app, ...words) {
  const tool = (/** @type {string} */ label, /** @type {() => void} */ then) =>
    h('button', { type: 'button', class: 'btn bare small', onclick: then }, label);
  const theme = tool('☾', flipTheme);
  theme.classList.add('theme');
  theme.setAttribute('aria-label', 'Day or night colours');
  return h(
    'header',
    { class: 'top' },
    h('div', { class: 'brand' }, fire(), h('h1', null, 'Packnight')),
    words,
    h(
      'div',
      { class: 'top-tools' },
      tool('Screens', () => openScreens(app)),
      tool('Evening', () => openEvening(app)),
      theme,
    ),
  );
}
