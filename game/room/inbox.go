package room

import (
	"sync"

	"packnight/game/wire"
)

// maxQueued bounds the moves and sparks that wait for one room.
const maxQueued = 1 << 15

// op says what an event is.
type op uint8

const (
	opMove    op = iota + 1 // link, move
	opSpark                 // link, move
	opLost                  // link
	opSilent                // link
	opConnect               // link
	opDo                    // do
)

// event is one thing that reaches a room. What is rare is a func that the room's
// goroutine runs.
type event struct {
	op   op
	link *Link
	move wire.Client
	do   func(*room)
}

// inbox is what waits for a room. Putting never blocks; whoever puts into an empty
// one wakes the room, which takes all there is at once.
type inbox struct {
	mu     sync.Mutex
	queue  []event
	closed bool
	wake   chan struct{} // one slot
}

func newInbox() inbox { return inbox{wake: make(chan struct{}, 1)} }

// put adds an event; false if the inbox is closed.
func (b *inbox) put(e event) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return false
	}
	b.add(e)
	return true
}

// offer adds an event that may be lost; false if too many wait.
func (b *inbox) offer(e event) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return true
	}
	if len(b.queue) >= maxQueued {
		return false
	}
	b.add(e)
	return true
}

func (b *inbox) add(e event) {
	b.queue = append(b.queue, e)
	if len(b.queue) == 1 {
		b.nudge()
	}
}

// nudge wakes the room without an event.
func (b *inbox) nudge() {
	select {
	case b.wake <- struct{}{}:
	default:
	}
}

// take returns what waits, in order, and leaves spare, emptied, in its place.
func (b *inbox) take(spare []event) []event {
	clear(spare)
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.queue
	b.queue = spare[:0]
	return taken
}

// closeIfEmpty closes the inbox unless something waits; it tells whether it did.
func (b *inbox) closeIfEmpty() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.queue) > 0 {
		return false
	}
	b.closed = true
	return true
}

// close closes the inbox and returns what still waited.
func (b *inbox) close() []event {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	rest := b.queue
	b.queue = nil
	return rest
}
