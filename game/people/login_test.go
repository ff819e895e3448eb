package people

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

// second makes a key for a role, logs user ("" for a new one) in with it, and returns the entry.
func (h *house) second(user string, role Role) Entry {
	h.t.Helper()
	key, err := h.SecondKey(h.ctx, role)
	check(h.t, err)
	e, err := h.Login(h.ctx, user, key, address)
	check(h.t, err)
	return e
}

// stage logs a big screen in.
func (h *house) stage() string {
	h.t.Helper()
	e := h.second("", Stage)
	u, err := h.Confirm(h.ctx, e.Match)
	check(h.t, err)
	equal(h.t, "role", u.Role, Stage)
	return u.ID
}

func TestLoginIsIdempotent(t *testing.T) {
	onBoth(t, func(h *house) {
		first, err := h.Login(h.ctx, "", "", address)
		check(h.t, err)
		equal(h.t, "role", first.Role, Cub)
		again, err := h.Login(h.ctx, first.ID, "", address)
		check(h.t, err)
		equal(h.t, "entry", again, first)
		leader, err := h.Login(h.ctx, first.ID, h.keys.Leader(), address)
		check(h.t, err)
		equal(h.t, "entry", leader, Entry{User{ID: first.ID, Role: Leader}, true})
		again, err = h.Login(h.ctx, first.ID, "", address)
		check(h.t, err)
		equal(h.t, "role", again.Role, Leader)
		_, err = h.User(h.ctx, "nobody")
		want(h.t, err, ErrNoSession)
	})
}

func TestSecondLeader(t *testing.T) {
	onBoth(t, func(h *house) {
		e := h.second("", Leader)
		equal(h.t, "role", e.Role, Waiting)
		equal(h.t, "digits", len(e.Match), 2)
		u, err := h.User(h.ctx, e.ID)
		check(h.t, err)
		equal(h.t, "match", u.Match, e.Match)
		again, err := h.Login(h.ctx, e.ID, "", address)
		check(h.t, err)
		equal(h.t, "match after a reload", again.Match, e.Match)
		asking, err := h.Asking(h.ctx)
		check(h.t, err)
		equal(h.t, "asking", fmt.Sprint(asking), fmt.Sprint([]Asking{{User: e.ID, Role: Leader}}))
		_, err = h.Confirm(h.ctx, "xx")
		want(h.t, err, ErrNoMatch)
		u, err = h.Confirm(h.ctx, e.Match)
		check(h.t, err)
		equal(h.t, "user", u, User{ID: e.ID, Role: Leader})
		_, err = h.Confirm(h.ctx, e.Match)
		want(h.t, err, ErrNoMatch)
		asking, err = h.Asking(h.ctx)
		check(h.t, err)
		equal(h.t, "asking", len(asking), 0)
		leaders, err := h.Leaders(h.ctx)
		check(h.t, err)
		equal(h.t, "leaders", len(leaders), 1)
	})
}

func TestSecondKeyRules(t *testing.T) {
	h := newHouse(t)
	_, err := h.SecondKey(h.ctx, Cub)
	want(t, err, ErrBadRequest)
	key, err := h.SecondKey(h.ctx, Stage)
	check(t, err)
	_, err = h.Login(h.ctx, "", key, address)
	check(t, err)
	_, err = h.Login(h.ctx, "", key, address)
	want(t, err, ErrWrongKey) // used
	key, err = h.SecondKey(h.ctx, Stage)
	check(t, err)
	h.clock.Pass(keyLife)
	_, err = h.Login(h.ctx, "", key, address)
	want(t, err, ErrWrongKey) // expired
	leader := h.leader()
	equal(t, "a leader's role", h.second(leader, Stage).Role, Leader)
	waiting := h.second("", Stage)
	e, err := h.Login(h.ctx, waiting.ID, h.keys.Leader(), address)
	check(t, err)
	equal(t, "role", e.Role, Leader)
	_, err = h.Confirm(h.ctx, waiting.Match)
	want(t, err, ErrNoMatch)
}

func TestMatchesAreUnique(t *testing.T) {
	h := newHouse(t)
	seen := map[string]bool{}
	for range digits {
		e := h.second("", Stage)
		if seen[e.Match] {
			t.Fatalf("%s is given twice", e.Match)
		}
		seen[e.Match] = true
	}
	key, err := h.SecondKey(h.ctx, Stage)
	check(t, err)
	_, err = h.Login(h.ctx, "", key, address)
	want(t, err, ErrBusy)
	for match := range seen {
		_, err = h.Confirm(h.ctx, match)
		check(t, err)
		break
	}
	_, err = h.Login(h.ctx, "", key, address)
	check(t, err) // the key was not lost by waiting
}

