package storage

import (
	"bytes"
	"container/heap"
	"maps"
	"slices"
)

// memoryTable is the table of a Memory, which guards it.
type memoryTable struct {
	now   int64 // the instant of the operations under way
	names map[string]*item
	due   expiries
	undo  map[string]*item // what begin keeps; nil outside of a batch
}

// item is a key (members nil) or a set. queued is the earliest instant at which
// due has it, so that a key set a thousand times with an expiry is in it once.
type item struct {
	value   []byte
	members map[string]struct{}
	expires int64
	queued  int64
}

func (it *item) clone() *item {
	c := *it
	c.value, c.members = bytes.Clone(it.value), maps.Clone(it.members)
	return &c
}

func (t *memoryTable) live(name string) *item {
	it := t.names[name]
	if it == nil || expired(it.expires, t.now) {
		return nil
	}
	return it
}

func (t *memoryTable) find(name string) (entry, error) {
	it := t.live(name)
	switch {
	case it == nil:
		return entry{}, nil
	case it.members != nil:
		return entry{kind: set, count: len(it.members), expires: it.expires}, nil
	}
	return entry{kind: key, value: it.value, expires: it.expires}, nil
}

func (t *memoryTable) has(name, member string) (bool, error) {
	it := t.live(name)
	if it == nil {
		return false, nil
	}
	_, ok := it.members[member]
	return ok, nil
}

func (t *memoryTable) list(name string) ([]string, error) {
	return slices.Sorted(maps.Keys(t.live(name).members)), nil
}

func (t *memoryTable) put(name string, value []byte, expires int64) error {
	t.save(name)
	it := t.names[name]
	if it == nil {
		it = &item{}
		t.names[name] = it
	}
	// The buffer is the store's own, since Get copies: a room that saves a
	// thousand times allocates once.
	it.value, it.members = append(it.value[:0], value...), nil
	t.setDeadline(name, it, expires)
	return nil
}

func (t *memoryTable) drop(name string) error {
	t.save(name)
	delete(t.names, name)
	return nil
}

func (t *memoryTable) include(name, member string) error {
	t.save(name)
	it := t.live(name)
	if it == nil {
		it = &item{members: map[string]struct{}{}}
		t.names[name] = it
	}
	it.members[member] = struct{}{}
	return nil
}

func (t *memoryTable) exclude(name, member string) error {
	t.save(name)
	it := t.live(name)
	delete(it.members, member)
	if len(it.members) == 0 {
		delete(t.names, name)
	}
	return nil
}

func (t *memoryTable) expire(name string, at int64) error {
	t.save(name)
	t.setDeadline(name, t.live(name), at)
	return nil
}

func (t *memoryTable) begin(b *Batch) {
	if b.mayStop() {
		t.undo = map[string]*item{}
	}
}

func (t *memoryTable) end() { t.undo = nil }

func (t *memoryTable) rollback() {
	for name, it := range t.undo {
		if it == nil {
			delete(t.names, name)
			continue
		}
		t.names[name] = it
		it.queued = 0
		t.setDeadline(name, it, it.expires)
	}
	t.undo = nil
}

// only leaves what keep names, and returns what was there before.
func (t *memoryTable) only(keep Keep) (before map[string]*item) {
	before, t.names = t.names, map[string]*item{}
	for name, it := range before {
		if keep.has(name) && !expired(it.expires, t.now) {
			t.names[name] = it.clone()
		}
	}
	return before
}

// save keeps what name held when the batch began.
func (t *memoryTable) save(name string) {
	if t.undo == nil {
		return
	}
	if _, kept := t.undo[name]; kept {
		return
	}
	if it := t.names[name]; it != nil {
		t.undo[name] = it.clone()
	} else {
		t.undo[name] = nil
	}
}

func (t *memoryTable) setDeadline(name string, it *item, at int64) {
	it.expires = at
	if at != 0 && (it.queued == 0 || at < it.queued) {
		it.queued = at
		heap.Push(&t.due, expiry{at, name})
	}
}

// sweepAtOnce is the most expired names that one call removes.
const sweepAtOnce = 16

// sweep removes a few of the names that have expired.
func (t *memoryTable) sweep() {
	for range sweepAtOnce {
		if len(t.due) == 0 || t.due[0].at > t.now {
			return
		}
		e := heap.Pop(&t.due).(expiry)
		it := t.names[e.name]
		switch {
		case it == nil || it.queued != e.at: // gone, or queued again since
		case expired(it.expires, t.now):
			delete(t.names, e.name)
		default:
			it.queued = 0
			t.setDeadline(e.name, it, it.expires)
		}
	}
}

// expiry is an instant at which a name should be looked at.
type expiry struct {
	at   int64
	name string
}

// expiries is a heap, the earliest first.
type expiries []expiry

func (h expiries) Len() int           { return len(h) }
func (h expiries) Less(i, j int) bool { return h[i].at < h[j].at }
func (h expiries) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *expiries) Push(x any)        { *h = append(*h, x.(expiry)) }
func (h *expiries) Pop() any {
	old := *h
	last := old[len(old)-1]
	old[len(old)-1] = expiry{}
	*h = old[:len(old)-1]
	return last
}
