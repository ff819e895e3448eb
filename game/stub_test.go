package game_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"packnight/game"
)

// stub is a kind for tests of the common rules: {"points":n} is what a player gets.
type stub struct {
	game.Base
	script *script
	Given  map[string]int
	Deals  []bool // fresh, by deal
}

// script is what a test wants of a stub. Hooks may be nil.
type script struct {
	rounds int
	steps  []game.Step
	enter  func(*game.Table)
	ring   func(*game.Table)
	moved  func(*game.Table, string)
	do     func(*game.Table)
	heard  []game.Change
	last   *stub
}

func threeSteps() []game.Step {
	return []game.Step{
		{Phase: game.Ready, For: 3 * time.Second, Unscaled: true},
		{Phase: game.Play, For: 20 * time.Second},
		{Phase: game.Reveal, For: 6 * time.Second, Unscaled: true},
	}
}

func (s *script) kind() game.Kind {
	blank := func() *stub {
		s.last = &stub{script: s, Given: map[string]int{}}
		return s.last
	}
	return game.Kind{
		ID: "stub", Name: "Stub", HowTo: "Tap. Then look!", Full: 10,
		New:   func(game.Setup) (game.Rules, error) { return blank(), nil },
		Blank: func() game.Rules { return blank() },
	}
}

func (s *stub) Rounds() int                   { return s.script.rounds }
func (s *stub) Steps(*game.Table) []game.Step { return s.script.steps }
func (s *stub) Deal(_ *game.Table, fresh bool) {
	s.Given, s.Deals = map[string]int{}, append(s.Deals, fresh)
}
func (s *stub) Answered(_ *game.Table, p string) bool { _, ok := s.Given[p]; return ok }
func (s *stub) Awards(t *game.Table) []game.Award {
	return []game.Award{{ID: "a", Title: "A", Why: "B", Players: t.Players()}}
}
func (s *stub) Points(t *game.Table) map[string]int {
	points := map[string]int{}
	for _, id := range t.Playing() {
		points[id] = s.Given[id]
	}
	return points
}
func (s *stub) Enter(t *game.Table) {
	if s.script.enter != nil {
		s.script.enter(t)
	}
}
func (s *stub) Ring(t *game.Table) { s.script.ring(t) }
func (s *stub) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Points *int `json:"points"`
	}
	if game.DecodeStrict(move, &m) != nil || m.Points == nil {
		return game.BadMove
	}
	s.Given[player] = *m.Points
	if s.script.moved != nil {
		s.script.moved(t, player)
	}
	return nil
}
func (s *stub) Do(t *game.Table, do string, _ json.RawMessage) error {
	if do != "own" || s.script.do == nil {
		return game.BadMove
	}
	s.script.do(t)
	return nil
}
func (s *stub) Changed(_ *game.Table, player string, c game.Change) {
	s.script.heard = append(s.script.heard, c)
	if c == game.Left {
		delete(s.Given, player)
	}
}
func (s *stub) View(t *game.Table) game.View { return game.View{"playing": len(t.Playing())} }
func (s *stub) Save() any                    { return struct{}{} }
func (s *stub) SaveSeat(player string) any {
	if n, ok := s.Given[player]; ok {
		return n
	}
	return nil
}
func (s *stub) Load(_ json.RawMessage, seats map[string]json.RawMessage) error {
	for id, data := range seats {
		n, err := strconv.Atoi(string(data))
		if err != nil {
			return err
		}
		s.Given[id] = n
	}
	return nil
}

// bench is a game under test with its own clock.
type bench struct {
	t      *testing.T
	kind   game.Kind
	script *script
	g      *game.Game
	now    time.Time
	store  game.Saved
}

// begin is a game of two rounds in its lobby, with n players awake: p0 red, p1
// blue, p2 green, p3 red and so on. options are "id=value" of the common ones.
func begin(t *testing.T, n int, options map[string]any) *bench {
	t.Helper()
	return beginScript(t, n, options, &script{rounds: 2, steps: threeSteps()})
}

