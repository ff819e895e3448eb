package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"packnight/game/kinds"
	"packnight/game/kinds/quiz"
	"packnight/game/people"
	"packnight/game/room"
	"packnight/game/wire"
	"packnight/storage"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m,
		// scs.New makes a store of its own, whose goroutine never ends, before it is given ours.
		goleak.IgnoreTopFunction("github.com/alexedwards/scs/v2/memstore.(*MemStore).startCleanup"))
}

// hall is a web server with real people and rooms on the in-memory store.
type hall struct {
	t       testing.TB
	site    *site
	handler http.Handler
	people  *people.People
	rooms   *room.Registry
	store   *flakyStore
	keys    *keys
	late    atomic.Int64 // nanoseconds that the clock is ahead
	sockets atomic.Int64 // requests that reached /ws
	shut    atomic.Int64 // 1: the door is
	stuck   atomic.Bool  // the door does not open
	stops   atomic.Int64 // how often the program was asked to stop
}

// keys is a leader key that is kept nowhere.
type keys struct{ n atomic.Int64 }

func (k *keys) Leader() string { return fmt.Sprintf("leader-key-%d", k.n.Load()) }
func (k *keys) Renew() error   { k.n.Add(1); return nil }

// flakyStore fails its writes while told to.
type flakyStore struct {
	*storage.Memory
	broken atomic.Pointer[error]
}

func (f *flakyStore) fails(err error) { f.broken.Store(&err) }

func (f *flakyStore) err() error {
	if p := f.broken.Load(); p != nil {
		return *p
	}
	return nil
}

// Apply implements storage.Store.
func (f *flakyStore) Apply(ctx context.Context, b *storage.Batch) error {
	if err := f.err(); err != nil {
		return err
	}
	return f.Memory.Apply(ctx, b)
}

func newHall(t testing.TB) *hall {
	t.Helper()
	h := &hall{t: t, keys: &keys{}}
	clock := storage.Options{Now: func() time.Time { return time.Now().Add(time.Duration(h.late.Load())) }}
	h.store = &flakyStore{Memory: storage.NewMemory(clock)}
	counters := storage.NewMemory(clock)
	ctx, cancel := context.WithCancel(context.Background())
	limits := wire.Default()
	var err error
	h.people, err = people.New(ctx, people.Config{Store: h.store, Counters: counters, Keys: h.keys, Limits: limits, CheckPack: checkPack})
	if err != nil {
		t.Fatal(err)
	}
	house := NewHouse(h.people)
	h.rooms = room.NewRegistry(ctx, room.Config{
		Store: h.store, Kinds: kinds.All(), House: house, Now: h.store.Now, Limits: limits, Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Seed: func() [32]byte { return [32]byte{byte(rand.IntN(256))} }, NewCode: people.NewCode,
	})
	house.Serve(h.rooms)
	if err := LightCampfire(ctx, h.people, h.rooms, kinds.All()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.rooms.Close(context.Background()); err != nil {
			t.Errorf("closing the rooms: %v", err)
		}
		cancel()
		if err := h.store.Close(); err != nil {
			t.Errorf("closing the store: %v", err)
		}
	})
	h.serve()
	return h
}

// serve makes the web server on the hall's people and rooms.
func (h *hall) serve() {
	h.t.Helper()
	var err error
	h.site, err = newSite(Config{
		People: h.people, Rooms: h.rooms, Sessions: h.people.Sessions(), Kinds: kinds.All(), Assets: assets(), Machine: "den",
		Socket: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			h.sockets.Add(1)
			w.WriteHeader(http.StatusSwitchingProtocols)
		}),
		Hosts:     func() []string { return []string{"192.168.178.20"} },
		Addresses: func() []string { return []string{"http://192.168.178.20:8080", "http://10.0.0.7:8080"} },
		Name:      func() string { return "packnight-2.local" },
		Network: func() Network {
			return Network{Door: []string{doorOpen, doorShut}[h.shut.Load()], Name: "packnight-2.local", Advice: "Look at the firewall.", Findings: []string{"firewall"}}
		},
		OpenDoor: func() error {
			if h.stuck.Load() {
				return errors.New("it is stuck")
			}
			h.shut.Store(0)
			return nil
		},
		Stop: func() { h.stops.Add(1) },
		Leaders: func() []Guest {
			return []Guest{{User: "u1", Role: "leader", Device: "Linux", Since: time.UnixMilli(9)}}
		}, Notice: func() string { return "All is well." },
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.handler = h.site.handlers()
}

func checkPack(raw json.RawMessage) (string, error) {
	p, err := quiz.ParsePack(raw)
	if bad, ok := err.(*quiz.PackError); ok {
		return "", BadPack{Line: bad.Line, Message: bad.Message}
	}
	if err != nil {
		return "", err
	}
	return p.Name, nil
}

