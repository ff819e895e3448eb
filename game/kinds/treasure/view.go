package treasure

import (
	"slices"
	"strconv"

	"packnight/game"
)

// shownTreasure is a treasure as everyone sees it.
type shownTreasure struct {
	picture
	Size  int `json:"size"`
	Found int `json:"found"`
}

// shownHole is a dug square as everyone sees it.
type shownHole struct {
	Ref   ref      `json:"ref"`
	Gold  int      `json:"gold,omitempty"` // the treasure's number, from 1
	Sixes []string `json:"sixes"`
}

// View shows the map with what was dug; how many have chosen; in the reveal what each
// Six dug; and after the last turn where the rest lay.
func (q *treasure) View(t *game.Table) game.View {
	v := game.View{"size": q.Size, "treasures": q.treasures(), "dug": q.shownHoles()}
	if q.Call {
		v["call"] = true
	}
	if q.Hint > 0 && t.Phase() != game.Podium {
		v["hint"] = game.View{"along": q.Hint}
	}
	switch t.Phase() {
	case game.Play:
		v["answered"] = q.answered(t)
	case game.Reveal:
		v["answered"] = q.answered(t)
		v["digs"] = q.Digs
		if q.allFound() {
			v["over"] = true
		}
	case game.Podium:
		// A leader can take back what cut the game short.
		if t.Round() == q.Rounds() && q.Digs != nil {
			v["rest"] = q.rest()
		}
	}
	return v
}

func (q *treasure) treasures() []shownTreasure {
	out := make([]shownTreasure, len(q.Hidden))
	for i, p := range pictures() {
		out[i] = shownTreasure{p, len(q.Hidden[i]), q.dugOf(i)}
	}
	return out
}

func (q *treasure) shownHoles() []shownHole {
	out := make([]shownHole, len(q.Dug))
	for i, h := range q.Dug {
		out[i] = shownHole{h.Ref, q.treasureAt(h.Ref) + 1, h.Sixes}
	}
	return out
}

func (q *treasure) answered(t *game.Table) int {
	n := 0
	for _, id := range t.Playing() {
		if q.Answered(t, id) {
			n++
		}
	}
	return n
}

// rest are the squares with gold that nobody has dug.
func (q *treasure) rest() []shownHole {
	out := []shownHole{}
	for i, squares := range q.Hidden {
		for _, r := range squares {
			if !q.isDug(r) {
				out = append(out, shownHole{r, i + 1, []string{}})
			}
		}
	}
	return out
}

// Mine shows a player its own square, what its Six has tapped and would dig; in the
// reveal, what that brought.
func (q *treasure) Mine(t *game.Table, player string) game.View {
	v := game.View{}
	phase := t.Phase()
	if phase != game.Play && phase != game.Reveal {
		return v
	}
	s := q.seats[player]
	if s != nil && s.Ref != 0 {
		v["ref"] = int(s.Ref)
	}
	if phase == game.Reveal {
		if o, ok := s.result(t.Round()); ok {
			v["gained"] = o.Gained
		}
		return v
	}
	if !slices.Contains(t.Playing(), player) {
		return v
	}
	by, choice := q.votes(t.Members(t.Player(player).Six))
	if choice != 0 {
		votes := game.View{}
		for r, n := range by {
			votes[strconv.Itoa(int(r))] = n
		}
		v["votes"], v["choice"] = votes, int(choice)
	}
	return v
}

func (s *seat) result(round int) (outcome, bool) {
	if s == nil {
		return outcome{}, false
	}
	o, ok := s.Results[round]
	return o, ok
}
