package room_test

import (
	"testing"
	"testing/synctest"
	"time"

	"packnight/game/wire"
	"packnight/storage"
)

// trouble makes a game whose store has taken nothing for long enough to say so, with a
// move of the first player that is not stored.
func trouble(t *testing.T) (w *world, code string, lead *seat, p []*seat) {
	w, code, lead, p = playing(t, "a", "b")
	p[0].decided(p[0].move(`{"add":2}`))
	w.spy.set(always(storage.ErrFull), nil)
	p[0].move(`{"add":9}`)
	time.Sleep(3100 * time.Millisecond)
	synctest.Wait()
	return w, code, lead, p
}

func TestWhoReconnectsWhileNothingIsSavedSeesWhatIsStored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := trouble(t)
		defer w.stop()
		if w.reg.Saving() {
			t.Error("the registry says that all is saved")
		}
		again, back := w.lead(code, "L"), w.join(code, "a")
		for _, s := range []*seat{again, back} {
			v := s.see()
			if v.room["paused"] != true || v.room["why"] != "saving" || v.room["deadline"] != nil || v.game["total"] != 2.0 {
				t.Errorf("%v was shown %v %v; want what is stored, paused", s.at, v.room, v.game)
			}
		}
		if v := back.see(); v.acked != 1 || len(v.refused) != 0 {
			t.Errorf("acked %d and refused %v; the last move is not stored", v.acked, v.refused)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if v := again.see(); v.welcomes != 1 || v.closed != 0 {
			t.Errorf("after a minute: %d welcomes, closed %d", v.welcomes, v.closed)
		}
		w.spy.set(nil, nil)
		for _, s := range []*seat{again, back} {
			s.until(func(c *conn) bool { return c.closed != 0 })
			if code := s.see().closed; code != wire.Restarting {
				t.Errorf("%v was closed with %d; want %d", s.at, code, wire.Restarting)
			}
		}
		last := w.join(code, "a")
		synctest.Wait()
		if !w.reg.Saving() {
			t.Error("the registry says that nothing is saved")
		}
		if v := last.see(); v.acked != 2 || v.game["total"] != 11.0 {
			t.Errorf("saving again: acked %d, %v", v.acked, v.game)
		}
		agree(t, w.lead(code, "L"), p[1], last)
		sound(t, lead, p[0], p[1], again, back, last)
	})
}

func TestALeaderWhoReloadsTheConsoleCanPlayOnWithoutSaving(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, _, p := trouble(t)
		defer w.stop()
		again := w.lead(code, "L")
		if can, ok := again.see().room["can"].([]any); !ok || !contains(can, "unsaved") {
			t.Fatalf("the leader may do %v; want unsaved among it", again.see().room["can"])
		}
		id := again.lead("unsaved")
		again.until(func(c *conn) bool { return c.closed != 0 })
		next := w.lead(code, "L")
		synctest.Wait()
		if v := next.see(); v.acked != id || v.game["total"] != 11.0 || v.room["saving"] != false {
			t.Errorf("playing on: acked %d, want %d; %v %v", v.acked, id, v.room, v.game)
		}
		w.spy.set(nil, nil)
		time.Sleep(5 * time.Second)
		synctest.Wait()
		agree(t, next, p[0], p[1])
		sound(t, next, again, p[0], p[1])
	})
}

func TestNobodyIsShownAGlimpseThatCannotBeRead(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, _, p := trouble(t)
		defer w.stop()
		w.spy.refuseReads(true)
		s, err := w.dial(code, p[1].at)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if v := s.see(); v.welcomes != 0 || v.closed != 0 {
			t.Errorf("%d welcomes, closed %d, from a store that can't be read", v.welcomes, v.closed)
		}
		w.spy.refuseReads(false)
		s.until(func(c *conn) bool { return c.welcomes == 1 })
		w.spy.set(nil, nil)
		s.until(func(c *conn) bool { return c.closed != 0 })
		sound(t, s, p[0], p[1])
	})
}

func contains(list []any, want string) bool {
	for _, v := range list {
		if v == want {
			return true
		}
	}
	return false
}
