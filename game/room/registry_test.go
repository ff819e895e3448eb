package room_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/game/wire"
)

// crowd makes n players of a game and returns their seats.
func (w *world) crowd(code string, n int) []game.Seat {
	ids, seats := make([]string, n), make([]game.Seat, n)
	for i := range n {
		ids[i] = fmt.Sprintf("p%04d", i)
		seats[i] = game.Seat{ID: ids[i], Role: game.RolePlayer}
	}
	w.house.add(code, ids...)
	return seats
}

// dialAll connects all seats at one instant.
func (w *world) dialAll(code string, at []game.Seat) ([]*seat, []error) {
	seats, errs := make([]*seat, len(at)), make([]error, len(at))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range at {
		all.Go(func() {
			<-start
			seats[i], errs[i] = w.dial(code, at[i])
		})
	}
	close(start)
	all.Wait()
	return seats, errs
}

// tap is a connection that only counts, for crowds.
type tap struct {
	mu       sync.Mutex
	welcomes int
	last     string // the last frame
	closed   wire.CloseCode
}

func (c *tap) Send(frames ...wire.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range frames {
		payload, _ := unframe(f)
		if bytes.HasPrefix(payload, []byte(`{"type":"welcome"`)) {
			c.welcomes++
		}
		c.last = string(payload)
	}
}

func (c *tap) Close(code wire.CloseCode, _ string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = code
}

func TestAThousandForOneShelvedCodeGetOneRoom(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const n = 1000
		w := newWorld(t)
		w.limits.Seats, w.limits.Sockets = n, 2*n
		w.start()
		defer w.stop()
		code := w.create("", "tally")
		at := w.crowd(code, n)
		open := make(chan struct{})
		w.house.gate = func() { <-open }
		go func() {
			synctest.Wait() // all thousand wait for the load by now
			close(open)
		}()
		taps, errs := make([]tap, n), make([]error, n)
		var all sync.WaitGroup
		for i := range at {
			all.Go(func() { _, errs[i] = w.reg.Connect(context.Background(), code, at[i], &taps[i]) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if got := w.house.rosters[code]; got != 1 {
			t.Errorf("the game was loaded %d times, want once", got)
		}
		w.house.gate = nil
		lead := w.lead(code, "L")
		lead.play()
		lead.decided(lead.move(`{"do":"break","on":true}`))
		synctest.Wait()
		for i := range taps {
			if c := &taps[i]; c.welcomes != 1 || c.closed != 0 || c.last != taps[0].last || !strings.Contains(c.last, `"break":true`) {
				t.Fatalf("%v has %d welcomes, was closed with %d, and saw last %.200s", at[i], c.welcomes, c.closed, c.last)
			}
		}
		sound(t, lead)
	})
}

func TestAFailedLoadIsToldToAllAndTriedAfresh(t *testing.T) {
	bubble(t, func(t *testing.T) {
		const n = 50
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		at := w.crowd(code, n)
		open := make(chan struct{})
		w.house.gate = func() { <-open }
		go func() {
			synctest.Wait()
			w.house.setFailure(errDisk)
			close(open)
		}()
		_, errs := w.dialAll(code, at)
		for i, err := range errs {
			if !errors.Is(err, room.ErrLoad) {
				t.Errorf("%v was told %v, want ErrLoad", at[i], err)
			}
		}
		w.house.setFailure(nil)
		w.house.gate = nil
		seats, errs := w.dialAll(code, at)
		if err := errors.Join(errs...); err != nil {
			t.Errorf("the next were not tried afresh: %v", err)
		}
		synctest.Wait()
		sound(t, seats...)
	})
}

func TestALoadOutlivesItsFirstCaller(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		at := w.crowd(code, 2)
		open := make(chan struct{})
		w.house.gate = func() { <-open }
		ctx, cancel := context.WithCancel(t.Context())
		first := make(chan error, 1)
		go func() {
			_, err := w.reg.Connect(ctx, code, at[0], newConn())
			first <- err
		}()
		synctest.Wait()
		second := make(chan error, 1)
		go func() {
			_, err := w.dial(code, at[1])
			second <- err
		}()
		synctest.Wait()
		cancel()
		if err := <-first; !errors.Is(err, context.Canceled) {
			t.Errorf("the impatient one got %v", err)
		}
		close(open)
		if err := <-second; err != nil {
			t.Errorf("the patient one got %v", err)
		}
		if w.house.rosters[code] != 1 {
			t.Errorf("loaded %d times", w.house.rosters[code])
		}
	})
}

