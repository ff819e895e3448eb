/**
 * Takes the key out of the address at once, so that nobody reads it over a shoulder,
 * from a photo of the screen or out of the history.
 *
 * @returns {string} '' where there is none
 */
export function takeKey() {
  const match = /[#&]key=([^&]+)/.exec(location.hash);
  if (location.hash) history.replaceState(null, '', location.pathname);
  return match ? decodeURIComponent(match[1]) : '';
}
