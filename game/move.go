package game

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"
)

// Move judges a move of a seat: a player's, or a leader's {"do":…}. at is the
// moment that the sender was looking at, nil for none. The error is a Refusal, and
// then nothing has changed; nil means applied.
//
// The leader's remove is no move of the game: whoever drives it deals with it
// before, and here it is refused.
func (g *Game) Move(now time.Time, seat Seat, at *int64, move json.RawMessage) error {
	g.begin(now)
	err := g.judge(seat, at, move)
	if err != nil {
		g.asked = asked{}
		return refusal(err)
	}
	g.settle()
	return nil
}

// refusal makes sure that what rules return can be told to a client.
func refusal(err error) error {
	var r Refusal
	if errors.As(err, &r) {
		return r
	}
	return BadMove
}

func (g *Game) judge(seat Seat, at *int64, move json.RawMessage) error {
	switch seat.Role {
	case RoleLeader:
		return g.lead(at, move)
	case RolePlayer:
		return g.play(seat.ID, at, move)
	}
	return NotYours.With("The big screen only looks on.")
}

// play judges a player's move.
func (g *Game) play(id string, at *int64, move json.RawMessage) error {
	p := g.players[id]
	if p == nil {
		return HasMoved
	}
	if bytes.Contains(move, []byte(`"do"`)) {
		if _, ok := doOf(move); ok {
			return NotYours
		}
	}
	switch inPlay := g.state.Phase == Play; {
	case at != nil && *at != g.state.Moment:
		return TooLate
	case g.state.Ended || !inPlay && !(g.inRound() && g.step.Moves):
		return NotNow
	case p.Late:
		return NotNow.With("You're in! Next round soon.")
	case p.Resting:
		return NotNow.With("You are having a rest. A leader can bring you back.")
	}
	g.asked.stands = false
	if err := g.rules.Move(g.table(), id, move); err != nil {
		return err
	}
	g.moved(p)
	return nil
}

// moved notes an applied move. It costs the same however many play.
func (g *Game) moved(p *player) {
	g.touch(p, false, true, true)
	g.changes.view = true
	if g.state.Phase == Play {
		if !p.Moved {
			p.Moved = true
			if !p.Awake || p.Guest {
				g.crowd.stale()
			}
		}
		if !g.asked.stands {
			p.Quick = g.early()
		}
	}
	if !g.deadline.IsZero() {
		p.Epoch, p.Left = g.Epoch, g.left()
	}
	g.recount(p)
}
