package people

import (
	"errors"
	"fmt"
	"testing"
	"time"
)

func TestCreatePlayer(t *testing.T) {
	onBoth(t, func(h *house) {
		user := h.cub()
		p, err := h.CreatePlayer(h.ctx, user, NewPlayer{Name: " Ben ", Icon: "fox", Six: "red"})
		check(h.t, err)
		equal(h.t, "player", p, Player{ID: p.ID, User: user, Name: "Ben", Icon: "fox", Six: "red"})
		got, err := h.Player(h.ctx, p.ID)
		check(h.t, err)
		equal(h.t, "stored player", got, p)
		list, err := h.PlayersOf(h.ctx, user)
		check(h.t, err)
		equal(h.t, "the user's players", fmt.Sprint(list), fmt.Sprint([]Player{p}))
		list, err = h.Players(h.ctx)
		check(h.t, err)
		equal(h.t, "all players", fmt.Sprint(list), fmt.Sprint([]Player{p}))
	})
}

func TestCreatePlayerRefuses(t *testing.T) {
	h := newHouse(t, limits(4, 2))
	user := h.cub()
	h.player(user, "Ben", "fox")
	for _, c := range []struct {
		user  string
		n     NewPlayer
		want  error
		field string
	}{
		{user, NewPlayer{"", "fox", ""}, ErrBadRequest, "name"},
		{user, NewPlayer{"Be\u202en", "fox", ""}, ErrBadRequest, "name"},
		{user, NewPlayer{"Eva", "unicorn", ""}, ErrBadRequest, "icon"},
		{user, NewPlayer{"Eva", "", ""}, ErrBadRequest, "icon"},
		{user, NewPlayer{"Eva", "fox", "pink"}, ErrBadRequest, "six"},
		{user, NewPlayer{"BEN", "fox", ""}, ErrNameTaken, ""},
		{user, NewPlayer{"Ｂеn", "fox", ""}, ErrNameTaken, ""},
		{"", NewPlayer{"Eva", "fox", ""}, ErrNoSession, ""},
		{"nobody", NewPlayer{"Eva", "fox", ""}, ErrNoSession, ""},
	} {
		_, err := h.CreatePlayer(h.ctx, c.user, c.n)
		var e *Error
		if !errors.Is(err, c.want) || !errors.As(err, &e) || e.Field() != c.field {
			t.Errorf("%+v: %v, want %v", c.n, err, c.want)
		}
	}
	h.player(user, "Ben", "owl") // another animal
	_, err := h.CreatePlayer(h.ctx, user, NewPlayer{"Eva", "fox", ""})
	want(t, err, ErrTooManyPlayers)
	other := h.cub()
	h.player(other, "Eva", "fox")
	h.player(other, "Bo", "fox")
	_, err = h.CreatePlayer(h.ctx, h.cub(), NewPlayer{"Mia", "fox", ""})
	want(t, err, ErrMeetingFull)
	_, err = h.ChangeMeeting(h.ctx, MeetingChange{Locked: ptr(true)})
	check(t, err)
	_, err = h.CreatePlayer(h.ctx, h.cub(), NewPlayer{"Mia", "fox", ""})
	want(t, err, ErrDoorLocked)
}

// Members of sets that have expired take nobody's place.
func TestExpiredPlayersMakeRoom(t *testing.T) {
	h := newHouse(t, limits(2, 6))
	h.player(h.cub(), "Ben", "fox")
	stays := h.cub()
	h.player(stays, "Eva", "fox")
	for range 3 {
		h.clock.Pass(9 * time.Hour)
		_, err := h.User(h.ctx, stays)
		check(t, err)
	}
	h.player(stays, "Ben", "fox")
	_, err := h.CreatePlayer(h.ctx, stays, NewPlayer{"Mia", "fox", ""})
	want(t, err, ErrMeetingFull)
}

