package room_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/game/wire"
	"packnight/storage"
)

// world is a registry with all that it stands on.
type world struct {
	t      testing.TB
	store  storage.Store
	spy    *spy // store, where it is one
	house  *house
	faults *faults
	kinds  []game.Kind
	limits wire.Limits
	reg    *room.Registry
	codes  atomic.Int64
	ahead  atomic.Int64 // of the server's clock, in ns
}

// newWorld returns a world on a spying store, with a campfire.
func newWorld(t testing.TB) *world {
	s := newSpy()
	w := worldOn(t, s, newHouse(s))
	w.spy = s
	w.create(campfireCode, "campfire")
	return w
}

// worldOn starts a registry on what is stored, as a fresh process does.
func worldOn(t testing.TB, s storage.Store, h *house) *world {
	w := &world{t: t, store: s, house: h, faults: &faults{}}
	w.init()
	return w
}

func (w *world) init() {
	w.limits = wire.Default()
	w.kinds = []game.Kind{tallyKind(w.faults), fireKind(w.faults)}
	w.start()
}

func (w *world) now() time.Time { return time.Now().Add(time.Duration(w.ahead.Load())) }

// start makes a new registry on the same store.
func (w *world) start() {
	w.reg = room.NewRegistry(context.Background(), room.Config{
		Store: w.store, Kinds: w.kinds, House: w.house, Now: w.now,
		Limits: w.limits, Log: slog.New(slog.NewTextHandler(testLog{w.t}, nil)),
		Seed:    func() [32]byte { return [32]byte{1} },
		NewCode: func() string { return fmt.Sprintf("N%03d", w.codes.Add(1)) },
	})
}

func (w *world) create(code, kind string) string {
	w.t.Helper()
	code, err := w.reg.Create(w.t.Context(), code, kind, nil, nil)
	if err != nil {
		w.t.Fatalf("creating a %s: %v", kind, err)
	}
	return code
}

// stop closes the registry and checks that it ended in order.
func (w *world) stop() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	if err := w.reg.Close(ctx); err != nil {
		w.t.Errorf("closing: %v", err)
	}
}

// seat is one seat's client.
type seat struct {
	*conn
	w    *world
	link *room.Link
	at   game.Seat
	next int64
}

// join connects a player and waits for its welcome.
func (w *world) join(code, id string) *seat {
	w.t.Helper()
	return w.connect(code, game.Seat{ID: id, Role: game.RolePlayer})
}

func (w *world) lead(code, id string) *seat {
	w.t.Helper()
	return w.connect(code, game.Seat{ID: id, Role: game.RoleLeader})
}

func (w *world) connect(code string, at game.Seat) *seat {
	w.t.Helper()
	s, err := w.dial(code, at)
	if err != nil {
		w.t.Fatalf("connecting %v to %s: %v", at, code, err)
	}
	s.until(func(c *conn) bool { return c.welcomes > 0 })
	s.next = s.see().acked
	return s
}

// dial connects without waiting for the welcome.
func (w *world) dial(code string, at game.Seat) (*seat, error) {
	c := newConn()
	if w.spy != nil {
		c.clock = w.spy.stored
	}
	link, err := w.reg.Connect(context.Background(), code, at, c)
	return &seat{conn: c, w: w, link: link, at: at}, err
}

// move sends a move with the next id, which it returns.
func (s *seat) move(body string) int64 {
	s.next++
	s.send(s.next, body)
	return s.next
}

// send sends a move with that id.
func (s *seat) send(id int64, body string) {
	s.link.Move(wire.Client{Type: wire.Move, ID: id, Body: []byte(body)})
}

// at sends a leader's command with the present moment.
func (s *seat) lead(do string) int64 {
	moment := int64(s.see().room["moment"].(float64))
	s.next++
	s.link.Move(wire.Client{Type: wire.Move, ID: s.next, At: &moment, Body: []byte(`{"do":"` + do + `"}`)})
	return s.next
}

// decided waits until a move was answered.
func (s *seat) decided(id int64) (ack bool, code string) {
	s.until(func(c *conn) bool {
		_, acked := c.acks[id]
		_, refused := c.refused[id]
		return acked || refused
	})
	v := s.see()
	_, ack = v.acks[id]
	return ack, v.refused[id]
}

// takes sends a leader's command and fails the test if it is refused.
func (s *seat) takes(do string) {
	s.w.t.Helper()
	if ack, code := s.decided(s.lead(do)); !ack {
		s.w.t.Fatalf("%s was refused: %s", do, code)
	}
}

// play brings a new game to its first Play.
func (s *seat) play() {
	s.w.t.Helper()
	for range 3 {
		if s.phase() == "play" {
			return
		}
		s.takes("next")
	}
	if s.phase() == "ready" {
		s.takes("next")
	}
	if p := s.phase(); p != "play" {
		s.w.t.Fatalf("the phase is %s, want play", p)
	}
}

func (s *seat) phase() string {
	p, _ := s.see().room["phase"].(string)
	return p
}

// sound fails the test if a client saw what it must not.
func sound(t testing.TB, seats ...*seat) {
	t.Helper()
	for _, s := range seats {
		for _, b := range s.see().broken {
			t.Errorf("%v: %s", s.at, b)
		}
	}
}

// agree fails the test unless all seats see the same.
func agree(t testing.TB, seats ...*seat) {
	t.Helper()
	first := seats[0].see()
	for _, s := range seats[1:] {
		v := s.see()
		if string(must(jsonOf(v.room))) != string(must(jsonOf(first.room))) || string(must(jsonOf(v.game))) != string(must(jsonOf(first.game))) || v.v != first.v {
			t.Errorf("%v sees another state than %v:\n%d %v %v\n%d %v %v", s.at, seats[0].at, v.v, v.room, v.game, first.v, first.room, first.game)
		}
	}
}

// bubble runs a test in fake time.
func bubble(t *testing.T, f func(t *testing.T)) { synctest.Test(t, f) }

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// testLog puts a registry's log beside what the test says.
type testLog struct{ t testing.TB }

func (o testLog) Write(p []byte) (int, error) { o.t.Logf("%s", p); return len(p), nil }
