import { Store } from '../app/store.js';

/**
 * Night, or daylight for a bright hall: kept in this browser, followed by every page of it
 * that is open. What a page begins with is set by ui/daylight.js.
 */

const KEY = 'theme';

/** Takes the kept theme on, and follows the other pages of this browser. */
export function followTheme() {
  apply(new Store().get(KEY, 'night'));
  window.addEventListener('storage', (e) => {
    if (e.key && e.key.slice(-KEY.length) === KEY) apply(new Store().get(KEY, 'night'));
  });
}

/** Turns night into day and back. */
export function flipTheme() {
  const theme = document.documentElement.getAttribute('data-theme') === 'day' ? 'night' : 'day';
  new Store().set(KEY, theme);
  apply(theme);
}

/** @param {string} theme */
function apply(theme) {
  document.documentElement.setAttribute('data-theme', theme);
}
