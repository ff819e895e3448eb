package storagetest

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"packnight/storage"
)

// Open opens an empty store that goes by the clock. It closes the store, if the
// test has not, and checks what can be checked of it, when the test ends.
type Open func(t *testing.T, c *Clock) storage.Store

// Run runs the suite.
func Run(t *testing.T, open Open) {
	for _, tt := range []struct {
		name string
		run  func(t *testing.T, s *subject)
	}{
		{"keys", testKeys},
		{"values are copies", testCopies},
		{"set if absent", testSetIfAbsent},
		{"delete", testDelete},
		{"increment", testIncrement},
		{"increment keeps the first expiry", testIncrementExpiry},
		{"expiry", testExpiry},
		{"expiry of sets", testSetExpiry},
		{"sets", testSets},
		{"one namespace", testWrongType},
		{"limits", testLimits},
		{"any bytes", testBytes},
		{"batch", testBatch},
		{"batch conditions", testConditions},
		{"batch stops whole", testBatchStops},
		{"submit keeps order", testSubmit},
		{"wipe", testWipe},
		{"wipe with conditions", testWipeConditions},
		{"the clock", testClock},
		{"contexts", testContext},
		{"concurrent increments", testConcurrentIncrements},
		{"concurrent members", testConcurrentMembers},
		{"one winner", testOneWinner},
		{"close", testClose},
		{"close under load", testCloseUnderLoad},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := NewClock()
			tt.run(t, &subject{T: t, Store: open(t, c), clock: c})
		})
	}
}

// subject is a store under test, with calls that fail the test on an error.
type subject struct {
	*testing.T
	storage.Store
	clock *Clock
}

func (s *subject) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *subject) fails(err, want error) {
	s.Helper()
	if !errors.Is(err, want) {
		s.Fatalf("got error %v, want %v", err, want)
	}
}

func (s *subject) set(key, value string, ttl time.Duration) {
	s.Helper()
	s.ok(s.Set(s.Context(), key, []byte(value), ttl))
}

func (s *subject) add(set string, members ...string) {
	s.Helper()
	_, err := s.Add(s.Context(), set, members...)
	s.ok(err)
}

func (s *subject) holds(key, want string) {
	s.Helper()
	got, err := s.Get(s.Context(), key)
	s.ok(err)
	if string(got) != want {
		s.Fatalf("%s holds %q, want %q", key, got, want)
	}
}

func (s *subject) absent(names ...string) {
	s.Helper()
	for _, name := range names {
		if _, err := s.TTL(s.Context(), name); !errors.Is(err, storage.ErrNotFound) {
			s.Fatalf("%s: got %v, want it to be absent", name, err)
		}
	}
}

func (s *subject) members(set string, want ...string) {
	s.Helper()
	got, err := s.Members(s.Context(), set)
	s.ok(err)
	n, err := s.Count(s.Context(), set)
	s.ok(err)
	if !slices.Equal(got, want) || n != len(want) {
		s.Fatalf("%s has %q and counts %d, want %q", set, got, n, want)
	}
}

func (s *subject) left(name string, want time.Duration) {
	s.Helper()
	got, err := s.TTL(s.Context(), name)
	s.ok(err)
	if (want == 0) != (got == 0) || got > want || got < want-10*time.Second {
		s.Fatalf("%s expires in %v, want %v", name, got, want)
	}
}

func testKeys(t *testing.T, s *subject) {
	_, err := s.Get(t.Context(), "a")
	s.fails(err, storage.ErrNotFound)
	s.set("a", "1", 0)
	s.set("b", "", 0)
	s.holds("a", "1")
	s.holds("b", "")
	s.set("a", "2", 0)
	s.holds("a", "2")
	s.add("s", "m")
	got, err := s.GetMany(t.Context(), "a", "none", "b", "s", "a")
	s.ok(err)
	if string(got[0]) != "2" || got[1] != nil || got[2] == nil || len(got[2]) != 0 || got[3] != nil || string(got[4]) != "2" {
		t.Errorf("GetMany returned %q", got)
	}
	if got, err := s.GetMany(t.Context()); err != nil || len(got) != 0 {
		t.Errorf("GetMany of nothing returned %q, %v", got, err)
	}
	s.set("s", "now a key", 0)
	s.holds("s", "now a key")
}

func testCopies(t *testing.T, s *subject) {
	value := []byte("value")
	s.ok(s.Set(t.Context(), "a", value, 0))
	value[0] = 'X'
	s.holds("a", "value")
	got, err := s.Get(t.Context(), "a")
	s.ok(err)
	many, err := s.GetMany(t.Context(), "a")
	s.ok(err)
	got[0], many[0][1] = 'Y', 'Y'
	s.set("a", "other", 0)
	if string(got) != "Yalue" || string(many[0]) != "vYlue" {
		t.Errorf("what was read changed to %q, %q", got, many[0])
	}
	s.holds("a", "other")
	b := []byte("batch")
	s.ok(s.Apply(t.Context(), new(storage.Batch).Set("b", b, 0)))
	b[0] = 'X'
	s.holds("b", "batch")
}

