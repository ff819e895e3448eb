package game

import (
	"encoding/json"
	"math/rand/v2"
	"time"
)

// A Kind is one entry of the catalogue: what a leader chooses from, and how a
// game of it is made. The values are fixed at start-up; any goroutine may read.
type Kind struct {
	ID      string // as on the wire: "quiz"
	Name    string // as people say it: "Pack Quiz"
	HowTo   string // two sentences that the leader reads aloud
	Picture string // an emoji for the leader's choice
	Players [2]int // fewest and most players it is fun with
	Minutes [2]int // shortest and longest usual length
	// Full is the most points that one round can give, Lightning aside; a Six
	// score is 100 × mean points ÷ Full.
	Full    int
	Options []Option // the kind's own; New adds the common ones, clock and lightning
	// Open lets who joins during Play take part in that round at once, instead of
	// waiting for the next one: for points of their own once they have moved, while
	// their Six's score is that of those who were there from the start.
	Open bool
	// Gathering marks the campfire: no rounds, no clock, never paused by itself,
	// scores are the evening's.
	Gathering bool
	// New makes the rules for one game from checked options. Its error is a
	// sentence for the leader.
	New func(Setup) (Rules, error)
	// Blank makes rules that Load will fill.
	Blank func() Rules
}

// Setup is what a game is made of. Options holds a value for every option of the
// kind, defaults filled in: string for a choice, []string for many, int for a
// number, bool for a switch.
type Setup struct {
	Options map[string]any
	// Packs are the leader's own packs that an option named, by id, as stored.
	Packs map[string]json.RawMessage
	// Rand is the game's randomness, seeded; it goes on in Table.Rand.
	Rand *rand.Rand
}

// OptionType says how an option is chosen and what its value is.
type OptionType string

// The types of options, as on the wire.
const (
	Choice OptionType = "choice" // one of Choices: string
	Many   OptionType = "many"   // at least one of Choices: []string
	Number OptionType = "number" // Min to Max: int
	Switch OptionType = "switch" // bool
)

// Option is one thing that a leader may set before a game.
type Option struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Type    OptionType     `json:"type"`
	Choices []OptionChoice `json:"choices,omitempty"`
	Min     int            `json:"min,omitempty"`
	Max     int            `json:"max,omitempty"`
	Default any            `json:"default"`
	// Packs marks a Many option whose choices also are the leader's own packs.
	Packs bool `json:"packs,omitempty"`
}

// OptionChoice is one of an option's values.
type OptionChoice struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Rules is what a kind of game adds to the common rules: a deterministic state
// machine. It sees time and chance only through the Table, starts no goroutine,
// reads no clock and touches no store; one goroutine calls it, never two at once.
// Two games with the same seed and the same calls are the same to the byte.
//
// A round is a list of steps, in order: one or more Ready, one or more Play, one
// or more Reveal. The common rules (Game) walk through them, by the clock or by
// the leader; the rules deal, judge moves and say what may be seen.
//
// Embed Base for what a kind has no use for.
type Rules interface {
	// Rounds is how many rounds the game has, at least 1 (0 for a gathering).
	Rounds() int
	// Deal prepares round t.Round(). fresh asks for content not used before: the
	// round is played again after its answers were seen.
	Deal(t *Table, fresh bool)
	// Steps lists the steps of the present round.
	Steps(t *Table) []Step
	// Enter tells that step t.StepIndex() of the round has begun.
	Enter(t *Table)
	// Ring tells that the alarm that the rules set with t.SetAlarm is due. It
	// never comes while the game is paused.
	Ring(t *Table)
	// Move judges a move of a playing member of this round during Play (also in a
	// pause of it) or, where the step's Moves says so, in another step. The error
	// is a Refusal, or nil once the move is applied. A refused move must have
	// changed nothing.
	Move(t *Table, player string, move json.RawMessage) error
	// Do judges a leader's move that is not common to all kinds; do is its name.
	// Of an unknown one it returns BadMove.
	Do(t *Table, do string, move json.RawMessage) error
	// Dos lists the leader's moves beyond the common ones that Do would take now.
	Dos(t *Table) []string
	// Changed tells that a player joined, left, woke, fell asleep, was rested or
	// changed its Six. The Table shows it as it is now; of a Left one, nothing.
	Changed(t *Table, player string, c Change)
	// Answered tells whether a player needs no more time in this Play. When that
	// is so of everyone awake, the last-chance bell rings.
	Answered(t *Table, player string) bool
	// Points gives the points of the present round for each of t.Playing(), from
	// the state as it is: called when Play ends, and again after t.Rescore.
	Points(t *Table) map[string]int
	// Awards are the three kind awards of the podium, drawn from what happened.
	Awards(t *Table) []Award
	// Spark tells whether a fleeting message of a seat is relayed to the others.
	// It has no type any more. Cheers are dealt with before.
	Spark(t *Table, player string, spark json.RawMessage) bool

	// View is the kind's part of what everyone may see now, the `game` of the
	// wire: the same for Cub, leader and stage, so nothing that is still hidden.
	// Each call makes a new one: Game adds step, bell, name, explain, podium and target.
	// What seldom changes and is large is best given as a json.RawMessage.
	View(t *Table) View
	// Mine is what only this player may see.
	Mine(t *Table, player string) View

	// Save returns the state that is not one seat's, SaveSeat one seat's (nil for
	// none): values that encoding/json takes; a json.RawMessage, which has to be valid
	// and is stored as it is, where that is worth it. Load is their inverse, on Blank
	// rules.
	Save() any
	SaveSeat(player string) any
	Load(state json.RawMessage, seats map[string]json.RawMessage) error
}

// Measured is for rules whose options decide how much a round gives.
type Measured interface {
	// Full is the most points that a round of this game can give, Lightning aside:
	// at most Kind.Full, and always the same.
	Full() int
}

// Uneven is for rules whose rounds do not all give as much as Full: the whole pack's
// target must be within reach.
type Uneven interface {
	// Most is the most points that a player can gain in a round, Lightning aside.
	Most(round int) int
}

// Aimed is for rules in which what a pack reaches together is no share of what its
// players could gain each.
type Aimed interface {
	// Aim is what so many players are likely to gain in the whole game, all together,
	// Lightning aside; 0 while that can't be told yet.
	Aim(players int) int
}

// Step is one stretch of a round.
type Step struct {
	Phase Phase  // Ready, Play or Reveal
	Name  string // as in game.step; "" for the plain one
	// For is how long it lasts at the normal clock; 0 until the leader goes on.
	For time.Duration
	// Unscaled keeps For as it is, for what is only looked at: a plain Ready of 3 s, an
	// effect of the stage, all of Reveal. Otherwise it is scaled by the clock that the
	// leader chose. With no clock all lasts until the leader goes on but an Unscaled
	// Ready or Play, which asks nothing of anyone.
	Unscaled bool
	// Moves lets players' moves reach Rules.Move outside Play.
	Moves bool
}

// Award is one of the three kind awards on the podium.
type Award struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"` // "Steady as a rock"
	Why     string   `json:"why"`   // one line of what really happened
	Players []string `json:"players"`
}

// Change is what happened to a player, for Rules.Changed.
type Change int

// The changes that rules are told of.
const (
	Joined Change = iota + 1
	Left
	Woke
	Slept
	Rested
	Unrested
	SixChanged
)
