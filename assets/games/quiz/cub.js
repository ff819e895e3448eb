import { fill, h, list, mark, set, show, svg, text } from '../../app/dom.js';
import { gained, standing } from '../../cub/standing.js';
import { ring } from '../../ui/ring.js';
import { answerShape, LETTERS, shapeName, starShape } from '../../ui/shapes.js';

/**
 * The quiz on a Cub's phone: listen, whisper, tap, see.
 *
 * @typedef {import('../../app/types.js').ViewState} ViewState
 * @typedef {import('../../app/types.js').ViewContext} ViewContext
 * @typedef {{text: string, picture?: string}} Answer
 *
 * @typedef {object} Shown What is drawn, worked out from the state and the taps on their way.
 * @property {'read'|'talk'|'play'|'reveal'} step
 * @property {Answer[]} answers
 * @property {number} chosen -1 for none
 * @property {boolean} star whether it lies on this answer
 * @property {boolean} hasStar whether there is one to lay
 * @property {boolean} waiting whether the last tap is not stored yet
 * @property {number[]} correct
 */

const SLOW = 700; // ms until a tap that is on its way says so
const BELL = 3200; // ms before the end: the last chance to change

/**
 * What to draw: the tap that is on its way counts at once.
 *
 * @param {ViewState} state
 * @returns {Shown}
 */
export function shown(state) {
  const { room, game, mine } = state;
  const taps = state.pending.filter((p) => p.at === room.moment);
  let chosen = mine.answer === undefined ? -1 : mine.answer;
  let star = mine.star === true;
  for (const { move } of taps) {
    if (move.answer !== undefined) chosen = move.answer;
    if (move.star !== undefined) star = move.star;
  }
  const step = room.phase === 'ready' ? (game.step === 'talk' ? 'talk' : 'read') : room.phase;
  return {
    step: /** @type {Shown['step']} */ (step),
    answers: (game.question && game.question.answers) || [],
    chosen,
    star,
    hasStar: star || mine.stars === undefined || mine.stars > 0,
    waiting: taps.length > 0,
    correct: game.correct || [],
  };
}

export const view = {
  /**
   * Whether this Cub still has to answer.
   *
   * @param {ViewState} state
   */
  needs: (state) => state.room.phase === 'play' && !late(state) && shown(state).chosen < 0,

  demo,

  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  mount: (root, ctx) => new Quiz(root, ctx),
};

/** @param {ViewState} state */
function late(state) {
  const me = (state.room.players || {})[state.you.id];
  return Boolean(me && (me.late || me.resting));
}

class Quiz {
  /**
   * @param {HTMLElement} root
   * @param {ViewContext} ctx
   */
  constructor(root, ctx) {
    this.ctx = ctx;
    /** @type {ViewState | null} */
    this.state = null;
    this.told = '';
    /** @type {any} */
    this.timer = 0;
    this.tappedAt = 0;
    this.roundNow = h('b');
    this.roundOf = h('span', { class: 'soft' });
    this.round = h('span', { class: 'quiz-round' }, this.roundNow, this.roundOf);
    this.clock = ring(() => (this.state ? this.state.now() : Date.now()));
    this.star = h(
      'button',
      { class: 'quiz-star', type: 'button', onclick: () => this.layStar() },
      h('span', { class: 'quiz-star-shape', 'aria-hidden': 'true' }, starShape()),
      h('span', { class: 'quiz-star-label' }, 'Star'),
    );
    this.picture = h('span', { class: 'quiz-picture', 'aria-hidden': 'true' });
    this.question = h('h1', { tabindex: '-1', class: 'quiz-question' });
    this.result = h('div', { class: 'quiz-result card', hidden: true });
    this.answers = h('div', { class: 'quiz-answers', role: 'group', 'aria-label': 'Answers' });
    this.status = h('p', { class: 'quiz-status' });
    this.heard = '';
    this.drawAnswers = list(
      this.answers,
      (a) => a.key,
      (a) => this.answer(a.index),
    );
    fill(
      root,
      h(
        'div',
        { class: 'quiz' },
        h('div', { class: 'quiz-top' }, this.round, this.star, this.clock.el),
        h('div', { class: 'quiz-ask' }, this.picture, this.question),
        this.result,
        this.answers,
        this.status,
      ),
    );
  }

  destroy() {
    clearTimeout(this.timer);
    this.clock.destroy();
  }

