package sketch

import (
	"slices"
	"strconv"

	"packnight/game"
)

// View shows the paper and the nine pictures, and from the reveal on the word.
func (k *sketch) View(t *game.Table) game.View {
	v := game.View{}
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	v["artist"] = k.artist(t)
	v["sheet"] = k.Sheet
	if k.Away {
		v["away"] = true
	}
	if t.Phase() == game.Ready {
		return v
	}
	grid := game.View{}
	for i, w := range k.Grid {
		grid[strconv.Itoa(i)] = game.View{"picture": w.Picture, "name": w.Name}
	}
	v["grid"] = grid
	v["strokes"] = k.strokes(t)
	v["tapped"] = k.counted(t)
	if t.Phase() == game.Reveal {
		v["word"] = k.answer()
		v["right"] = k.right(t)
	}
	return v
}

// strokes are keyed by their number: what is drawn only adds.
func (k *sketch) strokes(t *game.Table) game.View {
	v := game.View{}
	if s := k.seats[k.artist(t)]; s != nil && !s.Cleared {
		for n, stroke := range s.Strokes {
			v[strconv.Itoa(n)] = stroke
		}
	}
	return v
}

func (k *sketch) counted(*game.Table) int {
	if k.tapped < 0 {
		k.tapped = 0
		for _, s := range k.seats {
			if len(s.Tries) > 0 {
				k.tapped++
			}
		}
	}
	return k.tapped
}

func (k *sketch) right(t *game.Table) int {
	n := 0
	for _, id := range t.Playing() {
		if s := k.seats[id]; s != nil && s.Right {
			n++
		}
	}
	return n
}

// Mine shows the artist the words, and a guesser its tries.
func (k *sketch) Mine(t *game.Table, player string) game.View {
	v := game.View{}
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	if player == k.artist(t) {
		if t.Phase() == game.Ready {
			var list []word
			for _, i := range k.Choice {
				list = append(list, k.Grid[i])
			}
			v["choices"] = list
		} else {
			v["word"] = k.answer()
		}
	}
	s := k.seats[player]
	if s == nil || t.Phase() == game.Ready {
		return v
	}
	if len(s.Tries) > 0 {
		v["tries"] = slices.Clone(s.Tries)
		v["guessed"] = s.Right
		v["again"] = s.Last + tryEvery.Milliseconds()
	}
	if gained, ok := s.Results[t.Round()]; ok && t.Phase() == game.Reveal {
		v["gained"] = gained
	}
	return v
}

// Awards are drawn from the rounds that count.
func (k *sketch) Awards(t *game.Table) []game.Award {
	first, drew, right := map[string]int{}, map[string]int{}, map[string]int{}
	for id, s := range k.seats {
		for round, points := range s.Results {
			switch {
			case t.Voided(round) || points == 0:
			case k.Artists[round] == id:
				drew[id] += points
			default:
				right[id]++
				if points == tries {
					first[id]++
				}
			}
		}
	}
	var out []game.Award
	add := func(id, title, why string, of map[string]int) {
		if who := most(t, of); len(who) > 0 {
			out = append(out, game.Award{ID: id, Title: title, Why: why, Players: who})
		}
	}
	add("clear", "Clear as day", "Most Cubs guessed their drawing.", drew)
	add("eyes", "Eagle eyes", "Most right at the very first tap.", first)
	add("keen", "Keen guesser", "Found the most drawings.", right)
	return out
}

func most(t *game.Table, of map[string]int) []string {
	best := 1
	var who []string
	for _, id := range t.Players() {
		switch n := of[id]; {
		case n > best:
			best, who = n, []string{id}
		case n == best:
			who = append(who, id)
		}
	}
	return who
}
