package bingo

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"packnight/game"
)

const mostCards = 3 // that are shown to all in the reveal

// shout tells of a seat that has a line: it has shouted Bingo, so all know.
type shout struct {
	Player string `json:"player"`
	Lines  int    `json:"lines"`
	Full   bool   `json:"full,omitempty"`
	Call   int    `json:"call"` // that made the first of them, from 1
}

// View shows the pictures of the set, what was called so far and who has lines. What
// lies on a card is its owner's secret; in the reveal the best cards are shown.
func (b *bingo) View(t *game.Table) game.View {
	set := b.set()
	v := game.View{"set": set.Name, "to": b.To, "most": b.Limit}
	if b.Every > 0 {
		v["every"] = int(b.Every / time.Second)
	}
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	v["pictures"] = b.boxed(set)
	v["calls"] = append([]int{}, b.Calls...)
	if n := len(b.Calls); n > 0 {
		v["fact"] = set.Pictures[b.Calls[n-1]].Fact
	}
	if t.Phase() == game.Ready {
		return v
	}
	v["shouts"] = b.shouted()
	if b.Last > 0 {
		v["over"] = true
	}
	if t.Phase() == game.Reveal {
		v["first"] = b.first(t.Playing())
		v["cards"] = b.best(t)
	}
	return v
}

// set is what the game is played with.
func (b *bingo) set() *set {
	if b.pictures == nil {
		s := find(b.Set)
		b.pictures = &s
	}
	return b.pictures
}

// boxed is the set as everyone sees it, encoded.
func (b *bingo) boxed(s *set) json.RawMessage {
	if b.box == nil {
		b.box = encoded(s.Pictures)
	}
	return b.box
}

// shouted lists who has lines, by the call and then by id.
func (b *bingo) shouted() json.RawMessage {
	if b.shouts == nil {
		list := []shout{}
		for id, s := range b.seats {
			if n := s.lines(); n > 0 {
				list = append(list, shout{id, n, s.full(), s.lineCall(b.Calls)})
			}
		}
		slices.SortFunc(list, func(x, y shout) int {
			return cmp.Or(cmp.Compare(x.Call, y.Call), cmp.Compare(x.Player, y.Player))
		})
		b.shouts = encoded(list)
	}
	return b.shouts
}

func encoded(what any) json.RawMessage {
	data, err := json.Marshal(what)
	if err != nil {
		panic(fmt.Sprintf("bingo: showing %T: %v", what, err))
	}
	return data
}

// best are the cards with most lines, the earlier ones first.
func (b *bingo) best(t *game.Table) []game.View {
	var ids []string
	for _, id := range t.Playing() {
		if b.seats[id].lines() > 0 {
			ids = append(ids, id)
		}
	}
	slices.SortStableFunc(ids, func(x, y string) int {
		one, two := b.seats[x], b.seats[y]
		return cmp.Or(cmp.Compare(two.lines(), one.lines()), cmp.Compare(one.lineCall(b.Calls), two.lineCall(b.Calls)))
	})
	out := []game.View{}
	for _, id := range ids[:min(len(ids), mostCards)] {
		s := b.seats[id]
		out = append(out, game.View{"player": id, "card": s.Card, "tapped": s.Tapped.list(s.Card)})
	}
	return out
}

// Mine shows a player its card, and what was called while it was away.
func (b *bingo) Mine(t *game.Table, player string) game.View {
	v := game.View{}
	s := b.seats[player]
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	if s.on() == 0 {
		return v
	}
	v["deal"], v["card"] = b.Deals, s.Card
	if t.Phase() == game.Ready {
		return v
	}
	v["tapped"] = s.Tapped.list(s.Card)
	v["lines"] = s.lines()
	if missed := s.Missed &^ s.Tapped; missed != 0 {
		v["missed"] = missed.list(s.Card)
	}
	if o, ok := s.Results[t.Round()]; ok && t.Phase() == game.Reveal {
		v["gained"] = o.Gained
	}
	return v
}
