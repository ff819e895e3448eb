package room

import (
	"slices"
	"time"

	"packnight/game"
	"packnight/game/wire"
)

// connect takes a connection in. A player who is not in the game may have come in
// just now, so the people are asked; what they say is never older than the question.
func (r *room) connect(l *Link) {
	if r.game == nil || r.ending != nil || r.halt.Load() != nil {
		l.settle(errAgain)
		return
	}
	if l.seat.Role != game.RolePlayer {
		r.admitGuest(l)
		return
	}
	if s := r.seats[l.seat.ID]; s != nil && s.in {
		r.admit(l, s)
		return
	}
	r.guests++
	r.strangers = append(r.strangers, l)
	r.ask(request{players: []string{l.seat.ID}})
}

// admitGuest takes in a leader or a stage.
func (r *room) admitGuest(l *Link) {
	if r.guests >= r.reg.cfg.Limits.Sockets {
		l.settle(ErrFull)
		return
	}
	if l.seat.Role == game.RoleStage {
		r.enter(l)
		return
	}
	r.admit(l, r.seat(l.seat.ID))
}

// admit gives a seat to its newest connection: what comes from an earlier one is
// discarded from here on.
func (r *room) admit(l *Link, s *seat) {
	if old := s.link; old != nil {
		r.shut(old, wire.Elsewhere, "This was opened somewhere else.")
	}
	s.link, l.place = l, s
	r.enter(l)
	if s.in {
		r.game.Wake(r.now, s.id)
		r.stirred = true
	}
}

func (r *room) enter(l *Link) {
	r.guests++
	l.state = arriving
	r.arrivals = append(r.arrivals, l)
	l.settle(nil)
}

// seat returns the seat with that id, a new one if there is none.
func (r *room) seat(id string) *seat {
	s := r.seats[id]
	if s == nil {
		s = &seat{id: id, key: seatKey(r.code, id)}
		r.seats[id] = s
	}
	return s
}

// lose takes note that a connection is gone. The seat falls asleep after that time
// unless another one comes.
func (r *room) lose(l *Link, after time.Duration) {
	s := l.place
	current := s != nil && s.link == l
	if !r.part(l) || !current {
		return
	}
	if r.game == nil || !s.in {
		return
	}
	r.stirred = true
	s.lost++
	r.game.Drop(r.now, s.id)
	if after == 0 {
		r.game.Sleep(r.now, s.id)
		return
	}
	r.dropped = append(r.dropped, drop{seat: s, lost: s.lost, at: r.now.Add(after)})
}

// shut closes a connection and forgets it.
func (r *room) shut(l *Link, code wire.CloseCode, reason string) {
	if r.part(l) {
		l.conn.Close(code, reason)
	}
}

// part takes a connection out of everything; false if it is gone already.
func (r *room) part(l *Link) bool {
	switch l.state {
	case gone:
		return false
	case waiting:
		if !remove(&r.strangers, l) {
			return false
		}
	case arriving:
		remove(&r.arrivals, l)
	case welcoming:
		remove(&r.welcomed, l)
	case live:
		last := len(r.live) - 1
		r.live[l.index] = r.live[last]
		r.live[l.index].index = l.index
		r.live[last] = nil
		r.live = r.live[:last]
	case leaving:
		r.departed = slices.DeleteFunc(r.departed, func(p parting) bool { return p.link == l })
	}
	l.state, l.extra = gone, nil
	if l.place != nil && l.place.link == l {
		l.place.link = nil
	}
	r.guests--
	return true
}

func remove(links *[]*Link, l *Link) bool {
	i := slices.Index(*links, l)
	if i < 0 {
		return false
	}
	*links = slices.Delete(*links, i, i+1)
	return true
}

// sendOn tells a connection to go to another game. It gets the answers to what it
// has sent, and no patch any more.
func (r *room) sendOn(l *Link, code, kind string) {
	if l.state == leaving || !r.part(l) {
		return
	}
	r.guests++
	l.state = leaving
	r.departed = append(r.departed, parting{link: l, at: r.now.Add(r.reg.cfg.Limits.Moved)})
	l.conn.Send(wire.Text(wire.Go(code, kind)))
}

// closeAll closes every connection with the same code.
func (r *room) closeAll(code wire.CloseCode, reason string) {
	for _, l := range r.connections() {
		r.shut(l, code, reason)
	}
}

// connections returns all that are not gone, those aside of whom the people are
// still being asked.
func (r *room) connections() []*Link {
	all := slices.Concat(r.live, r.arrivals, r.welcomed)
	for _, p := range r.departed {
		all = append(all, p.link)
	}
	return all
}

// everyone returns the connections that take part, not those told to go.
func (r *room) everyone() []*Link {
	return slices.DeleteFunc(r.connections(), func(l *Link) bool { return l.state == leaving })
}
