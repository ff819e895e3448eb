package room_test

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"packnight/storage"
)

// spy is a store that can be told to fail or to be slow, and keeps every batch that
// was applied, so that a test can go back to any instant.
type spy struct {
	storage.Store

	mu     sync.Mutex
	log    []storage.Batch
	fail   func() error         // asked before each Submit and Apply; nil for no failure
	slow   func() time.Duration // how long a Submit takes; nil for at once
	wanted int                  // submits so far
	under  int                  // of them, not yet answered
	most   int                  // the most that were under way at once
	count  atomic.Int64         // len(log), to be read without the lock
	blind  atomic.Bool          // GetMany fails
}

func newSpy() *spy { return &spy{Store: storage.NewMemory(storage.Options{})} }

// set changes how the store behaves.
func (s *spy) set(fail func() error, slow func() time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail, s.slow = fail, slow
}

func always(err error) func() error { return func() error { return err } }

func (s *spy) refuseReads(on bool) { s.blind.Store(on) }

func (s *spy) GetMany(ctx context.Context, keys ...string) ([][]byte, error) {
	if s.blind.Load() {
		return nil, errDisk
	}
	return s.Store.GetMany(ctx, keys...)
}

func (s *spy) Apply(ctx context.Context, b *storage.Batch) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.apply(ctx, b)
}

func (s *spy) apply(ctx context.Context, b *storage.Batch) error {
	if s.fail != nil {
		if err := s.fail(); err != nil {
			return err
		}
	}
	err := s.Store.Apply(ctx, b)
	if err == nil {
		s.log = append(s.log, *b)
		s.count.Add(1)
	}
	return err
}

func (s *spy) Submit(b *storage.Batch, done func(error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wanted++
	s.under++
	s.most = max(s.most, s.under)
	if s.slow != nil {
		time.AfterFunc(s.slow(), func() {
			s.mu.Lock()
			err := s.apply(context.Background(), b)
			s.under--
			s.mu.Unlock()
			done(err)
		})
		return
	}
	s.under--
	done(s.apply(context.Background(), b))
}

// stored returns how many batches were applied.
func (s *spy) stored() int { return int(s.count.Load()) }

func (s *spy) submits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wanted
}

// at returns a store as it was after the first n batches: what a process finds that
// starts after a kill then.
func (s *spy) at(n int) storage.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := storage.NewMemory(storage.Options{})
	for i := range s.log[:n] {
		check(m.Apply(context.Background(), &s.log[i]))
	}
	return m
}

// after is a spy on that store, which knows of these batches too.
func (s *spy) after(n int) *spy {
	next := &spy{Store: s.at(n)}
	s.mu.Lock()
	defer s.mu.Unlock()
	next.log = append(next.log, s.log[:n]...)
	next.count.Store(int64(n))
	return next
}
