// Package storagetest is the suite that every implementation of storage.Store
// passes: what the operations mean, in tests that know nothing of how.
package storagetest

import (
	"sync"
	"time"
)

// Clock is a clock that tests move. Any goroutine may call it.
type Clock struct {
	mu      sync.Mutex
	now     time.Time
	elapsed time.Duration
	moved   []func(time.Duration)
}

// NewClock returns a clock that stands at a fixed instant.
func NewClock() *Clock {
	return &Clock{now: time.Date(2026, 11, 20, 18, 0, 0, 0, time.UTC)}
}

// Now is the wall clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Elapsed is the monotonic clock.
func (c *Clock) Elapsed() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.elapsed
}

// Advance lets time pass.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	c.elapsed += d
	moved := c.moved
	c.mu.Unlock()
	for _, fn := range moved {
		fn(d)
	}
}

// Jump sets the wall clock, as somebody does who finds it wrong: no time passes.
func (c *Clock) Jump(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to
}

// OnAdvance has fn called whenever time passes, for an implementation whose clock
// can't be set.
func (c *Clock) OnAdvance(fn func(time.Duration)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.moved = append(c.moved, fn)
}
