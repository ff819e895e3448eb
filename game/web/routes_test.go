package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// cast are the people of a hall, one of each sort.
type cast struct {
	*hall
	lead  *guest
	mate  *guest // a Cub with the player that paths name
	rogue *guest // a Cub with another player
	who   map[string]*guest
	paths map[string]string // what stands for the wildcards of a path
	gone  string            // a player that the leader removed
}

func newCast(t *testing.T) *cast {
	t.Helper()
	h := newHall(t)
	c := &cast{hall: h, lead: h.leader(), mate: h.cub(), rogue: h.cub()}
	campfire := c.lead.tonight().Code
	player := c.mate.player("Eva", "owl", "red", campfire)
	c.rogue.player("Max", "fox", "blue", campfire)
	var game struct{ Code string }
	c.lead.must("POST", "/api/games", map[string]any{"kind": "quiz"}, &game)
	c.lead.must("PUT", "/api/packs/mine", onePack, nil)
	waiting, _ := h.second(c.lead, "leader")
	expired := h.cub()
	expired.player("Old", "bat", "", "")
	h.forgetSession(expired.cookie)
	c.gone = h.cub().player("Gone", "toad", "", campfire)
	c.lead.must("DELETE", "/api/players/"+c.gone, nil, nil)
	c.who = map[string]*guest{
		"nobody": h.guest(), "a Cub": c.rogue, "a Cub without player": h.cub(), "the owner": c.mate, "waiting": waiting,
		"a stage": h.stage(c.lead), "an expired session": expired, "a leader": c.lead,
	}
	c.paths = map[string]string{"/api/players/{id}": "/api/players/" + player, "/api/packs/{id}": "/api/packs/mine", "{code}": game.Code}
	return c
}

// forgetSession is what time does to a session, to one.
func (h *hall) forgetSession(token string) {
	h.t.Helper()
	ctx, err := h.site.Sessions.Load(h.t.Context(), token)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.site.Sessions.Destroy(ctx); err != nil {
		h.t.Fatal(err)
	}
}

const onePack = `{"id":"mine","name":"Mine","questions":[{"text":"Which is a tree?","answers":[{"text":"Oak"},{"text":"Cod"}],"correct":[0]}]}`

func (c *cast) path(rt route) string {
	p := rt.path
	if strings.HasSuffix(p, "/restore") {
		return strings.Replace(p, "{id}", c.gone, 1)
	}
	for wild, real := range c.paths {
		p = strings.Replace(p, wild, real, 1)
	}
	if strings.HasSuffix(p, "/ticket") && strings.Contains(p, "/games/") {
		p += "?seat=leader"
	}
	return p
}

// may says who may what. It is written apart from the table's own meaning.
var may = map[who][]string{
	nobody:        {},
	anyone:        {"nobody", "a Cub", "a Cub without player", "the owner", "waiting", "a stage", "an expired session", "a leader"},
	user:          {"a Cub", "a Cub without player", "the owner", "waiting", "a stage", "a leader"},
	owner:         {"the owner"},
	ownerOrLeader: {"the owner", "a leader"},
	leader:        {"a leader"},
	leaderOrStage: {"a stage", "a leader"},
}

// denied tells whether a reply is a refusal for who asked.
func denied(r reply) bool {
	return r.status == 401 && r.code() == "no_session" || r.status == 403 && r.code() == "leaders_only" ||
		r.status == 404 && r.code() == "unknown_player"
}

// contract is the table as the wire contract has it, with our additions: written
// apart, so that loosening the table shows.
const contract = `
POST   /api/login                anyone
GET    /api/me                   user
GET    /api/kinds                anyone
GET    /healthz                  anyone
GET    /api/meeting              anyone
PATCH  /api/meeting              leader
DELETE /api/meeting              leader
POST   /api/leaders              leader
POST   /api/leaders/confirm      leader
POST   /api/door                 leader
POST   /api/stop                 leader
GET    /join.svg                 leader-or-stage
POST   /api/players              user
PATCH  /api/players/{id}         owner-or-leader
DELETE /api/players/{id}         owner-or-leader
POST   /api/players/{id}/restore leader
POST   /api/players/claim        user
POST   /api/players/{id}/claim   leader
PUT    /api/players/{id}/game    owner-or-leader
DELETE /api/players/{id}/game    owner-or-leader
GET    /api/players/{id}/ticket  owner
GET    /api/games                leader
POST   /api/games                leader
POST   /api/games/{code}/gather  leader
DELETE /api/games/{code}         leader
GET    /api/games/{code}/ticket  leader-or-stage
GET    /api/certificates         leader
POST   /api/plan                 leader
PATCH  /api/plan/{id}            leader
DELETE /api/plan/{id}            leader
POST   /api/plan/{id}/begin      leader
GET    /api/packs                leader
GET    /api/packs/{id}           leader
PUT    /api/packs/{id}           leader
DELETE /api/packs/{id}           leader
GET    /api/backup               leader
PUT    /api/backup               leader`

