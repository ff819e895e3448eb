import { h, set, show, text, list } from '../app/dom.js';
import { Doctor } from './doctor.js';

/**
 * How Cubs come in: the QR code, the code in large, every address; and the way to the
 * doctor when a phone does not come.
 *
 * @typedef {import('./console.js').Console} Console
 */

export class Join {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.shownFor = '';
    this.qr = h('img', { class: 'qr', alt: 'QR code to join', width: '220', height: '220' });
    this.code = h('p', { class: 'code', 'aria-label': 'Tonight’s code' });
    this.point = h('p', { class: 'point' });
    this.first = h('p', { class: 'address' });
    const others = h('ul', { class: 'addresses' });
    this.others = list(
      others,
      (a) => a,
      () => addressPart(),
    );
    this.more = h('details', { class: 'more-addresses' }, h('summary', null, 'Other addresses'), others);
    this.doctor = new Doctor(app);
    this.ask = h(
      'button',
      { type: 'button', class: 'ask-doctor', onclick: () => this.doctor.call() },
      'A phone doesn’t come?',
    );
    this.el = h(
      'section',
      { class: 'card join', 'aria-labelledby': 'join-title' },
      h('h2', { id: 'join-title' }, 'Come in'),
      this.qr,
      this.point,
      this.first,
      this.code,
      this.more,
      this.ask,
    );
  }

  render() {
    const { meeting } = this.app;
    if (!meeting) return;
    const [first = '', ...others] = meeting.addresses;
    this.way(first !== '');
    if (first) this.picture(`${meeting.code} ${first}`);
    text(this.first, plain(first));
    text(this.code, meeting.code);
    this.others(others);
    show(this.more, others.length > 0);
    show(this.ask, first !== '');
    this.doctor.render();
  }

  /**
   * There is no way in while the door is shut.
   *
   * @param {boolean} there
   */
  way(there) {
    [this.qr, this.first, this.code].forEach((el) => show(el, there));
    text(
      this.point,
      there ? 'Point a camera at it, or type:' : 'The way in shows here once the door is open.',
    );
  }

  /**
   * Fetches the QR code again when the address or the code is another one.
   *
   * @param {string} of
   */
  picture(of) {
    if (this.shownFor === of) return;
    this.shownFor = of;
    set(this.qr, { src: `/join.svg?of=${encodeURIComponent(of)}` });
  }
}

function addressPart() {
  const el = h('li');
  return { el, render: (/** @type {string} */ a) => text(el, plain(a)) };
}

/**
 * An address as it is typed.
 *
 * @param {string} url
 * @returns {string}
 */
export function plain(url) {
  return url.replace(/^https?:\/\//, '').replace(/\/(#.*)?$/, '');
}
