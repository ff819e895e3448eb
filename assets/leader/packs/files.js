import { ApiError } from '../../app/api.js';
import { h } from '../../app/dom.js';
import { newID } from './model.js';

/**
 * Packs as files: out by a link to a Blob, in by reading a chosen file. The server
 * judges what comes in and knows the line of a mistake, so the text is sent as it is.
 */

const MOST_BYTES = 32 << 20; // of a backup, as the server has it; it knows how large a pack may be

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
    return Promise.reject(new ApiError(413, 'too_large', 'It is larger than 32 MB.'));
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^\ufeff/, ''));
    reader.onerror = () => reject(new ApiError(0, 'unreadable', 'This file can’t be read.'));
    reader.readAsText(file);
  });
}

/**
 * Has the browser save all packs as one file.
 */
export function saveAll() {
  const a = h('a', { href: '/api/backup', download: 'packnight-packs.json' });
  document.body.appendChild(a);
  a.click();
  document.body.removeChild(a);
}

/**
 * Brings the text of a file in: all packs of a backup, or else as a new pack.
 *
 * @param {string} text
 * @returns {Promise<void>} rejects with an ApiError that has the server's answer in `body`
 */
export async function sendFile(text) {
  const answer = await fetch(isBackup(text) ? '/api/backup' : `/api/packs/${newID()}`, {
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

/**
 * @param {string} text
 * @returns {boolean}
 */
function isBackup(text) {
  try {
    return JSON.parse(text).packnight === 'packs';
  } catch {
    return false; // the server knows the line of the mistake
  }
}
