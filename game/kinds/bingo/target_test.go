package bingo

import (
	"fmt"
	"slices"
	"testing"

	"packnight/game"
	"packnight/game/kindtest"
)

// whole plays a game of n Cubs of one Six, none of whom misses a tap, and returns what
// the pack has and what it was to reach.
func whole(t *testing.T, text string, seed byte, n int) (points, target int) {
	t.Helper()
	m := sit(t, shortened(mostCalls, func(b *bingo) game.Rules { return b }), text, seed, slices.Repeat([]string{"red"}, n)...)
	for m.Game.Phase() != game.Podium {
		if calls := m.calls(); m.Game.Phase() == game.Play {
			for _, id := range m.Game.Players() {
				if p := calls[len(calls)-1]; slices.Contains(m.Mine(id)["card"].([]int), p) {
					m.Must(m.tap(id, p))
				}
			}
		}
		m.Next()
	}
	v := m.Game.View()["target"].(game.View)
	return v["points"].(int), v["of"].(int)
}

// TestTheWholePackCanReachItsTarget: at least half of the packs that miss nothing do, and
// a tenth more, or twenty, would be too much for half of them.
func TestTheWholePackCanReachItsTarget(t *testing.T) {
	const games = 40
	for _, to := range []string{toLine, toLines, toHouse} {
		for _, n := range []int{2, 5, 10, 20} {
			text := fmt.Sprintf(`{"to":%q,"call":"button"}`, to)
			reached, over, sum, of := 0, 0, 0, 0
			for seed := range byte(games) {
				points, target := whole(t, text, seed, n)
				reached += game.Count(points >= target)
				over += game.Count(points >= target+max(20, target/10))
				sum, of = sum+points, target
			}
			t.Logf("%s, %d Cubs: %d on average, the target is %d, %d of %d reach it", to, n, sum/games, of, reached, games)
			if reached*2 < games || over*2 > games {
				t.Errorf("%s, %d Cubs: %d of %d reach %d, %d reach more", to, n, reached, games, of, over)
			}
		}
	}
}

// TestTheTargetIsThatOfThePackThatBegins: until the first card is dealt it goes with the
// Cubs who come, rest and leave, and then it stands.
func TestTheTargetIsThatOfThePackThatBegins(t *testing.T) {
	m := &match{Match: kindtest.Sit(t, subject(t, Kind(), `{}`), 1, slices.Repeat([]string{"red"}, 5)...)}
	of := func() any { return m.Game.View()["target"].(game.View)["of"] }
	m.Next()
	m.Want("of five", of(), 80)
	for i := 5; i < 12; i++ {
		m.Join(kindtest.ID(i), "red")
	}
	m.Game.Leave(m.Now, "p11")
	m.Must(m.Lead(`{"do":"rest","player":"p10"}`))
	m.Want("of ten", of(), 160)
	m.Reload()
	m.Next()
	m.Join("p12", "red")
	m.Want("of ten, and one came late", of(), 160)
	m.Reload()
	m.Want("loaded", of(), 160)
}
