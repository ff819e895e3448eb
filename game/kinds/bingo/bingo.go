// Package bingo is Badge Bingo: every seat has a secret card of three by three
// pictures, pictures are called one after another, and who has them taps them.
//
// A round is one card. Its Play is the calling: each call is a step of its own, so
// the clock of the common rules is the time until the next call, the leader's next
// calls at once, and two leaders who press it together make one call. When the
// calling is over, one more step lets everyone tap what is still open. So a round
// goes Ready → call → … → call → last taps → Reveal.
//
// The calling ends when somebody has what is played for (a line, two lines or the
// full card), after twenty calls, or when a leader stops it. What a card is worth
// depends on its own pictures and on what was called, never on how fast somebody
// tapped: 5 for the first line, 3 for the second, 10 for the full card. So all who
// line on the same call have the same, and a phone that slept through calls loses
// nothing that it taps before the round is over.
//
// A game to a line or to two lines can't give more than 5 or 8, and its Six score is
// measured by that (game.Measured).
package bingo

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"packnight/game"
)

const (
	firstLine  = 5 // points
	secondLine = 3
	fullCard   = 10

	mostCalls = 20
	readyTime = 3 * time.Second
	lastTaps  = 10 * time.Second

	toLine, toLines, toHouse = "line", "lines", "house"
	byClock, byButton        = "clock", "button"
	noClock                  = "none" // of the common option
)

// Kind returns the entry in the catalogue.
func Kind() game.Kind {
	var choices []game.OptionChoice
	for _, s := range sets() {
		choices = append(choices, game.OptionChoice{ID: s.ID, Name: s.Name})
	}
	return game.Kind{
		ID:      "bingo",
		Name:    "Badge Bingo",
		HowTo:   "When your picture is called, tap it on your card. Get three in a row and shout Bingo!",
		Picture: "🔔",
		Players: [2]int{2, 30},
		Minutes: [2]int{4, 8},
		Full:    firstLine + secondLine + fullCard,
		Open:    true,
		Options: []game.Option{
			{ID: "set", Name: "Pictures", Type: game.Choice, Choices: choices, Default: "woodland"},
			{ID: "to", Name: "Play to", Type: game.Choice, Default: toHouse, Choices: []game.OptionChoice{
				{ID: toLine, Name: "A line"}, {ID: toLines, Name: "Two lines"}, {ID: toHouse, Name: "A full card"},
			}},
			{ID: "cards", Name: "Cards to play", Type: game.Number, Min: 1, Max: 6, Default: 2},
			{ID: "call", Name: "The next call comes", Type: game.Choice, Default: byClock, Choices: []game.OptionChoice{
				{ID: byClock, Name: "By the clock"}, {ID: byButton, Name: "By your button"},
			}},
			{ID: "every", Name: "Seconds from call to call", Type: game.Number, Min: 8, Max: 20, Default: 10},
		},
		New: func(s game.Setup) (game.Rules, error) {
			b := blank()
			b.state = state{
				Set: s.Options["set"].(string), To: s.Options["to"].(string),
				Cards: s.Options["cards"].(int), Limit: mostCalls,
			}
			if s.Options["call"] == byClock && s.Options["clock"] != noClock {
				b.Every = time.Duration(s.Options["every"].(int)) * time.Second
			}
			return b, nil
		},
		Blank: func() game.Rules { return blank() },
	}
}

func blank() *bingo { return &bingo{seats: map[string]*seat{}} }

// bingo is the state of one game.
type bingo struct {
	game.Base
	state
	seats map[string]*seat

	// What follows from the rest, is shown after every move and seldom changes; nil
	// when out of date.
	box, shouts json.RawMessage
	pictures    *set
}

// state is what is not one seat's.
type state struct {
	Set   string        `json:"set"`
	To    string        `json:"to"`
	Cards int           `json:"cards"` // rounds
	Every time.Duration `json:"every"` // from call to call; 0 for by button, and without clock
	Limit int           `json:"most"`  // calls in a round
	Deals int           `json:"deals"` // so far: tells what a tap was meant for
	Calls []int         `json:"calls"` // pictures, in the order in which they were called
	// Last is the step of the last taps, once it is known: 0 while there will be calls.
	Last int `json:"last,omitempty"`
	// Hold keeps the next step from calling: the leader took the last call back when
	// the calling seemed to be over.
	Hold bool `json:"hold,omitempty"`
	// Gone are the seats of this round's players who left: who comes back has the
	// same card, and so nobody changes a bad one for another.
	Gone map[string]*seat `json:"gone,omitempty"`
}