func TestTheTableIsTheContracts(t *testing.T) {
	words := map[who]string{
		nobody: "nobody", anyone: "anyone", user: "user", owner: "owner", ownerOrLeader: "owner-or-leader", leader: "leader",
		leaderOrStage: "leader-or-stage",
	}
	var got, want []string
	for _, rt := range newHall(t).site.routes() {
		got = append(got, rt.method+" "+rt.path+" "+words[rt.who])
	}
	for line := range strings.Lines(strings.TrimSpace(contract)) {
		want = append(want, strings.Join(strings.Fields(line), " "))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("the table is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestRouteTableDeniesEveryoneItDoesNotName(t *testing.T) {
	c := newCast(t)
	before := c.snapshot()
	leaders := 0
	for _, rt := range c.site.routes() {
		if rt.who == leader {
			leaders++
		}
		for name, g := range c.who {
			if slices.Contains(may[rt.who], name) {
				continue
			}
			for _, body := range []any{nil, bodies[rt.method+" "+rt.path]} {
				r := g.do(rt.method, c.path(rt), body)
				if !denied(r) {
					t.Errorf("%s %s as %s: %v", rt.method, rt.path, name, r)
				}
			}
		}
	}
	if leaders < 19 {
		t.Errorf("only %d routes are a leader's", leaders)
	}
	if after := c.snapshot(); before != after {
		t.Errorf("what was refused changed something:\n%s\nbefore:\n%s", after, before)
	}
}

func TestRouteTableAdmitsWhomItNames(t *testing.T) {
	for name := range newCast(t).who {
		c := newCast(t)
		for _, rt := range harmlessFirst(c.site.routes()) {
			if !slices.Contains(may[rt.who], name) {
				continue
			}
			r := c.who[name].do(rt.method, c.path(rt), bodies[rt.method+" "+rt.path])
			watching := name == "a stage" && strings.Contains(rt.path, "/games/") // which may not take a leader's seat
			if denied(r) != watching || r.status >= 500 || r.status == 400 || r.status == 405 {
				t.Errorf("%s %s as %s: %v", rt.method, rt.path, name, r)
			}
		}
	}
}

// harmlessFirst sorts the routes so that none takes away what a later one needs.
func harmlessFirst(routes []route) []route {
	order := []string{"GET", "POST", "PUT", "PATCH", "DELETE"}
	slices.SortStableFunc(routes, func(a, b route) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.method), slices.Index(order, b.method)), cmp.Compare(len(b.path), len(a.path)))
	})
	return routes
}

// bodies are good ones, so that nothing but who asks can be wrong.
var bodies = map[string]any{
	"POST /api/login":              map[string]any{},
	"PATCH /api/meeting":           map[string]any{"title": "Pirates", "locked": true},
	"POST /api/leaders":            map[string]any{"role": "leader"},
	"POST /api/leaders/confirm":    map[string]any{"match": "00"},
	"POST /api/players":            map[string]any{"name": "New", "icon": "hare", "six": ""},
	"PATCH /api/players/{id}":      map[string]any{"six": "green"},
	"POST /api/players/claim":      map[string]any{"name": "Eva", "icon": "owl"},
	"POST /api/players/{id}/claim": map[string]any{},
	"PUT /api/players/{id}/game":   map[string]any{"code": "3333"},
	"POST /api/games":              map[string]any{"kind": "quiz", "options": map[string]any{"count": 5}},
	"POST /api/plan":               map[string]any{"kind": "break", "options": map[string]any{"minutes": 5}},
	"PATCH /api/plan/{id}":         map[string]any{"before": ""},
	"PUT /api/packs/{id}":          onePack,
	"PUT /api/backup":              `{"packnight":"packs","packs":[{"id":"mine","pack":` + onePack + `}]}`,
}

