/* What a page owes its readers, measured in the page as it is drawn: text, targets, words,
   colour, motion. Each part returns sentences, one for each thing that is wrong; none is
   good. A sentence begins with the rule, so that one can look it up:

     A1  text for children: size, line height, no italics or capitals, left aligned, not cut
     A2  words: in all, in a sentence, in a question, in an answer; a picture beside them
     A4  a colour is never alone
     A5  targets: size, distance, not covered
     A7  nothing moves where that is not wanted; nothing flashes
     A8  every control by Tab, news said aloud, the big screen read from six metres

   What the rules leave to judgement is decided at the constants below. */
(() => {
  const CONTROLS = 'a[href],button,input:not([type=hidden]),select,textarea,summary,[role=button]';

  // Cells of a board may touch and be 36 px small; what was chosen is shown large beside it.
  const CELLS = '.map-square';

  // The circle round the fire is as close as the pack is large; a tap there only waves.
  const CROWD = '.seat';

  // Beside the game: what a Cub rarely needs, or what only an adult reads.
  const MINOR = '.small,.foot *,.bar *,.tool,.pen,.dial-key,.seat,p a';

  // The code is what the leader's screen shows: four capitals.
  const CODES = '.code-box,.code';

  // Up to so many words are a caption: it may stand in the middle under its picture.
  const CAPTION = 3;

  // A longer word may be broken where the smallest phone has no room for it.
  const LONGEST = 12;

  const BOX = 0.15; // of a line's height, by which a font's box is larger than its letters
  const LETTER = /[\p{L}\p{N}]/u;
  const WORD = /\p{L}[\p{L}\p{N}’'-]*/gu;
  const EMOJI = /\p{Extended_Pictographic}/u;

  const style = (el) => getComputedStyle(el);
  const words = (text) => (text.match(WORD) || []).length;
  const round = (n) => Math.round(n * 10) / 10;

  function call(el) {
    const said = (el.getAttribute('aria-label') || el.textContent || '').replace(/\s+/g, ' ').trim();
    const name = el.classList.length ? '.' + Array.from(el.classList).join('.') : el.tagName.toLowerCase();
    return `${name} «${said.slice(0, 40)}»`;
  }

  /** Whether a person with eyes can see el; what is read aloud only does not count. */
  function seen(el) {
    if (!known.has(el)) known.set(el, look(el));
    return known.get(el);
  }

  /** What seen has found out; forgotten before each measuring. */
  let known = new Map();

  function look(el) {
    if (!el.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
    if (el.closest('[inert],noscript')) return false;
    if (style(el).clip !== 'auto') return false;
    return el === document.body || !el.parentElement || seen(el.parentElement);
  }

  /** The size of letters on the screen, px. */
  function letters(el) {
    const size = parseFloat(style(el).fontSize);
    const drawing = el.closest('svg');
    return drawing && el.getScreenCTM ? size * Math.hypot(el.getScreenCTM().a, el.getScreenCTM().b) : size;
  }

  function blockOf(el) {
    let e = el;
    while (e.parentElement && style(e).display.indexOf('inline') === 0) e = e.parentElement;
    return e;
  }

  /** Every seen piece of text: where it stands, and in what. */
  function texts() {
    const all = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const el = node.parentElement;
      if (!node.data.trim() || !el || el.closest('script,style,.toasts') || !seen(el)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = Array.from(range.getClientRects()).filter((r) => r.width > 0.5 && r.height > 0.5);
      if (!rects.length || scrolledAway(el, rects[0])) continue;
      const control = el.closest(CONTROLS);
      all.push({ node, el, rects, control, text: node.data.trim(), read: LETTER.test(node.data) });
    }
    return all;
  }

  /** Whether a part of the page that scrolls by itself has r out of sight now. */
  function scrolledAway(el, r) {
    for (let e = el; e && e !== document.body; e = e.parentElement) {
      if (!/auto|scroll/.test(style(e).overflowY)) continue;
      const box = e.getBoundingClientRect();
      if (r.top < box.top - 1 || r.bottom > box.bottom + 1) return true;
    }
    return false;
  }

  function targets() {
    return Array.from(document.querySelectorAll(CONTROLS)).filter((el) => {
      const r = el.getBoundingClientRect();
      return (
        r.width > 0 &&
        r.height > 0 &&
        el.checkVisibility({ visibilityProperty: true }) &&
        !el.closest('[inert]')
      );
    });
  }

  /** How many lines pieces of text take. */
  function lines(pieces) {
    let count = 0;
    let below = -Infinity;
    const rects = pieces.flatMap((t) => t.rects);
    for (const r of rects.sort((a, b) => a.bottom - b.bottom)) {
      if (r.top + r.height / 2 <= below) continue;
      count++;
      below = r.bottom;
    }
    return count;
  }

  /** The pieces of text by the block that they stand in. */
  function blocks(all) {
    const map = new Map();
    for (const t of all) {
      const block = blockOf(t.el);
      map.set(block, (map.get(block) || []).concat(t));
    }
    return map;
  }

  // A1

  function text(all) {
    const found = [];
    for (const t of all) {
      if (!t.read) continue;
      const { el, control } = t;
      const css = style(el);
      const size = letters(el);
      const say = (what) => found.push(`A1 ${what}: ${call(el)}`);
      const alone = control && !control.matches(MINOR) && !control.matches(CELLS) && !pictured(control);
      if (size < 17.9) say(`${round(size)} px of text`);
      else if (alone && size < 21.9) say(`${round(size)} px on a button`);
      if (css.fontStyle !== 'normal') say('italics');
      const capitals = t.text.match(/\p{Lu}{4,}/u) || css.textTransform === 'uppercase';
      if (capitals && !el.closest(CODES)) say('block capitals');
    }
    for (const [block, pieces] of blocks(all)) found.push(...running(block, pieces));
    return found;
  }

  /** Text that runs over lines; a control's label and a caption do not. */
  function running(block, pieces) {
    const css = style(block);
    const count = pieces.reduce((sum, t) => sum + words(t.text), 0);
    if (pieces[0].control || count <= CAPTION || lines(pieces) < 2) return [];
    const found = [];
    const left = ['left', 'start', '-webkit-auto'].indexOf(css.textAlign) >= 0;
    if (!left) found.push(`A1 text-align ${css.textAlign} of two lines: ${call(block)}`);
    const high = parseFloat(css.lineHeight) / parseFloat(css.fontSize);
    if (!block.closest('h1,h2,h3') && high < 1.49)
      found.push(`A1 line height ${round(high)}: ${call(block)}`);
    return found;
  }

  function pictured(el) {
    return !!el.querySelector('svg,img,canvas,.dot') || EMOJI.test(el.textContent);
  }

  // Cut, covered, over the edge

  function cut(all) {
    const found = [];
    for (const t of all) {
      if (!t.read) continue;
      const why = t.rects.map((r) => cutBy(t, r)).filter(Boolean)[0];
      if (why) found.push(`A1 text is cut: ${why}: ${call(t.el)}`);
    }
    return found;
  }

  function cutBy(t, r) {
    if (r.left < -1 || r.right > innerWidth + 1)
      return `at ${Math.round(r.left)} to ${Math.round(r.right)} of ${innerWidth}`;
    const slack = r.height * BOX;
    for (let e = t.el; e && e !== document.body && e !== document.documentElement; e = e.parentElement) {
      const css = style(e);
      const box = e.getBoundingClientRect();
      const holds = e === t.control || css.overflowX === 'hidden' || css.overflowX === 'clip';
      if (holds && box.width && (r.left < box.left - 1 || r.right > box.right + 1))
        return `sideways by ${call(e)}`;
      const deep = e === t.control || css.overflowY === 'hidden' || css.overflowY === 'clip';
      if (deep && box.height && (r.top + slack < box.top - 1 || r.bottom - slack > box.bottom + 1))
        return `in height by ${call(e)}`;
      if (css.position === 'fixed') break;
    }
    return '';
  }

  /** Words that are broken in two. */
  function broken(all) {
    const found = [];
    for (const t of all) {
      if (t.rects.length < 2) continue;
      for (const word of t.node.data.matchAll(/[^\s-]+/g)) {
        const range = document.createRange();
        range.setStart(t.node, word.index);
        range.setEnd(t.node, word.index + word[0].length);
        const tops = new Set(Array.from(range.getClientRects()).map((r) => Math.round(r.top)));
        if (tops.size > 1 && words(word[0]) && word[0].length <= LONGEST)
          found.push(`A1 a word is broken: «${word[0]}» in ${call(t.el)}`);
      }
    }
    return found;
  }

  function overlaps(all) {
    const found = [];
    const flat = [];
    for (const t of all) {
      if (!t.read) continue;
      for (const r of t.rects) flat.push({ t, r, slack: r.height * BOX });
    }
    for (let i = 0; i < flat.length; i++) {
      for (let j = i + 1; j < flat.length; j++) {
        const [a, b] = [flat[i], flat[j]];
        if (a.t.el === b.t.el) continue;
        const wide = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
        const high =
          Math.min(a.r.bottom - a.slack, b.r.bottom - b.slack) -
          Math.max(a.r.top + a.slack, b.r.top + b.slack);
        if (wide > 1 && high > 1) found.push(`A1 text on text: ${call(a.t.el)} and ${call(b.t.el)}`);
      }
    }
    return found;
  }

  function sideways() {
    const page = document.scrollingElement;
    if (page.scrollWidth <= page.clientWidth + 1) return [];
    const wide = Array.from(document.body.querySelectorAll('*'))
      .filter((el) => el.getBoundingClientRect().right > page.clientWidth + 1 && !el.closest('svg,.scene'))
      .slice(-3);
    return [
      `A1 scrolls sideways: ${page.scrollWidth} px in ${page.clientWidth}: ${wide.map(call).join(' ')}`,
    ];
  }

  /** Every control can be scrolled to, and lies on top there. */
  function covered() {
    const found = [];
    const [x, y] = [scrollX, scrollY];
    const inner = Array.from(document.querySelectorAll('body *')).filter((el) => el.scrollTop);
    const tops = inner.map((el) => el.scrollTop);
    for (const el of targets()) {
      el.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      const r = el.getBoundingClientRect();
      const at = [r.left + r.width / 2, r.top + r.height / 2];
      const hit = document.elementFromPoint(at[0], at[1]);
      if (hit && hit.closest('.toasts')) continue; // goes by itself
      if (!hit) found.push(`A5 can't be scrolled to: ${call(el)}`);
      else if (!el.contains(hit) && !hit.contains(el) && !(el.matches(CROWD) && hit.closest(CROWD)))
        found.push(`A5 covered by ${call(hit)}: ${call(el)}`);
    }
    for (const el of document.querySelectorAll('body *')) {
      if (el.scrollTop) el.scrollTop = 0;
    }
    inner.forEach((el, i) => (el.scrollTop = tops[i]));
    scrollTo({ left: x, top: y, behavior: 'instant' });
    return found;
  }

  // A5

  function sizes() {
    const found = [];
    for (const el of targets()) {
      const least = el.matches(CELLS) ? 36 : el.matches(MINOR) ? 48 : 64;
      const inSentence = el.matches('p a') && words(el.closest('p').textContent) > words(el.textContent);
      const r = el.getBoundingClientRect();
      const small = Math.min(el.offsetWidth || r.width, el.offsetHeight || r.height);
      if (!inSentence && small < least - 0.5) found.push(`A5 ${round(small)} px, not ${least}: ${call(el)}`);
    }
    return found;
  }

  function gaps() {
    const found = [];
    const all = targets().map((el) => ({ el, r: el.getBoundingClientRect() }));
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length; j++) {
        const [a, b] = [all[i], all[j]];
        if ([CELLS, CROWD].some((of) => a.el.matches(of) && b.el.matches(of))) continue;
        if (a.el.contains(b.el) || b.el.contains(a.el)) continue;
        const dx = Math.max(a.r.left - b.r.right, b.r.left - a.r.right);
        const dy = Math.max(a.r.top - b.r.bottom, b.r.top - a.r.bottom);
        const gap = dx > 0 && dy > 0 ? Math.hypot(dx, dy) : Math.max(dx, dy);
        if (gap < 11.5) found.push(`A5 ${round(gap)} px between ${call(a.el)} and ${call(b.el)}`);
      }
    }
    return found;
  }

  // A2

  function language(all, playing) {
    const found = [];
    const said = new Map();
    let total = 0;
    for (const t of all) {
      if (t.el.closest('.bar,.foot')) continue;
      const answer = t.control && !t.control.matches('.btn,a');
      if (answer || t.el.closest('.quiz-question,.kims-name,.seat,.dial-row')) continue;
      if (!t.control) total += words(t.text);
      const block = blockOf(t.el);
      said.set(block, (said.get(block) || '') + ' ' + t.text);
    }
    if (playing && total > 20)
      found.push(`A2 ${total} words in play: ${Array.from(said.values()).join(' |')}`);
    for (const block of said.values()) {
      for (const sentence of block.split(/[.!?…:]+(?=\s|$)/)) {
        if (words(sentence) > 12) found.push(`A2 ${words(sentence)} words in a sentence: ${sentence.trim()}`);
      }
    }
    for (const [selector, most] of [
      ['.quiz-question', 14],
      ['.answer-text', 3],
      ['.bingo-cell-name', 3],
      ['.kims-name', 3],
      ['.sketch-name', 3],
    ]) {
      for (const el of document.querySelectorAll(selector)) {
        if (seen(el) && words(el.textContent) > most) found.push(`A2 more than ${most} words: ${call(el)}`);
      }
    }
    const main = document.querySelector('main');
    if (main && !pictured(main)) found.push(`A2 no picture on the screen`);
    return found;
  }

  // A4

  function colours() {
    const found = [];
    for (const el of document.querySelectorAll(
      '.six-red,.six-blue,.six-green,.six-yellow,.six-grey,.six-brown',
    )) {
      if (!seen(el)) continue;
      // A badge may lie on a flag that has the pattern, a flag beside a badge that has the animal.
      const flag = el.parentElement.closest('[class*=" six-"],[class^="six-"]');
      const pattern = [el, flag].some((e) => e && style(e).backgroundImage !== 'none');
      if (!pattern) found.push(`A4 a Six without its pattern: ${call(el)}`);
      if (!el.parentElement.querySelector('svg path')) found.push(`A4 a Six without its animal: ${call(el)}`);
    }
    for (const el of document.querySelectorAll('[class*=" answer-"][class^="answer"]')) {
      if (!seen(el)) continue;
      if (!el.querySelector('svg path,svg rect,svg circle,svg polygon'))
        found.push(`A4 an answer without its shape: ${call(el)}`);
      if (!/^[A-D]/.test(el.textContent.trim())) found.push(`A4 an answer without its letter: ${call(el)}`);
    }
    for (const el of targets()) {
      const bright = style(el).backgroundColor !== 'rgba(0, 0, 0, 0)';
      const sign = LETTER.test(getComputedStyle(el, '::before').content.replace('none', ''));
      const said = pictured(el) || sign || el.textContent.trim() || el.matches('input,select,textarea');
      if (bright && !said && !el.matches(CELLS)) found.push(`A4 a colour alone: ${call(el)}`);
    }
    return found;
  }

  // A7

  const MOVES =
    /^(transform|translate|rotate|scale|left|right|top|bottom|inset|margin|width|height|offset|stroke-?dash|background-?position|font-?size)/i;
  const LIGHTS = /^(opacity|color|backgroundColor|fill|stroke|filter|boxShadow|visibility|content)$/;

  function effects() {
    return document
      .getAnimations()
      .filter((a) => a.effect && a.effect.target)
      .map((a) => {
        const frames = a.effect.getKeyframes();
        const props = new Set(frames.flatMap((f) => Object.keys(f)));
        for (const p of ['offset', 'computedOffset', 'easing', 'composite']) props.delete(p);
        return { a, frames, props: Array.from(props), timing: a.effect.getComputedTiming() };
      });
  }

  /** With less motion asked for: what still moves. */
  function still() {
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches)
      return ['A7 the browser does not ask for less motion'];
    return effects()
      .filter(
        ({ props, timing }) =>
          props.some((p) => MOVES.test(p)) || (props.indexOf('opacity') >= 0 && timing.duration > 200),
      )
      .map(
        ({ a, props }) =>
          `A7 moves though less motion is asked for: ${a.animationName || a.transitionProperty} (${props}) of ${call(a.effect.target)}`,
      );
  }

  /** Two changes of light, there and back, are a flash. */
  function flashes() {
    const found = [];
    for (const { a, frames, props, timing } of effects()) {
      if (!(timing.iterations > 1)) continue;
      for (const p of props.filter((name) => LIGHTS.test(name))) {
        const values = frames.map((f) => f[p]).filter((v) => v !== undefined);
        const changes = values.filter((v, i) => i > 0 && v !== values[i - 1]).length;
        const perSecond = changes / 2 / (timing.duration / 1000);
        if (perSecond > 3)
          found.push(
            `A7 ${round(perSecond)} flashes a second: ${a.animationName} of ${call(a.effect.target)}`,
          );
      }
    }
    return found;
  }

  // A8

  function keyboard() {
    const found = [];
    for (const el of targets()) {
      // Of a board one cell is reached by Tab, the others from there by the arrows.
      const board = el.matches(CELLS) && el.parentElement.querySelector('[tabindex="0"]');
      if (!el.disabled && el.tabIndex < 0 && !board) found.push(`A8 not reached by Tab: ${call(el)}`);
    }
    const printed = location.pathname.indexOf('/paper') === 0; // has no news
    if (!printed && !document.querySelector('[aria-live],[role=status],[role=alert]'))
      found.push('A8 nothing says the news aloud');
    return found;
  }

  function far(all) {
    const found = [];
    for (const t of all) {
      if (!t.read) continue;
      const size = letters(t.el);
      if (size < innerHeight / 25 - 0.3)
        found.push(`A8 ${round(size)} px on the big screen, of ${innerHeight}: ${call(t.el)}`);
      const out = t.rects.some(
        (r) =>
          r.left < -1 ||
          r.right > innerWidth + 1 ||
          r.top + r.height * BOX < -1 ||
          r.bottom - r.height * BOX > innerHeight + 1,
      );
      if (out) found.push(`A8 outside the big screen: ${call(t.el)}`);
    }
    return found;
  }

  const once = (list) => Array.from(new Set(list));

  /** A Cub's page; playing: while there is something to tap. */
  function cub(playing) {
    const all = texts();
    return [
      ...read(all),
      ...overlaps(all),
      ...covered(),
      ...language(all, playing),
      ...colours(),
      ...flashes(),
      ...keyboard(),
    ];
  }

  /** The two pages for children and parents to read. */
  const paper = () => [...read(texts()), ...covered()];

  /** What is read and tapped by children. */
  function read(all) {
    return [...text(all), ...cut(all), ...broken(all), ...sideways(), ...sizes(), ...gaps()];
  }

  /** The big screen. */
  function stage() {
    const all = texts();
    return [...far(all), ...cut(all), ...broken(all), ...overlaps(all), ...colours(), ...flashes()];
  }

  /** A page for grown-ups; the size of its text and targets is axe's to judge. */
  function leader() {
    return [...cut(texts()), ...sideways(), ...covered(), ...colours(), ...flashes(), ...keyboard()];
  }

  window.measure = {
    /** Whichever page this is. */
    page(playing) {
      known = new Map();
      if (document.querySelector('.paper-page')) return once(paper());
      if (document.documentElement.classList.contains('stage')) return once(stage());
      return once(document.body.classList.contains('cub') ? cub(playing) : leader());
    },
    /** Any page to be read on a phone or a laptop, with text twice as large. */
    large() {
      known = new Map();
      const all = texts();
      return once([...cut(all), ...overlaps(all), ...sideways(), ...covered()]);
    },
    /** Any page, with less motion asked for. */
    still: () => once(still()),
    /** What is on the page, whatever its words are. */
    kind() {
      const all = Array.from(document.querySelectorAll('body *:not(svg *)')).filter((el) =>
        el.checkVisibility(),
      );
      const names = all.map((el) => el.tagName + el.className + JSON.stringify(el.dataset));
      return once(names).sort().join();
    },
  };
})();
