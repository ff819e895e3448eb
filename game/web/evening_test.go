package web

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/room"
	"packnight/game/wire"
)

// socket is a connection to a room without a network: it keeps what it was sent.
type socket struct {
	t    testing.TB
	link *room.Link

	mu     sync.Mutex
	seen   []message
	closed wire.CloseCode
	news   chan struct{} // closed and made anew at each change
}

type message struct {
	Type string
	Code string
	Kind string
	Room struct {
		Code, Kind string
		Players    map[string]json.RawMessage
	}
	raw string
}

// Send implements room.Conn.
func (s *socket) Send(frames ...wire.Frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range frames {
		for len(f) > 0 {
			payload, rest := cutFrame(f)
			var m message
			if err := json.Unmarshal(payload, &m); err != nil {
				s.t.Errorf("a frame holds %q: %v", payload, err)
			}
			m.raw = string(payload)
			s.seen, f = append(s.seen, m), rest
		}
	}
	s.changed()
}

// cutFrame returns the payload of the first message of a frame, and the others.
func cutFrame(f wire.Frame) (payload []byte, rest wire.Frame) {
	n, head := int(f[1]), 2
	switch n {
	case 126:
		n, head = int(binary.BigEndian.Uint16(f[2:])), 4
	case 127:
		n, head = int(binary.BigEndian.Uint64(f[2:])), 10
	}
	return f[head : head+n], f[head+n:]
}

// Close implements room.Conn.
func (s *socket) Close(code wire.CloseCode, _ string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = code
	s.changed()
}

// changed wakes who waits; the lock is held.
func (s *socket) changed() {
	close(s.news)
	s.news = make(chan struct{})
}

// wait returns once ok holds.
func (s *socket) wait(what string, ok func(seen []message, closed wire.CloseCode) bool) {
	s.t.Helper()
	late := time.After(20 * time.Second)
	for {
		s.mu.Lock()
		fine, news := ok(s.seen, s.closed), s.news
		s.mu.Unlock()
		if fine {
			return
		}
		select {
		case <-news:
		case <-late:
			s.mu.Lock()
			defer s.mu.Unlock()
			s.t.Fatalf("never %s; closed %d, seen %+v", what, s.closed, s.seen)
		}
	}
}

func (s *socket) waitGo(code, kind string) {
	s.t.Helper()
	s.wait("sent to "+kind, func(seen []message, _ wire.CloseCode) bool {
		for _, m := range seen {
			if m.Type == "go" && m.Code == code && m.Kind == kind {
				return true
			}
		}
		return false
	})
}

func (s *socket) waitClosed(code wire.CloseCode) {
	s.t.Helper()
	s.wait(fmt.Sprintf("closed with %d", code), func(_ []message, closed wire.CloseCode) bool { return closed == code })
}

// open redeems the ticket at path and takes the seat that it is for.
func (g *guest) open(path string) *socket {
	g.h.t.Helper()
	var ticket struct {
		Ticket  string
		Expires int64
	}
	g.must("GET", path, nil, &ticket)
	if left := time.UnixMilli(ticket.Expires).Sub(g.h.store.Now()); left <= 0 || left > 31*time.Second {
		g.h.t.Errorf("the ticket at %s is good for %v", path, left)
	}
	claims, err := g.h.people.Redeem(g.h.t.Context(), ticket.Ticket)
	if err != nil {
		g.h.t.Fatalf("the ticket at %s: %v", path, err)
	}
	s := &socket{t: g.h.t, news: make(chan struct{})}
	s.link, err = g.h.rooms.Connect(g.h.t.Context(), claims.Code, game.Seat{ID: claims.Subject, Role: claims.Seat}, s)
	if err != nil {
		g.h.t.Fatalf("connecting with the ticket at %s: %v", path, err)
	}
	s.wait("welcomed", func(seen []message, _ wire.CloseCode) bool {
		return len(seen) > 0 && seen[0].Type == "welcome" && seen[0].Room.Code == claims.Code
	})
	return s
}

