package bench

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"packnight/game/kinds/quiz"
	"packnight/game/kinds/sketch"
	"packnight/storage"
)

// shape is how many seats are where, and how many moves a second are made when
// nothing is saturated.
type shape struct {
	rooms, seats int
	rate         float64
}

var shapes = []shape{{1, 20, 1000}, {1, 200, 150}, {1, 1000, 30}, {50, 20, 1000}}

func (s shape) String() string { return fmt.Sprintf("%dx%d", s.rooms, s.seats) }

// open opens the fleet "server", with a leader in each room if led.
func (s shape) open(g *generator, address string, codes []string, led bool) {
	all := make([][]string, s.rooms)
	for r := range all {
		for i := range s.seats {
			all[r] = append(all[r], fmt.Sprintf("player:p%d-%d:%s", r, i, codes[r]))
		}
		if led {
			all[r] = append(all[r], fmt.Sprintf("leader:akela%d:%s", r, codes[r]))
		}
	}
	g.do(order{Do: "open", Fleet: "server", Address: address, Tickets: all, Led: led})
}

// BenchmarkHubAlone is the hub before rooms without a game.
func BenchmarkHubAlone(b *testing.B) {
	var codes []string
	for r := range 50 {
		codes = append(codes, roomCode(r))
	}
	for _, s := range shapes {
		b.Run(s.String(), func(b *testing.B) {
			_, address := serveHub(b, newTrivial(b))
			g := startGenerator(b)
			s.open(g, address, codes, false)
			compare(b, g, s, s.seats, load{})
		})
	}
	b.Run("saturated/1x200", func(b *testing.B) {
		_, address := serveHub(b, newTrivial(b))
		s, g := shape{1, 200, 0}, startGenerator(b)
		s.open(g, address, codes, false)
		saturate(b, g, s)
	})
}

// BenchmarkQuiz is all of it but HTTP, in a quiz whose leader has each question
// answered again once all have answered, on the in-memory store.
func BenchmarkQuiz(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.String(), func(b *testing.B) {
			quizOn(b, storage.NewMemory(storage.Options{}), s)
		})
	}
}

// BenchmarkDrawing is one artist who draws sixty points a second, as sparks and now and
// then a finished stroke, before 29 and 199 who guess, on the in-memory store.
func BenchmarkDrawing(b *testing.B) {
	for _, s := range []shape{{1, 30, 15}, {1, 200, 15}} {
		b.Run(s.String(), func(b *testing.B) {
			st := openStack(b, storage.NewMemory(storage.Options{}), sketch.Kind(), s.rooms)
			g := startGenerator(b)
			s.open(g, st.address, st.codes, true)
			g.do(order{Do: "start", Fleet: "server", Nexts: 3})
			compare(b, g, s, s.seats, load{Draws: true}) // all but the artist, and the leader
		})
	}
}

func quizOn(b *testing.B, store storage.Store, s shape) {
	st := openStack(b, store, quiz.Kind(), s.rooms)
	g := startGenerator(b)
	s.open(g, st.address, st.codes, true)
	g.do(order{Do: "start", Fleet: "server", Nexts: 2})
	compare(b, g, s, s.seats+1, load{Cycle: true})
}

// BenchmarkSaturated is a game whose every move all see, each player moving again as
// soon as the last move is acknowledged.
func BenchmarkSaturated(b *testing.B) {
	for name, open := range stores {
		b.Run(name+"/1x200", func(b *testing.B) {
			s := shape{1, 200, 0}
			st := openStack(b, open(b), tapKind(), 1)
			g := startGenerator(b)
			s.open(g, st.address, st.codes, true)
			g.do(order{Do: "start", Fleet: "server", Nexts: 3})
			saturate(b, g, s)
		})
	}
}

// stores are what a game may be kept in.
var stores = map[string]func(testing.TB) storage.Store{
	"memory": func(testing.TB) storage.Store { return storage.NewMemory(storage.Options{}) },
	"bbolt": func(b testing.TB) storage.Store {
		f, err := storage.Open(b.Context(), filepath.Join(b.TempDir(), "packnight.db"), storage.Options{})
		if err != nil {
			b.Fatal(err)
		}
		return f
	},
}

// rounds is how often server and floor take turns: other work on the machine hits both.
const rounds = 5

// compare measures the server's CPU time for a delivery, and the floor's with that
// many sockets a room.
func compare(b *testing.B, g *generator, s shape, sockets int, l load) {
	f := openFloor(b, g, s.rooms, sockets)
	seconds := 2.0
	if l.Draws { // few messages a second
		seconds = 8
	}
	l.Moves, l.Movers, l.Rate = int(seconds*s.rate)/s.rooms*s.rooms, s.seats, s.rate
	run := order{Do: "run", Fleet: "server", Load: l}
	g.do(run) // warms up
	var ours, floors, ratios, p50s, p99s, bytes []float64
	for range rounds {
		before := cpu()
		r := g.do(run)
		bytes = append(bytes, float64(r.Bytes)/float64(s.rooms*s.seats)/r.Seconds)
		our := float64((cpu() - before).Nanoseconds()) / float64(r.Deliveries)
		size := int(r.Bytes / r.Frames)
		g.do(order{Do: "prepare", Fleet: "floor", Load: l})
		before = cpu()
		f.run(l.Moves, l.Rate, size)
		g.do(order{Do: "wait", Fleet: "floor"})
		least := float64((cpu() - before).Nanoseconds()) / float64(r.Deliveries)
		ours, floors, ratios = append(ours, our), append(floors, least), append(ratios, our/least)
		p50s, p99s = append(p50s, r.P50), append(p99s, r.P99)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(ours), "cpu-ns/delivery")
	b.ReportMetric(median(floors), "floor-ns/delivery")
	b.ReportMetric(median(ratios), "x-floor")
	b.ReportMetric(median(p50s), "p50-µs")
	b.ReportMetric(median(p99s), "p99-µs")
	if l.Draws {
		b.ReportMetric(median(bytes), "B/s-phone")
	}
}

// saturate measures deliveries a second with every seat moving as fast as it can.
func saturate(b *testing.B, g *generator, s shape) {
	run := order{Do: "run", Fleet: "server", Load: load{Moves: 20_000, Movers: s.seats, Window: 1}}
	g.do(run) // warms up
	var rates, costs, p50s, p99s, merged []float64
	for range rounds {
		before := cpu()
		r := g.do(run)
		rates = append(rates, float64(r.Deliveries)/r.Seconds)
		costs = append(costs, float64((cpu()-before).Nanoseconds())/float64(r.Deliveries))
		p50s, p99s = append(p50s, r.P50), append(p99s, r.P99)
		merged = append(merged, float64(r.Deliveries)/float64(r.Frames))
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(median(rates), "deliveries/s")
	b.ReportMetric(median(costs), "cpu-ns/delivery")
	b.ReportMetric(median(merged), "moves/frame")
	b.ReportMetric(median(p50s), "p50-µs")
	b.ReportMetric(median(p99s), "p99-µs")
}

func median(v []float64) float64 {
	slices.Sort(v)
	return v[len(v)/2]
}
