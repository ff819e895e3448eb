package storagetest

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"packnight/storage"
)

func batch() *storage.Batch { return new(storage.Batch) }

func testBatch(t *testing.T, s *subject) {
	ctx := t.Context()
	s.ok(s.Apply(ctx, batch()))
	s.set("old", "1", 0)
	s.add("set", "a", "b")
	s.ok(s.Apply(ctx, batch().
		Set("a", []byte("1"), time.Hour).
		Increment("n", 5, 0).Increment("n", -2, time.Hour).
		Add("set", "c").Remove("set", "a").Remove("set", "none").
		Add("new", "x").Expire("new", time.Minute).
		Delete("old").Delete("none").Expire("none", time.Hour)))
	s.holds("a", "1")
	s.left("a", time.Hour)
	s.holds("n", "3")
	s.left("n", 0)
	s.members("set", "b", "c")
	s.members("new", "x")
	s.left("new", time.Minute)
	s.absent("old", "none")
	// Later writes see earlier ones.
	s.ok(s.Apply(ctx, batch().
		Set("w", nil, 0).Delete("w").Add("w", "m").Remove("w", "m").Increment("w", 1, 0).
		Delete("set").Add("set", "z").Add("set", "b").
		Expire("a", 0).Set("a", []byte("2"), 0)))
	s.holds("w", "1")
	s.members("set", "b", "z")
	s.holds("a", "2")
	s.left("a", 0)
	s.clock.Advance(2 * time.Minute)
	s.absent("new")
	s.ok(s.Apply(ctx, batch().Add("new", "y").Expire("new", -1).Add("new", "z")))
	s.members("new", "z")
}

func testConditions(t *testing.T, s *subject) {
	s.set("k", "1", 0)
	s.set("expired", "1", time.Minute)
	s.add("s", "a", "b")
	s.clock.Advance(time.Hour)
	for _, tt := range []struct {
		name string
		b    *storage.Batch
		want error
	}{
		{"absent", batch().IfAbsent("none"), nil},
		{"absent: expired", batch().IfAbsent("expired"), nil},
		{"absent: key", batch().IfAbsent("k"), storage.ErrConflict},
		{"absent: set", batch().IfAbsent("s"), storage.ErrConflict},
		{"present: key", batch().IfPresent("k"), nil},
		{"present: set", batch().IfPresent("s"), nil},
		{"present: none", batch().IfPresent("none"), storage.ErrConflict},
		{"present: expired", batch().IfPresent("expired"), storage.ErrConflict},
		{"equals", batch().IfEquals("k", []byte("1")), nil},
		{"equals: other", batch().IfEquals("k", []byte("2")), storage.ErrConflict},
		{"equals: set", batch().IfEquals("s", nil), storage.ErrConflict},
		{"equals: none", batch().IfEquals("none", nil), storage.ErrConflict},
		{"member", batch().IfMember("s", "a"), nil},
		{"member: not in", batch().IfMember("s", "c"), storage.ErrConflict},
		{"member: no set", batch().IfMember("none", "a"), storage.ErrConflict},
		{"member: key", batch().IfMember("k", "a"), storage.ErrWrongType},
		{"not member", batch().IfNotMember("s", "c"), nil},
		{"not member: no set", batch().IfNotMember("none", "c"), nil},
		{"not member: in", batch().IfNotMember("s", "b"), storage.ErrConflict},
		{"not member: key", batch().IfNotMember("k", "a"), storage.ErrWrongType},
		{"below", batch().IfCountBelow("s", 3), nil},
		{"below: none", batch().IfCountBelow("none", 1), nil},
		{"below: at", batch().IfCountBelow("s", 2), storage.ErrConflict},
		{"below: 0", batch().IfCountBelow("none", 0), storage.ErrConflict},
		{"below: key", batch().IfCountBelow("k", 9), storage.ErrWrongType},
		{"all", batch().IfPresent("k").IfAbsent("none").IfMember("s", "a"), nil},
		{"the last does not", batch().IfPresent("k").IfAbsent("none").IfMember("s", "z"), storage.ErrConflict},
		{"the first that does not decides", batch().IfAbsent("k").IfMember("k", "a"), storage.ErrConflict},
	} {
		// A condition looks at what was there before the batch's own writes.
		err := s.Apply(t.Context(), tt.b.Delete("done").Set("done", []byte(tt.name), 0).Set("none", nil, 0).Delete("none"))
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
		got, err := s.Get(t.Context(), "done")
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			t.Fatal(err)
		}
		if (string(got) == tt.name) != (tt.want == nil) {
			t.Errorf("%s: the batch's write is there: %v", tt.name, tt.want != nil)
		}
	}
}

