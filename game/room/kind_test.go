package room_test

import (
	"encoding/json"
	"sync/atomic"
	"time"

	"packnight/game"
)

// tally is a kind for tests: in play everyone adds numbers, and what each has added is
// in its record, so that a move that is lost or doubled shows.
type tally struct {
	game.Base
	faults *faults
	number int64 // of this instance
	added  map[string][]int
	total  int
}

// faults are switches of the kind's panics, shared by all its games.
type faults struct {
	load atomic.Int32 // so many loads panic
	move atomic.Int32 // so many moves {"boom":true} panic
	view atomic.Int32 // so many views panic

	made  atomic.Int64 // instances of rules
	newer atomic.Int64 // the instance that was loaded last
	twice atomic.Int64 // calls of an instance after a newer one was loaded: two rooms
}

func (f *faults) fire(n *atomic.Int32, what string) {
	if n.Add(-1) >= 0 {
		panic(what)
	}
	n.Add(1)
}

func tallyKind(f *faults) game.Kind {
	make := func() *tally { return &tally{faults: f, number: f.made.Add(1), added: map[string][]int{}} }
	return game.Kind{
		ID: "tally", Name: "Tally", HowTo: "Add. Add more.", Full: 10,
		Players: [2]int{1, 1000}, Minutes: [2]int{1, 2},
		New:   func(game.Setup) (game.Rules, error) { return make(), nil },
		Blank: func() game.Rules { return make() },
	}
}

// fireKind is the campfire's stand-in.
func fireKind(f *faults) game.Kind {
	k := tallyKind(f)
	k.ID, k.Gathering = "campfire", true
	return k
}

func (t *tally) Rounds() int                       { return 3 }
func (t *tally) Deal(*game.Table, bool)            {}
func (t *tally) Enter(*game.Table)                 {}
func (t *tally) Awards(*game.Table) []game.Award   { return nil }
func (t *tally) Answered(*game.Table, string) bool { return false }

func (t *tally) Steps(*game.Table) []game.Step {
	return []game.Step{
		{Phase: game.Ready, For: 3 * time.Second, Unscaled: true},
		{Phase: game.Play, For: 60 * time.Second},
		{Phase: game.Reveal},
	}
}

func (t *tally) Move(_ *game.Table, player string, move json.RawMessage) error {
	t.called()
	var m struct {
		Add  int  `json:"add"`
		Boom bool `json:"boom"`
	}
	if game.DecodeStrict(move, &m) != nil {
		return game.BadMove
	}
	if m.Boom {
		t.total += 1000
		t.faults.fire(&t.faults.move, "boom")
	}
	if m.Add < 0 {
		return game.NotNow
	}
	t.added[player] = append(t.added[player], m.Add)
	t.total += m.Add
	return nil
}

// called notes that this instance is in use.
func (t *tally) called() {
	if t.number < t.faults.newer.Load() {
		t.faults.twice.Add(1)
	}
}

func (t *tally) Changed(*game.Table, string, game.Change) { t.called() }

func (t *tally) Spark(*game.Table, string, json.RawMessage) bool { return true }

func (t *tally) Points(table *game.Table) map[string]int {
	points := map[string]int{}
	for _, id := range table.Playing() {
		points[id] = len(t.added[id])
	}
	return points
}

func (t *tally) View(*game.Table) game.View {
	t.faults.fire(&t.faults.view, "view")
	return game.View{"total": t.total}
}

func (t *tally) Mine(_ *game.Table, player string) game.View {
	return game.View{"added": append([]int{}, t.added[player]...)}
}

func (t *tally) Save() any { return struct{}{} }

func (t *tally) SaveSeat(player string) any {
	if a := t.added[player]; a != nil {
		return a
	}
	return nil
}

func (t *tally) Load(_ json.RawMessage, seats map[string]json.RawMessage) error {
	t.faults.fire(&t.faults.load, "load")
	t.faults.newer.Store(max(t.number, t.faults.newer.Load()))
	for id, data := range seats {
		var a []int
		if err := json.Unmarshal(data, &a); err != nil {
			return err
		}
		t.added[id] = a
		for _, n := range a {
			t.total += n
		}
	}
	return nil
}
