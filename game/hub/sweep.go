package hub

import (
	"time"

	"packnight/game/wire"
)

// sweepsABeat is how often the silent are looked for between two beats.
const sweepsABeat = 6

// sweep runs until the hub closes: at every beat it sends all connections one shared
// buffer, the beat and a ping; between the beats too it drops who was silent.
func (h *Hub) sweep() {
	every := h.cfg.Limits.Beat / sweepsABeat
	tick := time.NewTicker(every)
	defer tick.Stop()
	s := sweeper{hub: h, every: every, last: h.now()}
	for n := 1; ; n++ {
		select {
		case <-h.ctx.Done():
			return
		case <-tick.C:
			s.sweep(n%sweepsABeat == 0)
		}
	}
}

// sweeper is the state of sweep.
type sweeper struct {
	hub   *Hub
	every time.Duration
	last  time.Duration // when it swept last
	awake time.Duration // when the process last woke from a stop of its own
	conns []*conn       // reused
}

func (s *sweeper) sweep(beat bool) {
	h, now := s.hub, s.hub.now()
	if now-s.last > 4*s.every {
		s.awake = now // nobody was heard because nobody listened
	}
	s.last = now
	h.mu.Lock()
	s.conns = h.places.seated(s.conns[:0])
	h.mu.Unlock()
	frame := beatAndPing(h.cfg.Now())
	for _, c := range s.conns {
		// One round early, so that who is silent for Silent is gone by then.
		if now-max(s.awake, time.Duration(c.in.heard.Load())) > h.cfg.Limits.Silent-s.every {
			c.silent()
		} else if beat {
			c.beat(frame)
		}
	}
	clear(s.conns)
}

func beatAndPing(now time.Time) wire.Frame {
	return append(wire.Text(wire.Beat(now)), pingFrame()...)
}