  /** @param {ViewState} state */
  render(state) {
    this.state = state;
    const s = shown(state);
    const { room, game } = state;
    text(this.roundNow, `Question ${room.round}`);
    text(this.roundOf, `of ${room.rounds}`);
    this.clock.render(
      s.step === 'reveal' ? null : room.paused ? { left: room.left } : { deadline: room.deadline },
    );
    this.renderQuestion(state, s);
    this.renderStar(s);
    this.drawAnswers(
      s.answers.map((answer, index) => ({
        key: `${room.round}/${index}`,
        index,
        answer,
        s,
        spread: game.spread || [],
      })),
    );
    mark(
      this.answers,
      'long',
      s.answers.some((a) => a.text.length > 22),
    );
    show(this.result, s.step === 'reveal');
    if (s.step === 'reveal') this.renderResult(state, s);
    this.renderStatus(state, s);
  }

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderQuestion(state, s) {
    const q = state.game.question || {};
    const hide = state.game.onphones === false && s.step !== 'reveal';
    text(this.picture, hide ? '👂' : q.picture || '');
    show(this.picture, hide || q.picture);
    text(this.question, hide ? 'Listen to your leader!' : q.text || '');
    const key = state.room.round + s.step;
    if (key === this.told) return;
    this.told = key;
    const spoken = {
      read: 'Listen to the question.',
      talk: 'Whisper with your Six.',
      play: 'Now tap your answer.',
      reveal: '',
    };
    if (spoken[s.step]) this.ctx.say(spoken[s.step]);
  }

  /** @param {Shown} s */
  renderStar(s) {
    show(this.star, s.step === 'play' && s.hasStar);
    mark(this.star, 'on', s.star);
    set(this.star, {
      'aria-pressed': String(s.star),
      'aria-label': s.star
        ? 'Star: this answer counts double. Tap to take it back'
        : 'Star: once a game, this answer counts double',
    });
  }

  // Answers

  /** @param {number} index */
  answer(index) {
    const picture = h('span', { class: 'answer-picture', 'aria-hidden': 'true' });
    const label = h('span', { class: 'answer-text' });
    const tally = h('span', { class: 'answer-tally' });
    const words = h('span', { class: 'answer-words' }, label, ' ', tally);
    const tick = h('span', { class: 'answer-tick', 'aria-hidden': 'true' });
    const el = h(
      'button',
      {
        class: `answer answer-${LETTERS[index].toLowerCase()}`,
        type: 'button',
        onclick: () => this.tap(index),
      },
      h(
        'span',
        { class: 'answer-sign', 'aria-hidden': 'true' },
        answerShape(index),
        h('b', null, LETTERS[index]),
      ),
      ' ',
      picture,
      words,
      tick,
    );
    return {
      el,
      /** @param {{answer: Answer, s: Shown, spread: number[]}} item */
      render: ({ answer, s, spread }) => {
        text(picture, answer.picture || '');
        show(picture, answer.picture);
        text(label, answer.text);
        mark(label, 'long', /[^\s-]{10}/.test(answer.text));
        const mine = s.chosen === index;
        const right = s.step === 'reveal' && s.correct.indexOf(index) >= 0;
        mark(el, 'chosen', mine);
        mark(el, 'others', s.step === 'play' && s.chosen >= 0 && !mine);
        mark(el, 'right', right);
        mark(el, 'past', s.step === 'reveal' && !right);
        mark(el, 'idle', s.step === 'read' || s.step === 'talk');
        text(tick, right || (mine && s.step === 'play') ? '✓' : '');
        show(tally, s.step === 'reveal');
        const count = s.step === 'reveal' ? tallied(spread[index] || 0, mine) : '';
        text(tally, count);
        set(el, {
          'aria-pressed': String(mine),
          'aria-disabled': s.step === 'play' ? null : 'true',
          'aria-label': aloud(index, answer, { mine, right, tally: count }),
        });
      },
    };
  }

  /** @param {number} index */
  tap(index) {
    const { state } = this;
    if (!state || state.room.phase !== 'play' || shown(state).chosen === index) return;
    this.tappedAt = Date.now();
    this.ctx.move({ answer: index }, { at: state.room.moment });
  }

  layStar() {
    const { state } = this;
    if (!state || state.room.phase !== 'play') return;
    this.tappedAt = Date.now();
    this.ctx.move({ star: !shown(state).star }, { at: state.room.moment });
  }

  // What came of it