func TestOneKeyOneWaiting(t *testing.T) {
	h := newHouse(t)
	key, err := h.SecondKey(h.ctx, Leader)
	check(t, err)
	var taken atomic.Int32
	var wg sync.WaitGroup
	for range 50 {
		user := h.cub()
		wg.Go(func() {
			_, err := h.Login(h.ctx, user, key, address)
			switch {
			case err == nil:
				taken.Add(1)
			case !errors.Is(err, ErrWrongKey):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	equal(t, "users waiting", taken.Load(), 1)
}

func TestFiveWrongKeys(t *testing.T) {
	h := newHouse(t)
	user := h.cub()
	for range wrongKeys {
		e, err := h.Login(h.ctx, user, "wrong", address)
		want(t, err, ErrWrongKey)
		equal(t, "user", e.ID, user)
	}
	_, err := h.Login(h.ctx, user, h.keys.Leader(), address)
	want(t, err, ErrSlowDown) // unevaluated
	var e *Error
	if !errors.As(err, &e) || e.Retry() <= 0 || e.Retry() > time.Minute {
		t.Fatalf("wait %v", e.Retry())
	}
	_, err = h.Login(h.ctx, user, "", address)
	check(t, err) // its page still works
	other := h.cub()
	_, err = h.Login(h.ctx, other, h.keys.Leader(), address)
	check(t, err) // counted per user
	h.clock.Pass(keyWait)
	_, err = h.Login(h.ctx, user, h.keys.Leader(), address)
	check(t, err)
}

func TestRightKeysAreFree(t *testing.T) {
	h := newHouse(t)
	user := h.leader()
	for range 3 * wrongKeys {
		_, err := h.Login(h.ctx, user, h.keys.Leader(), address)
		check(t, err)
	}
}

// A wrong key makes a stranger's browser known; one that throws its cookie away is
// held by its address.
func TestStrangersWithWrongKeys(t *testing.T) {
	h := newHouse(t)
	e, err := h.Login(h.ctx, "", "wrong", address)
	want(t, err, ErrWrongKey)
	u, err := h.User(h.ctx, e.ID)
	check(t, err)
	equal(t, "role", u.Role, Cub)
	for range wrongStrangers - 1 {
		_, err = h.Login(h.ctx, "", "wrong", address)
		want(t, err, ErrWrongKey)
	}
	before, err := h.store.Count(h.ctx, "users")
	check(t, err)
	_, err = h.Login(h.ctx, "", h.keys.Leader(), address)
	want(t, err, ErrSlowDown)
	after, err := h.store.Count(h.ctx, "users")
	check(t, err)
	equal(t, "users", after, before)
	_, err = h.Login(h.ctx, "", h.keys.Leader(), "192.168.1.8")
	check(t, err)
}

func TestParallelWrongKeys(t *testing.T) {
	h := newHouse(t)
	user := h.cub()
	var evaluated atomic.Int32
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			if _, err := h.Login(h.ctx, user, "wrong", address); errors.Is(err, ErrWrongKey) {
				evaluated.Add(1)
			}
		})
	}
	wg.Wait()
	equal(t, "keys looked at", evaluated.Load(), wrongKeys)
}

func TestNewUsersPerAddress(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.NewUsers = 3 })
	user := h.cub()
	h.cub()
	h.cub()
	_, err := h.Login(h.ctx, "", "", address)
	want(t, err, ErrSlowDown)
	_, err = h.Login(h.ctx, user, "", address)
	check(t, err)
	_, err = h.Login(h.ctx, "", "", "192.168.1.8")
	check(t, err)
	h.clock.Pass(time.Minute)
	h.cub()
}

func TestNetwork(t *testing.T) {
	for a, wanted := range map[string]string{
		"192.168.1.7": "192.168.1.7", "::ffff:192.168.1.7": "192.168.1.7", "fe80::1%eth0": "fe80::/64",
		"2001:db8::1": "2001:db8::/64", "2001:db8::2": "2001:db8::/64", "": "unknown", "x": "unknown",
	} {
		equal(t, a, network(a), wanted)
	}
}

func TestUsersExpireWithinADay(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.player(h.cub(), "Ben", "fox")
		idle := h.player(h.cub(), "Eva", "owl")
		h.open(h.code())
		h.in(p, h.code())
		for range 4 {
			h.clock.Pass(10 * time.Hour)
			h.open(h.code()) // its room renews the game
			_, err := h.User(h.ctx, p.User)
			check(h.t, err)
		}
		got, err := h.Player(h.ctx, p.ID)
		check(h.t, err)
		equal(h.t, "game", got.Game, h.code())
		_, err = h.User(h.ctx, idle.User)
		want(h.t, err, ErrNoSession)
		_, err = h.Player(h.ctx, idle.ID)
		want(h.t, err, ErrUnknownPlayer)
		h.player(p.User, "Eva", "owl") // the name is free
		meeting, err := h.Meeting(h.ctx)
		check(h.t, err)
		h.clock.Pass(Day)
		next, err := h.Meeting(h.ctx)
		check(h.t, err)
		if next.ID == meeting.ID || next.Code == meeting.Code {
			h.t.Error("the meeting outlived its day")
		}
		players, err := h.Players(h.ctx)
		check(h.t, err)
		equal(h.t, "players", len(players), 0)
	})
}

// Renewing writes once an hour, not at each request.
func TestRenewIsCheap(t *testing.T) {
	c := &clock{}
	s := &counting{Store: memory(t, c)}
	h := openHouse(t, c, s)
	user := h.cub()
	s.applied.Store(0)
	for range 100 {
		_, err := h.User(h.ctx, user)
		check(t, err)
	}
	equal(t, "writes", s.applied.Load(), 0)
	c.Pass(2 * time.Hour)
	for range 100 {
		_, err := h.User(h.ctx, user)
		check(t, err)
	}
	equal(t, "writes", s.applied.Load(), 1)
}

// counting counts the batches of a store.
type counting struct {
	storage.Store
	applied atomic.Int32
}

func (c *counting) Apply(ctx context.Context, b *storage.Batch) error {
	c.applied.Add(1)
	return c.Store.Apply(ctx, b)
}
