import { get } from '../app/api.js';

/**
 * What the console knows of the meeting beside the room: asked for every few seconds
 * while the page is seen, and at once after each change of the leader's own.
 *
 * @typedef {{id: string, name: string, icon: string}} Named
 * @typedef {{player: string, name: string, icon: string, user: string}} Claim
 * @typedef {{user: string, role: string}} Device
 *
 * @typedef {object} Network
 * @property {'open' | 'shut'} door while it is shut, this computer alone is let in
 * @property {string} name that the computer is found by, '' for none
 * @property {boolean} heard another device has got through
 * @property {string} advice what may be in the way, '' for nothing
 * @property {string[]} findings what most likely keeps phones away (leader/doctor.js has the words)
 *
 * @typedef {{minutes: number, left: number}} Evening minutes it was given, 0 for no end; ms until it is over
 * @typedef {{id: string, kind: string, options: Record<string, any>, state: 'next' | 'now' | 'done'}} Item
 *
 * @typedef {object} Meeting
 * @property {string} title
 * @property {boolean} locked
 * @property {string} code
 * @property {string} playing
 * @property {string[]} addresses
 * @property {Record<string, string>} sixes names of those that have one
 * @property {Device[]} waiting devices with a second key; their two digits are on their screens alone
 * @property {Claim[]} claims «Is that you?»
 * @property {Named[]} removed
 * @property {Named[]} pending names that wait for a tick
 * @property {number} leaders connected ones, big screens too
 * @property {{user: string, role: string, device?: string, since: number}[]} [leading] they
 * @property {boolean} saving
 * @property {string} wifi its name, for the poster, '' for none
 * @property {Evening} evening
 * @property {Item[]} plan the running order
 * @property {number} volume of the big screen, 0 to 10
 * @property {Network} network how other devices reach this computer
 * @property {string} notice what the program has to say, '' for nothing
 * @property {Record<string, number>} limits
 */

const EVERY = 3000; // ms

export class Poll {
  /** @param {(meeting: Meeting) => void} then */
  constructor(then) {
    this.then = then;
    /** @type {any} */
    this.timer = null;
    this.stopped = false;
    this.asked = 0;
  }

  /** Asks at once, and goes on asking. */
  async now() {
    clearTimeout(this.timer);
    const asked = ++this.asked;
    try {
      const meeting = read(await get('/api/meeting'));
      if (this.stopped || asked !== this.asked) return;
      this.then(meeting);
    } catch {
      // The socket tells what is wrong; this one only asks again.
    }
    if (this.stopped || asked !== this.asked) return;
    this.timer = setTimeout(() => this.now(), EVERY);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }
}

/**
 * Fills in what an older or a younger server leaves out.
 *
 * @param {any} m the answer of the server
 * @returns {Meeting}
 */
export function read(m) {
  return Object.assign(
    {
      title: '',
      locked: false,
      code: '',
      playing: '',
      addresses: [],
      sixes: {},
      waiting: [],
      claims: [],
      removed: [],
      pending: [],
      leaders: 1,
      saving: true,
      volume: 6,
      wifi: '',
      evening: { minutes: 0, left: 0 },
      plan: [],
      notice: '',
      network: { door: 'open', name: '', heard: false, advice: '', findings: [] },
      limits: {},
    },
    m,
  );
}