  /**
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderResult(state, s) {
    const { game, room, you } = state;
    const me = (room.players || {})[you.id] || { six: '' };
    const team = me.six && game.teams && game.teams[me.six] ? game.teams[me.six].answer : -1;
    const counted = team >= 0 ? team : s.chosen;
    const right = s.correct.indexOf(counted) >= 0;
    const names = s.correct.map((i) => (s.answers[i] ? s.answers[i].text : '')).join(' or ');
    const head = right ? 'Yes! That’s right' : counted < 0 ? 'Here is the answer' : 'Not this time';
    const points = gained(state);
    const stands = standing(state);
    const key = JSON.stringify([head, names, points, stands, game.why, team, s.star]);
    if (this.result.getAttribute('data-key') === key) return;
    set(this.result, { 'data-key': key });
    mark(this.result, 'good', right);
    fill(
      this.result,
      h(
        'div',
        { class: 'quiz-result-head' },
        h('strong', null, head),
        points > 0 ? h('b', { class: 'gained' }, `+${points}`) : null,
      ),
      right && s.star ? h('p', null, 'Your star made it double!') : null,
      team >= 0 ? h('p', null, `Your Six said ${LETTERS[team]}.`) : null,
      right ? null : h('p', null, `The answer: ${names}.`),
      game.why ? h('p', { class: 'soft' }, game.why) : null,
      stands ? h('p', { class: 'standing' }, stands) : null,
    );
    const came = right ? (points ? `Plus ${points}.` : '') : `The answer: ${names}.`;
    this.ctx.say([`${head}.`, came, game.why, stands].filter(Boolean).join(' '));
  }

  /**
   * Tells a screen reader of the line what is news: that a tap is in, and the bell.
   *
   * @param {string} line
   * @param {Shown} s
   */
  speak(line, s) {
    const news = s.step === 'play' ? line.split(/[.!…]/)[0] : '';
    if (news === this.heard) return;
    this.heard = news;
    if (/^(Got it|Last chance|Your tap is on)/.test(news)) this.ctx.say(news);
  }

  /**
   * The line below: what to do, and whether the last tap has arrived.
   *
   * @param {ViewState} state
   * @param {Shown} s
   */
  renderStatus(state, s) {
    clearTimeout(this.timer);
    const line = statusLine(state, s, Date.now() - this.tappedAt);
    text(this.status, line);
    show(this.status, line);
    mark(this.status, 'bell', line.indexOf('Last chance') === 0);
    this.speak(line, s);
    if (s.step === 'play')
      this.timer = setTimeout(() => this.state && this.renderStatus(this.state, shown(this.state)), 250);
  }
}

/**
 * @param {ViewState} state
 * @param {Shown} s
 * @param {number} since ms since the last tap
 * @returns {string}
 */
export function statusLine(state, s, since) {
  const { room, game } = state;
  if (s.step === 'read') return 'Listen first. Then you can tap.';
  if (s.step === 'talk') return 'Whisper with your Six. What do you think?';
  if (s.step !== 'play') return '';
  if (s.waiting && since > SLOW) return 'Your tap is on its way…';
  const left = room.deadline === undefined || room.paused ? Infinity : room.deadline - state.now();
  if (game.bell || left <= BELL)
    return s.chosen < 0 ? 'Last chance! Tap an answer.' : 'Last chance to change!';
  const answered = game.answered || 0;
  if (s.chosen < 0) return answered ? `Tap your answer. ${cubs(answered)} did already.` : 'Tap your answer.';
  if (s.waiting) return 'Your tap is in. You can change it.';
  return `Got it! You can change it. ${cubs(answered)} answered.`;
}

/** @param {number} n */
function cubs(n) {
  return n === 1 ? '1 Cub' : `${n} Cubs`;
}

/**
 * @param {number} n
 * @param {boolean} mine
 */
function tallied(n, mine) {
  if (!mine) return n ? cubs(n) : 'Nobody';
  return n <= 1 ? 'You' : `You and ${n - 1} more`;
}

/**
 * What a screen reader says of an answer: what is seen first, then what is only shown.
 *
 * @param {number} index
 * @param {Answer} answer
 * @param {{mine: boolean, right: boolean, tally: string}} more
 */
function aloud(index, answer, more) {
  const seen = [LETTERS[index], answer.text, more.tally].filter(Boolean).join(' ');
  return [seen, shapeName(index), more.right ? 'right' : '', more.mine ? 'your answer' : '']
    .filter(Boolean)
    .join(', ');
}

/** A paw goes from answer to answer, and stays on one. @returns {Node} */
function demo() {
  const rows = [0, 1, 2].map((i) =>
    svg('rect', {
      class: `demo-row demo-${'abc'[i]}`,
      x: 30,
      y: 14 + i * 46,
      width: 200,
      height: 36,
      rx: 12,
    }),
  );
  return svg(
    'svg',
    { class: 'quiz-demo', viewBox: '0 0 260 160' },
    rows,
    [0, 1, 2].map((i) => svg('circle', { cx: 52, cy: 32 + i * 46, r: 9, fill: '#1d1405' })),
    svg(
      'g',
      { class: 'demo-paw' },
      svg('ellipse', { cx: 190, cy: 42, rx: 13, ry: 11, fill: '#4a3320' }),
      [-15, -5, 6, 16].map((x, i) =>
        svg('ellipse', { cx: 190 + x, cy: i === 0 || i === 3 ? 30 : 24, rx: 5, ry: 7, fill: '#4a3320' }),
      ),
    ),
  );
}
