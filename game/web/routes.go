package web

import (
	"net/http"
	"slices"
	"strings"
)

// who says who may use a route. The zero value is nobody: a route that forgets to
// say is denied.
type who int

const (
	nobody        who = iota
	anyone            // logged in or not
	user              // any session
	owner             // the user that the player {id} belongs to
	ownerOrLeader     // and any leader
	leader            // a leader
	leaderOrStage     // and a big screen
)

// route is one line of the table: what may be asked, by whom, and who answers.
type route struct {
	method string
	path   string
	who    who
	body   int // bytes of a body at most; 0 takes none
	handle func(*call) (answer, error)
}

// routes is every request of the contract but the pages, the static files and /ws.
// Nothing else is answered, and nothing is answered to others than it says.
func (s *site) routes() []route {
	small, pack := s.limits.Body, s.limits.Pack
	return []route{
		{"POST", "/api/login", anyone, small, s.login},
		{"GET", "/api/me", user, 0, s.me},
		{"GET", "/api/kinds", anyone, 0, s.kinds},
		{"GET", "/healthz", anyone, 0, s.healthz},

		{"GET", "/api/meeting", anyone, 0, s.meeting},
		{"PATCH", "/api/meeting", leader, small, s.patchMeeting},
		{"DELETE", "/api/meeting", leader, 0, s.endMeeting},
		{"POST", "/api/leaders", leader, small, s.inviteLeader},
		{"POST", "/api/leaders/confirm", leader, small, s.confirmLeader},
		{"POST", "/api/door", leader, 0, s.openDoor},
		{"POST", "/api/stop", leader, 0, s.stop},
		{"GET", "/join.svg", leaderOrStage, 0, s.joinCode},

		{"POST", "/api/players", user, small, s.newPlayer},
		{"PATCH", "/api/players/{id}", ownerOrLeader, small, s.patchPlayer},
		{"DELETE", "/api/players/{id}", ownerOrLeader, 0, s.deletePlayer},
		{"POST", "/api/players/{id}/restore", leader, 0, s.restorePlayer},
		{"POST", "/api/players/claim", user, small, s.claimPlayer},
		{"POST", "/api/players/{id}/claim", leader, small, s.grantClaim},
		{"PUT", "/api/players/{id}/game", ownerOrLeader, small, s.enterGame},
		{"DELETE", "/api/players/{id}/game", ownerOrLeader, 0, s.leaveGame},
		{"GET", "/api/players/{id}/ticket", owner, 0, s.playerTicket},

		{"GET", "/api/games", leader, 0, s.games},
		{"POST", "/api/games", leader, small, s.newGame},
		{"POST", "/api/games/{code}/gather", leader, 0, s.gather},
		{"DELETE", "/api/games/{code}", leader, 0, s.endGame},
		{"GET", "/api/games/{code}/ticket", leaderOrStage, 0, s.seatTicket},

		{"GET", "/api/certificates", leader, 0, s.certificates},
		{"POST", "/api/plan", leader, small, s.addToPlan},
		{"PATCH", "/api/plan/{id}", leader, small, s.moveInPlan},
		{"DELETE", "/api/plan/{id}", leader, 0, s.removeFromPlan},
		{"POST", "/api/plan/{id}/begin", leader, 0, s.begin},

		{"GET", "/api/packs", leader, 0, s.packs},
		{"GET", "/api/packs/{id}", leader, 0, s.pack},
		{"PUT", "/api/packs/{id}", leader, pack, s.putPack},
		{"DELETE", "/api/packs/{id}", leader, 0, s.deletePack},
		{"GET", "/api/backup", leader, 0, s.backup},
		{"PUT", "/api/backup", leader, s.limits.Backup, s.restore},
	}
}

// mux puts the table, the pages, the static files and the sockets together.
func (s *site) mux(socket http.Handler) http.Handler {
	mux := http.NewServeMux()
	byPath := map[string]methods{}
	for _, rt := range s.routes() {
		if byPath[rt.path] == nil {
			byPath[rt.path] = methods{}
		}
		byPath[rt.path][rt.method] = s.handler(rt)
	}
	for pattern := range pages {
		f := s.static.pages[pattern]
		byPath[pattern] = methods{"GET": http.HandlerFunc(f.serve)}
	}
	byPath[staticRoot] = methods{"GET": http.HandlerFunc(s.handleStatic)}
	byPath["/favicon.ico"] = methods{"GET": http.HandlerFunc(s.handleIcon)}
	byPath["/ws"] = methods{"GET": s.guardSocket(socket)}
	for path, m := range byPath {
		mux.Handle(path, m.handler(s))
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.fail(w, r, errNotFound) })
	return mux
}

// methods are the handlers of one path.
type methods map[string]http.Handler

func (m methods) handler(s *site) http.Handler {
	if h, ok := m["GET"]; ok {
		m["HEAD"] = h
	}
	var names []string
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	allow := strings.Join(names, ", ")
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h, ok := m[r.Method]; ok {
			h.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Allow", allow)
		s.fail(w, r, errMethod)
	})
}

// guardSocket lets through what comes from our pages or from no browser. A socket
// is asked for by GET, and no browser holds it to the same-origin rule.
func (s *site) guardSocket(socket http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !sameOrigin(r) {
			s.fail(w, r, errOrigin)
			return
		}
		socket.ServeHTTP(w, r)
	})
}