// Rounds is the number of cards.
func (b *bingo) Rounds() int { return b.Cards }

// Full is what the best card gives in this game.
func (b *bingo) Full() int {
	switch b.To {
	case toLine:
		return firstLine
	case toLines:
		return firstLine + secondLine
	}
	return firstLine + secondLine + fullCard
}

// Deal gives everyone a new card, also where a round is played again: what is
// called is drawn anew as well, but what a card was worth is known.
func (b *bingo) Deal(t *game.Table, _ bool) {
	b.Deals++
	b.Calls, b.Last, b.Hold, b.Gone = []int{}, 0, false, nil
	b.shouts = nil
	for _, s := range b.seats {
		s.take(nil)
		s.forget(t.Round())
	}
	for _, id := range t.Players() {
		b.seat(id).take(b.draw(t))
	}
}

func (b *bingo) seat(id string) *seat {
	s := b.seats[id]
	if s == nil {
		s = &seat{}
		b.seats[id] = s
	}
	return s
}

// draw is a card of nine pictures that nobody else has, in whatever order.
func (b *bingo) draw(t *game.Table) []int {
	for {
		card := t.Rand().Perm(pictures)[:cells]
		if !b.taken(setOf(card)) {
			return card
		}
	}
}

func (b *bingo) taken(p pics) bool {
	for _, seats := range []map[string]*seat{b.seats, b.Gone} {
		for _, s := range seats {
			if s.on() == p {
				return true
			}
		}
	}
	return false
}

// Steps are a look at the card, the calls, the last taps and the reveal. How many
// calls there will be changes with what happens; the steps so far do not.
func (b *bingo) Steps(t *game.Table) []game.Step {
	steps := []game.Step{{Phase: game.Ready, Name: "card", For: readyTime, Unscaled: true}}
	for range b.callSteps(t) {
		steps = append(steps, game.Step{Phase: game.Play, For: b.Every})
	}
	return append(steps, game.Step{Phase: game.Play, For: lastTaps}, game.Step{Phase: game.Reveal})
}

func (b *bingo) callSteps(t *game.Table) int {
	if b.Last > 0 {
		return b.Last - 1
	}
	n := t.StepIndex() + b.Limit - len(b.Calls)
	if b.Hold {
		n++
	}
	return n
}

// Enter calls the next picture, if there is one.
func (b *bingo) Enter(t *game.Table) {
	switch {
	case t.Phase() != game.Play || b.Last > 0:
	case len(b.Calls) >= b.Limit:
		b.Last = t.StepIndex()
	case b.Hold:
		b.Hold = false
	default:
		b.call(t)
	}
}

// call draws the picture only now: nothing that is stored says what will come.
func (b *bingo) call(t *game.Table) {
	var left []int
	for p := range pictures {
		if !b.called().has(p) {
			left = append(left, p)
		}
	}
	p := left[t.Rand().IntN(len(left))]
	b.Calls = append(b.Calls, p)
	for _, id := range t.Players() {
		if s := b.seats[id]; s.on().has(p) && (!t.Awake(id) || t.Resting(id)) {
			s.Missed = s.Missed.with(p)
		}
	}
}

func (b *bingo) called() pics { return setOf(b.Calls) }

// Move taps a picture. One that was not called costs nothing.
func (b *bingo) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Tap  *int `json:"tap"`
		Deal *int `json:"deal"`
	}
	if game.DecodeStrict(move, &m) != nil || m.Tap == nil || m.Deal == nil || *m.Tap < 0 || *m.Tap >= pictures {
		return game.BadMove
	}
	s := b.seats[player]
	switch {
	case *m.Deal != b.Deals:
		return game.TooLate
	case !s.on().has(*m.Tap):
		return game.BadMove.With("That picture is not on your card.")
	case !b.called().has(*m.Tap):
		return game.NotNow.With("Not called yet. Keep looking!")
	case s.Tapped.has(*m.Tap):
		return nil
	}
	before := s.lines()
	s.Tapped = s.Tapped.with(*m.Tap)
	if s.lines() != before {
		b.shouts = nil
		b.shout(t, s)
	}
	return nil
}

