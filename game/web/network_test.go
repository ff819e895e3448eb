package web

import (
	"strings"
	"testing"
)

func TestLeaderIsToldOfTheNetworkAndOpensTheDoor(t *testing.T) {
	h := newHall(t)
	h.shut.Store(1)
	lead := h.leader()
	if got := lead.tonight().Network; got.Door != "shut" || got.Advice == "" {
		t.Errorf("a leader is told %+v", got)
	}
	lead.refused(503, "door_shut", "GET", "/join.svg", nil)
	h.stuck.Store(true)
	lead.refused(503, "door_shut", "POST", "/api/door", nil)
	h.stuck.Store(false)
	for range 2 {
		if r := lead.do("POST", "/api/door", nil); r.status != 204 {
			t.Errorf("opening the door: %v", r)
		}
	}
	if got := lead.tonight().Network; got.Door != "open" {
		t.Errorf("with an open door a leader is told %+v", got)
	}
	if r := lead.do("GET", "/join.svg", nil); r.status != 200 {
		t.Errorf("the QR code: %v", r)
	}
	for _, g := range []*guest{h.guest(), h.cub(), h.stage(lead)} {
		if r := g.do("GET", "/api/meeting", nil); strings.Contains(string(r.body), "network") {
			t.Errorf("who is no leader is told %s", r.body)
		}
	}
}

func TestNameInTheNetworkIsAHost(t *testing.T) {
	h := newHall(t)
	for host, want := range map[string]int{"packnight-2.local": 200, "Packnight-2.local:8080": 200, "packnight.local": 200, "packnight-3.local": 421, "": 421} {
		g := h.guest()
		g.host = host
		if r := g.do("GET", "/healthz", nil); r.status != want {
			t.Errorf("at %q: %v, want %d", host, r, want)
		}
	}
}

func TestOnlyALeaderStopsTheProgram(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	for _, g := range []*guest{h.guest(), h.cub(), h.stage(lead)} {
		if r := g.do("POST", "/api/stop", nil); !denied(r) {
			t.Errorf("who is no leader: %v", r)
		}
	}
	if h.stops.Load() != 0 {
		t.Fatal("somebody else has stopped it")
	}
	if r := lead.do("POST", "/api/stop", nil); r.status != 204 || h.stops.Load() != 1 {
		t.Errorf("a leader: %v", r)
	}
}
