const PREFIX = 'packnight:';

/**
 * A page's small memory in this browser. It survives a reload and is cleared when
 * the meeting changes, so nothing of one evening is left for the next. Where the
 * browser keeps nothing (private windows, full storage) it lasts as long as the
 * page.
 */
export class Store {
  /**
   * @param {Storage | null} [backing]
   */
  constructor(backing = localBacking()) {
    this.backing = backing;
    /** @type {Map<string, string>} */
    this.memory = new Map();
  }

  /**
   * @param {string} key
   * @param {any} [fallback] returned when nothing, or nothing readable, is kept
   * @returns {any}
   */
  get(key, fallback = null) {
    const text = this.read(PREFIX + key);
    if (text === null) return fallback;
    try {
      return JSON.parse(text);
    } catch {
      return fallback;
    }
  }

  /**
   * @param {string} key
   * @param {any} value what JSON can hold
   */
  set(key, value) {
    const text = JSON.stringify(value);
    this.memory.set(PREFIX + key, text);
    try {
      if (this.backing) this.backing.setItem(PREFIX + key, text);
    } catch {
      // Full or forbidden: the page's own memory has it.
    }
  }

  /** @param {string} key */
  remove(key) {
    this.memory.delete(PREFIX + key);
    try {
      if (this.backing) this.backing.removeItem(PREFIX + key);
    } catch {
      // Forbidden: then it was never kept there.
    }
  }

  /** Forgets everything of Packnight's in this browser. */
  clear() {
    this.memory.clear();
    for (const key of backingKeys(this.backing)) {
      if (key.indexOf(PREFIX) === 0) this.remove(key.slice(PREFIX.length));
    }
  }

  /**
   * Tells which meeting this is. When it is another one than before, everything
   * kept is forgotten, except the keys in `keep`.
   *
   * @param {string} id
   * @param {string[]} [keep]
   * @returns {boolean} whether it was forgotten
   */
  meeting(id, keep = []) {
    const before = this.get('meeting');
    if (before === id) return false;
    const kept = keep.map((key) => this.get(key));
    this.clear();
    keep.forEach((key, i) => {
      if (kept[i] !== null) this.set(key, kept[i]);
    });
    this.set('meeting', id);
    return before !== null;
  }

  /**
   * @param {string} key
   * @returns {string | null}
   */
  read(key) {
    try {
      const text = this.backing ? this.backing.getItem(key) : null;
      if (text !== null) return text;
    } catch {
      // Forbidden: the page's own memory is all there is.
    }
    const text = this.memory.get(key);
    return text === undefined ? null : text;
  }
}

/** @returns {Storage | null} */
function localBacking() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * @param {Storage | null} backing
 * @returns {string[]}
 */
function backingKeys(backing) {
  const keys = [];
  try {
    for (let i = 0; backing && i < backing.length; i++) keys.push(backing.key(i) || '');
  } catch {
    return [];
  }
  return keys;
}
