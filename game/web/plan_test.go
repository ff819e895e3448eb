package web

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

// planned is what a console is told of the running order.
type planned struct {
	Code, Playing string
	Evening       *struct{ Minutes, Left int }
	Plan          []struct {
		ID, Kind, State string
		Options         map[string]any
	}
}

func (g *guest) planned() (p planned) {
	g.h.t.Helper()
	g.must("GET", "/api/meeting", nil, &p)
	return p
}

func (p planned) String() string {
	var out []string
	for _, i := range p.Plan {
		out = append(out, i.Kind+" "+i.State)
	}
	return strings.Join(out, ", ")
}

func (g *guest) plan(kind string, options map[string]any) string {
	g.h.t.Helper()
	var added struct{ ID string }
	g.must("POST", "/api/plan", map[string]any{"kind": kind, "options": options}, &added)
	return added.ID
}

func TestRunningOrderIsPlayed(t *testing.T) {
	h := newHall(t)
	leader, cub := h.leader(), h.cub()
	quiz := leader.plan("quiz", map[string]any{"count": 5})
	pause := leader.plan("break", map[string]any{"minutes": 10})
	kims := leader.plan("kims", map[string]any{})
	leader.must("PATCH", "/api/plan/"+kims, map[string]any{"before": pause}, nil)
	if got := leader.planned(); got.String() != "quiz next, kims next, break next" || got.Plan[2].Options["minutes"] != 10.0 {
		t.Fatalf("planned is %s %v", got, got.Plan)
	}
	ben := cub.player("Ben", "fox", "red", leader.planned().Code)

	// Two leaders press at once, and one of them twice: it is one game.
	var mu sync.Mutex
	codes := map[string]bool{}
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			var begun struct{ Code string }
			leader.must("POST", "/api/plan/"+quiz+"/begin", nil, &begun)
			mu.Lock()
			defer mu.Unlock()
			codes[begun.Code] = true
		})
	}
	all.Wait()
	got := leader.planned()
	if len(codes) != 1 || !codes[got.Playing] || got.String() != "quiz now, kims next, break next" {
		t.Fatalf("begun are %v, playing %q, planned %s", codes, got.Playing, got)
	}
	var games []struct{ Kind string }
	leader.must("GET", "/api/games", nil, &games)
	if len(games) != 2 { // the campfire is the other
		t.Errorf("open are %v", games)
	}
	var me struct{ Players []struct{ ID, Game string } }
	cub.must("GET", "/api/me", nil, &me)
	if me.Players[0].ID != ben || me.Players[0].Game != got.Playing {
		t.Errorf("the Cub is in %+v", me)
	}
	leader.must("DELETE", "/api/games/"+got.Playing, nil, nil)
	leader.must("POST", "/api/plan/"+pause+"/begin", nil, nil)
	if got := leader.planned(); got.String() != "quiz done, kims next, break done" {
		t.Errorf("after the quiz: %s", got)
	}
	leader.must("DELETE", "/api/plan/"+quiz, nil, nil)
	if got := leader.planned(); got.String() != "kims next, break done" {
		t.Errorf("without the quiz: %s", got)
	}
}

func TestRunningOrderRefusesWhatCannotBePlayed(t *testing.T) {
	h := newHall(t)
	leader := h.leader()
	for name, body := range map[string]string{
		"no such game":   `{"kind":"chess"}`,
		"the campfire":   `{"kind":"campfire"}`,
		"a bad option":   `{"kind":"quiz","options":{"count":99}}`,
		"no length":      `{"kind":"break"}`,
		"a long break":   `{"kind":"break","options":{"minutes":61}}`,
		"a text":         `{"kind":"break","options":{"minutes":"5"}}`,
		"another option": `{"kind":"break","options":{"minutes":5,"x":1}}`,
	} {
		if r := leader.do("POST", "/api/plan", body); r.code() != "bad_request" {
			t.Errorf("%s: %s", name, r)
		}
	}
	if r := leader.do("POST", "/api/plan/none/begin", nil); r.code() != "unknown_item" || r.status != 404 {
		t.Errorf("what is not planned begins: %s", r)
	}
	if got := leader.planned(); len(got.Plan) != 0 || got.Plan == nil {
		t.Errorf("planned is %v", got.Plan)
	}
}

func TestEveningIsShownToWhoWatches(t *testing.T) {
	h := newHall(t)
	leader := h.leader()
	leader.must("PATCH", "/api/meeting", map[string]any{"minutes": 60}, nil)
	for name, g := range map[string]*guest{"leader": leader, "stage": h.stage(leader)} {
		p := g.planned()
		if p.Evening == nil || p.Evening.Minutes != 60 || p.Evening.Left > 3_600_000 || p.Evening.Left < 3_500_000 {
			t.Errorf("a %s is told %+v", name, p.Evening)
		}
	}
	if p := h.cub().planned(); p.Evening != nil || p.Plan != nil {
		t.Errorf("a Cub is told %s", fmt.Sprint(p))
	}
	if r := leader.do("PATCH", "/api/meeting", map[string]any{"minutes": 999}); r.code() != "bad_request" {
		t.Errorf("an evening of 999 minutes: %s", r)
	}
}
