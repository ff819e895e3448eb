package room

import (
	"context"

	"packnight/game"
	"packnight/storage"
)

// ending is a game on its way out: one batch puts the players back at the campfire,
// its points into the evening, and deletes it.
type ending struct {
	result  game.Result
	known   bool    // the people were asked, and it may be stored
	commit  *commit // that met a conflict, nil for none
	target  Target
	players []string
	waiting []func(error) // who asked for the end
}

// End ends a game without a podium: the rounds completed count into the evening and
// its players go back to the campfire. It returns once that is stored. Errors:
// ErrUnknown, ErrLoad, ErrCampfire, ErrClosed, or ctx's. For leaders.
func (g *Registry) End(ctx context.Context, code string) error {
	return g.ask(ctx, code, func(r *room, reply func(error)) { r.end(reply) })
}

func (r *room) end(reply func(error)) {
	switch {
	case r.game == nil || r.halt.Load() != nil:
		reply(errAgain)
	case r.kind.Gathering:
		reply(ErrCampfire)
	default:
		if r.ending == nil {
			r.finish(r.cutShort())
		}
		r.ending.waiting = append(r.ending.waiting, reply)
	}
}

// cutShort goes to the podium and on from there, as a leader would, and returns the
// game's result: that of the rounds completed.
func (r *room) cutShort() game.Result {
	for _, do := range []string{`{"do":"finish"}`, `{"do":"next"}`} {
		r.stirred = true
		moment := moment(r.game.Room())
		// A game that is on the podium, or has not begun, refuses to finish.
		_ = r.game.Move(r.now, game.Seat{Role: game.RoleLeader}, &moment, []byte(do))
		if r.game.Phase() != game.Podium {
			break
		}
	}
	result, _ := r.game.Ended()
	return result
}

func moment(room game.View) int64 {
	switch m := room["moment"].(type) {
	case int64:
		return m
	case int:
		return int64(m)
	}
	return 0
}

// finished begins the end once the leader has gone on from the podium.
func (r *room) finished() {
	if r.ending != nil {
		return
	}
	if result, ok := r.game.Ended(); ok {
		r.finish(result)
	}
}

func (r *room) finish(result game.Result) {
	r.ending = &ending{result: result}
	r.ask(request{all: true, farewell: true})
}

// bid says farewell, now that it is known who is here and where they go.
func (r *room) bid(a answer) {
	e := r.ending
	if e == nil {
		return
	}
	if a.gone {
		r.vanish()
		return
	}
	e.known, e.target, e.players = true, a.campfire, r.game.Players()
}

// conclude submits the end of the game, with the frames of what led to it.
func (r *room) conclude() bool {
	e := r.ending
	if !e.known {
		return false
	}
	c := e.commit
	if c == nil {
		c = r.compose()
		c.ends, c.since = true, r.now
		c.removed, r.unsaved = r.unsaved.removed, unsaved{}
	}
	e.commit = nil
	c.batch = *r.farewell(e.players, e.result)
	for _, player := range c.removed {
		r.reg.cfg.House.Remove(&c.batch, player)
	}
	r.flight = c
	r.submit(c)
	return true
}

// farewell is the batch that ends the game.
func (r *room) farewell(players []string, result game.Result) *storage.Batch {
	b := &storage.Batch{}
	b.IfPresent(gameKey(r.code))
	r.reg.cfg.House.End(b, r.code, players, result)
	for _, s := range r.seats {
		b.Delete(s.key)
	}
	b.Delete(gameKey(r.code)).Delete(stateKey(r.code)).Delete(seatsKey(r.code))
	return b.Remove(gamesKey, r.code)
}

// reconsider looks at the people again: somebody has come or gone, or all is wiped.
// The frames stay until then.
func (r *room) reconsider(c *commit) {
	r.flight, r.ending.commit, r.ending.known = nil, c, false
	r.ask(request{all: true, farewell: true})
}

// depart leaves the registry once the end is stored, and sends everyone to the
// campfire. The goroutine stays until the last of them has gone.
func (r *room) depart() {
	e := r.ending
	r.away()
	for _, l := range r.everyone() {
		r.sendOn(l, e.target.Code, e.target.Kind)
	}
	r.game = nil
	r.reg.cfg.House.Ended(r.code, e.players)
	for _, reply := range e.waiting {
		reply(nil)
	}
	e.waiting = nil
}

// away gives the code free while the goroutine lives on.
func (r *room) away() {
	r.reg.ended(r.code)
	r.reg.forget(r)
	close(r.left)
}
