package kindtest_test

import (
	"encoding/json"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// tap is the smallest game that there is: one point for everyone who taps in time.
type tap struct {
	game.Base
	tapped map[string]bool
}

func tapKind() game.Kind {
	blank := func() game.Rules { return &tap{tapped: map[string]bool{}} }
	return game.Kind{
		ID: "tap", Name: "Tap", HowTo: "Wait for the paw. Then tap it!",
		Players: [2]int{1, 30}, Minutes: [2]int{1, 2}, Full: 1,
		New:   func(game.Setup) (game.Rules, error) { return blank(), nil },
		Blank: blank,
	}
}

func (k *tap) Rounds() int            { return 3 }
func (k *tap) Deal(*game.Table, bool) { clear(k.tapped) }

func (k *tap) Steps(*game.Table) []game.Step {
	return []game.Step{
		{Phase: game.Ready, For: 3 * time.Second, Unscaled: true},
		{Phase: game.Play, For: 10 * time.Second},
		{Phase: game.Reveal, For: 5 * time.Second, Unscaled: true},
	}
}

func (k *tap) Move(_ *game.Table, player string, move json.RawMessage) error {
	var m struct {
		Tap bool `json:"tap"`
	}
	if game.DecodeStrict(move, &m) != nil || !m.Tap {
		return game.BadMove
	}
	k.tapped[player] = true
	return nil
}

func (k *tap) Answered(_ *game.Table, player string) bool { return k.tapped[player] }

func (k *tap) Points(t *game.Table) map[string]int {
	points := map[string]int{}
	for _, id := range t.Playing() {
		if k.tapped[id] {
			points[id] = 1
		}
	}
	return points
}

func (k *tap) Awards(*game.Table) []game.Award { return nil }

func (k *tap) View(t *game.Table) game.View {
	if t.Phase() != game.Reveal {
		return game.View{}
	}
	return game.View{"tapped": len(k.tapped)}
}

func (k *tap) Changed(_ *game.Table, player string, c game.Change) {
	if c == game.Left {
		delete(k.tapped, player)
	}
}

func (k *tap) Save() any { return nil }

func (k *tap) SaveSeat(player string) any {
	if k.tapped[player] {
		return true
	}
	return nil
}

func (k *tap) Load(_ json.RawMessage, seats map[string]json.RawMessage) error {
	for id := range seats {
		k.tapped[id] = true
	}
	return nil
}

func TestTheSmallestGame(t *testing.T) {
	kindtest.Run(t, kindtest.Subject{Kind: tapKind(), Moves: []string{`{"tap":true}`, `{"tap":false}`}})
}
