package kims

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// TestManyGames plays seeded games of random Cubs who tap, drop off and come back,
// and one with a perfect memory that knows no more than it was shown. What everyone
// gains is worked out apart from the rules.
func TestManyGames(t *testing.T) {
	for seed := range kindtest.Games(1000) {
		chance := rand.New(rand.NewPCG(24, uint64(seed)))
		text := fmt.Sprintf(`{"tray":%q,"size":%q,"pairs":%v}`, trays()[seed%4].id, []string{"8", "12", "16"}[seed%3], seed%2 == 0)
		m := sit(t, Kind(), text, byte(seed), "red", "red", "blue", "blue")
		m.next()
		sums := make([]int, 4)
		for n := 1; n <= 5; n++ {
			m.round(n)
			taps := [4][]int{m.perfect()}
			m.tap("p0", taps[0]...)
			tiles := len(m.pictures("tiles"))
			for range 8 {
				m.stir(chance, tiles, &taps)
			}
			sums = m.settle(n, taps, sums)
			if n == 1+seed%5 {
				m.Reload()
			}
		}
		m.next()
		m.Want("the end", m.Game.Phase(), game.Podium)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func (m *match) perfect() []int {
	m.T.Helper()
	right := m.right()
	if m.Game.View()["ask"] != "all" {
		return right[:1]
	}
	return right
}

// stir lets one of the three others do something.
func (m *match) stir(chance *rand.Rand, n int, taps *[4][]int) {
	m.T.Helper()
	i := 1 + chance.IntN(3)
	id := fmt.Sprint("p", i)
	switch chance.IntN(6) {
	case 0:
		m.Game.Sleep(m.Now, id)
	case 1:
		m.Game.Wake(m.Now, id)
	case 2:
		m.Wait(time.Duration(chance.IntN(200)) * time.Millisecond)
	case 3:
		m.Refused(m.Move(kindtest.ID(i), `{"tiles":[77]}`), game.BadMove)
	default:
		most := choices
		if m.Game.View()["ask"] == "all" {
			most = n
		}
		taps[i] = chance.Perm(n)[:chance.IntN(most+1)]
		m.tap(kindtest.ID(i), taps[i]...)
	}
}

// settle ends the round and holds everyone's points against its taps.
func (m *match) settle(n int, taps [4][]int, sums []int) []int {
	m.T.Helper()
	right, all := m.right(), m.Game.View()["ask"] == "all"
	m.next()
	m.Want("phase", m.Game.Phase(), game.Reveal)
	m.Want("right", m.Game.View()["right"], right)
	for i, tiles := range taps {
		sums[i] += worth(tiles, right, all)
		m.Want(fmt.Sprintf("points of p%d after round %d with %v of %v", i, n, tiles, right), m.Points(kindtest.ID(i)), sums[i])
	}
	full := blank()
	full.state.Size = len(m.tray)
	if gained := m.Mine("p0")["gained"]; gained != full.Most(n) {
		m.T.Fatalf("round %d: a perfect memory gains %v, not %d", n, gained, full.Most(n))
	}
	return sums
}

// worth is what taps bring, told as a leader would tell it.
func worth(tiles, right []int, all bool) int {
	points := 0
	for i, tile := range tiles {
		hit := slices.Contains(right, tile)
		switch {
		case all && hit:
			points++
		case all:
			points--
		case hit && i == 0:
			return 3
		case hit:
			return 1
		}
	}
	return max(0, points)
}
