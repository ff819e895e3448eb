package room_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/storage"
)

// playing makes a world with a game in play, a leader and some players.
func playing(t *testing.T, ids ...string) (w *world, code string, lead *seat, players []*seat) {
	w = newWorld(t)
	code = w.create("", "tally")
	w.house.add(code, ids...)
	lead = w.lead(code, "L")
	for _, id := range ids {
		players = append(players, w.join(code, id))
	}
	lead.play()
	synctest.Wait()
	return w, code, lead, players
}

func (s *seat) paused() (bool, any) {
	v := s.see()
	paused, _ := v.room["paused"].(bool)
	return paused, v.room["why"]
}

func TestNothingIsShownBeforeItIsStored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b")
		defer w.stop()
		w.spy.set(always(errDisk), nil)
		before := w.spy.submits()
		p[0].move(`{"add":9}`)
		p[1].move(`{"boom":false,"add":-1}`) // refused, and not told so either
		time.Sleep(2900 * time.Millisecond)
		synctest.Wait()
		for _, s := range []*seat{lead, p[0], p[1]} {
			if v := s.see(); v.game["total"] != 0.0 || len(v.acks) > 2+len(lead.see().acks) || len(v.refused) > 0 {
				t.Errorf("%v was shown %v, acks %v, refused %v while nothing is stored", s.at, v.game, v.acks, v.refused)
			}
		}
		if v := p[0].see(); len(v.acks) != 0 {
			t.Errorf("acknowledged %v while nothing is stored", v.acks)
		}
		// At once, and then every 250 ms.
		if got := w.spy.submits() - before; got != 12 {
			t.Errorf("tried %d times in 2.9 s, want 12", got)
		}
		w.spy.set(nil, nil)
		if ack, _ := p[0].decided(1); !ack {
			t.Error("the move was not acknowledged once it could be stored")
		}
		p[1].decided(1)
		synctest.Wait()
		if paused, why := lead.paused(); paused {
			t.Errorf("paused (%v) after less than 3 s", why)
		}
		agree(t, lead, p[0], p[1])
		sound(t, lead, p[0], p[1])
	})
}

func TestNotSavingPausesAfterThreeSecondsAndResumes(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b")
		defer w.stop()
		w.spy.set(always(storage.ErrFull), nil)
		p[0].move(`{"add":9}`)
		time.Sleep(3100 * time.Millisecond)
		synctest.Wait()
		if paused, why := p[1].paused(); !paused || why != "saving" {
			t.Fatalf("paused %v, why %v; want saving", paused, why)
		}
		v := p[1].see()
		if v.game["total"] != 0.0 || v.room["deadline"] != nil || v.room["saving"] != true {
			t.Errorf("in the pause: %v %v", v.room, v.game)
		}
		p[1].move(`{"add":1}`) // a pause stops the clock and not the moves
		time.Sleep(time.Minute)
		synctest.Wait()
		agree(t, lead, p[0], p[1])
		w.spy.set(nil, nil)
		p[0].decided(1)
		p[1].decided(1)
		synctest.Wait()
		v = lead.see()
		if v.game["total"] != 10.0 || v.room["paused"] != true || v.room["resumes"] == nil {
			t.Errorf("saving again: %v %v; want all moves and the 3-2-1", v.room, v.game)
		}
		agree(t, lead, p[0], p[1])
		time.Sleep(4 * time.Second)
		synctest.Wait()
		if paused, why := lead.paused(); paused || lead.see().room["deadline"] == nil {
			t.Errorf("still paused (%v) after the countdown: %v", why, lead.see().room)
		}
		fresh := w.lead(codeOf(lead), "M")
		agree(t, lead, p[0], p[1], fresh)
		sound(t, lead, p[0], p[1], fresh)
	})
}

func codeOf(s *seat) string { return s.see().room["code"].(string) }

func TestPlayingOnWithoutSaving(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		m := w.lead(code, "M") // whose seat has no record yet
		w.spy.set(always(storage.ErrFull), nil)
		m.move(`{"do":"hide","on":true}`)
		p[0].move(`{"add":9}`)
		time.Sleep(3100 * time.Millisecond)
		synctest.Wait()
		if ack, code := lead.decided(lead.move(`{"do":"unsaved"}`)); !ack {
			t.Fatalf("unsaved was refused: %s", code)
		}
		time.Sleep(4 * time.Second)
		p[1].decided(p[1].move(`{"add":1}`))
		synctest.Wait()
		v := lead.see()
		if v.room["saving"] != false || v.room["paused"] != false || v.game["total"] != 10.0 {
			t.Errorf("playing on: %v %v", v.room, v.game)
		}
		late := w.join(code, "b") // a welcome leaves unsaved too
		agree(t, lead, p[0], late)
		w.spy.set(nil, nil)
		time.Sleep(5 * time.Second)
		synctest.Wait()
		v = lead.see()
		if v.room["saving"] != true || v.room["paused"] != false {
			t.Errorf("saving again: %v", v.room)
		}
		agree(t, lead, p[0], late)
		sound(t, lead, p[0], p[1], late)

		// What was played unsaved is stored now.
		w2 := worldOn(t, w.spy.at(w.spy.stored()), w.house)
		defer w2.stop()
		after := w2.join(code, "b").see()
		if after.game["total"] != 10.0 || after.acked != 1 {
			t.Errorf("stored in the end: %v acked %d", after.game, after.acked)
		}
		if got := w2.lead(code, "M").see().acked; got != 1 {
			t.Errorf("of the second leader acked is %d, want 1", got)
		}
	})
}