func TestAnEmptyRoomIsShelvedAndLoadedAgain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		lead.play()
		a.decided(a.move(`{"add":4}`))
		before := a.see()
		lead.link.Lost()
		a.link.Lost()
		time.Sleep(w.limits.Linger - time.Second)
		back := w.join(code, "a")
		if w.house.rosters[code] != 1 {
			t.Error("the room did not linger")
		}
		back.link.Lost()
		time.Sleep(w.limits.Linger + 2*time.Second)
		again := w.join(code, "a")
		if w.house.rosters[code] != 2 {
			t.Errorf("loaded %d times, want 2: it was not shelved", w.house.rosters[code])
		}
		v := again.see()
		if v.game["total"] != 4.0 || v.acked != 1 || v.room["phase"] != "play" || v.room["paused"] != true {
			t.Errorf("after the shelf: %v %v acked %d", v.room, v.game, v.acked)
		}
		if v.v <= before.v {
			t.Errorf("v starts at %d, and %d was seen", v.v, before.v)
		}
		sound(t, lead, a, back, again)
	})
}

var schedules = flag.Int("schedules", 400, "random schedules around the shelving of a room")

// TestComingWhileTheLastOneLeaves plays random schedules around the instant at which
// a room is shelved: every one who comes gets a room, never two exist, and what was
// acknowledged is there.
func TestComingWhileTheLastOneLeaves(t *testing.T) {
	for seed := range uint64(*schedules) {
		bubble(t, func(t *testing.T) { shelveRace(t, seed) })
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func shelveRace(t *testing.T, seed uint64) {
	w := newWorld(t)
	w.limits.Linger = time.Duration(seed%4) * time.Millisecond
	w.start()
	defer w.stop()
	code := w.create("", "tally")
	ids := []string{"a", "b", "c"}
	w.house.add(code, ids...)
	lead := w.lead(code, "L")
	lead.play()
	lead.link.Lost()
	var all sync.WaitGroup
	acked := make([]int, len(ids))
	for i, id := range ids {
		r := seeded(seed*31 + uint64(i))
		all.Go(func() {
			for range 4 {
				time.Sleep(time.Duration(r.IntN(6)) * 500 * time.Microsecond)
				s := w.join(code, id)
				if ack, _ := s.decided(s.move(`{"add":1}`)); ack {
					acked[i]++
				}
				time.Sleep(time.Duration(r.IntN(3)) * 500 * time.Microsecond)
				s.link.Lost()
				sound(t, s)
			}
		})
	}
	all.Wait()
	if got := w.faults.twice.Load(); got != 0 {
		t.Errorf("%d calls of a game after a newer one was loaded", got)
	}
	for i, id := range ids {
		s := w.join(code, id)
		if got := len(s.see().mine["added"].([]any)); got != acked[i] {
			t.Errorf("%s has %d moves, %d were acknowledged", id, got, acked[i])
		}
	}
}

func TestCreate(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		w.limits.Games = 4
		w.start()
		defer w.stop()
		if _, err := w.reg.Create(t.Context(), "", "chess", nil, nil); !errors.Is(err, room.ErrKind) {
			t.Errorf("an unknown kind: %v", err)
		}
		if _, err := w.reg.Create(t.Context(), campfireCode, "tally", nil, nil); !errors.Is(err, room.ErrTaken) {
			t.Errorf("a code that is taken: %v", err)
		}
		w.create("N001", "tally") // the code that NewCode gives first
		if got := w.create("", "tally"); got != "N002" {
			t.Errorf("got the code %s, want the next free one, N002", got)
		}
		w.create("", "tally")
		if _, err := w.reg.Create(t.Context(), "", "tally", nil, nil); !errors.Is(err, room.ErrTooMany) {
			t.Errorf("one game too many: %v", err)
		}
		time.Sleep(25 * time.Hour)
		w.create("", "tally") // the others have expired
	})
}

