package storage

import (
	"sync"
	"sync/atomic"
)

// request is one write waiting for the loop.
type request struct {
	run  func(ops) error
	wipe *wipe       // instead of run
	done func(error) // called once

	claimed atomic.Bool // by the loop, or by a caller who gave up waiting
}

// queue holds the requests that the loop has not taken, in order.
type queue struct {
	wake chan struct{} // one token while there is something to do

	mu      sync.Mutex
	waiting []*request
	closed  bool
}

// push queues r, or answers ErrClosed.
func (q *queue) push(r *request) {
	q.mu.Lock()
	closed := q.closed
	if !closed {
		q.waiting = append(q.waiting, r)
	}
	q.mu.Unlock()
	if closed {
		r.done(ErrClosed)
		return
	}
	q.signal()
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// take returns all that waits, in an array that the caller gave up: the two
// arrays of the queue change places. It tells whether the queue is closed.
func (q *queue) take(spare []*request) (taken []*request, closed bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	taken, q.waiting = q.waiting, spare[:0]
	return taken, q.closed
}

// close refuses what comes from now on; false if it was closed already.
func (q *queue) close() bool {
	q.mu.Lock()
	was := q.closed
	q.closed = true
	q.mu.Unlock()
	q.signal()
	return !was
}

func (q *queue) isClosed() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.closed
}