func playerSeat(id string) string        { return "/api/players/" + id + "/ticket" }
func otherSeat(code, seat string) string { return "/api/games/" + code + "/ticket?seat=" + seat }

// tenQuestions is a leader's own pack.
func tenQuestions() string {
	q := `{"text":"Which is a tree?","answers":[{"text":"Oak"},{"text":"Cod"}],"correct":[0],"why":"Cods swim."}`
	return `{"id":"trees","name":"Trees","questions":[` + strings.Repeat(q+",\n", 9) + q + `]}`
}

type mine struct {
	Meeting string
	Players []struct{ ID, Name, Icon, Six, Game string }
}

func TestAnEveningByHTTP(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	screen := h.stage(lead)
	home := lead.tonight().Code
	if m := screen.tonight(); m.Code != home || len(m.Addresses) != 2 || m.Notice != "" || m.Limits != nil {
		t.Errorf("a stage sees %+v", m)
	}
	if m := h.guest().tonight(); m.Code != "" || m.Addresses != nil || m.Limits != nil {
		t.Errorf("a guest sees %+v", m)
	}

	// Eva and Tim share a tablet, Max has a phone. Max types the code as a child does.
	tablet, phone := h.cub(), h.cub()
	eva, tim := tablet.player("Eva", "owl", "red", home), tablet.player("Tim", "owl", "blue", home)
	max := phone.player("Max", "fox", "blue", "")
	var in place
	phone.must("PUT", "/api/players/"+max+"/game", map[string]any{"code": " " + strings.ToLower(home)}, &in)
	if in.Code != home || in.Kind != "campfire" {
		t.Errorf("the campfire's code leads to %+v", in)
	}
	sockets := []*socket{
		tablet.open(playerSeat(eva)), tablet.open(playerSeat(tim)), phone.open(playerSeat(max)),
		lead.open(otherSeat(home, "leader")), screen.open(otherSeat(home, "stage")),
	}

	// A game of the leader's own questions.
	lead.must("PUT", "/api/packs/trees", tenQuestions(), nil)
	var quiz struct{ Code string }
	lead.must("POST", "/api/games", map[string]any{"kind": "quiz", "options": map[string]any{"packs": []string{"trees"}, "count": 3}}, &quiz)
	var gathered struct{ Moved int }
	lead.must("POST", "/api/games/"+quiz.Code+"/gather", nil, &gathered)
	if gathered.Moved != 3 {
		t.Errorf("gathering moved %d, want 3", gathered.Moved)
	}
	for _, s := range sockets {
		s.waitGo(quiz.Code, "quiz")
	}
	if m := lead.tonight(); m.Playing != quiz.Code || m.Code != home {
		t.Errorf("while it plays the meeting is %+v", m)
	}

	// Who comes late by the QR code is sent to the game.
	late := h.cub()
	zoe := late.player("Zoe", "bat", "red", "")
	late.must("PUT", "/api/players/"+zoe+"/game", map[string]any{"code": home}, &in)
	if in.Code != quiz.Code || in.Kind != "quiz" {
		t.Errorf("the campfire's code leads to %+v while a quiz plays", in)
	}
	var open []gameView
	lead.must("GET", "/api/games", nil, &open)
	if len(open) != 2 {
		t.Errorf("open games: %+v", open)
	}

	sockets = []*socket{tablet.open(playerSeat(eva)), phone.open(playerSeat(max)), late.open(playerSeat(zoe)), lead.open(otherSeat(quiz.Code, "leader"))}
	lead.refused(409, "campfire", "DELETE", "/api/games/"+home, nil)
	lead.must("DELETE", "/api/games/"+quiz.Code, nil, nil)
	for _, s := range sockets {
		s.waitGo(home, "campfire")
	}
	lead.refused(404, "unknown_game", "DELETE", "/api/games/"+quiz.Code, nil)
	var me mine
	tablet.must("GET", "/api/me", nil, &me)
	if len(me.Players) != 2 || me.Players[0].Game != home || me.Players[1].Game != home {
		t.Errorf("after the game the tablet has %+v", me)
	}

	// The end: everybody is told, nothing is left, a new campfire burns.
	last := []*socket{tablet.open(playerSeat(tim)), lead.open(otherSeat(home, "leader")), screen.open(otherSeat(home, "stage"))}
	lead.must("DELETE", "/api/meeting", nil, nil)
	for _, s := range last {
		s.waitClosed(wire.EveningEnd)
	}
	tablet.refused(401, "no_session", "GET", "/api/me", nil)
	m := lead.tonight()
	if m.Code == home || m.Playing != "" {
		t.Errorf("the new meeting is %+v", m)
	}
	var packs []packView
	if lead.must("GET", "/api/packs", nil, &packs); len(packs) != 1 || packs[0] != (packView{"trees", "Trees"}) {
		t.Errorf("of the packs are left: %v", packs)
	}
	if screen.tonight().Code != m.Code {
		t.Error("the stage is not let in any more")
	}
	var again mine
	next := h.cub()
	next.player("Eva", "owl", "red", m.Code)
	if next.must("GET", "/api/me", nil, &again); again.Meeting == me.Meeting || again.Players[0].Game != m.Code {
		t.Errorf("the next evening begins as %+v", again)
	}
}

