import { h } from './dom.js';

/**
 * A game's part of a page: `games/<kind>/<page>.js` with its styles beside it, loaded
 * when a game of that kind is first seen. No page knows a kind by name.
 */

const TRIES = 3; // a browser remembers that a module failed; a page that comes back asks afresh
const PAUSE = 1000; // ms before the second try; longer before each one after it

/**
 * Loads the module and the styles of a kind.
 *
 * @param {string} kind
 * @param {'cub' | 'leader' | 'stage'} page
 * @returns {Promise<any>} the module; it fails for what is no kind, or can't be had
 */
export function loadGame(kind, page) {
  if (!/^[a-z0-9]+$/.test(kind)) return Promise.reject(new Error('no kind'));
  const both = () => Promise.all([import(`../games/${kind}/${page}.js`), styles(kind, page)]);
  return again(both, 1).then(([module]) => module);
}

/**
 * The modules that a page has loaded. `get` answers what is there and asks for what
 * is not; `changed` is called when something has come.
 *
 * @template T
 */
export class Games {
  /**
   * @param {'leader' | 'stage'} page
   * @param {() => void} changed
   */
  constructor(page, changed) {
    this.page = page;
    this.changed = changed;
    /** A kind that is being loaded, or could not be, has null. @type {Map<string, T | null>} */
    this.known = new Map();
  }

  /**
   * @param {string} kind
   * @returns {T | null}
   */
  get(kind) {
    const known = this.known.get(kind);
    if (known !== undefined) return known;
    this.known.set(kind, null);
    loadGame(kind, this.page).then(
      (module) => {
        this.known.set(kind, module);
        this.changed();
      },
      () => undefined, // the common screens show that a game is on
    );
    return null;
  }
}

/**
 * @template T
 * @param {() => Promise<T>} get
 * @param {number} tries
 * @returns {Promise<T>}
 */
function again(get, tries) {
  return get().catch((e) => {
    if (tries >= TRIES) throw e;
    return new Promise((resolve) => setTimeout(resolve, PAUSE * tries)).then(() => again(get, tries + 1));
  });
}

/**
 * @param {string} kind
 * @param {string} page
 * @returns {Promise<void>}
 */
function styles(kind, page) {
  const known = /** @type {HTMLLinkElement} */ (document.querySelector('link[href$="css/base.css"]'));
  const href = known.href.replace('css/base.css', `games/${kind}/${page}.css`);
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const gone = () => {
      document.head.removeChild(link);
      reject(new Error('no styles'));
    };
    const link = h('link', { rel: 'stylesheet', href, onload: () => resolve(), onerror: gone });
    document.head.appendChild(link);
  });
}
