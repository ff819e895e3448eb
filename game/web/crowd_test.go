package web

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

// A whole hall joins in the same second: everyone is somebody else, and the meeting
// takes as many as it may, not one more.
func TestAHallJoinsAtOnce(t *testing.T) {
	h := newHall(t)
	const phones = 80
	home := h.leader().tonight().Code
	most := h.site.limits.Players
	var in, full atomic.Int64
	var users sync.Map
	var all sync.WaitGroup
	for i := range phones {
		all.Go(func() {
			g := h.guest()
			var me struct{ User string }
			if r := g.do("POST", "/api/login", map[string]any{}); json.Unmarshal(r.body, &me) != nil {
				t.Errorf("phone %d logs in: %v", i, r)
			}
			if _, twice := users.LoadOrStore(me.User, i); twice {
				t.Errorf("two phones are user %s", me.User)
			}
			var p struct{ ID string }
			r := g.do("POST", "/api/players", map[string]any{"name": fmt.Sprintf("Cub %d", i), "icon": "fox", "six": "red"})
			switch {
			case r.status == 201 && json.Unmarshal(r.body, &p) == nil:
				in.Add(1)
				if r := g.do("PUT", "/api/players/"+p.ID+"/game", map[string]any{"code": home}); r.status != 200 {
					t.Errorf("phone %d enters: %v", i, r)
				}
			case r.code() == "meeting_full":
				full.Add(1)
			default:
				t.Errorf("phone %d: %v", i, r)
			}
		})
	}
	all.Wait()
	if in.Load() != int64(most) || full.Load() != int64(phones-most) {
		t.Errorf("%d are in and %d were told that it is full, want %d and %d", in.Load(), full.Load(), most, phones-most)
	}
	roster, err := h.people.Roster(t.Context(), home)
	if err != nil || len(roster.People) != most {
		t.Errorf("at the campfire are %d (%v), want %d", len(roster.People), err, most)
	}
}

// The same name and animal at the same instant: one gets them.
func TestTwoWantTheSameName(t *testing.T) {
	h := newHall(t)
	var in atomic.Int64
	var all sync.WaitGroup
	for range 16 {
		g := h.cub()
		all.Go(func() {
			r := g.do("POST", "/api/players", map[string]any{"name": "Eva", "icon": "owl", "six": ""})
			if r.status == 201 {
				in.Add(1)
			} else if r.code() != "name_taken" {
				t.Errorf("the other is told %v", r)
			}
		})
	}
	all.Wait()
	if in.Load() != 1 {
		t.Errorf("%d players are Eva the owl", in.Load())
	}
}

func BenchmarkMe(b *testing.B) {
	h := newHall(b)
	g := h.cub()
	g.player("Eva", "owl", "red", "")
	for b.Loop() {
		if r := g.do("GET", "/api/me", nil); r.status != 200 {
			b.Fatal(r)
		}
	}
}
