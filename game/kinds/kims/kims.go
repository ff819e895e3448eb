// Package kims is Kim's Game: look at a tray, have it covered, and tap what has
// changed. What hides here is time: the tray is in the view while LOOK lasts and at
// no other moment, and what has changed is not before PLAY.
//
// A tap says nothing about being right before the reveal, or the whole hall would
// hear it from the first who knew. So the first and the second tap are a first and a
// second choice, and both can be changed until the bell.
package kims

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"packnight/game"
)

const (
	stepLook  = "look"
	stepCover = "cover"

	firstLook = 1 // index of the step; in pairs another one follows it

	readyTime  = 3 * time.Second
	lookTime   = 30 * time.Second
	coverTime  = 3 * time.Second
	playTime   = 30 * time.Second
	revealTime = 10 * time.Second

	firstTap  = 3 // points
	secondTap = 1
	choices   = 2 // taps of a round that asks for one picture

	largest = 16 // pictures on a tray
)

// Kind returns the game's entry in the catalogue.
func Kind() game.Kind {
	all := trays()
	choose := make([]game.OptionChoice, len(all))
	for i, t := range all {
		choose[i] = game.OptionChoice{ID: t.id, Name: t.name}
	}
	return game.Kind{
		ID:      "kims",
		Name:    "Kim’s Game",
		HowTo:   "Look hard at the tray and remember everything. Then tap what changed!",
		Picture: "🧺",
		Players: [2]int{2, 30},
		Minutes: [2]int{6, 9},
		Full:    largest,
		Options: []game.Option{
			{ID: "tray", Name: "Tray", Type: game.Choice, Choices: choose, Default: "camp"},
			{ID: "size", Name: "Pictures", Type: game.Choice, Default: "12", Choices: []game.OptionChoice{
				{ID: "8", Name: "8"}, {ID: "12", Name: "12"}, {ID: "16", Name: "16"},
			}},
			{ID: "pairs", Name: "In pairs: look in turns, twice as long", Type: game.Switch, Default: false},
		},
		New:   func(s game.Setup) (game.Rules, error) { return begin(s) },
		Blank: func() game.Rules { return blank() },
	}
}

// kims is the state of one game.
type kims struct {
	game.Base
	state
	seats map[string]*seat
	// What is shown and does not change in PLAY, encoded; nil when out of date.
	tiles, rest json.RawMessage
	// answered counts the playing members that have Answered. It follows from the
	// seats and is counted again, not by each move, when somebody comes or goes; -1
	// says so.
	answered int
}

// state is what is not one seat's.
type state struct {
	Tray  string `json:"tray"`
	Size  int    `json:"size"`
	Pairs bool   `json:"pairs,omitempty"`
	Laid  round  `json:"laid"`
}

// seat is what one player did.
type seat struct {
	Tiles   []int           `json:"tiles,omitempty"`   // chosen in this round, the first choice first
	Done    bool            `json:"done,omitempty"`    // and wants no more time
	Results map[int]outcome `json:"results,omitempty"` // by round
}

// outcome is what came of a seat's taps in one round.
type outcome struct {
	Tapped bool `json:"tapped,omitempty"`
	Tap    int  `json:"tap,omitempty"`   // which tap was right, 1 or 2; 0 for none
	Found  int  `json:"found,omitempty"` // of askAll: right ones
	Wrong  int  `json:"wrong,omitempty"` // of askAll: others
	Gained int  `json:"gained"`
}

func blank() *kims { return &kims{seats: map[string]*seat{}, answered: -1} }

func begin(s game.Setup) (game.Rules, error) {
	k := blank()
	size, err := strconv.Atoi(s.Options["size"].(string))
	if err != nil {
		return nil, fmt.Errorf("reading the size: %w", err)
	}
	k.state = state{Tray: s.Options["tray"].(string), Size: size, Pairs: s.Options["pairs"].(bool)}
	return k, nil
}

// Rounds is five.
func (k *kims) Rounds() int { return len(asks()) }

// Most is the most points that a round of this game can give.
func (k *kims) Most(round int) int {
	if asks()[round-1] == askAll {
		return k.Size
	}
	return firstTap
}

// Full is the most points of the round that asks for the whole tray.
func (k *kims) Full() int { return k.Size }

