// Package sketch is Sketch & Guess: one Cub draws a picture-word, everyone else taps
// the picture they think it is.
//
// What hides is which of the nine pictures is drawn: the artist alone is shown it before
// the reveal. All three words that the artist may pick from lie in the grid, so the grid
// tells nothing. A guess tells its own Cub alone whether it was right.
//
// The strokes lie in the artist's own record, so that guesses do not write them (but for
// the one that ends the wait for the first guesser) and a stroke never writes the state.
package sketch

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"packnight/game"
)

const (
	pickTime   = 8 * time.Second
	drawTime   = 45 * time.Second
	revealTime = 7 * time.Second
	tryEvery   = 8 * time.Second
	dropTime   = 12 * time.Second

	tries      = 3 // and the points of the first; a later one gives one less each
	choices    = 3
	pictures   = 9
	artistMost = 6 // points
	maxTurns   = 12
	turnsOfSix = 2
)

// Kind returns the game's entry in the catalogue.
func Kind() game.Kind {
	var options []game.OptionChoice
	var all []string
	for _, s := range sets() {
		options = append(options, game.OptionChoice{ID: s.id, Name: s.name})
		all = append(all, s.id)
	}
	return game.Kind{
		ID:      "sketch",
		Name:    "Sketch & Guess",
		HowTo:   "One Cub draws and everyone else looks. Tap the picture you think it is!",
		Picture: "✏️",
		Players: [2]int{2, 30},
		Minutes: [2]int{5, 12},
		Full:    artistMost,
		Options: []game.Option{{ID: "words", Name: "Words", Type: game.Many, Choices: options, Default: all}},
		New: func(s game.Setup) (game.Rules, error) {
			k := blank()
			k.Sets = s.Options["words"].([]string)
			return k, nil
		},
		Blank: func() game.Rules { return blank() },
	}
}

func blank() *sketch { return &sketch{seats: map[string]*seat{}, tapped: -1} }

// sketch is the state of one game.
type sketch struct {
	game.Base
	state
	seats map[string]*seat
	// What follows from the rest and is looked at after every move; nil, or -1, when
	// out of date.
	grid   json.RawMessage
	paper  game.View
	tapped int // seats with a try in this round
}

// state is what is not one seat's.
type state struct {
	Sets   []string `json:"sets"`
	Turns  int      `json:"turns"`            // 0 before the first
	Artist string   `json:"artist,omitempty"` // "" while nobody can draw
	Six    string   `json:"six,omitempty"`    // whose turn it is
	Past   []turn   `json:"past,omitempty"`   // who drew, this round last
	Dealt  int      `json:"dealt,omitempty"`  // the round that Grid is of
	Grid   []word   `json:"grid,omitempty"`
	Choice []int    `json:"choice,omitempty"` // indexes in Grid: what the artist may pick
	Used   []string `json:"used,omitempty"`   // names that were to choose from
	Pick   int      `json:"pick,omitempty"`   // index in Choice
	Sheet  int      `json:"sheet"`            // grows with each fresh sheet of paper
	Away   bool     `json:"away,omitempty"`   // a leader hid the drawing
}

// turn is who drew in a round, for which Six.
type turn struct {
	Round  int    `json:"round"`
	Artist string `json:"artist"`
	Six    string `json:"six"`
}

// seat is what one player did.
type seat struct {
	Tries   []int           `json:"tries,omitempty"` // indexes in Grid
	Right   bool            `json:"right,omitempty"`
	Drawer  string          `json:"drawer,omitempty"`  // whose drawing the right guess was of
	Last    int64           `json:"last,omitempty"`    // Unix ms of the last try
	Knows   bool            `json:"knows,omitempty"`   // was shown the word in this round
	Results map[int]outcome `json:"results,omitempty"` // by round
	drawing
}

// outcome is what came of a round for one seat.
type outcome struct {
	Try    int `json:"try,omitempty"`    // which try was right; 0 for none
	Drew   int `json:"drew,omitempty"`   // right guesses of what it drew
	Tapped int `json:"tapped,omitempty"` // tries
	Gained int `json:"gained"`
}

func (k *sketch) seat(id string) *seat {
	s := k.seats[id]
	if s == nil {
		s = &seat{}
		k.seats[id] = s
	}
	return s
}

// answer is the index in Grid of what is drawn.
func (k *sketch) answer() int { return k.Choice[k.Pick] }

// Rounds is two turns a Six, at most twelve; settled when the first one begins.
func (k *sketch) Rounds() int {
	if k.Turns == 0 {
		return maxTurns
	}
	return k.Turns
}

// Aim is six tenths of what the guessers can gain, in tens, once it is settled how many
// turns there are: an artist gains more, and not in every one.
func (k *sketch) Aim(players int) int {
	if k.Turns == 0 {
		return 0
	}
	return max(1, (6*tries*players*k.Turns+50)/100) * 10
}

// Deal chooses whose turn it is, and nine pictures of which three are to pick from.
func (k *sketch) Deal(t *game.Table, fresh bool) {
	for id, s := range k.seats {
		s.Tries, s.Right, s.Drawer, s.Last, s.Knows, s.drawing = nil, false, "", 0, false, drawing{}
		delete(s.Results, t.Round())
		t.Touch(id)
	}
	k.stale()
	if k.Turns == 0 {
		k.Turns = turns(t)
	}
	k.Past = slices.DeleteFunc(slices.Clone(k.Past), func(p turn) bool { return p.Round >= t.Round() })
	k.chooseArtist(t)
	k.Sheet++
	k.Away, k.Pick = false, 0
	if fresh || k.Dealt != t.Round() {
		k.lay(t)
	}
}

