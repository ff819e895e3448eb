package game

import (
	"math"
	"strings"
)

// standing is how a Six stands.
type standing struct {
	six    string
	score  int
	scored bool
	place  int // 1 to 3, shared by those who tie; 0 further down or without a score
}

// standings lists the Sixes that have a member or a score, in their fixed order.
func (g *Game) standings() []standing {
	var list []standing
	members := map[string]bool{}
	for _, p := range g.players {
		members[p.Six] = true
	}
	for _, six := range Sixes {
		s := standing{six: six}
		if g.kind.Gathering {
			s.score, s.scored = g.evening.Sixes[six]
		} else {
			s.score, s.scored = g.sixScore(six)
		}
		if s.scored || members[six] {
			list = append(list, s)
		}
	}
	rank(list)
	return list
}

// rank gives the first three places. Nobody is shown below the third.
func rank(list []standing) {
	for i := range list {
		if !list[i].scored {
			continue
		}
		place := 1
		for _, other := range list {
			if other.scored && other.score > list[i].score {
				place++
			}
		}
		if place <= 3 {
			list[i].place = place
		}
	}
}

// sixesView is room.sixes.
func (g *Game) sixesView() View {
	v := View{}
	for _, s := range g.standings() {
		v[s.six] = g.sixView(s)
	}
	return v
}

func (g *Game) sixView(s standing) View {
	v := View{"name": g.sixName(s.six)}
	if g.Hidden {
		return v
	}
	v["score"] = s.score
	if s.place > 0 {
		v["place"] = s.place
	}
	return v
}

func (g *Game) sixName(six string) string {
	if name := g.state.Names[six]; name != "" {
		return name
	}
	return strings.ToUpper(six[:1]) + six[1:]
}

// podiumView is game.podium: the Sixes on the steps, best first, then the others in
// their fixed order, and the awards.
func (g *Game) podiumView() View {
	var steps, others []View
	list := g.standings()
	for place := 1; place <= 3 && !g.Hidden; place++ {
		for _, s := range list {
			if s.place == place {
				steps = append(steps, g.podiumSix(s))
			}
		}
	}
	for _, s := range list {
		if s.scored && (s.place == 0 || g.Hidden) {
			others = append(others, g.podiumSix(s))
		}
	}
	return View{"sixes": append(append([]View{}, steps...), others...), "awards": g.awards()}
}

func (g *Game) podiumSix(s standing) View {
	v := View{"six": s.six}
	if g.Hidden {
		return v
	}
	v["score"] = s.score
	if s.place > 0 {
		v["place"] = s.place
	}
	return v
}

// awards are those that somebody who is still here has won.
func (g *Game) awards() []Award {
	list := []Award{}
	for _, a := range g.Awards {
		players := []string{}
		for _, id := range a.Players {
			if g.players[id] != nil {
				players = append(players, id)
			}
		}
		if a.Players = players; len(players) > 0 {
			list = append(list, a)
		}
	}
	return list
}

// The whole pack's target is six tenths of what could be reached, in tens, unless the
// rules know better.
const (
	targetShare = 0.6
	targetStep  = 10
)

// target is what the pack tries to reach together, as it is when the first round
// begins; who joins later only helps.
func (g *Game) target() int {
	n := max(1, len(g.ids)-g.crowd.resting)
	if r, ok := g.rules.(Aimed); ok {
		return r.Aim(n)
	}
	most := 0
	for round := 1; round <= g.rules.Rounds(); round++ {
		most += n * g.most(round)
	}
	return max(1, int(math.Round(targetShare*float64(most)/targetStep))) * targetStep
}

// most is what a player can gain in a round: Full, unless the rules say that this one
// gives less.
func (g *Game) most(round int) int {
	if r, ok := g.rules.(Uneven); ok {
		return r.Most(round)
	}
	return g.full()
}

// targetView is game.target, shown when fewer than two Sixes play.
func (g *Game) targetView() (View, bool) {
	if g.kind.Gathering || g.Hidden || g.state.Phase == Lobby {
		return nil, false
	}
	sixes, points := map[string]bool{}, 0
	for _, s := range g.Gone {
		points += s.total(g.Voided)
	}
	for _, p := range g.players {
		points += p.points
		if p.Six != "" && !p.Resting {
			sixes[p.Six] = true
		}
	}
	if len(sixes) >= 2 {
		return nil, false
	}
	of := g.Target
	if of == 0 {
		of = g.target()
	}
	return View{"points": points, "of": of}, of > 0
}
