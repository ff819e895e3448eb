package people

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/storage"
)

// ended does what a room does at the end of a game: one batch of its own and the
// people's part, again where it was overtaken.
func (h *house) ended(code string, points ...int) {
	h.t.Helper()
	for {
		r, err := h.Roster(h.ctx, code)
		check(h.t, err)
		b := new(storage.Batch).IfPresent(gameKey(code)).Delete(gameKey(code))
		result := game.Result{Points: map[string]int{}, Sixes: map[string]int{"red": 70}}
		var ids []string
		for i, p := range r.People {
			ids = append(ids, p.Profile.ID)
			if i < len(points) {
				result.Points[p.Profile.ID] = points[i]
			}
		}
		h.End(b, code, ids, result)
		if err := h.store.Apply(h.ctx, b); !errors.Is(err, storage.ErrConflict) {
			check(h.t, err)
			return
		}
	}
}

func TestEnter(t *testing.T) {
	onBoth(t, func(h *house) {
		h.remember(h.open("K7QX"), h.open("ZSGB"))
		p := h.player(h.cub(), "Ben", "fox")
		h.player(h.cub(), "Eva", "owl")
		own := By{User: p.User}
		for _, c := range []struct {
			by         By
			id, typed  string
			code, from string
			want       error
		}{
			{own, p.ID, "k7qx", "K7QX", "", nil},
			{own, p.ID, " K7 QX", "K7QX", "K7QX", nil},
			{own, p.ID, "2568", "ZSGB", "K7QX", nil}, // look-alikes
			{own, p.ID, "BBBB", "", "", ErrUnknownGame},
			{own, p.ID, "", "", "", ErrUnknownGame},
			{own, p.ID, "K7QX:players", "", "", ErrUnknownGame},
			{own, "nobody", "K7QX", "", "", ErrUnknownPlayer},
			{By{User: "x"}, p.ID, "K7QX", "", "", ErrUnknownPlayer},
			{By{User: "x", Leader: true}, p.ID, "K7QX", "K7QX", "ZSGB", nil},
			{own, p.ID, h.code(), h.code(), "K7QX", nil},
		} {
			e, err := h.Enter(h.ctx, c.by, c.id, c.typed)
			if !errors.Is(err, c.want) || (err == nil && e != Entered{c.code, c.from}) {
				h.t.Fatalf("%q: %+v, %v; want %+v", c.typed, e, err, c)
			}
			h.where(p.ID)
		}
		from, err := h.Leave(h.ctx, own, p.ID)
		check(h.t, err)
		equal(h.t, "left", from, h.code())
		equal(h.t, "game", h.where(p.ID), "")
		from, err = h.Leave(h.ctx, own, p.ID)
		check(h.t, err)
		equal(h.t, "left again", from, "")
		_, err = h.Leave(h.ctx, By{User: "x"}, p.ID)
		want(h.t, err, ErrUnknownPlayer)
	})
}

func TestLockedDoor(t *testing.T) {
	onBoth(t, func(h *house) {
		h.open("K7QX")
		was, never := h.player(h.cub(), "Ben", "fox"), h.player(h.cub(), "Eva", "owl")
		h.in(was, "K7QX")
		_, err := h.Leave(h.ctx, By{User: was.User}, was.ID)
		check(h.t, err)
		_, err = h.ChangeMeeting(h.ctx, MeetingChange{Locked: ptr(true)})
		check(h.t, err)
		_, err = h.Enter(h.ctx, By{User: never.User}, never.ID, "K7QX")
		want(h.t, err, ErrDoorLocked)
		h.in(was, "K7QX") // may come back
		_, err = h.Enter(h.ctx, By{User: "leader", Leader: true}, never.ID, "K7QX")
		check(h.t, err)
	})
}

