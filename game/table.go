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
func (t *Table) Now() time.Time { panic("skeleton") }

// Rand is the game's own source of chance, the same after a reload.
func (t *Table) Rand() *rand.Rand { panic("skeleton") }

// Round is the present round, from 1; 0 before the first.
func (t *Table) Round() int { panic("skeleton") }

// Phase is the present phase.
func (t *Table) Phase() Phase { panic("skeleton") }

// StepIndex is the index of the present step in Rules.Steps.
func (t *Table) StepIndex() int { panic("skeleton") }

// Voided tells whether a round counts for nobody.
func (t *Table) Voided(round int) bool { panic("skeleton") }

// Players are all who belong to the game, sorted.
func (t *Table) Players() []string { panic("skeleton") }

// Player returns the looks of one who belongs to the game.
func (t *Table) Player(id string) Profile { panic("skeleton") }

// Awake tells whether a player has a live connection.
func (t *Table) Awake(id string) bool { panic("skeleton") }

// Resting tells whether a leader has parked the player.
func (t *Table) Resting(id string) bool { panic("skeleton") }

// Playing are those whose present round counts, sorted: joined before its Play,
// not resting, and awake at its end or having moved in it. During Play, those who
// would count if it ended now.
func (t *Table) Playing() []string { panic("skeleton") }

// TeamSixes are the Sixes that have a playing member, in their fixed order.
func (t *Table) TeamSixes() []string { panic("skeleton") }

// Members are the playing members of a Six, sorted.
func (t *Table) Members(six string) []string { panic("skeleton") }

// Quick tells whether a player's last applied move of this round came in the first
// quarter of Play, where the leader turned Lightning on.
func (t *Table) Quick(id string) bool { panic("skeleton") }

// Touch tells that what a player alone may see, or its record, has changed. Rules
// need it only for others than whose move or change they are being told of.
func (t *Table) Touch(player string) { panic("skeleton") }

// Rescore asks for Rules.Points again once the present call is over.
func (t *Table) Rescore() { panic("skeleton") }

// SetAlarm asks for Rules.Ring after d of the game's own time, instead of any alarm
// set before; 0 or less takes it away. A new step takes it away too.
func (t *Table) SetAlarm(d time.Duration) { panic("skeleton") }

// Advance ends the present step as its clock would.
func (t *Table) Advance() { panic("skeleton") }

// Left is the time until the present step ends; ok is false where it has no clock.
func (t *Table) Left() (left time.Duration, ok bool) { panic("skeleton") }

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

// DecodeStrict reads a move: exactly one JSON object without unknown, double or
// differently spelled members.
func DecodeStrict(data []byte, into any) error { panic("skeleton") }