func testSetIfAbsent(t *testing.T, s *subject) {
	setIfAbsent := func(key, value string, want bool) {
		t.Helper()
		got, err := s.SetIfAbsent(t.Context(), key, []byte(value), time.Minute)
		s.ok(err)
		if got != want {
			t.Fatalf("SetIfAbsent(%s) = %v", key, got)
		}
	}
	setIfAbsent("a", "1", true)
	setIfAbsent("a", "2", false)
	s.holds("a", "1")
	s.left("a", time.Minute)
	s.add("s", "m")
	setIfAbsent("s", "1", false)
	s.members("s", "m")
	s.clock.Advance(2 * time.Minute)
	setIfAbsent("a", "3", true)
	s.holds("a", "3")
}

func testDelete(t *testing.T, s *subject) {
	s.set("a", "1", 0)
	s.set("gone", "1", time.Second)
	s.add("s", "x", "y")
	s.clock.Advance(time.Minute)
	n, err := s.Delete(t.Context(), "a", "s", "none", "gone", "a")
	s.ok(err)
	if n != 2 {
		t.Errorf("deleted %d, want 2", n)
	}
	s.absent("a", "s", "gone")
	s.members("s")
	s.add("s", "z")
	s.members("s", "z")
}

func testIncrement(t *testing.T, s *subject) {
	increment := func(by, want int64) {
		t.Helper()
		got, err := s.Increment(t.Context(), "n", by, 0)
		s.ok(err)
		if got != want {
			t.Fatalf("got %d, want %d", got, want)
		}
	}
	increment(5, 5)
	increment(-7, -2)
	increment(0, -2)
	s.holds("n", "-2")
	s.set("n", strconv.FormatInt(math.MaxInt64-1, 10), 0)
	increment(1, math.MaxInt64)
	_, err := s.Increment(t.Context(), "n", 1, 0)
	s.fails(err, storage.ErrNotInteger)
	s.holds("n", strconv.FormatInt(math.MaxInt64, 10))
	s.set("n", strconv.FormatInt(math.MinInt64, 10), 0)
	_, err = s.Increment(t.Context(), "n", -1, 0)
	s.fails(err, storage.ErrNotInteger)
	for _, bad := range []string{"", "x", "1.5", " 1", "1 ", "+1", "01", "-0", "9223372036854775808", "0x1", "1_0"} {
		s.set("n", bad, 0)
		_, err := s.Increment(t.Context(), "n", 1, 0)
		s.fails(err, storage.ErrNotInteger)
		s.holds("n", bad)
	}
}

func testIncrementExpiry(t *testing.T, s *subject) {
	increment := func(ttl time.Duration) int64 {
		t.Helper()
		n, err := s.Increment(t.Context(), "n", 1, ttl)
		s.ok(err)
		return n
	}
	increment(time.Hour)
	s.clock.Advance(30 * time.Minute)
	increment(time.Hour)
	s.left("n", 30*time.Minute)
	s.clock.Advance(31 * time.Minute)
	if n := increment(0); n != 1 {
		t.Errorf("an expired counter goes on at %d", n)
	}
	s.left("n", 0)
	increment(time.Hour)
	s.left("n", 0)
}

func testExpiry(t *testing.T, s *subject) {
	s.set("a", "1", time.Hour)
	s.left("a", time.Hour)
	s.clock.Advance(20 * time.Minute)
	s.left("a", 40*time.Minute)
	s.set("a", "2", 0)
	s.left("a", 0)
	expire := func(name string, ttl time.Duration, want bool) {
		t.Helper()
		got, err := s.Expire(t.Context(), name, ttl)
		s.ok(err)
		if got != want {
			t.Fatalf("Expire(%s) = %v", name, got)
		}
	}
	expire("a", 10*time.Minute, true)
	s.clock.Advance(9 * time.Minute)
	s.holds("a", "2")
	s.clock.Advance(2 * time.Minute)
	s.absent("a")
	_, err := s.Get(t.Context(), "a")
	s.fails(err, storage.ErrNotFound)
	expire("a", time.Hour, false)
	s.set("b", "1", 0)
	expire("b", 0, true)
	s.absent("b")
	s.set("c", "1", time.Hour)
	expire("c", -time.Second, true)
	s.absent("c")
	_, err = s.TTL(t.Context(), "none")
	s.fails(err, storage.ErrNotFound)
	for i := range 300 { // more than any sweep takes at once
		s.set(fmt.Sprint("k", i), "v", time.Minute)
	}
	s.clock.Advance(2 * time.Minute)
	s.absent("k0", "k299")
}

