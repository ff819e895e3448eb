package web

import (
	"packnight/game/people"
	"packnight/game/room"
)

// playerView is a player as its user and the leaders see it.
type playerView struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Icon    string `json:"icon"`
	Six     string `json:"six"`
	Game    string `json:"game,omitempty"`
	Pending bool   `json:"pending,omitempty"` // others see the animal until a leader ticks the name
}

func viewPlayer(p people.Player) playerView {
	return playerView{p.ID, p.Name, p.Icon, p.Six, p.Game, p.Pending}
}

func viewPlayers(ps []people.Player) []playerView {
	out := make([]playerView, 0, len(ps))
	for _, p := range ps {
		out = append(out, viewPlayer(p))
	}
	return out
}

func (s *site) newPlayer(c *call) (answer, error) {
	var body struct {
		Name string `json:"name"`
		Icon string `json:"icon"`
		Six  string `json:"six,omitempty"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	p, err := s.People.CreatePlayer(c.ctx, c.user.ID, people.NewPlayer{Name: body.Name, Icon: body.Icon, Six: body.Six})
	if err != nil {
		return answer{}, err
	}
	return created(viewPlayer(p))
}

// patchPlayer also takes {"ok":true} from a leader: the tick for a name that waits.
func (s *site) patchPlayer(c *call) (answer, error) {
	var body struct {
		Name *string `json:"name,omitempty"`
		Icon *string `json:"icon,omitempty"`
		Six  *string `json:"six,omitempty"`
		OK   *bool   `json:"ok,omitempty"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	change := people.Change{Name: body.Name, Icon: body.Icon, Six: body.Six, OK: body.OK}
	p, err := s.People.ChangePlayer(c.ctx, c.by(), c.player.ID, change)
	if err != nil {
		return answer{}, err
	}
	s.tell(p.Game, p.ID)
	return ok(viewPlayer(p))
}

func (s *site) deletePlayer(c *call) (answer, error) {
	p, err := s.People.DeletePlayer(c.ctx, c.by(), c.player.ID)
	if err != nil {
		return answer{}, err
	}
	s.tell(p.Game, p.ID)
	return done()
}

func (s *site) restorePlayer(c *call) (answer, error) {
	p, err := s.People.RestorePlayer(c.ctx, c.r.PathValue("id"))
	if err != nil {
		return answer{}, err
	}
	s.tell(p.Game, p.ID)
	return ok(viewPlayer(p))
}

func (s *site) claimPlayer(c *call) (answer, error) {
	var body struct {
		Name string `json:"name"`
		Icon string `json:"icon"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	if err := s.People.ClaimPlayer(c.ctx, c.user.ID, body.Name, body.Icon); err != nil {
		return answer{}, err
	}
	return answer{status: 202, json: struct{}{}}, nil
}

// grantClaim gives a player to the user that claims it; with {"user"} only to the
// one that the leader saw.
func (s *site) grantClaim(c *call) (answer, error) {
	var body struct {
		User string `json:"user,omitempty"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	given, err := s.People.GiveClaim(c.ctx, c.r.PathValue("id"), body.User)
	if err != nil {
		return answer{}, err
	}
	if given.From != given.To {
		s.Rooms.Tell(room.Note{Code: given.Player.Game, Given: []string{given.Player.ID}})
	}
	s.log.Info("player given back", "player", given.Player.ID, "from", given.From, "to", given.To, "by", c.user.ID)
	return ok(viewPlayer(given.Player))
}

// enterGame puts a player into a game. The room that it left sends it on.
func (s *site) enterGame(c *call) (answer, error) {
	var body struct {
		Code string `json:"code"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	in, err := s.People.Enter(c.ctx, c.by(), c.player.ID, body.Code)
	if err != nil {
		return answer{}, err
	}
	if in.From != in.Code {
		s.tell(in.From, c.player.ID)
	}
	s.tell(in.Code, c.player.ID)
	kind, err := s.Rooms.Kind(c.ctx, in.Code)
	if err != nil {
		return answer{}, err
	}
	return ok(place{in.Code, kind})
}

// place is a game that a player is in.
type place struct {
	Code string `json:"code"`
	Kind string `json:"kind"`
}

func (s *site) leaveGame(c *call) (answer, error) {
	from, err := s.People.Leave(c.ctx, c.by(), c.player.ID)
	if err != nil {
		return answer{}, err
	}
	s.tell(from, c.player.ID)
	return done()
}

func (s *site) playerTicket(c *call) (answer, error) {
	t, err := s.People.PlayerTicket(c.ctx, c.user.ID, c.player.ID)
	if err != nil {
		return answer{}, err
	}
	return ok(viewTicket(t))
}

type ticketView struct {
	Ticket  string `json:"ticket"`
	Expires int64  `json:"expires"` // Unix ms of the server
}

func viewTicket(t people.Ticket) ticketView { return ticketView{t.Token, t.Expires.UnixMilli()} }

// tell has the room of a game look again at players of it, after a commit of the
// people; with no game there is no room to tell.
func (s *site) tell(code string, players ...string) {
	if code != "" {
		s.Rooms.Tell(room.Note{Code: code, Players: players})
	}
}
