package kims

import (
	"slices"

	"packnight/game"
)

// Points gives 3 for a right first tap and 1 for a right second one; of «pick all»,
// 1 for each that lay on the tray, less 1 for each that did not, and never less than
// nothing. Where the leader turned Lightning on, whoever has gained something in the
// first quarter gains 1 more.
func (k *kims) Points(t *game.Table) map[string]int {
	points := map[string]int{}
	for _, id := range t.Playing() {
		s := k.seat(id)
		o := k.judge(s.Tiles)
		if o.Gained > 0 && t.Quick(id) {
			o.Gained++
		}
		if s.Results == nil {
			s.Results = map[int]outcome{}
		}
		s.Results[t.Round()] = o
		points[id] = o.Gained
		t.Touch(id)
	}
	return points
}

// judge tells what comes of the tiles.
func (k *kims) judge(tiles []int) outcome {
	o := outcome{Tapped: len(tiles) > 0}
	if k.Laid.Ask == askAll {
		for _, tile := range tiles {
			if slices.Contains(k.Laid.Right, tile) {
				o.Found++
			} else {
				o.Wrong++
			}
		}
		o.Gained = max(0, o.Found-o.Wrong)
		return o
	}
	for i, tile := range tiles {
		if slices.Contains(k.Laid.Right, tile) {
			o.Tap = i + 1
			break
		}
	}
	o.Gained = [...]int{0, firstTap, secondTap}[o.Tap]
	return o
}

// Awards look at what really happened, and never at who had most.
func (k *kims) Awards(t *game.Table) []game.Award {
	return game.FirstAwards(
		k.award(t, "eagle", "Eagle eye", "Saw it at the first tap.", func(o outcome) int { return game.Count(o.Tap == 1) }),
		k.award(t, "tray", "Memory like a tray", "Remembered most at the end.", func(o outcome) int { return o.Found - o.Wrong }),
		k.award(t, "second", "Best second thought", "The second tap was right.", func(o outcome) int { return game.Count(o.Tap == 2) }),
		k.award(t, "brave", "Bravest guesser", "Had a go most often, sure or not.", func(o outcome) int { return game.Count(o.Tapped) }),
	)
}

func (k *kims) award(t *game.Table, id, title, why string, of func(outcome) int) game.Award {
	return game.MostOf(t, game.Award{ID: id, Title: title, Why: why}, func(player string) int {
		return k.sum(t, player, of)
	})
}

func (k *kims) sum(t *game.Table, player string, of func(outcome) int) int {
	s := k.seats[player]
	if s == nil {
		return 0
	}
	return game.SumOf(t, s.Results, of)
}
