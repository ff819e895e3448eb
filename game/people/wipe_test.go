package people

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"packnight/storage"
)

// site is a small web server with sessions, as web uses them.
type site struct {
	h    *house
	http *httptest.Server
	hold chan struct{} // where not nil, a login waits for it before it answers
}

func (h *house) site() *site {
	s := &site{h: h}
	m := h.Sessions()
	mux := http.NewServeMux()
	mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		e, err := h.Login(r.Context(), m.GetString(r.Context(), SessionUser), r.URL.Query().Get("key"), address)
		if e.ID != "" {
			m.Put(r.Context(), SessionUser, e.ID)
			m.Put(r.Context(), "name", "Ben")
		}
		if e.Keyed {
			check(h.t, m.RenewToken(r.Context()))
		}
		if s.hold != nil {
			<-s.hold
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
			return
		}
		_, _ = w.Write([]byte(e.ID))
	})
	mux.HandleFunc("/me", func(w http.ResponseWriter, r *http.Request) {
		u, err := h.User(r.Context(), m.GetString(r.Context(), SessionUser))
		if err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(string(u.Role) + m.GetString(r.Context(), "name")))
	})
	s.http = httptest.NewServer(m.LoadAndSave(mux))
	h.t.Cleanup(s.http.Close)
	return s
}

func (s *site) browser() *http.Client {
	jar, err := cookiejar.New(nil)
	check(s.h.t, err)
	return &http.Client{Jar: jar, Transport: s.http.Client().Transport}
}

// get returns status and body.
func (s *site) get(c *http.Client, path string) (int, string) {
	s.h.t.Helper()
	r, err := c.Get(s.http.URL + path)
	check(s.h.t, err)
	defer func() { check(s.h.t, r.Body.Close()) }()
	var body bytes.Buffer
	_, err = body.ReadFrom(r.Body)
	check(s.h.t, err)
	return r.StatusCode, strings.TrimSpace(body.String())
}

func (s *site) cookie(c *http.Client) string {
	r, err := http.NewRequest("GET", s.http.URL, nil)
	check(s.h.t, err)
	cookies := c.Jar.Cookies(r.URL)
	if len(cookies) != 1 {
		s.h.t.Fatalf("%d cookies", len(cookies))
	}
	return cookies[0].Value
}

func TestSessions(t *testing.T) {
	onBoth(t, func(h *house) {
		s := h.site()
		c := s.browser()
		status, _ := s.get(c, "/me")
		equal(h.t, "status", status, http.StatusUnauthorized)
		_, id := s.get(c, "/login")
		token := s.cookie(c)
		_, again := s.get(c, "/login")
		equal(h.t, "user", again, id)
		equal(h.t, "token", s.cookie(c), token)
		_, role := s.get(c, "/me")
		equal(h.t, "the user and nothing else", role, "cub")
		status, _ = s.get(c, "/login?key=wrong")
		equal(h.t, "status", status, http.StatusForbidden)
		_, again = s.get(c, "/login?key="+h.keys.Leader())
		equal(h.t, "user", again, id)
		if s.cookie(c) == token {
			h.t.Error("the token was not renewed with the key")
		}
		tokens, err := h.store.Members(h.ctx, sessionsKey(id))
		check(h.t, err)
		equal(h.t, "sessions", len(tokens), 1)
		if strings.Contains(tokens[0], s.cookie(c)) {
			h.t.Error("the store holds the token itself")
		}
		for range 3 { // used every day, it lives on
			h.clock.Pass(23 * time.Hour)
			_, role = s.get(c, "/me")
			equal(h.t, "role", role, "leader")
		}
		h.clock.Pass(Day)
		status, _ = s.get(c, "/me")
		equal(h.t, "status", status, http.StatusUnauthorized)
	})
}

func TestStrangeCookies(t *testing.T) {
	h := newHouse(t)
	s := h.site()
	c := s.browser()
	_, id := s.get(c, "/login")
	good := s.cookie(c)
	for _, token := range []string{"x", good[1:], good + "x", strings.Repeat("A", 4000), "user:" + id, "%00"} {
		r, err := http.NewRequest("GET", s.http.URL+"/login", nil)
		check(t, err)
		r.AddCookie(&http.Cookie{Name: "packnight", Value: token})
		answer, err := s.http.Client().Do(r)
		check(t, err)
		var body bytes.Buffer
		_, err = body.ReadFrom(answer.Body)
		check(t, err)
		check(t, answer.Body.Close())
		if body.String() == id || answer.StatusCode != http.StatusOK {
			t.Errorf("cookie %.20q: %d %s", token, answer.StatusCode, body.String())
		}
		for _, set := range answer.Cookies() {
			if set.Value == token || !set.HttpOnly || set.SameSite != http.SameSiteLaxMode || set.MaxAge < int(Day.Seconds())-60 {
				t.Errorf("cookie %+v", set)
			}
		}
	}
}

