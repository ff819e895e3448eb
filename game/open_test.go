package game_test

import (
	"testing"

	"packnight/game"
)

// beginKind is a game of the stub with its kind changed, and perhaps other rules.
func beginKind(t *testing.T, n int, change func(*game.Kind)) *bench {
	t.Helper()
	b := beginScript(t, 0, nil, &script{rounds: 2, steps: threeSteps()})
	change(&b.kind)
	g, err := game.New(b.kind, game.Made{Code: "K7QX", Now: b.now})
	if err != nil {
		t.Fatal(err)
	}
	b.g = g
	for i := range n {
		b.join(i, game.Sixes[i%3])
	}
	return b
}

func TestAnOpenKindLetsPlayWhoComesDuringPlay(t *testing.T) {
	b := beginKind(t, 2, func(k *game.Kind) { k.Open = true })
	b.toPlay()
	b.join(3, "red")
	b.join(4, "blue")
	b.want("late", b.room("players", "p3", "late"), nil)
	b.gives(10, 4)
	if err := b.try(3, `{"points":6}`); err != nil {
		t.Fatal(err)
	}
	b.restart()
	b.lead(`{"do":"next"}`)
	b.is(game.Reveal)
	b.want("points", b.room("players", "p3", "points"), 6)
	b.want("red, not hurt by its guest", b.room("sixes", "red", "score"), 100)
	b.want("blue, whose guest did nothing", b.room("sixes", "blue", "score"), 40)
	b.join(5, "red")
	b.want("late in the reveal", b.room("players", "p5", "late"), true)

	b.next(2)
	b.want("late in the next round", b.room("players", "p3", "late"), nil)
	b.gives(10, 4)
	if err := b.try(3, `{"points":6}`); err != nil {
		t.Fatal(err)
	}
	b.lead(`{"do":"rest","player":"p5"}`)
	b.next(1)
	b.want("points of both rounds", b.room("players", "p3", "points"), 12)
	b.want("red, who is a guest no more", b.room("sixes", "red", "score"), 90)
}

func TestAGuestsPointsAreItsOwn(t *testing.T) {
	b := beginKind(t, 2, func(k *game.Kind) { k.Open = true })
	s := b.script
	s.do = func(t *game.Table) {
		s.last.Given["p3"] = 9
		t.Rescore()
	}
	guest := func(points, red int) {
		t.Helper()
		b.want("the guest's points", b.room("players", "p3", "points"), points)
		b.want("red", b.room("sixes", "red", "score"), red)
	}
	b.toPlay()
	b.join(3, "red")
	b.join(4, "grey")
	b.gives(10, 4)
	for _, i := range []int{3, 4} {
		if err := b.try(i, `{"points":6}`); err != nil {
			t.Fatal(err)
		}
	}
	b.next(1)
	guest(6, 100)
	b.want("a Six of guests alone", b.room("sixes", "grey", "score"), 0)
	b.lead(`{"do":"own"}`)
	guest(9, 100)
	b.lead(`{"do":"void"}`)
	guest(0, 0)
	b.lead(`{"do":"undo"}`)
	guest(9, 100)
	b.restart()
	guest(9, 100)
	b.lead(`{"do":"score","player":"p3","by":2}`)
	guest(11, 120)
	b.lead(`{"do":"score","player":"p4","by":2}`)
	b.want("a Six of guests alone, with what a leader gave", b.room("sixes", "grey", "score"), 20)
	b.lead(`{"do":"redo"}`)
	guest(0, 0)
	b.g.Wake(b.now, "p3")
	b.next(1)
	b.gives(10, 4)
	b.next(1)
	guest(0, 50) // there before this Play, it plays
}

// fifth is rules whose rounds give 5.
type fifth struct{ game.Rules }

func (fifth) Full() int { return 5 }

func TestASixScoreIsMeasuredByWhatThisGameGives(t *testing.T) {
	b := beginKind(t, 1, func(k *game.Kind) {
		plain := k.New
		k.New = func(s game.Setup) (game.Rules, error) {
			r, err := plain(s)
			return fifth{r}, err
		}
	})
	b.toPlay()
	b.want("target", b.view("target", "of"), 10)
	b.gives(4)
	b.next(1)
	b.want("red", b.room("sixes", "red", "score"), 80)
}
