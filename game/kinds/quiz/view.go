package quiz

import (
	"encoding/json"
	"fmt"

	"packnight/game"
)

// shown is a question as everyone may see it.
type shown struct {
	Text    string   `json:"text"`
	Picture string   `json:"picture,omitempty"`
	Answers []Answer `json:"answers"`
}

// View shows the question from the reading on, and what is right from the reveal on.
func (q *quiz) View(t *game.Table) game.View {
	v := game.View{"onphones": q.OnPhones}
	if q.Talk {
		v["talk"] = true
	}
	switch t.Phase() {
	case game.Ready, game.Play, game.Reveal:
	default:
		return v
	}
	a := q.question(t)
	v["question"] = q.encoded(a)
	v["pack"] = q.state.Packs[a.Pack]
	if t.Phase() == game.Ready {
		return v
	}
	v["answered"] = q.answered(t)
	if t.Phase() == game.Reveal {
		v["correct"] = q.correct(t)
		v["spread"] = q.spread(t)
		if a.Why != "" {
			v["why"] = a.Why
		}
		q.showTeams(t, v)
	}
	return v
}

// encoded is the question as everyone sees it. It is looked at after every move.
func (q *quiz) encoded(a asked) json.RawMessage {
	if q.onScreen == nil {
		data, err := json.Marshal(shown{a.Text, a.Picture, a.Answers})
		if err != nil {
			panic(fmt.Sprintf("quiz: showing a question: %v", err))
		}
		q.onScreen = data
	}
	return q.onScreen
}

func (q *quiz) answered(t *game.Table) int {
	if q.tapped < 0 {
		q.tapped = 0
		for _, id := range t.Playing() {
			q.tapped += game.Count(q.Answered(t, id))
		}
	}
	return q.tapped
}

// spread counts the playing members that tapped each answer.
func (q *quiz) spread(t *game.Table) []int {
	out := make([]int, len(q.question(t).Answers))
	for _, id := range t.Playing() {
		if s := q.seats[id]; s != nil && s.Answer != noAnswer {
			out[s.Answer]++
		}
	}
	return out
}

func (q *quiz) showTeams(t *game.Table, v game.View) {
	if !q.Talk {
		return
	}
	teams := game.View{}
	for six, answer := range q.teams(t) {
		teams[six] = game.View{"answer": answer}
	}
	v["teams"] = teams
}

// Mine shows a player its own answer, its star and what it gained.
func (q *quiz) Mine(t *game.Table, player string) game.View {
	s := q.seats[player]
	if s == nil {
		return game.View{"stars": 1}
	}
	v := game.View{"stars": game.Count(q.hasStar(t, s))}
	switch t.Phase() {
	case game.Play, game.Reveal:
	default:
		return v
	}
	if s.Answer != noAnswer {
		v["answer"] = s.Answer
	}
	if s.Star == t.Round() {
		v["star"] = true
	}
	if o, ok := s.Results[t.Round()]; ok && t.Phase() == game.Reveal {
		v["gained"] = o.Gained
	}
	return v
}
