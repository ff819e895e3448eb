import { h, set } from '../app/dom.js';
import { list as names } from '../leader/words.js';
import { sitter } from '../ui/sitter.js';
import { sixBadge, sixName } from '../ui/six.js';

/**
 * A certificate for each Six of the evening and for each award of its games, one a page.
 *
 * @typedef {{name: string, icon: string, six: string}} Cub
 *
 * @typedef {object} Won What `/api/certificates` answers.
 * @property {{six: string, name: string, score: number, place: number, cubs: Cub[]}[]} sixes
 * @property {{kind: string, title: string, why: string, cubs: Cub[]}[]} awards
 */

const DRAWN = 6; // most animals on one
const NAMED = 8; // most names

/**
 * @param {Won} won
 * @param {string} title of the evening, '' for none
 * @param {import('../leader/types.js').Kind[]} kinds
 * @returns {HTMLElement[]}
 */
export function certificates(won, title, kinds) {
  const foot = title || 'A Packnight by the campfire';
  const all = won.sixes
    .map((s) =>
      sheet(foot, {
        over: rank(s.score ? s.place : 0),
        title: sixName(s.six, s),
        badge: s.six,
        why: s.score
          ? `${s.score} ${s.score === 1 ? 'point' : 'points'} round the campfire. Well played!`
          : 'Round the campfire together. Well played!',
        cubs: s.cubs,
      }),
    )
    .concat(
      won.awards.map((a) => {
        const kind = kinds.find((k) => k.id === a.kind);
        return sheet(foot, {
          over: kind ? kind.name : 'Tonight',
          title: a.title,
          badge: '',
          why: a.why,
          cubs: a.cubs,
        });
      }),
    );
  if (all.length) return all;
  return [
    h(
      'p',
      { class: 'card' },
      'Nothing has been won yet. Play a game to its podium: then each Six and each award has a certificate here, until the evening ends.',
    ),
  ];
}

/**
 * Nobody is told to be fourth, or third without a point.
 *
 * @param {number} place 0 for none
 * @returns {string}
 */
export function rank(place) {
  return ['First place', 'Second place', 'Third place'][place - 1] || 'Great teamwork';
}

/**
 * @param {string} foot
 * @param {{over: string, title: string, badge: string, why: string, cubs: Cub[]}} c
 */
function sheet(foot, { over, title, badge, why, cubs }) {
  const day = new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return h(
    'section',
    { class: 'sheet certificate', 'aria-label': `Certificate: ${title}` },
    h('p', { class: 'certificate-over' }, over),
    h('h2', null, badge ? sixBadge(badge) : null, title),
    h(
      'div',
      { class: 'certificate-cubs', 'aria-hidden': 'true' },
      cubs.slice(0, DRAWN).map((c) => {
        const body = sitter(c.icon);
        set(body, { 'data-six': c.six });
        return body;
      }),
    ),
    h(
      'p',
      { class: 'certificate-names' },
      names(
        cubs.map((c) => c.name),
        NAMED,
      ),
    ),
    h('p', { class: 'certificate-why' }, why),
    h(
      'p',
      { class: 'certificate-foot' },
      h('span', null, foot),
      h('span', null, day),
      h('span', { class: 'certificate-sign' }, 'Leader'),
    ),
  );
}