// A Cub who sleeps through the end of a game is at the campfire all the same, for
// those who are there already.
func TestTheCampfireLearnsWhoIsBack(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	home := lead.tonight().Code
	var quiz struct{ Code string }
	lead.must("POST", "/api/games", map[string]any{"kind": "quiz"}, &quiz)
	id := h.cub().player("Max", "fox", "blue", quiz.Code)
	there := lead.open(otherSeat(home, "leader"))
	lead.must("DELETE", "/api/games/"+quiz.Code, nil, nil)
	there.wait("shown who is back", func(seen []message, _ wire.CloseCode) bool {
		for _, m := range seen {
			if m.Type == "patch" && m.Room.Players[id] != nil {
				return true
			}
		}
		return false
	})
}

// waitPatch returns once a patch holds all of parts.
func (s *socket) waitPatch(parts ...string) {
	s.t.Helper()
	s.wait("patched with "+strings.Join(parts, " and "), func(seen []message, _ wire.CloseCode) bool {
		return slices.ContainsFunc(seen, func(m message) bool {
			return m.Type == "patch" && !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(m.raw, p) })
		})
	})
}

// Whatever changes of the people, the rooms that show it are told.
func TestRoomsAreTold(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	home := lead.tonight().Code
	fire := lead.open(otherSeat(home, "leader"))
	phone := h.cub()
	max := phone.player("Max", "fox", "blue", home)
	fire.waitPatch(max, `"Max"`)
	lead.must("PATCH", "/api/players/"+max, map[string]any{"name": "Maxi", "six": "green"}, nil)
	fire.waitPatch(max, `"Maxi"`, `"green"`)
	lead.must("PATCH", "/api/meeting", map[string]any{"sixes": map[string]string{"green": "Frogs"}}, nil)
	fire.waitPatch(`"Frogs"`)

	var quiz struct{ Code string }
	lead.must("POST", "/api/games", map[string]any{"kind": "quiz"}, &quiz)
	game := h.stage(lead).open(otherSeat(quiz.Code, "stage"))
	lead.must("PUT", "/api/players/"+max+"/game", map[string]any{"code": quiz.Code}, nil)
	fire.waitPatch(`"` + max + `":null`)
	game.waitPatch(max)
	phone.must("DELETE", "/api/players/"+max+"/game", nil, nil)
	game.waitPatch(`"` + max + `":null`)

	zoe := h.cub().player("Zoe", "bat", "red", home)
	fire.waitPatch(zoe)
	lead.must("POST", "/api/games/"+quiz.Code+"/gather", nil, nil)
	game.waitPatch(zoe)
	fire.waitGo(quiz.Code, "quiz")
}