func TestChangePlayer(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.player(h.cub(), "Ben", "fox")
		h.player(h.cub(), "Eva", "fox")
		own, leader, stranger := By{User: p.User}, By{User: "x", Leader: true}, By{User: "x"}
		for _, c := range []struct {
			by     By
			change Change
			want   error
		}{
			{stranger, Change{Six: ptr("red")}, ErrUnknownPlayer},
			{By{}, Change{Six: ptr("red")}, ErrUnknownPlayer},
			{own, Change{Name: ptr("eva")}, ErrNameTaken},
			{own, Change{Name: ptr("")}, ErrBadRequest},
			{own, Change{OK: ptr(true)}, ErrLeadersOnly},
			{own, Change{Six: ptr("red")}, nil},
			{own, Change{Name: ptr("BEN")}, nil}, // the same name to the eye
			{own, Change{Icon: ptr("owl")}, nil},
			{leader, Change{Name: ptr("Benny"), Six: ptr("")}, nil},
			{own, Change{}, nil},
		} {
			if _, err := h.ChangePlayer(h.ctx, c.by, p.ID, c.change); !errors.Is(err, c.want) {
				h.t.Errorf("%+v by %+v: %v, want %v", c.change, c.by, err, c.want)
			}
		}
		got, err := h.Player(h.ctx, p.ID)
		check(h.t, err)
		equal(h.t, "player", got, Player{ID: p.ID, User: p.User, Name: "Benny", Icon: "owl"})
		h.player(p.User, "Ben", "fox") // both old names are free
		h.player(p.User, "Ben", "owl")
	})
}

func TestRudeNamesWaitForATick(t *testing.T) {
	h := newHouse(t)
	p := h.player(h.cub(), "Sh1t", "hedgehog")
	own, leader := By{User: p.User}, By{User: "x", Leader: true}
	shown := func(wanted string, pending bool) {
		t.Helper()
		got, err := h.Player(h.ctx, p.ID)
		check(t, err)
		person, ok, err := h.Person(h.ctx, p.ID)
		check(t, err)
		if got.Profile().Name != wanted || got.Pending != pending || !ok || person.Profile.Name != wanted {
			t.Fatalf("shown as %+v, to rooms as %+v; want %q", got, person, wanted)
		}
	}
	change := func(by By, c Change) {
		t.Helper()
		_, err := h.ChangePlayer(h.ctx, by, p.ID, c)
		check(t, err)
	}
	shown("Hedgehog", true)
	change(own, Change{Six: ptr("red")})
	shown("Hedgehog", true)
	change(leader, Change{OK: ptr(true)})
	shown("Sh1t", false)
	change(own, Change{Icon: ptr("owl")})
	shown("Sh1t", false)
	change(own, Change{Name: ptr("Bum")})
	shown("Owl", true)
	change(own, Change{Name: ptr("Ben")})
	shown("Ben", false)
	change(leader, Change{Name: ptr("Willy")})
	shown("Willy", false)
	change(leader, Change{OK: ptr(false)})
	shown("Owl", true)
}

func TestOwnDeletionFreesTheName(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.player(h.cub(), "Ben", "fox")
		h.open("K7QX")
		h.in(p, "K7QX")
		check(h.t, h.ClaimPlayer(h.ctx, h.cub(), "Ben", "fox"))
		_, err := h.DeletePlayer(h.ctx, By{User: "x"}, p.ID)
		want(h.t, err, ErrUnknownPlayer)
		was, err := h.DeletePlayer(h.ctx, By{User: p.User, Leader: true}, p.ID) // a leader's own
		check(h.t, err)
		equal(h.t, "game it was in", was.Game, "K7QX")
		_, err = h.DeletePlayer(h.ctx, By{User: p.User}, p.ID)
		want(h.t, err, ErrUnknownPlayer)
		h.player(p.User, "Ben", "fox")
		r, err := h.Roster(h.ctx, "K7QX")
		check(h.t, err)
		equal(h.t, "roster", len(r.People), 0)
		claims, err := h.Claims(h.ctx)
		check(h.t, err)
		equal(h.t, "claims", len(claims), 0)
		_, err = h.RestorePlayer(h.ctx, p.ID)
		want(h.t, err, ErrUnknownPlayer)
	})
}

