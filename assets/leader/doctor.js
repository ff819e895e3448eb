import { h, list, show, text } from '../app/dom.js';

/**
 * The Wi-Fi doctor: why phones don't come, the likeliest reason first, and what to try.
 * It comes by itself when nobody has come for a while, and when it is called.
 *
 * @typedef {import('./console.js').Console} Console
 */

const PATIENCE = 90000; // ms without a Cub until it comes by itself

/** What the server found, in words: what is wrong, what to try. @type {Record<string, [string, string]>} */
export const FINDINGS = {
  no_network: [
    'This computer is in no Wi-Fi',
    'Connect it to the Wi-Fi that the phones use. Is there none? Make a hotspot with one phone, and put this computer and all the others into it.',
  ],
  only_vpn: [
    'This computer is only in a VPN',
    'Phones can’t come through it. Turn the VPN off and connect to the Wi-Fi that the phones use.',
  ],
  no_router: [
    'The Wi-Fi gave this computer no address',
    'Turn its Wi-Fi off and on again, or restart the router. Then a new code shows here.',
  ],
  blocked: [
    'Something on this computer is in the way',
    'It does not even reach itself. Turn a VPN off, and allow Packnight in the firewall.',
  ],
  moved: [
    'The address of this computer has changed',
    'Let everyone scan the code once more: the address that they have leads nowhere now.',
  ],
  reached: [
    'A phone has found the way',
    'So the Wi-Fi is fine. Look at that phone: has its Cub chosen an animal, a name and a Six? For the others try these:',
  ],
  firewall: [
    'The firewall of this computer says no',
    'Windows and Macs ask once whether Packnight may be reached. Choose «Allow», for private and public networks. Was it «Block»? Open the firewall’s settings and allow Packnight.',
  ],
  isolation: [
    'It is a guest Wi-Fi',
    'Guest networks often keep phones and computers apart. Put both into the main Wi-Fi, or make a hotspot with one phone and put this computer and all the others into it.',
  ],
  mobile_data: [
    'The phone uses mobile data',
    'Turn its mobile data off for a moment, so that it takes the Wi-Fi. Some ask whether to stay in a Wi-Fi without internet: stay.',
  ],
  other_wifi: [
    'The phone is in another Wi-Fi',
    'It needs the same Wi-Fi as this computer. Then try the other addresses below the code.',
  ],
  port: [
    'The address is typed wrongly',
    'All of it has to be typed, with the colon and the number behind it. The code at the door does that by itself.',
  ],
};

export class Doctor {
  /** @param {Console} app */
  constructor(app) {
    this.app = app;
    this.since = performance.now(); // nobody has come since then
    this.called = false;
    this.sent = false; // away, by the leader
    this.cubs = 0;
    this.title = h('h2', { id: 'doctor-title', tabindex: '-1' });
    this.about = h('p');
    const steps = h('ol');
    this.steps = list(
      steps,
      (s) => s.id,
      () => step(),
    );
    this.el = h(
      'section',
      { class: 'card doctor', 'aria-labelledby': 'doctor-title', hidden: true },
      this.title,
      this.about,
      steps,
      h(
        'button',
        { type: 'button', class: 'btn calm small', onclick: () => this.dismiss() },
        'All is well now',
      ),
    );
  }

  render() {
    const { meeting } = this.app;
    if (!meeting) return;
    const cubs = this.app.cubs();
    if (cubs > 0 || meeting.network.door === 'shut') this.since = performance.now();
    if (cubs > this.cubs) this.called = false; // who was meant has come
    this.cubs = cubs;
    const waited = !this.sent && performance.now() - this.since > PATIENCE;
    show(this.el, this.called || waited);
    if (this.el.hidden) return;
    text(this.title, cubs ? 'A phone doesn’t come' : 'No phone has come yet');
    text(
      this.about,
      'If it tries and nothing opens, it is most likely one of these. Try them in this order:',
    );
    this.steps(reasons(meeting.network));
  }

  /** Comes because the leader asks. */
  call() {
    this.called = true;
    this.app.tab('now');
    this.render();
    this.title.focus();
  }

  dismiss() {
    this.called = false;
    this.sent = true;
    this.render();
  }
}

/**
 * @param {{findings: string[], advice: string}} network
 * @returns {{id: string, what: string, then: string}[]}
 */
export function reasons({ findings, advice }) {
  return findings
    .filter((id) => FINDINGS[id])
    .map((id) => {
      const [what, then] = FINDINGS[id];
      return { id, what, then: id === 'firewall' && advice ? advice : then };
    });
}

function step() {
  const [what, then] = [h('strong'), h('span')];
  return {
    el: h('li', null, what, then),
    render: (/** @type {{what: string, then: string}} */ s) => {
      text(what, s.what);
      text(then, s.then);
    },
  };
}
