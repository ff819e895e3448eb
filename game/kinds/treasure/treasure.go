// Package treasure is Treasure Grid: treasures lie hidden under a map sheet, and each
// turn every Six digs the square that most of its members have tapped. Cubs without a
// Six dig together, as one more crew.
//
// A square is named as on a map: how far along, then how far up, from 1 each, as one
// number: 47 is 4 along and 7 up. Who taps which square only its own Six sees, and
// nobody what lies there before it is dug: what a Cub may see in Play doesn't depend on
// where the treasure is.
package treasure

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"packnight/game"
)

const (
	turns      = 12
	readyTime  = 3 * time.Second
	playTime   = 20 * time.Second
	revealTime = 10 * time.Second

	goldSquare = 3 // points
	completed  = 5
)

// Kind returns the game's entry in the catalogue.
func Kind() game.Kind {
	return game.Kind{
		ID:      "treasure",
		Name:    "Treasure Grid",
		HowTo:   "Treasure is hidden under the map squares. Choose with your Six, dig, and shout out the grid reference!",
		Picture: "💰",
		Players: [2]int{2, 30},
		Minutes: [2]int{5, 9},
		Full:    goldSquare + completed,
		Options: []game.Option{
			{ID: "grid", Name: "Map", Type: game.Choice, Default: "8", Choices: []game.OptionChoice{
				{ID: "6", Name: "6 by 6"}, {ID: "8", Name: "8 by 8"},
			}},
			{ID: "call", Name: "Enter the reference as two numbers", Type: game.Switch, Default: false},
		},
		New:   func(s game.Setup) (game.Rules, error) { return begin(s) },
		Blank: func() game.Rules { return blank() },
	}
}

// treasure is the state of one game.
type treasure struct {
	game.Base
	state
	seats map[string]*seat
	turn  int64 // of the last tap
}

// state is what is not one seat's.
type state struct {
	Size   int     `json:"size"` // squares to a side
	Call   bool    `json:"call,omitempty"`
	Turns  int     `json:"turns"` // rounds; fewer once all is found
	Hidden [][]ref `json:"hidden"`
	Dug    []hole  `json:"dug,omitempty"`  // in the order in which they were dug
	Digs   []dig   `json:"digs"`           // of this round, once its Play is over
	Hint   int     `json:"hint,omitempty"` // how far along there is gold; 0 for no hint
}

// hole is a square that was dug.
type hole struct {
	Ref   ref      `json:"ref"`
	Round int      `json:"round"`
	Sixes []string `json:"sixes"`
}

// seat is what one player did.
type seat struct {
	Ref     ref             `json:"ref,omitempty"`     // tapped in this round; 0 for none
	Turn    int64           `json:"turn,omitempty"`    // grows over the game: who tapped before whom
	Results map[int]outcome `json:"results,omitempty"` // by round
}

// outcome is what came of a seat's tap in one round.
type outcome struct {
	Tapped bool `json:"tapped,omitempty"`
	Agreed bool `json:"agreed,omitempty"` // its Six dug there, and it was not alone
	Gold   bool `json:"gold,omitempty"`   // there was gold under its own tap
	Edge   bool `json:"edge,omitempty"`   // it tapped the edge of the map
	Gained int  `json:"gained"`
}

func blank() *treasure { return &treasure{seats: map[string]*seat{}} }

func begin(s game.Setup) (game.Rules, error) {
	size, err := strconv.Atoi(s.Options["grid"].(string))
	if err != nil {
		return nil, fmt.Errorf("reading the size of the map: %w", err)
	}
	q := blank()
	q.state = state{Size: size, Call: s.Options["call"].(bool), Turns: turns}
	q.Hidden = hide(size, s.Rand)
	return q, nil
}

// Rounds is twelve turns, or fewer once everything is found.
func (q *treasure) Rounds() int { return q.Turns }

// Aim goes by what one Six finds in a game that digs with sense and has some luck: 12
// points a Cub on the large map, 18 on the small one, where there is less earth. Any turn
// may bring Full, but there is not gold enough for twelve that do.
func (q *treasure) Aim(players int) int {
	each := 12
	if q.Size < 8 {
		each = 18
	}
	return each * players / 5 * 5
}

