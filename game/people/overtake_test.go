package people

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"packnight/storage"
)

// overtaken is a store that lets something happen between what an operation read and
// what it writes, once.
type overtaken struct {
	storage.Store
	first atomic.Pointer[func()]
}

func (o *overtaken) happen() {
	if first := o.first.Swap(nil); first != nil {
		(*first)()
	}
}

func (o *overtaken) Apply(ctx context.Context, b *storage.Batch) error {
	o.happen()
	return o.Store.Apply(ctx, b)
}

func (o *overtaken) Wipe(ctx context.Context, k storage.Keep, b *storage.Batch) error {
	o.happen()
	return o.Store.Wipe(ctx, k, b)
}

// overtake opens a house; by runs in the middle of whatever it does next, after arm.
func overtake(t *testing.T) (h *house, arm func(by func())) {
	c := &clock{}
	s := &overtaken{Store: memory(t, c)}
	h = openHouse(t, c, s)
	return h, func(by func()) {
		s.first.Store(&by)
		t.Cleanup(func() {
			if s.first.Load() != nil {
				t.Error("nothing was overtaken")
			}
		})
	}
}

// Each operation is overtaken by one that changes what it was judged by.
func TestOvertaken(t *testing.T) {
	leader := By{User: "leader", Leader: true}
	for name, run := range map[string]func(h *house, p Player, arm func(func())){
		"claim given, player removed": func(h *house, p Player, arm func(func())) {
			lost := h.cub()
			check(h.t, h.ClaimPlayer(h.ctx, lost, p.Name, p.Icon))
			arm(func() { h.removes(p) })
			_, err := h.GiveClaim(h.ctx, p.ID, lost)
			want(h.t, err, ErrUnknownPlayer)
			equal(h.t, "player", h.aside(), p)
		},
		"claim given, another claims": func(h *house, p Player, arm func(func())) {
			lost, liar := h.cub(), h.cub()
			check(h.t, h.ClaimPlayer(h.ctx, lost, p.Name, p.Icon))
			arm(func() { check(h.t, h.ClaimPlayer(h.ctx, liar, p.Name, p.Icon)) })
			_, err := h.GiveClaim(h.ctx, p.ID, lost)
			want(h.t, err, ErrNoClaim)
		},
		"player deleted, its icon changed": func(h *house, p Player, arm func(func())) {
			arm(func() { h.changes(p, Change{Icon: ptr("owl")}) })
			_, err := h.DeletePlayer(h.ctx, By{User: p.User}, p.ID)
			check(h.t, err)
			h.player(h.cub(), p.Name, "owl") // both names are free
			h.player(h.cub(), p.Name, p.Icon)
		},
		"player deleted, it entered a game": func(h *house, p Player, arm func(func())) {
			arm(func() { h.in(p, "ZSGB") })
			_, err := h.DeletePlayer(h.ctx, By{User: p.User}, p.ID)
			check(h.t, err)
			n, err := h.store.Count(h.ctx, membersKey("ZSGB"))
			check(h.t, err)
			equal(h.t, "members left behind", n, 0)
		},
		"player removed, it was given away": func(h *house, p Player, arm func(func())) {
			lost := h.cub()
			check(h.t, h.ClaimPlayer(h.ctx, lost, p.Name, p.Icon))
			arm(func() { _, err := h.GiveClaim(h.ctx, p.ID, lost); check(h.t, err) })
			_, err := h.DeletePlayer(h.ctx, By{User: p.User}, p.ID)
			want(h.t, err, ErrUnknownPlayer)
		},
		"icon changed, player removed": func(h *house, p Player, arm func(func())) {
			arm(func() { h.removes(p) })
			_, err := h.ChangePlayer(h.ctx, By{User: p.User}, p.ID, Change{Icon: ptr("owl")})
			want(h.t, err, ErrUnknownPlayer)
			equal(h.t, "player", h.aside(), p)
		},
		"name changed, another took it": func(h *house, p Player, arm func(func())) {
			user := h.cub()
			arm(func() { h.player(user, "Eva", p.Icon) })
			_, err := h.ChangePlayer(h.ctx, By{User: p.User}, p.ID, Change{Name: ptr("Eva")})
			want(h.t, err, ErrNameTaken)
		},
		"Six changed, name changed": func(h *house, p Player, arm func(func())) {
			arm(func() { h.changes(p, Change{Name: ptr("Bo")}) })
			got, err := h.ChangePlayer(h.ctx, leader, p.ID, Change{Six: ptr("red")})
			check(h.t, err)
			equal(h.t, "name and Six", got.Name+got.Six, "Bored")
		},
		"player made, door locked": func(h *house, p Player, arm func(func())) {
			arm(func() { h.locks() })
			_, err := h.CreatePlayer(h.ctx, p.User, NewPlayer{"Eva", "owl", ""})
			want(h.t, err, ErrDoorLocked)
		},
		"player made, its brother removed": func(h *house, p Player, arm func(func())) {
			arm(func() { h.removes(p) })
			_, err := h.CreatePlayer(h.ctx, p.User, NewPlayer{"Eva", "owl", ""})
			want(h.t, err, ErrRemoved)
		},
		"player made, meeting wiped": func(h *house, p Player, arm func(func())) {
			arm(func() { check(h.t, h.Wipe(h.ctx)) })
			_, err := h.CreatePlayer(h.ctx, p.User, NewPlayer{"Eva", "owl", ""})
			want(h.t, err, ErrNoSession)
			h.onlyLeaders(0)
		},
		"entered, door locked": func(h *house, p Player, arm func(func())) {
			arm(func() { h.locks() })
			_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, "K7QX")
			want(h.t, err, ErrDoorLocked)
		},
		"entered, game ended": func(h *house, p Player, arm func(func())) {
			arm(func() { h.ended("K7QX") })
			_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, "K7QX")
			want(h.t, err, ErrUnknownGame)
		},
		"entered, player removed": func(h *house, p Player, arm func(func())) {
			arm(func() { h.removes(p) })
			_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, "K7QX")
			want(h.t, err, ErrUnknownPlayer)
		},
		"entered, moved by a leader": func(h *house, p Player, arm func(func())) {
			arm(func() { _, err := h.Enter(h.ctx, leader, p.ID, "ZSGB"); check(h.t, err) })
			e := h.in(p, "K7QX")
			equal(h.t, "left", e.From, "ZSGB")
			equal(h.t, "game", h.where(p.ID), "K7QX")
		},
		"to the campfire, gathered": func(h *house, p Player, arm func(func())) {
			arm(func() { _, err := h.Gather(h.ctx, "ZSGB", []string{p.ID}); check(h.t, err) })
			equal(h.t, "game", h.in(p, h.code()).Code, "ZSGB")
		},
		"to the campfire, the gathered game ended": func(h *house, p Player, arm func(func())) {
			_, err := h.Gather(h.ctx, "ZSGB", []string{p.ID})
			check(h.t, err)
			arm(func() { h.ended("ZSGB") })
			equal(h.t, "game", h.in(p, h.code()).Code, h.code())
		},
		"gathered, game ended": func(h *house, p Player, arm func(func())) {
			arm(func() { h.ended("K7QX") })
			_, err := h.Gather(h.ctx, "K7QX", nil)
			want(h.t, err, ErrUnknownGame)
		},
		"gathered, player deleted": func(h *house, p Player, arm func(func())) {
			arm(func() { _, err := h.DeletePlayer(h.ctx, By{User: p.User}, p.ID); check(h.t, err) })
			g, err := h.Gather(h.ctx, "K7QX", nil)
			check(h.t, err)
			equal(h.t, "moved", len(g.Players), 0)
		},
		"left, moved by a leader": func(h *house, p Player, arm func(func())) {
			h.in(p, "K7QX")
			arm(func() { _, err := h.Enter(h.ctx, leader, p.ID, "ZSGB"); check(h.t, err) })
			from, err := h.Leave(h.ctx, By{User: p.User}, p.ID)
			check(h.t, err)
			equal(h.t, "left", from, "ZSGB")
			equal(h.t, "game", h.where(p.ID), "")
		},
		"restored, its game ended": func(h *house, p Player, arm func(func())) {
			h.in(p, "K7QX")
			h.removes(p)
			arm(func() { h.ended("K7QX") })
			got, err := h.RestorePlayer(h.ctx, p.ID)
			check(h.t, err)
			equal(h.t, "game", got.Game, h.code())
			equal(h.t, "game", h.where(p.ID), h.code())
		},
		"restored twice": func(h *house, p Player, arm func(func())) {
			h.removes(p)
			arm(func() { _, err := h.RestorePlayer(h.ctx, p.ID); check(h.t, err) })
			_, err := h.RestorePlayer(h.ctx, p.ID)
			want(h.t, err, ErrUnknownPlayer)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, arm := overtake(t)
			h.remember(h.open("K7QX"), h.open("ZSGB"), h.open(h.code()))
			run(h, h.player(h.cub(), "Ben", "fox"), arm)
		})
	}
}

