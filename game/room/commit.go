package room

import (
	"encoding/json"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"packnight/game/wire"
	"packnight/storage"
)

// commit is what leaves together: what is to be shown once what is to be stored is.
type commit struct {
	// To be shown, in this order.
	room     json.RawMessage // merge patches; nil for no change
	game     json.RawMessage
	mine     map[string]json.RawMessage
	welcomes []welcome
	replies  []reply
	shown    bool
	fixes    int // trouble.seq when the patch was made

	// To be stored.
	batch   storage.Batch
	seats   []*seat // whose records are in the batch
	listed  []*seat // of them, who are new in the set of seats
	state   bool    // the state's record is
	ceiling int64   // of v, once it is stored
	removed []string
	renews  bool
	ends    bool

	// In the store.
	since  time.Time // when it was first submitted
	retry  time.Time // when it is submitted again; zero while it is in the store
	result atomic.Uint32
	err    error // good once result is resultIn
}

// What commit.result holds.
const (
	resultOut  uint32 = iota // the store has it, and so has the submitting call
	resultLate               // the call returned first: whoever brings the result wakes the room
	resultIn
)

// welcome is one connection's welcome, held until what it shows is stored.
type welcome struct {
	link    *Link
	room    json.RawMessage
	game    json.RawMessage
	mine    json.RawMessage
	acked   int64
	refused []wire.Refusal
}

// reply is what a connection is told about its own move.
type reply struct {
	link    *Link
	payload []byte
}

func (c *commit) isEmpty() bool {
	return c.room == nil && c.game == nil && len(c.mine) == 0 && len(c.welcomes) == 0 && len(c.replies) == 0
}

// unsaved is what differs from the store and is in no batch under way.
type unsaved struct {
	seats   []*seat // each has dirty set
	state   bool
	removed []string // players that a leader removed
	gone    []string // players that there will never be again
}

func (u *unsaved) any() bool {
	return len(u.seats) > 0 || u.state || len(u.removed) > 0 || len(u.gone) > 0
}

// settle shows what is stored and stores what has changed, for as long as the store
// answers at once.
func (r *room) settle() {
	for {
		if r.flight != nil && !r.landed() {
			r.worry()
			return
		}
		if !r.begin() {
			return
		}
	}
}

// landed looks whether the batch under way is done and deals with its result; it
// tells whether the way is free for the next.
func (r *room) landed() bool {
	c := r.flight
	if !c.retry.IsZero() {
		if c.retry.After(r.now) {
			return false
		}
		r.submit(c)
	}
	if c.result.Load() != resultIn {
		return false
	}
	switch {
	case c.err == nil:
		r.flight = nil
		r.stored(c)
	case errors.Is(c.err, storage.ErrConflict):
		r.conflict(c)
	default:
		r.failed(c)
	}
	return r.flight == nil
}

// begin composes what has changed since the last commit and submits it. It tells
// whether there was something.
func (r *room) begin() bool {
	switch {
	case r.game == nil:
		return false
	case r.ending != nil:
		return r.conclude()
	}
	c := r.compose()
	r.pack(c)
	if c.isEmpty() && c.batch.Empty() {
		r.open = c
		return false
	}
	r.flight = c
	if c.batch.Empty() {
		c.result.Store(resultIn)
		return true
	}
	c.since = r.now
	r.submit(c)
	return true
}

// compose takes what the game has to show since the last time, and makes the
// welcomes of the present state.
func (r *room) compose() *commit {
	c := r.open
	r.open = &commit{}
	if r.stirred {
		r.take(c)
	}
	if len(r.arrivals) > 0 {
		r.welcome(c)
	}
	return c
}

func (r *room) take(c *commit) {
	r.stirred = false
	ch := r.game.Take()
	c.room, c.game, c.mine = ch.Room, ch.Game, ch.Mine
	if r.trouble.shown != nil {
		c.room, c.fixes = merged(c.room, r.game.Pausing()), r.trouble.seq
	}
	if ch.State != nil {
		r.state, r.unsaved.state = ch.State, true
	}
	for id, record := range ch.Seats {
		s := r.seat(id)
		s.game = record
		r.soil(s)
	}
}

// soil notes that a seat's record has changed.
func (r *room) soil(s *seat) {
	if !s.dirty {
		s.dirty = true
		r.unsaved.seats = append(r.unsaved.seats, s)
	}
}

