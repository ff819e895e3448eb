package bench

import (
	"fmt"
	"slices"
	"testing"
)

// shape is how many seats are where, and how many moves a second are made when
// nothing is saturated.
type shape struct {
	rooms, seats int
	rate         float64
}

var shapes = []shape{{1, 20, 1000}, {1, 200, 150}, {1, 1000, 30}, {50, 20, 1000}}

func (s shape) String() string { return fmt.Sprintf("%dx%d", s.rooms, s.seats) }

// tickets are those of all seats; the codes are of rooms that exist.
func (s shape) tickets(codes []string) [][]string {
	all := make([][]string, s.rooms)
	for r := range all {
		for i := range s.seats {
			all[r] = append(all[r], fmt.Sprintf("player:%s:%s", playerID(r, i), codes[r]))
		}
	}
	return all
}

func playerID(room, seat int) string { return fmt.Sprintf("p%d-%d", room, seat) }

func trivialCodes(rooms int) (codes []string) {
	for r := range rooms {
		codes = append(codes, fmt.Sprint("R", r))
	}
	return codes
}

// BenchmarkHubAlone is the hub before rooms without a game.
func BenchmarkHubAlone(b *testing.B) {
	for _, s := range shapes {
		b.Run(s.String(), func(b *testing.B) {
			_, address := serveHub(b, newTrivial(b))
			compare(b, s, address, trivialCodes(s.rooms))
		})
	}
	b.Run("saturated/1x200", func(b *testing.B) {
		_, address := serveHub(b, newTrivial(b))
		saturate(b, shape{1, 200, 0}, address, trivialCodes(1))
	})
}

// rounds is how often server and floor take turns: other work on the machine hits both.
const rounds = 5

// compare measures the server's CPU time for a delivery, and the floor's.
func compare(b *testing.B, s shape, address string, codes []string) {
	g := startGenerator(b)
	g.do(order{Do: "open", Fleet: "server", Address: address, Tickets: s.tickets(codes)})
	f := openFloor(b, g, s.rooms, s.seats)
	l := load{Moves: int(s.rate) / s.rooms * s.rooms, Movers: s.seats, Rate: s.rate}
	run := order{Do: "run", Fleet: "server", Load: l}
	g.do(run) // warms up
	var ours, floors, ratios, p50s, p99s []float64
	for range rounds {
		before := cpu()
		r := g.do(run)
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
}

// saturate measures deliveries a second with every seat moving as fast as it can.
func saturate(b *testing.B, s shape, address string, codes []string) {
	g := startGenerator(b)
	g.do(order{Do: "open", Fleet: "server", Address: address, Tickets: s.tickets(codes)})
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
