import { get, post } from '../app/api.js';
import { backoff } from '../app/backoff.js';
import { fill } from '../app/dom.js';
import { gate, waiting } from '../leader/gate.js';
import { takeKey } from '../leader/key.js';
import { followTheme } from '../ui/theme.js';
import { Stage } from './stage.js';

/** The big screen's page: may this browser show the meeting? Then it does. */

const ASK_AGAIN = 1500; // ms between two looks whether a leader has confirmed, or is there by now

const root = /** @type {HTMLElement} */ (document.getElementById('app'));

followTheme();
enter(takeKey());

/**
 * @param {string} key '' for none
 * @param {number} [attempt]
 */
async function enter(key, attempt = 0) {
  try {
    if (key) await post('/api/login', { key });
    const me = await get('/api/me');
    if (me.role === 'leader' || me.role === 'stage') open(me);
    else if (me.role === 'waiting') wait(me);
    else closed('');
  } catch (e) {
    refused(/** @type {import('../app/api.js').ApiError} */ (e), key, attempt);
  }
}

/**
 * @param {import('../app/api.js').ApiError} e
 * @param {string} key
 * @param {number} attempt
 */
function refused(e, key, attempt) {
  if (e.status === 0 || e.status >= 500) {
    fill(root, gate('Looking for the laptop …', { stage: true }));
    setTimeout(() => enter(key, attempt + 1), backoff(attempt));
    return;
  }
  closed(e.code === 'no_session' ? '' : e.message);
}

/**
 * Asks for a key, and goes on by itself when the console in the next tab has logged
 * this browser in.
 *
 * @param {string} message
 */
function closed(message) {
  const page = gate(message, { stage: true, then: (key) => enter(key) });
  fill(root, page);
  const look = async () => {
    if (!document.contains(page)) return;
    const me = await get('/api/me').catch(() => null);
    if (!document.contains(page)) return;
    if (me && (me.role === 'leader' || me.role === 'stage')) open(me);
    else setTimeout(look, ASK_AGAIN);
  };
  setTimeout(look, ASK_AGAIN);
}

/** @param {import('../app/types.js').Me} me */
function wait(me) {
  fill(root, waiting(me.match || '', 'stage'));
  setTimeout(() => enter(''), ASK_AGAIN);
}

/** @param {import('../app/types.js').Me} me */
function open(me) {
  fill(root);
  const stage = new Stage(me, root, () => {
    stage.stop();
    enter('');
  });
  stage.start();
}
