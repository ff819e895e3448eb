import { h, set, show, text, list } from '../app/dom.js';

/**
 * How Cubs come in: the QR code, the code in large, every address; and what is
 * likely wrong when nobody comes.
 *
 * @typedef {import('./console.js').Console} Console
 */

const PATIENCE = 90000; // ms without a Cub until the page wonders

/** What to try where the program itself has no better advice. */
const FIREWALL =
  'Windows and Macs ask once whether Packnight may be reached. Choose «Allow», for private and public networks. Was it «Block»? Open the firewall’s settings and allow Packnight.';

/** What else may be wrong, the likeliest first, and what to try. */
const DOCTOR = [
  [
    'It is a guest Wi-Fi',
    'Guest networks often keep phones and laptops apart. Put both on the main Wi-Fi, or make a hotspot with one phone and put the laptop and all the others on it.',
  ],
  ['The phones use mobile data', 'Turn mobile data off for a moment, so that the phone takes the Wi-Fi.'],
  [
    'The phones are in another network',
    'Laptop and phones need the same Wi-Fi name. Then try the other addresses below the code.',
  ],
];

export class Join {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.started = performance.now();
    this.dismissed = false;
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
    this.firewall = h('span');
    this.doctor = doctor(this.firewall, () => this.dismiss());
    this.el = h(
      'section',
      { class: 'card join', 'aria-labelledby': 'join-title' },
      h('h2', { id: 'join-title' }, 'Come in'),
      this.qr,
      this.point,
      this.first,
      this.code,
      this.more,
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
    this.diagnose();
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

  /** Shows the doctor once nobody has come for so long. */
  diagnose() {
    const { network } = /** @type {import('./poll.js').Meeting} */ (this.app.meeting);
    if (this.app.cubs() > 0) this.dismissed = true;
    if (network.door === 'shut') this.started = performance.now();
    const waited = performance.now() - this.started;
    text(this.firewall, network.advice || FIREWALL);
    show(/** @type {HTMLElement} */ (this.firewall.parentElement), !network.heard);
    show(this.doctor, !this.dismissed && waited > PATIENCE);
  }

  dismiss() {
    this.dismissed = true;
    show(this.doctor, false);
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

/**
 * @param {HTMLElement} firewall what to do about it
 * @param {() => void} dismiss
 */
function doctor(firewall, dismiss) {
  const first = h('li', null, h('strong', null, 'The laptop’s firewall says no'), firewall);
  const steps = DOCTOR.map(([what, then]) => h('li', null, h('strong', null, what), h('span', null, then)));
  const el = h(
    'section',
    { class: 'card doctor', 'aria-labelledby': 'doctor-title', hidden: true },
    h('h2', { id: 'doctor-title' }, 'No phone has come yet'),
    h('p', null, 'If they try and it does not open, it is most likely one of these, in this order:'),
    h('ol', null, first, steps),
    h(
      'button',
      { type: 'button', class: 'btn calm small', onclick: dismiss },
      'All fine, they are just late',
    ),
  );
  return el;
}
