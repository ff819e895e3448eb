package kims

import (
	"fmt"
	"slices"
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
			`{"tiles":[0]}`, `{"tiles":[1,0]}`, `{"tiles":[5,2]}`, `{"tiles":[0,1,2,3,4,5,6,7]}`, `{"tiles":[]}`,
			`{"done":true}`, `{"done":false}`, `{"tiles":[3,4]}`,
			`{"tiles":[99]}`, `{"tiles":[1,1]}`, `{"tiles":[-1]}`, `{"tiles":[0],"done":true}`, `{"tiles":[0.5]}`,
		},
	}
}

func variants() map[string]string {
	return map[string]string{
		"eight, zippy, lightning": `{"size":"8","tray":"kitchen","clock":"zippy","lightning":true}`,
		"twelve, no clock":        `{"tray":"firstaid","clock":"none"}`,
		"sixteen, pairs":          `{"size":"16","tray":"woodland","pairs":true}`,
	}
}

// watched fails where a view shows something before or after its time.
type watched struct {
	*kims
	t *testing.T
}

func (w watched) View(t *game.Table) game.View {
	v := w.kims.View(t)
	swapped := w.Pairs && t.Phase() == game.Ready && t.StepIndex() == 2
	may := map[string]bool{
		"tray":   t.Phase() == game.Ready && t.StepIndex() == 1 || swapped,
		"swap":   swapped,
		"tiles":  t.Phase() == game.Play || t.Phase() == game.Reveal,
		"rest":   t.Phase() == game.Play || t.Phase() == game.Reveal,
		"right":  t.Phase() == game.Reveal,
		"why":    t.Phase() == game.Reveal,
		"spread": t.Phase() == game.Reveal,
		"first":  t.Phase() == game.Reveal,
		"second": t.Phase() == game.Reveal,
	}
	for key, now := range may {
		if _, shown := v[key]; shown && !now {
			w.t.Errorf("%s is shown in step %d of %s", key, t.StepIndex(), t.Phase())
		}
	}
	if v["tray"] == nil && may["tray"] {
		w.t.Error("there is no tray to look at")
	}
	return v
}

func (w watched) Mine(t *game.Table, player string) game.View {
	v := w.kims.Mine(t, player)
	for _, key := range []string{"gained", "tap", "found", "wrong"} {
		if _, shown := v[key]; shown && t.Phase() != game.Reveal {
			w.t.Errorf("%s is shown to %s in %s", key, player, t.Phase())
		}
	}
	return v
}

func TestConformance(t *testing.T) {
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			kind := kindtest.Worn(Kind(), func(k *kims) game.Rules { return watched{k, t} })
			kindtest.Run(t, subject(t, kind, text))
		})
	}
}

// blindfolded never shows the tray, and may lay another one that leads to the same
// PLAY with another answer.
type blindfolded struct {
	*kims
	other bool
}

func (b blindfolded) View(t *game.Table) game.View {
	v := b.kims.View(t)
	delete(v, "tray")
	return v
}

func (b blindfolded) Deal(t *game.Table, fresh bool) {
	was := b.Laid
	b.kims.Deal(t, fresh)
	if b.other && (fresh || was.Number != t.Round()) {
		b.Laid = sameTilesOtherAnswer(b.Laid)
	}
}

func sameTilesOtherAnswer(l round) round {
	l.Tray = slices.Clone(l.Tray)
	n := len(l.Tiles)
	switch right := l.Right[0]; l.Ask {
	case askMissing:
		other := (right + 1) % n
		l.Tray[slices.Index(l.Tray, l.Tiles[right])] = l.Tiles[other]
		l.Right = []int{other}
	case askMoved:
		a, b := (right+1)%n, (right+2)%n
		l.Tray = slices.Clone(l.Tiles)
		l.Tray[a], l.Tray[b] = l.Tray[b], l.Tray[a]
		l.Right = []int{min(a, b), max(a, b)}
	case askNew:
		other := (right + 1) % n
		gone := l.Tray[right]
		l.Tray = slices.Clone(l.Tiles)
		l.Tray[other] = gone
		l.Right = []int{other}
	case askAll:
		for i := range n {
			if !slices.Contains(l.Right, i) {
				l.Tray[slices.Index(l.Tray, l.Tiles[right])] = l.Tiles[i]
				l.Right = append(slices.Clone(l.Right[1:]), i)
				slices.Sort(l.Right)
				break
			}
		}
	}
	return l
}

