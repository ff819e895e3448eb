import { h, set, show, text } from '../app/dom.js';
import { fire } from '../ui/fire.js';

/**
 * What lies over the game while it waits: the break, a pause and why, and the 3-2-1
 * before it goes on.
 *
 * @typedef {import('./types.js').State} State
 */

const WORDS = /** @type {Record<string, string[]>} */ ({
  break: ['🥤', 'Break time!', 'Stretch, drink, giggle. Your place is kept.'],
  leader: ['🐾', 'A little pause', 'The clock stands still. We go on in a moment.'],
  wobble: ['📶', 'The Wi-Fi wobbled', 'Nobody loses anything. We wait for everyone.'],
  restart: ['🌱', 'Packnight woke up again', 'Same round, same scores, same time left.'],
  slept: ['😴', 'The laptop had a nap', 'Same round, same scores, same time left.'],
  saving: ['✍️', 'Writing things down', 'One moment: every answer must be safe.'],
});

export class Cover {
  /** @param {() => number} now the server's clock, ms */
  constructor(now) {
    this.now = now;
    this.picture = h('p', { class: 'cover-picture', 'aria-hidden': 'true' });
    this.fire = fire();
    this.title = h('h1');
    this.about = h('p');
    this.el = h(
      'section',
      { class: 'cover', role: 'status', hidden: true },
      this.fire,
      this.picture,
      this.title,
      this.about,
    );
    /** @type {State | null} */
    this.state = null;
    /** @type {any} */
    this.timer = null;
  }

  destroy() {
    clearTimeout(this.timer);
  }

  /** @param {State} state */
  render(state) {
    this.state = state;
    this.draw();
  }

  draw() {
    clearTimeout(this.timer);
    const room = this.state && this.state.room;
    show(this.el, room && (room.break || room.paused));
    if (!room || this.el.hidden) return;
    if (room.break) this.say('break');
    else if (room.resumes !== undefined) this.count(room.resumes);
    else this.say(room.why || 'leader');
  }

  /** @param {string} why */
  say(why) {
    const [picture, title, about] = WORDS[why] || WORDS.leader;
    set(this.el, { 'data-why': why });
    show(this.fire, why === 'break');
    text(this.picture, picture);
    text(this.title, title);
    text(this.about, about);
  }

  /** @param {number} at server time when it goes on */
  count(at) {
    const left = Math.max(0, at - this.now());
    set(this.el, { 'data-why': 'count' });
    show(this.fire, false);
    text(this.picture, '');
    text(this.title, Math.max(1, Math.ceil(left / 1000)));
    text(this.about, 'Here we go again!');
    if (left > 0) this.timer = setTimeout(() => this.draw(), 100);
  }
}