func TestSeatsOfAGame(t *testing.T) {
	h := newHouse(t, func(c *Config) { limits(60, 6)(c); c.Limits.Seats = 1 })
	h.open("K7QX")
	h.in(h.player(h.cub(), "Ben", "fox"), "K7QX")
	p := h.player(h.cub(), "Eva", "owl")
	_, err := h.Enter(h.ctx, By{User: p.User}, p.ID, "K7QX")
	want(t, err, ErrMeetingFull)
}

func TestGather(t *testing.T) {
	onBoth(t, func(h *house) {
		h.remember(h.open("K7QX"), h.open(h.code()), h.open("BBBB"))
		fire, idle, rests := h.player(h.cub(), "A", "fox"), h.player(h.cub(), "B", "fox"), h.player(h.cub(), "C", "fox")
		gone := h.player(h.cub(), "D", "fox")
		h.in(fire, h.code())
		h.in(rests, h.code())
		h.in(gone, h.code())
		_, err := h.DeletePlayer(h.ctx, By{Leader: true}, gone.ID)
		check(h.t, err)
		_, err = h.Gather(h.ctx, "ZZZZ", nil)
		want(h.t, err, ErrUnknownGame)
		g, err := h.Gather(h.ctx, "K7QX", []string{rests.ID})
		check(h.t, err)
		both := []string{fire.ID, idle.ID}
		slices.Sort(both)
		equal(h.t, "moved", fmt.Sprint(g.Players), fmt.Sprint(both))
		equal(h.t, "from", fmt.Sprint(g.From), fmt.Sprint(map[string][]string{h.code(): {fire.ID}, "": {idle.ID}}))
		equal(h.t, "resting", h.where(rests.ID), h.code())
		m, err := h.Meeting(h.ctx)
		check(h.t, err)
		equal(h.t, "playing", m.Playing, "K7QX")
		late := h.player(h.cub(), "E", "fox")
		equal(h.t, "the campfire leads to", h.in(late, h.code()).Code, "K7QX")
		h.in(late, "BBBB") // another game is still itself
		h.ended("K7QX", 5, 7)
		equal(h.t, "game", h.where(fire.ID), h.code())
		equal(h.t, "game", h.where(idle.ID), h.code())
		equal(h.t, "game", h.where(late.ID), "BBBB")
		m, err = h.Meeting(h.ctx)
		check(h.t, err)
		equal(h.t, "playing", m.Playing, "")
		equal(h.t, "the campfire leads to", h.in(late, h.code()).Code, h.code())
	})
}

func TestGatherAtTheCampfire(t *testing.T) {
	h := newHouse(t)
	h.remember(h.open("K7QX"), h.open(h.code()))
	p := h.player(h.cub(), "A", "fox")
	_, err := h.Gather(h.ctx, "K7QX", nil)
	check(t, err)
	_, err = h.Gather(h.ctx, h.code(), nil)
	check(t, err)
	equal(t, "game", h.where(p.ID), h.code())
	m, err := h.Meeting(h.ctx)
	check(t, err)
	equal(t, "playing", m.Playing, "")
}

func TestEveningAddsUp(t *testing.T) {
	onBoth(t, func(h *house) {
		h.open(h.code())
		p := h.player(h.cub(), "Ben", "fox")
		_, err := h.ChangeMeeting(h.ctx, MeetingChange{Sixes: map[string]string{"red": "Foxes"}})
		check(h.t, err)
		for _, points := range []int{10, 0, -3} {
			h.open("K7QX")
			h.in(p, "K7QX")
			h.ended("K7QX", points)
		}
		r, err := h.Roster(h.ctx, h.code())
		check(h.t, err)
		profile := game.Profile{ID: p.ID, Name: "Ben", Icon: "fox"}
		equal(h.t, "roster", fmt.Sprint(r), fmt.Sprint(Roster{
			People: []Person{{Profile: profile, Game: h.code(), Points: 7}},
			Names:  map[string]string{"red": "Foxes"}, Sixes: map[string]int{"red": 210},
		}))
	})
}

