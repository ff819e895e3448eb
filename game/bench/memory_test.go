package bench

import (
	"runtime"
	"testing"

	"packnight/storage"
)

// BenchmarkIdleSeats is the memory of a connected seat that does nothing, the
// kernel's not counted: of the hub's part alone, and with its seat in a quiz.
func BenchmarkIdleSeats(b *testing.B) {
	const seats = 1000
	s := shape{1, seats, 0}
	b.Run("hub", func(b *testing.B) {
		g, codes := startGenerator(b), []string{roomCode(0)}
		_, address := serveHub(b, newTrivial(b))
		before := inUse()
		s.open(g, address, codes, false)
		reportEach(b, inUse()-before, seats)
	})
	b.Run("quiz", func(b *testing.B) {
		g := startGenerator(b)
		st := openStack(b, storage.NewMemory(storage.Options{}), tapKind(), 1)
		before := inUse()
		s.open(g, st.address, st.codes, true)
		g.do(order{Do: "start", Fleet: "server", Nexts: 3})
		reportEach(b, inUse()-before, seats)
	})
}

func reportEach(b *testing.B, bytes, seats int) {
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(bytes)/float64(seats)/1024, "KiB/seat")
}

// inUse is the heap and the stacks in use once garbage is collected and stacks have
// shrunk, which each collection does by half.
func inUse() int {
	for range 5 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}