func TestEveryRouteWithABodyHasOneInThisTest(t *testing.T) {
	for _, rt := range newHall(t).site.routes() {
		if _, ok := bodies[rt.method+" "+rt.path]; ok != (rt.body > 0) {
			t.Errorf("%s %s: a body of %d bytes, in the test's list: %v", rt.method, rt.path, rt.body, ok)
		}
	}
}

// snapshot is what a leader sees of everything that leaders' routes change.
func (c *cast) snapshot() string {
	var out bytes.Buffer
	for _, path := range []string{"/api/meeting", "/api/games", "/api/packs", "/api/packs/mine"} {
		out.Write(c.lead.do("GET", path, nil).body)
		out.WriteByte('\n')
	}
	out.Write(c.mate.do("GET", "/api/me", nil).body)
	return out.String()
}

func TestARouteThatSaysNothingIsNobodys(t *testing.T) {
	c := newCast(t)
	forgot := c.site.handler(route{method: "GET", path: "/api/forgot", handle: func(*call) (answer, error) { return ok("secret") }})
	c.handler = c.site.recoverPanics(forgot)
	for name, g := range c.who {
		if r := g.do("GET", "/api/forgot", nil); r.status < 400 || strings.Contains(string(r.body), "secret") {
			t.Errorf("as %s: %v", name, r)
		}
	}
}

// Every change is refused to other sites' pages: by Host, by Origin, by type.
func TestChangesFromElsewhereAreRefused(t *testing.T) {
	c := newCast(t)
	before := c.snapshot()
	changes := 0
	for _, rt := range c.site.routes() {
		body := bodies[rt.method+" "+rt.path]
		foreign := func(status int, code, host string, headers ...string) {
			t.Helper()
			g := *c.lead
			if host != "" {
				g.host = host
			}
			g.headers = http.Header{}
			for i := 0; i < len(headers); i += 2 {
				g.headers.Set(headers[i], headers[i+1])
			}
			if r := g.do(rt.method, c.path(rt), body); r.status != status || !strings.Contains(rt.path, "/healthz") && r.code() != code {
				t.Errorf("%s %s at %s with %v: %v, want %d %s", rt.method, rt.path, g.host, headers, r, status, code)
			}
		}
		for _, host := range []string{"evil.example", "evil.example:8080", "192.168.178.21:8080", "packnight.local.evil.example"} {
			foreign(421, "wrong_host", host)
			foreign(421, "wrong_host", host, "Origin", "http://"+host) // rebinding: they agree
		}
		if rt.method == "GET" {
			continue
		}
		changes++
		for _, origin := range []string{"http://evil.example", "https://192.168.178.20:8080", "http://192.168.178.20", "null", "file://"} {
			foreign(403, "foreign_origin", "", "Origin", origin)
		}
		foreign(403, "foreign_origin", "", "Sec-Fetch-Site", "cross-site")
		for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""} {
			foreign(415, "not_json", "", "Content-Type", kind)
		}
	}
	if changes < 15 {
		t.Errorf("only %d changes in the table", changes)
	}
	if after := c.snapshot(); before != after {
		t.Errorf("what was refused changed something:\n%s\nbefore:\n%s", after, before)
	}
}

func TestForeignHostsGetNoPageAndNoFile(t *testing.T) {
	h := newHall(t)
	for _, path := range []string{"/", "/leader", "/stage", "/privacy", "/parents", "/nowhere", "/healthz", "/ws", h.site.static.root + "app/api.js"} {
		g := h.guest()
		g.host = "evil.example"
		g.headers.Set("Origin", "http://evil.example")
		if r := g.do("GET", path, nil); r.status != 421 || bytes.Contains(r.body, []byte("/static/")) {
			t.Errorf("GET %s at evil.example: %v", path, r)
		}
	}
}

