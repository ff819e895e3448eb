/**
 * Requests to the server: JSON in and out, a refusal is an ApiError whose message
 * is a sentence that may be shown.
 */

const PATIENCE = 8000; // ms until a request counts as lost

/** A refusal over HTTP, or no answer at all (`code` is `offline`, `status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {{wait?: number, body?: any}} [more] `wait`: ms until it may be tried again
   */
  constructor(status, code, message, more = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.wait = more.wait || 0;
    this.body = more.body;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {any} [body] sent as JSON; nothing is sent for undefined
 * @returns {Promise<any>} the answer; null for one without a body. Rejects with an ApiError.
 */
export async function request(method, path, body) {
  const answer = await patiently(fetch(path, options(method, body)));
  const text = await patiently(answer.text());
  const data = parse(text);
  if (answer.ok) return data;
  const error = (data && data.error) || {};
  throw new ApiError(
    answer.status,
    error.code || String(answer.status),
    error.message || 'That did not work. Try once more.',
    { wait: 1000 * Number(answer.headers.get('Retry-After') || 0), body: data },
  );
}

/** @param {string} path */
export const get = (path) => request('GET', path);
/** @param {string} path @param {any} [body] */
export const post = (path, body = {}) => request('POST', path, body);
/** @param {string} path @param {any} body */
export const put = (path, body) => request('PUT', path, body);
/** @param {string} path @param {any} body */
export const patch = (path, body) => request('PATCH', path, body);
/** @param {string} path */
export const del = (path) => request('DELETE', path);

/**
 * Who this browser is. Logs in first where it is nobody yet.
 *
 * @param {boolean} [stranger] it surely is nobody yet: then nothing is asked in vain
 * @returns {Promise<import('./types.js').Me>}
 */
export async function me(stranger = false) {
  try {
    if (!stranger) return await get('/api/me');
  } catch (e) {
    if (!(e instanceof ApiError) || e.code !== 'no_session') throw e;
  }
  await post('/api/login');
  return get('/api/me');
}

/**
 * @param {string} method
 * @param {any} body
 * @returns {RequestInit}
 */
function options(method, body) {
  /** @type {RequestInit} */
  const init = { method, credentials: 'same-origin', cache: 'no-store' };
  if (method !== 'GET') init.headers = { 'Content-Type': 'application/json' };
  if (body !== undefined) init.body = JSON.stringify(body);
  return init;
}

/**
 * @param {string} text
 * @returns {any}
 */
function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/**
 * A phone whose Wi-Fi has died waits a minute for its answer; a child does not.
 *
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function patiently(promise) {
  return new Promise((resolve, reject) => {
    const lost = () =>
      reject(new ApiError(0, 'offline', 'The game does not answer. Are you on the right Wi-Fi?'));
    const timer = setTimeout(lost, PATIENCE);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      () => {
        clearTimeout(timer);
        lost();
      },
    );
  });
}
