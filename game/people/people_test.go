package people

import (
	"context"
	"errors"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"packnight/game/wire"
	"packnight/storage"
)

func TestMain(m *testing.M) {
	// scs.New starts one that never ends.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/alexedwards/scs/v2/memstore.(*MemStore).startCleanup"))
}

// clock is a wall clock and a monotonic one that a test sets forward.
type clock struct{ gone atomic.Int64 }

var evening = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func (c *clock) Now() time.Time         { return evening.Add(c.Elapsed()) }
func (c *clock) Elapsed() time.Duration { return time.Duration(c.gone.Load()) }
func (c *clock) Pass(d time.Duration)   { c.gone.Add(int64(d)) }

func (c *clock) options() storage.Options {
	return storage.Options{Now: c.Now, Elapsed: c.Elapsed, BackupEvery: -1}
}

// keys is the leader key of a test.
type keys struct {
	renewed atomic.Int64
	fail    error
}

func (k *keys) Leader() string { return "leader-key-" + string(rune('a'+k.renewed.Load())) }

func (k *keys) Renew() error {
	if k.fail != nil {
		return k.fail
	}
	k.renewed.Add(1)
	return nil
}

// house is People over a store, with what a test needs beside them.
type house struct {
	*People
	t     *testing.T
	ctx   context.Context
	clock *clock
	store storage.Store
	keys  *keys
}

func memory(t *testing.T, c *clock) storage.Store {
	s := storage.NewMemory(c.options())
	t.Cleanup(func() { check(t, s.Close()) })
	return s
}

func file(t *testing.T, c *clock) storage.Store {
	t.Helper()
	s, err := storage.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), c.options())
	check(t, err)
	t.Cleanup(func() { check(t, s.Close()) })
	return s
}

// newHouse opens an evening in memory; edit changes its configuration.
func newHouse(t *testing.T, edit ...func(*Config)) *house {
	c := &clock{}
	return openHouse(t, c, memory(t, c), edit...)
}

func openHouse(t *testing.T, c *clock, s storage.Store, edit ...func(*Config)) *house {
	t.Helper()
	h := &house{t: t, ctx: t.Context(), clock: c, store: s, keys: &keys{}}
	cfg := Config{Store: s, Counters: memory(t, c), Keys: h.keys}
	for _, e := range edit {
		e(&cfg)
	}
	var err error
	h.People, err = New(h.ctx, cfg)
	check(t, err)
	return h
}

// onBoth runs a test on either kind of store.
func onBoth(t *testing.T, test func(h *house)) {
	t.Run("memory", func(t *testing.T) { test(newHouse(t)) })
	t.Run("file", func(t *testing.T) {
		c := &clock{}
		test(openHouse(t, c, file(t, c)))
	})
}

func limits(players, perUser int) func(*Config) {
	return func(c *Config) {
		c.Limits = wire.Default()
		c.Limits.Players, c.Limits.PerUser = players, perUser
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("error is %v, want %v", err, target)
	}
}

func equal[T comparable](t *testing.T, what string, got, wanted T) {
	t.Helper()
	if got != wanted {
		t.Fatalf("%s is %v, want %v", what, got, wanted)
	}
}

const address = "192.168.1.7"

// cub logs a new browser in.
func (h *house) cub() string {
	h.t.Helper()
	e, err := h.Login(h.ctx, "", "", address)
	check(h.t, err)
	return e.ID
}

// leader logs a new browser in with the leader key.
func (h *house) leader() string {
	h.t.Helper()
	e, err := h.Login(h.ctx, "", h.keys.Leader(), address)
	check(h.t, err)
	equal(h.t, "role", e.Role, Leader)
	return e.ID
}

// player makes a player of a user.
func (h *house) player(user, name, icon string) Player {
	h.t.Helper()
	p, err := h.CreatePlayer(h.ctx, user, NewPlayer{Name: name, Icon: icon})
	check(h.t, err)
	return p
}

// open does what a room does to make a game.
func (h *house) open(code string) string {
	h.t.Helper()
	check(h.t, h.store.Set(h.ctx, gameKey(code), []byte("quiz"), Day))
	return code
}

func (h *house) code() string {
	h.t.Helper()
	code, err := h.Campfire(h.ctx)
	check(h.t, err)
	return code
}

// in puts a player into a game.
func (h *house) in(p Player, code string) Entered {
	h.t.Helper()
	e, err := h.Enter(h.ctx, By{User: p.User}, p.ID, code)
	check(h.t, err)
	return e
}

// where checks that both facts about where a player is agree, and returns the code.
func (h *house) where(id string) string {
	h.t.Helper()
	all, err := h.load(h.ctx, id)
	check(h.t, err)
	code := all[0].code()
	names, err := h.store.Members(h.ctx, "games-of-test")
	check(h.t, err)
	for _, other := range append(names, h.code()) {
		has, err := h.store.Has(h.ctx, membersKey(other), id)
		check(h.t, err)
		if has != (other == code) {
			h.t.Fatalf("player is in %q, but in the set of %q: %v", code, other, has)
		}
	}
	return code
}

// remember lets where look at a game's set too.
func (h *house) remember(codes ...string) {
	h.t.Helper()
	_, err := h.store.Add(h.ctx, "games-of-test", codes...)
	check(h.t, err)
}

func ptr[T any](v T) *T { return &v }
