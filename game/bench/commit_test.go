package bench

import (
	"fmt"
	"testing"

	"packnight/game/kinds/quiz"
)

// BenchmarkCommits is how many moves a second are committed to a bbolt file, each
// mover moving again once the last move is acknowledged.
func BenchmarkCommits(b *testing.B) {
	for _, movers := range []int{1, 32, 256} {
		b.Run(fmt.Sprint(movers), func(b *testing.B) {
			s := shape{1, movers, 0}
			st := openStack(b, stores["bbolt"](b), tapKind(), 1)
			g := startGenerator(b)
			s.open(g, st.address, st.codes, true)
			g.do(order{Do: "start", Fleet: "server", Nexts: 3})
			run := order{Do: "run", Fleet: "server", Load: load{Moves: 1000 + 100*movers, Movers: movers, Window: 1, Acks: true}}
			g.do(run) // warms up
			var rates, costs []float64
			for range rounds {
				before := cpu()
				r := g.do(run)
				rates = append(rates, float64(r.Acks)/r.Seconds)
				costs = append(costs, (cpu()-before).Seconds()*1e6/float64(r.Acks))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(rates), "moves/s")
			b.ReportMetric(median(costs), "cpu-µs/move")
		})
	}
}

// BenchmarkCommitAdds is what keeping a move in a bbolt file costs beside keeping it in
// memory: a quiz of 20, where no two moves share a commit.
func BenchmarkCommitAdds(b *testing.B) {
	s := shape{1, 20, 0}
	run := order{Do: "run", Fleet: "server", Load: load{Moves: 220, Movers: 20, Rate: 110, Cycle: true}}
	costs := map[string]float64{}
	for _, name := range []string{"memory", "bbolt"} {
		st := openStack(b, stores[name](b), quiz.Kind(), 1)
		g := startGenerator(b)
		s.open(g, st.address, st.codes, true)
		g.do(order{Do: "start", Fleet: "server", Nexts: 2})
		g.do(run) // warms up
		var each []float64
		for range rounds {
			before := cpu()
			g.do(run)
			each = append(each, (cpu()-before).Seconds()*1e6/float64(run.Load.Moves))
		}
		g.do(order{Do: "close", Fleet: "server"})
		costs[name] = median(each)
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(costs["memory"], "memory-cpu-µs/move")
	b.ReportMetric(costs["bbolt"], "bbolt-cpu-µs/move")
	b.ReportMetric(costs["bbolt"]-costs["memory"], "added-cpu-µs/move")
}
