package storage

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// Memory is a Store that lives as long as the process: for counters that need no
// disk, and for tests. It has no goroutine; expired names are swept by the calls.
type Memory struct {
	calls
	clock *clock

	mu     sync.Mutex // guards the rest
	table  memoryTable
	closed bool
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory(o Options) *Memory {
	o = o.withDefaults()
	m := &Memory{clock: newClock(o, o.Now())}
	m.table.names = map[string]*item{}
	m.calls = calls{read: m.do, write: m.do}
	return m
}

// do runs fn on the table, sweeping a little on the way.
func (m *Memory) do(ctx context.Context, fn func(ops) error) error {
	if err := done(ctx); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	return fn(m.begin())
}

// begin readies the table for operations at this instant; mu is held.
func (m *Memory) begin() ops {
	m.table.now = m.clock.nanos()
	m.table.sweep()
	return ops{&m.table, m.table.now}
}

// Apply implements Store.
func (m *Memory) Apply(ctx context.Context, b *Batch) error {
	if err := b.check(); err != nil {
		return err
	}
	return m.do(ctx, func(o ops) error { return o.apply(b) })
}

// Submit implements Store; done is called before it returns.
func (m *Memory) Submit(b *Batch, done func(error)) {
	done(m.Apply(context.Background(), b))
}

// Wipe implements Store.
func (m *Memory) Wipe(ctx context.Context, keep Keep, b *Batch) error {
	if err := b.check(); err != nil {
		return err
	}
	return m.do(ctx, func(o ops) error {
		if err := o.hold(b); err != nil {
			return err
		}
		before := m.table.only(keep)
		if err := o.apply(&Batch{writes: b.writes}); err != nil {
			m.table.names = before
			return err
		}
		return nil
	})
}

// Now implements Store.
func (m *Memory) Now() time.Time { return m.clock.now() }

// Close implements Store.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	m.closed = true
	m.table = memoryTable{}
	return nil
}

// has tells whether Wipe leaves name alone.
func (k Keep) has(name string) bool {
	return slices.Contains(k.Names, name) ||
		slices.ContainsFunc(k.Prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
}
