/**
 * What the console makes of the running order and of the time that is left. No DOM.
 *
 * @typedef {import('./poll.js').Item} Item
 * @typedef {import('./poll.js').Evening} Evening
 * @typedef {import('./types.js').Kind} Kind
 */

/**
 * What has its turn next.
 *
 * @param {Item[]} plan
 * @returns {Item | null}
 */
export function nextOf(plan) {
  return plan.find((i) => i.state === 'next') || null;
}

/**
 * @param {Item} item
 * @param {Kind[]} kinds
 * @returns {{name: string, picture: string, minutes: number}} minutes as one plans with them
 */
export function itemFacts(item, kinds) {
  if (item.kind === 'break') {
    return { name: 'Break', picture: '🥤', minutes: Number(item.options.minutes) || 0 };
  }
  const kind = kinds.find((k) => k.id === item.kind);
  if (!kind) return { name: item.kind, picture: '🎲', minutes: 0 };
  const minutes = Math.round((kind.minutes[0] + kind.minutes[1]) / 2);
  return { name: kind.name, picture: kind.picture || '🎲', minutes };
}

/**
 * The label of the large button at the campfire.
 *
 * @param {Item} item
 * @param {Kind[]} kinds
 * @returns {string}
 */
export function nextLabel(item, kinds) {
  const { name, minutes } = itemFacts(item, kinds);
  return item.kind === 'break' ? `Break: ${minutes} minutes` : `Next: ${name}`;
}

/**
 * How much of the evening is left, in words; '' where it has no end.
 *
 * @param {Evening} evening
 * @returns {string}
 */
export function leftWords({ minutes, left }) {
  if (!minutes) return '';
  const n = left >= 0 ? Math.ceil(left / 60000) : Math.ceil(-left / 60000);
  const unit = n === 1 ? 'minute' : 'minutes';
  return left >= 0 ? `${n} ${unit} left` : `${n} ${unit} over`;
}

/**
 * Whether what is planned fits into what is left, in a sentence; '' where nothing is.
 *
 * @param {Item[]} plan
 * @param {Evening} evening
 * @param {Kind[]} kinds
 * @returns {string}
 */
export function fits(plan, evening, kinds) {
  const todo = plan.filter((i) => i.state === 'next');
  if (!todo.length) return '';
  const need = todo.reduce((sum, i) => sum + itemFacts(i, kinds).minutes, 0);
  if (!evening.minutes) return `About ${need} minutes are planned.`;
  const left = Math.floor(evening.left / 60000);
  if (need > left) return `About ${need} minutes are planned: ${need - Math.max(left, 0)} too many.`;
  return `About ${need} minutes are planned: it fits.`;
}