func beginScript(t *testing.T, n int, options map[string]any, s *script) *bench {
	t.Helper()
	b := &bench{t: t, kind: s.kind(), script: s, now: time.UnixMilli(1_800_000_000_000)}
	b.store.Seats = map[string]json.RawMessage{}
	g, err := game.New(b.kind, game.Made{Code: "K7QX", Options: options, Now: b.now})
	if err != nil {
		t.Fatal(err)
	}
	b.g = g
	for i := range n {
		b.join(i, game.Sixes[i%3])
	}
	return b
}

func name(i int) string { return fmt.Sprint("p", i) }

func (b *bench) join(i int, six string) {
	b.g.Join(b.now, game.Profile{ID: name(i), Name: "Cub", Icon: "owl", Six: six})
	b.g.Wake(b.now, name(i))
}

// lead sends a leader's move that must be taken.
func (b *bench) lead(format string, args ...any) {
	b.t.Helper()
	if err := b.tryLead(fmt.Sprintf(format, args...)); err != nil {
		b.t.Fatalf(format+": %v", append(args, err)...)
	}
}

func (b *bench) tryLead(move string) error {
	at := b.g.Moment()
	return b.g.Move(b.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(move))
}

func (b *bench) next(n int) {
	b.t.Helper()
	for range n {
		b.lead(`{"do":"next"}`)
	}
}

// toPlay goes from the lobby to the first Play.
func (b *bench) toPlay() {
	b.t.Helper()
	b.next(3)
	b.is(game.Play)
}

func (b *bench) try(i int, move string) error {
	at := b.g.Moment()
	return b.g.Move(b.now, game.Seat{ID: name(i), Role: game.RolePlayer}, &at, json.RawMessage(move))
}

// gives sends the players' points in order, which must be taken.
func (b *bench) gives(points ...int) {
	b.t.Helper()
	for i, n := range points {
		if err := b.try(i, fmt.Sprintf(`{"points":%d}`, n)); err != nil {
			b.t.Fatalf("p%d: %v", i, err)
		}
	}
}

// pass lets time go by, with each tick when it is due.
func (b *bench) pass(d time.Duration) {
	until := b.now.Add(d)
	for {
		at, ok := b.g.Next()
		if !ok || at.After(until) {
			break
		}
		b.now = at
		b.g.Tick(at)
	}
	b.now = until
	b.g.Tick(until)
}

func (b *bench) is(p game.Phase) {
	b.t.Helper()
	if got := b.g.Phase(); got != p {
		b.t.Fatalf("the game is in %s, not %s: %v", got, p, b.g.Room())
	}
}

// room returns a member of room, path by path; nil where it is absent.
func (b *bench) room(path ...string) any { return member(b.g.Room(), path) }

func (b *bench) view(path ...string) any { return member(b.g.View(), path) }

func member(v any, path []string) any {
	for _, key := range path {
		object, ok := v.(game.View)
		if !ok {
			return nil
		}
		v = object[key]
	}
	return v
}

func (b *bench) want(what string, got, want any) {
	b.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		b.t.Fatalf("%s is %v, not %v", what, got, want)
	}
}

func (b *bench) refused(err error, want game.Refusal) {
	b.t.Helper()
	if !errors.Is(err, want) {
		b.t.Fatalf("the answer is %v, not %s", err, want.Code)
	}
}

// left is the time until the step ends, running or paused.
func (b *bench) left() time.Duration {
	if left, ok := b.room("left").(int64); ok {
		return time.Duration(left) * time.Millisecond
	}
	if deadline, ok := b.room("deadline").(int64); ok {
		return time.UnixMilli(deadline).Sub(b.now)
	}
	return -1
}

// restart stores what has changed and loads the game again.
func (b *bench) restart() {
	b.t.Helper()
	b.save()
	g, err := game.Load(b.kind, "K7QX", b.store, b.now)
	if err != nil {
		b.t.Fatal(err)
	}
	b.g = g
}

func (b *bench) save() game.Changes {
	c := b.g.Take()
	if c.State != nil {
		b.store.State = c.State
	}
	for id, record := range c.Seats {
		b.store.Seats[id] = record
		if record == nil {
			delete(b.store.Seats, id)
		}
	}
	return c
}