// What a phone asked for before its Wi-Fi went away is done and told to the rooms.
func TestAChangeOutlivesItsRequest(t *testing.T) {
	h := newHall(t)
	lead, phone := h.leader(), h.cub()
	home := lead.tonight().Code
	fire := lead.open(otherSeat(home, "leader"))
	max := phone.player("Max", "fox", "blue", "")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	phone.ctx = gone
	phone.do("PUT", "/api/players/"+max+"/game", map[string]any{"code": home})
	fire.waitPatch(max)
}

func TestRemovedAndBroughtBack(t *testing.T) {
	h := newHall(t)
	lead, phone := h.leader(), h.cub()
	home := lead.tonight().Code
	id := phone.player("Max", "fox", "blue", home)
	s := phone.open(playerSeat(id))
	lead.must("DELETE", "/api/players/"+id, nil, nil)
	s.waitClosed(wire.Removed)
	phone.refused(404, "unknown_player", "GET", playerSeat(id), nil)
	phone.refused(403, "removed", "POST", "/api/players", map[string]any{"name": "Max", "icon": "bat", "six": ""})
	if m := lead.tonight(); len(m.Removed) != 1 || m.Removed[0].ID != id || m.Removed[0].Name != "Max" {
		t.Errorf("removed are %+v", m.Removed)
	}
	lead.must("POST", "/api/players/"+id+"/restore", nil, nil)
	lead.refused(404, "unknown_player", "POST", "/api/players/"+id+"/restore", nil)
	phone.open(playerSeat(id))
	if m := lead.tonight(); len(m.Removed) != 0 {
		t.Errorf("removed are still %+v", m.Removed)
	}
}

func TestIsThatYou(t *testing.T) {
	h := newHall(t)
	lead, old, fresh := h.leader(), h.cub(), h.cub()
	home := lead.tonight().Code
	id := old.player("Max", "fox", "blue", home)
	s := old.open(playerSeat(id))
	fresh.refused(409, "name_taken", "POST", "/api/players", map[string]any{"name": "max", "icon": "fox", "six": ""})
	if r := fresh.do("POST", "/api/players/claim", map[string]any{"name": "Max", "icon": "fox"}); r.status != 202 {
		t.Fatalf("claiming: %v", r)
	}
	m := lead.tonight()
	if len(m.Claims) != 1 || m.Claims[0].Player != id || m.Claims[0].Name != "Max" {
		t.Fatalf("claims are %+v", m.Claims)
	}
	lead.refused(409, "no_claim", "POST", "/api/players/"+id+"/claim", map[string]any{"user": "somebody-else"})
	lead.must("POST", "/api/players/"+id+"/claim", map[string]any{"user": m.Claims[0].User}, nil)
	s.waitClosed(wire.BadTicket) // it may not play on until the other one is here
	old.refused(404, "unknown_player", "GET", playerSeat(id), nil)
	s = fresh.open(playerSeat(id))
	fresh.open(playerSeat(id))
	s.waitClosed(wire.Elsewhere)
}

func TestWhoGoesHomeIsNotRemoved(t *testing.T) {
	h := newHall(t)
	phone := h.cub()
	id := phone.player("Max", "fox", "blue", h.leader().tonight().Code)
	s := phone.open(playerSeat(id))
	phone.must("DELETE", "/api/players/"+id, nil, nil)
	s.waitClosed(wire.Moved)
}

func TestTheDoor(t *testing.T) {
	h := newHall(t)
	lead, phone := h.leader(), h.cub()
	home := lead.tonight().Code
	id := phone.player("Max", "fox", "blue", home)
	lead.must("PATCH", "/api/meeting", map[string]any{"locked": true, "title": "1st Oakwood", "sixes": map[string]string{"red": "Foxes"}}, nil)
	if m := h.guest().tonight(); !m.Locked || m.Title != "1st Oakwood" || m.Sixes["red"] != "Foxes" {
		t.Errorf("the door says %+v", m)
	}
	h.cub().refused(409, "door_locked", "POST", "/api/players", map[string]any{"name": "Zoe", "icon": "bat", "six": ""})
	phone.must("DELETE", "/api/players/"+id+"/game", nil, nil)
	phone.refused(409, "no_game", "GET", playerSeat(id), nil)
	phone.must("PUT", "/api/players/"+id+"/game", map[string]any{"code": home}, nil) // who was in may come back
}

