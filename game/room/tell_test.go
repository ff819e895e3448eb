package room_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
)

func note(code string, players ...string) room.Note {
	return room.Note{Code: code, Players: players, All: len(players) == 0}
}

func TestPlayersAreSentOn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		w.house.add(campfireCode, "a", "b", "c")
		lead, stage := w.lead(campfireCode, "L"), w.connect(campfireCode, game.Seat{ID: "S", Role: game.RoleStage})
		a, b, c := w.join(campfireCode, "a"), w.join(campfireCode, "b"), w.join(campfireCode, "c")
		code := w.create("", "tally")
		w.house.put(code, "a", "b")
		w.reg.Tell(room.Note{Code: campfireCode, All: true, Go: &room.Target{Code: code}})
		synctest.Wait()
		for _, s := range []*seat{a, b, lead, stage} {
			if got := s.see().gone; got != code {
				t.Errorf("%v was sent to %q, want %s", s.at, got, code)
			}
		}
		if v := c.see(); v.gone != "" || len(v.room["players"].(map[string]any)) != 1 {
			t.Errorf("c was sent to %q and sees %v", v.gone, v.room["players"])
		}
		a.move(`{"add":1}`)
		if _, code := a.decided(1); code != "moved" {
			t.Errorf("a move after go was refused %q, want moved", code)
		}
		inNew := w.join(code, "a")
		a.link.Lost()
		time.Sleep(w.limits.Moved + time.Second)
		synctest.Wait()
		if got := b.see().closed; got != 4410 {
			t.Errorf("who did not go was closed with %d, want 4410", got)
		}
		if v := a.see(); v.closed != 0 {
			t.Errorf("who went was closed with %d", v.closed)
		}
		sound(t, a, b, c, lead, stage, inNew)
	})
}

func TestLooksLeavingAndRemovalReachARoom(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b", "c", "e")
		a, b, c, e := w.join(code, "a"), w.join(code, "b"), w.join(code, "c"), w.join(code, "e")
		w.house.remove("b")
		w.house.leave("e")
		w.house.put("", "c")
		w.house.add(code, "d")
		w.reg.Tell(note(code, "b", "c", "d", "e", "nobody"))
		synctest.Wait()
		if got := e.see().closed; got != 4410 {
			t.Errorf("a player who went home was closed with %d, want 4410", got)
		}
		seats := must(w.house.store.Members(context.Background(), "game:"+code+":seats"))
		if !slices.Contains(seats, "b") || slices.Contains(seats, "e") {
			t.Errorf("seats are kept for %v: b may be brought back, e will never be", seats)
		}
		if got := b.see().closed; got != 4503 {
			t.Errorf("a removed player was closed with %d, want 4503", got)
		}
		if got := c.see().closed; got != 4410 {
			t.Errorf("a player who left was closed with %d, want 4410", got)
		}
		players := a.see().room["players"].(map[string]any)
		if len(players) != 2 || players["d"] == nil {
			t.Errorf("players are %v, want a and d", players)
		}
		w.house.setFailure(errDisk)
		w.house.mu.Lock()
		w.house.known["e"] = true
		w.house.mu.Unlock()
		w.house.add(code, "e")
		w.reg.Tell(note(code, "e"))
		synctest.Wait()
		w.house.setFailure(nil)
		time.Sleep(300 * time.Millisecond)
		synctest.Wait()
		if players := a.see().room["players"].(map[string]any); players["e"] == nil {
			t.Error("the people were not asked again after an error")
		}
		w.reg.Tell(note("ZZZZ", "a")) // of no room: nothing
		sound(t, a, b, c)
	})
}

// TestANoteDuringTheLoadIsNotLost changes the people after the load has read them.
func TestANoteDuringTheLoadIsNotLost(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b")
		w.house.gate = func() {
			w.house.gate = nil
			w.reg.Tell(note(code, "b"))
		}
		w.store.(*spy).set(nil, nil)
		late := w.house
		late.ask = func() {} // Person is asked after the note
		a := w.join(code, "a")
		late.put(campfireCode, "b")
		w.reg.Tell(note(code, "b"))
		synctest.Wait()
		if players := a.see().room["players"].(map[string]any); players["b"] != nil {
			t.Errorf("players are %v, want a alone", players)
		}
		sound(t, a)
	})
}

// TestAnAnswerFromBeforeIsPutRight moves a player while the answer about it is on its
// way to the room.
func TestAnAnswerFromBeforeIsPutRight(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		lead := w.lead(code, "L")
		w.house.add(code, "a")
		hold, asked := make(chan struct{}), 0
		w.house.ask = func() {
			if asked++; asked == 1 {
				<-hold
			}
		}
		joined := make(chan *seat)
		go func() {
			s, _ := w.dial(code, game.Seat{ID: "a", Role: game.RolePlayer})
			joined <- s
		}()
		synctest.Wait() // the people are being asked for a
		w.house.put(campfireCode, "a")
		w.reg.Tell(note(code, "a"))
		close(hold)
		s := <-joined
		synctest.Wait()
		if players := lead.see().room["players"].(map[string]any); len(players) != 0 {
			t.Errorf("players are %v, want none", players)
		}
		_ = s
		sound(t, lead)
	})
}
