import { del, me } from '../app/api.js';
import { backoff } from '../app/backoff.js';
import { fill, h, perFrame, show, text } from '../app/dom.js';
import { Store } from '../app/store.js';
import { scene } from '../ui/fire.js';
import { notes } from '../ui/notes.js';
import { flipTheme, followTheme } from '../ui/theme.js';
import { bar } from './bar.js';
import { Family } from './family.js';
import { join } from './join.js';
import { codeInHash } from './names.js';
import { Play } from './play.js';
import { hearth, screen } from './screens.js';

/**
 * The Cub's page: who is here, and which screen that means.
 */

const BANNER = 1500; // ms without a connection until the page says so
const store = new Store();
const note = notes();

/** The page as a whole. There is one. */
class Page {
  constructor() {
    /** Whether the server has said who this browser is. */
    this.ready = false;
    this.asking = false;
    this.over = false;
    this.adding = false;
    this.scanned = takeCode();
    this.joinedFor = false;
    /** @type {{el: HTMLElement, destroy: () => void} | null} */
    this.joining = null;
    this.draw = perFrame(() => this.render());
    this.family = new Family({
      store,
      changed: () => this.draw(),
      event: (cub, event) => this.event(cub, event),
      lost: () => this.askWho(),
    });
    this.play = new Play({
      toast: note.toast,
      say: note.say,
      changed: () => this.draw(),
      uncover: () => this.family.uncover(),
    });
    this.bar = bar({
      pass: (id) => this.family.show(id),
      add: () => this.add(),
      leave: (cub) => this.leave(cub),
      flip: flipTheme,
      needs: (cub) => this.play.needs(cub),
    });
    this.banner = h('p', { class: 'banner', role: 'status', hidden: true });
    this.main = h('main', { id: 'main' });
    const app = /** @type {HTMLElement} */ (document.getElementById('app'));
    fill(app, scene(), this.bar.el, this.banner, this.main, note.el);
    this.wait('Lighting the fire');
    window.addEventListener('hashchange', () => this.scan());
    this.askWho();
    setInterval(() => this.renderBanner(), 500);
  }

  /**
   * Asks the server who this browser is, until it answers.
   *
   * @param {number} [tries]
   */
  async askWho(tries = 0) {
    if (this.asking && tries === 0) return;
    this.asking = true;
    try {
      const who = await me(store.get('meeting') === null);
      this.asking = false;
      this.known(who);
    } catch (error) {
      const wait = Math.max(/** @type {any} */ (error).wait || 0, backoff(tries));
      setTimeout(() => this.askWho(tries + 1), wait);
      if (tries > 2 && !this.family.cubs.length) this.wait('Looking for the campfire');
    }
  }

  /** @param {import('../app/types.js').Me} who */
  known(who) {
    const others = store.meeting(who.meeting, ['theme']);
    if (this.scanned) store.set('code', this.scanned);
    this.scanned = '';
    if (others && this.family.cubs.length) return this.end();
    this.ready = true;
    this.family.take(who.players);
    return this.draw();
  }

  /** The QR code was scanned again while the page is open. */
  scan() {
    const code = takeCode();
    if (!code) return;
    store.set('code', code);
    this.family.knock();
    this.draw();
  }

  /**
   * @param {import('./family.js').Cub} cub
   * @param {import('../app/types.js').SeatEvent} event
   */
  event(cub, event) {
    const shown = this.family.shown() === cub && !this.family.covered;
    if (shown && event.type === 'refused' && event.code !== 'moved') note.toast(event.message);
    if (shown) this.play.event(event);
  }

  render() {
    if (this.over) return;
    const shown = this.family.shown();
    if (this.family.cubs.some((c) => c.seat.status === 'ended')) return this.end();
    if (!this.ready) return;
    const lacksCode = shown !== null && shown.hurdle === 'code' && !this.adding;
    if (!shown || this.adding || lacksCode) {
      this.bar.render(this.family.cubs, null, false);
      return this.openJoin(lacksCode);
    }
    this.closeJoin();
    if (this.main.firstChild !== this.play.el) fill(this.main, this.play.el);
    this.bar.render(this.family.cubs, shown, this.family.covered);
    this.play.render(shown, this.family.covered, this.family.cubs.length > 1);
    this.renderBanner();
  }

  /** @param {boolean} codeOnly */
  openJoin(codeOnly) {
    if (this.joining && this.joinedFor === codeOnly) return;
    this.closeJoin();
    this.joinedFor = codeOnly;
    this.joining = join({
      store,
      codeOnly,
      toast: note.toast,
      foot: foot(),
      cancel: this.adding ? () => this.stopAdding() : null,
      coded: () => this.family.knock(),
      joined: (player) => {
        this.adding = false;
        this.family.add(player);
      },
      returned: (players) => {
        this.adding = false;
        this.family.take(players);
        this.family.show(players[players.length - 1].id);
      },
    });
    fill(this.main, this.joining.el);
  }

  closeJoin() {
    if (this.joining) this.joining.destroy();
    this.joining = null;
  }

  add() {
    this.adding = true;
    this.draw();
  }

  stopAdding() {
    this.adding = false;
    this.draw();
  }

  /** @param {import('./family.js').Cub} cub */
  async leave(cub) {
    try {
      await del('/api/players/' + cub.player.id);
      this.family.take(this.family.cubs.filter((c) => c !== cub).map((c) => c.player));
    } catch (error) {
      note.toast(/** @type {Error} */ (error).message);
    }
  }

  /** The evening is over: everything is forgotten. */
  end() {
    this.over = true;
    this.family.stop();
    this.closeJoin();
    store.clear();
    this.bar.render([], null, false);
    show(this.banner, false);
    const title = 'Thanks for playing!';
    const words = 'The fire is out. This game has forgotten everything.';
    const button = { label: 'A new evening', kind: 'calm', run: () => location.reload() };
    fill(this.main, screen({ picture: hearth(), title, words, button }));
  }

  /** @param {string} title */
  wait(title) {
    fill(this.main, screen({ picture: hearth(), title, words: 'One moment', waits: true }));
  }

  /** Says calmly that the connection is gone, and that nothing tapped is. */
  renderBanner() {
    const cub = this.family.shown();
    const seat = cub && cub.seat;
    const away =
      seat && seat.status === 'connecting' && seat.lostAt && seat.env.clock() - seat.lostAt > BANNER;
    show(this.banner, away && !this.over && !this.adding);
    if (!away || !seat) return;
    const waiting = seat.kept.pending.length > 0;
    text(
      this.banner,
      waiting ? 'Looking for the fire… Your tap is kept.' : 'Looking for the fire… Your place is kept.',
    );
  }
}

/**
 * Takes the code out of the address bar, where others could read it.
 *
 * @returns {string} '' for none
 */
function takeCode() {
  const code = codeInHash(location.hash);
  if (location.hash) history.replaceState(null, '', location.pathname);
  return code;
}

function foot() {
  return h(
    'footer',
    { class: 'foot' },
    h('a', { href: '/privacy' }, 'What does this game remember?'),
    h('a', { href: '/parents' }, 'For parents'),
    h('button', { type: 'button', class: 'foot-theme', onclick: flipTheme }, 'Light or dark'),
  );
}

followTheme();
new Page();
