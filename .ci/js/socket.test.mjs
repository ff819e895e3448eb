import assert from 'node:assert/strict';
import test from 'node:test';
import { Seat } from '../../assets/app/socket.js';

/** A clock, timers, sockets and a server that a test drives by hand. */
class World {
  constructor() {
    this.time = 0;
    this.timers = [];
    this.sockets = [];
    this.tickets = [];
    this.kept = new Map();
    this.events = [];
    this.document = Object.assign(new EventTarget(), { hidden: false });
    this.window = new EventTarget();
    this.answer = () => ({ ticket: 't' });
  }

  seat(more = {}) {
    const world = this;
    const seat = new Seat({
      id: 'p1',
      ticket: async (code) => {
        this.tickets.push(code);
        const answer = this.answer();
        if (answer instanceof Error) throw answer;
        return answer;
      },
      store: {
        get: (key) => (this.kept.has(key) ? JSON.parse(this.kept.get(key)) : null),
        set: (key, value) => this.kept.set(key, JSON.stringify(value)),
        remove: (key) => this.kept.delete(key),
      },
      event: (event) => this.events.push(event),
      env: {
        open: () => new Wire(world),
        url: 'ws://hall/ws',
        window: this.window,
        document: this.document,
        clock: () => this.time,
        wall: () => 1e12 + this.time,
        after: (fn, ms) => {
          const timer = { at: this.time + ms, fn };
          this.timers.push(timer);
          return timer;
        },
        cancel: (timer) => (this.timers = this.timers.filter((t) => t !== timer)),
        random: () => 0.5,
      },
      ...more,
    });
    seat.start();
    return seat;
  }

  /** Lets time pass, timer by timer, and promises settle. */
  async pass(ms) {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((t) => t !== next);
      this.time = Math.max(this.time, next.at);
      next.fn();
      await settle();
    }
    this.time = end;
  }

  get last() {
    return this.sockets[this.sockets.length - 1];
  }

  /** Opens the newest socket and welcomes it. */
  async welcome(more = {}) {
    await settle();
    const socket = this.last;
    socket.opens();
    socket.says({
      type: 'welcome',
      v: 1,
      now: 5000,
      you: { id: 'p1', seat: 'player' },
      acked: 0,
      refused: [],
      ...game(),
      ...more,
    });
    return socket;
  }
}

const game = (code = 'K7QX') => ({
  room: { code, kind: 'quiz', phase: 'play', moment: 4 },
  game: { answered: 0 },
  mine: {},
});

/** The server's end of a socket. */
class Wire {
  constructor(world) {
    this.readyState = 0;
    this.sent = [];
    this.closedWith = 0;
    world.sockets.push(this);
  }
  send(data) {
    this.sent.push(JSON.parse(data));
  }
  close(code) {
    this.readyState = 3;
    this.closedWith = code;
  }
  opens() {
    this.readyState = 1;
    this.onopen({});
  }
  says(message) {
    if (this.onmessage) this.onmessage({ data: JSON.stringify(message) });
  }
  closes(code) {
    this.readyState = 3;
    if (this.onclose) this.onclose({ code });
  }
  get moves() {
    return this.sent.filter((m) => m.type === 'move');
  }
}

async function settle() {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

test('a seat says hello with its ticket, and shows what it is welcomed with and patched', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome();
  assert.deepEqual(socket.sent[0], { type: 'hello', ticket: 't' });
  assert.equal(seat.status, 'live');
  socket.says({ type: 'patch', v: 2, room: { phase: 'reveal' }, game: { correct: [1] } });
  socket.says({ type: 'mine', patch: { gained: 10 } });
  assert.equal(seat.state.room.phase, 'reveal');
  assert.equal(seat.state.room.kind, 'quiz');
  assert.deepEqual(seat.state.game, { answered: 0, correct: [1] });
  assert.deepEqual(seat.state.mine, { gained: 10 });
});

test('a missed patch is answered by a fresh connection, not by guessing', async () => {
  const world = new World();
  const seat = world.seat();
  await world.welcome();
  world.last.says({ type: 'patch', v: 3, room: { phase: 'reveal' } });
  await settle();
  assert.equal(world.sockets.length, 2);
  assert.equal(seat.state.room.phase, 'play');
});

test('moves are numbered from 1, sent with the moment, and gone once decided', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome();
  assert.equal(seat.move({ answer: 1 }, { at: 4 }), 1);
  assert.equal(seat.move({ star: true }), 2);
  assert.deepEqual(socket.moves, [
    { type: 'move', id: 1, at: 4, move: { answer: 1 } },
    { type: 'move', id: 2, move: { star: true } },
  ]);
  assert.equal(seat.state.pending.length, 2);
  socket.says({ type: 'ack', id: 1 });
  socket.says({ type: 'refused', id: 2, code: 'too_late', message: 'Over.' });
  assert.deepEqual(seat.state.pending, []);
  assert.deepEqual(
    world.events.map((e) => [e.type, e.id, e.code]),
    [
      ['ack', 1, undefined],
      ['refused', 2, 'too_late'],
    ],
  );
});