func TestRemovalAndItsUndoing(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.player(h.cub(), "Ben", "fox")
		h.open("K7QX")
		h.in(p, "K7QX")
		_, err := h.store.Increment(h.ctx, "player:"+p.ID+":points", 12, Day)
		check(h.t, err)
		_, err = h.DeletePlayer(h.ctx, By{User: "leader", Leader: true}, p.ID)
		check(h.t, err)
		h.isOut(p)
		removed, err := h.RemovedPlayers(h.ctx)
		check(h.t, err)
		equal(h.t, "removed", len(removed), 1)
		_, err = h.RestorePlayer(h.ctx, p.ID)
		check(h.t, err)
		got, err := h.Player(h.ctx, p.ID)
		check(h.t, err)
		p.Game, p.Points = "K7QX", 12
		equal(h.t, "player", got, p)
		r, err := h.Roster(h.ctx, "K7QX")
		check(h.t, err)
		equal(h.t, "roster", len(r.People), 1)
		h.player(p.User, "Eva", "owl")
		_, err = h.RestorePlayer(h.ctx, p.ID)
		want(h.t, err, ErrUnknownPlayer)
		removed, err = h.RemovedPlayers(h.ctx)
		check(h.t, err)
		equal(h.t, "removed", len(removed), 0)
	})
}

// isOut checks all that a removed player can't do.
func (h *house) isOut(p Player) {
	h.t.Helper()
	own := By{User: p.User}
	_, err := h.CreatePlayer(h.ctx, p.User, NewPlayer{"Other", "owl", ""})
	want(h.t, err, ErrRemoved)
	_, err = h.ChangePlayer(h.ctx, own, p.ID, Change{Name: ptr("Other")})
	want(h.t, err, ErrUnknownPlayer)
	_, err = h.DeletePlayer(h.ctx, own, p.ID)
	want(h.t, err, ErrUnknownPlayer)
	_, err = h.DeletePlayer(h.ctx, By{Leader: true}, p.ID)
	want(h.t, err, ErrUnknownPlayer)
	_, err = h.Enter(h.ctx, own, p.ID, h.code())
	want(h.t, err, ErrUnknownPlayer)
	_, err = h.PlayerTicket(h.ctx, p.User, p.ID)
	want(h.t, err, ErrUnknownPlayer)
	_, err = h.CreatePlayer(h.ctx, h.cub(), NewPlayer{p.Name, p.Icon, ""})
	want(h.t, err, ErrNameTaken)
	want(h.t, h.ClaimPlayer(h.ctx, h.cub(), p.Name, p.Icon), ErrUnknownPlayer)
	_, ok, err := h.Person(h.ctx, p.ID)
	check(h.t, err)
	list, err := h.PlayersOf(h.ctx, p.User)
	check(h.t, err)
	r, err := h.Roster(h.ctx, "K7QX")
	check(h.t, err)
	if ok || len(list) > 0 || len(r.People) > 0 {
		h.t.Fatalf("a removed player is there: %v %v %v", ok, list, r)
	}
}

func TestRemovedPlayersComeBackToWhereTheOthersAre(t *testing.T) {
	for name, c := range map[string]struct {
		before func(h *house, p Player) // in K7QX; the others play BBBB
		want   string
	}{
		"the game goes on": {func(h *house, p Player) {}, "K7QX"},
		"it is over":       {func(h *house, p Player) { h.ended("K7QX") }, "BBBB"},
		"all are over":     {func(h *house, p Player) { h.ended("K7QX"); h.ended("BBBB") }, "campfire"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.remember(h.open("K7QX"), h.open("BBBB"), h.open(h.code()))
			p := h.player(h.cub(), "Ben", "fox")
			h.in(p, "K7QX")
			_, err := h.DeletePlayer(h.ctx, By{Leader: true}, p.ID)
			check(t, err)
			_, err = h.Gather(h.ctx, "BBBB", nil)
			check(t, err)
			c.before(h, p)
			got, err := h.RestorePlayer(h.ctx, p.ID)
			check(t, err)
			if c.want == "campfire" {
				c.want = h.code()
			}
			equal(t, "game", got.Game, c.want)
			equal(t, "game", h.where(p.ID), c.want)
		})
	}
}

