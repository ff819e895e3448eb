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
	b.want("red, with its guest", b.room("sixes", "red", "score"), 80)
	b.want("blue, whose guest did nothing", b.room("sixes", "blue", "score"), 40)
	b.join(5, "red")
	b.want("late in the reveal", b.room("players", "p5", "late"), true)
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
