package game

import (
	"encoding/json"
	"time"
)

// state is what is stored of a game and is not one player's. Times in it are
// lengths on the game's own clock, never the time of day: a record may lie for a
// while before it is loaded.
type state struct {
	Phase  Phase `json:"phase"`
	Round  int   `json:"round"`
	Step   int   `json:"step"`
	Moment int64 `json:"moment"`

	Clock     string `json:"clock,omitempty"`
	Lightning bool   `json:"lightning,omitempty"`
	Rand      []byte `json:"rand"`

	// Epoch grows whenever the time left changes in another way than by passing:
	// a seat's record with the same epoch and less time left is the later one.
	Epoch   int64         `json:"epoch"`
	Timed   bool          `json:"timed,omitempty"`   // the step has a clock
	Left    time.Duration `json:"left,omitempty"`    // kept up while paused and when stored
	Total   time.Duration `json:"total,omitempty"`   // the whole length of the step
	Base    time.Duration `json:"base,omitempty"`    // its length before anyone added or cut
	Alarm   time.Duration `json:"alarm,omitempty"`   // until Rules.Ring, as Left; 0 for none
	Bell    bool          `json:"bell,omitempty"`    // the last-chance bell has rung in this step
	Muffled bool          `json:"muffled,omitempty"` // and a leader gave more time since: it is not shown
	Due     bool          `json:"due,omitempty"`     // Advance was asked for in a pause
	Over    bool          `json:"over,omitempty"`    // Play of this round is over: who played is settled

	Holds  []Why `json:"holds,omitempty"` // why the game is paused; Saving is never stored
	Hidden bool  `json:"hidden,omitempty"`
	Break  bool  `json:"break,omitempty"`
	Muted  bool  `json:"muted,omitempty"` // everyone

	Voided  map[int]bool             `json:"voided,omitempty"`
	Tallies map[int]map[string]tally `json:"tallies,omitempty"` // by round and Six
	Target  int                      `json:"target,omitempty"`
	Awards  []Award                  `json:"awards,omitempty"`
	Names   map[string]string        `json:"names,omitempty"` // of the Sixes
	Fixes   map[string]int           `json:"fixes,omitempty"` // at a gathering, by player
	Gone    map[string]scores        `json:"gone,omitempty"`  // of those who left
	Ended   bool                     `json:"ended,omitempty"`
}

// record is the stored form of a state.
type record struct {
	state
	Rules json.RawMessage `json:"rules"`
}

// tally is what a Six got in one round.
type tally struct {
	Sum int `json:"sum"`
	N   int `json:"n"` // members that played
}

// scores are a player's points by round. Round 0 holds what a leader gave before
// any round was over.
type scores map[int]score

// score is what a player got in one round, and for which Six.
type score struct {
	Six    string `json:"six,omitempty"`
	Points int    `json:"points,omitempty"`
	Fix    int    `json:"fix,omitempty"`    // by a leader
	Counts bool   `json:"counts,omitempty"` // for its Six; not a guest's
}

// player is one who belongs to the game. Mine, look and record say what was last
// shown and stored; the flags say what may have become different since.
type player struct {
	id string
	seat
	hot
	points int // the sum of scores without void rounds; follows from them

	dropped time.Time // since when there is no connection, while awake
	missed  bool      // those who are missed hold up the game
	back    bool      // missed, and here again
	cheered time.Time
	told    bool // Rules.Answered, as it was last asked

	look, mine                  shown
	stale                       bool // in Game.stale
	newLook, newMine, newRecord bool
	cold                        []byte // encoding of seat; nil when out of date
	stored                      []byte
}

// seat is the part of a player's record that moves do not change.
type seat struct {
	Name    string `json:"name"`
	Icon    string `json:"icon"`
	Six     string `json:"six"`
	Awake   bool   `json:"awake,omitempty"`
	Resting bool   `json:"resting,omitempty"`
	Muted   bool   `json:"muted,omitempty"`
	Late    bool   `json:"late,omitempty"`   // came in after Play had begun
	Guest   bool   `json:"guest,omitempty"`  // the same in an Open kind: plays for itself, once it has moved
	Counts  bool   `json:"counts,omitempty"` // in this round, once its Play is over
	Worn    string `json:"worn,omitempty"`   // the Six then
	Scores  scores `json:"scores,omitempty"`
}

// hot is the part that a move changes.
type hot struct {
	Moved bool          // in Play of this round
	Quick bool          // gave the answer that stands in its first quarter
	Epoch int64         // of state, at the last move
	Left  time.Duration // of the step, at the last move
}

func (p *player) profile() Profile { return Profile{p.id, p.Name, p.Icon, p.Six} }

// six is the Six that a player's round counts for.
func (p *player) six(over bool) string {
	if over {
		return p.Worn
	}
	return p.seat.Six
}

// total adds up the points of the rounds that count.
func (s scores) total(voided map[int]bool) int {
	n := 0
	for round, one := range s {
		if !voided[round] {
			n += one.Points + one.Fix
		}
	}
	return n
}