// A removal outlives the records that it is about, so they can't come back by age.
func TestRemovalLasts(t *testing.T) {
	h := newHouse(t)
	p := h.player(h.cub(), "Ben", "fox")
	_, err := h.DeletePlayer(h.ctx, By{Leader: true}, p.ID)
	check(t, err)
	for range 8 {
		h.clock.Pass(20 * time.Hour)
		_, err := h.User(h.ctx, p.User)
		check(t, err)
		_, err = h.CreatePlayer(h.ctx, p.User, NewPlayer{"Eva", "owl", ""})
		want(t, err, ErrRemoved)
	}
}

func TestClaims(t *testing.T) {
	onBoth(t, func(h *house) {
		p, lost := h.player(h.cub(), "Ben", "fox"), h.cub()
		h.remember(h.open("K7QX"))
		h.in(p, "K7QX")
		want(h.t, h.ClaimPlayer(h.ctx, lost, "Eva", "fox"), ErrUnknownPlayer)
		want(h.t, h.ClaimPlayer(h.ctx, lost, "Ben", "../x"), ErrUnknownPlayer)
		check(h.t, h.ClaimPlayer(h.ctx, p.User, "Ben", "fox")) // no news
		_, err := h.GiveClaim(h.ctx, p.ID, "")
		want(h.t, err, ErrNoClaim)
		check(h.t, h.ClaimPlayer(h.ctx, h.cub(), "ben", "fox"))
		check(h.t, h.ClaimPlayer(h.ctx, lost, " BEN ", "fox")) // the newest counts
		claims, err := h.Claims(h.ctx)
		check(h.t, err)
		p.Game = "K7QX"
		equal(h.t, "claims", fmt.Sprint(claims), fmt.Sprint([]Claim{{Player: p, User: lost}}))
		_, err = h.GiveClaim(h.ctx, p.ID, "another")
		want(h.t, err, ErrNoClaim)
		g, err := h.GiveClaim(h.ctx, p.ID, lost)
		check(h.t, err)
		from := p.User
		p.User = lost
		equal(h.t, "given", g, Given{Player: p, From: from, To: lost})
		_, err = h.PlayerTicket(h.ctx, from, p.ID)
		want(h.t, err, ErrUnknownPlayer)
		_, err = h.PlayerTicket(h.ctx, lost, p.ID)
		check(h.t, err)
		list, err := h.PlayersOf(h.ctx, from)
		check(h.t, err)
		equal(h.t, "players left", len(list), 0)
		_, err = h.GiveClaim(h.ctx, p.ID, "")
		want(h.t, err, ErrNoClaim)
	})
}

func TestClaimLimits(t *testing.T) {
	h := newHouse(t, limits(60, 1))
	p, full := h.player(h.cub(), "Ben", "fox"), h.cub()
	h.player(full, "Eva", "owl")
	check(t, h.ClaimPlayer(h.ctx, full, "Ben", "fox"))
	_, err := h.GiveClaim(h.ctx, p.ID, "")
	want(t, err, ErrTooManyPlayers)
	h.clock.Pass(claimLife)
	_, err = h.GiveClaim(h.ctx, p.ID, "")
	want(t, err, ErrNoClaim)
	claims, err := h.Claims(h.ctx)
	check(t, err)
	equal(t, "claims", len(claims), 0)
	_, err = h.GiveClaim(h.ctx, "nobody", "")
	want(t, err, ErrUnknownPlayer)
}
