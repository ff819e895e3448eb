package treasure

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// TestWholeGames plays seeded games of Cubs who tap, drop, leave, come late and return,
// and leaders who press everything, and looks after each event at what must always
// hold. Every game ends.
func TestWholeGames(t *testing.T) {
	seen := map[string]int{}
	for n := range kindtest.Games(1000) {
		chance := rand.New(rand.NewPCG(9, uint64(n)))
		grid := []string{"6", "8"}[n%2]
		m := sit(t, fmt.Sprintf(`{"grid":%q,"call":%v}`, grid, n%3 == 0), byte(n), nil, "red", "red", "blue", "", "")
		for events := 0; m.Game.Phase() != game.Podium; events++ {
			if events > 3000 {
				t.Fatalf("game %d does not end: %v", n, m.Game.Room())
			}
			m.something(chance)
			m.holds(seen)
		}
		m.sane()
		if t.Failed() {
			t.Fatalf("in game %d", n)
		}
	}
	t.Log(seen)
	for _, what := range []string{"gold", "done", "shared", "over", "choice", "hint", "rest", "crew"} {
		if seen[what] < 5 {
			t.Errorf("only %d events with %s: this proves little", seen[what], what)
		}
	}
}

func (m *match) something(chance *rand.Rand) {
	i := chance.IntN(7)
	switch chance.IntN(16) {
	case 0:
		m.Game.Sleep(m.Now, kindtest.ID(i))
	case 1:
		m.Join(kindtest.ID(i), game.Sixes[chance.IntN(3)])
	case 2:
		if chance.IntN(6) == 0 {
			m.Game.Leave(m.Now, kindtest.ID(i))
		}
	case 3, 4:
		m.Wait(time.Duration(chance.IntN(4000)) * time.Millisecond)
	case 5, 6:
		_ = m.Lead(`{"do":"next"}`)
	case 7:
		moves := []string{
			`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"resume"}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"redo"}`, `{"do":"hint"}`,
			fmt.Sprintf(`{"do":"rest","player":%q}`, kindtest.ID(i)), fmt.Sprintf(`{"do":"wake","player":%q}`, kindtest.ID(i)),
		}
		_ = m.Lead(moves[chance.IntN(len(moves))])
	case 8:
		m.Reload()
	case 9, 10, 11, 12, 13: // one that knows where it is
		if rest := m.rules.rest(); len(rest) > 0 {
			_ = m.Move(kindtest.ID(i), fmt.Sprintf(`{"ref":%d}`, rest[chance.IntN(len(rest))].Ref))
		}
	default:
		_ = m.Move(kindtest.ID(i), fmt.Sprintf(`{"ref":%d}`, at(chance.IntN(9), chance.IntN(9))))
	}
	m.Game.Take()
}

// holds looks at what must always be so.
func (m *match) holds(seen map[string]int) {
	m.T.Helper()
	m.sane()
	v := m.Game.View()
	for _, key := range []string{"hint", "over"} {
		if v[key] != nil {
			seen[key]++
		}
	}
	for i := range 7 {
		if m.Mine(kindtest.ID(i))["choice"] != nil {
			seen["choice"]++
		}
	}
	if m.Game.Phase() == game.Reveal {
		m.judge(v["digs"].([]dig), seen)
	}
	if len(m.Game.Players()) > 0 && m.Game.Phase() == game.Podium {
		if rest, _ := v["rest"].([]shownHole); len(rest) > 0 {
			seen["rest"]++
		}
	}
}

// judge works out what each Six gains apart from the rules.
func (m *match) judge(digs []dig, seen map[string]int) {
	m.T.Helper()
	by := map[ref]int{}
	for _, d := range digs {
		by[d.Ref]++
		if d.Six == "" {
			seen["crew"]++
		}
		want := 0
		for _, squares := range m.rules.Hidden {
			if !slices.Contains(squares, d.Ref) {
				continue
			}
			want, seen["gold"] = 3, seen["gold"]+1
			whole := true
			for _, s := range squares {
				whole = whole && slices.ContainsFunc(m.rules.Dug, func(h hole) bool { return h.Ref == s })
			}
			if whole {
				want, seen["done"] = 8, seen["done"]+1
			}
		}
		m.Want(fmt.Sprintf("%s dug %d and gained", d.Six, d.Ref), d.Gained, want)
	}
	for _, n := range by {
		if n > 1 {
			seen["shared"]++
		}
	}
}

// sane looks at the map.
func (m *match) sane() {
	m.T.Helper()
	check(m.T, m.rules.Size, m.rules.Hidden)
	seen := map[ref]bool{}
	for _, h := range m.rules.Dug {
		if seen[h.Ref] || len(h.Sixes) == 0 || !h.Ref.on(m.rules.Size) {
			m.T.Fatalf("the holes are %v", m.rules.Dug)
		}
		seen[h.Ref] = true
	}
}
