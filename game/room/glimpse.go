package room

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"packnight/game"
	"packnight/game/wire"
)

// glimpses is what whoever connects is shown while nothing can be stored: the game as
// it was last stored, under the pause that says so. Its welcome proper is still owed,
// and a connection has one welcome only: it is closed when that is due, and the next
// one gets it.
type glimpses struct {
	under bool      // the store is being read
	retry time.Time // when to read it again after an error
}

// glimpse is the game as it is stored, for some connections.
type glimpse struct {
	room, game json.RawMessage
	mine       map[*Link]json.RawMessage
	seats      map[string]*seat // as stored
	err        error
}

// glance lets those who wait for their welcome see what is stored. The read is not the
// room's, which waits for nobody.
func (r *room) glance() {
	g := &r.glimpses
	if !r.trouble.paused || r.trouble.free || r.game == nil || g.under || g.retry.After(r.now) {
		return
	}
	owed := slices.DeleteFunc(slices.Concat(r.arrivals, r.welcomed), func(l *Link) bool { return l.glimpsed })
	if len(owed) == 0 {
		return
	}
	seats := make(map[*Link]game.Seat, len(owed))
	for _, l := range owed {
		seats[l] = l.seat
	}
	g.under, g.retry = true, time.Time{}
	now, here := r.now, r.present()
	r.helpers.Go(func() {
		seen := r.reg.recall(r.ctx, r.code, now, seats, here)
		r.inbox.put(event{op: opDo, do: func(r *room) { r.glimpsed(seen) }})
	})
}

// present are the players who are connected.
func (r *room) present() []string {
	var ids []string
	for id, s := range r.seats {
		if s.in && s.link != nil {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// recall makes the game that is stored once more, and what those seats see of it. It runs
// outside the room and shares nothing with it.
func (g *Registry) recall(ctx context.Context, code string, now time.Time, seats map[*Link]game.Seat, here []string) (seen glimpse) {
	defer func() {
		if recover() != nil {
			seen = glimpse{err: errBroken}
		}
	}()
	s, err := g.read(ctx, code)
	if err != nil {
		return glimpse{err: err}
	}
	roster, err := g.cfg.House.Roster(ctx, code)
	if err != nil {
		return glimpse{err: err}
	}
	twin, err := game.Load(s.kind, code, s.saved, now)
	if err != nil {
		return glimpse{err: err}
	}
	populate(twin, now, roster, here)
	seen = glimpse{mine: make(map[*Link]json.RawMessage, len(seats)), seats: s.seats}
	for l, seat := range seats {
		seen.room, seen.game, seen.mine[l] = twin.Shown(seat)
	}
	return seen
}

// populate gives a loaded game the people who are there now.
func populate(twin *game.Game, now time.Time, roster Roster, here []string) {
	twin.Names(now, roster.Names)
	evening := game.Evening{Points: make(map[string]int, len(roster.People)), Sixes: roster.Sixes}
	for _, p := range roster.People {
		twin.Join(now, p.Profile)
		evening.Points[p.Profile.ID] = p.Points
	}
	for _, id := range here {
		twin.Wake(now, id)
	}
	twin.SetEvening(now, evening)
	twin.Saving(now, false)
	twin.Take()
}

// glimpsed shows what was read to those who still wait.
func (r *room) glimpsed(seen glimpse) {
	r.glimpses.under = false
	if seen.err != nil {
		if !errors.Is(seen.err, context.Canceled) {
			r.log.Error("reading what is stored", "err", seen.err)
		}
		r.glimpses.retry = r.now.Add(pauseAfter)
		return
	}
	if !r.trouble.paused || r.trouble.free {
		return // the welcome itself is on its way
	}
	for l, mine := range seen.mine {
		if l.state == arriving || l.state == welcoming {
			r.sendGlimpse(l, seen, mine)
		}
	}
}

func (r *room) sendGlimpse(l *Link, seen glimpse, mine json.RawMessage) {
	l.glimpsed = true
	parts := wire.WelcomeParts{
		V: r.v, Now: r.now, Seat: l.seat.ID, Role: string(l.seat.Role),
		Room: seen.room, Game: seen.game, Mine: mine,
	}
	if r.trouble.shown != nil {
		parts.Room = applied(seen.room, r.trouble.shown)
	}
	if s := seen.seats[l.seat.ID]; l.place != nil && s != nil {
		parts.Acked, parts.Refused = s.acked, s.refused
	}
	l.conn.Send(wire.WelcomeFrame(parts))
}

// endGlimpse closes a connection whose welcome is due and who had a glimpse for one.
func (r *room) endGlimpse(l *Link) {
	r.lose(l, r.reg.cfg.Limits.Silent)
	l.conn.Close(wire.Restarting, moment1)
}
