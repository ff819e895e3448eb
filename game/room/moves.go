package room

import (
	"encoding/json"
	"errors"

	"packnight/game"
	"packnight/game/wire"
)

// maxOwed bounds the replies held back for one connection while commits fail.
const maxOwed = 1024

// The leader's moves that are the room's affair, not the game's alone.
const (
	doRemove  = "remove"
	doUnsaved = "unsaved"
)

// move judges a move once. One that was decided before is answered as it was then.
func (r *room) move(l *Link, m wire.Client) {
	switch {
	case l.state == leaving:
		l.conn.Send(wire.Text(refusal(m.ID, game.HasMoved)))
		return
	case l.state == gone || l.state == waiting || r.game == nil:
		return
	case l.place == nil:
		r.reply(l, refusal(m.ID, game.NotYours))
		return
	}
	s := l.place
	if m.ID <= s.acked {
		r.reply(l, s.answer(m.ID))
		return
	}
	if err := r.judge(l, m); err != nil {
		refused := asRefusal(err)
		s.decide(m.ID, refused.Code)
		r.reply(l, refusal(m.ID, refused))
	} else {
		s.decide(m.ID, "")
		r.reply(l, wire.Ack(m.ID))
	}
	r.soil(s)
	r.finished()
}

// asRefusal is what a sender is told. An error that is no refusal is a kind's
// mistake; the move was not applied either way.
func asRefusal(err error) game.Refusal {
	var refused game.Refusal
	if errors.As(err, &refused) {
		return refused
	}
	return game.BadMove
}

// reply holds an answer until what was decided is stored.
func (r *room) reply(l *Link, payload []byte) {
	if l.owed++; l.owed > maxOwed {
		r.lose(l, r.reg.cfg.Limits.Silent)
		l.conn.Close(wire.TooMany, "Too much at once. One moment.")
		return
	}
	r.open.replies = append(r.open.replies, reply{l, payload})
}

func (r *room) judge(l *Link, m wire.Client) error {
	if m.Body == nil || m.Extra {
		return game.BadMove
	}
	if l.seat.Role != game.RoleLeader {
		r.stirred = true
		return r.game.Move(r.now, l.seat, m.At, m.Body)
	}
	return r.judgeLeader(l, m)
}

// judgeLeader adds what reaches beyond the game to its judgement.
func (r *room) judgeLeader(l *Link, m wire.Client) error {
	var peek struct {
		Do     string `json:"do"`
		Player string `json:"player"`
	}
	// What this makes of a move that is no command doesn't matter: the game, which
	// reads it strictly, refuses that.
	_ = json.Unmarshal(m.Body, &peek)
	if peek.Do == doRemove {
		return r.judgeRemove(m)
	}
	r.stirred = true
	if err := r.game.Move(r.now, l.seat, m.At, m.Body); err != nil {
		return err
	}
	if peek.Do == doUnsaved {
		r.trouble.free = true
	}
	return nil
}

// judgeRemove takes a player out of the meeting, which the game knows nothing of.
func (r *room) judgeRemove(m wire.Client) error {
	var c struct {
		Do     string  `json:"do"`
		Player *string `json:"player"`
	}
	if game.DecodeStrict(m.Body, &c) != nil || c.Player == nil {
		return game.BadMove
	}
	if m.At != nil && *m.At != moment(r.game.Room()) {
		return game.TooLate
	}
	s := r.seats[*c.Player]
	if s == nil || !s.in || r.ending != nil {
		return game.BadMove.With("That Cub is not in this game.")
	}
	r.unsaved.removed = append(r.unsaved.removed, s.id)
	r.goes(s.id)
	return nil
}

// goes takes a player out of the game. Its connection is another matter.
func (r *room) goes(player string) {
	s := r.seats[player]
	if s == nil || !s.in {
		return
	}
	s.in = false
	r.game.Leave(r.now, player)
	r.stirred = true
	if l := s.link; l != nil {
		// It sees nothing more of a game that it is not in.
		r.part(l)
		r.guests++
		l.state = leaving
		r.departed = append(r.departed, parting{link: l, at: r.now.Add(r.reg.cfg.Limits.Moved)})
	}
}

// sayRemoved tells, once it is stored, that a leader removed a player.
func (r *room) sayRemoved(player string) {
	for _, p := range r.departed {
		if p.link.seat.ID == player && p.link.seat.Role == game.RolePlayer {
			r.shut(p.link, wire.Removed, "A leader took you out of tonight's games.")
			break
		}
	}
	r.reg.cfg.House.Removed(player)
}