func TestWipe(t *testing.T) {
	onBoth(t, func(h *house) {
		s := h.site()
		leader, cub, screen := s.browser(), s.browser(), s.browser()
		s.get(leader, "/login?key="+h.keys.Leader())
		key, err := h.SecondKey(h.ctx, Stage)
		check(h.t, err)
		_, id := s.get(screen, "/login?key="+key)
		u, err := h.User(h.ctx, id)
		check(h.t, err)
		_, err = h.Confirm(h.ctx, u.Match)
		check(h.t, err)
		_, id = s.get(cub, "/login")
		h.remember(h.open("K7QX"))
		h.in(h.player(id, "Marmaduke", "fox"), "K7QX")
		_, err = h.ChangeMeeting(h.ctx, MeetingChange{Title: ptr("1st Town"), Locked: ptr(true), Sixes: map[string]string{"red": "Foxes"}})
		check(h.t, err)
		check(h.t, h.PutPack(h.ctx, "ours", json.RawMessage(`{"q":1}`)))
		before, err := h.Meeting(h.ctx)
		check(h.t, err)
		oldKey := h.keys.Leader()

		check(h.t, h.Wipe(h.ctx))

		_, role := s.get(leader, "/me")
		equal(h.t, "role", role, "leader")
		_, role = s.get(screen, "/me")
		equal(h.t, "role", role, "stage")
		status, _ := s.get(cub, "/me")
		equal(h.t, "a Cub's status", status, http.StatusUnauthorized)
		after, err := h.Meeting(h.ctx)
		check(h.t, err)
		if after.ID == before.ID || after.Code == before.Code || after.Locked || after.Playing != "" {
			h.t.Errorf("the meeting is %+v", after)
		}
		equal(h.t, "title", after.Title, "1st Town")
		equal(h.t, "Six", after.Sixes["red"], "Foxes")
		pack, err := h.Pack(h.ctx, "ours")
		check(h.t, err)
		equal(h.t, "pack", string(pack), `{"q":1}`)
		h.onlyLeaders(2)
		_, err = h.Login(h.ctx, "", oldKey, address)
		want(h.t, err, ErrWrongKey)
		h.open("K7QX") // the end of a game leads to the new campfire
		p := h.player(h.cub(), "Ben", "fox")
		h.in(p, "K7QX")
		h.ended("K7QX")
		equal(h.t, "game", h.where(p.ID), after.Code)
	})
}

// onlyLeaders checks that nobody but n leaders and stages is known.
func (h *house) onlyLeaders(n int) {
	h.t.Helper()
	users, err := h.store.Count(h.ctx, "users")
	check(h.t, err)
	leaders, err := h.Leaders(h.ctx)
	check(h.t, err)
	players, err := h.store.Count(h.ctx, "players")
	check(h.t, err)
	if users != n || len(leaders) != n || players != 0 {
		h.t.Fatalf("%d users, %d leaders, %d players", users, len(leaders), players)
	}
}

func TestWipeLeavesNoNameOnDisk(t *testing.T) {
	c := &clock{}
	path := filepath.Join(t.TempDir(), "test.db")
	s, err := storage.Open(t.Context(), path, c.options())
	check(t, err)
	h := openHouse(t, c, s)
	h.leader()
	h.player(h.cub(), "Marmaduke", "fox")
	_, err = h.DeletePlayer(h.ctx, By{Leader: true}, h.player(h.cub(), "Peregrine", "owl").ID)
	check(t, err)
	check(t, h.Wipe(h.ctx))
	check(t, s.Close())
	err = filepath.WalkDir(filepath.Dir(path), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		for _, name := range []string{"armaduke", "eregrine"} {
			if bytes.Contains(raw, []byte(name)) {
				t.Errorf("%s still holds %q", filepath.Base(path), name)
			}
		}
		return err
	})
	check(t, err)
}

// Leaders who log in while the meeting ends are not locked out, and Cubs who do leave
// nothing behind.
func TestWipeAgainstLogins(t *testing.T) {
	onBoth(t, func(h *house) {
		s := h.site()
		const n = 8
		leaders := make([]*http.Client, n)
		for i := range leaders {
			leaders[i] = s.browser()
		}
		key := h.keys.Leader()
		runs := times(n, func(i int) { s.get(leaders[i], "/login?key="+key) })
		runs = append(runs, times(n, func(int) { s.get(s.browser(), "/login") })...)
		together(append(runs, func() {
			if err := h.Wipe(h.ctx); err != nil {
				h.t.Error(err)
			}
		})...)
		known, err := h.Leaders(h.ctx)
		check(h.t, err)
		in := 0
		for _, c := range leaders {
			if status, body := s.get(c, "/me"); status == http.StatusOK && body == "leader" {
				in++
			}
		}
		// Who had the key too late is no leader; who is one can show it.
		equal(h.t, "leaders with a session", in, len(known))
	})
}

// A Cub's request that the wipe overtook, between login and the answer, does not bring
// its session back.
func TestWipeOvertakesALogin(t *testing.T) {
	h := newHouse(t)
	s := h.site()
	c := s.browser()
	_, id := s.get(c, "/login")
	s.hold = make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { s.get(c, "/login") })
	s.hold <- struct{}{} // the first half is done: it waits no more
	check(t, h.Wipe(h.ctx))
	wg.Wait()
	_, err := h.User(h.ctx, id)
	if err == nil {
		return // the login came after the wipe
	}
	want(t, err, ErrNoSession)
	tokens, err := h.store.Count(h.ctx, sessionsKey(id))
	check(t, err)
	equal(t, "sessions of nobody", tokens, 0)
}

func TestStaleKey(t *testing.T) {
	h := newHouse(t)
	h.player(h.cub(), "Ben", "fox")
	h.keys.fail = errors.New("disk is full")
	var stale StaleKeyError
	if err := h.Wipe(h.ctx); !errors.As(err, &stale) || !errors.Is(err, h.keys.fail) {
		t.Fatalf("error is %v", err)
	}
	h.onlyLeaders(0)
}
