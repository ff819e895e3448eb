/**
 * JSON Merge Patch (RFC 7396). The document is never changed in place: a new one
 * is returned that shares what the patch left alone, so a view can tell by `===`
 * that nothing in a part has changed.
 *
 * @param {any} doc
 * @param {any} patch
 * @returns {any}
 */
export function merge(doc, patch) {
  if (!isObject(patch)) return patch;
  /** @type {Record<string, any>} */
  const out = isObject(doc) ? Object.assign({}, doc) : {};
  for (const key of Object.keys(patch)) {
    if (key === '__proto__') continue; // would set the prototype, not a member
    if (patch[key] === null) delete out[key];
    else out[key] = merge(out[key], patch[key]);
  }
  return out;
}

/**
 * @param {any} value
 * @returns {boolean}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
