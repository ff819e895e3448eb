package kindtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"packnight/game"
)

// reporter is a test that can fail.
type reporter interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// world is a game with the clients that watch it and the store that keeps it.
type world struct {
	t       reporter
	s       Subject
	kind    game.Kind
	spy     **spy
	reveals *int // that there have been
	g       *game.Game
	now     time.Time

	store      game.Saved              // all Changes put together
	room, view any                     // as a client has them
	mine       map[string]any          // by player
	profiles   map[string]game.Profile // of all who ever joined
	evening    game.Evening
	transcript bytes.Buffer // all that was sent
	lines      []string     // the same, one an event

	seen   map[string]int // how often what was so; nil: nobody asks
	bursts bool           // the last event's changes are yet to be taken
	reload bool           // go on with the loaded game after each event
	plain  bool           // only play: no checks
	// sentOnly leaves what is stored out of the transcript.
	sentOnly bool
}

const code = "K7QX"

func newWorld(t reporter, s Subject, seed [32]byte) *world {
	w := &world{
		t: t, s: s, now: time.UnixMilli(1_800_000_000_000),
		store: game.Saved{Seats: map[string]json.RawMessage{}},
		mine:  map[string]any{}, profiles: map[string]game.Profile{},
	}
	w.kind, w.spy, w.reveals = spied(s.Kind, w.t.Fatalf)
	g, err := game.New(w.kind, game.Made{Code: code, Options: s.Options, Packs: s.Packs, Seed: seed, Now: w.now})
	if err != nil {
		t.Fatalf("making a game: %v", err)
	}
	w.g = g
	w.welcome()
	w.take("new")
	if w.store.State == nil {
		t.Fatal("a new game stores nothing")
	}
	return w
}

// onlySent leaves the checks away, and what is stored out of the transcript.
func (w *world) onlySent() {
	w.plain, w.sentOnly, w.lines = true, true, nil
	w.transcript.Reset()
}

func (w *world) play(events []event) {
	for _, e := range events {
		w.apply(e)
	}
}

// apply lets one event happen, takes what it changed, and checks everything.
func (w *world) apply(e event) {
	id := fmt.Sprint("p", e.who)
	switch e.op {
	case opJoin:
		if w.profiles[id].ID == "" {
			w.profiles[id] = game.Profile{ID: id, Name: "Cub " + id, Icon: "owl", Six: game.Sixes[e.who%3]}
		}
		w.g.Join(w.now, w.profiles[id])
	case opSix:
		if p := w.profiles[id]; p.ID != "" {
			p.Six = append(game.Sixes[:], "")[e.at]
			w.profiles[id] = p
			if slices.Contains(w.g.Players(), id) {
				w.g.Join(w.now, p)
			}
		}
	case opLeave:
		w.g.Leave(w.now, id)
	case opWake:
		w.g.Wake(w.now, id)
	case opDrop:
		w.g.Drop(w.now, id)
	case opSleep:
		w.g.Sleep(w.now, id)
	case opNames:
		w.g.Names(w.now, map[string]string{"red": "Foxes <&>", "pink": "none"})
	case opMove, opLead:
		w.move(e, id)
	case opSpark:
		relay, ok := w.g.Spark(w.now, game.Seat{ID: id, Role: game.RolePlayer}, json.RawMessage(w.fill(e.text, id)))
		w.say("spark %s %v %s", id, ok, relay)
	default:
		w.applyTime(e)
	}
	if w.bursts = e.burst; w.bursts {
		return
	}
	w.take(e.String())
	w.check(e)
}

// applyTime is apply for what the machine does.
func (w *world) applyTime(e event) {
	switch e.op {
	case opWait:
		w.wait(e)
	case opSuspend:
		since := w.now
		w.now = w.now.Add(e.wait)
		w.g.Suspended(w.now, since)
	case opSaving:
		w.g.Saving(w.now, e.on)
	case opUnsaved:
		w.g.Unsaved(w.now)
	case opEvening:
		w.evening = game.Evening{Points: map[string]int{"p0": 7, "p1": e.who}, Sixes: map[string]int{"red": 80, "blue": 80, "grey": e.who}}
		w.g.SetEvening(w.now, w.evening)
	}
}

