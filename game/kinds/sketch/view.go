package sketch

import (
	"strconv"

	"packnight/game"
)

// View shows the paper and the nine pictures, and from the reveal on the word. A stroke
// is keyed by its number, so that each one more is a small patch.
func (k *sketch) View(t *game.Table) game.View {
	v := game.View{}
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	v["artist"], v["six"], v["sheet"] = k.Artist, k.Six, k.Sheet
	if t.Phase() == game.Ready {
		return v
	}
	if k.Away {
		v["away"] = true
	}
	if k.grid == nil {
		k.grid = encode(k.Grid)
	}
	v["grid"], v["strokes"], v["tapped"] = k.grid, k.strokes(), k.count()
	if t.Phase() == game.Reveal {
		v["word"], v["right"] = k.answer(), k.right(t)
	}
	return v
}

func (k *sketch) strokes() game.View {
	if k.paper == nil {
		k.paper = game.View{}
		if s := k.seats[k.Artist]; s != nil {
			for n, stroke := range s.shown() {
				k.paper[strconv.Itoa(n)] = stroke
			}
		}
	}
	return k.paper
}

// count is how many have tapped a picture.
func (k *sketch) count() int {
	if k.tapped < 0 {
		k.tapped = 0
		for _, s := range k.seats {
			k.tapped += game.Count(len(s.Tries) > 0)
		}
	}
	return k.tapped
}

func (k *sketch) right(t *game.Table) int {
	n := 0
	for _, id := range t.Playing() {
		if s := k.seats[id]; s != nil {
			n += game.Count(s.Right)
		}
	}
	return n
}

// Mine shows the artist its words, and a guesser its tries; in the reveal, what came of
// them.
func (k *sketch) Mine(t *game.Table, player string) game.View {
	v := game.View{}
	phase := t.Phase()
	s := k.seats[player]
	if s == nil || phase != game.Ready && phase != game.Play && phase != game.Reveal {
		return v
	}
	switch {
	case phase == game.Ready && player == k.Artist:
		list := make([]word, choices)
		for i, at := range k.Choice {
			list[i] = k.Grid[at]
		}
		v["choices"] = list
	case phase == game.Play && s.Knows:
		v["word"] = k.answer()
	}
	if phase == game.Ready {
		return v
	}
	if len(s.Tries) > 0 {
		v["tries"], v["right"] = s.Tries, s.Right
		if !s.Right && len(s.Tries) < tries && phase == game.Play {
			v["again"] = s.Last + tryEvery.Milliseconds()
		}
	}
	if o, ok := s.Results[t.Round()]; ok && phase == game.Reveal {
		v["gained"] = o.Gained
		if s.Knows {
			v["drew"] = o.Drew
		}
	}
	return v
}
