package game

import (
	"maps"
	"math"
	"slices"
)

// score asks the rules for the points of the round whose Play is over, and puts
// them in the place of those it had before. A guest's are its own alone.
func (g *Game) score() {
	if !g.Over {
		return
	}
	points := g.rules.Points(g.table())
	for _, id := range g.playing() {
		p := g.players[id]
		s, scored := p.Scores[g.Round]
		if !scored {
			s.Six, s.Counts = p.Worn, !p.Guest
			g.tally(s.Six, g.Round, 0, Count(s.Counts))
		}
		if s.Counts {
			g.tally(s.Six, g.Round, points[id]-s.Points, 0)
		}
		s.Points = points[id]
		g.setScore(p, g.Round, s)
	}
	g.everything()
}

// setScore keeps a player's score of a round, and what follows from it.
func (g *Game) setScore(p *player, round int, s score) {
	if p.Scores == nil {
		p.Scores = scores{}
	}
	p.Scores[round] = s
	p.points = p.Scores.total(g.Voided)
	g.touch(p, true, true, true)
	g.everything()
}

// tally adds to what a Six has in a round. Cubs without a Six count for none, and
// round 0 is no round.
func (g *Game) tally(six string, round, points, members int) {
	if six == "" || round == 0 {
		return
	}
	if g.Tallies == nil {
		g.Tallies = map[int]map[string]tally{}
	}
	if g.Tallies[round] == nil {
		g.Tallies[round] = map[string]tally{}
	}
	t := g.Tallies[round][six]
	g.Tallies[round][six] = tally{t.Sum + points, t.N + members}
}

// forgetRound takes a round's points away.
func (g *Game) forgetRound(round int) {
	delete(g.Tallies, round)
	delete(g.Voided, round)
	if g.undo.fixed == round {
		g.forgetUndo()
	}
	for _, p := range g.players {
		delete(p.Scores, round)
	}
	for _, s := range g.Gone {
		delete(s, round)
	}
	g.addUp()
}

// addUp sums everyone's points again, because which rounds count has changed.
func (g *Game) addUp() {
	for _, p := range g.players {
		p.points = p.Scores.total(g.Voided)
	}
	g.touchAll(true)
	g.everything()
}

// fix changes a player's points by hand. It belongs to the last round that is
// over, so that it is gone with the round, and is the Six's too, which has no more
// members for it: what is given must not lower its mean.
func (g *Game) fix(p *player, by int) {
	if g.kind.Gathering {
		g.fixEvening(p.id, by)
		g.canUndo(func() { g.fixEvening(p.id, -by) })
		return
	}
	round := g.lastScored()
	s, scored := p.Scores[round]
	if !scored {
		s.Six = p.Six
	}
	g.canUndo(func() { g.unfix(p.id, round, by) })
	g.undo.fixed = round
	s.Fix += by
	g.tally(s.Six, round, by, 0)
	g.setScore(p, round, s)
}

// unfix takes a fix back.
func (g *Game) unfix(id string, round, by int) {
	p := g.players[id]
	if p == nil {
		return
	}
	s := p.Scores[round]
	s.Fix -= by
	g.tally(s.Six, round, -by, 0)
	g.setScore(p, round, s)
}

func (g *Game) fixEvening(id string, by int) {
	if g.Fixes == nil {
		g.Fixes = map[string]int{}
	}
	g.Fixes[id] += by
	if p := g.players[id]; p != nil {
		g.touch(p, true, false, false)
	}
	g.changes.room, g.changes.state = true, true
}

// lastScored is the last round that counts and whose Play is over; 0 before there
// is one.
func (g *Game) lastScored() int {
	round := g.Round
	if !g.Over {
		round--
	}
	for g.Voided[round] {
		round--
	}
	return max(0, round)
}

// sixScore is the game's score of a Six: the mean of the rounds that it played,
// void ones left out. Where none of it played, what a leader gave it counts as one's.
func (g *Game) sixScore(six string) (int, bool) {
	sum, rounds := 0.0, 0
	for _, round := range slices.Sorted(maps.Keys(g.Tallies)) {
		t := g.Tallies[round][six]
		if t == (tally{}) || g.Voided[round] {
			continue
		}
		sum += 100 * float64(t.Sum) / float64(max(1, t.N)*g.full())
		rounds++
	}
	if rounds == 0 {
		return 0, false
	}
	return int(math.Round(sum / float64(rounds))), true
}

// full is the most points of a round, which a Six score is measured by.
func (g *Game) full() int {
	if r, ok := g.rules.(Measured); ok {
		return r.Full()
	}
	return g.kind.Full
}

func (g *Game) hide(on bool) {
	g.Hidden = on
	g.everything()
	g.touchAll(true)
}
