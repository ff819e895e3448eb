package hub

import (
	"net/http"
	"net/netip"

	"packnight/game"
	"packnight/game/wire"
)

// place is what a socket counts as.
type place uint8

const (
	nowhere  place = iota // not counted: before enter, after leave
	stranger              // before its hello
	player
	leader // or a stage
)

// places is who is connected: every socket, counted. Guarded by Hub.mu.
type places struct {
	limits    wire.Limits
	conns     map[*conn]struct{}
	strangers map[netip.Addr]int
	stats     Stats
}

func newPlaces(l wire.Limits) places {
	return places{limits: l, conns: map[*conn]struct{}{}, strangers: map[netip.Addr]int{}}
}

// addressOf returns the address that a request came from, the zero one where it has none.
func addressOf(r *http.Request) netip.Addr {
	a, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return a.Addr().Unmap()
}

// enter counts c as a stranger. The status is 0, or why there is no place for it.
// Where all places are taken, the stranger who has waited longest is dropped, so that
// sockets that never say hello can't keep a leader out.
func (h *Hub) enter(c *conn, from netip.Addr) (status int) {
	h.mu.Lock()
	evicted, status := h.admit(c, from)
	h.mu.Unlock()
	if evicted != nil {
		evicted.drop()
	}
	return status
}

// admit is enter, with Hub.mu held. Hub.mu is never held with a connection's lock, so
// it returns whom the caller has to drop.
func (h *Hub) admit(c *conn, from netip.Addr) (evicted *conn, status int) {
	p := &h.places
	if h.closed {
		return nil, http.StatusServiceUnavailable
	}
	if p.strangers[from] >= p.limits.Strangers {
		return nil, http.StatusTooManyRequests
	}
	if len(p.conns) >= p.limits.Sockets {
		if evicted = p.oldest(); evicted == nil {
			return nil, http.StatusServiceUnavailable
		}
		p.leave(evicted)
	}
	c.address, c.place = from, stranger
	p.conns[c] = struct{}{}
	p.strangers[from]++
	p.stats.Strangers++
	h.tasks.Add(1) // given back by conn.end
	return evicted, 0
}

// oldest returns the stranger who has waited longest, nil where there is none.
func (p *places) oldest() (oldest *conn) {
	for c := range p.conns {
		if c.place == stranger && (oldest == nil || c.since < oldest.since) {
			oldest = c
		}
	}
	return oldest
}

// seat counts a stranger as what its ticket says; false means that the places for
// players are taken. A connection that was evicted meanwhile has no seat either.
func (h *Hub) seat(c *conn, at game.Seat) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	p := &h.places
	if c.place != stranger {
		return false
	}
	kind, count := leader, &p.stats.Leaders
	if at.Role == game.RolePlayer {
		kind, count = player, &p.stats.Players
		if *count >= p.limits.Sockets-p.limits.ForLeaders {
			return false
		}
	}
	p.forget(c.address)
	c.place = kind
	if kind == leader {
		c.user, c.role = at.ID, at.Role
	}
	*count++
	return true
}

// leave takes c out of the count; a second time it does nothing.
func (p *places) leave(c *conn) {
	switch c.place {
	case stranger:
		p.forget(c.address)
	case player:
		p.stats.Players--
	case leader:
		p.stats.Leaders--
	}
	c.place = nowhere
	delete(p.conns, c)
}

// forget takes one stranger of an address out of the count.
func (p *places) forget(from netip.Addr) {
	p.stats.Strangers--
	if p.strangers[from]--; p.strangers[from] == 0 {
		delete(p.strangers, from)
	}
}

// seated appends every connection that has said hello to dst.
func (p *places) seated(dst []*conn) []*conn {
	for c := range p.conns {
		if c.place != stranger {
			dst = append(dst, c)
		}
	}
	return dst
}
