package kindtest

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"

	"packnight/game"
)

// check holds the game to all that must be so after every event.
func (w *world) check(e event) {
	if w.plain {
		return
	}
	room, view := w.g.Room(), w.g.View() // View also counts, in the spy
	w.look(room, view)
	w.sameAsShown(e, room, view)
	w.nobodyWaits(e, room, view)
	w.scoresAddUp(e, room)
	w.hidesPoints(e, room, view)
	w.loads(e, room)
}

// look notes what is so, to know what was tested.
func (w *world) look(room, view game.View) {
	w.note(true, room["phase"].(string))
	w.note(view["bell"] == true, "bell")
	w.note(room["paused"] == true, "paused")
	w.note((*w.spy).answered > 0, "answered")
	for _, p := range room["players"].(game.View) {
		w.note(p.(game.View)["late"] == true, "late")
	}
}

func (w *world) note(so bool, what string) {
	if so && w.seen != nil {
		w.seen[what]++
	}
}

// sameAsShown compares the views with what patches made of the earlier ones.
func (w *world) sameAsShown(e event, room, view game.View) {
	w.equal(e, "room", w.room, decoded(w.t, room))
	w.equal(e, "game", w.view, decoded(w.t, view))
	for _, id := range w.g.Players() {
		seat := game.Seat{ID: id, Role: game.RolePlayer}
		mine := decoded(w.t, w.g.Mine(seat))
		if w.mine[id] == nil {
			w.mine[id] = map[string]any{}
		}
		w.equal(e, "mine of "+id, mine, w.mine[id])
		_, _, shown := w.g.Shown(seat)
		w.equal(e, "shown mine", parsed(w.t, shown), mine)
	}
	shownRoom, shownView, _ := w.g.Shown(game.Seat{ID: "leader", Role: game.RoleLeader})
	w.equal(e, "shown room", parsed(w.t, shownRoom), w.room)
	w.equal(e, "shown game", parsed(w.t, shownView), w.view)
	online := 0
	for _, p := range room["players"].(game.View) {
		if p.(game.View)["online"] == true {
			online++
		}
	}
	if online != w.g.Awake() {
		w.t.Fatalf("after %s: %d are online, %d awake", e, online, w.g.Awake())
	}
	for _, role := range []game.Role{game.RoleLeader, game.RoleStage} {
		if mine := w.g.Mine(game.Seat{ID: "p0", Role: role}); len(mine) > 0 {
			w.t.Fatalf("after %s: a %s has a view of its own: %v", e, role, mine)
		}
	}
}

func (w *world) equal(e event, what string, got, want any) {
	if !reflect.DeepEqual(got, want) {
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(want)
		w.t.Fatalf("after %s: %s is not what it should be: %s", e, what, difference(a, b))
	}
}

// nobodyWaits looks that Play goes on only while somebody awake has to answer.
func (w *world) nobodyWaits(e event, room, view game.View) {
	s := *w.spy
	if w.g.Phase() != game.Play || room["paused"] == true || s.waiting > 0 || s.answered == 0 {
		return
	}
	var state struct{ Muffled bool }
	w.read(w.store.State, &state)
	if (view["bell"] == true) == state.Muffled || room["deadline"] == nil {
		w.t.Fatalf("after %s: Play waits for nobody, and %d have answered", e, s.answered)
	}
}

// scoresAddUp recomputes the Sixes' scores and everyone's points from the records.
func (w *world) scoresAddUp(e event, room game.View) {
	if w.kind.Gathering || room["hidden"] == true {
		return
	}
	book := w.readBook()
	for id, p := range room["players"].(game.View) {
		if got := p.(game.View)["points"]; got != book.points[id] {
			w.t.Fatalf("after %s: %s has %v points, its rounds give %d", e, id, got, book.points[id])
		}
	}
	for six, v := range room["sixes"].(game.View) {
		if got, want := v.(game.View)["score"], book.six(six, (*w.spy).Full()); got != want {
			w.t.Fatalf("after %s: %s has %v, its rounds give %d", e, six, got, want)
		}
	}
}

// book is what the stored records say of the scores.
type book struct {
	points map[string]int
	sums   map[string]map[int][2]int // by Six and round: points, members
}

type entry struct {
	Six    string `json:"six"`
	Points int    `json:"points"`
	Fix    int    `json:"fix"`
	Counts bool   `json:"counts"`
}

func (w *world) readBook() book {
	var state struct {
		Voided map[int]bool
		Gone   map[string]map[int]entry
	}
	w.read(w.store.State, &state)
	b := book{map[string]int{}, map[string]map[int][2]int{}}
	for id, record := range w.store.Seats {
		var seat struct{ Scores map[int]entry }
		w.read(record, &seat)
		b.points[id] = b.add(seat.Scores, state.Voided)
	}
	for _, scores := range state.Gone {
		b.add(scores, state.Voided)
	}
	return b
}

func (w *world) read(data json.RawMessage, into any) {
	if err := json.Unmarshal(data, into); err != nil {
		w.t.Fatalf("the record %s: %v", data, err)
	}
}