func TestSocketsComeFromOurPages(t *testing.T) {
	h := newHall(t)
	for origin, want := range map[string]int{
		"": 101, "http://192.168.178.20:8080": 101, "http://evil.example": 403, "null": 403, "http://192.168.178.20": 403,
	} {
		g := h.guest()
		if origin != "" {
			g.headers.Set("Origin", origin)
		}
		reached := h.sockets.Load()
		r := g.do("GET", "/ws", nil)
		if r.status != want || (h.sockets.Load() > reached) != (want == 101) {
			t.Errorf("a socket from %q: %v, want %d", origin, r, want)
		}
		if r.header.Get("Set-Cookie") != "" || strings.Contains(r.header.Get("Vary"), "Cookie") {
			t.Errorf("a socket passed the session: %v", r.header)
		}
	}
}

func TestWrongMethodsAndPathsAreSaidInJSON(t *testing.T) {
	h := newHall(t)
	g := h.leader()
	if r := g.refused(405, "method_not_allowed", "PUT", "/api/meeting", map[string]any{}); r.header.Get("Allow") != "DELETE, GET, HEAD, PATCH" {
		t.Errorf("Allow: %q", r.header.Get("Allow"))
	}
	g.refused(405, "method_not_allowed", "OPTIONS", "/api/login", nil)
	g.refused(405, "method_not_allowed", "GET", "/api/login", nil)
	for _, path := range []string{"/api/", "/api/nothing", "/api/players/x/y/z", "/api/games/K7QX"} {
		r := g.do("GET", path, nil)
		if r.status != 404 && r.status != 405 || r.code() == "" {
			t.Errorf("GET %s: %v", path, r)
		}
	}
	if r := g.do("POST", "/", map[string]any{}); r.status != 405 {
		t.Errorf("POST /: %v", r)
	}
	if r := g.do("HEAD", "/leader", nil); r.status != 200 || len(r.body) > 0 && r.header.Get("Content-Length") == "" {
		t.Errorf("HEAD /leader: %v", r)
	}
}

func TestEveryAnswerHasTheHeaders(t *testing.T) {
	h := newHall(t)
	g := h.leader()
	for _, path := range []string{"/", "/nowhere", "/api/me", "/api/nothing", "/join.svg", h.site.static.root + "app/api.js", "/healthz"} {
		header := g.do("GET", path, nil).header
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
			"Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("GET %s: %s is %q, want %q", path, name, got, want)
			}
		}
		csp := header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "connect-src 'self' ws://192.168.178.20:8080"} {
			if !strings.Contains(csp, want) {
				t.Errorf("GET %s: the policy %q lacks %q", path, csp, want)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("GET %s: the policy is %q", path, csp)
		}
		if p := header.Get("Permissions-Policy"); !strings.Contains(p, "camera=()") || !strings.Contains(p, "microphone=()") || !strings.Contains(p, "geolocation=()") {
			t.Errorf("GET %s: Permissions-Policy %q", path, p)
		}
		static := strings.HasPrefix(path, staticRoot)
		if got := header.Get("Cache-Control"); (got == "no-store") == static {
			t.Errorf("GET %s: Cache-Control %q", path, got)
		}
	}
}

func TestAPanicIsOneSentence(t *testing.T) {
	h := newHall(t)
	broken := h.site.handler(route{method: "GET", path: "/api/x", who: anyone, handle: func(*call) (answer, error) { panic("a mistake") }})
	h.handler = h.site.recoverPanics(h.site.headers(broken))
	r := h.guest().do("GET", "/api/x", nil)
	if r.status != 500 || r.code() != "internal" || bytes.Contains(r.body, []byte("mistake")) {
		t.Errorf("a panic answers %v", r)
	}
}

func TestBodiesAreBounded(t *testing.T) {
	c := newCast(t)
	long := `{"title":"` + strings.Repeat("x", c.site.limits.Body) + `"}`
	c.lead.refused(413, "too_large", "PATCH", "/api/meeting", long)
	gather := "/api/games/" + c.paths["{code}"] + "/gather"
	c.lead.refused(413, "too_large", "POST", gather, `{"a":`+strings.Repeat(" ", 20)+`1}`)
	c.lead.refused(400, "bad_request", "POST", gather, `{"a":1}`)
	c.lead.must("POST", gather, `{}`, nil) // from those who always send one
	huge := `{"name":"` + strings.Repeat("x", c.site.limits.Pack) + `"}`
	c.lead.refused(413, "too_large", "PUT", "/api/packs/mine", huge)
}

