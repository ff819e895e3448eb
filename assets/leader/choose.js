import { get, post, request } from '../app/api.js';
import { h, set, text } from '../app/dom.js';
import { Options } from './options.js';

/**
 * Choosing a game: the catalogue, then its options, then everybody is taken along.
 *
 * @typedef {import('./console.js').Console} Console
 * @typedef {import('./types.js').Kind} Kind
 */

/** @param {Console} app */
export function openChooser(app) {
  const kinds = app.kinds.filter((k) => !k.gathering);
  if (kinds.length === 1) {
    openOptions(app, kinds[0]);
    return;
  }
  const cards = kinds.map((k) =>
    h(
      'button',
      { type: 'button', class: 'kind', onclick: () => openOptions(app, k) },
      h('span', { class: 'picture', 'aria-hidden': 'true' }, k.picture || '🎲'),
      h('strong', null, k.name),
      h('span', null, facts(k)),
    ),
  );
  const none = kinds.length ? null : h('p', null, 'The list of games is still on its way.');
  app.dialogs.open({
    title: 'Choose a game',
    body: [h('div', { class: 'kinds' }, cards), none || ''],
    wide: true,
  });
}

/** @param {Kind} kind */
function facts(kind) {
  return `${kind.minutes[0]} to ${kind.minutes[1]} minutes · ${kind.players[0]} to ${kind.players[1]} Cubs`;
}

/**
 * @param {Console} app
 * @param {Kind} kind
 */
async function openOptions(app, kind) {
  const own = kind.options.some((o) => o.packs) ? await ownPacks(app) : [];
  const last = app.store.get('options', {});
  const form = new Options(kind.options, last[kind.id] || {}, own);
  const problem = h('p', { class: 'problem', role: 'alert' });
  const go = h('button', { type: 'button', class: 'btn wide go' }, `Play ${kind.name} with everyone`);
  go.addEventListener('click', async () => {
    text(problem, form.lacking());
    if (form.lacking()) return;
    keep(app, kind.id, form.values);
    set(go, { disabled: true });
    const wrong = await light(kind.id, form.values);
    set(go, { disabled: false });
    text(problem, wrong);
    if (!wrong) app.dialogs.close();
  });
  const queue = h(
    'button',
    { type: 'button', class: 'btn calm wide go' },
    'Play it later: put it in the order',
  );
  queue.addEventListener('click', async () => {
    text(problem, form.lacking());
    if (form.lacking()) return;
    keep(app, kind.id, form.values);
    if (await app.run(post('/api/plan', { kind: kind.id, options: form.values }), `${kind.name} is queued.`))
      app.dialogs.close();
  });
  app.dialogs.open({
    title: kind.name,
    body: [
      h('p', { class: 'soft' }, facts(kind)),
      h('blockquote', null, kind.howto),
      form.el,
      problem,
      go,
      queue,
    ],
    wide: true,
  });
}

/**
 * Remembers the options for the next time.
 *
 * @param {Console} app
 * @param {string} kind
 * @param {Record<string, any>} values
 */
function keep(app, kind, values) {
  app.store.set('options', Object.assign({}, app.store.get('options', {}), { [kind]: values }));
}

/**
 * The leaders' own packs; none where they can't be had just now.
 *
 * @param {Console} app
 * @returns {Promise<{id: string, name: string}[]>}
 */
async function ownPacks(app) {
  const packs = (await app.run(get('/api/packs'))) || [];
  return packs.map((/** @type {{id: string, title: string}} */ p) => ({ id: p.id, name: p.title }));
}

/**
 * Makes the game and takes everybody along.
 *
 * @param {string} kind
 * @param {Record<string, any>} options
 * @returns {Promise<string>} what went wrong, or ''
 */
async function light(kind, options) {
  try {
    const { code } = await post('/api/games', { kind, options });
    await request('POST', `/api/games/${code}/gather`);
    return '';
  } catch (e) {
    return /** @type {Error} */ (e).message;
  }
}
