import assert from 'node:assert/strict';
import test from 'node:test';
import { Store } from '../../assets/app/store.js';
import { Family } from '../../assets/cub/family.js';

const player = (id, game = 'K7QX') => ({ id, name: id, icon: 'owl', six: 'red', game });
const realFetch = globalThis.fetch;
const realSocket = globalThis.WebSocket;

/** A server that answers as it is told, and a family of Cubs. */
class Home {
  constructor(code = 'K7QX') {
    this.requests = [];
    this.sockets = [];
    this.lost = 0;
    this.answers = {};
    const home = this;
    globalThis.fetch = async (path, init) => {
      const what = `${init.method} ${path}`;
      this.requests.push(what);
      const found = Object.keys(this.answers).find((key) => what.includes(key));
      const [status, body] = found
        ? this.answers[found]
        : [200, { ticket: 't', code: 'K7QX', kind: 'campfire' }];
      return new Response(JSON.stringify(body), { status });
    };
    globalThis.WebSocket = class {
      constructor() {
        this.readyState = 0;
        home.sockets.push(this);
      }
      send() {}
      close() {
        this.readyState = 3;
      }
    };
    const store = new Store(null);
    if (code) store.set('code', code);
    this.store = store;
    this.family = new Family({ store, changed: () => {}, event: () => {}, lost: () => this.lost++ });
  }
  refuse(path, status, code) {
    this.answers[path] = [status, { error: { code, message: 'No.' } }];
  }
  end() {
    this.family.stop();
    globalThis.fetch = realFetch;
    globalThis.WebSocket = realSocket;
  }
}

/** Lets what was asked be answered. */
const answered = () => new Promise((resolve) => setTimeout(resolve, 20));

test('every Cub of a device has a socket at all times, whoever is shown', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.family.take([player('a'), player('b'), player('c')]);
  await answered();
  assert.equal(home.sockets.length, 3);
  home.family.show('b');
  home.family.show('c');
  await answered();
  assert.equal(home.sockets.length, 3);
  assert.ok(home.sockets.every((s) => s.readyState !== 3));
});

test('passing the device covers the screen until it has arrived', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.family.take([player('a'), player('b')]);
  assert.equal(home.family.covered, true, 'nobody knows who holds a page that was just opened');
  home.family.uncover();
  home.family.show('a');
  assert.equal(home.family.covered, false, 'to oneself there is nothing to pass');
  home.family.show('b');
  assert.equal(home.family.covered, true);
  assert.equal(home.family.shown().player.id, 'b');
  home.family.uncover();
  assert.equal(home.family.covered, false);
});

test('one Cub alone is never covered', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.family.take([player('a')]);
  assert.equal(home.family.covered, false);
});

test('who is in no game enters before a ticket is asked for', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.family.take([player('a', '')]);
  await answered();
  assert.deepEqual(home.requests, ['PUT /api/players/a/game', 'GET /api/players/a/ticket']);
  assert.equal(home.sockets.length, 1);
});

test('a wrong code is forgotten and asked for again; the right one lets all in', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.refuse('/game', 404, 'unknown_game');
  home.family.take([player('a', ''), player('b', '')]);
  await answered();
  assert.deepEqual(
    home.family.cubs.map((c) => c.hurdle),
    ['code', 'code'],
  );
  assert.equal(home.store.get('code'), null);
  home.answers = {};
  home.store.set('code', 'BBBB');
  home.family.knock();
  await answered();
  assert.equal(home.sockets.length, 2);
  assert.deepEqual(
    home.family.cubs.map((c) => c.hurdle),
    ['', ''],
  );
});

test('without a code nothing is asked of the server', async (t) => {
  const home = new Home('');
  t.after(() => home.end());
  home.family.take([player('a', '')]);
  await answered();
  assert.deepEqual(home.requests, []);
  assert.equal(home.family.cubs[0].hurdle, 'code');
});

test('a locked door is told, and tried again by itself', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.refuse('/game', 409, 'door_locked');
  home.family.take([player('a', '')]);
  await answered();
  assert.equal(home.family.cubs[0].hurdle, 'locked');
  assert.ok(home.family.cubs[0].timer, 'a next try is planned');
});

test('a player that the server knows no longer makes the page ask who is here', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.refuse('/ticket', 404, 'unknown_player');
  home.family.take([player('a')]);
  await answered();
  assert.equal(home.lost, 1);
});

test('who has left is let go, the others stay connected', async (t) => {
  const home = new Home();
  t.after(() => home.end());
  home.family.take([player('a'), player('b')]);
  await answered();
  home.family.take([player('b')]);
  await answered();
  assert.equal(home.family.cubs.length, 1);
  assert.equal(home.sockets.length, 2);
  assert.equal(home.sockets.filter((s) => s.readyState === 3).length, 1);
  assert.equal(home.family.shown().player.id, 'b');
});