func TestStrictBodiesNameTheField(t *testing.T) {
	c := newCast(t)
	for body, field := range map[string]string{
		`{"name":"Bo","icon":"bat","six":"","role":"leader"}`:               "role",
		`{"name":"Bo","icon":"bat","six":"","Name":"Al"}`:                   "Name",
		`{"name":"Bo","icon":"bat","six":"","name":"Al"}`:                   "name",
		`{"NAME":"Bo","icon":"bat","six":""}`:                               "NAME",
		`{"name":null,"icon":"bat","six":""}`:                               "name",
		`{"name":["Bo"],"icon":"bat","six":""}`:                             "name",
		`{"name":"","icon":"bat","six":""}`:                                 "name",
		`{"name":"Bo","icon":"dragon","six":""}`:                            "icon",
		`{"name":"Bo","icon":"bat","six":"purple"}`:                         "six",
		`{"name":"a name far longer than it may be","icon":"bat","six":""}`: "name",
	} {
		r := c.rogue.refused(400, "bad_request", "POST", "/api/players", body)
		var e struct {
			Error struct{ Field, Message string }
		}
		if err := json.Unmarshal(r.body, &e); err != nil || e.Error.Field != field {
			t.Errorf("%s: the field is %q (%v), want %q", body, e.Error.Field, err, field)
		}
	}
	c.rogue.refused(400, "bad_request", "POST", "/api/players", "{\"name\":\"\xff\",\"icon\":\"bat\",\"six\":\"\"}")
	c.rogue.refused(400, "bad_request", "POST", "/api/players", `[`+strings.Repeat(`[`, 5000))
}

func TestCookiesOfOthersMakingAreGuests(t *testing.T) {
	c := newCast(t)
	good := c.lead.cookie
	for name, cookie := range map[string]string{
		"random": "0123456789012345678901234567890123456789012", "truncated": good[:len(good)-1], "longer": good + "A", "flipped": flip(good),
		"empty": "", "huge": strings.Repeat("A", 8000), "a key of the store": "leaders", "path": "../../user", "odd": "%22; Path=/",
	} {
		g := c.guest()
		g.cookie = cookie
		if r := g.do("GET", "/api/me", nil); r.status != 401 {
			t.Errorf("a %s cookie: %v", name, r)
		}
		var me struct{ User, Role string }
		g.must("POST", "/api/login", map[string]any{}, &me)
		if me.Role != "cub" || g.cookie == cookie {
			t.Errorf("a %s cookie logs in as %+v, and is kept: %v", name, me, g.cookie == cookie)
		}
	}
	if r := c.lead.do("GET", "/api/games", nil); r.status != 200 {
		t.Errorf("the leader afterwards: %v", r)
	}
}

func flip(s string) string {
	b := []byte(s)
	if b[5]++; b[5] > 'z' {
		b[5] = 'a'
	}
	return string(b)
}

func TestSwappedCookiesSwapNothingElse(t *testing.T) {
	h := newHall(t)
	a, b := h.cub(), h.cub()
	id := a.player("Eva", "owl", "red", "")
	a.cookie, b.cookie = b.cookie, a.cookie
	if r := a.do("PATCH", "/api/players/"+id, map[string]any{"six": "blue"}); r.code() != "unknown_player" {
		t.Errorf("with the other's cookie: %v", r)
	}
	b.must("PATCH", "/api/players/"+id, map[string]any{"six": "blue"}, nil)
}

func TestTheStoreHoldsNoToken(t *testing.T) {
	h := newHall(t)
	g := h.cub()
	if n, err := h.store.Delete(t.Context(), "session:"+g.cookie); err != nil || n != 0 {
		t.Errorf("the token itself is a name in the store (%v)", err)
	}
	if r := g.do("GET", "/api/me", nil); r.status != 200 {
		t.Errorf("afterwards: %v", r)
	}
}