// TestThePauseThatRanAheadStandsUntilItIsPutRight looks between the commit from before
// the pause and the one after it.
func TestThePauseThatRanAheadStandsUntilItIsPutRight(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b", "c")
		defer w.stop()
		p[2].link.Silent()
		synctest.Wait()
		w.spy.set(always(errDisk), nil)
		w.spy.refuseReads(true)            // so its only welcome is the true one
		late, err := w.dial(code, p[2].at) // its waking is to be stored
		if err != nil {
			t.Fatal(err)
		}
		id := lead.move(`{"do":"pause"}`)
		time.Sleep(3100 * time.Millisecond)
		w.spy.set(nil, func() time.Duration { return time.Second })
		late.until(func(c *conn) bool { return c.welcomes > 0 })
		check := func() {
			t.Helper()
			synctest.Wait()
			for _, s := range []*seat{lead, late, p[0]} {
				if paused, why := s.paused(); !paused || why != "saving" || s.see().room["deadline"] != nil {
					t.Errorf("%v sees %v: paused %v, why %v; want saving still", s.at, s.see().room, paused, why)
				}
			}
		}
		check()
		agree(t, lead, late, p[0], p[1])
		lead.decided(id)
		synctest.Wait()
		agree(t, lead, late, p[0], p[1])
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if paused, why := lead.paused(); !paused || why != "leader" {
			t.Errorf("in the end paused %v, why %v; want leader", paused, why)
		}
		agree(t, lead, late, p[0], p[1])
		sound(t, lead, late, p[0], p[1])
	})
}

// TestACommitFromBeforeThePauseDoesNotUndoIt holds back a commit that says otherwise of
// the very members that the pause has shown.
func TestACommitFromBeforeThePauseDoesNotUndoIt(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b")
		defer w.stop()
		w.spy.set(always(errDisk), nil)
		id := lead.move(`{"do":"pause"}`)
		time.Sleep(3100 * time.Millisecond)
		p[0].move(`{"add":1}`)
		w.spy.set(nil, func() time.Duration { return time.Second })
		lead.decided(id)
		synctest.Wait()
		if paused, why := lead.paused(); !paused || why != "saving" {
			t.Errorf("paused %v, why %v; want saving until the next commit", paused, why)
		}
		p[0].decided(1)
		synctest.Wait()
		if paused, why := lead.paused(); !paused || why != "leader" {
			t.Errorf("paused %v, why %v; want leader", paused, why)
		}
		agree(t, lead, p[0], p[1])
		sound(t, lead, p[0], p[1])
	})
}