func testSetExpiry(t *testing.T, s *subject) {
	s.add("s", "x")
	_, err := s.Expire(t.Context(), "s", time.Hour)
	s.ok(err)
	s.add("s", "y")
	s.left("s", time.Hour)
	s.clock.Advance(2 * time.Hour)
	s.members("s")
	s.absent("s")
	in, err := s.Has(t.Context(), "s", "x")
	s.ok(err)
	if in {
		t.Error("an expired set has a member")
	}
	n, err := s.Remove(t.Context(), "s", "x")
	s.ok(err)
	if n != 0 {
		t.Error("a member was removed from an expired set")
	}
	s.add("s", "z")
	s.members("s", "z")
	s.left("s", 0)
}

func testSets(t *testing.T, s *subject) {
	s.members("s")
	count := func(n int, err error) int {
		t.Helper()
		s.ok(err)
		return n
	}
	if n := count(s.Add(t.Context(), "s", "b", "a", "b", "")); n != 3 {
		t.Errorf("added %d, want 3", n)
	}
	s.members("s", "", "a", "b")
	if n := count(s.Add(t.Context(), "s", "a", "c")); n != 1 {
		t.Errorf("added %d, want 1", n)
	}
	if n := count(s.Remove(t.Context(), "s", "a", "none", "a")); n != 1 {
		t.Errorf("removed %d, want 1", n)
	}
	s.members("s", "", "b", "c")
	if n := count(s.Remove(t.Context(), "s", "", "b", "c")); n != 3 {
		t.Errorf("removed %d, want 3", n)
	}
	s.absent("s")
	s.add("ss", "x")
	s.add("s", "sx") // neighbours in the file
	s.members("s", "sx")
	s.members("ss", "x")
	if n := count(s.Add(t.Context(), "empty")); n != 0 {
		t.Errorf("added %d of nothing", n)
	}
	s.absent("empty")
}

func testWrongType(t *testing.T, s *subject) {
	s.set("k", "1", 0)
	s.add("s", "m")
	_, err := s.Get(t.Context(), "s")
	s.fails(err, storage.ErrWrongType)
	_, err = s.Increment(t.Context(), "s", 1, 0)
	s.fails(err, storage.ErrWrongType)
	_, err = s.Add(t.Context(), "k", "m")
	s.fails(err, storage.ErrWrongType)
	_, err = s.Remove(t.Context(), "k", "m")
	s.fails(err, storage.ErrWrongType)
	_, err = s.Has(t.Context(), "k", "m")
	s.fails(err, storage.ErrWrongType)
	_, err = s.Members(t.Context(), "k")
	s.fails(err, storage.ErrWrongType)
	_, err = s.Count(t.Context(), "k")
	s.fails(err, storage.ErrWrongType)
	s.holds("k", "1")
	s.members("s", "m")
	s.set("s", "key", time.Hour)
	s.holds("s", "key")
	s.clock.Advance(2 * time.Hour)
	s.add("s", "again")
	s.members("s", "again")
}

func testLimits(t *testing.T, s *subject) {
	ctx := t.Context()
	long, large := strings.Repeat("n", storage.MaxName), make([]byte, storage.MaxValue)
	s.ok(s.Set(ctx, long, large, 0))
	s.add("long", long)
	s.fails(s.Set(ctx, long+"n", nil, 0), storage.ErrTooLarge)
	s.fails(s.Set(ctx, "k", append(large, 0), 0), storage.ErrTooLarge)
	_, err := s.Get(ctx, long+"n")
	s.fails(err, storage.ErrTooLarge)
	_, err = s.SetIfAbsent(ctx, "k", append(large, 0), 0)
	s.fails(err, storage.ErrTooLarge)
	_, err = s.Add(ctx, "s", "m", long+"n")
	s.fails(err, storage.ErrTooLarge)
	s.fails(s.Apply(ctx, new(storage.Batch).Set("k", nil, 0).Add("s", long+"n")), storage.ErrTooLarge)
	s.fails(s.Apply(ctx, new(storage.Batch).IfAbsent(long+"n").Set("k", nil, 0)), storage.ErrTooLarge)
	s.absent("k", "s")
}

func testBytes(t *testing.T, s *subject) {
	odd := []string{"", "\x00", "a\x00b", "\xff\xfe", "ключ", "🦡", "a:b:c", strings.Repeat("\xff", 300)}
	for i, name := range odd {
		s.set(name, fmt.Sprint(i, name), 0)
	}
	for i, name := range odd {
		s.holds(name, fmt.Sprint(i, name))
	}
	s.add("set", odd...)
	want := slices.Clone(odd)
	slices.Sort(want)
	s.members("set", want...)
	_, err := s.Delete(t.Context(), "set")
	s.ok(err)
	for _, name := range odd {
		s.holds(name, fmt.Sprint(slices.Index(odd, name), name))
	}
}