func (h *house) removes(p Player) {
	h.t.Helper()
	_, err := h.DeletePlayer(h.ctx, By{User: "leader", Leader: true}, p.ID)
	check(h.t, err)
}

// aside is the one player that leaders have removed.
func (h *house) aside() Player {
	h.t.Helper()
	removed, err := h.RemovedPlayers(h.ctx)
	check(h.t, err)
	equal(h.t, "players removed", len(removed), 1)
	return removed[0]
}

func (h *house) changes(p Player, c Change) {
	h.t.Helper()
	_, err := h.ChangePlayer(h.ctx, By{User: p.User}, p.ID, c)
	check(h.t, err)
}

func (h *house) locks() {
	h.t.Helper()
	_, err := h.ChangeMeeting(h.ctx, MeetingChange{Locked: ptr(true)})
	check(h.t, err)
}

// A wipe that was overtaken looks again whom it has to keep.
func TestWipeOvertaken(t *testing.T) {
	for name, by := range map[string]func(h *house, user string){
		"a Cub showed the key": func(h *house, user string) {
			_, err := h.Login(h.ctx, user, h.keys.Leader(), address)
			check(h.t, err)
		},
		"a screen was confirmed": func(h *house, user string) {
			_, err := h.Confirm(h.ctx, h.second(user, Stage).Match)
			check(h.t, err)
		},
	} {
		t.Run(name, func(t *testing.T) {
			h, arm := overtake(t)
			user, s := h.cub(), sessions{h.People}
			check(t, s.CommitCtx(h.ctx, "token", []byte(user), evening))
			arm(func() { by(h, user) })
			check(t, h.Wipe(h.ctx))
			h.onlyLeaders(1)
			who, found, err := s.FindCtx(h.ctx, "token")
			check(t, err)
			if !found || string(who) != user {
				t.Error("the session is gone")
			}
		})
	}
	t.Run("a screen is none any more", func(t *testing.T) {
		h, arm := overtake(t)
		screen := h.stage()
		arm(func() { equal(t, "role", h.second(screen, Leader).Role, Waiting) })
		check(t, h.Wipe(h.ctx))
		h.onlyLeaders(0)
		_, err := h.User(h.ctx, screen)
		want(t, err, ErrNoSession)
	})
	t.Run("a leader's session was renewed", func(t *testing.T) {
		h, arm := overtake(t)
		leader, s := h.leader(), sessions{h.People}
		check(t, s.CommitCtx(h.ctx, "old", []byte(leader), evening))
		arm(func() {
			check(t, s.DeleteCtx(h.ctx, "old"))
			check(t, s.CommitCtx(h.ctx, "new", []byte(leader), evening))
		})
		check(t, h.Wipe(h.ctx))
		_, found, err := s.FindCtx(h.ctx, "new")
		check(t, err)
		equal(t, "new session found", found, true)
		_, found, err = s.FindCtx(h.ctx, "old")
		check(t, err)
		equal(t, "old session found", found, false)
	})
}

