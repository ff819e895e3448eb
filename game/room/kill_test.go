package room_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
)

// TestKilledAtEveryCommit plays a random game, then starts a process on what was
// stored after each of its commits: nothing acknowledged by then is lost or doubled,
// v starts above all that was seen, and no one has less time left.
func TestKilledAtEveryCommit(t *testing.T) {
	for seed := range uint64(6) {
		bubble(t, func(t *testing.T) { killed(t, seed) })
	}
}

// watch is what a leader's screen said of the clock right after a commit.
type watch struct {
	moment, left float64
	running      bool
}

func killed(t *testing.T, seed uint64) {
	w, code, lead, p := playing(t, "a", "b", "c")
	r := seeded(seed)
	slow := seeded(seed + 1000)
	w.spy.set(nil, func() time.Duration { return time.Duration(slow.IntN(30)) * time.Millisecond })
	all := append([]*seat{}, p...)
	value := 0
	for range 60 {
		i := r.IntN(3)
		switch r.IntN(12) {
		case 0:
			p[i].link.Lost()
			next := w.join(code, p[i].at.ID)
			next.next = max(next.next, p[i].next)
			p[i] = next
			all = append(all, next)
		case 1:
			lead.lead("next")
		case 2:
			lead.move(`{"do":"pause"}`)
		case 3:
			lead.move(`{"do":"resume"}`)
		default:
			value++
			p[i].move(fmt.Sprintf(`{"add":%d}`, value))
		}
		time.Sleep(time.Duration(r.IntN(900)) * time.Millisecond)
	}
	w.spy.set(nil, nil)
	w.stop()
	synctest.Wait()
	sound(t, append(all, lead)...)
	n := w.spy.stored()
	for at := 0; at <= n; at++ {
		reborn(t, w, code, at, append(all, lead))
	}
}

// reborn starts on the first n batches and compares with what was seen by then.
func reborn(t *testing.T, w *world, code string, n int, seats []*seat) {
	t.Helper()
	store := w.spy.at(n)
	h := newHouse(store)
	h.known = map[string]bool{"a": true, "b": true, "c": true}
	w2 := worldOn(t, store, h)
	defer w2.stop()
	fresh := map[game.Seat]seen{}
	for _, s := range seats {
		v := s.see()
		if _, there := fresh[s.at]; !there {
			if len(v.seenV) == 0 || firstSeen(v) > n {
				continue
			}
			again, err := w2.dial(code, s.at)
			if err != nil {
				t.Fatalf("after %d commits %v had been welcomed, and now: %v", n, s.at, err)
			}
			again.until(func(c *conn) bool { return c.welcomes > 0 })
			fresh[s.at] = again.see()
			sound(t, again)
		}
		compare(t, n, s, v, fresh[s.at])
	}
}

func firstSeen(v seen) int {
	first := int(^uint(0) >> 1)
	for _, at := range v.seenV {
		first = min(first, at)
	}
	return first
}

func compare(t *testing.T, n int, s *seat, before, after seen) {
	t.Helper()
	for v, at := range before.seenV {
		if at <= n && v >= after.v {
			t.Errorf("after %d commits %v had seen v %d, and the next welcome says %d", n, s.at, v, after.v)
		}
	}
	for id, at := range before.acks {
		if at <= n && (id > after.acked || after.refused[id] != "") {
			t.Errorf("after %d commits move %d of %v was acknowledged, and now acked is %d, refused %v", n, id, s.at, after.acked, after.refused)
		}
	}
	last := 0.0
	added, _ := after.mine["added"].([]any)
	for _, a := range added {
		if a.(float64) <= last { // values grow, so one that is doubled or out of order shows
			t.Errorf("after %d commits %v has %v", n, s.at, added)
		}
		last = a.(float64)
	}
}

// TestTimeLeftNeverShrinksByAKill compares the clock that was shown after each commit
// with what a start at that point finds.
func TestTimeLeftNeverShrinksByAKill(t *testing.T) {
	bubble(t, func(t *testing.T) {
		w, code, lead, p := playing(t, "a", "b")
		left := map[int]watch{}
		note := func() {
			synctest.Wait()
			v := lead.see().room
			n := watch{moment: v["moment"].(float64)}
			switch deadline, ok := v["deadline"].(float64); {
			case ok:
				n.left, n.running = deadline-float64(time.Now().UnixMilli()), true
			case v["left"] != nil:
				n.left, n.running = v["left"].(float64), true
			}
			left[w.spy.stored()] = n
		}
		for i := range 40 {
			time.Sleep(700 * time.Millisecond)
			note() // as late after a commit as a kill can come
			switch i % 10 {
			case 3:
				lead.move(`{"do":"pause"}`)
			case 5:
				lead.move(`{"do":"resume"}`)
			case 8:
				lead.at0(`{"do":"extend","seconds":5}`)
			default:
				p[i%2].move(`{"add":1}`)
			}
		}
		w.stop()
		checked := 0
		for n, before := range left {
			if !before.running {
				continue
			}
			checked++
			h := newHouse(w.spy.at(n))
			h.known = map[string]bool{"a": true, "b": true}
			w2 := worldOn(t, h.store, h)
			v := w2.lead(code, "L").see().room
			if v["moment"].(float64) != before.moment || v["paused"] != true || v["left"].(float64) < before.left {
				t.Errorf("after %d commits %v ms were left, and now: %v", n, before.left, v)
			}
			w2.stop()
		}
		if checked < 20 {
			t.Errorf("compared %d points, want at least 20", checked)
		}
	})
}

// at0 sends a leader's command of any members with the present moment.
func (s *seat) at0(body string) int64 {
	moment := int64(s.see().room["moment"].(float64))
	s.next++
	s.link.Move(wireMove(s.next, &moment, body))
	return s.next
}
