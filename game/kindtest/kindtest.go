// Package kindtest is the conformance suite that every kind of game passes: random
// players join, leave, drop, sleep, come back, move out of turn, cheat and send
// rubbish while leaders press everything, and after every single event the game is
// compared with what its patches and its stored records say.
//
// A kind's test is a Subject with moves that make sense in it, and Run. Where the
// kind hides something, Secrets compares two games that differ in nothing else. Single
// rules are tried in a Match.
package kindtest

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"strconv"
	"testing"

	"packnight/game"

	"pgregory.net/rapid"
)

// Subject is a kind under test, with what players and leaders may try in it.
type Subject struct {
	Kind    game.Kind
	Options map[string]any // checked; nil for the defaults
	Packs   map[string]json.RawMessage
	Moves   []string // moves of players, good and bad
	Dos     []string // moves of leaders that only this kind has
	Sparks  []string // fleeting messages, whole
}

// games is how many are played for each property, unless -rapid.checks says
// otherwise: each is about a hundred events with everything checked after each.
const games = 30

// Run puts the kind through everything.
func Run(t *testing.T, s Subject) {
	fewer(t)
	t.Run("every event", func(t *testing.T) {
		seen := map[string]int{}
		defer func() { proves(t, s, seen) }()
		for _, reload := range []bool{false, true} {
			w := newWorld(t, s, [32]byte{})
			w.seen, w.reload = seen, reload
			w.play(usual(s))
			w.finish()
		}
		rapid.Check(t, func(t *rapid.T) {
			w := newWorld(t, s, seedOf(t))
			w.seen = seen
			w.reload = rapid.Bool().Draw(t, "loaded again at every event")
			w.play(schedule(t, s))
			w.finish()
		})
	})
	t.Run("the same twice", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			seed, events := seedOf(t), schedule(t, s)
			a, b := newWorld(t, s, seed), newWorld(t, s, seed)
			a.plain, b.plain = true, true
			a.play(events)
			b.play(events)
			if !bytes.Equal(a.transcript.Bytes(), b.transcript.Bytes()) {
				t.Fatalf("two runs differ:\n%s", firstDifference(a.lines, b.lines))
			}
		})
	})
}

// fewer sets rapid's number of checks where nobody has.
func fewer(t *testing.T) {
	f := flag.Lookup("rapid.checks")
	if f == nil || f.Value.String() != f.DefValue {
		return
	}
	set := func(n string) {
		if err := f.Value.Set(n); err != nil {
			t.Fatal(err)
		}
	}
	set(strconv.Itoa(max(5, Games(games))))
	t.Cleanup(func() { set(f.DefValue) })
}

// proves fails where the games did not come to what is to be tested.
func proves(t *testing.T, s Subject, seen map[string]int) {
	t.Logf("events after which it was so: %v", seen)
	if s.Kind.Gathering || raced {
		return // with the race detector there are too few games to prove anything
	}
	for _, what := range []string{"play", "reveal", "podium", "bell", "paused", "late", "answered", "undone"} {
		if what == "late" && s.Kind.Open {
			continue // who comes takes part at once; only a voided or early end makes one late
		}
		if seen[what] == 0 {
			t.Errorf("nothing was seen of %s: this proves nothing", what)
		}
	}
}

// Secrets plays games of two subjects that differ only in what is hidden, with the
// same seed and events: all that any seat is sent, refusals too, must be the same
// until a reveal.
func Secrets(t *testing.T, a, b Subject) {
	fewer(t)
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		seed, events := seedOf(t), append(schedule(t, a), onward(t, a, 16)...)
		one, two := newWorld(t, a, seed), newWorld(t, b, seed)
		one.onlySent()
		two.onlySent()
		reveals := 0 // as of the last event that everyone has seen
		for i, e := range events {
			one.apply(e)
			two.apply(e)
			if bytes.Equal(one.transcript.Bytes(), two.transcript.Bytes()) {
				if !e.burst {
					reveals = *one.reveals
				}
				continue
			}
			told++
			if p := one.g.Phase(); *one.reveals == reveals && p != game.Reveal {
				t.Fatalf("event %d (%s) tells the secret in %s:\n%s", i, e, p, firstDifference(one.lines, two.lines))
			}
			return
		}
	})
	if told == 0 {
		t.Fatal("no game came to the secret: this proves nothing")
	}
}

func seedOf(t *rapid.T) [32]byte {
	var seed [32]byte
	copy(seed[:], rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(t, "seed"))
	return seed
}

// difference shows two texts around the place where they part.
func difference[T string | []byte](a, b T) string {
	at := 0
	for at < len(a) && at < len(b) && a[at] == b[at] {
		at++
	}
	from := max(0, at-80)
	return fmt.Sprintf("\n…%s\n…%s", a[from:min(len(a), at+120)], b[from:min(len(b), at+120)])
}

func firstDifference(a, b []string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return difference(a[i], b[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(a), len(b))
}

// spied is the kind with its rules watched: by the last spy that there was, and all
// of them count reveals.
func spied(k game.Kind, fail func(string, ...any)) (watched game.Kind, last **spy, reveals *int) {
	last, reveals = new(*spy), new(int)
	plain := k.New
	k.New = func(s game.Setup) (game.Rules, error) {
		s.Options = maps.Clone(s.Options)
		return plain(s)
	}
	return Worn(k, func(r game.Rules) game.Rules {
		*last = &spy{Rules: r, fail: fail, full: k.Full, reveals: reveals}
		return *last
	}), last, reveals
}
