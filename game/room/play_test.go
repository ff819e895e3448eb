package room_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/game/wire"
)

func jsonOf(v any) ([]byte, error) { return json.Marshal(v) }

func TestWelcomeMovesAndPatches(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b")
		lead := w.lead(code, "L")
		a, b := w.join(code, "a"), w.join(code, "b")
		stage := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		lead.play()
		if ack, code := a.decided(a.move(`{"add":3}`)); !ack {
			t.Fatalf("refused: %s", code)
		}
		synctest.Wait()
		if got := a.see().mine["added"]; len(got.([]any)) != 1 {
			t.Errorf("mine.added is %v", got)
		}
		if got := stage.see().game["total"]; got != 3.0 {
			t.Errorf("the stage sees a total of %v, want 3", got)
		}
		agree(t, lead, a, b, stage)
		sound(t, lead, a, b, stage)
		last := a.see().order
		if n := len(last); n < 3 || last[n-3] != "patch" || last[n-2] != "mine" || last[n-1] != "ack" {
			t.Errorf("the frames of a commit came in the order %v", last)
		}
	})
}

func TestMovesAreDecidedOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		early := a.move(`{"add":1}`)
		if ack, code := a.decided(early); ack || code != "not_now" {
			t.Fatalf("a move in the lobby: %v %s, want not_now", ack, code)
		}
		lead.play()
		a.send(7, `{"add":7}`) // a gap is fine
		a.send(7, `{"add":70}`)
		a.send(5, `{"add":5}`) // below what was decided: never judged
		a.send(early, `{"add":1}`)
		a.send(8, `{"add":8}`)
		a.decided(8)
		again := w.join(code, "a")
		again.send(8, `{"add":800}`)
		again.send(early, `{"add":1}`)
		again.decided(8)
		synctest.Wait()
		if got := lead.see().game["total"]; got != 15.0 {
			t.Errorf("the total is %v, want 15", got)
		}
		v := again.see()
		if v.acked != 8 || v.refused[early] != "not_now" {
			t.Errorf("the welcome says acked %d, refused %v", v.acked, v.refused)
		}
		sound(t, lead, a, again)
	})
}

func TestRefusalsOfTheRoomItself(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		stage := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		lead.play()

		a.link.Move(wire.Client{Type: wire.Move, ID: 1})
		a.link.Move(wire.Client{Type: wire.Move, ID: 2, Body: []byte(`{"add":1}`), Extra: true})
		a.link.Move(wire.Client{Type: wire.Move, ID: 3, Body: []byte(`{"do":"next"}`)})
		old := int64(0)
		a.link.Move(wire.Client{Type: wire.Move, ID: 4, At: &old, Body: []byte(`{"add":1}`)})
		stage.move(`{"do":"next"}`)
		lead.send(90, `{"do":"unsaved"}`)
		lead.send(91, `{"do":"remove","player":"nobody"}`)
		lead.send(92, `{"do":"remove","player":"a","player":"a"}`)
		lead.decided(92)
		a.decided(4)
		synctest.Wait()
		want := map[int64]string{1: "bad_move", 2: "bad_move", 3: "not_yours", 4: "too_late"}
		for id, code := range want {
			if got := a.see().refused[id]; got != code {
				t.Errorf("move %d: refused %q, want %q", id, got, code)
			}
		}
		if got := stage.see().refused[1]; got != "not_yours" {
			t.Errorf("a stage's move: refused %q, want not_yours", got)
		}
		for id, code := range map[int64]string{90: "not_now", 91: "bad_move", 92: "bad_move"} {
			if got := lead.see().refused[id]; got != code {
				t.Errorf("the leader's move %d: refused %q, want %q", id, got, code)
			}
		}
		again := w.join(code, "a")
		if v := again.see(); v.acked != 4 || len(v.refused) != 4 {
			t.Errorf("refused moves were not stored as decided: acked %d, %v", v.acked, v.refused)
		}
		sound(t, lead, a, stage, again)
	})
}

func TestOnlyTheLast32RefusalsAreKept(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		a := w.join(code, "a")
		for range 40 {
			a.move(`{"add":1}`)
		}
		a.decided(40)
		again := w.join(code, "a")
		v := again.see()
		if v.acked != 40 || len(v.refused) != 32 || v.refused[9] == "" || v.refused[8] != "" {
			t.Errorf("acked %d, refused %v; want the last 32 of 40", v.acked, v.refused)
		}
	})
}

