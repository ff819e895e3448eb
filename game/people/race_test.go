package people

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"packnight/storage"
)

const racers = 100

// together runs all at once and waits for them.
func together(runs ...func()) {
	start := make(chan struct{})
	var wg sync.WaitGroup
	for _, run := range runs {
		wg.Go(func() {
			<-start
			run()
		})
	}
	close(start)
	wg.Wait()
}

func times(n int, run func(i int)) []func() {
	var runs []func()
	for i := range n {
		runs = append(runs, func() { run(i) })
	}
	return runs
}

func TestOneOfManyGetsTheName(t *testing.T) {
	onBoth(t, func(h *house) {
		var users []string
		for range racers {
			users = append(users, h.cub())
		}
		var made atomic.Int32
		together(times(racers, func(i int) {
			_, err := h.CreatePlayer(h.ctx, users[i], NewPlayer{Name: []string{"Ben", "BEN", "ben"}[i%3], Icon: "fox"})
			switch {
			case err == nil:
				made.Add(1)
			case !errors.Is(err, ErrNameTaken):
				h.t.Error(err)
			}
		})...)
		equal(h.t, "players made", made.Load(), 1)
	})
}

// The bounds hold when all come at once, and every place is given.
func TestLimitsUnderLoad(t *testing.T) {
	h := newHouse(t, limits(30, 4))
	var users []string
	for range racers / 10 {
		users = append(users, h.cub())
	}
	var made atomic.Int32
	together(times(racers, func(i int) {
		_, err := h.CreatePlayer(h.ctx, users[i%len(users)], NewPlayer{Name: fmt.Sprint("Ben ", i), Icon: "fox"})
		switch {
		case err == nil:
			made.Add(1)
		case !errors.Is(err, ErrMeetingFull) && !errors.Is(err, ErrTooManyPlayers):
			t.Error(err)
		}
	})...)
	equal(t, "players made", made.Load(), 30)
	for _, u := range users {
		list, err := h.PlayersOf(h.ctx, u)
		check(t, err)
		if len(list) > 4 {
			t.Errorf("a user has %d players", len(list))
		}
	}
}

func TestRenamesRace(t *testing.T) {
	h := newHouse(t)
	var players []Player
	for i := range 20 {
		players = append(players, h.player(h.cub(), fmt.Sprint("Ben ", i), "fox"))
	}
	var won atomic.Int32
	together(times(racers, func(i int) {
		p := players[i%len(players)]
		_, err := h.ChangePlayer(h.ctx, By{User: p.User}, p.ID, Change{Name: ptr("Eva"), Six: ptr("red")})
		switch {
		case err == nil:
			won.Add(1)
		case !errors.Is(err, ErrNameTaken):
			t.Error(err)
		}
	})...)
	// Five asked for each player; the winner's other requests change nothing.
	equal(t, "requests that were granted", won.Load(), 5)
	all, err := h.Players(h.ctx)
	check(t, err)
	for _, p := range all {
		id, err := h.store.Get(h.ctx, nameKey(p.Name, p.Icon))
		check(t, err)
		equal(t, "whose name it is", string(id), p.ID)
	}
}

// crowd makes players in the game K7QX, and returns them.
func (h *house) crowd(n int) []Player {
	h.t.Helper()
	h.remember(h.open("K7QX"), h.open("ZSGB"), h.open(h.code()))
	var players []Player
	for i := range n {
		p := h.player(h.cub(), fmt.Sprint("Ben ", i), "fox")
		h.in(p, "K7QX")
		players = append(players, p)
	}
	return players
}

// Whoever comes first: after a gathering everyone is in its game, but who moved on.
func TestGatherAgainstEnter(t *testing.T) {
	onBoth(t, func(h *house) {
		players := h.crowd(30)
		runs := times(30, func(i int) {
			p := players[i]
			_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, h.code()) // leads to where all are
			if err != nil {
				h.t.Error(err)
			}
		})
		runs = append(runs, func() {
			if _, err := h.Gather(h.ctx, "ZSGB", nil); err != nil {
				h.t.Error(err)
			}
		})
		together(runs...)
		for _, p := range players {
			equal(h.t, "game", h.where(p.ID), "ZSGB")
		}
	})
}