// Deal lays the tray. A round that is played again lies as it lay, unless its answer
// was seen.
func (k *kims) Deal(t *game.Table, fresh bool) {
	if fresh || k.Laid.Number != t.Round() {
		k.lay(t, fresh)
	}
	k.tiles, k.rest, k.answered = nil, nil, -1
	for _, s := range k.seats {
		s.Tiles, s.Done = nil, false
		delete(s.Results, t.Round())
	}
}

func (k *kims) lay(t *game.Table, fresh bool) {
	seen := k.Laid.answers()
	for {
		k.Laid = lay(asks()[t.Round()-1], k.pictures(), k.Size, t.Rand())
		k.Laid.Number = t.Round()
		if !fresh || !slices.Equal(k.Laid.answers(), seen) {
			return
		}
	}
}

func (k *kims) pictures() []Picture {
	for _, t := range trays() {
		if t.id == k.Tray {
			return t.pictures
		}
	}
	panic("kims: no tray " + k.Tray)
}

// Steps are getting ready, looking, the cloth, tapping and the reveal. In pairs each of
// the two has a step to look, so that they change over without a clock too.
func (k *kims) Steps(*game.Table) []game.Step {
	look := game.Step{Phase: game.Ready, Name: stepLook, For: lookTime}
	steps := []game.Step{{Phase: game.Ready, For: readyTime, Unscaled: true}, look}
	if k.Pairs {
		steps = append(steps, look)
	}
	return append(steps,
		game.Step{Phase: game.Ready, Name: stepCover, For: coverTime, Unscaled: true},
		game.Step{Phase: game.Play, For: playTime},
		game.Step{Phase: game.Reveal, For: revealTime, Unscaled: true},
	)
}

func (k *kims) looking(t *game.Table) bool {
	return t.Phase() == game.Ready && k.Steps(t)[t.StepIndex()].Name == stepLook
}

// Enter counts afresh: who plays is settled when a step begins.
func (k *kims) Enter(*game.Table) { k.answered = -1 }

func (k *kims) seat(id string) *seat {
	s := k.seats[id]
	if s == nil {
		s = &seat{}
		k.seats[id] = s
	}
	return s
}

// Move takes the tiles that a player chooses, all of them each time, or that it needs
// no more time.
func (k *kims) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Tiles *[]int `json:"tiles"`
		Done  *bool  `json:"done"`
	}
	if game.DecodeStrict(move, &m) != nil || (m.Tiles == nil) == (m.Done == nil) {
		return game.BadMove
	}
	if m.Tiles != nil && !k.valid(*m.Tiles) {
		return game.BadMove
	}
	chosen := k.seats[player] != nil && len(k.seats[player].Tiles) > 0
	if m.Done != nil && *m.Done && !chosen {
		return game.NotNow.With("Tap a picture first.")
	}
	before := k.Answered(t, player)
	s := k.seat(player)
	if m.Tiles == nil || slices.Equal(s.Tiles, *m.Tiles) {
		t.AnswerStands()
	}
	if m.Tiles != nil {
		s.Tiles = *m.Tiles
		s.Done = s.Done && len(s.Tiles) > 0
	} else {
		s.Done = *m.Done
	}
	if k.answered >= 0 {
		k.answered += game.Count(k.Answered(t, player)) - game.Count(before)
	}
	return nil
}

// valid tells whether the tiles are there, each once, and not too many.
func (k *kims) valid(tiles []int) bool {
	if len(tiles) > len(k.Laid.Tiles) || k.Laid.Ask != askAll && len(tiles) > choices {
		return false
	}
	for i, tile := range tiles {
		if tile < 0 || tile >= len(k.Laid.Tiles) || slices.Contains(tiles[:i], tile) {
			return false
		}
	}
	return true
}

// Answered tells whether a player has said that it is done, or has no tap left.
func (k *kims) Answered(_ *game.Table, player string) bool {
	s := k.seats[player]
	return s != nil && (s.Done || k.Laid.Ask != askAll && len(s.Tiles) == choices)
}

// Changed forgets who left.
func (k *kims) Changed(_ *game.Table, player string, c game.Change) {
	k.answered = -1
	if c == game.Left {
		delete(k.seats, player)
	}
}

// Save returns what is not one seat's.
func (k *kims) Save() any { return k.state }

// SaveSeat returns what one player did.
func (k *kims) SaveSeat(player string) any {
	if s := k.seats[player]; s != nil {
		return s
	}
	return nil
}

// Load puts back what Save and SaveSeat returned.
func (k *kims) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &k.state); err != nil {
		return fmt.Errorf("reading the tray: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		k.seats[id] = s
	}
	return nil
}
