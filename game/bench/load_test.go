package bench

import (
	"testing"
	"time"

	"packnight/game/kinds/quiz"
	"packnight/storage"
)

// TestTheLoadCountsEveryDelivery holds the generator against sums known before, over
// two rounds of a quiz in two rooms.
func TestTheLoadCountsEveryDelivery(t *testing.T) {
	s := shape{2, 3, 200}
	st := openStack(t, storage.NewMemory(storage.Options{}), quiz.Kind(), s.rooms)
	g := startGenerator(t)
	s.open(g, st.address, st.codes, true)
	g.do(order{Do: "start", Fleet: "server", Nexts: 2})
	moves := 2 * 2 * (s.seats + 2) // of the players, and the leader's redo and next
	r := g.do(order{Do: "run", Fleet: "server", Load: load{Moves: moves, Movers: s.seats, Rate: s.rate, Cycle: true}})
	if want := int64(moves * (s.seats + 1)); r.Deliveries != want || r.Refused != 0 {
		t.Errorf("%d deliveries, %d refused; want %d and none", r.Deliveries, r.Refused, want)
	}
	if r.P50 <= 0 || r.P99 < r.P50 {
		t.Errorf("p50 %v µs, p99 %v µs", r.P50, r.P99)
	}
}

func TestQuantiles(t *testing.T) {
	var h histogram
	for i := range 1000 {
		h.add(time.Duration(i+1) * time.Microsecond)
	}
	for q, want := range map[float64]float64{0.5: 500, 0.99: 990} {
		if got := h.quantile(q); got < want*0.96 || got > want*1.04 {
			t.Errorf("the %v-quantile of 1 to 1000 µs is %v", q, got)
		}
	}
}
