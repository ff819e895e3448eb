package game

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
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
type Game struct {
	// Fixed.
	kind Kind
	code string
	seen Table // the game, as the rules get to see it

	// What is stored, beside the players' records and the rules' own.
	state
	rules  Rules
	source *source
	chance *rand.Rand

	// The members, and what follows from them.
	players map[string]*player
	ids     []string // sorted; a new one at every change, so that it may be handed out
	crowd   crowd

	// Time. While running, what is timed ends at deadline and alarm is in its own
	// time; while paused, Left and Alarm of the state hold what remains.
	now      time.Time
	step     Step // the present one, in a round
	deadline time.Time
	alarm    time.Time
	pause    pause
	undo     undo
	evening  Evening
	frame    View                 // what View adds to the kind's; nil when out of date
	leaders  map[string]time.Time // when a leader's seat last cheered

	asked   asked
	changes pending
}

// asked is what the rules asked for during a call, done once it is over.
type asked struct{ rescore, advance, stands bool }

// Made is what a new game is made of.
type Made struct {
	Code    string
	Options map[string]any // checked, by Kind.Check; nil for the defaults
	Packs   map[string]json.RawMessage
	Seed    [32]byte
	Now     time.Time
}

// New makes a game in its lobby. The error is a sentence for the leader.
func New(k Kind, m Made) (*Game, error) {
	if m.Options == nil {
		options, err := k.Check(nil)
		if err != nil {
			return nil, err
		}
		m.Options = options
	}
	g := blank(k, m.Code, m.Now)
	g.state = state{Phase: Lobby, Moment: 1, Clock: clockNormal}
	g.source.chacha = rand.NewChaCha8(m.Seed)
	if clock, ok := m.Options[optClock].(string); ok {
		g.Clock = clock
	}
	g.Lightning, _ = m.Options[optLightning].(bool)
	rules, err := k.New(Setup{Options: m.Options, Packs: m.Packs, Rand: g.chance})
	if err != nil {
		return nil, err
	}
	if rules == nil {
		return nil, Sentence("This game can't be made.")
	}
	g.rules = rules
	g.baseline()
	g.changes.state = true
	return g, nil
}

// blank is a game without state and rules.
func blank(k Kind, code string, now time.Time) *Game {
	g := &Game{kind: k, code: code, players: map[string]*player{}, leaders: map[string]time.Time{}, now: now}
	g.seen, g.source = Table{g}, &source{}
	g.chance = rand.New(g.source)
	return g
}

// source is the game's randomness. It remembers that it was used, because it has
// to be stored then.
type source struct {
	chacha *rand.ChaCha8
	used   bool
}

// Uint64 implements rand.Source.
func (s *source) Uint64() uint64 {
	s.used = true
	return s.chacha.Uint64()
}

// begin brings the game to now before anything else happens in it.
func (g *Game) begin(now time.Time) { g.Tick(now) }

// settle does what the rules asked for in the call that is over, and looks whether
// anyone still has to answer. Every event ends with it.
func (g *Game) settle() {
	for g.asked.rescore || g.asked.advance && !g.paused() {
		if g.asked.rescore {
			g.asked.rescore = false
			g.score()
			continue
		}
		g.asked.advance = false
		g.forward()
	}
	if g.asked.advance {
		g.asked.advance, g.Due = false, true
	}
	g.ring()
}

// table is the argument of every call of the rules.
func (g *Game) table() *Table { return &g.seen }

// everything marks all that may be shown and stored, but the players. Whatever is
// rare may call it; what did not change is found out by Take.
func (g *Game) everything() {
	g.changes.room, g.changes.view, g.changes.state = true, true, true
	g.frame = nil
	g.crowd.stale()
}

// Ended returns the result once the leader went on from the podium.
func (g *Game) Ended() (Result, bool) {
	if !g.state.Ended {
		return Result{}, false
	}
	r := Result{Kind: g.kind.ID, Points: map[string]int{}, Sixes: map[string]int{}, Awards: g.awards()}
	for id, p := range g.players {
		r.Points[id] = p.points
	}
	for _, six := range Sixes {
		if score, ok := g.sixScore(six); ok {
			r.Sixes[six] = score
		}
	}
	return r, true
}

// Result is what a game leaves behind for the evening.
type Result struct {
	Kind   string
	Points map[string]int // of each player, without void rounds
	Sixes  map[string]int // the game's score of each Six that played
	Awards []Award        // of those who were still there; none for a game without a podium
}

// Phase returns where the game is.
func (g *Game) Phase() Phase { return g.state.Phase }

// Moment returns room.moment.
func (g *Game) Moment() int64 { return g.state.Moment }

// inRound tells whether a round is under way.
func (g *Game) inRound() bool {
	switch g.state.Phase {
	case Ready, Play, Reveal:
		return true
	}
	return false
}

// Saved is a whole game as it was stored: the State and, by player, the Seats of
// Changes put together.
type Saved struct {
	State json.RawMessage
	Seats map[string]json.RawMessage
}

// Save returns the whole game as it is now. What Changes told before, put together,
// loads as the same game, with no less time left.
func (g *Game) Save() Saved {
	s := Saved{State: g.encodeState(), Seats: map[string]json.RawMessage{}}
	for id, p := range g.players {
		s.Seats[id] = g.encodeSeat(nil, p)
	}
	return s
}

// Load makes the game again that was saved. Everyone is asleep; a game in Ready,
// Play or Reveal is paused (Restart) with the time left that it had when it was
// saved, until nine in ten of those who were awake then are back; if nobody was,
// until the first player wakes. v, moment and scores go on. What could still be
// undone can't be any more.
func Load(k Kind, code string, s Saved, now time.Time) (*Game, error) {
	g := blank(k, code, now)
	rules, err := g.decodeState(s.State)
	if err != nil {
		return nil, err
	}
	seats, err := g.decodeSeats(s.Seats)
	if err != nil {
		return nil, err
	}
	g.rules = k.Blank()
	if err := g.rules.Load(rules, seats); err != nil {
		return nil, fmt.Errorf("loading the rules of %s: %w", k.ID, err)
	}
	g.ids = sortedIDs(g.players)
	if err := g.setStep(); err != nil {
		return nil, err
	}
	g.restart()
	g.baseline()
	return g, nil
}

func sortedIDs(players map[string]*player) []string {
	ids := make([]string, 0, len(players))
	for id := range players {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