// guest is a browser: it keeps its cookie.
type guest struct {
	h       *hall
	cookie  string
	headers http.Header
	host    string
	ctx     context.Context // of its requests: ends when the browser goes away
}

func (h *hall) guest() *guest {
	return &guest{h: h, host: "192.168.178.20:8080", headers: http.Header{}, ctx: context.Background()}
}

// cub is a guest with a session.
func (h *hall) cub() *guest {
	h.t.Helper()
	g := h.guest()
	g.must("POST", "/api/login", map[string]any{}, nil)
	return g
}

func (h *hall) leader() *guest {
	h.t.Helper()
	g := h.guest()
	g.must("POST", "/api/login", map[string]any{"key": h.keys.Leader()}, nil)
	return g
}

// second is a guest with a second key for role, and its digits.
func (h *hall) second(by *guest, role string) (g *guest, match string) {
	h.t.Helper()
	var key struct{ Key, URL string }
	by.must("POST", "/api/leaders", map[string]any{"role": role}, &key)
	var me struct{ Role, Match string }
	g = h.guest()
	g.must("POST", "/api/login", map[string]any{"key": key.Key}, &me)
	if me.Role != "waiting" || len(me.Match) != 2 {
		h.t.Fatalf("with a second key one is %+v", me)
	}
	return g, me.Match
}

func (h *hall) stage(by *guest) *guest {
	h.t.Helper()
	g, match := h.second(by, "stage")
	by.must("POST", "/api/leaders/confirm", map[string]any{"match": match}, nil)
	return g
}

// player makes a player and puts it into the game with that code; "" for none.
func (g *guest) player(name, icon, six, code string) string {
	g.h.t.Helper()
	var p struct{ ID string }
	g.must("POST", "/api/players", map[string]any{"name": name, "icon": icon, "six": six}, &p)
	if code != "" {
		g.must("PUT", "/api/players/"+p.ID+"/game", map[string]any{"code": code}, nil)
	}
	return p.ID
}

// reply is an answer, read.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// code is that of a refusal, "" for none.
func (r reply) code() string {
	var e struct {
		Error struct{ Code, Message string }
	}
	if json.Unmarshal(r.body, &e) != nil || e.Error.Message == "" {
		return ""
	}
	return e.Error.Code
}

func (r reply) String() string { return fmt.Sprintf("%d %s", r.status, r.body) }

// do sends body: as it is if it is a string, as JSON if it is not nil.
func (g *guest) do(method, path string, body any) reply {
	g.h.t.Helper()
	var data []byte
	switch b := body.(type) {
	case nil:
	case string:
		data = []byte(b)
	default:
		var err error
		if data, err = json.Marshal(b); err != nil {
			g.h.t.Fatal(err)
		}
	}
	r := httptest.NewRequestWithContext(g.ctx, method, path, bytes.NewReader(data))
	r.Host = g.host
	if method != "GET" && method != "HEAD" {
		r.Header.Set("Content-Type", "application/json")
	}
	for name, values := range g.headers {
		r.Header[name] = values
	}
	if g.cookie != "" {
		r.Header.Set("Cookie", "packnight="+g.cookie) // as it is, odd or not
	}
	w := httptest.NewRecorder()
	g.h.handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Name == "packnight" {
			g.cookie = c.Value
		}
	}
	return reply{w.Code, w.Header(), w.Body.Bytes()}
}

// must does what has to work, and reads the answer into into unless that is nil.
func (g *guest) must(method, path string, body, into any) {
	g.h.t.Helper()
	r := g.do(method, path, body)
	if r.status >= 300 {
		g.h.t.Fatalf("%s %s %v: %v", method, path, body, r)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(r.body, into); err != nil {
		g.h.t.Fatalf("%s %s answered %q: %v", method, path, r.body, err)
	}
}

// refused does what has to be refused with that status and code.
func (g *guest) refused(status int, code, method, path string, body any) reply {
	g.h.t.Helper()
	r := g.do(method, path, body)
	if r.status != status || r.code() != code {
		g.h.t.Errorf("%s %s %.200v: %v, want %d %s", method, path, body, r, status, code)
	}
	return r
}

// tonight is the meeting as the guest sees it.
type tonight struct {
	Title     string
	Locked    bool
	Sixes     map[string]string
	Code      string
	Playing   string
	Addresses []string
	Waiting   []struct{ User, Role string }
	Claims    []struct{ Player, Name, Icon, User string }
	Removed   []struct{ ID, Name, Icon string }
	Pending   []struct{ ID, Name, Icon string }
	Leaders   int
	Leading   []struct {
		User, Role, Device string
		Since              int64
	}
	Saving  bool
	Notice  string
	Network Network
	Limits  map[string]int
}

func (g *guest) tonight() (m tonight) {
	g.h.t.Helper()
	g.must("GET", "/api/meeting", nil, &m)
	return m
}
