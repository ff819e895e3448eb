package game

import (
	"encoding/json"
	"time"
)

// View is a JSON object of the wire: what may be seen. A value is anything that
// encoding/json takes but null; a View inside a View is patched member by member,
// everything else is replaced whole.
type View map[string]any

// Game is one game of a kind: the common rules and, below them, the kind's own.
// It is a deterministic state machine: it reads no clock, starts no goroutine and
// touches no store. One goroutine calls it, never two at once. now is the server's
// clock and never goes back from one call to the next.
//
// After any calls, Take tells what has become different: what to show and what to
// store. Whoever drives a Game stores first and shows then.
type Game struct{}

// Made is what a new game is made of.
type Made struct {
	Code    string
	Options map[string]any // checked, by Kind.Check
	Packs   map[string]json.RawMessage
	Seed    [32]byte
	Now     time.Time
}

// New makes a game in its lobby. The error is a sentence for the leader.
func New(k Kind, m Made) (*Game, error) { panic("skeleton") }

// Saved is a whole game as it was stored: the State and, by player, the Seats of
// Changes put together.
type Saved struct {
	State json.RawMessage
	Seats map[string]json.RawMessage
}

// Load makes the game again that was saved. Everyone is asleep; a game in Ready,
// Play or Reveal is paused (Restart) with the time left that it had when it was
// saved, until those who were awake then are back. v, moment and scores go on.
func Load(k Kind, code string, s Saved, now time.Time) (*Game, error) { panic("skeleton") }

// Join tells that a player belongs to this game now. A player who is in already
// only changes its looks.
func (g *Game) Join(now time.Time, p Profile) {}

// Leave tells that a player belongs to it no longer.
func (g *Game) Leave(now time.Time, player string) {}

// Wake tells that a player has a live connection: it was welcomed.
func (g *Game) Wake(now time.Time, player string) {}

// Drop tells that a player's connection was lost just now: the Wi-Fi may wobble.
func (g *Game) Drop(now time.Time, player string) {}

// Sleep tells that a player has had no connection for wire.Limits.Silent.
func (g *Game) Sleep(now time.Time, player string) {}

// Names gives the Sixes the names that the leader chose.
func (g *Game) Names(now time.Time, sixes map[string]string) {}

// Evening is what the campfire shows: the points of the evening by player and the
// score of the evening by Six. Only a gathering takes it.
type Evening struct {
	Points map[string]int
	Sixes  map[string]int
}

// SetEvening shows the evening's totals, at a gathering.
func (g *Game) SetEvening(now time.Time, e Evening) {}

// Move judges a move of a seat: a player's, or a leader's {"do":…}. at is the
// moment that the sender was looking at, nil for none. The error is a Refusal, and
// then nothing has changed; nil means applied.
func (g *Game) Move(now time.Time, seat Seat, at *int64, move json.RawMessage) error { return nil }

// Spark judges a fleeting message: it returns what is relayed to all others, or
// ok false.
func (g *Game) Spark(now time.Time, seat Seat, spark json.RawMessage) (relay json.RawMessage, ok bool) {
	return nil, false
}

// Next tells when Tick is wanted; ok is false where nothing is due by itself.
func (g *Game) Next() (at time.Time, ok bool) { return time.Time{}, false }

// Tick does what is due at now, in the order in which it fell due.
func (g *Game) Tick(now time.Time) {}

// Suspended tells that the machine slept from since until now: the game is paused
// (Suspend) with the time that was left at since, and resumes by itself with a
// countdown.
func (g *Game) Suspended(now, since time.Time) {}

// Saving tells whether what happens is being stored. false pauses the game
// (Saving); true ends that pause with a countdown.
func (g *Game) Saving(now time.Time, ok bool) {}

// Unsaved tells that a leader plays on without saving: the pause ends and
// room.saving shows false until Saving(true).
func (g *Game) Unsaved(now time.Time) {}

// Pausing is the part of room that tells whether and why the game is paused, as a
// merge patch with a null for what is absent: paused, why, left, resumes,
// deadline, saving and can.
func (g *Game) Pausing() json.RawMessage { return nil }

// Result is what a game leaves behind for the evening.
type Result struct {
	Points map[string]int // of each player, without void rounds
	Sixes  map[string]int // the game's score of each Six that played
}

// Ended returns the result once the leader went on from the podium.
func (g *Game) Ended() (Result, bool) { return Result{}, false }

// Resting tells whether a leader has parked the player.
func (g *Game) Resting(player string) bool { return false }

// Players are the ids of all who belong to the game, sorted.
func (g *Game) Players() []string { return nil }

// Awake counts the players with a live connection.
func (g *Game) Awake() int { return 0 }

// Phase returns where the game is.
func (g *Game) Phase() Phase { return Lobby }

// Room is the whole `room` of a welcome.
func (g *Game) Room() View { return nil }

// View is the whole `game` of a welcome.
func (g *Game) View() View { return nil }

// Mine is the whole `mine` of a welcome for a seat; empty for leader and stage.
func (g *Game) Mine(seat Seat) View { return nil }

// Changes are what became different since the last Take (since New or Load, at
// first): merge patches to be shown, nil where nothing is, and records to be stored.
type Changes struct {
	Room json.RawMessage            // for everyone
	Game json.RawMessage            // for everyone
	Mine map[string]json.RawMessage // by player
	// State is the record of what is not one player's, nil where it is as it was.
	State json.RawMessage
	// Seats are the records of players that changed; nil for one to be deleted.
	Seats map[string]json.RawMessage
}

// Take returns the changes and starts afresh.
func (g *Game) Take() Changes { return Changes{} }
