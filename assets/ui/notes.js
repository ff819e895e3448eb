import { fill, h, set } from '../app/dom.js';

/**
 * Short sentences that come and go, and dialogs. One of each a page.
 */

const STAYS = 4500; // ms, long enough for a slow reader of ten words

/**
 * The page's toasts and its voice for screen readers. Put `el` at the end of the body.
 *
 * @returns {{el: HTMLElement, toast: (text: string) => void, say: (text: string) => void}}
 */
export function notes() {
  const voice = h('div', { class: 'aloud', 'aria-live': 'polite' });
  const toasts = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  return {
    el: h('div', null, toasts, voice),
    toast(text) {
      const same = toasts.lastElementChild;
      if (same && same.textContent === text) return;
      const note = h('p', { class: 'toast' }, text);
      toasts.appendChild(note);
      if (toasts.children.length > 2) toasts.removeChild(toasts.children[0]);
      setTimeout(() => {
        if (note.parentNode) note.parentNode.removeChild(note);
      }, STAYS);
    },
    say(text) {
      fill(voice, h('p', null, text));
    },
  };
}

/**
 * Opens a dialog over the page. Tab stays inside, Escape closes it, and the focus
 * goes back to where it was.
 *
 * @param {string} title
 * @param {(Node | string)[]} body
 * @param {{label: string, kind?: string, run?: () => void}[]} choices buttons; each closes the dialog first
 * @returns {() => void} closes it
 */
export function dialog(title, body, choices) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const heading = h('h2', { id: 'dialog-title', tabindex: '-1' }, title);
  const buttons = choices.map((c) =>
    h(
      'button',
      { class: 'btn wide ' + (c.kind || ''), type: 'button', onclick: () => choose(c.run) },
      c.label,
    ),
  );
  const box = h(
    'div',
    { class: 'dialog card stack', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': 'dialog-title' },
    heading,
    body,
    h('div', { class: 'choices stack' }, buttons),
  );
  const veil = h('div', { class: 'veil', onkeydown: keys }, box);
  const below = Array.from(document.body.children).filter((el) => !el.hasAttribute('inert'));
  below.forEach((el) => set(el, { inert: true, 'aria-hidden': 'true' }));
  document.body.appendChild(veil);
  heading.focus();

  function close() {
    if (!veil.parentNode) return;
    veil.parentNode.removeChild(veil);
    below.forEach((el) => set(el, { inert: false, 'aria-hidden': null }));
    if (before && before.focus) before.focus();
  }
  /** @param {(() => void) | undefined} run */
  function choose(run) {
    close();
    if (run) run();
  }
  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') keepInside(veil, event);
  }
  return close;
}

/**
 * @param {HTMLElement} box
 * @param {KeyboardEvent} event
 */
function keepInside(box, event) {
  const all = box.querySelectorAll('button:not([disabled]), a[href], input, select, textarea');
  const first = /** @type {HTMLElement} */ (all[0]);
  const last = /** @type {HTMLElement} */ (all[all.length - 1]);
  const at = document.activeElement;
  const out = event.shiftKey ? at === first || !box.contains(at) || !isOneOf(all, at) : at === last;
  if (!out) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/**
 * @param {NodeListOf<Element>} all
 * @param {Element | null} one
 */
function isOneOf(all, one) {
  return Array.prototype.indexOf.call(all, one) >= 0;
}