test('what was tapped while away is sent with the same ids, above acked alone, in order', async () => {
  const world = new World();
  const seat = world.seat();
  const first = await world.welcome();
  seat.move({ answer: 0 });
  first.closes(1006);
  seat.move({ answer: 1 });
  seat.move({ answer: 2 });
  await world.pass(1000);
  const second = await world.welcome({ acked: 1 });
  assert.deepEqual(
    second.moves.map((m) => [m.id, m.move.answer]),
    [
      [2, 1],
      [3, 2],
    ],
  );
});

test('a reload loses nothing that was tapped, and never gives an id twice', async () => {
  const world = new World();
  const seat = world.seat();
  await world.welcome();
  seat.move({ answer: 0 });
  seat.move({ answer: 1 });
  seat.stop();
  const again = world.seat();
  const socket = await world.welcome({ acked: 1 });
  assert.deepEqual(
    socket.moves.map((m) => m.id),
    [2],
  );
  assert.equal(again.move({ answer: 2 }), 3);
});

test('a welcome that is ahead of a browser that forgot is counted on from', async () => {
  const world = new World();
  const seat = world.seat();
  await world.welcome({ acked: 41 });
  assert.equal(seat.move({ answer: 2 }), 42);
  world.last.closes(1006);
  await world.pass(1000);
  await world.welcome({ acked: 60 });
  assert.equal(seat.move({ answer: 2 }), 61, 'another tab moved meanwhile');
});

test('a refusal that came while away is told', async () => {
  const world = new World();
  const seat = world.seat();
  const first = await world.welcome();
  seat.move({ answer: 0 });
  first.closes(1006);
  await world.pass(1000);
  await world.welcome({ acked: 1, refused: [[1, 'too_late']] });
  assert.deepEqual(seat.state.pending, []);
  assert.equal(world.events[0].code, 'too_late');
  assert.ok(world.events[0].message.length > 0);
});

test('moves of one game never reach another', async () => {
  const world = new World();
  const seat = world.seat();
  const first = await world.welcome();
  seat.move({ answer: 0 });
  first.closes(1006);
  await world.pass(1000);
  const second = await world.welcome({ ...game('BBBB'), acked: 0 });
  assert.deepEqual(second.moves, []);
  assert.equal(seat.move({ answer: 0 }), 1);
});

test('go: the new socket is welcomed before the old one is closed', async () => {
  const world = new World();
  const seat = world.seat();
  const old = await world.welcome();
  old.says({ type: 'go', code: 'BBBB', kind: 'campfire' });
  await settle();
  assert.equal(world.sockets.length, 2);
  assert.equal(world.tickets[1], 'BBBB');
  assert.equal(old.readyState, 1);
  assert.equal(seat.status, 'live');
  await world.welcome(game('BBBB'));
  assert.equal(old.closedWith, 1000);
  assert.equal(seat.state.room.code, 'BBBB');
});

test('nine seconds of silence drop the socket; a beat keeps it', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome();
  await world.pass(8000);
  socket.says({ type: 'beat', now: 13000 });
  await world.pass(8500);
  assert.equal(seat.status, 'live');
  await world.pass(1000);
  assert.equal(socket.closedWith, 1000);
  assert.notEqual(seat.status, 'live');
  await world.pass(2000);
  assert.ok(world.sockets.length > 1);
});

test('an attempt that hangs is given up', async () => {
  const world = new World();
  world.seat();
  await settle();
  world.last.opens();
  await world.pass(7000);
  assert.ok(world.sockets.length >= 2);
});

test('waits grow and are for ever, and start afresh after a welcome', async () => {
  const world = new World();
  world.answer = () => Object.assign(new Error('offline'), { code: 'offline' });
  const seat = world.seat();
  await world.pass(60000);
  const tries = world.tickets.length;
  assert.ok(tries > 50 && tries < 70, `${tries} tries in a minute`);
  assert.equal(seat.status, 'connecting');
  world.answer = () => ({ ticket: 't' });
  await world.pass(1000);
  await world.welcome();
  assert.equal(seat.attempts, 0);
});

test('Retry-After is kept to', async () => {
  const world = new World();
  world.answer = () => Object.assign(new Error('slow'), { code: 'slow_down', wait: 20000 });
  world.seat();
  await world.pass(19000);
  assert.equal(world.tickets.length, 1);
  await world.pass(2000);
  assert.equal(world.tickets.length, 2);
});

