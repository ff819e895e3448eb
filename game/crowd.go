package game

import (
	"slices"
	"time"
)

// crowd is what follows from the members and is expensive to count: it is kept
// until something makes it stale, and a move of somebody who plays anyway does not.
type crowd struct {
	awake    int
	resting  int
	vanished []*player // lately, in order
	playing  []string
	settled  bool // playing is right
	waiting  int  // playing, awake, and not Answered
	answered int  // playing, and Answered
	counted  bool // waiting and answered are right
}

func (c *crowd) stale() { c.settled, c.counted = false, false }

// Join tells that a player belongs to this game now. A player who is in already
// only changes its looks.
func (g *Game) Join(now time.Time, p Profile) {
	g.begin(now)
	defer g.settle()
	if old := g.players[p.ID]; old != nil {
		g.relook(old, p)
		return
	}
	n := &player{id: p.ID, seat: seat{Name: p.Name, Icon: p.Icon, Six: p.Six}}
	n.Late, n.Guest = g.late()
	if s, ok := g.Gone[p.ID]; ok {
		n.Scores = s
		n.points = n.Scores.total(g.Voided)
		delete(g.Gone, p.ID)
	}
	g.players[p.ID] = n
	i, _ := slices.BinarySearch(g.ids, p.ID)
	g.ids = slices.Insert(slices.Clone(g.ids), i, p.ID)
	g.changes.rejoin(n)
	g.changed(n, Joined)
}

// late tells whether who joins now waits for the next round, or is a guest in this
// one: it gets points once it has moved, and its Six is as if it were not there, as a
// part of a round would hurt it.
func (g *Game) late() (late, guest bool) {
	guest = g.state.Phase == Play && g.kind.Open
	return !guest && (g.state.Phase == Play || g.state.Phase == Reveal), guest
}

// relook takes over what the people say a player looks like.
func (g *Game) relook(old *player, p Profile) {
	if old.profile() == p {
		return
	}
	six := old.Six
	old.Name, old.Icon, old.Six = p.Name, p.Icon, p.Six
	g.touch(old, true, true, true)
	g.everything()
	if six != p.Six {
		g.changed(old, SixChanged)
	}
}

// changed tells the rules of a change, and marks what follows from the members.
func (g *Game) changed(p *player, c Change) {
	g.everything()
	if c != Left {
		g.touch(p, true, true, true)
	}
	g.rules.Changed(g.table(), p.id, c)
}

// Leave tells that a player belongs to it no longer.
func (g *Game) Leave(now time.Time, player string) {
	g.begin(now)
	defer g.settle()
	p := g.players[player]
	if p == nil {
		return
	}
	if p.Awake {
		g.crowd.awake--
	}
	if p.Resting {
		g.crowd.resting--
	}
	g.unmiss(p)
	if len(p.Scores) > 0 {
		if g.Gone == nil {
			g.Gone = map[string]scores{}
		}
		g.Gone[player] = p.Scores
	}
	delete(g.players, player)
	i, _ := slices.BinarySearch(g.ids, player)
	g.ids = slices.Delete(slices.Clone(g.ids), i, i+1)
	g.changes.leave(p)
	g.changed(p, Left)
	g.enough()
}

// Wake tells that a player has a live connection: it was welcomed.
func (g *Game) Wake(now time.Time, player string) {
	g.begin(now)
	defer g.settle()
	p := g.players[player]
	if p == nil {
		return
	}
	if !p.Awake {
		p.Awake = true
		g.crowd.awake++
		g.changed(p, Woke)
	}
	g.found(p)
}

// Sleep tells that a player has had no connection for wire.Limits.Silent.
func (g *Game) Sleep(now time.Time, player string) {
	g.begin(now)
	defer g.settle()
	p := g.players[player]
	if p == nil || !p.Awake {
		return
	}
	if p.dropped.IsZero() {
		g.vanish(p)
	}
	p.Awake = false
	g.crowd.awake--
	g.changed(p, Slept)
}

// rest parks a player or takes it back in.
func (g *Game) rest(p *player, on bool) {
	if p.Resting == on {
		return
	}
	p.Resting = on
	if on {
		g.unmiss(p)
		g.crowd.resting++
		g.changed(p, Rested)
		g.enough()
	} else {
		g.crowd.resting--
		g.changed(p, Unrested)
	}
}

// plays tells whether the present round counts for a player, as Table.Playing has it.
func (g *Game) plays(p *player) bool {
	if g.Over {
		return p.Counts
	}
	return !p.Late && !p.Resting && (p.Moved || p.Awake && !p.Guest)
}

// playing is Table.Playing. The slice is not changed after it was handed out.
func (g *Game) playing() []string {
	if !g.crowd.settled {
		list := make([]string, 0, len(g.ids))
		for _, id := range g.ids {
			if g.plays(g.players[id]) {
				list = append(list, id)
			}
		}
		g.crowd.playing, g.crowd.settled = list, true
	}
	return g.crowd.playing
}

// answers counts whom the present Play waits for, and who is done.
func (g *Game) answers() (waiting, answered int) {
	c := &g.crowd
	if !c.counted {
		c.waiting, c.answered, c.counted = 0, 0, true
		for _, id := range g.playing() {
			p := g.players[id]
			p.told = g.rules.Answered(g.table(), id)
			c.count(p, 1)
		}
	}
	return c.waiting, c.answered
}

// count adds a playing member to those who are done or are waited for, or takes
// it away.
func (c *crowd) count(p *player, by int) {
	switch {
	case p.told:
		c.answered += by
	case p.Awake:
		c.waiting += by
	}
}

// recount asks again about one player after a move, while the others are as they were.
func (g *Game) recount(p *player) {
	if !g.crowd.counted || !g.plays(p) {
		return
	}
	g.crowd.count(p, -1)
	p.told = g.rules.Answered(g.table(), p.id)
	g.crowd.count(p, 1)
}

// Resting tells whether a leader has parked the player.
func (g *Game) Resting(player string) bool {
	p := g.players[player]
	return p != nil && p.Resting
}

// Players are the ids of all who belong to the game, sorted.
func (g *Game) Players() []string { return slices.Clone(g.ids) }

// Awake counts the players with a live connection.
func (g *Game) Awake() int { return g.crowd.awake }