func TestKindListAndResting(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code, shelved := w.create("", "tally"), w.create("", "tally")
		w.house.add(code, "a", "b")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		if ack, code := lead.decided(lead.move(`{"do":"rest","player":"b"}`)); !ack {
			t.Fatalf("rest was refused: %s", code)
		}
		if kind, err := w.reg.Kind(t.Context(), shelved); kind != "tally" || err != nil {
			t.Errorf("Kind: %s, %v", kind, err)
		}
		if _, err := w.reg.Kind(t.Context(), "ZZZZ"); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("Kind of no game: %v", err)
		}
		want := []room.Summary{
			{Code: campfireCode, Kind: "campfire", Phase: game.Lobby},
			{Code: code, Kind: "tally", Phase: game.Lobby, Awake: 1, Players: 2},
			{Code: shelved, Kind: "tally", Phase: game.Lobby},
		}
		list, err := w.reg.List(t.Context())
		if err != nil || fmt.Sprint(list) != fmt.Sprint(want) {
			t.Errorf("List: %v, %v; want %v", list, err, want)
		}
		if w.house.rosters[shelved] != 0 {
			t.Error("the list loaded a room")
		}
		for range 2 {
			resting, err := w.reg.Resting(t.Context(), code)
			if err != nil || fmt.Sprint(resting) != "[b]" {
				t.Errorf("Resting: %v, %v", resting, err)
			}
			lead.link.Lost()
			a.link.Lost()
			time.Sleep(time.Minute) // shelved, and asked again
		}
		if _, err := w.reg.Resting(t.Context(), "ZZZZ"); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("Resting of no game: %v", err)
		}
	})
}

func TestWipe(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		w.house.add(campfireCode, "b")
		lead, a, b := w.lead(code, "L"), w.join(code, "a"), w.join(campfireCode, "b")
		lead.play()
		w.spy.set(nil, func() time.Duration { return 50 * time.Millisecond })
		a.move(`{"add":1}`) // on its way while the evening ends
		during := make(chan error, 1)
		err := w.reg.Wipe(t.Context(), func(ctx context.Context) error {
			if v := a.see(); v.closed != 0 {
				t.Errorf("closed with %d before anything was wiped", v.closed)
			}
			go func() {
				_, err := w.dial(code, a.at)
				during <- err
			}()
			synctest.Wait()
			select {
			case err := <-during:
				t.Errorf("a connection in the middle of the wipe was answered: %v", err)
			default:
			}
			w.spy.set(nil, nil)
			_, err := w.store.Delete(ctx, "games", "game:"+code, "game:"+code+":state", "game:"+code+":seats", "game:"+campfireCode)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := <-during; !errors.Is(err, room.ErrUnknown) {
			t.Errorf("who waited for the wipe got %v, want ErrUnknown", err)
		}
		for _, s := range []*seat{lead, a, b} {
			if got := s.see().closed; got != wire.EveningEnd {
				t.Errorf("%v was closed with %d, want 4511", s.at, got)
			}
		}
		time.Sleep(time.Minute)
		if _, err := w.reg.Kind(t.Context(), code); !errors.Is(err, room.ErrUnknown) {
			t.Errorf("the game came back: %v", err)
		}
		w.create(campfireCode, "campfire")
		sound(t, lead, a, b)
	})
}

func TestAFailedWipeLeavesTheEveningAsItWas(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		w.house.add(campfireCode, "a")
		a := w.join(campfireCode, "a")
		err := w.reg.Wipe(t.Context(), func(context.Context) error { return errDisk })
		if !errors.Is(err, errDisk) {
			t.Errorf("Wipe: %v", err)
		}
		if got := a.see().closed; got != wire.Restarting {
			t.Errorf("closed with %d, want 1012", got)
		}
		w.join(campfireCode, "a")
	})
}

// TestALateCommitBringsNothingBack wipes under the feet of a room whose commit is in
// the store's queue.
func TestALateCommitBringsNothingBack(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w := newWorld(t)
		defer w.stop()
		code := w.create("", "tally")
		w.house.add(code, "a")
		lead, a := w.lead(code, "L"), w.join(code, "a")
		lead.play()
		w.spy.set(nil, func() time.Duration { return time.Second })
		a.move(`{"add":1}`)
		synctest.Wait()
		keys := []string{"games", "game:" + code, "game:" + code + ":state", "game:" + code + ":seats", "game:" + code + ":seat:a", "game:" + code + ":seat:L"}
		if _, err := w.store.Delete(t.Context(), keys...); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		for _, key := range keys {
			if _, err := w.store.TTL(t.Context(), key); err == nil {
				t.Errorf("%s came back", key)
			}
		}
		if v := a.see(); v.closed != wire.GameOver || len(v.acks) != 0 {
			t.Errorf("closed with %d, acknowledged %v; want 4510 and nothing", v.closed, v.acks)
		}
		w.spy.set(nil, nil)
	})
}
