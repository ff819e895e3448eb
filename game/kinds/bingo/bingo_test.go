package bingo

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"packnight/game"
	"packnight/game/kindtest"
)

// shortened is the kind with fewer calls in a round: games that chance alone will
// play to their end. wear puts its rules inside others.
func shortened(most int, wear func(*bingo) game.Rules) game.Kind {
	return kindtest.Worn(Kind(), func(b *bingo) game.Rules {
		b.Limit = most
		return wear(b)
	})
}

func subject(t *testing.T, kind game.Kind, text string) kindtest.Subject {
	t.Helper()
	s := kindtest.Subject{
		Kind:    kind,
		Options: kindtest.Options(t, Kind(), text),
		Moves: []string{
			`{"tap":99,"deal":1}`, `{"tap":1}`, `{"tap":1,"deal":1,"x":1}`, `{"tap":3,"deal":99}`, `{"tap":4,"deal":1}`, `{"tap":5,"deal":2}`,
		},
		Dos: []string{
			`{"do":"stop"}`, `{"do":"stop","calls":1}`, `{"do":"uncall"}`, `{"do":"uncall","calls":1}`,
			`{"do":"uncall","calls":2}`, `{"do":"uncall","calls":3}`, `{"do":"uncall","calls":4}`,
		},
	}
	for cell := range cells {
		s.Moves = append(s.Moves, fmt.Sprintf(`{"cell":%d}`, cell))
	}
	return s
}

func variants() map[string]string {
	return map[string]string{
		"to two lines, zippy, lightning": `{"to":"lines","set":"camp","cards":2,"clock":"zippy","lightning":true}`,
		"to a full card, no clock":       `{"set":"sea","call":"button","cards":1,"clock":"none"}`,
	}
}

// watched fails where what must hold of every view does not.
type watched struct {
	*bingo
	t *testing.T
}

func (w watched) View(t *game.Table) game.View {
	v := w.bingo.View(t)
	if w.Last > 0 && t.StepIndex() > w.Last && t.Phase() == game.Play {
		w.t.Errorf("Play goes on in step %d after the last taps in %d", t.StepIndex(), w.Last)
	}
	if len(w.Calls) > w.Limit || setOf(w.Calls).count() != len(w.Calls) {
		w.t.Errorf("the calls are %v, at most %d", w.Calls, w.Limit)
	}
	for _, key := range []string{"cards", "first"} {
		if _, shown := v[key]; shown && t.Phase() != game.Reveal {
			w.t.Errorf("%s is shown in %s", key, t.Phase())
		}
	}
	cards := map[pics]string{}
	for id, s := range w.seats {
		if on := s.on(); on == 0 {
			continue
		} else if other := cards[on]; other != "" || on.count() != cells {
			w.t.Errorf("%s and %q have the card %v", id, other, s.Card)
		}
		cards[s.on()] = id
		if stray := s.Tapped &^ (s.on() & w.called()); stray != 0 {
			w.t.Errorf("%s has tapped %v of %v, called were %v", id, s.Tapped, s.Card, w.Calls)
		}
	}
	return v
}

func (w watched) Points(t *game.Table) map[string]int {
	points := w.bingo.Points(t)
	for id, n := range points {
		if n < 0 || n > w.Full()+1 || n > w.Full() && !t.Quick(id) {
			w.t.Errorf("%s has %d points of %d", id, n, w.Full())
		}
	}
	return points
}

// flooding calls all that are left where one is due, and takes the cell of a card for its
// picture: so chance alone comes to lines, to full cards and to the reveal.
type flooding struct{ watched }

func (f flooding) Enter(t *game.Table) {
	before := len(f.Calls)
	f.watched.Enter(t)
	for len(f.Calls) > before && len(f.Calls) < f.Limit {
		f.call(t)
	}
}

func (f flooding) Move(t *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Cell *int `json:"cell"`
	}
	if s := f.seats[player]; game.DecodeStrict(move, &m) == nil && m.Cell != nil && s != nil {
		move = json.RawMessage(fmt.Sprintf(`{"tap":%d,"deal":%d}`, s.Card[*m.Cell], f.Deals))
	}
	return f.watched.Move(t, player, move)
}

func TestConformance(t *testing.T) {
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			kind := shortened(16, func(b *bingo) game.Rules { return flooding{watched{b, t}} })
			kindtest.Run(t, subject(t, kind, text))
		})
	}
}

// otherwise deals p1 another card: the same draws of chance, other pictures.
type otherwise struct{ *bingo }

func (o otherwise) Deal(t *game.Table, fresh bool) {
	o.bingo.Deal(t, fresh)
	s := o.seats["p1"]
	for i, p := range s.Card {
		s.Card[i] = (p + 1) % pictures
	}
}

