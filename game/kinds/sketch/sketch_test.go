package sketch

import (
	"encoding/json"
	"testing"

	"packnight/game"
	"packnight/game/kindtest"
)

func subject(t testing.TB, kind game.Kind, text string) kindtest.Subject {
	t.Helper()
	return kindtest.Subject{
		Kind:    kind,
		Options: kindtest.Options(t, Kind(), text),
		Moves: []string{
			`{"pick":1}`, `{"guess":0}`, `{"guess":4}`, `{"guess":8}`, `{"undo":true}`, `{"clear":true}`, `{"pass":true}`,
			`{"stroke":{"c":1,"w":0,"p":[1,2,3,4]}}`, `{"stroke":{"c":5,"w":1,"p":[1000,0]}}`,
			`{"guess":9}`, `{"pick":3}`, `{"stroke":{"c":9,"w":0,"p":[1,2]}}`, `{"stroke":{"c":0,"w":1,"p":[]}}`, `{"undo":true,"clear":true}`,
		},
		Dos: []string{`{"do":"hidedrawing"}`, `{"do":"pass"}`, `{"do":"pass","artist":"{P}"}`, `{"do":"pass","x":1}`},
		Sparks: []string{
			`{"type":"spark","line":{"c":1,"w":0,"p":[1,2]},"sheet":1,"n":0,"from":0}`, `{"type":"spark","line":{"c":1,"w":0,"p":[1]},"sheet":1}`,
		},
	}
}

// watched fails where a view shows something before its time, or where somebody who
// knows the word has guessed.
type watched struct {
	*sketch
	t *testing.T
}

func (w watched) View(t *game.Table) game.View {
	v := w.sketch.View(t)
	for key, phases := range map[string][]game.Phase{
		"word": {game.Reveal}, "right": {game.Reveal}, "grid": {game.Play, game.Reveal}, "strokes": {game.Play, game.Reveal},
	} {
		_, shown := v[key]
		if may := t.Phase() == phases[0] || len(phases) > 1 && t.Phase() == phases[1]; shown != may {
			w.t.Errorf("%s is shown: %v, in %s", key, shown, t.Phase())
		}
	}
	if w.Away && len(w.strokes()) > 0 {
		w.t.Error("a hidden drawing is shown")
	}
	return v
}

func (w watched) Mine(t *game.Table, player string) game.View {
	v := w.sketch.Mine(t, player)
	s := w.seats[player]
	if _, told := v["word"]; told && (s == nil || !s.Knows) {
		w.t.Errorf("%s is told the word", player)
	}
	if s != nil && s.Knows && len(s.Tries) > 0 {
		w.t.Errorf("%s knows the word and has guessed", player)
	}
	return v
}

func TestConformance(t *testing.T) {
	for name, text := range map[string]string{
		"one set":  `{"words":["food"],"clock":"zippy","lightning":true}`,
		"no clock": `{"clock":"none"}`,
	} {
		t.Run(name, func(t *testing.T) {
			kindtest.Run(t, subject(t, kindtest.Worn(Kind(), func(k *sketch) game.Rules { return watched{k, t} }), text))
		})
	}
}

// discreet does not tell its artist what it draws, which may be another word.
type discreet struct {
	*sketch
	other bool
}

func (d discreet) Deal(t *game.Table, fresh bool) {
	d.sketch.Deal(t, fresh)
	if d.other {
		d.Pick = 1 // of nobody who picks
	}
}

func (d discreet) Move(t *game.Table, player string, move json.RawMessage) error {
	before := d.Pick
	err := d.sketch.Move(t, player, move)
	if d.other && d.Pick != before {
		d.Pick = (d.Pick + 1) % choices
	}
	return err
}

func (d discreet) Mine(t *game.Table, player string) game.View {
	v := d.sketch.Mine(t, player)
	delete(v, "word")
	return v
}

// TestNothingTellsTheWord plays a game against another where something else is drawn:
// for all but its artist all is the same until the reveal. A guess tells its own Cub on
// purpose, so there is none here.
func TestNothingTellsTheWord(t *testing.T) {
	a := subject(t, kindtest.Worn(Kind(), func(k *sketch) game.Rules { return discreet{k, false} }), `{}`)
	b := subject(t, kindtest.Worn(Kind(), func(k *sketch) game.Rules { return discreet{k, true} }), `{}`)
	moves := []string{`{"pick":0}`, `{"pick":2}`, `{"undo":true}`, `{"clear":true}`, `{"pass":true}`, `{"stroke":{"c":1,"w":0,"p":[1,2,3,4]}}`}
	a.Moves, b.Moves = moves, moves
	kindtest.Secrets(t, a, b)
}
