package game

import (
	"fmt"
	"time"
)

// scaled is how long a step lasts with the clock that the leader chose; 0 until
// the leader goes on.
func (g *Game) scaled(s Step) time.Duration {
	switch {
	case g.Clock == clockNone && (s.Phase == Reveal || !s.Unscaled):
		return 0 // reading what came of it takes time, too
	case s.Unscaled:
		return s.For
	}
	switch g.Clock {
	case clockRelaxed:
		return 2 * s.For
	case clockZippy:
		return s.For * 7 / 10
	}
	return s.For
}

// forward goes on to the next step, whatever it is.
func (g *Game) forward() {
	switch g.state.Phase {
	case Lobby:
		g.enterPhase(Explain)
	case Explain:
		g.beginRound(1, false)
	case Podium:
		g.state.Ended = true
		g.everything()
	default:
		g.nextStep()
	}
}

func (g *Game) nextStep() {
	steps := g.rules.Steps(g.table())
	next := g.Step + 1
	if g.state.Phase == Play && (next >= len(steps) || steps[next].Phase != Play) {
		g.endPlay()
	}
	if next >= len(steps) {
		g.nextRound()
		return
	}
	g.enterStep(next)
}

func (g *Game) nextRound() {
	if g.Round >= g.rules.Rounds() {
		g.podium()
		return
	}
	g.beginRound(g.Round+1, false)
}

// beginRound deals a round and enters its first step. fresh is for one that is
// played again after its answers were seen.
func (g *Game) beginRound(round int, fresh bool) {
	g.Round, g.Over = round, false
	g.state.Phase, g.Step = Ready, 0
	for _, p := range g.players {
		p.hot = hot{}
		p.Late, p.Guest, p.Counts, p.Worn = false, false, false, ""
		g.touch(p, true, true, true)
	}
	g.crowd.stale()
	g.rules.Deal(g.table(), fresh)
	if g.Target == 0 { // how many rounds there are may be settled by the first Deal
		g.Target = g.target()
	}
	g.enterStep(0)
}

// enterStep begins a step of the present round.
func (g *Game) enterStep(i int) {
	steps := g.rules.Steps(g.table())
	if i >= len(steps) {
		panic(fmt.Sprintf("game: %s has no step %d", g.kind.ID, i))
	}
	g.Step, g.step = i, steps[i]
	g.enterPhase(g.step.Phase)
	g.startClock(g.scaled(g.step))
	g.rules.Enter(g.table())
}

// enterPhase makes a new moment. All that a player alone sees may be different in it.
func (g *Game) enterPhase(p Phase) {
	g.state.Phase = p
	g.state.Moment++
	g.Epoch++
	g.Bell, g.Muffled, g.Due = false, false, false
	g.clearClock()
	g.asked.advance = false
	g.everything()
	g.touchAll(false)
}

// podium ends the game proper.
func (g *Game) podium() {
	g.step = Step{}
	g.enterPhase(Podium)
	g.Awards = g.rules.Awards(g.table())
	g.unpause()
}

// setStep finds the present step again after a load.
func (g *Game) setStep() error {
	if !g.inRound() {
		return nil
	}
	steps := g.rules.Steps(g.table())
	if g.Step < 0 || g.Step >= len(steps) || steps[g.Step].Phase != g.state.Phase {
		return fmt.Errorf("%s has no step %d in %s", g.kind.ID, g.Step, g.state.Phase)
	}
	g.step = steps[g.Step]
	return nil
}

// endPlay settles who has played, and for which Six, and scores the round.
func (g *Game) endPlay() {
	playing := g.playing()
	g.Over = true
	for _, id := range playing {
		p := g.players[id]
		p.Counts, p.Worn = true, p.Six
		g.touch(p, true, true, true)
	}
	g.crowd.stale()
	g.score()
}

// redo plays the present round again.
func (g *Game) redo() {
	fresh := g.state.Phase == Reveal
	g.forgetRound(g.Round)
	g.beginRound(g.Round, fresh)
}

// void makes the present round count for nobody, and goes on.
func (g *Game) void() {
	before := g.Save()
	if g.Voided == nil {
		g.Voided = map[int]bool{}
	}
	g.Voided[g.Round] = true
	g.addUp()
	g.nextRound()
	g.canUndo(func() { g.restore(before) })
}

// finish goes to the podium with the rounds whose Play is over.
func (g *Game) finish() {
	before, waited := g.Save(), g.paused()
	g.podium()
	g.canUndo(func() {
		g.restore(before)
		if waited { // for whom, the podium has forgotten: a leader lets it go on
			g.hold(ByLeader)
		}
	})
}
