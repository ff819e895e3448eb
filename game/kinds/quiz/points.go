package quiz

import (
	"slices"

	"packnight/game"
)

// Points gives 10 for a right answer, twice that with the star, and 1 for a right
// one in the first quarter where the leader turned Lightning on. In team-talk a
// Six's answer counts for all of its playing members.
func (q *quiz) Points(t *game.Table) map[string]int {
	correct, teams := q.correct(t), q.teamAnswers(t)
	points := map[string]int{}
	for _, id := range t.Playing() {
		s := q.seat(id)
		answer := s.Answer
		if team, ok := teams[id]; ok {
			answer = team
		}
		o := outcome{Tapped: s.Answer != noAnswer, Right: slices.Contains(correct, s.Answer), Star: s.Star == t.Round()}
		o.Changed = o.Right && s.First != s.Answer
		if slices.Contains(correct, answer) {
			o.Gained = right
			if o.Star {
				o.Gained *= 2
			}
			if t.Quick(id) {
				o.Gained++
			}
		}
		s.keep(t.Round(), o)
		points[id] = o.Gained
		t.Touch(id)
	}
	return points
}

// teams returns each Six's answer in team-talk: that of most of its members and,
// of those tied, the one that was the first to have as many. Sixes that tapped
// nothing, and Cubs without a Six, are left out.
func (q *quiz) teams(t *game.Table) map[string]int {
	if !q.Talk {
		return nil
	}
	out := map[string]int{}
	for _, six := range t.TeamSixes() {
		if answer := q.majority(t.Members(six)); answer != noAnswer {
			out[six] = answer
		}
	}
	return out
}

// teamAnswers is the answer of its Six for each playing member of one that has it.
func (q *quiz) teamAnswers(t *game.Table) map[string]int {
	out := map[string]int{}
	for six, answer := range q.teams(t) {
		for _, id := range t.Members(six) {
			out[id] = answer
		}
	}
	return out
}

func (q *quiz) majority(members []string) int {
	type tally struct {
		votes   int
		reached int64 // the turn of the last of them
	}
	tallies := map[int]tally{}
	for _, id := range members {
		s := q.seats[id]
		if s == nil || s.Answer == noAnswer {
			continue
		}
		v := tallies[s.Answer]
		tallies[s.Answer] = tally{v.votes + 1, max(v.reached, s.Turn)}
	}
	best := noAnswer
	for answer, v := range tallies {
		b := tallies[best]
		if best == noAnswer || v.votes > b.votes || (v.votes == b.votes && v.reached < b.reached) {
			best = answer
		}
	}
	return best
}

// Awards look at what really happened, and never at who had most.
func (q *quiz) Awards(t *game.Table) []game.Award {
	return game.FirstAwards(
		q.award(t, "star", "Brightest star", "The star was on a right answer.", func(o outcome) int {
			return game.Count(o.Star && o.Right)
		}),
		q.award(t, "mind", "Best change of mind", "Thought again, and got it right.", func(o outcome) int {
			return game.Count(o.Changed)
		}),
		q.steady(t),
		q.award(t, "brave", "Bravest guesser", "Had a go most often, sure or not.", func(o outcome) int {
			return game.Count(o.Tapped)
		}),
	)
}

// steady is for keeping on: one right answer does not.
func (q *quiz) steady(t *game.Table) game.Award {
	a := game.Award{ID: "steady", Title: "Steady as a rock", Why: "Kept on finding right answers."}
	return game.MostOf(t, a, func(player string) int {
		n := q.sum(t, player, func(o outcome) int { return game.Count(o.Right) })
		return n * game.Count(n > 1)
	})
}

func (q *quiz) award(t *game.Table, id, title, why string, of func(outcome) int) game.Award {
	return game.MostOf(t, game.Award{ID: id, Title: title, Why: why}, func(player string) int {
		return q.sum(t, player, of)
	})
}

func (q *quiz) sum(t *game.Table, player string, of func(outcome) int) int {
	s := q.seats[player]
	if s == nil {
		return 0
	}
	return game.SumOf(t, s.Results, of)
}