// Two never wait with the same digits, even if only one pair is left.
func TestLastMatchOvertaken(t *testing.T) {
	h, arm := overtake(t)
	for range digits - 1 {
		h.second("", Stage)
	}
	first, second := h.cub(), h.cub()
	key, err := h.SecondKey(h.ctx, Stage)
	check(t, err)
	arm(func() { h.second(second, Stage) })
	_, err = h.Login(h.ctx, first, key, address)
	want(t, err, ErrBusy)
}

// A session that a wipe overtakes between login and the answer stays away.
func TestSessionOvertakenByAWipe(t *testing.T) {
	h, arm := overtake(t)
	user, s := h.cub(), sessions{h.People}
	arm(func() { check(t, h.Wipe(h.ctx)) })
	check(t, s.CommitCtx(h.ctx, "token", []byte(user), evening))
	_, found, err := s.FindCtx(h.ctx, "token")
	check(t, err)
	equal(t, "session found", found, false)
	n, err := h.store.Count(h.ctx, sessionsKey(user))
	check(t, err)
	equal(t, "sessions", n, 0)
	check(t, s.CommitCtx(h.ctx, "token", []byte(user), evening)) // wholly after it
	_, found, err = s.FindCtx(h.ctx, "token")
	check(t, err)
	equal(t, "session found", found, false)
}

// Who is overtaken for ever is told so, and not kept waiting.
func TestAlwaysOvertaken(t *testing.T) {
	h := newHouse(t)
	tries := 0
	err := h.change(h.ctx, func() (*storage.Batch, error) {
		tries++
		return new(storage.Batch).IfPresent("nothing").Set("x", nil, 0), nil
	})
	want(t, err, ErrBusy)
	equal(t, "tries", tries, maxTries)
	ctx, cancel := context.WithCancel(h.ctx)
	err = h.change(ctx, func() (*storage.Batch, error) {
		cancel()
		return new(storage.Batch).IfPresent("nothing").Set("x", nil, 0), nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v", err)
	}
}