// shout ends the calling where a new line is what is played for.
func (b *bingo) shout(t *game.Table, s *seat) {
	if b.Last == 0 && b.reached(s) {
		b.stop(t)
		t.Touch("")
	}
}

func (b *bingo) stop(t *game.Table) {
	b.Last, b.Hold = t.StepIndex()+1, false
	t.Advance()
}

// reached tells whether a seat has what is played for.
func (b *bingo) reached(s *seat) bool {
	switch b.To {
	case toLine:
		return s.lines() >= 1
	case toLines:
		return s.lines() >= 2
	}
	return s.full()
}

// Do lets the leader end the calling and take the last call back.
func (b *bingo) Do(t *game.Table, do string, move json.RawMessage) error {
	var m struct {
		Do    string `json:"do"`
		Calls *int   `json:"calls"`
	}
	if !slices.Contains([]string{"stop", "uncall"}, do) || game.DecodeStrict(move, &m) != nil || (m.Calls == nil) != (do == "stop") {
		return game.BadMove
	}
	switch {
	case !slices.Contains(b.Dos(t), do):
		return game.NotNow
	case do == "stop":
		b.stop(t)
	case *m.Calls != len(b.Calls): // two leaders take one call back together
		return game.TooLate.With("That call is taken back already.")
	default:
		b.uncall(t)
	}
	return nil
}

// Dos offers them while they are of use.
func (b *bingo) Dos(t *game.Table) []string {
	var list []string
	if t.Phase() == game.Play && b.Last == 0 {
		list = append(list, "stop")
	}
	if t.Phase() == game.Play && len(b.Calls) > 0 {
		list = append(list, "uncall")
	}
	return list
}

// uncall takes the last call back, and every tap on it. The picture may be called
// again. Where that call has ended the calling, it goes on with a step that calls
// nothing yet.
func (b *bingo) uncall(t *game.Table) {
	p := b.Calls[len(b.Calls)-1]
	b.Calls = slices.Clone(b.Calls[:len(b.Calls)-1])
	b.shouts = nil
	reached := false
	for _, s := range b.seats {
		s.Tapped, s.Missed = s.Tapped.without(p), s.Missed.without(p)
		reached = reached || b.reached(s)
	}
	for _, s := range b.Gone {
		s.Tapped, s.Missed = s.Tapped.without(p), s.Missed.without(p)
	}
	if b.Last > 0 && !reached {
		b.Last, b.Hold = 0, true
		t.Advance()
	}
}

// Changed deals in who comes during the round, with all calls so far open, and keeps
// the card of who leaves.
func (b *bingo) Changed(t *game.Table, player string, c game.Change) {
	inRound := t.Phase() == game.Ready || t.Phase() == game.Play
	switch {
	case c == game.Left:
		if s := b.seats[player]; inRound && s.on() != 0 {
			if b.Gone == nil {
				b.Gone = map[string]*seat{}
			}
			b.Gone[player] = s
		}
		delete(b.seats, player)
		b.shouts = nil
	case c == game.Joined && inRound:
		b.comeIn(t, player)
	}
}

func (b *bingo) comeIn(t *game.Table, player string) {
	s := b.Gone[player]
	if s == nil {
		s = &seat{}
		s.take(b.draw(t))
	}
	delete(b.Gone, player)
	s.Missed |= s.on() & b.called() &^ s.Tapped
	b.seats[player] = s
	b.shouts = nil
}

// Answered tells, once the calling is over, whether a player has tapped all there is.
func (b *bingo) Answered(t *game.Table, player string) bool {
	s := b.seats[player]
	return b.Last > 0 && t.StepIndex() >= b.Last && s.on()&b.called()&^s.tapped() == 0
}

// Save returns what is not one seat's.
func (b *bingo) Save() any { return b.state }

// SaveSeat returns what one player has and did.
func (b *bingo) SaveSeat(player string) any {
	if s := b.seats[player]; s != nil {
		return s
	}
	return nil
}

// Load puts back what Save and SaveSeat returned.
func (b *bingo) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &b.state); err != nil {
		return fmt.Errorf("reading the bingo: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		b.seats[id] = s
	}
	return nil
}