// welcome composes the welcomes of all who have arrived, of what was taken just now.
// Patches made before are not for them, and the seats' earlier connections are gone
// already.
func (r *room) welcome(c *commit) {
	var whole, view json.RawMessage
	for i, l := range r.arrivals {
		w := welcome{link: l}
		if i == 0 {
			whole, view, w.mine = r.game.Shown(l.seat)
		} else if mine := r.game.Mine(l.seat); len(mine) > 0 {
			w.mine = encode(mine)
		}
		w.room, w.game = whole, view
		if l.place != nil {
			w.acked = l.place.acked
			w.refused = append(w.refused, l.place.refused...)
		}
		l.state = welcoming
		c.welcomes = append(c.welcomes, w)
	}
	r.welcomed, r.arrivals = append(r.welcomed, r.arrivals...), r.arrivals[:0]
}

// encode returns v as JSON. What a game shows always can be encoded; a kind whose
// views can't is as broken as one that panics.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return data
}

// pack moves what is not stored into the commit's batch.
func (r *room) pack(c *commit) {
	u := &r.unsaved
	raise := r.v+vStep/2 > r.ceiling && !c.isEmpty()
	if !u.any() && !raise {
		return
	}
	c.batch = storage.Batch{}
	c.batch.IfPresent(r.key)
	c.state, c.ceiling = u.state || raise, r.ceiling
	if c.state {
		if raise {
			c.ceiling = r.v + vStep
		}
		c.batch.Set(r.stateKey, stateRecord(c.ceiling, r.state), ttl)
	}
	for _, id := range u.gone {
		r.forget(c, id)
	}
	for _, s := range u.seats {
		s.dirty = false
		c.batch.Set(s.key, s.record(), ttl)
		if !s.listed {
			s.listed = true
			c.listed = append(c.listed, s)
			c.batch.Add(seatsKey(r.code), s.id).Expire(seatsKey(r.code), ttl)
		}
	}
	for _, player := range u.removed {
		r.reg.cfg.House.Remove(&c.batch, player)
	}
	r.renew(c)
	c.seats, c.removed = u.seats, u.removed
	*u = unsaved{}
}

// forget takes out the seat of a player that there will never be again, unless it came
// back to this game meanwhile: its records would pile up as long as the evening.
func (r *room) forget(c *commit, player string) {
	s := r.seats[player]
	if s == nil || s.in || s.link != nil {
		return
	}
	delete(r.seats, player)
	if s.dirty {
		r.unsaved.seats = slices.DeleteFunc(r.unsaved.seats, func(other *seat) bool { return other == s })
	}
	if s.listed {
		c.batch.Delete(s.key).Remove(seatsKey(r.code), s.id)
	}
}

// renew puts off the expiry of what is rarely written, once in a while.
func (r *room) renew(c *commit) {
	if r.now.Sub(r.renewed) < renewal {
		return
	}
	c.renews = true
	for _, name := range []string{gamesKey, gameKey(r.code), stateKey(r.code), seatsKey(r.code)} {
		c.batch.Expire(name, ttl)
	}
	for _, s := range r.seats {
		if s.listed {
			c.batch.Expire(s.key, ttl)
		}
	}
}

// unpack takes back what a batch that is given up would have stored.
func (r *room) unpack(c *commit) {
	for _, s := range c.seats {
		r.soil(s)
	}
	for _, s := range c.listed {
		s.listed = false
	}
	r.unsaved.state = r.unsaved.state || c.state
	r.unsaved.removed = append(c.removed, r.unsaved.removed...)
	c.seats, c.listed, c.removed, c.state = nil, nil, nil, false
}

// submit hands the batch to the store. Where the store answers at once, the result
// is there when it returns; else the store's goroutine wakes the room.
func (r *room) submit(c *commit) {
	c.retry = time.Time{}
	c.result.Store(resultOut)
	r.reg.cfg.Store.Submit(&c.batch, func(err error) {
		c.err = err
		if c.result.Swap(resultIn) == resultLate {
			r.inbox.nudge()
		}
	})
	c.result.CompareAndSwap(resultOut, resultLate)
}

// stored deals with a commit that is in the store now: it is shown.
func (r *room) stored(c *commit) {
	if c.state {
		r.ceiling = c.ceiling
	}
	if c.renews {
		r.renewed = r.now
	}
	if !c.batch.Empty() {
		r.recovered()
	}
	r.show(c)
	for _, player := range c.removed {
		r.sayRemoved(player)
	}
	if len(c.removed) > 0 {
		// An answer on its way may be from before the removal.
		r.ask(request{players: c.removed})
	}
	if c.ends {
		r.depart()
	}
}

// conflict deals with a batch whose conditions did not hold.
func (r *room) conflict(c *commit) {
	if c.ends {
		r.reconsider(c)
		return
	}
	r.vanish()
}

// vanish ends a room whose game is no longer in the store: the evening was wiped, or
// the game has expired.
func (r *room) vanish() {
	r.log.Info("the game is gone from the store")
	r.closeAll(wire.GameOver, "This game is over.")
	r.game, r.flight, r.over = nil, nil, true
}