// Who came into a game after its room had said who is to go is at the campfire.
func TestTooLateForTheEnd(t *testing.T) {
	onBoth(t, func(h *house) {
		h.remember(h.open("K7QX"), h.open(h.code()))
		p := h.player(h.cub(), "Ben", "fox")
		b := new(storage.Batch).IfPresent(gameKey("K7QX")).Delete(gameKey("K7QX"))
		h.End(b, "K7QX", nil, game.Result{})
		h.in(p, "K7QX")
		check(h.t, h.store.Apply(h.ctx, b))
		got, err := h.Player(h.ctx, p.ID)
		check(h.t, err)
		person, _, err := h.Person(h.ctx, p.ID)
		check(h.t, err)
		equal(h.t, "game", got.Game, h.code())
		equal(h.t, "game for rooms", person.Game, h.code())
		ticket, err := h.PlayerTicket(h.ctx, p.User, p.ID)
		check(h.t, err)
		equal(h.t, "ticket's code", ticket.Code, h.code())
		equal(h.t, "game", h.where(p.ID), h.code())
		r, err := h.Roster(h.ctx, h.code())
		check(h.t, err)
		equal(h.t, "roster", len(r.People), 1)
	})
}

func TestWrongCodesOfOneUser(t *testing.T) {
	h := newHouse(t)
	h.open("K7QX")
	p := h.player(h.cub(), "Ben", "fox")
	own := By{User: p.User}
	for range wrongCodes {
		h.in(p, "K7QX") // right ones are free
		_, err := h.Enter(h.ctx, own, p.ID, "BBBB")
		want(t, err, ErrUnknownGame)
	}
	_, err := h.Enter(h.ctx, own, p.ID, "K7QX")
	want(t, err, ErrSlowDown)
	_, err = h.Enter(h.ctx, By{User: "leader", Leader: true}, p.ID, "K7QX")
	check(t, err)
	h.clock.Pass(guessWindow)
	h.in(p, "K7QX")
}

// Many guess: those without a player wait their turn, the others never.
func TestStrangersWaitTheirTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		h.open("K7QX")
		p := h.player(h.cub(), "Ben", "fox")
		took := func(user, player, code string, target error) time.Duration {
			t.Helper()
			start := time.Now()
			_, err := h.Enter(h.ctx, By{User: user}, player, code)
			want(t, err, target)
			return time.Since(start)
		}
		for range wrongInAll {
			equal(t, "wait", took(h.cub(), "x", "BBBB", ErrUnknownGame), 0)
		}
		equal(t, "wait of a stranger", took(h.cub(), "x", "BBBB", ErrUnknownGame), guessTurn)
		equal(t, "wait with the right code", took(h.cub(), "x", "K7QX", ErrUnknownPlayer), guessTurn)
		equal(t, "wait of a player", took(p.User, p.ID, "K7QX", nil), 0)
		equal(t, "wait of a player who errs", took(p.User, p.ID, "BBBB", ErrUnknownGame), 0)

		const bots = 40
		done := make(chan time.Duration, bots)
		for range bots {
			user := h.cub()
			go func() { done <- took(user, "x", "BBBB", ErrUnknownGame) }()
		}
		synctest.Wait()
		equal(t, "wait of a player meanwhile", took(p.User, p.ID, "K7QX", nil), 0)
		var waits []time.Duration
		for range bots {
			waits = append(waits, <-done)
		}
		slices.Sort(waits)
		for i, d := range waits {
			equal(t, "wait in the queue", d, time.Duration(i+1)*guessTurn)
		}
	})
}

func TestTooManyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLane()
		done := make(chan error, guessWaiting)
		for range guessWaiting {
			go func() { done <- l.wait(t.Context()) }()
		}
		synctest.Wait()
		want(t, l.wait(t.Context()), ErrSlowDown)
		for range guessWaiting {
			check(t, <-done)
		}
		check(t, l.wait(t.Context()))
	})
}