func TestTheNewestConnectionOfASeatWins(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b")
		lead, b := w.lead(code, "L"), w.join(code, "b")
		old := w.join(code, "a")
		lead.play()
		newer := w.join(code, "a")
		old.move(`{"add":50}`)
		old.link.Lost()
		old.link.Lost()
		newer.decided(newer.move(`{"add":1}`))
		time.Sleep(w.limits.Silent + time.Second)
		synctest.Wait()
		if v := old.see(); v.closed != wire.Elsewhere {
			t.Errorf("the earlier connection was closed with %d, want 4509", v.closed)
		}
		v := b.see()
		if online := v.room["players"].(map[string]any)["a"].(map[string]any)["online"]; online != true {
			t.Error("the late end of the earlier connection put the new one to sleep")
		}
		if v.game["total"] != 1.0 {
			t.Errorf("the total is %v: the earlier connection's move counted", v.game["total"])
		}
		leadAgain := w.lead(code, "L")
		other := w.lead(code, "M")
		synctest.Wait()
		if got := lead.see().closed; got != wire.Elsewhere {
			t.Errorf("a leader's earlier console was closed with %d, want 4509", got)
		}
		one := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		two := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		synctest.Wait()
		for _, s := range []*seat{leadAgain, other, one, two, newer} {
			if got := s.see().closed; got != 0 {
				t.Errorf("%v was closed with %d", s.at, got)
			}
		}
		sound(t, lead, leadAgain, other, b, old, newer, one, two)
	})
}

func TestASeatFallsAsleepTwelveSecondsAfterItsConnection(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b", "c")
		a, b, c := w.join(code, "a"), w.join(code, "b"), w.join(code, "c")
		online := func(id string) bool {
			synctest.Wait()
			return b.see().room["players"].(map[string]any)[id].(map[string]any)["online"].(bool)
		}
		a.link.Lost()
		time.Sleep(w.limits.Silent - time.Second)
		if !online("a") {
			t.Error("asleep too early")
		}
		time.Sleep(2 * time.Second)
		if online("a") {
			t.Error("still awake")
		}
		c.link.Silent()
		if online("c") {
			t.Error("a connection that was dropped for its silence is awake")
		}
		again := w.join(code, "a")
		again.link.Lost()
		time.Sleep(w.limits.Silent / 2)
		back := w.join(code, "a")
		time.Sleep(w.limits.Silent)
		if !online("a") {
			t.Error("a seat that came back in time was put to sleep")
		}
		back.link.Lost()
		time.Sleep(6 * time.Second)
		third := w.join(code, "a")
		time.Sleep(time.Second)
		third.link.Lost()
		time.Sleep(10 * time.Second)
		if !online("a") {
			t.Error("the first of two losses put it to sleep, 10 s after the second")
		}
		time.Sleep(3 * time.Second)
		if online("a") {
			t.Error("still awake after the second loss")
		}
		sound(t, a, b, c, again, back, third)
	})
}

// TestTakeoversAreNoWobble: the late ends of connections that were taken over are no
// players that vanish.
func TestTakeoversAreNoWobble(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, old := playing(t, "a", "b", "c")
		defer w.stop()
		var newer []*seat
		for _, s := range old {
			newer = append(newer, w.join(code, s.at.ID))
		}
		for _, s := range old {
			s.link.Lost()
		}
		synctest.Wait()
		if paused, why := lead.paused(); paused {
			t.Errorf("paused: %v", why)
		}
		newer[0].link.Lost()
		newer[1].link.Lost()
		synctest.Wait()
		if paused, why := lead.paused(); !paused || why != "wobble" {
			t.Errorf("two of three vanished: paused %v, why %v", paused, why)
		}
		sound(t, append(newer, lead)...)
	})
}

