package room_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kinds/quiz"
	"packnight/game/room"
	"packnight/game/wire"
	"packnight/storage"
)

// sink is a connection that costs nothing. It tells its mover of each answer, which is
// what an applied move's frames end with.
type sink struct{ answered chan struct{} }

func (s *sink) Send(frames ...wire.Frame) {
	if last := frames[len(frames)-1]; bytes.Contains(last[max(0, len(last)-40):], []byte(`"ack"`)) {
		s.answered <- struct{}{}
	}
}

func (*sink) Close(wire.CloseCode, string) {}

// BenchmarkMove measures all that the server does for one quiz answer but the writes
// to the sockets: inbox, rules, record, batch, patch and frames, on the in-memory store.
func BenchmarkMove(b *testing.B) {
	for _, n := range []int{20, 200, 1000} {
		b.Run(fmt.Sprintf("seats=%d", n), func(b *testing.B) { benchmarkMove(b, n) })
	}
}

func benchmarkMove(b *testing.B, n int) {
	links, sinks := quizCrowd(b, n)
	n-- // the last one never answers, so that Play goes on
	ids := make([]int64, n)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		k := i % n
		ids[k]++
		body := `{"answer":0}`
		if i/n%2 == 1 {
			body = `{"answer":1}`
		}
		links[k].Move(wire.Client{Type: wire.Move, ID: ids[k], Body: []byte(body)})
		<-sinks[k].answered
	}
}

// quizCrowd returns the connections of n players in Play of a quiz without a clock.
func quizCrowd(b *testing.B, n int) ([]*room.Link, []*sink) {
	store := storage.NewMemory(storage.Options{})
	h := newHouse(store)
	limits := wire.Default()
	limits.Seats, limits.Sockets = n, 2*n
	k := quiz.Kind()
	reg := room.NewRegistry(context.Background(), room.Config{
		Store: store, Kinds: []game.Kind{k}, House: h, Now: time.Now, Limits: limits,
		Log: slog.New(slog.DiscardHandler), Seed: func() [32]byte { return [32]byte{1} },
		NewCode: func() string { return "K7QX" },
	})
	b.Cleanup(func() { check(reg.Close(context.Background())) })
	options := map[string]any{"packs": []string{"scouting"}, "count": 10, "talk": false, "onphones": true, "clock": "none", "lightning": false}
	code := must(reg.Create(b.Context(), "", "quiz", options, nil))
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("p%04d", i)
	}
	h.add(code, ids...)
	links, sinks := make([]*room.Link, n), make([]*sink, n)
	for i, id := range ids {
		sinks[i] = &sink{answered: make(chan struct{}, 1)}
		links[i] = must(reg.Connect(b.Context(), code, game.Seat{ID: id, Role: game.RolePlayer}, sinks[i]))
	}
	w := &world{t: b, reg: reg, house: h}
	lead := w.lead(code, "L")
	lead.play()
	lead.link.Lost()
	return links, sinks
}

// BenchmarkConnect measures how long it takes until all seats of a shelved room that
// come at once have their welcome.
func BenchmarkConnect(b *testing.B) {
	for _, n := range []int{20, 200, 1000} {
		b.Run(fmt.Sprintf("seats=%d", n), func(b *testing.B) {
			for b.Loop() {
				connectAll(b, n)
			}
		})
	}
}

func connectAll(b *testing.B, n int) {
	b.StopTimer()
	store := storage.NewMemory(storage.Options{})
	h := newHouse(store)
	w := &world{t: b, store: store, house: h, faults: &faults{}}
	w.init()
	w.limits.Seats, w.limits.Sockets = n, 2*n
	w.start()
	code := w.create("", "tally")
	at := w.crowd(code, n)
	taps := make([]tap, n)
	b.StartTimer()
	var all sync.WaitGroup
	for i := range at {
		all.Go(func() { must(w.reg.Connect(context.Background(), code, at[i], &taps[i])) })
	}
	all.Wait()
	// Resting runs in the room after all that came before it.
	must(w.reg.Resting(context.Background(), code))
	b.StopTimer()
	for i := range taps {
		if taps[i].welcomes != 1 {
			b.Fatalf("%v has %d welcomes", at[i], taps[i].welcomes)
		}
	}
	w.stop()
	b.StartTimer()
}
