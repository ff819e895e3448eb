package kindtest

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"

	"packnight/game"
)

// spy stands between the common rules and a kind's, and holds both to the contract.
type spy struct {
	game.Rules
	fail    func(string, ...any)
	full    int  // Kind.Full
	reveals *int // steps of Reveal that were entered

	// As of the last View.
	waiting, answered int
}

// Full is the rules' own where they measure themselves, and never above the kind's.
func (s *spy) Full() int {
	r, ok := s.Rules.(game.Measured)
	if !ok {
		return s.full
	}
	if full := r.Full(); full < 1 || full > s.full {
		s.fail("a round gives %d, the kind says at most %d", full, s.full)
	}
	return r.Full()
}

// Steps must be Ready, Play and Reveal, in that order.
func (s *spy) Steps(t *game.Table) []game.Step {
	steps := s.Rules.Steps(t)
	order := []game.Phase{game.Ready, game.Play, game.Reveal}
	at := 0
	for i, step := range steps {
		n := slices.Index(order, step.Phase)
		if n < at || n > at+1 || i == 0 && n != 0 || step.For < 0 {
			s.fail("step %d of %d is %+v", i, len(steps), step)
		}
		at = n
	}
	if at != 2 {
		s.fail("the steps end before the reveal: %+v", steps)
	}
	return steps
}

// Deal is for a round that there is.
func (s *spy) Deal(t *game.Table, fresh bool) {
	if t.Round() < 1 || t.Round() > s.Rules.Rounds() {
		s.fail("round %d of %d was dealt", t.Round(), s.Rules.Rounds())
	}
	s.Rules.Deal(t, fresh)
}

// Enter counts the reveals.
func (s *spy) Enter(t *game.Table) {
	if t.Phase() == game.Reveal {
		*s.reveals++
	}
	s.Rules.Enter(t)
}

// Move comes from a player who takes part, and a refused one changes nothing.
func (s *spy) Move(t *game.Table, player string, move json.RawMessage) error {
	if t.Resting(player) || t.Player(player).ID != player {
		s.fail("%s moves and is resting or not here", player)
	}
	before := s.saved(t)
	err := s.Rules.Move(t, player, move)
	if err != nil && !bytes.Equal(before, s.saved(t)) {
		s.fail("the refused move %s changed what is saved: %s", move, difference(before, s.saved(t)))
	}
	if _, ok := err.(game.Refusal); err != nil && !ok {
		s.fail("the move %s was refused with no Refusal: %v", move, err)
	}
	return err
}

// Do must refuse what Dos does not list, and refuse it without a change.
func (s *spy) Do(t *game.Table, do string, move json.RawMessage) error {
	before, dos := s.saved(t), s.Rules.Dos(t)
	err := s.Rules.Do(t, do, move)
	if err != nil && !bytes.Equal(before, s.saved(t)) {
		s.fail("the refused %s changed what is saved: %s", move, difference(before, s.saved(t)))
	}
	if err == nil && !slices.Contains(dos, do) {
		s.fail("%s was taken and is not in %v", move, dos)
	}
	return err
}

// Points are for those who played.
func (s *spy) Points(t *game.Table) map[string]int {
	points := s.Rules.Points(t)
	for id := range points {
		if !slices.Contains(t.Playing(), id) {
			s.fail("%s has points of round %d and did not play", id, t.Round())
		}
	}
	return points
}

// View also counts whom Play waits for.
func (s *spy) View(t *game.Table) game.View {
	s.waiting, s.answered = 0, 0
	for _, id := range t.Playing() {
		switch done := s.Rules.Answered(t, id); {
		case done:
			s.answered++
		case t.Awake(id):
			s.waiting++
		}
	}
	if left, ok := t.Left(); ok && (left < 0 || left > 24*time.Hour) {
		s.fail("%v are left", left)
	}
	return s.Rules.View(t)
}

// saved is all that the rules would store.
func (s *spy) saved(t *game.Table) []byte {
	all := map[string]any{"": s.Rules.Save()}
	for _, id := range t.Players() {
		all[id] = s.Rules.SaveSeat(id)
	}
	data, err := json.Marshal(all)
	if err != nil {
		s.fail("what the rules save is no JSON: %v", err)
	}
	return data
}
