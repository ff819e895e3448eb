package sketch_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kinds/sketch"
	"packnight/game/kindtest"
)

func subject(t *testing.T, options string) kindtest.Subject {
	t.Helper()
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(options), &raw); err != nil {
		t.Fatal(err)
	}
	checked, err := sketch.Kind().Check(raw)
	if err != nil {
		t.Fatal(err)
	}
	return kindtest.Subject{
		Kind:    sketch.Kind(),
		Options: checked,
		Moves: []string{
			`{"pick":1}`, `{"guess":0}`, `{"guess":4}`, `{"guess":8}`, `{"guess":9}`, `{"undo":true}`, `{"clear":true}`, `{"pass":true}`,
			`{"stroke":{"c":1,"w":0,"p":[1,2,3,4]}}`, `{"stroke":{"c":9,"w":0,"p":[1,2]}}`, `{"stroke":{"c":0,"w":1,"p":[]}}`,
		},
		Dos:    []string{`{"do":"hidedrawing"}`, `{"do":"pass"}`, `{"do":"pass","x":1}`},
		Sparks: []string{`{"type":"spark","line":{"c":1,"w":0,"p":[1,2]},"sheet":1,"n":0}`},
	}
}

func TestConformance(t *testing.T) {
	for name, options := range map[string]string{
		"one set":  `{"words":["food"],"clock":"zippy","lightning":true}`,
		"no clock": `{"clock":"none"}`,
	} {
		t.Run(name, func(t *testing.T) { kindtest.Run(t, subject(t, options)) })
	}
}

// TestSecrets plays a game against itself where another word is picked: until the
// reveal, what those who look are sent is the same. A guesser's own
// verdict is the game, so nobody guesses here.
func TestSecrets(t *testing.T) {
	one, two := newTable(t, 4), newTable(t, 4)
	one.pick(0)
	two.pick(2)
	for _, x := range []*table{one, two} {
		x.move(x.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2,3,4]}}`)
	}
	if a, b := one.shown(), two.shown(); a != b {
		t.Fatalf("the word shows:\n%s\n%s", a, b)
	}
	one.lead(`next`)
	two.lead(`next`)
	if one.shown() == two.shown() {
		t.Fatal("no word in the reveal: this proves nothing")
	}
}

func TestHideTakesTheDrawingOutOfTheStore(t *testing.T) {
	x := newTable(t, 4)
	x.pick(0)
	x.move(x.artist(), `{"stroke":{"c":1,"w":0,"p":[123,456]}}`)
	if !strings.Contains(x.saved(), `[123,456]`) {
		t.Fatal("the stroke is not stored")
	}
	x.lead("hidedrawing")
	if strings.Contains(x.saved()+x.shown(), `[123,456]`) {
		t.Fatal("the hidden drawing is still there")
	}
	if x.try(x.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2]}}`) == nil {
		t.Fatal("a hidden drawing goes on")
	}
}

func TestUndoBringsBackWhatWasCleared(t *testing.T) {
	x := newTable(t, 2)
	x.pick(0)
	for _, m := range []string{`{"stroke":{"c":1,"w":0,"p":[7,8]}}`, `{"clear":true}`, `{"undo":true}`} {
		x.move(x.artist(), m)
	}
	if !strings.Contains(x.shown(), `[7,8]`) {
		t.Fatal("undo did not bring the stroke back")
	}
	x.move(x.artist(), `{"undo":true}`)
	if strings.Contains(x.shown(), `[7,8]`) {
		t.Fatal("undo left the stroke")
	}
}

func TestArtistDrops(t *testing.T) {
	for strokes, stays := range map[int]bool{4: false, 5: true} {
		x := newTable(t, 4)
		x.pick(0)
		artist := x.artist()
		for range strokes {
			x.move(artist, `{"stroke":{"c":1,"w":0,"p":[7,8]}}`)
		}
		x.g.Sleep(x.now, artist)
		if got := x.artist() == artist; got != stays {
			t.Errorf("with %d strokes the artist stays: %v", strokes, got)
		}
	}
}