// New players who come while all are gathered: the campfire's code leads them there.
func TestGatherAgainstNewcomers(t *testing.T) {
	h := newHouse(t)
	h.crowd(10)
	var mu sync.Mutex
	var late []Player
	runs := times(30, func(i int) {
		e, err := h.Login(h.ctx, "", "", address)
		if err != nil {
			t.Error(err)
			return
		}
		p, err := h.CreatePlayer(h.ctx, e.ID, NewPlayer{Name: fmt.Sprint("Eva ", i), Icon: "owl"})
		if err == nil {
			_, err = h.Enter(h.ctx, By{User: e.ID}, p.ID, h.code())
		}
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		late = append(late, p)
	})
	runs = append(runs, func() {
		if _, err := h.Gather(h.ctx, "ZSGB", nil); err != nil {
			t.Error(err)
		}
	})
	together(runs...)
	for _, p := range late {
		equal(t, "game", h.where(p.ID), "ZSGB")
	}
}

// A game that ends while players come and go: nobody is left in it, nobody is lost.
func TestEndAgainstEnter(t *testing.T) {
	onBoth(t, func(h *house) {
		players := h.crowd(20)
		runs := times(60, func(i int) {
			p, code := players[i%len(players)], []string{"K7QX", "ZSGB"}[i/len(players)%2]
			_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, code)
			if err != nil && !errors.Is(err, ErrUnknownGame) && !errors.Is(err, ErrSlowDown) {
				h.t.Error(err)
			}
		})
		together(append(runs, func() { h.ended("K7QX", 1, 1, 1) })...)
		for _, p := range players {
			ticket, err := h.PlayerTicket(h.ctx, p.User, p.ID)
			check(h.t, err)
			if code := h.where(p.ID); code != ticket.Code || code != "ZSGB" && code != h.code() {
				h.t.Errorf("a player is in %q with a ticket for %q", code, ticket.Code)
			}
		}
		left, err := h.store.Count(h.ctx, membersKey("K7QX"))
		check(h.t, err)
		equal(h.t, "players of the game that is over", left, 0)
	})
}

// A player is either given away or deleted, never both.
func TestClaimAgainstDelete(t *testing.T) {
	h := newHouse(t)
	for range 50 {
		p, lost := h.player(h.cub(), "Ben", "fox"), h.cub()
		check(t, h.ClaimPlayer(h.ctx, lost, "Ben", "fox"))
		var given, deleted error
		together(
			func() { _, given = h.GiveClaim(h.ctx, p.ID, lost) },
			func() { _, deleted = h.DeletePlayer(h.ctx, By{User: p.User}, p.ID) },
		)
		list, err := h.PlayersOf(h.ctx, lost)
		check(t, err)
		if (given == nil) == (deleted == nil) || (given == nil) != (len(list) == 1) {
			t.Fatalf("given: %v, deleted: %v, players of the claimant: %v", given, deleted, list)
		}
		if given == nil {
			_, err = h.DeletePlayer(h.ctx, By{User: lost}, p.ID)
			check(t, err)
		}
	}
	n, err := h.store.Count(h.ctx, "players")
	check(t, err)
	equal(t, "players", n, 0)
}

// One claimant of many players at once never has more than fit.
func TestClaimsRace(t *testing.T) {
	h := newHouse(t, limits(60, 3))
	lost := h.cub()
	var players []Player
	for i := range 20 {
		p := h.player(h.cub(), fmt.Sprint("Ben ", i), "fox")
		check(t, h.ClaimPlayer(h.ctx, lost, p.Name, "fox"))
		players = append(players, p)
	}
	var given atomic.Int32
	together(times(len(players), func(i int) {
		_, err := h.GiveClaim(h.ctx, players[i].ID, lost)
		switch {
		case err == nil:
			given.Add(1)
		case !errors.Is(err, ErrTooManyPlayers):
			t.Error(err)
		}
	})...)
	equal(t, "players given", given.Load(), 3)
}

// A room removes without looking; whatever else happens, its batch goes through.
func TestRemoveAgainstAll(t *testing.T) {
	h := newHouse(t)
	players := h.crowd(20)
	runs := times(20, func(i int) {
		b := new(storage.Batch).IfPresent(gameKey("K7QX"))
		h.Remove(b, players[i].ID)
		if err := h.store.Apply(h.ctx, b); err != nil {
			t.Error(err)
		}
	})
	runs = append(runs, times(20, func(i int) {
		_, err := h.DeletePlayer(h.ctx, By{User: players[i].User}, players[i].ID)
		if err != nil && !errors.Is(err, ErrUnknownPlayer) {
			t.Error(err)
		}
	})...)
	together(runs...)
	left, err := h.Players(h.ctx)
	check(t, err)
	equal(t, "players", len(left), 0)
	removed, err := h.RemovedPlayers(h.ctx)
	check(t, err)
	for _, p := range removed {
		if _, err := h.RestorePlayer(h.ctx, p.ID); err != nil {
			t.Error(err)
		}
		h.where(p.ID)
	}
}