func TestAKeyRenewsTheToken(t *testing.T) {
	h := newHall(t)
	g := h.cub()
	var before, after struct{ User string }
	g.must("GET", "/api/me", nil, &before)
	fixed := *g
	g.must("POST", "/api/login", map[string]any{"key": h.keys.Leader()}, &after)
	if before.User != after.User || fixed.cookie == g.cookie {
		t.Errorf("user %s is %s after the key, the cookie is the same: %v", before.User, after.User, fixed.cookie == g.cookie)
	}
	if r := fixed.do("GET", "/api/me", nil); r.status != 401 {
		t.Errorf("the token from before the key: %v", r)
	}
	again := *g
	again.must("POST", "/api/login", map[string]any{}, &after)
	if again.cookie != g.cookie || after.User != before.User {
		t.Error("a login without a key is not idempotent")
	}
}

func TestTheCookieIsForThisServerAlone(t *testing.T) {
	h := newHall(t)
	set := h.guest().do("POST", "/api/login", map[string]any{}).header.Get("Set-Cookie")
	for _, want := range []string{"packnight=", "HttpOnly", "SameSite=", "Path=/", "Max-Age="} {
		if !strings.Contains(set, want) {
			t.Errorf("the cookie %q lacks %s", set, want)
		}
	}
	if strings.Contains(set, "Secure") || strings.Contains(set, "Domain") || strings.Contains(set, "SameSite=None") {
		t.Errorf("the cookie is %q", set)
	}
}

func TestWrongKeysWait(t *testing.T) {
	h := newHall(t)
	g := h.guest()
	for range 5 {
		g.refused(403, "wrong_key", "POST", "/api/login", map[string]any{"key": "guess"})
	}
	r := g.refused(429, "slow_down", "POST", "/api/login", map[string]any{"key": h.keys.Leader()})
	if r.header.Get("Retry-After") == "" {
		t.Error("429 without Retry-After")
	}
	h.late.Add(int64(61 * time.Second))
	g.must("POST", "/api/login", map[string]any{"key": h.keys.Leader()}, nil)
}

func TestADayLaterNobodyIsKnown(t *testing.T) {
	h := newHall(t)
	g, lead := h.cub(), h.leader()
	h.late.Add(int64(25 * time.Hour))
	g.refused(401, "no_session", "GET", "/api/me", nil)
	lead.refused(401, "no_session", "GET", "/api/games", nil)
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	c := newCast(t)
	own := c.lead.player("Zed", "owl", "", "")
	for _, r := range []struct {
		method, path string
		body         string
		field        string
	}{
		{"PUT", "/api/players/" + own + "/game", `{}`, "code"},
		{"POST", "/api/leaders/confirm", `{}`, "match"},
		{"POST", "/api/players/claim", `{"name":"Ann"}`, "icon"},
		{"POST", "/api/players", `{"icon":"fox"}`, "name"},
		{"POST", "/api/games", `{}`, "kind"},
		{"POST", "/api/games", `{"kind":"chess"}`, "kind"},
		{"POST", "/api/games", `{"kind":"quiz","options":{"count":0}}`, "options"},
		{"POST", "/api/games", `{"kind":"quiz","options":{"packs":["none"]}}`, "options"},
		{"PATCH", "/api/meeting", `{"minutes":-1}`, "minutes"},
	} {
		refused := c.lead.refused(400, "bad_request", r.method, r.path, r.body)
		var e struct{ Error struct{ Field string } }
		if json.Unmarshal(refused.body, &e) != nil || e.Error.Field != r.field {
			t.Errorf("%s %s %s names %q, not %q", r.method, r.path, r.body, e.Error.Field, r.field)
		}
	}
}

func TestTheMeetingChangesWholeOrNotAtAll(t *testing.T) {
	h := newHall(t)
	lead := h.leader()
	lead.refused(400, "bad_request", "PATCH", "/api/meeting", `{"title":"Owls","minutes":30,"volume":99}`)
	lead.refused(400, "bad_request", "PATCH", "/api/meeting", `{"title":"Owls","minutes":-1}`)
	if m := lead.do("GET", "/api/meeting", nil); bytes.Contains(m.body, []byte("Owls")) || !bytes.Contains(m.body, []byte(`"minutes":0`)) {
		t.Errorf("a refused change left %s", m.body)
	}
}