func TestADrawingIsBounded(t *testing.T) {
	x := newTable(t, 2)
	x.pick(0)
	big := `{"stroke":{"c":1,"w":0,"p":[` + strings.Repeat("999,", 900) + `9,9,9,9]}}`
	for range 40 {
		_ = x.try(x.artist(), big)
	}
	if n := len(x.saved()); n > 64*1024 {
		t.Fatalf("a drawing of %d bytes", n)
	}
}

// table is a game in its first pick.
type table struct {
	tb  testing.TB
	g   *game.Game
	now time.Time
	ids []string
}

func newTable(tb testing.TB, n int) *table {
	tb.Helper()
	checked, err := sketch.Kind().Check(nil)
	if err != nil {
		tb.Fatal(err)
	}
	now := time.UnixMilli(1_800_000_000_000)
	g, err := game.New(sketch.Kind(), game.Made{Code: "K7QX", Options: checked, Seed: [32]byte{1}, Now: now})
	if err != nil {
		tb.Fatal(err)
	}
	x := &table{tb: tb, g: g, now: now}
	for i := range n {
		id := fmt.Sprintf("p%03d", i)
		x.ids = append(x.ids, id)
		g.Join(now, game.Profile{ID: id, Name: id, Icon: "owl", Six: game.Sixes[i%2]})
		g.Wake(now, id)
	}
	x.lead("next")
	x.lead("next")
	g.Take()
	return x
}

func (x *table) artist() string { return x.g.View()["artist"].(string) }

func (x *table) try(id, move string) error {
	return x.g.Move(x.now, game.Seat{ID: id, Role: game.RolePlayer}, nil, json.RawMessage(move))
}

func (x *table) move(id, move string) {
	x.tb.Helper()
	if err := x.try(id, move); err != nil {
		x.tb.Fatalf("%s %s: %v", id, move, err)
	}
}

func (x *table) pick(i int) { x.move(x.artist(), fmt.Sprintf(`{"pick":%d}`, i)) }

func (x *table) lead(do string) {
	x.tb.Helper()
	at := x.g.Moment()
	move := json.RawMessage(fmt.Sprintf(`{"do":%q}`, do))
	if err := x.g.Move(x.now, game.Seat{ID: "boss", Role: game.RoleLeader}, &at, move); err != nil {
		x.tb.Fatalf("%s: %v", do, err)
	}
}

// shown is what everyone but the artist is sent.
func (x *table) shown() string {
	x.g.Take()
	out := ""
	for _, id := range append([]string{"boss"}, x.ids...) {
		role := game.RolePlayer
		if id == "boss" {
			role = game.RoleLeader
		}
		if id != x.artist() {
			room, view, mine := x.g.Shown(game.Seat{ID: id, Role: role})
			out += string(room) + string(view) + string(mine)
		}
	}
	return out
}

func (x *table) saved() string {
	s := x.g.Save()
	out := string(s.State)
	for _, seat := range s.Seats {
		out += string(seat)
	}
	return out
}

func BenchmarkSpark(b *testing.B) {
	for _, n := range []int{30, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := newTable(b, n)
			x.pick(0)
			seat := game.Seat{ID: x.artist(), Role: game.RolePlayer}
			spark := json.RawMessage(fmt.Sprintf(`{"type":"spark","line":{"c":1,"w":0,"p":[500,500,512,498,520,497,531,490]},"sheet":%d,"n":3,"from":8}`,
				x.g.View()["sheet"]))
			size := 0
			for b.Loop() {
				relay, ok := x.g.Spark(x.now, seat, spark)
				if !ok {
					b.Fatal("the spark was dropped")
				}
				size = len(relay)
			}
			b.ReportMetric(float64(size), "frame-B")
		})
	}
}

func BenchmarkStroke(b *testing.B) {
	for _, n := range []int{30, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := newTable(b, n)
			x.pick(0)
			artist, size := x.artist(), 0
			stroke := `{"stroke":{"c":1,"w":0,"p":[` + strings.Repeat("500,512,", 60) + `9,9]}}`
			for i := 0; b.Loop(); i++ {
				if i%50 == 49 { // a sheet of fifty strokes at most
					x.move(artist, `{"clear":true}`)
					x.g.Take()
				}
				x.move(artist, stroke)
				size = len(x.g.Take().Game)
			}
			b.ReportMetric(float64(size), "frame-B")
		})
	}
}
