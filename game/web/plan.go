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

// maxBreak is how long a planned break may be, in minutes.
const maxBreak = 60

// eveningView is how far the evening is, for consoles and big screens.
type eveningView struct {
	Minutes int   `json:"minutes"` // that it was given, 0 for no end
	Left    int64 `json:"left"`    // ms until its end; below 0 it is over
}

// itemView is one thing in the running order.
type itemView struct {
	ID      string         `json:"id"`
	Kind    string         `json:"kind"`
	Options map[string]any `json:"options"`
	State   string         `json:"state"` // "next", "now" or "done"
}

// viewItems shows the running order; playing is the code of the game that is on.
func viewItems(items []people.Item, playing string) []itemView {
	out := make([]itemView, 0, len(items))
	for _, i := range items {
		v := itemView{i.ID, i.Kind, i.Options, "next"}
		if v.Options == nil {
			v.Options = map[string]any{}
		}
		switch {
		case i.Code != "" && i.Code == playing:
			v.State = "now"
		case i.Begun:
			v.State = "done"
		}
		out = append(out, v)
	}
	return out
}

// gameBody is a game that a leader wants.
type gameBody struct {
	Kind    string                     `json:"kind"`
	Options map[string]json.RawMessage `json:"options,omitempty"`
}

// addToPlan puts a game or a break at the end of the running order. Its options are
// checked now, so that nothing is refused when everyone waits for it.
func (s *site) addToPlan(c *call) (answer, error) {
	var body gameBody
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	options, err := s.planned(c.ctx, body)
	if err != nil {
		return answer{}, err
	}
	id, err := s.People.AddToPlan(c.ctx, body.Kind, options)
	if err != nil {
		return answer{}, err
	}
	return created(struct {
		ID string `json:"id"`
	}{id})
}

func (s *site) planned(ctx context.Context, body gameBody) (map[string]any, error) {
	if body.Kind == people.Break {
		var minutes int
		raw, given := body.Options["minutes"]
		if len(body.Options) != 1 || !given || json.Unmarshal(raw, &minutes) != nil || minutes < 1 || minutes > maxBreak {
			return nil, badRequest(fmt.Sprintf("A break has from 1 to %d minutes.", maxBreak)).in("options")
		}
		return map[string]any{"minutes": minutes}, nil
	}
	options, _, err := s.checked(ctx, body)
	return options, err
}

// checked checks the options of a game and loads the leader's packs that they name.
func (s *site) checked(ctx context.Context, body gameBody) (map[string]any, map[string]json.RawMessage, error) {
	at := slices.IndexFunc(s.Kinds, func(k game.Kind) bool { return k.ID == body.Kind && !k.Gathering })
	if at < 0 {
		return nil, nil, badRequest(fmt.Sprintf("There is no game of the kind %q.", shorten(body.Kind))).in("kind")
	}
	options, err := s.Kinds[at].Check(body.Options)
	if err != nil {
		return nil, nil, badRequest(err.Error()).in("options")
	}
	packs, err := s.packsOf(ctx, s.Kinds[at], options)
	return options, packs, err
}

func (s *site) moveInPlan(c *call) (answer, error) {
	var body struct {
		Before string `json:"before"`
	}
	if err := decode(c.body, &body); err != nil {
		return answer{}, err
	}
	if err := s.People.MoveInPlan(c.ctx, c.r.PathValue("id"), body.Before); err != nil {
		return answer{}, err
	}
	return done()
}

func (s *site) removeFromPlan(c *call) (answer, error) {
	if err := s.People.RemoveFromPlan(c.ctx, c.r.PathValue("id")); err != nil {
		return answer{}, err
	}
	return done()
}

// begin makes the game of an item and takes the pack there, or says that the break has
// come. Pressed twice, by one leader or two, it is the same game.
func (s *site) begin(c *call) (answer, error) {
	plan, err := s.People.Plan(c.ctx)
	if err != nil {
		return answer{}, err
	}
	at := slices.IndexFunc(plan.Items, func(i people.Item) bool { return i.ID == c.r.PathValue("id") })
	if at < 0 {
		return answer{}, people.ErrUnknownItem
	}
	item := plan.Items[at]
	code := item.Code
	if item.Kind == people.Break {
		_, err = s.People.BeginItem(c.ctx, item.ID, "")
	} else if code == "" {
		code, err = s.makePlanned(c, item)
	}
	if err == nil && code != "" {
		_, err = s.gatherAt(c, code)
	}
	if err != nil {
		return answer{}, err
	}
	return ok(struct {
		Code string `json:"code"`
	}{code})
}

// makePlanned makes the game of an item; of two that were made at once the first is
// kept.
func (s *site) makePlanned(c *call, item people.Item) (string, error) {
	body := gameBody{Kind: item.Kind, Options: map[string]json.RawMessage{}}
	for id, value := range item.Options {
		raw, err := json.Marshal(value)
		if err != nil {
			return "", fmt.Errorf("reading the options of a planned game: %w", err)
		}
		body.Options[id] = raw
	}
	options, packs, err := s.checked(c.ctx, body)
	if err != nil {
		return "", err
	}
	made, err := s.create(c, item.Kind, options, packs)
	if err != nil {
		return "", err
	}
	code, err := s.People.BeginItem(c.ctx, item.ID, made)
	if err == nil && code == made {
		return code, nil
	}
	if end := s.Rooms.End(c.ctx, made); end != nil && !errors.Is(end, room.ErrUnknown) {
		err = errors.Join(err, end)
	}
	return code, err
}
