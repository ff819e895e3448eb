import * as campfire from '../games/campfire/leader.js';
import * as quiz from '../games/quiz/leader.js';

/**
 * What each kind of game brings to the console: a line a kind.
 *
 * @type {Record<string, import('./types.js').LeaderModule>}
 */
export const games = { campfire, quiz };