test('back online, or looked at after a while: at once, without waiting', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome();
  world.document.hidden = true;
  world.document.dispatchEvent(new Event('visibilitychange'));
  world.time += 30000; // asleep: no timer runs
  world.document.hidden = false;
  world.document.dispatchEvent(new Event('visibilitychange'));
  await settle();
  assert.equal(world.sockets.length, 2);
  // The old one being replaced is our own doing, not another tab's.
  socket.closes(4509);
  assert.equal(seat.status, 'connecting');
  await world.welcome();
  assert.equal(seat.status, 'live');
  world.time += 2000;
  world.window.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(world.sockets.length, 3);
});

test('a page shown again after a moment keeps its socket', async () => {
  const world = new World();
  world.seat();
  await world.welcome();
  world.time += 500;
  world.window.dispatchEvent(new Event('pageshow'));
  await settle();
  assert.equal(world.sockets.length, 1);
});

test('opened elsewhere: no fight, nothing pending left, and «play here» takes it back', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome();
  seat.move({ answer: 0 });
  socket.closes(4509);
  assert.equal(seat.status, 'elsewhere');
  await world.pass(60000);
  world.window.dispatchEvent(new Event('online'));
  await settle();
  assert.equal(world.sockets.length, 1);
  seat.here();
  const again = await world.welcome({ acked: 0 });
  assert.deepEqual(again.moves, []);
  assert.equal(seat.move({ answer: 1 }), 1);
});

test('codes from 4500 are final and told apart; those below are tried again', async () => {
  const final = { 4503: 'removed', 4509: 'elsewhere', 4511: 'ended', 4599: 'stopped' };
  for (const [code, status] of Object.entries(final)) {
    const world = new World();
    const seat = world.seat();
    (await world.welcome()).closes(Number(code));
    await world.pass(20000);
    assert.equal(seat.status, status, code);
    assert.equal(world.sockets.length, 1, code);
  }
  for (const code of [1006, 1012, 4400, 4401, 4408, 4410, 4413, 4429, 4440, 4450, 4510]) {
    const world = new World();
    const seat = world.seat();
    (await world.welcome()).closes(code);
    await world.pass(300);
    assert.equal(world.sockets.length, 2, String(code));
    assert.equal(seat.status, 'connecting', String(code));
  }
});

test('a bad ticket is replaced at once, the second time after a wait', async () => {
  const world = new World();
  world.seat();
  await settle();
  world.last.opens();
  world.last.closes(4401);
  await settle();
  assert.equal(world.sockets.length, 2);
  world.last.opens();
  world.last.closes(4401);
  await settle();
  assert.equal(world.sockets.length, 2);
  await world.pass(2000);
  assert.equal(world.sockets.length, 3);
});

test('what the ticket says about the seat is kept to', async () => {
  const known = {
    no_game: 'home',
    removed: 'removed',
    unknown_player: 'refused',
    no_session: 'refused',
    leaders_only: 'refused',
  };
  for (const [code, status] of Object.entries(known)) {
    const world = new World();
    world.answer = () => Object.assign(new Error('no'), { code });
    const seat = world.seat();
    await world.pass(20000);
    assert.equal(seat.status, status, code);
    assert.equal(world.tickets.length, 1, code);
  }
});

test('the server’s clock is followed, the least delayed frame first', async () => {
  const world = new World();
  const seat = world.seat();
  const socket = await world.welcome({ now: 5000 });
  assert.equal(seat.now(), 5000);
  world.time = 3000;
  socket.says({ type: 'beat', now: 8000 - 400 }); // 400 ms on its way
  assert.equal(seat.now(), 8000);
  socket.says({ type: 'beat', now: 8030 });
  assert.equal(seat.now(), 8030);
});

test('sparks leave at most every 60 ms, and never wait for a connection', async () => {
  const world = new World();
  const seat = world.seat();
  assert.equal(seat.spark({ cheer: 'howl' }), false);
  const socket = await world.welcome();
  assert.equal(seat.spark({ cheer: 'howl' }), true);
  assert.equal(seat.spark({ cheer: 'clap' }), false);
  world.time += 61;
  assert.equal(seat.spark({ cheer: 'clap' }), true);
  assert.deepEqual(socket.sent.slice(1), [
    { type: 'spark', cheer: 'howl' },
    { type: 'spark', cheer: 'clap' },
  ]);
});

test('frames of a socket that was replaced change nothing', async () => {
  const world = new World();
  const seat = world.seat();
  const old = await world.welcome();
  const listener = old.onmessage;
  world.window.dispatchEvent(new Event('online'));
  await world.pass(1100);
  await world.welcome();
  listener({ data: JSON.stringify({ type: 'patch', v: 2, room: { phase: 'podium' } }) });
  assert.equal(seat.state.room.phase, 'play');
});
