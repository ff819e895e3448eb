package treasure

import (
	"slices"

	"packnight/game"
)

// dig is what one Six dug in a round.
type dig struct {
	Six    string `json:"six"` // "" for the Cubs without one, who dig together
	Ref    ref    `json:"ref"`
	Gold   bool   `json:"gold,omitempty"`
	Done   bool   `json:"done,omitempty"` // and that treasure is complete
	Votes  int    `json:"votes"`          // members who tapped there
	Of     int    `json:"of"`             // members who tapped
	Gained int    `json:"gained"`
}

// crews are the Sixes that dig, and "" last where Cubs without a Six do.
func crews(t *game.Table) []string {
	list := t.TeamSixes()
	if len(t.Members("")) > 0 {
		list = append(list, "")
	}
	return list
}

// votes counts the taps of a Six by square, and tells which square it would dig: the
// most-tapped; of several, the one with the earliest tap. 0 for none.
func (q *treasure) votes(members []string) (by map[ref]int, choice ref) {
	by, first := map[ref]int{}, map[ref]int64{}
	for _, id := range members {
		s := q.seats[id]
		if s == nil || s.Ref == 0 {
			continue
		}
		by[s.Ref]++
		if first[s.Ref] == 0 || s.Turn < first[s.Ref] {
			first[s.Ref] = s.Turn
		}
	}
	for r, n := range by {
		if choice == 0 || n > by[choice] || n == by[choice] && first[r] < first[choice] {
			choice = r
		}
	}
	return by, choice
}

// Points digs for all Sixes at once: 3 for a square with gold, 5 more to a Six that
// dug the last square of a treasure, to each of its playing members. Where the leader
// turned Lightning on, whoever has gained something and tapped in the first quarter
// gains 1 more.
func (q *treasure) Points(t *game.Table) map[string]int {
	if q.Digs == nil {
		q.digAll(t)
	}
	points := map[string]int{}
	for _, six := range crews(t) {
		d := q.digOf(six)
		for _, id := range t.Members(six) {
			points[id] = q.settle(t, id, d)
			t.Touch(id)
		}
	}
	return points
}

func (q *treasure) digAll(t *game.Table) {
	q.Digs = []dig{}
	for _, six := range crews(t) {
		by, choice := q.votes(t.Members(six))
		if choice == 0 {
			continue
		}
		d := dig{Six: six, Ref: choice, Votes: by[choice], Gold: q.treasureAt(choice) >= 0}
		for _, n := range by {
			d.Of += n
		}
		q.Digs = append(q.Digs, d)
		q.open(choice, t.Round(), six)
	}
	for i := range q.Digs {
		d := &q.Digs[i]
		if !d.Gold {
			continue
		}
		d.Gained = goldSquare
		if n := q.treasureAt(d.Ref); q.dugOf(n) == len(q.Hidden[n]) {
			d.Done, d.Gained = true, goldSquare+completed
		}
	}
}

// open marks a square as dug. Two Sixes may dig one square in the same turn.
func (q *treasure) open(r ref, round int, six string) {
	for i := range q.Dug {
		if q.Dug[i].Ref == r {
			q.Dug[i].Sixes = append(q.Dug[i].Sixes, six)
			return
		}
	}
	q.Dug = append(q.Dug, hole{Ref: r, Round: round, Sixes: []string{six}})
}

// settle notes what came of the round for one player and returns its points.
func (q *treasure) settle(t *game.Table, player string, d dig) int {
	s := q.seats[player]
	if s == nil {
		s = &seat{}
		q.seats[player] = s
	}
	o := outcome{Tapped: s.Ref != 0, Gained: d.Gained}
	if o.Tapped {
		o.Agreed = s.Ref == d.Ref && d.Votes > 1
		o.Gold = q.treasureAt(s.Ref) >= 0
		o.Edge = s.Ref.along() == 1 || s.Ref.along() == q.Size || s.Ref.up() == 1 || s.Ref.up() == q.Size
	}
	if o.Gained > 0 && t.Quick(player) {
		o.Gained++
	}
	if s.Results == nil {
		s.Results = map[int]outcome{}
	}
	s.Results[t.Round()] = o
	return o.Gained
}

func (q *treasure) digOf(six string) dig {
	for _, d := range q.Digs {
		if d.Six == six {
			return d
		}
	}
	return dig{}
}

func (q *treasure) holes() []ref {
	out := make([]ref, len(q.Dug))
	for i, h := range q.Dug {
		out[i] = h.Ref
	}
	return out
}

func (q *treasure) isDug(r ref) bool {
	return slices.ContainsFunc(q.Dug, func(h hole) bool { return h.Ref == r })
}

// treasureAt is the index of the treasure under a square, -1 for none.
func (q *treasure) treasureAt(r ref) int {
	return slices.IndexFunc(q.Hidden, func(squares []ref) bool { return slices.Contains(squares, r) })
}

// dugOf counts the squares of a treasure that are dug.
func (q *treasure) dugOf(i int) int {
	n := 0
	for _, r := range q.Hidden[i] {
		if q.isDug(r) {
			n++
		}
	}
	return n
}

func (q *treasure) allFound() bool {
	for i := range q.Hidden {
		if q.dugOf(i) < len(q.Hidden[i]) {
			return false
		}
	}
	return true
}

// Awards look at what really happened, and never at who had most points. Each is won
// by a single tap where nobody did more: its words must be true of that.
func (q *treasure) Awards(t *game.Table) []game.Award {
	return game.FirstAwards(
		q.award(t, "nose", "Nose for gold", "Tapped a square with gold under it.", func(o outcome) bool { return o.Gold }),
		q.award(t, "rope", "Pulled together", "Tapped the square that their team dug.", func(o outcome) bool { return o.Agreed }),
		q.award(t, "edge", "Explorer of the edges", "Tapped at the edge of the map.", func(o outcome) bool { return o.Edge }),
		q.award(t, "spade", "Busiest spade", "Chose a square most often.", func(o outcome) bool { return o.Tapped }),
	)
}

func (q *treasure) award(t *game.Table, id, title, why string, of func(outcome) bool) game.Award {
	return game.MostOf(t, game.Award{ID: id, Title: title, Why: why}, func(player string) int {
		s := q.seats[player]
		if s == nil {
			return 0
		}
		return game.SumOf(t, s.Results, func(o outcome) int { return game.Count(of(o)) })
	})
}