// TestPlayTagsNothing plays a game against another with the same tiles of which
// others are right: for who did not see the tray, all is the same until the reveal.
func TestPlayTagsNothing(t *testing.T) {
	blind := func(other bool) game.Kind {
		return kindtest.Worn(Kind(), func(k *kims) game.Rules { return blindfolded{k, other} })
	}
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			kindtest.Secrets(t, subject(t, blind(false), text), subject(t, blind(true), text))
		})
	}
}

// changed lays the same tray and changes another thing.
type changed struct{ *kims }

func (c changed) Deal(t *game.Table, fresh bool) {
	was := c.Laid
	c.kims.Deal(t, fresh)
	if fresh || was.Number != t.Round() {
		c.Laid = sameTrayOtherAnswer(c.Laid)
	}
}

func sameTrayOtherAnswer(l round) round {
	n := len(l.Tray)
	right := l.Right[0]
	l.Tiles = slices.Clone(l.Tiles)
	switch l.Ask {
	case askMissing:
		at := slices.Index(l.Rest, Picture{})
		other := (at + 1) % n
		l.Rest = slices.Clone(l.Tray)
		l.Rest[other] = Picture{}
		l.Tiles[right] = l.Tray[other]
	case askMoved:
		a, b := (right+1)%n, (right+2)%n
		l.Tiles = slices.Clone(l.Tray)
		l.Tiles[a], l.Tiles[b] = l.Tiles[b], l.Tiles[a]
		l.Right = []int{min(a, b), max(a, b)}
	case askNew:
		other := (right + 1) % n
		stranger := l.Tiles[right]
		l.Tiles = slices.Clone(l.Tray)
		l.Tiles[other] = stranger
		l.Right = []int{other}
	case askAll:
		slices.Reverse(l.Tiles)
		for i, at := range l.Right {
			l.Right[i] = len(l.Tiles) - 1 - at
		}
		slices.Sort(l.Right)
	}
	return l
}

// TestWhatChangesIsHiddenUntilPlay compares, seat by seat, two games with the same
// trays of which something else will change.
func TestWhatChangesIsHiddenUntilPlay(t *testing.T) {
	other := kindtest.Worn(Kind(), func(k *kims) game.Rules { return changed{k} })
	for name, text := range variants() {
		t.Run(name, func(t *testing.T) {
			different := 0
			for seed := range 100 {
				a, b := sit(t, Kind(), text, byte(seed), "red", "blue"), sit(t, other, text, byte(seed), "red", "blue")
				for a.Game.Phase() != game.Podium {
					one, two := a.all(), b.all()
					switch same := one == two; {
					case a.Game.Phase() == game.Play && !same:
						different++
					case a.Game.Phase() != game.Play && a.Game.Phase() != game.Reveal && !same:
						t.Fatalf("seed %d, %s:\n%s\n%s", seed, a.Game.Phase(), one, two)
					}
					a.next()
					b.next()
				}
			}
			if different != 100*len(asks()) {
				t.Fatalf("only %d rounds had another change: this proves nothing", different)
			}
		})
	}
}

// all is what every seat is shown, encoded.
func (m *match) all() string {
	room, view, _ := m.Game.Shown(game.Seat{ID: "l", Role: game.RoleLeader})
	out := fmt.Sprintf("%s %s", room, view)
	for _, id := range m.Game.Players() {
		_, _, mine := m.Game.Shown(game.Seat{ID: id, Role: game.RolePlayer})
		out += string(mine)
	}
	return out
}
