/**
 * Names that are offered before anyone has to type: none says who a child is.
 */

const LONGEST = 12; // characters of a name

const FIRST = [
  'Brave',
  'Happy',
  'Sunny',
  'Swift',
  'Kind',
  'Merry',
  'Jolly',
  'Lucky',
  'Bold',
  'Quick',
  'Super',
  'Magic',
  'Zippy',
  'Cosy',
  'Starry',
  'Bright',
  'Mighty',
  'Clever',
  'Cheery',
  'Bouncy',
  'Snowy',
  'Smart',
  'Dandy',
  'Rocket',
];

/** What an animal with a long name is called among friends. @type {Record<string, string>} */
const SHORT = { hedgehog: 'Spike', squirrel: 'Acorn' };

/**
 * Names for an animal, all different and none of those in `not`.
 *
 * @param {string} icon
 * @param {number} count
 * @param {{not?: string[], random?: () => number}} [opts]
 * @returns {string[]}
 */
export function offerNames(icon, count, opts = {}) {
  const random = opts.random || Math.random;
  const last = SHORT[icon] || icon.charAt(0).toUpperCase() + icon.slice(1);
  const all = FIRST.map((first) => first + ' ' + last).filter((name) => name.length <= LONGEST);
  const fresh = all.filter((name) => (opts.not || []).indexOf(name) < 0);
  const pool = fresh.length >= count ? fresh : all;
  const out = [];
  while (out.length < count && pool.length) out.push(pool.splice(Math.floor(random() * pool.length), 1)[0]);
  return out;
}

const SIGNS = '3479BCDFGHJKMNPQRSTVWXYZ';
/** @type {Record<string, string>} */
const ALIKE = { 2: 'Z', 5: 'S', 6: 'G', 8: 'B' };

/**
 * The code that somebody meant: any case, and what looks alike folded.
 *
 * @param {string} typed
 * @returns {string} up to four symbols; what can't be in a code is left out
 */
export function foldCode(typed) {
  return Array.from(typed.toUpperCase())
    .map((sign) => ALIKE[sign] || sign)
    .filter((sign) => SIGNS.indexOf(sign) >= 0)
    .join('')
    .slice(0, 4);
}

/**
 * The code in an address as the QR code has it: `#code=K7QX`.
 *
 * @param {string} hash
 * @returns {string} '' for none
 */
export function codeInHash(hash) {
  const found = /[#&]code=([^&]*)/.exec(hash);
  const code = found ? foldCode(found[1]) : '';
  return code.length === 4 ? code : '';
}