func (b book) add(scores map[int]entry, voided map[int]bool) (points int) {
	for round, s := range scores {
		if voided[round] {
			continue
		}
		points += s.Points + s.Fix
		if round == 0 || s.Six == "" {
			continue
		}
		if b.sums[s.Six] == nil {
			b.sums[s.Six] = map[int][2]int{}
		}
		sum := b.sums[s.Six][round]
		sum[0] += s.Fix
		if s.Counts { // else a guest's points, which are its own
			sum[0] += s.Points
			sum[1]++
		}
		b.sums[s.Six][round] = sum
	}
	return points
}

func (b book) six(six string, full int) int {
	var rounds []int
	for round, sum := range b.sums[six] {
		if sum != ([2]int{}) {
			rounds = append(rounds, round)
		}
	}
	slices.Sort(rounds)
	if len(rounds) == 0 {
		return 0
	}
	sum := 0.0
	for _, round := range rounds {
		s := b.sums[six][round]
		sum += 100 * float64(s[0]) / float64(max(1, s[1])*full)
	}
	return int(math.Round(sum / float64(len(rounds))))
}

// hidesPoints looks that no number is shown that a leader has hidden.
func (w *world) hidesPoints(e event, room, view game.View) {
	if room["hidden"] != true {
		return
	}
	text := fmt.Sprint(room["players"], room["sixes"], view["podium"], view["target"])
	if strings.Contains(text, "points") || strings.Contains(text, "score") || strings.Contains(text, "place:") {
		w.t.Fatalf("after %s: hidden points are shown: %s", e, text)
	}
}

// loads makes the game again from what was stored: it must be the same game, with
// no less time left.
func (w *world) loads(e event, room game.View) {
	spy := *w.spy // loading makes another
	h, err := game.Load(w.kind, code, w.store, w.now)
	if err != nil {
		w.t.Fatalf("after %s: loading %s: %v", e, w.store.State, err)
	}
	left, timed := timeLeft(w, room)
	if phase := h.Phase(); phase == game.Ready || phase == game.Play || phase == game.Reveal {
		loaded := h.Room()
		if loaded["paused"] != true {
			w.t.Fatalf("after %s: a loaded game runs", e)
		}
		if now, ok := loaded["left"].(int64); timed && (!ok || now < left) {
			w.t.Fatalf("after %s: %v ms left after loading, %d before", e, loaded["left"], left)
		}
	}
	h.SetEvening(w.now, w.evening)
	for id, p := range room["players"].(game.View) {
		if p.(game.View)["online"] == true {
			h.Wake(w.now, id)
		}
	}
	w.equal(e, "room after loading", lasting(decoded(w.t, h.Room())), lasting(w.room))
	w.equal(e, "game after loading", decoded(w.t, h.View()), w.view)
	for _, id := range w.g.Players() {
		seat := game.Seat{ID: id, Role: game.RolePlayer}
		w.equal(e, "mine after loading", decoded(w.t, h.Mine(seat)), w.mine[id])
	}
	if _, over := w.g.Ended(); over || !w.reload {
		*w.spy = spy
		return
	}
	w.moveOn(h)
}

// moveOn goes on with the loaded game. All are back, so it does after a countdown.
func (w *world) moveOn(h *game.Game) {
	w.g = h
	w.now = w.now.Add(countdown)
	w.g.Tick(w.now)
	w.take("loaded")
	w.welcome()
}

// timeLeft is the time that the step has, in ms.
func timeLeft(w *world, room game.View) (int64, bool) {
	if left, ok := room["left"].(int64); ok {
		return left, true
	}
	deadline, ok := room["deadline"].(int64)
	return max(0, deadline-w.now.UnixMilli()), ok
}

// lasting is the part of room that a restart does not change.
func lasting(room any) any {
	v := maps.Clone(room.(map[string]any))
	for _, key := range []string{"paused", "why", "left", "resumes", "deadline", "saving", "can"} {
		delete(v, key)
	}
	return v
}

// decoded is a view as a client has it.
func decoded(t reporter, v game.View) any {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encoding %v: %v", v, err)
	}
	return parsed(t, data)
}

func parsed(t reporter, data []byte) any {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatalf("%s is no JSON: %v", data, err)
	}
	if where, found := nullIn(v, ""); found {
		t.Fatalf("null at %s in %s", where, data)
	}
	return v
}

func nullIn(v any, path string) (string, bool) {
	switch v := v.(type) {
	case nil:
		return path, true
	case map[string]any:
		for key, one := range v {
			if where, found := nullIn(one, path+"/"+key); found {
				return where, true
			}
		}
	case []any:
		for i, one := range v {
			if where, found := nullIn(one, fmt.Sprint(path, "/", i)); found {
				return where, true
			}
		}
	}
	return "", false
}

// patched applies a JSON Merge Patch (RFC 7396); nil is none.
func patched(t reporter, target any, patch json.RawMessage) any {
	if patch == nil {
		return target
	}
	var p any
	if err := json.Unmarshal(patch, &p); err != nil {
		t.Fatalf("the patch %s is no JSON: %v", patch, err)
	}
	return merge(target, p)
}

func merge(target, patch any) any {
	p, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	out, ok := target.(map[string]any)
	if !ok {
		out = map[string]any{}
	}
	for key, v := range p {
		if v == nil {
			delete(out, key)
		} else {
			out[key] = merge(out[key], v)
		}
	}
	return out
}
