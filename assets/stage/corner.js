import { h, set, show, text } from '../app/dom.js';
import { plain } from '../leader/join.js';

/**
 * The way in, always in the same corner: small in a game, larger at the campfire, and
 * very large until the first Cub is there.
 *
 * @typedef {import('./types.js').State} State
 */

export class Corner {
  constructor() {
    this.qr = h('img', { class: 'qr', alt: 'QR code to join' });
    this.code = h('p', { class: 'code' });
    this.address = h('p', { class: 'address' });
    this.point = h('p', { class: 'point' });
    this.of = '';
    this.el = h(
      'aside',
      { class: 'corner', 'aria-label': 'Join here' },
      this.point,
      this.qr,
      this.address,
      this.code,
    );
  }

  /**
   * @param {import('../leader/poll.js').Meeting | null} meeting
   * @param {import('../app/types.js').SeatState | null} state
   */
  render(meeting, state) {
    if (!meeting) return;
    const address = meeting.addresses[0] || '';
    const shut = meeting.network.door === 'shut'; // then there is no address yet
    show(this.el, shut || address !== '');
    text(this.point, shut ? 'The door opens in a moment' : 'Point your camera here');
    [this.qr, this.address, this.code].forEach((el) => show(el, !shut));
    if (address && this.of !== address + meeting.code) {
      this.of = address + meeting.code;
      set(this.qr, { src: `/join.svg?of=${encodeURIComponent(this.of)}` });
    }
    text(this.code, meeting.code);
    text(this.address, plain(address));
    set(this.el, { 'data-size': size(state) });
  }
}

/**
 * @param {import('../app/types.js').SeatState | null} state
 * @returns {'small' | 'middle' | 'large'}
 */
function size(state) {
  if (state && state.room.kind !== 'campfire') return 'small';
  return state && Object.keys(state.room.players || {}).length ? 'middle' : 'large';
}
