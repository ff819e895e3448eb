package room

import (
	"encoding/json"

	"packnight/game/wire"
)

// show sends the frames of a commit: to each connection the patch, what it alone
// may see, and the answers to its moves, in that order.
func (r *room) show(c *commit) {
	if c.shown {
		return
	}
	c.shown = true
	r.override(c)
	some := r.gather(c)
	if c.room != nil || c.game != nil {
		r.v++
		r.broadcast(wire.Text(wire.Patch(r.v, c.room, c.game)))
	}
	for i := range c.welcomes {
		r.sendWelcome(&c.welcomes[i])
	}
	if len(c.welcomes) > 0 {
		r.welcomed = r.welcomed[:0]
	}
	for _, l := range some {
		if len(l.extra) > 0 {
			l.conn.Send(l.extra)
			l.extra = nil
		}
	}
}

// gather puts what one connection alone is sent to it, and returns these connections.
func (r *room) gather(c *commit) []*Link {
	some := make([]*Link, 0, len(c.mine)+len(c.replies))
	for id, patch := range c.mine {
		if l := r.seats[id].link; l != nil && l.state == live {
			l.extra = wire.AppendText(l.extra, wire.Mine(patch))
			some = append(some, l)
		}
	}
	for i := range c.replies {
		l := c.replies[i].link
		l.owed--
		if l.state == gone {
			continue
		}
		if len(l.extra) == 0 {
			some = append(some, l)
		}
		l.extra = wire.AppendText(l.extra, c.replies[i].payload)
	}
	return some
}

// broadcast sends the patch to all that are live, the same bytes and the same slice;
// those who get more get it in the same call.
func (r *room) broadcast(patch wire.Frame) {
	same := []wire.Frame{patch}
	for _, l := range r.live {
		if len(l.extra) == 0 {
			l.conn.Send(same...)
			continue
		}
		l.conn.Send(patch, l.extra)
		l.extra = nil
	}
}

func (r *room) sendWelcome(w *welcome) {
	l := w.link
	if l.state != welcoming {
		return
	}
	if l.glimpsed {
		r.endGlimpse(l)
		return
	}
	frame := wire.WelcomeFrame(wire.WelcomeParts{
		V: r.v, Now: r.now, Seat: l.seat.ID, Role: string(l.seat.Role),
		Acked: w.acked, Refused: w.refused, Room: w.room, Game: w.game, Mine: w.mine,
	})
	l.conn.Send(append(frame, l.extra...))
	l.extra = nil
	l.state, l.index = live, len(r.live)
	r.live = append(r.live, l)
}

// merged returns one JSON object with the members of both, those of over winning.
// Both may be nil.
func merged(object, over json.RawMessage) json.RawMessage {
	members := map[string]json.RawMessage{}
	for _, data := range []json.RawMessage{object, over} {
		if data == nil {
			continue
		}
		if err := json.Unmarshal(data, &members); err != nil {
			panic(err)
		}
	}
	return encode(members)
}

// applied is merged on a whole object: a null takes the member away.
func applied(object, patch json.RawMessage) json.RawMessage {
	members := map[string]json.RawMessage{}
	for _, data := range []json.RawMessage{object, patch} {
		if err := json.Unmarshal(data, &members); err != nil {
			panic(err)
		}
	}
	for name, value := range members {
		if string(value) == "null" {
			delete(members, name)
		}
	}
	return encode(members)
}
