package game

import (
	"encoding/json"
	"maps"
	"time"
)

// undo is the leader's last void, finish, score or rest, while it can be taken back. It is
// not stored: a restart lets it stand.
type undo struct {
	until time.Time
	do    func()
	fixed int // the round that a score was given in, which may be gone before; else 0
}

func (g *Game) canUndo(do func()) {
	g.undo = undo{until: g.now.Add(undoTime), do: do}
	g.changes.room = true
}

func (g *Game) forgetUndo() {
	g.undo = undo{}
	g.changes.room = true
}

func (g *Game) undoLast() {
	do := g.undo.do
	g.forgetUndo()
	do()
	g.everything()
}

// restore goes back to the round as it was before a void or a finish: the same step, answers
// and time left. Who came, left, woke or slept since stays as they are now.
func (g *Game) restore(s Saved) {
	old := blank(g.kind, g.code, g.now)
	rules, err := old.decodeState(s.State)
	var seats map[string]json.RawMessage
	if err == nil {
		seats, err = old.decodeSeats(s.Seats)
	}
	if err == nil {
		g.rules = g.kind.Blank()
		err = g.rules.Load(rules, seats)
	}
	if err != nil {
		panic("game: what was saved a moment ago does not load: " + err.Error())
	}
	g.restoreState(&old.state)
	g.restoreScores(old)
	for id, p := range g.players {
		g.restorePlayer(p, old.players[id])
	}
	if err := g.setStep(); err != nil {
		panic("game: undo: " + err.Error())
	}
	g.tellChanges(old.players)
}

func (g *Game) restoreState(old *state) {
	g.enterPhase(old.Phase)
	g.Round, g.Step, g.Over = old.Round, old.Step, old.Over
	g.Bell, g.Muffled, g.Due, g.Timed, g.Total, g.Base = old.Bell, old.Muffled, old.Due, old.Timed, old.Total, old.Base
	g.Voided, g.Tallies, g.Awards = old.Voided, old.Tallies, nil
	g.setLeft(old.Left)
	g.setAlarm(old.Alarm)
	if g.Due && !g.paused() {
		g.Due, g.asked.advance = false, true
	}
}

// restoreScores brings back what everyone had, those too who have left since, or are back.
func (g *Game) restoreScores(old *Game) {
	before := map[string]scores{}
	maps.Copy(before, old.Gone)
	for id, p := range old.players {
		before[id] = p.Scores
	}
	g.Gone = map[string]scores{}
	for id, s := range before {
		if g.players[id] == nil && len(s) > 0 {
			g.Gone[id] = s
		}
	}
	for id, p := range g.players {
		p.Scores = before[id]
	}
}

// restorePlayer brings back what a player did in the round; old is nil for one who
// was not there. Its scores are back already.
func (g *Game) restorePlayer(p, old *player) {
	if old == nil {
		old = &player{}
		old.Late, old.Guest = g.late()
	}
	p.hot = old.hot
	p.Late, p.Guest, p.Counts, p.Worn = old.Late, old.Guest, old.Counts, old.Worn
	p.points = p.Scores.total(g.Voided)
	g.touch(p, true, true, true)
}

// tellChanges tells the rules, which are as they were before, what has happened to
// the players since.
func (g *Game) tellChanges(old map[string]*player) {
	for _, id := range sortedIDs(old) {
		if g.players[id] == nil {
			g.rules.Changed(g.table(), id, Left)
		}
	}
	for _, id := range g.ids {
		for _, c := range changesOf(old[id], g.players[id]) {
			g.rules.Changed(g.table(), id, c)
		}
	}
}

// changesOf lists what became different of a player; old is nil for a new one.
func changesOf(old, p *player) []Change {
	if old == nil {
		return []Change{Joined}
	}
	var list []Change
	if old.Six != p.Six {
		list = append(list, SixChanged)
	}
	if old.Awake != p.Awake {
		list = append(list, map[bool]Change{true: Woke, false: Slept}[p.Awake])
	}
	if old.Resting != p.Resting {
		list = append(list, map[bool]Change{true: Rested, false: Unrested}[p.Resting])
	}
	return list
}