// Deal begins a turn. One that is played again was not dug; where its holes were seen,
// what nobody has touched before lies elsewhere now, if there is room.
func (q *treasure) Deal(t *game.Table, fresh bool) {
	q.Turns, q.Digs, q.Hint = turns, nil, 0
	q.Dug = slices.DeleteFunc(slices.Clone(q.Dug), func(h hole) bool { return h.Round >= t.Round() })
	if fresh {
		q.hideAgain(t)
	}
	for id, s := range q.seats {
		s.Ref = 0
		delete(s.Results, t.Round())
		t.Touch(id)
	}
}

// hideAgain moves what is not begun, one after the other: each has at least the place
// where it lay, however much is dug.
func (q *treasure) hideAgain(t *game.Table) {
	q.Hidden = slices.Clone(q.Hidden)
	for i := range q.Hidden {
		if q.dugOf(i) == 0 {
			q.Hidden[i] = place(q.Size, q.Hidden, i, q.holes(), t.Rand())
		}
	}
}

// Steps are getting ready, choosing, and what was dug.
func (q *treasure) Steps(*game.Table) []game.Step {
	return []game.Step{
		{Phase: game.Ready, For: readyTime, Unscaled: true},
		{Phase: game.Play, For: playTime},
		{Phase: game.Reveal, For: revealTime, Unscaled: true},
	}
}

// Enter ends the game with this turn when all is found.
func (q *treasure) Enter(t *game.Table) {
	if t.Phase() == game.Reveal && q.allFound() {
		q.Turns = t.Round()
	}
}

// Move taps a square, or another one until the bell.
func (q *treasure) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Ref *ref `json:"ref"`
	}
	if game.DecodeStrict(move, &m) != nil || m.Ref == nil || !m.Ref.on(q.Size) {
		return game.BadMove
	}
	if q.isDug(*m.Ref) {
		return game.NotNow.With("That square is dug already. Choose another.")
	}
	s := q.seats[player]
	if s == nil {
		s = &seat{}
		q.seats[player] = s
	}
	if s.Ref == *m.Ref {
		t.AnswerStands()
		return nil
	}
	q.turn++
	s.Ref, s.Turn = *m.Ref, q.turn
	q.tell(t, t.Player(player).Six)
	return nil
}

// tell lets the whole Six know that its taps are others now.
func (q *treasure) tell(t *game.Table, six string) {
	for _, id := range t.Players() {
		if t.Player(id).Six == six {
			t.Touch(id)
		}
	}
}

// Do gives a hint.
func (q *treasure) Do(t *game.Table, do string, move json.RawMessage) error {
	var m struct {
		Do string `json:"do"`
	}
	if do != "hint" || game.DecodeStrict(move, &m) != nil {
		return game.BadMove
	}
	if len(q.Dos(t)) == 0 {
		return game.NotNow.With("There is one hint a turn, while the Cubs choose.")
	}
	var along []int
	for _, h := range q.rest() {
		along = append(along, h.Ref.along())
	}
	q.Hint = along[t.Rand().IntN(len(along))]
	return nil
}

// Dos offers one hint a turn.
func (q *treasure) Dos(t *game.Table) []string {
	if t.Phase() == game.Play && q.Hint == 0 {
		return []string{"hint"}
	}
	return nil
}

// Changed forgets who left. In Play the taps of a Six are those of its members.
func (q *treasure) Changed(t *game.Table, player string, c game.Change) {
	if c == game.Left {
		delete(q.seats, player)
	}
	if t.Phase() == game.Play {
		for _, id := range t.Players() {
			t.Touch(id)
		}
	}
}

// Answered tells whether a player has tapped a square.
func (q *treasure) Answered(_ *game.Table, player string) bool {
	s := q.seats[player]
	return s != nil && s.Ref != 0
}

// Save returns what is not one seat's.
func (q *treasure) Save() any { return q.state }

// SaveSeat returns what one player did.
func (q *treasure) SaveSeat(player string) any {
	if s := q.seats[player]; s != nil {
		return s
	}
	return nil
}

// Load puts back what Save and SaveSeat returned.
func (q *treasure) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &q.state); err != nil {
		return fmt.Errorf("reading the map: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		q.seats[id] = s
		q.turn = max(q.turn, s.Turn)
	}
	return nil
}
