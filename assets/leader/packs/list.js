import { del, get, put } from '../../app/api.js';
import { fill, h } from '../../app/dom.js';
import { Editor } from './editor.js';
import { download, readFile, saveAll, sendFile } from './files.js';
import { blankPack, draft, fileName } from './model.js';

/**
 * The leaders' own quiz packs: a page over the console with the list of them, and
 * from there the editor.
 *
 * @typedef {import('../console.js').Console} Console
 * @typedef {{id: string, title: string}} PackInfo
 */

/** @param {Console} app */
export function openPacks(app) {
  app.dialogs.close();
  new Packs(app).open();
}

export class Packs {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.before = /** @type {HTMLElement | null} */ (document.activeElement);
    this.el = h('div', { class: 'page', role: 'region', 'aria-label': 'Quiz packs' });
  }

  open() {
    this.app.ui.el.appendChild(this.el);
    this.app.ui.el.setAttribute('data-page', 'packs');
    this.list();
  }

  close() {
    this.app.ui.el.removeAttribute('data-page');
    this.app.ui.el.removeChild(this.el);
    if (this.before && document.contains(this.before)) this.before.focus();
  }

  /**
   * Shows the list.
   *
   * @param {string} [problem] what went wrong just now
   */
  async list(problem = '') {
    const packs = (await this.app.run(get('/api/packs'))) || [];
    const title = h('h2', { tabindex: '-1' }, 'Your quiz packs');
    const input = h('input', {
      type: 'file',
      class: 'aloud',
      id: 'pack-file',
      accept: '.json,application/json',
      onchange: () => this.import(input),
    });
    fill(
      this.el,
      h(
        'div',
        { class: 'page-head' },
        h('button', { type: 'button', class: 'btn bare small', onclick: () => this.close() }, '‹ Console'),
        title,
      ),
      h(
        'div',
        { class: 'row page-tools' },
        h(
          'button',
          { type: 'button', class: 'btn', onclick: () => this.edit(blankPack(), true) },
          'Write a new pack',
        ),
        input,
        h('label', { class: 'btn calm', for: 'pack-file' }, 'Bring in a file'),
        packs.length
          ? h('button', { type: 'button', class: 'btn calm', onclick: saveAll }, 'Save all as one file')
          : null,
      ),
      problem ? h('p', { class: 'card problem', role: 'alert' }, problem) : null,
      packs.length
        ? h(
            'ul',
            { class: 'packs' },
            packs.map((/** @type {PackInfo} */ p) => this.row(p)),
          )
        : nothing(),
    );
    title.focus();
  }

  /** @param {PackInfo} p */
  row(p) {
    return h(
      'li',
      { class: 'card pack' },
      h('strong', null, p.title),
      h(
        'div',
        { class: 'row' },
        h(
          'button',
          {
            type: 'button',
            class: 'btn small',
            'aria-label': `Edit ${p.title}`,
            onclick: () => this.fetch(p, (raw) => this.edit(draft(raw))),
          },
          'Edit',
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'btn calm small',
            'aria-label': `Save ${p.title} as a file`,
            onclick: () => this.fetch(p, (raw) => download(fileName(p.title), raw)),
          },
          'Save as a file',
        ),
        h(
          'button',
          {
            type: 'button',
            class: 'btn bad small',
            'aria-label': `Delete ${p.title}`,
            onclick: () => this.delete(p),
          },
          'Delete',
        ),
      ),
    );
  }

  /**
   * @param {PackInfo} p
   * @param {(pack: any) => void} then
   */
  async fetch(p, then) {
    const pack = await this.app.run(get(`/api/packs/${p.id}`));
    if (pack) then(pack);
  }

  /**
   * @param {import('./model.js').Draft} d
   * @param {boolean} [fresh]
   */
  edit(d, fresh = false) {
    const editor = new Editor(d, fresh, {
      app: this.app,
      back: () => this.list(),
    });
    fill(this.el, editor.el);
    editor.start();
  }

  /**
   * Deletes a pack; it is kept in this page for a moment, so that it can be brought back.
   *
   * @param {PackInfo} p
   */
  delete(p) {
    this.fetch(p, async (raw) => {
      if (!(await this.app.run(del(`/api/packs/${p.id}`)))) return;
      this.list();
      this.app.toasts.show(`«${p.title}» is deleted.`, {
        label: 'Undo',
        then: async () => {
          await this.app.run(put(`/api/packs/${p.id}`, raw), `«${p.title}» is back.`);
          if (document.contains(this.el)) this.list();
        },
      });
    });
  }

  /** @param {HTMLInputElement} input */
  async import(input) {
    const file = input.files && input.files[0];
    if (!file) return;
    const name = file.name;
    try {
      await sendFile(await readFile(file));
      await this.list();
      this.app.toasts.show(`«${name}» is in.`);
    } catch (e) {
      const { message, body } = /** @type {import('../../app/api.js').ApiError} */ (e);
      const line = body && body.error && body.error.line;
      this.list(`${name} was not taken. ${line ? `Line ${line}: ` : ''}${message}`);
    }
  }
}

function nothing() {
  return h(
    'div',
    { class: 'card empty-packs' },
    h(
      'p',
      null,
      'You have no packs of your own yet. Packnight brings along packs about Scouting, nature, first aid, maps, the Highway Code and space; yours stand beside them.',
    ),
  );
}