func testBatchStops(t *testing.T, s *subject) {
	s.set("k", "text", time.Hour)
	s.add("s", "a")
	before := func() *storage.Batch {
		return batch().Set("k2", nil, 0).Set("k", []byte("7"), 0).Increment("n", 1, time.Hour).
			Add("s", "b").Remove("s", "a").Add("new", "x").Delete("n2").Expire("s", time.Hour)
	}
	for name, tt := range map[string]struct {
		b    *storage.Batch
		want error
	}{
		"increment a text": {before().Set("k", []byte("x"), 0).Increment("k", 1, 0), storage.ErrNotInteger},
		"increment a set":  {before().Increment("s", 1, 0), storage.ErrWrongType},
		"add to a key":     {before().Add("k", "m"), storage.ErrWrongType},
		"remove from one":  {before().Delete("s").Remove("k", "m"), storage.ErrWrongType},
	} {
		if err := s.Apply(t.Context(), tt.b); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
		s.holds("k", "text")
		s.left("k", time.Hour)
		s.members("s", "a")
		s.left("s", 0)
		s.absent("k2", "n", "new")
	}
	s.clock.Advance(2 * time.Hour) // what was put back still expires
	s.absent("k")
}

func testSubmit(t *testing.T, s *subject) {
	const writers, each = 8, 50
	var all sync.WaitGroup
	var answers atomic.Int32
	for w := range writers {
		all.Go(func() {
			var answered sync.WaitGroup
			order := make(chan int, each)
			for i := range each {
				answered.Add(1)
				b := batch().IfEquals(fmt.Sprint("w", w), []byte(fmt.Sprint(i-1))).Set(fmt.Sprint("w", w), []byte(fmt.Sprint(i)), time.Hour)
				if i == 0 {
					b = batch().IfAbsent(fmt.Sprint("w", w)).Set(fmt.Sprint("w", w), []byte("0"), time.Hour)
				}
				s.Submit(b, func(err error) {
					if err != nil {
						t.Errorf("writer %d, batch %d: %v", w, i, err)
					}
					answers.Add(1)
					order <- i
					answered.Done()
				})
			}
			answered.Wait()
			for want := range each {
				if got := <-order; got != want {
					t.Errorf("answer %d came as number %d", got, want)
				}
			}
		})
	}
	all.Wait()
	if n := answers.Load(); n != writers*each {
		t.Errorf("%d answers, want %d", n, writers*each)
	}
	for w := range writers {
		s.holds(fmt.Sprint("w", w), fmt.Sprint(each-1))
	}
	refused := make(chan error, 2)
	s.Submit(batch().IfPresent("none").Set("x", nil, 0), func(err error) { refused <- err })
	s.Submit(batch().Set("x", nil, 0).Add("x", "m"), func(err error) { refused <- err })
	s.fails(<-refused, storage.ErrConflict)
	s.fails(<-refused, storage.ErrWrongType)
	s.absent("x")
}

func testWipe(t *testing.T, s *subject) {
	s.set("keep", "1", time.Hour)
	s.set("pack:1", "p", 0)
	s.set("other", "x", 0)
	s.set("pac", "x", 0)
	s.add("pack:set", "a", "b")
	s.add("players", "Ben", "Eva")
	s.set("pack:expired", "x", time.Second)
	s.clock.Advance(time.Minute)
	keep := storage.Keep{Names: []string{"keep", "never"}, Prefixes: []string{"pack:"}}
	s.ok(s.Wipe(t.Context(), keep, batch().
		IfMember("players", "Ben").
		Set("meeting", []byte("new"), time.Hour).
		Increment("pack:count", 1, 0).Increment("other", 1, 0).
		Add("players", "Bo").
		Delete("pack:1").Remove("pack:set", "a")))
	s.holds("keep", "1")
	s.left("keep", 59*time.Minute)
	s.holds("meeting", "new")
	s.holds("pack:count", "1")
	s.holds("other", "1") // it counted from nothing
	s.members("players", "Bo")
	s.members("pack:set", "b")
	s.absent("pack:1", "pac", "pack:expired", "never")
	s.set("other", "again", time.Minute)
	s.holds("other", "again")
	s.clock.Advance(2 * time.Hour)
	s.absent("keep", "meeting", "other")
	s.ok(s.Wipe(t.Context(), storage.Keep{}, batch()))
	s.absent("pack:set", "players", "pack:count")
}

func testWipeConditions(t *testing.T, s *subject) {
	s.set("a", "text", time.Hour)
	s.add("s", "m")
	s.fails(s.Wipe(t.Context(), storage.Keep{}, batch().IfAbsent("a").Set("b", nil, 0)), storage.ErrConflict)
	s.fails(s.Wipe(t.Context(), storage.Keep{Names: []string{"a"}}, batch().Set("b", nil, 0).Increment("a", 1, 0)), storage.ErrNotInteger)
	s.holds("a", "text")
	s.left("a", time.Hour)
	s.members("s", "m")
	s.absent("b")
	s.clock.Advance(2 * time.Hour)
	s.absent("a")
}