func TestANameThatWaitsForATick(t *testing.T) {
	h := newHall(t)
	lead, phone := h.leader(), h.cub()
	id := phone.player("Poo", "fox", "blue", lead.tonight().Code)
	if m := lead.tonight(); len(m.Pending) != 1 || m.Pending[0].ID != id || m.Pending[0].Name != "Poo" {
		t.Errorf("names that wait are %+v", m.Pending)
	}
	phone.refused(403, "leaders_only", "PATCH", "/api/players/"+id, map[string]any{"ok": true})
	lead.must("PATCH", "/api/players/"+id, map[string]any{"ok": true}, nil)
	if m := lead.tonight(); len(m.Pending) != 0 {
		t.Errorf("names that still wait are %+v", m.Pending)
	}
}

func TestASecondLeaderIsConfirmedByTheFirst(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	var key struct {
		Key, URL string
		QR       qrCode
	}
	lead.must("POST", "/api/leaders", map[string]any{"role": "stage"}, &key)
	if key.URL != "http://192.168.178.20:8080/stage#key="+key.Key {
		t.Errorf("the page for it is %s", key.URL)
	}
	if want, err := newQR(key.URL); err != nil || key.QR != want {
		t.Errorf("the QR code is another one than that of the page (%v)", err)
	}
	lead.refused(400, "bad_request", "POST", "/api/leaders", map[string]any{"role": "cub"})
	second, match := h.second(lead, "leader")
	m := lead.tonight()
	if len(m.Waiting) != 1 || m.Waiting[0].Role != "leader" {
		t.Errorf("waiting are %+v", m.Waiting)
	}
	if r := lead.do("GET", "/api/meeting", nil); strings.Contains(string(r.body), `"match"`) {
		t.Errorf("the console is told the digits: %v", r)
	}
	second.refused(403, "leaders_only", "GET", "/api/games", nil)
	lead.refused(409, "no_match", "POST", "/api/leaders/confirm", map[string]any{"match": other(match)})
	lead.must("POST", "/api/leaders/confirm", map[string]any{"match": match}, nil)
	second.must("GET", "/api/games", nil, nil)
	if m := lead.tonight(); len(m.Waiting) != 0 || m.Leaders != 1 || len(m.Leading) != 1 || m.Leading[0].Device != "Linux" || m.Leading[0].Since != 9 || !m.Saving || m.Notice != "All is well." || m.Limits["players"] != 60 {
		t.Errorf("the console is told %+v", m)
	}
}

// other is two digits that nobody has.
func other(match string) string {
	if match == "00" {
		return "01"
	}
	return "00"
}

func TestPacksAndOptionsAreChecked(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	bad := "{\"id\":\"x\",\"name\":\"X\",\"questions\":[\n{\"text\":\"Why?\",\"answers\":[{\"text\":\"A\"}],\"correct\":[0]}]}"
	r := lead.refused(400, "bad_pack", "PUT", "/api/packs/x", bad)
	var e struct {
		Line    int
		Message string
		Error   struct{ Line int }
	}
	if err := json.Unmarshal(r.body, &e); err != nil || e.Line != 2 || e.Error.Line != 2 || e.Message == "" {
		t.Errorf("a bad pack: %v (%v)", r, err)
	}
	lead.refused(404, "unknown_pack", "GET", "/api/packs/x", nil)
	lead.refused(404, "unknown_pack", "DELETE", "/api/packs/x", nil)
	lead.must("PUT", "/api/packs/trees", tenQuestions(), nil)
	if r := lead.do("GET", "/api/packs/trees", nil); string(r.body) != tenQuestions() || r.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("the pack comes back as %v", r)
	}
	for _, body := range []string{
		`{"kind":"chess"}`, `{"kind":"campfire"}`, `{}`, `{"kind":"quiz","options":{"count":1}}`, `{"kind":"quiz","options":{"count":"ten"}}`,
		`{"kind":"quiz","options":{"colour":"red"}}`, `{"kind":"quiz","options":{"packs":["nowhere"]}}`, `{"kind":"quiz","options":{"packs":[]}}`,
		`{"kind":"quiz","options":{"Count":5}}`, `{"kind":"quiz","options":[]}`,
	} {
		lead.refused(400, "bad_request", "POST", "/api/games", body)
	}
	var open []gameView
	if lead.must("GET", "/api/games", nil, &open); len(open) != 1 {
		t.Errorf("what was refused left games: %+v", open)
	}
}