// TestAHeldWelcomeOfATakenSeat takes a seat over while its welcome waits for the disk.
func TestAHeldWelcomeOfATakenSeat(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		defer w.stop()
		p[0].link.Silent() // so that its waking is to be stored
		synctest.Wait()
		w.spy.set(nil, func() time.Duration { return time.Second })
		var held []*seat
		for range 3 {
			s, err := w.dial(code, p[0].at)
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, s)
			synctest.Wait()
		}
		time.Sleep(5 * time.Second)
		synctest.Wait()
		for i, s := range held {
			v := s.see()
			if last := i == 2; last != (v.closed == 0) || last != (v.welcomes == 1) {
				t.Errorf("connection %d has %d welcomes and was closed with %d", i, v.welcomes, v.closed)
			}
		}
		agree(t, lead, p[1], held[2])
		sound(t, append(held, lead, p[0], p[1])...)
	})
}

func TestSparksReachAllOthersAndNothingIsStored(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b")
		a, b, lead := w.join(code, "a"), w.join(code, "b"), w.lead(code, "L")
		stage := w.connect(code, game.Seat{ID: "S", Role: game.RoleStage})
		stored := w.spy.stored()
		spark := func(s *seat, text string) {
			s.link.Spark(wire.Client{Type: wire.Spark, Body: []byte(text)})
			synctest.Wait()
		}
		began, others := time.Now(), []*seat{b, lead, stage}
		heard := func(want ...int) {
			t.Helper()
			synctest.Wait()
			for _, s := range others {
				got := s.see().sparks
				same := len(got) == len(want)
				for i := 0; same && i < len(got); i++ {
					same = got[i] == fmt.Sprintf(`{"type":"spark","from":"a","x":%d}`, want[i])
				}
				if !same {
					t.Errorf("after %v %v got the sparks %v, want %v", time.Since(began), s.at, got, want)
				}
			}
		}
		spark(a, `{"type":"spark","x":1,"from":"b"}`)
		for x := 2; x < 8; x++ { // a bunch: four wait for their turn
			spark(a, fmt.Sprintf(`{"type":"spark","x":%d}`, x))
		}
		spark(stage, `{"type":"spark","x":9}`)
		heard(1)
		time.Sleep(59 * time.Millisecond)
		heard(1)
		time.Sleep(time.Millisecond)
		heard(1, 2)
		time.Sleep(150 * time.Millisecond) // two more, and half of the way to the last
		spark(a, `{"type":"spark","x":8}`)
		heard(1, 2, 3, 4)
		time.Sleep(90 * time.Millisecond)
		heard(1, 2, 3, 4, 5, 8)
		if got := a.see().sparks; len(got) != 0 {
			t.Errorf("the sender got its own sparks: %v", got)
		}
		if w.spy.stored() != stored {
			t.Error("a spark was stored")
		}
		sound(t, a, b, lead, stage)
	})
}

func TestConnectRefuses(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		w.limits.Seats = 2
		w.start()
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a", "b", "c")
		w.house.add(campfireCode, "d")
		for _, tt := range []struct {
			code, id string
			want     error
		}{{"ZZZZ", "a", room.ErrUnknown}, {code, "d", room.ErrMoved}, {code, "nobody", room.ErrMoved}, {code, "c", room.ErrFull}} {
			s, err := w.dial(tt.code, game.Seat{ID: tt.id, Role: game.RolePlayer})
			if !errors.Is(err, tt.want) {
				t.Errorf("%s to %s: %v, want %v", tt.id, tt.code, err, tt.want)
			}
			if v := s.see(); len(v.order) > 0 || v.closed != 0 {
				t.Errorf("%s to %s: was sent %v, closed %d", tt.id, tt.code, v.order, v.closed)
			}
		}
		w.house.setFailure(errDisk)
		if _, err := w.dial(code, game.Seat{ID: "late", Role: game.RolePlayer}); !errors.Is(err, room.ErrLoad) {
			t.Errorf("while the people can't be asked: %v, want ErrLoad", err)
		}
		w.house.setFailure(nil)
		w.join(code, "a")
	})
}

func TestConnectAfterClose(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		w.house.add(campfireCode, "a")
		a := w.join(campfireCode, "a")
		w.stop()
		if got := a.see().closed; got != wire.Restarting {
			t.Errorf("closed with %d, want 1012", got)
		}
		if _, err := w.dial(campfireCode, a.at); !errors.Is(err, room.ErrClosed) {
			t.Errorf("connecting: %v, want ErrClosed", err)
		}
		if _, err := w.reg.Create(context.Background(), "", "tally", nil, nil); !errors.Is(err, room.ErrClosed) {
			t.Errorf("creating: %v, want ErrClosed", err)
		}
	})
}
