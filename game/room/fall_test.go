package room_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/game/wire"
)

func wireMove(id int64, at *int64, body string) wire.Client {
	return wire.Client{Type: wire.Move, ID: id, At: at, Body: []byte(body)}
}

func TestAPanicIsContainedAndLoadedAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		other := w.create("", "tally")
		w.house.add(other, "x")
		x, xl := w.join(other, "x"), w.lead(other, "X")
		xl.play()
		p[0].decided(p[0].move(`{"add":4}`))
		w.faults.move.Store(1)
		p[1].move(`{"add":2}`)
		p[0].move(`{"boom":true}`)
		synctest.Wait()
		for _, s := range []*seat{lead, p[0], p[1]} {
			if got := s.see().closed; got != wire.Restarting {
				t.Errorf("%v was closed with %d, want 1012", s.at, got)
			}
		}
		if got := x.see().closed; got != 0 {
			t.Errorf("another room's connection was closed with %d", got)
		}
		x.decided(x.move(`{"add":1}`))
		a, b := w.join(code, "a"), w.join(code, "b")
		if v := a.see(); v.acked != 1 || v.game["total"].(float64) > 6 {
			t.Errorf("loaded again: acked %d, %v", v.acked, v.game)
		}
		// As after any reconnect the clients send again what was not decided.
		if b.see().acked == 0 {
			b.send(1, `{"add":2}`)
			b.decided(1)
		}
		synctest.Wait()
		if got := b.see().game["total"]; got != 6.0 {
			t.Errorf("the total is %v, want 6", got)
		}
		agree(t, a, b)
		sound(t, lead, p[0], p[1], x, xl, a, b)
	})
}

func TestAGameThatGoesOnFallingIsEndedWithAnApology(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, _, _ := playing(t, "a", "b")
		defer w.stop()
		w.faults.move.Store(4)
		for i := range 4 {
			a, b := w.join(code, "a"), w.join(code, "b")
			a.send(a.next+1, `{"boom":true}`)
			synctest.Wait()
			want := wire.Restarting
			if i == 3 {
				want = wire.GameOver
			}
			for _, s := range []*seat{a, b} {
				if v := s.see(); v.closed != want || i == 3 && !strings.Contains(v.reason, "Sorry") {
					t.Errorf("fall %d: %v was closed with %d %q, want %d", i+1, s.at, v.closed, v.reason, want)
				}
				sound(t, s)
			}
		}
		if got := w.house.gameOf("a"); got != campfireCode {
			t.Errorf("a is in %q, want the campfire", got)
		}
		if ended, _ := w.house.told(); len(ended) != 1 {
			t.Errorf("the house was told of %v", ended)
		}
		if _, err := w.dial(code, game.Seat{ID: "L", Role: game.RoleLeader}); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("the broken game: %v, want ErrUnknown", err)
		}
		for _, key := range []string{"game:" + code, "game:" + code + ":state", "game:" + code + ":seat:a"} {
			if _, err := w.store.Get(t.Context(), key); err == nil {
				t.Errorf("%s is still there", key)
			}
		}
	})
}

func TestACampfireThatFallsIsMadeAnew(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		w.house.add(campfireCode, "a")
		for range 5 {
			a := w.join(campfireCode, "a")
			w.faults.view.Store(1)
			w.lead(campfireCode, "L").link.Lost()
			a.link.Spark(wire.Client{Type: wire.Spark, Body: []byte(`{}`)})
			synctest.Wait()
			w.faults.view.Store(0)
			time.Sleep(time.Second)
		}
		a := w.join(campfireCode, "a")
		if players := a.see().room["players"].(map[string]any); len(players) != 1 {
			t.Errorf("players are %v", players)
		}
		sound(t, a)
	})
}

func TestALoadThatPanics(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, _, _ := playing(t, "a")
		w.stop()
		w.faults.load.Store(2)
		w.start()
		a := w.join(code, "a") // the third try succeeds
		sound(t, a)
		w.stop()
		w.faults.load.Store(4)
		w.start()
		defer w.stop()
		if _, err := w.dial(code, a.at); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("a game that can't be loaded: %v, want it ended, ErrUnknown", err)
		}
		if got := w.house.gameOf("a"); got != campfireCode {
			t.Errorf("a is in %q, want the campfire", got)
		}
	})
}

// TestNobodyHangsOnAFall asks a room for things at the very moment that it falls.
func TestNobodyHangsOnAFall(t *testing.T) {
	for seed := range uint64(100) {
		bubble(t, func(t *testing.T) {
			w, code, _, p := playing(t, "a", "b", "c")
			defer w.stop()
			r := seeded(seed)
			w.faults.move.Store(int32(1 + r.IntN(3)))
			answers := make(chan struct{}, 3)
			go func() {
				p[0].move(`{"boom":true}`)
				p[1].move(`{"boom":true}`)
				answers <- struct{}{}
			}()
			go func() {
				s, err := w.dial(code, p[2].at)
				if err == nil {
					s.until(func(c *conn) bool { return c.welcomes > 0 || c.closed != 0 })
				}
				answers <- struct{}{}
			}()
			go func() {
				_, _ = w.reg.Resting(t.Context(), code)
				_, _ = w.reg.List(t.Context())
				answers <- struct{}{}
			}()
			for range 3 {
				<-answers
			}
			synctest.Wait()
		})
	}
}