// wait lets time pass, with a tick for each thing when it is due or one late tick.
func (w *world) wait(e event) {
	until := w.now.Add(e.wait)
	for range 100 {
		at, ok := w.g.Next()
		if !ok || at.After(until) || e.late {
			break
		}
		w.now = later(w.now, at)
		w.g.Tick(w.now)
		w.take("tick")
		w.check(e)
	}
	w.now = later(w.now, until)
	w.g.Tick(w.now)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func (w *world) fill(text, id string) string {
	return strings.NewReplacer("{P}", id, "{Q}", "nobody").Replace(text)
}

// move sends a move; one that is refused must change nothing.
func (w *world) move(e event, id string) {
	seat := game.Seat{ID: id, Role: game.RolePlayer}
	if e.op == opLead {
		seat = game.Seat{ID: "leader", Role: game.RoleLeader}
	}
	at := []*int64{pointer(w.g.Moment()), nil, pointer(w.g.Moment() - 1)}[e.at]
	do := doOf(e.text)
	can := slices.Clone(w.g.Room()["can"].([]string))
	stored := w.store.State
	err := w.g.Move(w.now, seat, at, json.RawMessage(w.fill(e.text, id)))
	if err == nil {
		w.say("applied %s", id)
		w.note(do == "undo", "undone")
		if e.op == opLead && !slices.Contains(can, do) {
			w.t.Fatalf("%s was taken and is not in %v", e.text, can)
		}
		return
	}
	w.say("refused %s %v", id, err)
	if _, ok := err.(game.Refusal); !ok {
		w.t.Fatalf("%s: the refusal is a %T", e.text, err)
	}
	if w.bursts {
		return // something else has changed before
	}
	if c := w.g.Take(); !empty(c) {
		w.t.Fatalf("the refused move %s changed %s %s %s %v\n%s\n%s", e.text, c.Room, c.Game, c.Mine, c.Seats, c.State, stored)
	}
}

func empty(c game.Changes) bool {
	return c.Room == nil && c.Game == nil && len(c.Mine) == 0 && len(c.Seats) == 0 && c.State == nil
}

func pointer(n int64) *int64 { return &n }

func doOf(text string) string {
	var m struct {
		Do string `json:"do"`
	}
	if json.Unmarshal([]byte(text), &m) != nil {
		return ""
	}
	return m.Do
}

func (w *world) say(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	w.lines = append(w.lines, line)
	w.transcript.WriteString(line)
}

// take applies the changes to what the clients and the store have.
func (w *world) take(what string) {
	c := w.g.Take()
	w.room, w.view = patched(w.t, w.room, c.Room), patched(w.t, w.view, c.Game)
	for id, patch := range c.Mine {
		w.mine[id] = patched(w.t, w.mine[id], patch)
	}
	if c.State != nil {
		w.store.State = c.State
	}
	for id, record := range c.Seats {
		w.store.Seats[id] = record
		if record == nil {
			delete(w.store.Seats, id)
			delete(w.mine, id)
		}
	}
	w.say("%s: %s %s %s", what, c.Room, c.Game, sorted(c.Mine))
	if !w.sentOnly {
		w.say("stored %s %s", c.State, sorted(c.Seats))
	}
}

func sorted(m map[string]json.RawMessage) string {
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "%s=%s ", id, m[id])
	}
	return b.String()
}

// welcome makes all clients afresh.
func (w *world) welcome() {
	w.room, w.view = decoded(w.t, w.g.Room()), decoded(w.t, w.g.View())
	w.mine = map[string]any{}
	for _, id := range w.g.Players() {
		w.mine[id] = decoded(w.t, w.g.Mine(game.Seat{ID: id, Role: game.RolePlayer}))
	}
}

// finish lets the leader go on until the game is over: every game ends.
func (w *world) finish() {
	if w.kind.Gathering {
		return
	}
	for range 300 {
		if r, over := w.g.Ended(); over {
			w.result(r)
			return
		}
		w.apply(event{op: opLead, text: `{"do":"next"}`})
	}
	w.t.Fatalf("the game does not end: %v", w.room)
}

// result compares what the game leaves behind with what was last shown.
func (w *world) result(r game.Result) {
	room := w.g.Room()
	if room["hidden"] == true {
		return
	}
	players := room["players"].(game.View)
	if len(players) != len(r.Points) {
		w.t.Fatalf("%d players and the points of %d", len(players), len(r.Points))
	}
	for id, p := range players {
		if p.(game.View)["points"] != r.Points[id] {
			w.t.Fatalf("%s has %v and leaves with %d", id, p, r.Points[id])
		}
	}
	for six, score := range r.Sixes {
		if shown := room["sixes"].(game.View)[six].(game.View)["score"]; shown != score {
			w.t.Fatalf("%s has %v and leaves with %d", six, shown, score)
		}
	}
}
