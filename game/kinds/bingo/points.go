package bingo

import "packnight/game"

// Points gives 5 for the first line, 3 for the second and 10 for the full card, as
// far as is played for; and 1 more where the leader turned Lightning on, the card is
// worth something, and its last tap came in the first quarter of a call.
func (b *bingo) Points(t *game.Table) map[string]int {
	points, first := map[string]int{}, b.first(t.Playing())
	for _, id := range t.Playing() {
		s := b.seat(id)
		o := outcome{
			Found: s.Tapped.count(), Caught: (s.Tapped & s.Missed).count(),
			Lines: s.lines(), Full: s.full(), Call: s.lineCall(b.Calls), Gained: b.worth(s),
		}
		o.First = o.Call > 0 && o.Call == first
		if o.Gained > 0 && t.Quick(id) {
			o.Gained++
		}
		s.keep(t.Round(), o)
		points[id] = o.Gained
		t.Touch(id)
	}
	return points
}

func (b *bingo) worth(s *seat) int {
	n := 0
	if s.lines() >= 1 {
		n += firstLine
	}
	if s.lines() >= 2 {
		n += secondLine
	}
	if s.full() {
		n += fullCard
	}
	return min(n, b.Full())
}

// first is the call that made the first line of all; 0 for none.
func (b *bingo) first(players []string) int {
	first := 0
	for _, id := range players {
		if call := b.seats[id].lineCall(b.Calls); call > 0 && (first == 0 || call < first) {
			first = call
		}
	}
	return first
}

// Awards look at what really happened, and never at who had most points.
func (b *bingo) Awards(t *game.Table) []game.Award {
	return game.FirstAwards(
		b.award(t, "full", "Full house", "Found every picture on a card.", func(o outcome) int { return game.Count(o.Full) }),
		b.award(t, "first", "Loudest Bingo", "Had the first line of all.", func(o outcome) int { return game.Count(o.First) }),
		b.award(t, "back", "Never gave up", "Missed calls, and found the pictures after all.", func(o outcome) int { return o.Caught }),
		b.award(t, "patient", "Most patient", "Waited longest for a line, and got it.", func(o outcome) int {
			return o.Call * game.Count(!o.First)
		}),
		b.award(t, "eyes", "Sharpest eyes", "Found picture after picture.", func(o outcome) int { return o.Found }),
	)
}

func (b *bingo) award(t *game.Table, id, title, why string, of func(outcome) int) game.Award {
	return game.MostOf(t, game.Award{ID: id, Title: title, Why: why}, func(player string) int {
		return b.sum(t, player, of)
	})
}

func (b *bingo) sum(t *game.Table, player string, of func(outcome) int) int {
	s := b.seats[player]
	if s == nil {
		return 0
	}
	return game.SumOf(t, s.Results, of)
}
