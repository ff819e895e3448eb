/**
 * Nodes without templates: create them once in mount, patch them in render. All
 * text becomes text nodes, so a name can never become markup.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 * @typedef {Record<string, any>} Props
 * @typedef {{el: HTMLElement | SVGElement, render: (item: any, index: number) => void, destroy?: () => void}} Part
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. Of the props, `on…` functions become listeners, `style` is an
 * object of CSS properties (custom ones too), everything else an attribute.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  if (props) set(el, props);
  append(el, children);
  return el;
}

/**
 * Makes an SVG element, as h does.
 *
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Props | null} [props]
 * @param {...(Child | Child[])} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, props, ...children) {
  const el = /** @type {SVGElementTagNameMap[K]} */ (document.createElementNS(SVG, tag));
  if (props) set(el, props);
  append(el, children);
  return el;
}

/**
 * @param {Node} el
 * @param {(Child | Child[])[]} children
 */
function append(el, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(el, child);
    else if (child instanceof Node) el.appendChild(child);
    else if (typeof child === 'string' || typeof child === 'number') {
      el.appendChild(document.createTextNode(String(child)));
    }
  }
}

/**
 * Patches attributes, styles and listeners; writes only what differs. null, undefined
 * and false take an attribute away, true sets it empty. A listener is added each
 * time: give listeners when the node is made.
 *
 * @param {Element} el
 * @param {Props} props
 */
export function set(el, props) {
  for (const name of Object.keys(props)) {
    const value = props[name];
    if (name === 'style') style(/** @type {HTMLElement} */ (el), value);
    else if (typeof value === 'function') el.addEventListener(name.slice(2), value);
    else attribute(el, name, value);
  }
}

/**
 * @param {Element} el
 * @param {string} name
 * @param {any} value
 */
function attribute(el, name, value) {
  if (value === null || value === undefined || value === false) {
    if (el.hasAttribute(name)) el.removeAttribute(name);
    return;
  }
  const text = value === true ? '' : String(value);
  if (el.getAttribute(name) !== text) el.setAttribute(name, text);
}

/**
 * Sets styles one by one: the content security policy forbids a style attribute.
 *
 * @param {HTMLElement} el
 * @param {Record<string, string | number>} styles
 */
function style(el, styles) {
  for (const name of Object.keys(styles)) {
    const text = String(styles[name]);
    if (el.style.getPropertyValue(name) !== text) el.style.setProperty(name, text);
  }
}

/**
 * Sets the text of a node that holds nothing else.
 *
 * @param {Element} el
 * @param {string | number} value
 */
export function text(el, value) {
  if (el.textContent !== String(value)) el.textContent = String(value);
}

/**
 * @param {Element} el
 * @param {any} on shown where true
 */
export function show(el, on) {
  attribute(el, 'hidden', !on);
}

/**
 * Adds or takes away one class.
 *
 * @param {Element} el
 * @param {string} name
 * @param {any} on
 */
export function mark(el, name, on) {
  if (on) el.classList.add(name);
  else el.classList.remove(name);
}

/**
 * Takes all children away and puts others in their place.
 *
 * @param {Element} el
 * @param {...(Child | Child[])} children
 */
export function fill(el, ...children) {
  while (el.lastChild) el.removeChild(el.lastChild);
  append(el, children);
}

/**
 * A list whose nodes stay with their items: what is new is made, what is gone is
 * removed, what has moved is moved, and only then everything is patched.
 *
 * @param {Element} parent holds nothing else
 * @param {(item: any) => string} key
 * @param {(item: any) => Part} make
 * @returns {(items: any[]) => void}
 */
export function list(parent, key, make) {
  /** @type {Map<string, Part>} */
  let parts = new Map();
  return (items) => {
    /** @type {Map<string, Part>} */
    const next = new Map();
    for (const item of items) next.set(key(item), parts.get(key(item)) || make(item));
    parts.forEach((part, k) => {
      if (next.has(k)) return;
      if (part.destroy) part.destroy();
      parent.removeChild(part.el);
    });
    parts = next;
    let at = parent.firstChild;
    items.forEach((item, i) => {
      const part = /** @type {Part} */ (parts.get(key(item)));
      if (part.el === at) at = at.nextSibling;
      else parent.insertBefore(part.el, at);
      part.render(item, i);
    });
  };
}

/**
 * Returns a function that runs `fn` once before the next picture is drawn, however
 * often it is called until then; soon, where the page is hidden and none is drawn.
 *
 * @param {() => void} fn
 * @returns {() => void}
 */
export function perFrame(fn) {
  let asked = false;
  const run = () => {
    if (!asked) return;
    asked = false;
    fn();
  };
  return () => {
    if (asked) return;
    asked = true;
    if (document.hidden) setTimeout(run, 0);
    else requestAnimationFrame(run);
  };
}

/**
 * Moves the focus to a heading or another node that usually has none, so that a
 * screen reader and the Tab key go on from the new screen.
 *
 * @param {HTMLElement | null} el
 */
export function focus(el) {
  if (!el) return;
  if (el.tabIndex < 0) el.setAttribute('tabindex', '-1');
  el.focus();
}