func TestTheCatalogue(t *testing.T) {
	h := newHall(t)
	var all []struct {
		ID, Name, HowTo  string
		Players, Minutes []int
		Full             int
		Gathering        bool
		Options          []struct{ ID, Name, Type string }
	}
	h.guest().must("GET", "/api/kinds", nil, &all)
	for _, k := range all {
		if k.ID == "" || k.Name == "" || !k.Gathering && (k.HowTo == "" || k.Full == 0 || len(k.Players) != 2 || len(k.Minutes) != 2 || len(k.Options) < 2) {
			t.Errorf("the catalogue has %+v", k)
		}
	}
	if len(all) < 2 {
		t.Errorf("the catalogue has %d kinds", len(all))
	}
}

func TestRestingPlayersStay(t *testing.T) {
	h := newHall(t)
	lead, a, b := h.leader(), h.cub(), h.cub()
	home := lead.tonight().Code
	rests := a.player("Max", "fox", "blue", home)
	b.player("Zoe", "bat", "red", home)
	s := lead.open(otherSeat(home, "leader"))
	s.link.Move(wire.Client{Type: wire.Move, ID: 1, Body: json.RawMessage(`{"do":"rest","player":"` + rests + `"}`)})
	s.wait("acknowledged", func(seen []message, _ wire.CloseCode) bool { return seen[len(seen)-1].Type == "ack" })
	var quiz struct{ Code string }
	lead.must("POST", "/api/games", map[string]any{"kind": "quiz"}, &quiz)
	var gathered struct{ Moved int }
	if lead.must("POST", "/api/games/"+quiz.Code+"/gather", nil, &gathered); gathered.Moved != 1 {
		t.Errorf("gathering moved %d, want 1", gathered.Moved)
	}
	if p, err := h.people.Player(t.Context(), rests); err != nil || p.Game != home {
		t.Errorf("the resting player is in %q (%v), want %q", p.Game, err, home)
	}
}

func TestWrongCodesSlowDown(t *testing.T) {
	h := newHall(t)
	phone := h.cub()
	id := phone.player("Max", "fox", "blue", "")
	for range 10 {
		phone.refused(404, "unknown_game", "PUT", "/api/players/"+id+"/game", map[string]any{"code": "ZZZZ"})
	}
	r := phone.refused(429, "slow_down", "PUT", "/api/players/"+id+"/game", map[string]any{"code": h.leader().tonight().Code})
	if r.header.Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
}

func TestTheCampfireIsLitOnce(t *testing.T) {
	h := newHall(t)
	if err := LightCampfire(t.Context(), h.people, h.rooms, h.site.Kinds); err != nil {
		t.Fatal(err)
	}
	var together sync.WaitGroup
	for range 8 {
		together.Go(func() {
			if err := LightCampfire(t.Context(), h.people, h.rooms, h.site.Kinds); err != nil {
				t.Errorf("lighting it again: %v", err)
			}
		})
	}
	together.Wait()
	if err := LightCampfire(t.Context(), h.people, h.rooms, nil); err == nil {
		t.Error("a catalogue without campfire lights one")
	}
}

func TestJoinCodeIsTheCampfires(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	r := lead.do("GET", "/join.svg?of=whatever", nil)
	want, err := qrSVG("http://192.168.178.20:8080/#code=" + lead.tonight().Code)
	if err != nil || string(r.body) != string(want) || r.header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("the QR code is another: %d %s (%v)", r.status, r.header.Get("Content-Type"), err)
	}
	h.site.Addresses = func() []string { return nil }
	lead.refused(503, "no_network", "GET", "/join.svg", nil)
}
