package room

import (
	"encoding/json"
	"time"

	"packnight/game/wire"
)

const (
	retryAfter = 250 * time.Millisecond
	pauseAfter = 3 * time.Second
)

// trouble is what the room does while its commits fail. The pause that is shown
// then runs ahead of what is stored, and only its members do: while shown is set,
// the clients' room differs from the one that patches were made of in these, and
// what leaves next puts that right.
type trouble struct {
	paused bool            // the game was told that it is not being saved
	free   bool            // a leader plays on: frames leave unsaved
	shown  json.RawMessage // the members of room that were shown ahead, nil for none
	seq    int             // counts them
	logged bool
}

// next tells when the room is to look at the failing commit again.
func (t *trouble) next(r *room) (time.Time, bool) {
	c := r.flight
	if c == nil {
		return time.Time{}, false
	}
	at := c.retry
	if !t.paused && r.game != nil {
		worry := c.since.Add(pauseAfter)
		if at.IsZero() {
			return worry, true
		}
		at = earlier(at, worry)
	}
	return at, !at.IsZero()
}

// failed keeps a commit that could not be stored, to be tried again.
func (r *room) failed(c *commit) {
	if !r.trouble.logged {
		r.trouble.logged = true
		r.reg.failing.Add(1)
		r.log.Error("storing the game", "err", c.err)
	}
	c.retry = r.now.Add(retryAfter)
	if r.trouble.free && !c.ends {
		r.putBack(c)
	}
}

// worry pauses the game when a commit has not been stored for too long, and shows
// the pause, which is all that is shown unsaved.
func (r *room) worry() {
	if r.trouble.free {
		r.playOn()
		return
	}
	if r.trouble.paused || r.game == nil || r.now.Sub(r.flight.since) < pauseAfter {
		return
	}
	r.trouble.paused = true
	r.game.Saving(r.now, false)
	r.stirred = true
	r.trouble.shown = r.game.Pausing()
	r.trouble.seq++
	r.v++
	r.broadcast(wire.Text(wire.Patch(r.v, r.trouble.shown, nil)))
}

// playOn lets everything leave unsaved, and keeps it to be stored.
func (r *room) playOn() {
	r.show(r.flight)
	c := r.compose()
	r.show(c)
}

// putBack makes a batch of what is unsaved by now in place of the one that failed.
func (r *room) putBack(c *commit) {
	r.show(c)
	retry, since := c.retry, c.since
	r.unpack(c)
	next := &commit{shown: true, since: since, retry: retry}
	r.pack(next)
	r.flight = next
}

// override keeps what was shown ahead: a commit from before it says otherwise of the
// same members, and the next one puts them right.
func (r *room) override(c *commit) {
	t := &r.trouble
	if t.shown == nil {
		return
	}
	if c.fixes == t.seq {
		t.shown = nil
		return
	}
	if c.room != nil {
		c.room = merged(c.room, t.shown)
	}
	for i := range c.welcomes {
		c.welcomes[i].room = applied(c.welcomes[i].room, t.shown)
	}
}

// recovered tells the game that it is saved again.
func (r *room) recovered() {
	t := &r.trouble
	r.calm()
	t.free = false
	if !t.paused {
		return
	}
	t.paused = false
	r.log.Info("storing the game again")
	if r.game != nil {
		r.game.Saving(r.now, true)
		r.stirred = true
	}
}

// calm takes back that this room's commits fail.
func (r *room) calm() {
	if r.trouble.logged {
		r.trouble.logged = false
		r.reg.failing.Add(-1)
	}
}
