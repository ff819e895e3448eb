import { ApiError } from '../../app/api.js';
import { newID } from './model.js';

/**
 * Packs as files: out by a link to a Blob, in by reading a chosen file. The server
 * judges what comes in and knows the line of a mistake, so the text is sent as it is.
 */

const MOST_BYTES = 1 << 20;

/**
 * Has the browser save a pack.
 *
 * @param {string} name
 * @param {any} pack
 */
export function download(name, pack) {
  const blob = new Blob([JSON.stringify(pack, null, 2) + '\n'], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const a = document.createElement('a');
  a.href = url;
  a.download = name;
  document.body.appendChild(a);
  a.click();
  document.body.removeChild(a);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/**
 * @param {File} file
 * @returns {Promise<string>} its text; rejects with an ApiError
 */
export function readFile(file) {
  if (file.size > MOST_BYTES) {
    return Promise.reject(new ApiError(413, 'too_large', 'It is larger than 1 MB.'));
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^\ufeff/, ''));
    reader.onerror = () => reject(new ApiError(0, 'unreadable', 'This file can’t be read.'));
    reader.readAsText(file);
  });
}

/**
 * Puts the text of a file as a new pack.
 *
 * @param {string} text
 * @returns {Promise<void>} rejects with an ApiError that has the server's answer in `body`
 */
export async function sendFile(text) {
  const answer = await fetch(`/api/packs/${newID()}`, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { 'Content-Type': 'application/json' },
    body: text,
  });
  if (answer.ok) return;
  const body = await answer.json().catch(() => null);
  const error = (body && body.error) || {};
  throw new ApiError(answer.status, error.code || '', error.message || 'That did not work. Try once more.', {
    body,
  });
}