// TestTroubleComesAndGoes lets the store fail at random while everyone plays, and at
// the end all agree with each other, with a fresh welcome, and with what is stored.
func TestTroubleComesAndGoes(t *testing.T) {
	for seed := range uint64(60) {
		bubble(t, func(t *testing.T) { troubled(t, seed) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func troubled(t *testing.T, seed uint64) {
	w, code, lead, p := playing(t, "a", "b", "c")
	defer w.stop()
	r := seeded(seed)
	sent := 0
	for range 30 {
		switch r.IntN(9) {
		case 0:
			w.spy.set(always(errDisk), nil)
		case 1:
			w.spy.set(nil, nil)
		case 2:
			d := time.Duration(r.IntN(5000)) * time.Millisecond
			w.spy.set(nil, func() time.Duration { return d })
		case 3:
			lead.move(`{"do":"unsaved"}`)
		case 4:
			lead.move(`{"do":"pause"}`)
		case 5:
			lead.move(`{"do":"resume"}`)
		case 6:
			lead.move(fmt.Sprintf(`{"do":"break","on":%v}`, r.IntN(2) == 0))
		default:
			p[r.IntN(3)].move(`{"add":1}`)
			sent++
		}
		time.Sleep(time.Duration(r.IntN(4000)) * time.Millisecond)
	}
	w.spy.set(nil, nil)
	time.Sleep(20 * time.Second)
	synctest.Wait()
	fresh := w.lead(code, "M")
	agree(t, lead, p[0], p[1], p[2], fresh)
	applied := 0.0
	for _, s := range p {
		v := s.see()
		applied += float64(len(v.acks))
		if len(v.acks)+len(v.refused) != int(s.next) {
			t.Errorf("%v sent %d moves, %d were acknowledged and %d refused", s.at, s.next, len(v.acks), len(v.refused))
		}
	}
	if got := fresh.see().game["total"]; got != applied {
		t.Errorf("the total is %v, %v moves were acknowledged", got, applied)
	}
	if fresh.see().room["saving"] != true {
		t.Error("still says that it does not save")
	}
	sound(t, lead, p[0], p[1], p[2], fresh)
	w2 := worldOn(t, w.spy.at(w.spy.stored()), w.house)
	defer w2.stop()
	if got := w2.lead(code, "M").see().game["total"]; got != applied {
		t.Errorf("stored is a total of %v, want %v", got, applied)
	}
}

func TestASlowDiskSlowsAcksAndNoClock(t *testing.T) {
	for _, slow := range []time.Duration{50 * time.Millisecond, 200 * time.Millisecond, 500 * time.Millisecond} {
		bubble(t, func(t *testing.T) {
			w, code, lead, p := playing(t, "a", "b")
			defer w.stop()
			deadline := time.UnixMilli(int64(lead.see().room["deadline"].(float64)))
			w.spy.set(nil, func() time.Duration { return slow })
			for i := range 40 {
				p[i%2].move(`{"add":1}`)
				time.Sleep(slow / 7)
			}
			from := time.Now()
			p[0].decided(p[0].move(`{"add":1}`))
			if took := time.Since(from); took > 2*slow {
				t.Errorf("%v: an ack took %v", slow, took)
			}
			if w.spy.most > 1 {
				t.Errorf("%v: %d batches of one room were under way at once", slow, w.spy.most)
			}
			late := w.join(code, "b")
			time.Sleep(time.Until(deadline) + slow + 10*time.Millisecond)
			synctest.Wait()
			if got := lead.phase(); got != "reveal" {
				t.Errorf("%v: %v past the deadline the phase is %s", slow, slow, got)
			}
			agree(t, lead, p[0], late)
			sound(t, lead, p[0], p[1], late)
		})
	}
}

// TestMovesThatArriveWhileABatchIsStoredLeaveTogether counts the commits.
func TestMovesThatArriveWhileABatchIsStoredLeaveTogether(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b", "c")
		defer w.stop()
		w.spy.set(nil, func() time.Duration { return 100 * time.Millisecond })
		before, v := w.spy.submits(), lead.see().v
		for range 50 {
			for _, s := range p {
				s.move(`{"add":1}`)
			}
			time.Sleep(2 * time.Millisecond)
		}
		for _, s := range p {
			s.decided(50)
		}
		if got := w.spy.submits() - before; got > 3 {
			t.Errorf("150 moves in 100 ms took %d batches, want at most 3", got)
		}
		if got := lead.see().v - v; got > 3 {
			t.Errorf("they left in %d patches, want at most 3", got)
		}
		sound(t, lead, p[0], p[1], p[2])
	})
}

func TestAHungStoreIsAFailingOne(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a")
		defer w.stop()
		w.spy.set(nil, func() time.Duration { return 20 * time.Second })
		p[0].move(`{"add":9}`)
		time.Sleep(3100 * time.Millisecond)
		synctest.Wait()
		if paused, why := lead.paused(); !paused || why != "saving" {
			t.Errorf("paused %v, why %v; want saving", paused, why)
		}
		lead.decided(lead.move(`{"do":"unsaved"}`))
		synctest.Wait()
		if got := lead.see().game["total"]; got != 9.0 {
			t.Errorf("playing on, the total is %v, want 9", got)
		}
		w.spy.set(nil, nil)
		time.Sleep(30 * time.Second)
		synctest.Wait()
		if v := lead.see(); v.room["saving"] != true || v.room["paused"] != false {
			t.Errorf("after the store has answered: %v", v.room)
		}
		agree(t, lead, p[0])
		sound(t, lead, p[0])
	})
}

func TestTooManyHeldRepliesCloseTheConnection(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a", "b")
		defer w.stop()
		w.spy.set(always(errDisk), nil)
		for range 1100 {
			p[0].move(`{"add":1}`)
		}
		synctest.Wait()
		if got := p[0].see().closed; got != 4429 {
			t.Errorf("closed with %d, want 4429", got)
		}
		w.spy.set(nil, nil)
		time.Sleep(13 * time.Second)
		sound(t, lead, p[0], p[1])
		if a := p[1].see().room["players"].(map[string]any)["a"].(map[string]any); a["online"] != false {
			t.Errorf("the seat that was closed is still awake after 13 s: %v", a)
		}
	})
}

