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
		m := sit(t, fmt.Sprintf(`{"grid":%q,"call":%v}`, grid, n%3 == 0), byte(n), nil, "red", "red", "blue", "green", "green")
		for events := 0; m.g.Phase() != game.Podium; events++ {
			if events > 3000 {
				t.Fatalf("game %d does not end: %v", n, m.g.Room())
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
	for _, what := range []string{"gold", "done", "shared", "over", "choice", "hint", "rest"} {
		if seen[what] < 5 {
			t.Errorf("only %d events with %s: this proves little", seen[what], what)
		}
	}
}

func (m *match) something(chance *rand.Rand) {
	i := chance.IntN(7)
	switch chance.IntN(16) {
	case 0:
		m.g.Sleep(m.now, id(i))
	case 1:
		m.join(i, game.Sixes[chance.IntN(3)])
	case 2:
		if chance.IntN(6) == 0 {
			m.g.Leave(m.now, id(i))
		}
	case 3, 4:
		m.wait(time.Duration(chance.IntN(4000)) * time.Millisecond)
	case 5, 6:
		_ = m.lead(`{"do":"next"}`)
	case 7:
		moves := []string{
			`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"resume"}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"redo"}`, `{"do":"hint"}`,
			fmt.Sprintf(`{"do":"rest","player":%q}`, id(i)), fmt.Sprintf(`{"do":"wake","player":%q}`, id(i)),
		}
		_ = m.lead(moves[chance.IntN(len(moves))])
	case 8:
		m.reload()
	case 9, 10, 11, 12, 13: // one that knows where it is
		if rest := m.rules.rest(); len(rest) > 0 {
			_ = m.move(i, fmt.Sprintf(`{"ref":%d}`, rest[chance.IntN(len(rest))].Ref))
		}
	default:
		_ = m.move(i, fmt.Sprintf(`{"ref":%d}`, at(chance.IntN(9), chance.IntN(9))))
	}
	m.g.Take()
}

// reload goes on with the game as it was stored.
func (m *match) reload() {
	m.t.Helper()
	before := fmt.Sprint(m.g.View(), m.g.Room()["round"])
	var awake []string
	for id, p := range m.g.Room()["players"].(game.View) {
		if p.(game.View)["online"] == true {
			awake = append(awake, id)
		}
	}
	slices.Sort(awake)
	kind := worn(func(q *treasure) game.Rules { m.rules = q; return q })
	g, err := game.Load(kind, "K7QX", m.g.Save(), m.now)
	m.must(err)
	m.g = g
	for _, id := range awake {
		g.Wake(m.now, id)
	}
	m.g.Take()
	m.want("after loading", fmt.Sprint(m.g.View(), m.g.Room()["round"]), before)
}

// holds looks at what must always be so.
func (m *match) holds(seen map[string]int) {
	m.t.Helper()
	m.sane()
	v := m.g.View()
	for _, key := range []string{"hint", "over"} {
		if v[key] != nil {
			seen[key]++
		}
	}
	for i := range 7 {
		if m.mine(i)["choice"] != nil {
			seen["choice"]++
		}
	}
	if m.g.Phase() == game.Reveal {
		m.judge(v["digs"].([]dig), seen)
	}
	if len(m.g.Players()) > 0 && m.g.Phase() == game.Podium && len(v["rest"].([]shownHole)) > 0 {
		seen["rest"]++
	}
}

// judge works out what each Six gains apart from the rules.
func (m *match) judge(digs []dig, seen map[string]int) {
	m.t.Helper()
	by := map[ref]int{}
	for _, d := range digs {
		by[d.Ref]++
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
		m.want(fmt.Sprintf("%s dug %d and gained", d.Six, d.Ref), d.Gained, want)
	}
	for _, n := range by {
		if n > 1 {
			seen["shared"]++
		}
	}
}

// sane looks at the map.
func (m *match) sane() {
	m.t.Helper()
	check(m.t, m.rules.Size, m.rules.Hidden)
	seen := map[ref]bool{}
	for _, h := range m.rules.Dug {
		if seen[h.Ref] || len(h.Sixes) == 0 || !h.Ref.on(m.rules.Size) {
			m.t.Fatalf("the holes are %v", m.rules.Dug)
		}
		seen[h.Ref] = true
	}
}
