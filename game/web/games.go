package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"packnight/game"
	"packnight/game/people"
	"packnight/game/room"
)

// kindView is one entry of the catalogue.
type kindView struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	HowTo     string        `json:"howto"`
	Picture   string        `json:"picture"`
	Players   [2]int        `json:"players"`
	Minutes   [2]int        `json:"minutes"`
	Full      int           `json:"full"`
	Gathering bool          `json:"gathering,omitempty"` // the campfire: nobody starts one
	Options   []game.Option `json:"options"`
}

func (s *site) kinds(*call) (answer, error) {
	out := make([]kindView, 0, len(s.Kinds))
	for _, k := range s.Kinds {
		options := k.AllOptions()
		if options == nil || k.Gathering {
			options = []game.Option{}
		}
		out = append(out, kindView{k.ID, k.Name, k.HowTo, k.Picture, k.Players, k.Minutes, k.Full, k.Gathering, options})
	}
	return ok(out)
}

// gameView is an open game.
type gameView struct {
	Code    string     `json:"code"`
	Kind    string     `json:"kind"`
	Phase   game.Phase `json:"phase"`
	Awake   int        `json:"awake"`
	Players int        `json:"players"`
}

func (s *site) games(c *call) (answer, error) {
	open, err := s.Rooms.List(c.ctx)
	if err != nil {
		return answer{}, err
	}
	out := make([]gameView, 0, len(open))
	for _, g := range open {
		out = append(out, gameView{g.Code, g.Kind, g.Phase, g.Awake, g.Players})
	}
	return ok(out)
}

func (s *site) newGame(c *call) (answer, error) {
	var body gameBody
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	options, packs, err := s.checked(c.ctx, body)
	if err != nil {
		return answer{}, err
	}
	code, err := s.create(c, body.Kind, options, packs)
	if err != nil {
		return answer{}, err
	}
	return created(struct {
		Code string `json:"code"`
	}{code})
}

// create makes a game of options that were checked.
func (s *site) create(c *call, kind string, options map[string]any, packs map[string]json.RawMessage) (string, error) {
	code, err := s.Rooms.Create(c.ctx, "", kind, options, packs)
	if err == nil {
		s.log.Info("game made", "code", code, "kind", kind, "by", c.user.ID)
	}
	return code, err
}

// packsOf loads the leader's own packs that the options name.
func (s *site) packsOf(ctx context.Context, k game.Kind, options map[string]any) (map[string]json.RawMessage, error) {
	packs := map[string]json.RawMessage{}
	for _, o := range k.AllOptions() {
		chosen, _ := options[o.ID].([]string)
		if !o.Packs {
			continue
		}
		for _, id := range chosen {
			if slices.ContainsFunc(o.Choices, func(c game.OptionChoice) bool { return c.ID == id }) {
				continue
			}
			data, err := s.People.Pack(ctx, id)
			if errors.Is(err, people.ErrUnknownPack) {
				return nil, badRequest(fmt.Sprintf("There is no pack %q. Choose another one.", shorten(id))).in("options")
			}
			if err != nil {
				return nil, err
			}
			packs[id] = data
		}
	}
	return packs, nil
}

// code returns the code of the request's path, as a person may type it.
func (c *call) code() (string, error) {
	code, ok := people.FoldCode(c.r.PathValue("code"))
	if !ok {
		return "", people.ErrUnknownGame
	}
	return code, nil
}

// gather puts the pack into a game. Every other room sends its players there, and
// its leaders and stages too.
func (s *site) gather(c *call) (answer, error) {
	code, err := c.code()
	if err != nil {
		return answer{}, err
	}
	moved, err := s.gatherAt(c, code)
	if err != nil {
		return answer{}, err
	}
	return ok(struct {
		Moved int `json:"moved"`
	}{moved})
}

// gatherAt takes the pack to the game of that code and returns how many Cubs it took.
func (s *site) gatherAt(c *call, code string) (int, error) {
	kind, err := s.Rooms.Kind(c.ctx, code)
	if err != nil {
		return 0, err
	}
	resting, err := s.resting(c.ctx)
	if err != nil {
		return 0, err
	}
	moved, err := s.People.Gather(c.ctx, code, resting)
	if err != nil {
		return 0, err
	}
	s.sendOn(c.ctx, moved, room.Target{Code: code, Kind: kind})
	s.log.Info("gathered", "code", code, "moved", len(moved.Players), "by", c.user.ID)
	return len(moved.Players), nil
}

// sendOn tells all rooms of a gathering: the one that everyone belongs to now, those
// that players left, and those with nobody but a leader or a stage in them.
func (s *site) sendOn(ctx context.Context, moved people.Gathered, to room.Target) {
	s.tell(to.Code, moved.Players...)
	for code, players := range moved.From {
		if code != "" {
			s.Rooms.Tell(room.Note{Code: code, Players: players, Go: &to})
		}
	}
	open, err := s.Rooms.List(ctx)
	if err != nil { // it is committed: the screens that are missed find their way by hand
		s.log.Error("sending screens on", "code", to.Code, "err", err)
	}
	for _, g := range open {
		if _, told := moved.From[g.Code]; !told && g.Code != to.Code {
			s.Rooms.Tell(room.Note{Code: g.Code, Go: &to})
		}
	}
}

// resting returns the players who rest in the game that they belong to.
func (s *site) resting(ctx context.Context) ([]string, error) {
	all, err := s.People.Players(ctx)
	if err != nil {
		return nil, err
	}
	byGame := map[string][]string{}
	for _, p := range all {
		if p.Game != "" {
			byGame[p.Game] = append(byGame[p.Game], p.ID)
		}
	}
	var out []string
	for code, members := range byGame {
		parked, err := s.Rooms.Resting(ctx, code)
		if errors.Is(err, room.ErrUnknown) {
			continue // it ended just now: nobody rests there
		}
		if err != nil {
			return nil, err
		}
		out = append(out, intersect(members, parked)...)
	}
	return out, nil
}

func intersect(a, b []string) []string {
	return slices.DeleteFunc(a, func(id string) bool { return !slices.Contains(b, id) })
}

// endGame ends a game without podium. Its room sends its players home.
func (s *site) endGame(c *call) (answer, error) {
	code, err := c.code()
	if err != nil {
		return answer{}, err
	}
	campfire, err := s.People.Campfire(c.ctx)
	if err != nil {
		return answer{}, err
	}
	if code == campfire {
		return answer{}, errCampfire
	}
	if err := s.Rooms.End(c.ctx, code); err != nil {
		return answer{}, err
	}
	s.log.Info("game ended", "code", code, "by", c.user.ID)
	return done()
}

// seatTicket is for who runs a game or shows it. Which of the two a stage may be is
// the people's to say.
func (s *site) seatTicket(c *call) (answer, error) {
	code, err := c.code()
	if err != nil {
		return answer{}, err
	}
	t, err := s.People.SeatTicket(c.ctx, c.user.ID, code, game.Role(c.r.URL.Query().Get("seat")))
	if err != nil {
		return answer{}, err
	}
	return ok(viewTicket(t))
}
