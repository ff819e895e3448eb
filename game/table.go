package game

import (
	"encoding/json"
	"math/rand/v2"
	"time"
)

// Table is what the rules of a kind see of the game and may do to it. It is only
// good during the call that it was handed to.
type Table struct{ g *Game }

// Now is the server's time. It stands still while the game is paused.
func (t *Table) Now() time.Time {
	if t.g.paused() {
		return t.g.pause.since
	}
	return t.g.now
}

// Rand is the game's own source of chance, the same after a reload.
func (t *Table) Rand() *rand.Rand { return t.g.chance }

// Round is the present round, from 1; 0 before the first.
func (t *Table) Round() int { return t.g.Round }

// Phase is the present phase.
func (t *Table) Phase() Phase { return t.g.state.Phase }

// StepIndex is the index of the present step in Rules.Steps.
func (t *Table) StepIndex() int { return t.g.Step }

// Voided tells whether a round counts for nobody.
func (t *Table) Voided(round int) bool { return t.g.state.Voided[round] }

// Players are all who belong to the game, sorted.
func (t *Table) Players() []string { return t.g.ids }

// Player returns the looks of one who belongs to the game.
func (t *Table) Player(id string) Profile {
	if p := t.g.players[id]; p != nil {
		return p.profile()
	}
	return Profile{}
}

// Awake tells whether a player has a live connection.
func (t *Table) Awake(id string) bool {
	p := t.g.players[id]
	return p != nil && p.Awake
}

// Resting tells whether a leader has parked the player.
func (t *Table) Resting(id string) bool { return t.g.Resting(id) }

// Playing are those whose present round counts, sorted: joined before its Play,
// not resting, and awake at its end or having moved in it. During Play, those who
// would count if it ended now. In an Open kind also who joined during Play and has moved.
func (t *Table) Playing() []string { return t.g.playing() }

// TeamSixes are the Sixes that have a playing member, in their fixed order. Once
// Play is over, a member's Six is the one worn then.
func (t *Table) TeamSixes() []string {
	var list []string
	for _, six := range Sixes {
		if len(t.Members(six)) > 0 {
			list = append(list, six)
		}
	}
	return list
}

// Members are the playing members of a Six, sorted; which Six as for TeamSixes.
func (t *Table) Members(six string) []string {
	var list []string
	for _, id := range t.g.playing() {
		if p := t.g.players[id]; p.six(t.g.Over) == six {
			list = append(list, id)
		}
	}
	return list
}

// Quick tells whether a player gave the answer that stands in the first quarter of
// Play, where the leader turned Lightning on: its last applied move of this round but
// those after which AnswerStands.
func (t *Table) Quick(id string) bool {
	p := t.g.players[id]
	return p != nil && p.Quick
}

// AnswerStands tells, in Rules.Move, that this move leaves the player's answer as it was,
// and so the time at which it was given.
func (t *Table) AnswerStands() { t.g.asked.stands = true }

// Touch tells that what a player alone may see, its record, or whether it has
// Answered, has changed. Rules need it in Move and Changed, for others than whose
// move or change it is; in all other calls everyone counts as touched. Touch("") tells that what Save returns has changed: needed
// in Rules.Move alone, where all else is taken to be one seat's.
func (t *Table) Touch(player string) {
	if player == "" {
		t.g.changes.state = true
	}
	if p := t.g.players[player]; p != nil {
		t.g.touch(p, false, true, true)
		t.g.recount(p)
	}
}

// Rescore asks for Rules.Points again once the present call is over.
func (t *Table) Rescore() { t.g.asked.rescore = true }

// SetAlarm asks for Rules.Ring after d of the game's own time, instead of any alarm
// set before; 0 or less takes it away. A new step takes it away too.
func (t *Table) SetAlarm(d time.Duration) { t.g.setAlarm(d) }

// Advance ends the present step as its clock would.
func (t *Table) Advance() { t.g.asked.advance = true }

// Left is the time until the present step ends; ok is false where it has no clock.
func (t *Table) Left() (left time.Duration, ok bool) { return t.g.left(), t.g.Timed }

// Base has an answer for what a kind has no use for.
type Base struct{}

// Enter does nothing.
func (Base) Enter(*Table) {}

// Ring does nothing.
func (Base) Ring(*Table) {}

// Do knows no further moves.
func (Base) Do(*Table, string, json.RawMessage) error { return BadMove }

// Dos has no further moves.
func (Base) Dos(*Table) []string { return nil }

// Changed does nothing.
func (Base) Changed(*Table, string, Change) {}

// Spark relays nothing.
func (Base) Spark(*Table, string, json.RawMessage) bool { return false }

// Mine shows nothing.
func (Base) Mine(*Table, string) View { return View{} }

// SaveSeat has nothing to keep of a seat.
func (Base) SaveSeat(string) any { return nil }
