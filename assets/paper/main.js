import { get, post } from '../app/api.js';
import { fill, h, mark } from '../app/dom.js';
import { gate } from '../leader/gate.js';
import { takeKey } from '../leader/key.js';
import { read } from '../leader/poll.js';
import { certificates } from './certificates.js';
import { poster } from './poster.js';

/** What a leader prints: the poster for the door, and the certificates. */

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

const SHEETS = [
  { id: 'poster', label: 'Poster', show: showPoster },
  { id: 'certificates', label: 'Certificates', show: showCertificates },
];

window.addEventListener('hashchange', () => enter(''));
enter(/key=/.test(location.hash) ? takeKey() : '');

/** @param {string} key '' for none */
async function enter(key) {
  try {
    if (key) await post('/api/login', { key });
    const me = await get('/api/me');
    if (me.role !== 'leader') throw new Error('Only a leader can print. Open this page from the console.');
    const sheet = SHEETS.find((s) => location.hash === '#' + s.id) || SHEETS[0];
    const [meeting, won, kinds] = await Promise.all([
      get('/api/meeting'),
      get('/api/certificates'),
      get('/api/kinds'),
    ]);
    page(sheet.id, sheet.show({ meeting: read(meeting), won, kinds }));
  } catch (e) {
    const { code, message } = /** @type {import('../app/api.js').ApiError} */ (e);
    fill(root, gate(code === 'no_session' ? '' : message, { then: enter }));
  }
}

/**
 * @param {string} id of what is shown
 * @param {HTMLElement[]} parts
 */
function page(id, parts) {
  const links = SHEETS.map((s) => {
    const link = h('a', { class: 'btn calm small', href: '#' + s.id }, s.label);
    if (s.id === id) link.setAttribute('aria-current', 'page');
    mark(link, 'on', s.id === id);
    return link;
  });
  const print = h('button', { type: 'button', class: 'btn', onclick: () => window.print() }, 'Print');
  fill(
    root,
    h(
      'header',
      { class: 'no-print' },
      h('h1', null, 'To print'),
      h('nav', { 'aria-label': 'What to print' }, links),
      print,
    ),
    h('main', null, parts),
  );
}

/**
 * What the pages are made of.
 *
 * @typedef {object} Paper
 * @property {import('../leader/poll.js').Meeting} meeting
 * @property {import('./certificates.js').Won} won
 * @property {import('../leader/types.js').Kind[]} kinds
 */

/** @param {Paper} paper */
function showPoster({ meeting }) {
  return poster(meeting);
}

/** @param {Paper} paper */
function showCertificates({ meeting, won, kinds }) {
  return certificates(won, meeting.title, kinds);
}
