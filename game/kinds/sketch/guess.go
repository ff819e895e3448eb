package sketch

import (
	"slices"

	"packnight/game"
)

// guess takes a try: three at most, eight seconds apart.
func (k *sketch) guess(t *game.Table, player string, i int) error {
	if i < 0 || i >= len(k.Grid) {
		return game.BadMove
	}
	if t.Phase() != game.Play {
		return game.NotNow
	}
	if s := k.seats[player]; s != nil {
		switch {
		case s.Knows:
			return game.NotNow.With("You know what it is. Don’t tell!")
		case s.Right || len(s.Tries) >= tries:
			return game.NotNow.With("You have had your tries. Enjoy the drawing!")
		case slices.Contains(s.Tries, i):
			return game.NotNow.With("You tried that one. Pick another.")
		case len(s.Tries) > 0 && t.Now().UnixMilli() < s.Last+tryEvery.Milliseconds():
			return game.SlowDown.With("Look a bit longer. Then tap again.")
		}
	}
	s, first := k.seat(player), !k.guessed(t)
	if len(s.Tries) == 0 && k.tapped >= 0 {
		k.tapped++
	}
	s.Tries = append(slices.Clone(s.Tries), i)
	s.Last, s.Right = t.Now().UnixMilli(), i == k.answer()
	if s.Right {
		s.Drawer = k.Artist
	}
	if first && s.done() {
		k.touchKnowing(t)
	}
	return nil
}

// Answered tells whether a player is done. Who knows the word is not waited for once a
// guesser is done; while there is none, whoever draws has the time of the step.
func (k *sketch) Answered(t *game.Table, player string) bool {
	s := k.seats[player]
	if s != nil && s.Knows {
		return k.guessed(t)
	}
	return s.done()
}

// guessed tells whether some guesser is done.
func (k *sketch) guessed(t *game.Table) bool {
	return slices.ContainsFunc(t.Playing(), func(id string) bool { return k.seats[id].done() })
}

// done tells whether a guesser needs no more time.
func (s *seat) done() bool { return s != nil && (s.Right || len(s.Tries) >= tries) }

// touchKnowing is for when guessed may have changed: those who know the word have
// answered with it.
func (k *sketch) touchKnowing(t *game.Table) {
	for _, id := range t.Players() {
		if s := k.seats[id]; s != nil && s.Knows {
			t.Touch(id)
		}
	}
}

// Points are 3, 2 or 1 by the try that was right, and for who drew one for each right
// guess of its own drawing, at most six. Where the leader turned Lightning on, a right
// guess in the first quarter gains one more.
func (k *sketch) Points(t *game.Table) map[string]int {
	points, saw := map[string]int{}, map[string]int{} // right guesses, by who drew
	for _, id := range t.Playing() {
		if s := k.seat(id); s.Right {
			saw[s.Drawer]++
		}
	}
	for _, id := range t.Playing() {
		s := k.seat(id)
		o := outcome{Tapped: len(s.Tries), Drew: saw[id], Gained: min(artistMost, saw[id])}
		if s.Right {
			o.Try, o.Gained = len(s.Tries), tries+1-len(s.Tries)
			if t.Quick(id) {
				o.Gained++
			}
		}
		k.note(t, id, o)
		points[id] = o.Gained
	}
	return points
}

func (k *sketch) note(t *game.Table, id string, o outcome) {
	s := k.seat(id)
	if s.Results == nil {
		s.Results = map[int]outcome{}
	}
	s.Results[t.Round()] = o
	t.Touch(id)
}

// Awards look at what really happened, and never at who had most points.
func (k *sketch) Awards(t *game.Table) []game.Award {
	return game.FirstAwards(
		k.award(t, "pencil", "Magic pencil", "Their drawings were guessed most often.", func(o outcome) int { return o.Drew }),
		k.award(t, "eyes", "Eagle eyes", "Right at the very first tap.", func(o outcome) int { return game.Count(o.Try == 1) }),
		k.award(t, "again", "Try, try again", "Wrong first, and then they had it.", func(o outcome) int { return game.Count(o.Try > 1) }),
		k.award(t, "brave", "Bravest guesser", "Had the most tries. That takes courage!", func(o outcome) int { return o.Tapped }),
	)
}

func (k *sketch) award(t *game.Table, id, title, why string, of func(outcome) int) game.Award {
	return game.MostOf(t, game.Award{ID: id, Title: title, Why: why}, func(player string) int {
		s := k.seats[player]
		if s == nil {
			return 0
		}
		return game.SumOf(t, s.Results, of)
	})
}
