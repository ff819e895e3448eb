package room_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/storage"
)

// toPodium plays one round, in which a has moved twice and b once, and finishes.
func toPodium(t *testing.T, lead *seat, p []*seat) {
	t.Helper()
	p[0].move(`{"add":1}`)
	p[0].decided(p[0].move(`{"add":1}`))
	p[1].decided(p[1].move(`{"add":1}`))
	lead.takes("next") // to the reveal
	lead.takes("finish")
	if got := lead.phase(); got != "podium" {
		t.Fatalf("the phase is %s, want podium", got)
	}
}

func TestTheEndIsOneWrite(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		stage := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		toPodium(t, lead, p)
		before := w.spy.stored()
		if ack, code := lead.decided(lead.lead("next")); !ack {
			t.Fatalf("next on the podium was refused: %s", code)
		}
		synctest.Wait()
		if got := w.spy.stored() - before; got != 1 {
			t.Errorf("the end took %d writes, want 1", got)
		}
		for _, s := range []*seat{lead, stage, p[0], p[1]} {
			if got := s.see().gone; got != campfireCode {
				t.Errorf("%v was sent to %q, want the campfire", s.at, got)
			}
		}
		if a, b := w.house.points("a"), w.house.points("b"); a != 2 || b != 1 {
			t.Errorf("the evening's points are %d and %d, want 2 and 1", a, b)
		}
		if got := w.house.gameOf("a"); got != campfireCode {
			t.Errorf("a is in %q, want the campfire", got)
		}
		if ended, _ := w.house.told(); len(ended) != 1 || ended[0] != code {
			t.Errorf("the house was told of the end of %v", ended)
		}
		for _, key := range []string{"game:" + code, "game:" + code + ":state", "game:" + code + ":seats", "game:" + code + ":seat:a", "game:" + code + ":seat:L"} {
			if _, err := w.store.TTL(t.Context(), key); !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s is still there (%v)", key, err)
			}
		}
		if in, _ := w.store.Has(t.Context(), "games", code); in {
			t.Error("the game is still listed")
		}
		if _, err := w.dial(code, p[0].at); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("connecting to the ended game: %v, want ErrUnknown", err)
		}
		if _, refused := p[0].decided(p[0].move(`{"add":1}`)); refused != "moved" {
			t.Errorf("a move after the end was refused %q, want moved", refused)
		}
		time.Sleep(w.limits.Moved + time.Second)
		synctest.Wait()
		for _, s := range []*seat{lead, stage, p[0], p[1]} {
			if got := s.see().closed; got != 4410 {
				t.Errorf("%v was closed with %d, want 4410", s.at, got)
			}
			sound(t, s)
		}
		w.create(code, "tally") // the code is free again
	})
}

// TestTheEndIsAllOrNothing looks at what is stored after each write around the end.
func TestTheEndIsAllOrNothing(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		toPodium(t, lead, p)
		w.spy.set(nil, func() time.Duration { return 20 * time.Millisecond })
		lead.decided(lead.lead("next"))
		for n := range w.spy.stored() + 1 {
			h := newHouse(w.spy.at(n))
			_, err := h.store.Get(t.Context(), "game:"+code)
			over := err != nil && h.gameOf("a") != "" // the game was there once players were
			if n > 3 && over != (h.points("a") == 2) || over != (h.gameOf("a") == campfireCode) || over != (h.gameOf("b") == campfireCode) {
				t.Errorf("after %d writes: game gone %v, points %d, a in %q, b in %q", n, over, h.points("a"), h.gameOf("a"), h.gameOf("b"))
			}
		}
	})
}

func TestTheEndWhileSomebodyComesOrGoes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		toPodium(t, lead, p)
		// b leaves between the room's question and its write.
		w.spy.set(nil, func() time.Duration {
			if w.spy.wanted%2 == 1 {
				w.spy.slow = nil
			}
			return 50 * time.Millisecond
		})
		id := lead.lead("next")
		synctest.Wait()
		b := &storage.Batch{}
		b.Set(inKey("b"), []byte("ELSE"), 0)
		if err := w.spy.Store.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		lead.decided(id)
		synctest.Wait()
		if got := w.house.gameOf("b"); got != "ELSE" {
			t.Errorf("b is in %q: the end took it back", got)
		}
		if got := w.house.gameOf("a"); got != campfireCode {
			t.Errorf("a is in %q, want the campfire", got)
		}
		if _, err := w.reg.Kind(t.Context(), code); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("the game: %v, want it gone", err)
		}
		sound(t, lead, p[0], p[1])
	})
}

func TestTheEndWaitsForTheDisk(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b")
		defer w.stop()
		toPodium(t, lead, p)
		w.spy.set(always(errDisk), nil)
		id := lead.lead("next")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if v := p[0].see(); v.gone != "" || v.closed != 0 {
			t.Errorf("sent to %q, closed with %d, before the end is stored", v.gone, v.closed)
		}
		w.spy.set(nil, nil)
		if ack, code := lead.decided(id); !ack {
			t.Errorf("refused %s", code)
		}
		synctest.Wait()
		if v := p[0].see(); v.gone != campfireCode {
			t.Errorf("sent to %q, want the campfire", v.gone)
		}
		sound(t, lead, p[0], p[1])
	})
}

func TestEndWithoutAPodium(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		p[0].decided(p[0].move(`{"add":1}`))
		lead.takes("next") // the round is complete
		if err := w.reg.End(t.Context(), code); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := w.house.points("a"); got != 1 {
			t.Errorf("the rounds completed gave %d points, want 1", got)
		}
		for _, s := range []*seat{lead, p[0], p[1]} {
			if got := s.see().gone; got != campfireCode {
				t.Errorf("%v was sent to %q", s.at, got)
			}
		}
		inLobby := w.create("", "tally")
		w.house.add(inLobby, "c")
		if err := w.reg.End(t.Context(), inLobby); err != nil {
			t.Errorf("ending a game that is not loaded: %v", err)
		}
		if got := w.house.gameOf("c"); got != campfireCode {
			t.Errorf("c is in %q, want the campfire", got)
		}
		if err := w.reg.End(t.Context(), inLobby); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("ending it twice: %v", err)
		}
		if err := w.reg.End(t.Context(), campfireCode); !errors.Is(err, room.ErrCampfire) {
			t.Errorf("ending the campfire: %v", err)
		}
		sound(t, lead, p[0], p[1])
	})
}

func TestTheMachineSlept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newSpy()
		w := &world{t: t, store: s, spy: s, house: newHouse(s), faults: &faults{}}
		w.init()
		w.create(campfireCode, "campfire")
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		lead.play()
		time.Sleep(5 * time.Second)
		before := lead.see().room["deadline"].(float64) - float64(w.now().UnixMilli())
		w.ahead.Add(int64(300 * time.Second)) // nothing ran for five minutes
		time.Sleep(time.Second)
		synctest.Wait()
		v := lead.see().room
		if v["paused"] != true || v["why"] != "slept" || v["phase"] != "play" {
			t.Fatalf("after the gap: %v; want a pause", v)
		}
		// The gap began at the last pulse, at most a second before.
		if left := v["left"].(float64); left < before || left > before+1000 {
			t.Errorf("%v ms are left, %v were", left, before)
		}
		time.Sleep(4 * time.Second)
		synctest.Wait()
		if paused, why := lead.paused(); paused {
			t.Errorf("still paused (%v) after the countdown", why)
		}
		sound(t, lead, a)
	})
}
