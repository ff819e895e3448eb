import { view as campfire } from '../games/campfire/stage.js';
import { view as quiz } from '../games/quiz/stage.js';

/**
 * What each kind of game shows on the big screen: a line a kind.
 *
 * @type {Record<string, import('./types.js').StageView>}
 */
export const games = { campfire, quiz };
