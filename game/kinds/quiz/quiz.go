// Package quiz is the Pack Quiz: questions with two to four answers, read aloud
// by the leader, answered until the bell. Its packs lie beside the rules, because
// what is served to a browser must hold no answer.
package quiz

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"packnight/game"
)

const (
	right     = 10 // points of a right answer
	playTime  = 20 * time.Second
	talkTime  = 20 * time.Second
	spares    = 5 // questions in reserve, for rounds that are played again
	stepRead  = "read"
	stepTalk  = "talk"
	noAnswer  = -1
	minRounds = 3
	maxRounds = 25
)

// Kind returns the quiz's entry in the catalogue.
func Kind() game.Kind {
	packs := builtIn()
	choices := make([]game.OptionChoice, len(packs))
	for i, p := range packs {
		choices[i] = game.OptionChoice{ID: p.ID, Name: p.Name}
	}
	return game.Kind{
		ID:      "quiz",
		Name:    "Pack Quiz",
		HowTo:   "Listen to the question and look at the pictures. Tap your answer, and change your mind until the bell!",
		Picture: "❓",
		Players: [2]int{2, 30},
		Minutes: [2]int{5, 12},
		Full:    right,
		Options: []game.Option{
			{ID: "packs", Name: "Packs", Type: game.Many, Choices: choices, Default: []string{"scouting"}, Packs: true},
			{ID: "count", Name: "Questions", Type: game.Number, Min: minRounds, Max: maxRounds, Default: 10},
			{ID: "talk", Name: "Whisper with your Six first", Type: game.Switch, Default: false},
			{ID: "onphones", Name: "Question on the phones", Type: game.Switch, Default: true},
		},
		New: func(s game.Setup) (game.Rules, error) { return deal(s, packs) },
		Blank: func() game.Rules {
			return &quiz{seats: map[string]*seat{}, tapped: -1}
		},
	}
}

// quiz is the state of one game.
type quiz struct {
	game.Base
	state
	seats    map[string]*seat
	turn     int64           // the last seat.Turn that was given out
	onScreen json.RawMessage // the question as shown, encoded; nil when out of date
	// tapped counts the playing members with an answer. It follows from the seats
	// and is counted again, not by each move, when somebody comes or goes; -1 says so.
	tapped int
}

// state is what is not one seat's.
type state struct {
	Talk     bool     `json:"talk"`
	OnPhones bool     `json:"onphones"`
	Count    int      `json:"count"`
	Asked    []asked  `json:"asked"`  // one a round, then the spares
	Accepted []int    `json:"accept"` // answers that a leader accepted in this round
	Packs    []string `json:"packs"`  // names, for the screen
}

// asked is a question with its answers shuffled, and the pack that it is from.
type asked struct {
	Question
	Pack    int    `json:"pack"` // index in state.Packs
	encoded []byte // as it is stored; nil for not yet
}

// seat is what one player did.
type seat struct {
	Answer  int             `json:"answer"`            // noAnswer for none
	First   int             `json:"first"`             // what was tapped first in this round
	Turn    int64           `json:"turn,omitempty"`    // grows over the game: who tapped before whom
	Star    int             `json:"star,omitempty"`    // the round that the star was put on
	Results map[int]outcome `json:"results,omitempty"` // by round
	results []byte          // Results, encoded; nil when out of date
}

// outcome is what came of a seat's answer in one round. In team-talk what is gained is
// the Six's; the rest is of the own tap.
type outcome struct {
	Tapped  bool `json:"tapped,omitempty"`
	Right   bool `json:"right,omitempty"`
	Changed bool `json:"changed,omitempty"` // and not the first thing that was tapped
	Star    bool `json:"star,omitempty"`
	Gained  int  `json:"gained"`
}

// deal draws the questions of a game from the packs that the options name.
func deal(s game.Setup, own []*Pack) (game.Rules, error) {
	q := &quiz{seats: map[string]*seat{}, tapped: -1, state: state{
		Talk:     s.Options["talk"].(bool),
		OnPhones: s.Options["onphones"].(bool),
		Count:    s.Options["count"].(int),
	}}
	var pool []asked
	for _, id := range s.Options["packs"].([]string) {
		p, err := find(id, own, s.Packs)
		if err != nil {
			return nil, err
		}
		for _, question := range p.Questions {
			pool = append(pool, asked{Question: question, Pack: len(q.state.Packs)})
		}
		q.state.Packs = append(q.state.Packs, p.Name)
	}
	if len(pool) == 0 {
		return nil, game.Sentence("These packs have no questions. Choose another.")
	}
	s.Rand.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
	q.Count = min(q.Count, len(pool))
	for _, a := range pool[:min(len(pool), q.Count+spares)] {
		q.Asked = append(q.Asked, a.shuffled(s.Rand))
	}
	return q, nil
}

