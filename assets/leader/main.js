import { get, post, request } from '../app/api.js';
import { fill } from '../app/dom.js';
import { backoff } from '../app/backoff.js';
import { Store } from '../app/store.js';
import { Console } from './console.js';
import { gate, over, stopped, waiting } from './gate.js';
import { takeKey } from './key.js';
import { followTheme } from '../ui/theme.js';

/** The leader's page: who is this browser, and may it lead? Then the console. */

const KEPT = ['theme', 'options']; // a leader's own choices outlive the evening
const ASK_AGAIN = 1500; // ms between two looks whether the first leader has confirmed

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
/** @type {Console | null} */
let running = null;

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
    if (me.role === 'leader') lead(me);
    else if (me.role === 'waiting') wait(me);
    else show(gate('', { then: (typed) => enter(typed) }));
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
    show(gate('Looking for the laptop …'));
    setTimeout(() => enter(key, attempt + 1), backoff(attempt));
    return;
  }
  show(gate(e.code === 'no_session' ? '' : e.message, { then: (typed) => enter(typed) }));
}

/** @param {import('../app/types.js').Me} me */
function wait(me) {
  show(waiting(me.match || '', 'leader'));
  setTimeout(() => enter(''), ASK_AGAIN);
}

/** @param {import('../app/types.js').Me} me */
function lead(me) {
  new Store().meeting(me.meeting, KEPT);
  fill(root);
  running = new Console(me, root, (why) => {
    leave();
    if (why === 'stopped') show(stopped());
    else if (why === 'ended') show(over(() => enter(''), stop));
    else enter('');
  });
  running.start();
}

async function stop() {
  try {
    await request('POST', '/api/stop');
    show(stopped());
  } catch {
    enter(''); // it says what is wrong, or shows the console again
  }
}

function leave() {
  if (running) running.stop();
  running = null;
}

/** @param {HTMLElement} page */
function show(page) {
  fill(root, page);
}
