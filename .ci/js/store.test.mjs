import assert from 'node:assert/strict';
import test from 'node:test';
import { Store } from '../../assets/app/store.js';

/** What localStorage is, or one that takes nothing. */
class Shelf {
  constructor(full = false) {
    this.full = full;
    this.map = new Map();
  }
  get length() {
    return this.map.size;
  }
  key(i) {
    return [...this.map.keys()][i];
  }
  getItem(key) {
    return this.map.has(key) ? this.map.get(key) : null;
  }
  setItem(key, value) {
    if (this.full) throw new Error('full');
    this.map.set(key, value);
  }
  removeItem(key) {
    this.map.delete(key);
  }
}

test('what is kept is there for the next page', () => {
  const shelf = new Shelf();
  new Store(shelf).set('code', 'K7QX');
  assert.equal(new Store(shelf).get('code'), 'K7QX');
  assert.equal(new Store(shelf).get('other', 'none'), 'none');
});

test('a new meeting forgets all but what it is told to keep, and nothing of others', () => {
  const shelf = new Shelf();
  shelf.setItem('foreign', '1');
  const store = new Store(shelf);
  assert.equal(store.meeting('m1'), false);
  store.set('code', 'K7QX');
  store.set('theme', 'day');
  assert.equal(store.meeting('m1'), false);
  assert.equal(store.get('code'), 'K7QX');
  assert.equal(store.meeting('m2', ['theme']), true);
  assert.equal(store.get('code'), null);
  assert.equal(store.get('theme'), 'day');
  assert.equal(shelf.getItem('foreign'), '1');
});

test('where a browser keeps nothing, the page itself does', () => {
  for (const shelf of [new Shelf(true), null]) {
    const store = new Store(shelf);
    store.set('code', 'K7QX');
    assert.equal(store.get('code'), 'K7QX');
    store.remove('code');
    assert.equal(store.get('code'), null);
    store.set('code', 'K7QX');
    store.clear();
    assert.equal(store.get('code'), null);
  }
});

test('what somebody has spoilt counts as nothing', () => {
  const shelf = new Shelf();
  shelf.setItem('packnight:code', '{not json');
  assert.equal(new Store(shelf).get('code', 'none'), 'none');
});
