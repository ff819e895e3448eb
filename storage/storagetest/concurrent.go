package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"packnight/storage"
)

func testClock(t *testing.T, s *subject) {
	start := s.Now()
	s.clock.Advance(time.Hour)
	if d := s.Now().Sub(start); d < time.Hour || d > time.Hour+time.Minute {
		t.Errorf("the clock moved %v in an hour", d)
	}
}

func testContext(t *testing.T, s *subject) {
	over, cancel := context.WithCancel(t.Context())
	cancel()
	s.fails(s.Set(over, "a", nil, 0), context.Canceled)
	_, err := s.Get(over, "a")
	s.fails(err, context.Canceled)
	_, err = s.Add(over, "s", "m")
	s.fails(err, context.Canceled)
	s.fails(s.Apply(over, batch().Set("a", nil, 0)), context.Canceled)
	s.fails(s.Wipe(over, storage.Keep{}, batch().Set("a", nil, 0)), context.Canceled)
	s.absent("a", "s")
}

func testConcurrentIncrements(t *testing.T, s *subject) {
	const writers, each = 16, 25
	var all sync.WaitGroup
	var seen sync.Map
	for range writers {
		all.Go(func() {
			for range each {
				n, err := s.Increment(t.Context(), "n", 1, time.Hour)
				if err != nil {
					t.Error(err)
				}
				if _, twice := seen.LoadOrStore(n, true); twice {
					t.Errorf("%d was given twice", n)
				}
			}
		})
	}
	all.Wait()
	s.holds("n", fmt.Sprint(writers*each))
}

func testConcurrentMembers(t *testing.T, s *subject) {
	const writers, each = 16, 20
	var all sync.WaitGroup
	var added atomic.Int64
	for w := range writers {
		all.Go(func() {
			for i := range each {
				n, err := s.Add(t.Context(), "s", fmt.Sprint("m", i))
				if err != nil {
					t.Error(err)
				}
				added.Add(int64(n))
				if w%2 == 0 {
					n, err := s.Remove(t.Context(), "s", fmt.Sprint("m", i))
					if err != nil {
						t.Error(err)
					}
					added.Add(-int64(n))
				}
			}
		})
	}
	all.Wait()
	n, err := s.Count(t.Context(), "s")
	s.ok(err)
	members, err := s.Members(t.Context(), "s")
	s.ok(err)
	if int64(n) != added.Load() || len(members) != n {
		t.Errorf("the set counts %d and lists %d, its adds minus its removes are %d", n, len(members), added.Load())
	}
}

// testOneWinner is the race that a batch's conditions are for.
func testOneWinner(t *testing.T, s *subject) {
	const places, comers = 6, 40
	var all sync.WaitGroup
	var in atomic.Int32
	for i := range comers {
		all.Go(func() {
			err := s.Apply(t.Context(), batch().IfCountBelow("players", places).Add("players", fmt.Sprint("p", i)))
			switch {
			case err == nil:
				in.Add(1)
			case !errors.Is(err, storage.ErrConflict):
				t.Error(err)
			}
		})
	}
	all.Wait()
	n, err := s.Count(t.Context(), "players")
	s.ok(err)
	if n != places || in.Load() != places {
		t.Errorf("%d came in and %d are in, want %d", in.Load(), n, places)
	}
}

func testClose(t *testing.T, s *subject) {
	ctx := t.Context()
	s.set("a", "1", 0)
	s.ok(s.Close())
	s.fails(s.Close(), storage.ErrClosed)
	s.fails(s.Set(ctx, "a", nil, 0), storage.ErrClosed)
	_, err := s.Get(ctx, "a")
	s.fails(err, storage.ErrClosed)
	_, err = s.Members(ctx, "s")
	s.fails(err, storage.ErrClosed)
	s.fails(s.Apply(ctx, batch().Set("a", nil, 0)), storage.ErrClosed)
	s.fails(s.Wipe(ctx, storage.Keep{}, batch()), storage.ErrClosed)
	answer := make(chan error, 1)
	s.Submit(batch().Set("a", nil, 0), func(err error) { answer <- err })
	s.fails(<-answer, storage.ErrClosed)
}

// testCloseUnderLoad closes while writers write: each of them is answered.
func testCloseUnderLoad(t *testing.T, s *subject) {
	var all sync.WaitGroup
	var begun sync.WaitGroup
	for w := range 8 {
		begun.Add(1)
		all.Go(func() {
			for i := 0; ; i++ {
				err := s.Set(context.Background(), fmt.Sprint("w", w), []byte(fmt.Sprint(i)), 0)
				if i == 3 {
					begun.Done()
				}
				if errors.Is(err, storage.ErrClosed) && i > 3 {
					return
				}
				if err != nil {
					t.Errorf("writer %d, write %d: %v", w, i, err)
					return
				}
			}
		})
	}
	begun.Wait()
	s.ok(s.Close())
	all.Wait()
}
