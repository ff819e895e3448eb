/**
 * The big screen's sound, made here from tones and noise: a fire that crackles, and a cue
 * for what happens. Nothing needs hearing.
 *
 * @typedef {import('./cues.js').Cue} Cue
 */

const LOUDEST = 10;
const DRUM = 2.6; // s; as long as the podium takes to unveil
const TUNE = [392, 523.25, 659.25, 783.99, 659.25, 783.99, 1046.5]; // Hz: up a C major chord
const BEATS = [0.18, 0.18, 0.18, 0.36, 0.18, 0.18, 0.9]; // s

export class Sound {
  /** @param {() => AudioContext} [make] */
  constructor(make = makeContext) {
    this.make = make;
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {GainNode | null} */
    this.out = null;
    this.volume = 0;
    /** @type {any} */
    this.embers = null;
  }

  /** Whether it may be heard: browsers wait for somebody to tap first. */
  get on() {
    return this.context !== null && this.context.state === 'running';
  }

  /** Begins, in the hand of a tap. @returns {Promise<void>} */
  async begin() {
    if (!this.context) {
      this.context = this.make();
      this.out = this.context.createGain();
      this.out.connect(this.context.destination);
      this.loud(this.volume);
      this.crackle();
    }
    await this.context.resume();
  }

  /** @param {number} volume 0 to 10 */
  loud(volume) {
    this.volume = volume;
    // Twice as loud to the ear is about a square for the speaker.
    if (this.out) this.out.gain.value = 0.8 * Math.pow(Math.max(0, Math.min(LOUDEST, volume)) / LOUDEST, 2);
  }

  /** @param {Cue[]} cues */
  play(cues) {
    if (!this.on || !this.volume) return;
    for (const cue of cues) this[cue]();
  }

  end() {
    clearTimeout(this.embers);
    if (this.context) this.context.close();
    this.context = null;
    this.out = null;
  }

  // Cues

  arrive() {
    this.tone(523.25, 0, 0.12, 0.25, 'triangle');
    this.tone(783.99, 0.09, 0.22, 0.25, 'triangle');
  }

  start() {
    this.tone(440, 0, 0.12, 0.3, 'triangle');
    this.tone(659.25, 0.12, 0.3, 0.3, 'triangle');
  }

  tick() {
    this.tone(1200, 0, 0.05, 0.18, 'square');
  }

  bell() {
    for (const at of [0, 0.28, 0.56]) {
      this.tone(1318.5, at, 0.5, 0.25, 'sine');
      this.tone(2637, at, 0.3, 0.1, 'sine');
    }
  }

  reveal() {
    [523.25, 659.25, 783.99].forEach((hz, i) => this.tone(hz, i * 0.05, 0.7, 0.2, 'sine'));
  }

  drum() {
    for (let at = 0; at < DRUM; at += 0.055) this.noise(at, 0.05, 0.06 + (0.22 * at) / DRUM, 220);
    this.noise(DRUM, 0.5, 0.4, 3000);
  }

  tune() {
    let at = DRUM + 0.15;
    TUNE.forEach((hz, i) => {
      this.tone(hz, at, BEATS[i] + 0.1, 0.28, 'triangle');
      this.tone(hz / 2, at, BEATS[i], 0.14, 'sine');
      at += BEATS[i];
    });
  }

  /** The fire: now and then an ember bursts. */
  crackle() {
    this.embers = setTimeout(
      () => {
        if (this.on && this.volume)
          this.noise(0, 0.02 + Math.random() * 0.04, 0.03 + Math.random() * 0.05, 1800);
        if (this.context) this.crackle();
      },
      80 + Math.random() * 500,
    );
  }

  // Tones and noise

  /**
   * @param {number} hz
   * @param {number} at s from now
   * @param {number} long s
   * @param {number} loud 0 to 1
   * @param {OscillatorType} type
   */
  tone(hz, at, long, loud, type) {
    const { context, out } = this;
    if (!context || !out) return;
    const from = context.currentTime + at;
    const source = context.createOscillator();
    const gain = context.createGain();
    source.type = type;
    source.frequency.value = hz;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loud, from + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.001, from + long);
    source.connect(gain);
    gain.connect(out);
    source.start(from);
    source.stop(from + long + 0.02);
  }

  /**
   * @param {number} at s from now
   * @param {number} long s
   * @param {number} loud 0 to 1
   * @param {number} hz around which it is
   */
  noise(at, long, loud, hz) {
    const { context, out } = this;
    if (!context || !out) return;
    const from = context.currentTime + at;
    const buffer = context.createBuffer(1, Math.ceil(context.sampleRate * long), context.sampleRate);
    const data = buffer.getChannelData(0);
    for (let i = 0; i < data.length; i++) data[i] = Math.random() * 2 - 1;
    const source = context.createBufferSource();
    const filter = context.createBiquadFilter();
    const gain = context.createGain();
    source.buffer = buffer;
    filter.type = 'bandpass';
    filter.frequency.value = hz;
    gain.gain.setValueAtTime(loud, from);
    gain.gain.exponentialRampToValueAtTime(0.001, from + long);
    source.connect(filter);
    filter.connect(gain);
    gain.connect(out);
    source.start(from);
  }
}

/** @returns {AudioContext} */
function makeContext() {
  const Make = window.AudioContext || /** @type {any} */ (window).webkitAudioContext;
  return new Make();
}
