package game

import "time"

// wobbleTime is how close together those vanish whom the Wi-Fi has lost.
const wobbleTime = 5 * time.Second

// Drop tells that a player's connection was lost just now: the Wi-Fi may wobble.
func (g *Game) Drop(now time.Time, player string) {
	g.begin(now)
	if p := g.players[player]; p != nil && p.Awake && p.dropped.IsZero() {
		g.vanish(p)
	}
	g.settle()
}

// vanish notes that an awake player has no connection, and pauses the game when
// that happened to too many at once.
func (g *Game) vanish(p *player) {
	g.crowd.vanished = g.recent() // before p is there: who went and came back is no one more
	p.dropped = g.now
	if g.waitsForMissed() {
		g.miss(p)
		return
	}
	if p.Resting || !g.inRound() || g.kind.Gathering {
		return
	}
	g.crowd.vanished = append(g.crowd.vanished, p)
	if gone := len(g.crowd.vanished); gone < 2 || 3*gone < g.awakeBefore() {
		return
	}
	for _, p := range g.crowd.vanished {
		g.miss(p)
	}
	g.crowd.vanished = nil
	g.hold(Wobble)
}

// recent are those who vanished within the last 5 s and have not come back.
func (g *Game) recent() []*player {
	out := g.crowd.vanished[:0]
	for _, p := range g.crowd.vanished {
		if !p.dropped.IsZero() && g.now.Sub(p.dropped) <= wobbleTime && g.players[p.id] == p {
			out = append(out, p)
		}
	}
	return out
}

// awakeBefore counts those who were awake before the last ones vanished.
func (g *Game) awakeBefore() int {
	n := 0
	for _, p := range g.players {
		if p.Awake && !p.Resting {
			n++
		}
	}
	for _, p := range g.crowd.vanished {
		if !p.Awake {
			n++
		}
	}
	return n
}

func (g *Game) waitsForMissed() bool {
	for _, h := range g.Holds {
		if h == Wobble || h == Restart {
			return true
		}
	}
	return false
}

// miss makes the game wait for one more, or once more.
func (g *Game) miss(p *player) {
	switch {
	case p.Resting:
	case !p.missed:
		p.missed = true
		g.pause.expected++
		g.touch(p, true, false, true)
	case p.back:
		p.back = false
		g.pause.back--
	}
}

// unmiss makes the game wait for one less.
func (g *Game) unmiss(p *player) {
	if !p.missed {
		return
	}
	g.pause.expected--
	if p.back {
		g.pause.back--
	}
	p.missed, p.back = false, false
}

// found notes that a player is here, and lets the game go on once nine in ten of
// those it waits for are.
func (g *Game) found(p *player) {
	p.dropped = time.Time{}
	if p.missed && !p.back {
		p.back = true
		g.pause.back++
	}
	g.enough()
}

func (g *Game) enough() {
	if g.waitsForMissed() && g.crowd.awake > 0 && 10*g.pause.back >= 9*g.pause.expected {
		g.release(Wobble, Restart)
	}
}

func (g *Game) forgetMissed() {
	g.pause.expected, g.pause.back = 0, 0
	for _, p := range g.players {
		if p.missed {
			p.missed, p.back = false, false
			g.touch(p, true, false, true)
		}
	}
}

// restart pauses a loaded game until those who were awake are back.
func (g *Game) restart() {
	waits := g.inRound() && !g.state.Ended && !g.kind.Gathering
	for _, id := range g.ids {
		p := g.players[id]
		if waits && p.Awake && !p.Resting {
			p.missed = true
			g.pause.expected++
		}
		p.Awake = false
	}
	held := g.Holds
	g.Holds = nil
	for _, why := range held {
		if why == ByLeader {
			g.hold(ByLeader)
		}
	}
	if waits {
		g.hold(Restart)
	}
}
