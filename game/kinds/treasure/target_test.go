package treasure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"packnight/game"
	"packnight/game/kindtest"
)

// TestTheTargetIsWithinReach has packs that see a target dig with sense, and knowing
// all. It is reached more often than not, but has to be worked for.
func TestTheTargetIsWithinReach(t *testing.T) {
	const games = 100
	for _, grid := range []int{6, 8} {
		for _, sixes := range [][]string{
			{"red", "red"}, {"red", "red", "red", "red", "red", "red"}, {"", "", "", ""}, {"red", "red", "", ""},
		} {
			t.Run(fmt.Sprint(grid, sixes), func(t *testing.T) {
				reached := 0
				for n := range games {
					chance := rand.New(rand.NewPCG(uint64(n), uint64(grid)))
					if playAlone(t, grid, n, sixes, func(m *match) ref { return m.sensible(chance) }) {
						reached++
					}
				}
				t.Logf("reached %d times", reached)
				if reached < games/2 || reached > games*9/10 {
					t.Errorf("digging with sense reaches the target in %d of %d games", reached, games)
				}
				for n := range games / 10 {
					if !playAlone(t, grid, n, sixes, func(m *match) ref { return m.rules.rest()[0].Ref }) {
						t.Errorf("knowing all does not reach the target in game %d", n)
					}
				}
			})
		}
	}
}

// playAlone plays a game in which one of each crew chooses for it, and tells whether
// the pack has reached its target.
func playAlone(t *testing.T, grid, n int, sixes []string, choose func(*match) ref) bool {
	t.Helper()
	m := sit(t, fmt.Sprintf(`{"grid":"%d"}`, grid), byte(n), nil, sixes...)
	for m.Next(); m.Game.Phase() != game.Podium; m.Next() {
		if m.Game.Phase() != game.Play {
			continue
		}
		for i, six := range sixes {
			if slices.Index(sixes, six) == i {
				m.tap(kindtest.ID(i), choose(m))
			}
		}
	}
	target := m.Game.View()["target"].(game.View)
	return target["points"].(int) >= target["of"].(int)
}

// sensible is a square beside gold of what is not complete, else any: by what everyone
// sees.
func (m *match) sensible(chance *rand.Rand) ref {
	v := m.Game.View()
	treasures, dug := v["treasures"].([]shownTreasure), v["dug"].([]shownHole)
	var begun, beside, free []ref
	for _, h := range dug {
		if h.Gold > 0 && treasures[h.Gold-1].Found < treasures[h.Gold-1].Size {
			begun = append(begun, h.Ref)
		}
	}
	for along := 1; along <= m.rules.Size; along++ {
		for up := 1; up <= m.rules.Size; up++ {
			r := at(along, up)
			if slices.ContainsFunc(dug, func(h shownHole) bool { return h.Ref == r }) {
				continue
			}
			free = append(free, r)
			if touches([]ref{r}, begun) {
				beside = append(beside, r)
			}
		}
	}
	if len(beside) > 0 {
		return beside[chance.IntN(len(beside))]
	}
	return free[chance.IntN(len(free))]
}