func find(id string, own []*Pack, leaders map[string]json.RawMessage) (*Pack, error) {
	if i := slices.IndexFunc(own, func(p *Pack) bool { return p.ID == id }); i >= 0 {
		return own[i], nil
	}
	data, ok := leaders[id]
	if !ok {
		return nil, game.Sentence("One of these packs is gone. Choose again.")
	}
	p, err := ParsePack(data)
	if err != nil {
		return nil, game.Sentencef("The pack has a mistake in %v", err)
	}
	return p, nil
}

// shuffled returns the question with its answers in a random order. The order
// does not depend on which of them are right.
func (a asked) shuffled(r *rand.Rand) asked {
	order := r.Perm(len(a.Answers))
	answers, correct := make([]Answer, len(order)), []int{}
	for to, from := range order {
		answers[to] = a.Answers[from]
		if slices.Contains(a.Correct, from) {
			correct = append(correct, to)
		}
	}
	a.Answers, a.Correct, a.encoded = answers, correct, nil
	return a
}

// Rounds is the number of questions.
func (q *quiz) Rounds() int { return q.Count }

// Deal puts the round's question on the table, and another one in its place
// where its answer is known already.
func (q *quiz) Deal(t *game.Table, fresh bool) {
	q.Accepted, q.tapped, q.onScreen = nil, -1, nil
	if fresh {
		q.replace(t.Round()-1, t.Rand())
	}
	for id, s := range q.seats {
		s.Answer, s.First = noAnswer, noAnswer
		s.forget(t.Round())
		if s.Star == t.Round() {
			s.Star = 0
		}
		t.Touch(id)
	}
}

// replace takes a spare. When there is none left, the next question is asked and this one
// comes last, with its answers in another order.
func (q *quiz) replace(i int, r *rand.Rand) {
	if len(q.Asked) > q.Count {
		q.Asked[i] = q.Asked[q.Count]
		q.Asked = slices.Delete(q.Asked, q.Count, q.Count+1)
		return
	}
	again := q.Asked[i].shuffled(r)
	q.Asked = append(slices.Delete(slices.Clone(q.Asked), i, i+1), again)
}

// Steps are reading aloud, perhaps whispering, answering and the reveal.
func (q *quiz) Steps(*game.Table) []game.Step {
	steps := []game.Step{{Phase: game.Ready, Name: stepRead}}
	if q.Talk {
		steps = append(steps, game.Step{Phase: game.Ready, Name: stepTalk, For: talkTime})
	}
	return append(steps, game.Step{Phase: game.Play, For: playTime}, game.Step{Phase: game.Reveal})
}

// Enter counts afresh: who plays is settled when a step begins.
func (q *quiz) Enter(*game.Table) { q.tapped = -1 }

func (q *quiz) question(t *game.Table) asked { return q.Asked[t.Round()-1] }

func (q *quiz) seat(id string) *seat {
	s := q.seats[id]
	if s == nil {
		s = &seat{Answer: noAnswer, First: noAnswer}
		q.seats[id] = s
	}
	return s
}

// Move takes an answer or the star.
func (q *quiz) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Answer *int  `json:"answer"`
		Star   *bool `json:"star"`
	}
	if game.DecodeStrict(move, &m) != nil || (m.Answer == nil) == (m.Star == nil) {
		return game.BadMove
	}
	if m.Star != nil {
		t.AnswerStands()
		return q.star(t, player, *m.Star)
	}
	if *m.Answer < 0 || *m.Answer >= len(q.question(t).Answers) {
		return game.BadMove
	}
	s := q.seat(player)
	if s.Answer == noAnswer {
		s.First = *m.Answer
		if q.tapped >= 0 {
			q.tapped++
		}
	}
	if s.Answer == *m.Answer {
		t.AnswerStands()
		return nil
	}
	q.turn++
	s.Answer, s.Turn = *m.Answer, q.turn
	return nil
}

// star puts the confidence star on this round's answer or takes it back. A star
// that lay on a void round may be used again.
func (q *quiz) star(t *game.Table, player string, on bool) error {
	s := q.seats[player]
	lies := s != nil && s.Star == t.Round()
	switch {
	case on == lies:
	case !on:
		s.Star = 0
	case s == nil || q.hasStar(t, s):
		q.seat(player).Star = t.Round()
	default:
		return game.NotNow.With("Your star has shone already.")
	}
	return nil
}

