package web

import (
	"errors"

	"packnight/game/people"
)

// userView is a user as its own browser sees it.
type userView struct {
	User  string      `json:"user"`
	Role  people.Role `json:"role"`
	Match string      `json:"match,omitempty"`
}

func viewUser(u people.User) userView { return userView{u.ID, u.Role, u.Match} }

// login is the only route that writes a session: the user id, once. A wrong key
// leaves a session too, so that the next guess is counted for this browser.
func (s *site) login(c *call) (answer, error) {
	var body struct {
		Key string `json:"key,omitempty"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	entry, refused := s.People.Login(c.ctx, c.user.ID, body.Key, remoteIP(c.r))
	if refused != nil && (!errors.Is(refused, people.ErrWrongKey) || entry.ID == "") {
		return answer{}, refused
	}
	if err := s.keepSession(c, entry); err != nil {
		return answer{}, err
	}
	if refused != nil {
		return answer{}, refused
	}
	return ok(viewUser(entry.User))
}

// keepSession puts the user into the session and the cookie. After a key it is a
// new token: one that somebody slipped this browser before is worth nothing.
func (s *site) keepSession(c *call, e people.Entry) error {
	s.Sessions.Put(c.ctx, people.SessionUser, e.ID)
	if e.Keyed {
		if err := s.Sessions.RenewToken(c.ctx); err != nil {
			return err
		}
	}
	token, expiry, err := s.Sessions.Commit(c.ctx)
	if err != nil {
		return err
	}
	s.Sessions.WriteSessionCookie(c.ctx, c.w, token, expiry)
	c.w.Header().Del("Cache-Control") // of scs: no answer here is kept anyway
	return nil
}

func (s *site) me(c *call) (answer, error) {
	m, err := s.People.Meeting(c.ctx)
	if err != nil {
		return answer{}, err
	}
	mine, err := s.People.PlayersOf(c.ctx, c.user.ID)
	if err != nil {
		return answer{}, err
	}
	return ok(struct {
		userView
		Meeting string       `json:"meeting"`
		Players []playerView `json:"players"`
	}{viewUser(c.user), m.ID, viewPlayers(mine)})
}

// inviteLeader makes a key for a second leader or a big screen, the page that takes
// it, and that as a QR code: nobody types 22 letters in 90 seconds.
func (s *site) inviteLeader(c *call) (answer, error) {
	var body struct {
		Role people.Role `json:"role"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	key, err := s.People.SecondKey(c.ctx, body.Role)
	if err != nil {
		return answer{}, err
	}
	first, err := s.firstAddress()
	if err != nil {
		return answer{}, err
	}
	url := first + "/" + string(body.Role) + "#key=" + key
	code, err := newQR(url)
	if err != nil {
		return answer{}, err
	}
	return ok(struct {
		Key string `json:"key"`
		URL string `json:"url"`
		QR  qrCode `json:"qr"`
	}{key, url, code})
}

func (s *site) confirmLeader(c *call) (answer, error) {
	var body struct {
		Match string `json:"match"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	confirmed, err := s.People.Confirm(c.ctx, body.Match)
	if err != nil {
		return answer{}, err
	}
	s.log.Info("leader confirmed", "user", confirmed.ID, "role", confirmed.Role, "by", c.user.ID)
	return done()
}