// TestACardIsItsOwnersSecret compares, byte by byte, what all other seats are sent in
// two games that differ in one card, until its owner shouts.
func TestACardIsItsOwnersSecret(t *testing.T) {
	plain := shortened(mostCalls, func(b *bingo) game.Rules { return b })
	other := shortened(mostCalls, func(b *bingo) game.Rules { return otherwise{b} })
	for seed := range 60 {
		a, b := sit(t, plain, `{"cards":1}`, byte(seed), "red", "blue", "red"), sit(t, other, `{"cards":1}`, byte(seed), "red", "blue", "red")
		for calls := 0; ; {
			if one, two := a.sent("p1"), b.sent("p1"); a.Game.Phase() != game.Reveal && one != two {
				t.Fatalf("seed %d, %s, call %d:\n%s\n%s", seed, a.Game.Phase(), calls, one, two)
			}
			if a.Game.Phase() == game.Reveal {
				break
			}
			// The owner taps, but never what would be a line in either game.
			for _, m := range []*match{a, b} {
				m.quietly("p1")
			}
			a.Next()
			b.Next()
			calls++
		}
		if a.card("p1") == b.card("p1") {
			t.Fatal("the cards do not differ: this proves nothing")
		}
	}
}

// sent is what every seat but one is shown, encoded.
func (m *match) sent(but string) string {
	room, view, _ := m.Game.Shown(game.Seat{ID: "l", Role: game.RoleLeader})
	out := string(room) + string(view)
	for _, id := range m.Game.Players() {
		if id != but {
			_, _, mine := m.Game.Shown(game.Seat{ID: id, Role: game.RolePlayer})
			out += string(mine)
		}
	}
	return out
}

func (m *match) card(id string) string { return fmt.Sprint(m.Mine(id)["card"]) }

// quietly taps two pictures of the middle row and column at most.
func (m *match) quietly(id string) {
	m.T.Helper()
	card, _ := m.Mine(id)["card"].([]int)
	for _, p := range m.calls() {
		if i := slices.Index(card, p); i == 1 || i == 5 {
			m.Must(m.tap(id, p))
		}
	}
}

// ahead asks chance once more before a call.
type ahead struct {
	*bingo
	before int
}

func (a ahead) Enter(t *game.Table) {
	if t.Phase() == game.Play && len(a.Calls) == a.before {
		t.Rand().Uint64()
	}
	a.bingo.Enter(t)
}

// TestTheNextCallIsInNothingBeforeItComes compares two games until the call in which
// they differ: cards, records and views are the same.
func TestTheNextCallIsInNothingBeforeItComes(t *testing.T) {
	plain := shortened(mostCalls, func(b *bingo) game.Rules { return b })
	different := 0
	for seed := range 60 {
		n := seed % mostCalls
		other := shortened(mostCalls, func(b *bingo) game.Rules { return ahead{b, n} })
		a, b := sit(t, plain, `{}`, byte(seed), "red", "blue"), sit(t, other, `{}`, byte(seed), "red", "blue")
		for len(a.calls()) <= n {
			if one, two := a.sent(""), b.sent(""); one != two {
				t.Fatalf("seed %d, before call %d:\n%s\n%s", seed, len(a.calls()), one, two)
			}
			if one, two := a.stored(), b.stored(); one != two {
				t.Fatalf("seed %d, stored before call %d:\n%s\n%s", seed, len(a.calls()), one, two)
			}
			a.Next()
			b.Next()
		}
		different += game.Count(a.sent("") != b.sent(""))
	}
	if different < 45 {
		t.Fatalf("only %d games of 60 had another call: this proves nothing", different)
	}
}

func (m *match) stored() string {
	s := m.Game.Save()
	return fmt.Sprintf("%s %s", s.State, s.Seats)
}

func TestEverySetHasTwentyFourPicturesAndFacts(t *testing.T) {
	for _, s := range sets() {
		names, faces := map[string]bool{}, map[string]bool{}
		for _, p := range s.Pictures {
			names[p.Name], faces[p.Picture] = true, true
			for _, word := range strings.Fields(p.Name) {
				if len(word) > 9 {
					t.Errorf("%s is too long for a cell of a small phone", word)
				}
			}
			// A Cub's page has 20 words in play: 8 are left for its round and its status line.
			said := p.Name + " " + p.Fact
			if words := len(strings.Fields(strings.ReplaceAll(said, "-", " "))); words < 4 || words > 12 {
				t.Errorf("%s has %d words", said, words)
			}
			if !strings.HasSuffix(p.Fact, ".") || strings.Count(p.Fact, ".") != 1 {
				t.Errorf("%s is not one sentence", p.Fact)
			}
		}
		if len(s.Pictures) != pictures || len(names) != pictures || len(faces) != pictures {
			t.Errorf("%s has %d pictures, %d names, %d faces", s.Name, len(s.Pictures), len(names), len(faces))
		}
	}
}