func (q *quiz) hasStar(t *game.Table, s *seat) bool { return s.Star == 0 || t.Voided(s.Star) }

// Do lets the leader accept a second answer once it is revealed.
func (q *quiz) Do(t *game.Table, do string, move json.RawMessage) error {
	var m struct {
		Do     string `json:"do"`
		Answer *int   `json:"answer"`
	}
	if do != "accept" || game.DecodeStrict(move, &m) != nil || m.Answer == nil {
		return game.BadMove
	}
	if t.Phase() != game.Reveal {
		return game.NotNow
	}
	if *m.Answer < 0 || *m.Answer >= len(q.question(t).Answers) {
		return game.BadMove
	}
	if slices.Contains(q.correct(t), *m.Answer) {
		return nil
	}
	q.Accepted = append(q.Accepted, *m.Answer)
	t.Rescore()
	return nil
}

// Dos offers accept while there is an answer left to accept.
func (q *quiz) Dos(t *game.Table) []string {
	if t.Phase() == game.Reveal && len(q.correct(t)) < len(q.question(t).Answers) {
		return []string{"accept"}
	}
	return nil
}

func (q *quiz) correct(t *game.Table) []int {
	all := slices.Concat(q.question(t).Correct, q.Accepted)
	slices.Sort(all)
	return slices.Compact(all)
}

// Changed forgets who left.
func (q *quiz) Changed(_ *game.Table, player string, c game.Change) {
	q.tapped = -1
	if c == game.Left {
		delete(q.seats, player)
	}
}

// Answered tells whether a player has tapped an answer.
func (q *quiz) Answered(_ *game.Table, player string) bool {
	s := q.seats[player]
	return s != nil && s.Answer != noAnswer
}

// Save returns what is not one seat's. It is asked for at every step, so a question
// is encoded once.
func (q *quiz) Save() any {
	dst := encode(struct {
		state
		Asked bool `json:"asked,omitempty"` // in place of the state's
	}{state: q.state})
	dst = append(dst[:len(dst)-1], `,"asked":[`...)
	for i := range q.Asked {
		if i > 0 {
			dst = append(dst, ',')
		}
		a := &q.Asked[i]
		if a.encoded == nil {
			a.encoded = encode(a)
		}
		dst = append(dst, a.encoded...)
	}
	return json.RawMessage(append(dst, "]}"...))
}

// encode encodes what always can be.
func encode(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("quiz: saving: %v", err))
	}
	return data
}

// SaveSeat returns what one player did.
func (q *quiz) SaveSeat(player string) any {
	if s := q.seats[player]; s != nil {
		return s.encode()
	}
	return nil
}

// encode does what encoding/json would, but keeps what earlier rounds brought: it
// is done for every move.
func (s *seat) encode() json.RawMessage {
	if s.results == nil {
		s.results = encode(s.Results)
	}
	dst := make([]byte, 0, 64+len(s.results))
	dst = strconv.AppendInt(append(dst, `{"answer":`...), int64(s.Answer), 10)
	dst = strconv.AppendInt(append(dst, `,"first":`...), int64(s.First), 10)
	dst = strconv.AppendInt(append(dst, `,"turn":`...), s.Turn, 10)
	dst = strconv.AppendInt(append(dst, `,"star":`...), int64(s.Star), 10)
	if len(s.Results) > 0 {
		dst = append(append(dst, `,"results":`...), s.results...)
	}
	return append(dst, '}')
}

// keep notes what came of a round, forget takes it away.
func (s *seat) keep(round int, o outcome) {
	if s.Results == nil {
		s.Results = map[int]outcome{}
	}
	s.Results[round], s.results = o, nil
}

func (s *seat) forget(round int) {
	delete(s.Results, round)
	s.results = nil
}

// Load puts back what Save and SaveSeat returned.
func (q *quiz) Load(raw json.RawMessage, seats map[string]json.RawMessage) error {
	if err := json.Unmarshal(raw, &q.state); err != nil {
		return fmt.Errorf("reading the quiz: %w", err)
	}
	for id, data := range seats {
		s := &seat{}
		if err := json.Unmarshal(data, s); err != nil {
			return fmt.Errorf("reading the seat %s: %w", id, err)
		}
		q.seats[id] = s
		q.turn = max(q.turn, s.Turn)
	}
	return nil
}
