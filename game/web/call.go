package web

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strconv"

	"packnight/game/people"
)

// call is one request to a route, checked: who asks may do so.
type call struct {
	w    http.ResponseWriter
	r    *http.Request
	ctx  context.Context
	body []byte

	user   people.User   // the session's, zero for nobody
	player people.Player // of {id}, where the route asks whose it is
}

func (c *call) by() people.By { return people.By{User: c.user.ID, Leader: c.leads()} }
func (c *call) leads() bool   { return c.user.Role == people.Leader }
func (c *call) watches() bool { return c.leads() || c.user.Role == people.Stage }

// answer is what a handler has to say: JSON, or data of another kind, or nothing.
type answer struct {
	status int
	json   any
	data   []byte
	kind   string // content type of data
}

func ok(v any) (answer, error)      { return answer{status: http.StatusOK, json: v}, nil }
func created(v any) (answer, error) { return answer{status: http.StatusCreated, json: v}, nil }
func done() (answer, error)         { return answer{status: http.StatusNoContent}, nil }

func (a answer) write(w http.ResponseWriter) {
	switch {
	case a.data != nil:
		w.Header().Set("Content-Type", a.kind)
		w.Header().Set("Content-Length", strconv.Itoa(len(a.data)))
		w.WriteHeader(a.status)
		w.Write(a.data)
	case a.json != nil:
		writeJSON(w, a.status, a.json)
	default:
		w.WriteHeader(a.status)
	}
}

// handler is a route as net/http calls it.
func (s *site) handler(rt route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := s.answer(rt, w, r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		a.write(w)
	})
}

// emptyBody is how long a body may be where none is wanted: {} is sent by those who
// always send one.
const emptyBody = 16

func (s *site) answer(rt route, w http.ResponseWriter, r *http.Request) (answer, error) {
	if err := checkChange(r); err != nil {
		return answer{}, err
	}
	c := &call{w: w, r: r, ctx: r.Context()}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		// A phone that goes away in mid-change must not leave it half told: what was
		// committed is told to the rooms too.
		c.ctx = context.WithoutCancel(c.ctx)
	}
	if err := s.admit(rt, c); err != nil {
		return answer{}, err
	}
	body, err := readBody(w, r, max(rt.body, emptyBody))
	if err == nil && rt.body == 0 {
		err = decode(body, new(struct{}))
	}
	if err != nil {
		return answer{}, err
	}
	c.body = body
	return rt.handle(c)
}

// admit finds out who asks, and refuses whom the table does not name.
func (s *site) admit(rt route, c *call) error {
	ctx, err := s.Sessions.Load(c.ctx, tokenOf(c.r, s.Sessions.Cookie.Name))
	if err != nil {
		return err
	}
	c.ctx = ctx
	c.user, err = s.People.User(ctx, s.Sessions.GetString(ctx, people.SessionUser))
	switch {
	case rt.who == anyone && (err == nil || errors.Is(err, people.ErrNoSession)):
		return nil
	case err != nil:
		return err
	}
	switch rt.who {
	case user:
		return nil
	case owner, ownerOrLeader:
		return s.admitOwner(rt.who, c)
	case leader:
		return allow(c.leads())
	case leaderOrStage:
		return allow(c.watches())
	}
	return errLeadersOnly
}

func allow(may bool) error {
	if may {
		return nil
	}
	return errLeadersOnly
}

// admitOwner says of somebody else's player what it says of one that isn't there.
func (s *site) admitOwner(w who, c *call) (err error) {
	c.player, err = s.People.Player(c.ctx, c.r.PathValue("id"))
	switch {
	case err != nil:
		return err
	case c.player.User == c.user.ID, w == ownerOrLeader && c.leads():
		return nil
	}
	return people.ErrUnknownPlayer
}

func tokenOf(r *http.Request, name string) string {
	cookie, err := r.Cookie(name)
	if err != nil {
		return "" // the only error is that there is none
	}
	return cookie.Value
}

// remoteIP is the address that the request came from, without its port.
func remoteIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
