package treasure

import (
	"testing"

	"packnight/game"
	"packnight/game/kindtest"
)

func subject(t *testing.T, kind game.Kind, text string) kindtest.Subject {
	t.Helper()
	return kindtest.Subject{
		Kind:    kind,
		Options: kindtest.Options(t, Kind(), text),
		Moves: []string{
			`{"ref":11}`, `{"ref":12}`, `{"ref":34}`, `{"ref":43}`, `{"ref":66}`, `{"ref":25}`,
			`{"ref":99}`, `{"ref":0}`, `{"ref":10}`, `{"ref":-11}`, `{"ref":1.5}`, `{"ref":null}`, `{"ref":11,"up":1}`,
		},
		Dos: []string{`{"do":"hint"}`, `{"do":"hint","more":1}`},
	}
}

func variants() map[string]string {
	return map[string]string{
		"six by six, lightning": `{"grid":"6","lightning":true,"clock":"zippy"}`,
		"called, no clock":      `{"call":true,"clock":"none"}`,
	}
}

func TestConformance(t *testing.T) {
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			kind := kindtest.Worn(Kind(), func(q *treasure) game.Rules { return watched{q, t} })
			kindtest.Run(t, subject(t, kind, text))
		})
	}
}

// watched fails where a view shows something before its time.
type watched struct {
	*treasure
	t *testing.T
}

func (w watched) View(t *game.Table) game.View {
	v := w.treasure.View(t)
	for key, phase := range map[string]game.Phase{"digs": game.Reveal, "over": game.Reveal, "rest": game.Podium} {
		if _, shown := v[key]; shown && t.Phase() != phase {
			w.t.Errorf("%s is shown in %s", key, t.Phase())
		}
	}
	return v
}

// elsewhere has the treasures lie somewhere else.
type elsewhere struct{ *treasure }

func (e elsewhere) Deal(t *game.Table, fresh bool) {
	e.treasure.Deal(t, fresh)
	if t.Round() == 1 {
		e.Hidden = mirrored(e.Hidden, e.Size)
	}
}

// mirrored is a place for everything that is as good as the other.
func mirrored(hidden [][]ref, size int) [][]ref {
	out := make([][]ref, len(hidden))
	for i, squares := range hidden {
		for _, r := range squares {
			out[i] = append(out[i], at(size+1-r.along(), size+1-r.up()))
		}
	}
	return out
}

// silent does not tell on the podium where the rest lay, nor who tapped there: the game
// may have been ended before anything was dug.
type silent struct{ game.Rules }

func (s silent) View(t *game.Table) game.View {
	v := s.Rules.View(t)
	delete(v, "rest")
	return v
}

func (silent) Awards(*game.Table) []game.Award { return nil }

// TestNothingTellsWhereTheTreasureIs plays a game against another where it lies
// elsewhere: all is the same until something was dug. A hint tells something on
// purpose, so there is none here.
func TestNothingTellsWhereTheTreasureIs(t *testing.T) {
	this := kindtest.Worn(Kind(), func(q *treasure) game.Rules { return silent{q} })
	other := kindtest.Worn(Kind(), func(q *treasure) game.Rules { return silent{elsewhere{q}} })
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			a, b := subject(t, this, text), subject(t, other, text)
			a.Dos, b.Dos = nil, nil
			kindtest.Secrets(t, a, b)
		})
	}
}