// TestCloseWhileNothingCanBeStored gives up, and what was not acknowledged is lost to
// nobody.
func TestCloseWhileNothingCanBeStored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, _, lead, p := playing(t, "a")
		w.spy.set(always(errDisk), nil)
		p[0].move(`{"add":9}`)
		synctest.Wait()
		w.stop()
		if v := p[0].see(); v.closed != 1012 || len(v.acks) != 0 {
			t.Errorf("closed with %d, acknowledged %v", v.closed, v.acks)
		}
		sound(t, lead, p[0])
	})
}

func TestCloseStoresWhatIsUnderWay(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, _, p := playing(t, "a")
		w.spy.set(nil, func() time.Duration { return 300 * time.Millisecond })
		for range 5 {
			p[0].move(`{"add":1}`)
		}
		synctest.Wait()
		p[0].move(`{"add":1}`)
		synctest.Wait()
		w.stop()
		v := p[0].see()
		if len(v.acks) != 6 || v.closed != 1012 {
			t.Errorf("acknowledged %v, closed with %d", v.acks, v.closed)
		}
		w.spy.set(nil, nil)
		w.start()
		defer w.stop()
		if got := w.join(code, "a").see().acked; got != 6 {
			t.Errorf("after the restart acked is %d, want 6", got)
		}
	})
}

var errUnlikely = errors.New("something else")

func TestARemovalIsOneWriteWithTheMove(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		w.spy.set(always(errUnlikely), nil)
		id := lead.move(`{"do":"remove","player":"a"}`)
		synctest.Wait()
		w.reg.Tell(note(code))
		synctest.Wait()
		if v := p[0].see(); v.closed != 0 {
			t.Errorf("closed with %d before the removal is stored", v.closed)
		}
		hold := make(chan struct{})
		w.house.ask = func() { <-hold }
		w.spy.set(nil, nil)
		lead.decided(id)
		synctest.Wait()
		if players := lead.see().room["players"].(map[string]any); players["a"] != nil {
			t.Errorf("what the people said before the removal brought a back: %v", players)
		}
		close(hold)
		synctest.Wait()
		if v := p[0].see(); v.closed != 4503 {
			t.Errorf("closed with %d, want 4503", v.closed)
		}
		if _, removed := w.house.told(); len(removed) != 1 || removed[0] != "a" || w.house.gameOf("a") != "" {
			t.Errorf("told of %v; a is in %q", removed, w.house.gameOf("a"))
		}
		if players := lead.see().room["players"].(map[string]any); len(players) != 1 || players["b"] == nil {
			t.Errorf("players are %v, want b alone", players)
		}
		if _, err := w.dial(code, game.Seat{ID: "a", Role: game.RolePlayer}); err == nil {
			t.Error("a removed player came back")
		}
		agree(t, lead, p[1])
		sound(t, lead, p[0], p[1])
	})
}

// TestAnAnswerFromBeforeTheRemovalIsPutRight holds what the people said of a player
// until its removal is stored.
func TestAnAnswerFromBeforeTheRemovalIsPutRight(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		hold, asked := make(chan struct{}), 0
		w.house.answer = func() {
			if asked++; asked == 1 {
				<-hold
			}
		}
		w.reg.Tell(note(code, "a"))
		synctest.Wait()
		lead.decided(lead.move(`{"do":"remove","player":"a"}`))
		close(hold)
		synctest.Wait()
		if players := lead.see().room["players"].(map[string]any); len(players) != 1 {
			t.Errorf("players are %v, want b alone", players)
		}
		sound(t, lead, p[0], p[1])
	})
}

func TestExpiryIsPutOff(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		for range 30 {
			time.Sleep(time.Hour)
			lead.decided(lead.move(`{"do":"hide","on":true}`))
			lead.decided(lead.move(`{"do":"hide","on":false}`))
		}
		for _, name := range []string{"games", "game:" + code, "game:" + code + ":state", "game:" + code + ":seats", "game:" + code + ":seat:b"} {
			if left, err := w.store.TTL(t.Context(), name); err != nil || left < 22*time.Hour || left > 24*time.Hour {
				t.Errorf("%s expires in %v (%v), want at most a day and nearly that", name, left, err)
			}
		}
		lead.link.Lost()
		p[0].link.Lost()
		p[1].link.Lost()
		time.Sleep(25 * time.Hour)
		if _, err := w.dial(code, p[0].at); err == nil {
			t.Error("a game that nobody played for a day is still there")
		}
	})
}