func (k *sketch) stale() { k.grid, k.paper, k.tapped = nil, nil, -1 }

// turns is how many the Sixes that are there make.
func turns(t *game.Table) int { return min(maxTurns, turnsOfSix*max(1, len(groups(t)))) }

// groups are the Sixes that are there, "" for those without one.
func groups(t *game.Table) map[string]bool {
	seen := map[string]bool{}
	for _, id := range t.Players() {
		if !t.Resting(id) {
			seen[t.Player(id).Six] = true
		}
	}
	return seen
}

// lay draws nine pictures, three of which were not to pick from before, as far as there
// are such.
func (k *sketch) lay(t *game.Table) {
	var pool []word
	for _, s := range sets() {
		if slices.Contains(k.Sets, s.id) {
			pool = append(pool, s.words...)
		}
	}
	r := t.Rand()
	r.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	used := func(w word) bool { return slices.Contains(k.Used, w.Name) }
	slices.SortStableFunc(pool, func(a, b word) int { return order(used(b), used(a)) })
	k.Used = slices.Clone(k.Used)
	if used(pool[choices-1]) {
		k.Used = nil
	}
	for _, w := range pool[:choices] {
		k.Used = append(k.Used, w.Name)
	}
	rest := pool[choices:]
	r.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	k.Grid, k.Choice = make([]word, pictures), nil
	for from, to := range r.Perm(pictures) {
		k.Grid[to] = pool[from]
		if from < choices {
			k.Choice = append(k.Choice, to)
		}
	}
	k.Dealt, k.grid = t.Round(), nil
}

// order puts what is before what is not.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Steps are picking, drawing and the reveal.
func (k *sketch) Steps(*game.Table) []game.Step {
	return []game.Step{
		{Phase: game.Ready, Name: "pick", For: pickTime, Moves: true},
		{Phase: game.Play, Name: "draw", For: drawTime},
		{Phase: game.Reveal, For: revealTime, Unscaled: true},
	}
}

// move is what a player sends: exactly one of its members.
type move struct {
	Pick   *int  `json:"pick"`
	Guess  *int  `json:"guess"`
	Stroke *line `json:"stroke"`
	Undo   bool  `json:"undo"`
	Clear  bool  `json:"clear"`
	Pass   bool  `json:"pass"`
}

func (m move) members() int {
	n := 0
	for _, there := range []bool{m.Pick != nil, m.Guess != nil, m.Stroke != nil, m.Undo, m.Clear, m.Pass} {
		if there {
			n++
		}
	}
	return n
}

// Move takes a guess, a pick, or what the artist does on the paper.
func (k *sketch) Move(t *game.Table, player string, raw json.RawMessage) error {
	var m move
	if len(raw) > maxMove || game.DecodeStrict(raw, &m) != nil || m.members() != 1 {
		return game.BadMove
	}
	switch {
	case m.Guess != nil:
		return k.guess(t, player, *m.Guess)
	case player != k.Artist:
		return game.NotNow.With("Another Cub is drawing. Look and guess!")
	case m.Pass:
		if !k.pass(t) {
			return game.NotNow.With("Nobody else is awake to draw.")
		}
		t.Touch("")
		return nil
	case m.Pick != nil:
		return k.pick(t, *m.Pick)
	}
	return k.draw(t, player, m)
}

func (k *sketch) pick(t *game.Table, i int) error {
	if i < 0 || i >= choices {
		return game.BadMove
	}
	if t.Phase() != game.Ready {
		return game.NotNow
	}
	k.Pick = i
	t.Touch("")
	t.Advance()
	return nil
}

// Do lets a leader hide the drawing or pass the turn on. Who says whose turn it is to be
// taken away can't, with another leader, pass two of them.
func (k *sketch) Do(t *game.Table, do string, raw json.RawMessage) error {
	var m struct {
		Do     string  `json:"do"`
		Artist *string `json:"artist"`
	}
	if do != doHide && do != doPass || game.DecodeStrict(raw, &m) != nil || do == doHide && m.Artist != nil {
		return game.BadMove
	}
	switch {
	case m.Artist != nil && *m.Artist != k.Artist:
		return game.TooLate.With("The turn has passed already.")
	case !slices.Contains(k.Dos(t), do):
		return game.NotNow
	case do == doHide:
		k.wipe(t)
		k.Away = true
	default:
		k.pass(t)
	}
	return nil
}

// The leader's own moves.
const (
	doHide = "hidedrawing"
	doPass = "pass"
)

// Dos offers what a leader may do with the drawing now.
func (k *sketch) Dos(t *game.Table) []string {
	var list []string
	if p := t.Phase(); (p == game.Play || p == game.Reveal) && !k.Away {
		list = append(list, doHide)
	}
	if p := t.Phase(); (p == game.Ready || p == game.Play) && k.successor(t) != "" {
		list = append(list, doPass)
	}
	return list
}

// Save returns what is not one seat's.
func (k *sketch) Save() any { return k.state }

// SaveSeat returns what one player did. A stroke is encoded once.
func (k *sketch) SaveSeat(player string) any {
	s := k.seats[player]
	if s == nil {
		return nil
	}
	if len(s.Strokes) == 0 {
		return s
	}
	return s.encode()
}

// Load puts back what Save and SaveSeat returned.
func (k *sketch) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &k.state); err != nil {
		return fmt.Errorf("reading the sketch: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		for _, stroke := range s.Strokes {
			s.size += len(stroke)
		}
		k.seats[id] = s
	}
	return nil
}
