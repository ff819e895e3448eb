package room_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"packnight/game"
	"packnight/game/kinds/quiz"
)

// TestAQuizIsPickedUpAgainAtEveryEvent plays whole quizzes by players who answer, send
// rubbish, go and return, under a leader who tries everything. After each event the
// process is killed, and the play goes on in a new one on what was stored by then.
func TestAQuizIsPickedUpAgainAtEveryEvent(t *testing.T) {
	for seed := range uint64(4) {
		bubble(t, func(t *testing.T) {
			q := newQuizNight(t, seed)
			for range 600 {
				if q.lead.phase() == "podium" {
					break
				}
				q.event()
				q.kill()
			}
			if p := q.lead.phase(); p != "podium" {
				t.Errorf("after 600 events the phase is %s", p)
			}
			for _, phase := range []string{"explain", "ready", "play", "reveal"} {
				if q.killedIn[phase] == 0 {
					t.Errorf("no kill in %s", phase)
				}
			}
			if q.answers < 5 {
				t.Errorf("only %d answers were seen after a kill", q.answers)
			}
			t.Logf("seed %d: %d kills, by phase %v, %d with an answer", seed, q.kills, q.killedIn, q.answers)
			q.w.stop()
		})
	}
}

// quizNight is a quiz under way and who plays it.
type quizNight struct {
	t     *testing.T
	rand  *rand.Rand
	w     *world
	code  string
	lead  *seat
	cubs  map[string]*seat // nil for one whose phone is away
	sent  map[string]int64 // the last move of each seat
	kills int

	killedIn map[string]int // kills by phase
	answers  int            // kills after which a Cub saw its own answer again
}

func newQuizNight(t *testing.T, seed uint64) *quizNight {
	w := newWorld(t)
	w.kinds = append(w.kinds, quiz.Kind())
	w.start()
	options, err := quiz.Kind().Check(map[string]json.RawMessage{"count": json.RawMessage("5")})
	if err != nil {
		t.Fatal(err)
	}
	code, err := w.reg.Create(t.Context(), "", "quiz", options, nil)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{"a", "b", "c", "d"}
	w.house.add(code, ids...)
	q := &quizNight{t: t, rand: seeded(seed), w: w, code: code, cubs: map[string]*seat{}, sent: map[string]int64{}, killedIn: map[string]int{}}
	q.lead = w.lead(code, "L")
	for _, id := range ids {
		q.cubs[id] = w.join(code, id)
	}
	return q
}

// event lets one thing happen, and some time pass.
func (q *quizNight) event() {
	ids := slices.Sorted(maps.Keys(q.cubs))
	id := ids[q.rand.IntN(len(ids))]
	cub := q.cubs[id]
	switch n := q.rand.IntN(20); {
	case n < 4:
		q.lead.lead("next")
	case n == 4:
		q.lead.at0(q.command(id))
	case cub == nil:
		q.cubs[id] = q.dial(game.Seat{ID: id, Role: game.RolePlayer})
	case n == 5:
		cub.link.Lost()
		q.cubs[id] = nil
	case n == 6:
		cub.move(`{"answer":9}`)
	default:
		cub.at0(fmt.Sprintf(`{"answer":%d}`, q.rand.IntN(4)))
	}
	time.Sleep(time.Duration(q.rand.IntN(2500)) * time.Millisecond)
	synctest.Wait()
}

// command is something that a leader does now and then.
func (q *quizNight) command(player string) string {
	all := []string{
		`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"redo"}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"extend","seconds":15}`,
		`{"do":"hide","on":true}`, `{"do":"score","player":"` + player + `","by":3}`, `{"do":"rest","player":"` + player + `"}`,
		`{"do":"wake","player":"` + player + `"}`,
	}
	return all[q.rand.IntN(len(all))]
}

// dial connects a seat, which goes on counting its moves where it was.
func (q *quizNight) dial(at game.Seat) *seat {
	s := q.w.connect(q.code, at)
	s.next = max(s.next, q.sent[at.ID])
	return s
}

// kill ends the process as a power cut does, and starts another.
func (q *quizNight) kill() {
	q.kills++
	before := q.look()
	sound(q.t, q.seats()...)
	next := q.w.spy.after(q.w.spy.stored())
	q.w.stop()
	old := q.w
	q.w = worldOn(q.t, next, &house{store: next, known: old.house.known, rosters: map[string]int{}})
	q.w.spy, q.w.kinds = next, old.kinds
	q.w.start()
	q.lead = q.again(q.lead)
	for id, cub := range q.cubs {
		if cub != nil {
			q.cubs[id] = q.again(cub)
		}
	}
	synctest.Wait()
	q.compare(before, q.look())
	q.killedIn[q.lead.phase()]++
	for _, s := range q.seats() {
		if s.see().mine["answer"] != nil {
			q.answers++
			break
		}
	}
}

func (q *quizNight) again(s *seat) *seat {
	q.sent[s.at.ID] = s.next
	return q.dial(s.at)
}

func (q *quizNight) seats() []*seat {
	all := []*seat{q.lead}
	for _, cub := range q.cubs {
		if cub != nil {
			all = append(all, cub)
		}
	}
	return all
}

// look returns what must outlive a kill: the game as all see it, what each sees alone,
// the points, and which moves were decided how.
func (q *quizNight) look() map[string]string {
	seen := map[string]string{}
	put := func(name string, v any) { seen[name] = string(must(jsonOf(v))) }
	room := q.lead.see().room
	put("game", q.lead.see().game)
	for _, name := range []string{"phase", "round", "rounds", "moment", "hidden", "sixes"} {
		put(name, room[name])
	}
	for id, p := range room["players"].(map[string]any) {
		put("points of "+id, p.(map[string]any)["points"])
		put("rest of "+id, p.(map[string]any)["resting"])
	}
	for _, s := range q.seats() {
		put("mine of "+s.at.ID, s.see().mine)
	}
	return seen
}

func (q *quizNight) compare(before, after map[string]string) {
	q.t.Helper()
	for name, want := range before {
		if got := after[name]; got != want {
			q.t.Fatalf("kill %d changed the %s\nfrom %s\nto   %s", q.kills, name, want, got)
		}
	}
}
