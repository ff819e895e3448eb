package bingo

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// TestWholeGames plays whole games with Cubs who tap, drop, sleep, leave, come
// late and come back, and leaders who press everything, and looks after each event
// at what must always hold. Every game ends.
func TestWholeGames(t *testing.T) {
	kind := shortened(mostCalls, func(b *bingo) game.Rules { return watched{b, t} })
	list := slices.Sorted(maps.Values(variants()))
	seen := map[string]int{}
	for n := range kindtest.Games(1000) {
		chance := rand.New(rand.NewPCG(uint64(n), 24))
		m := sit(t, kind, list[n%len(list)], byte(n))
		for i := range 2 + chance.IntN(6) {
			m.Join(fmt.Sprint("p", i), game.Sixes[i%3])
		}
		for events := 0; ; events++ {
			if _, over := m.Game.Ended(); over {
				break
			}
			if events > 3000 {
				t.Fatalf("game %d does not end: %v", n, m.Game.Room())
			}
			m.something(chance)
			m.holds(n, chance, seen)
		}
		if t.Failed() {
			t.Fatalf("in game %d", n)
		}
	}
	t.Log(seen)
	for _, what := range []string{"line", "full", "over", "missed", "reveal", "loaded", "bell"} {
		if seen[what] < 20 {
			t.Errorf("only %d events with %s: this proves little", seen[what], what)
		}
	}
}

// something happens.
func (m *match) something(chance *rand.Rand) {
	id := fmt.Sprint("p", chance.IntN(9))
	switch chance.IntN(24) {
	case 0:
		m.Game.Sleep(m.Now, id)
	case 1, 2:
		m.Game.Join(m.Now, game.Profile{ID: id, Name: "Cub", Icon: "owl", Six: game.Sixes[chance.IntN(3)]})
		m.Game.Wake(m.Now, id)
	case 3:
		if chance.IntN(4) == 0 {
			m.Game.Leave(m.Now, id)
		}
	case 4, 5, 6, 7:
		m.Wait(time.Duration(chance.IntN(5000)) * time.Millisecond)
	case 8, 9, 10:
		if m.Game.View()["over"] != true || chance.IntN(4) == 0 {
			_ = m.Lead(`{"do":"next"}`)
		}
	case 12:
		moves := []string{
			`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"extend","seconds":5}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"stop"}`,
			fmt.Sprintf(`{"do":"rest","player":%q}`, id), fmt.Sprintf(`{"do":"wake","player":%q}`, id), `{"do":"redo"}`,
			fmt.Sprintf(`{"do":"uncall","calls":%d}`, len(m.calls())), fmt.Sprintf(`{"do":"uncall","calls":%d}`, len(m.calls())),
		}
		_ = m.Lead(moves[chance.IntN(len(moves))])
	case 13, 14:
		_ = m.tap(id, chance.IntN(pictures+2)-1)
	default: // a Cub who looks taps all there is, or all but what it overlooks
		card, _ := m.Mine(id)["card"].([]int)
		for _, p := range card {
			if slices.Contains(m.calls(), p) && chance.IntN(7) > 0 {
				_ = m.tap(id, p)
			}
		}
	}
	m.Game.Take()
}

// holds looks at what must always be so.
func (m *match) holds(n int, chance *rand.Rand, seen map[string]int) {
	m.T.Helper()
	view := m.Game.View()
	room := m.Game.Room()
	paused := room["paused"] == true
	for id, p := range room["players"].(game.View) {
		card, dealt := m.Mine(id)["card"].([]int)
		looks := p.(game.View)
		if m.Game.Phase() == game.Play && looks["late"] != true && len(card) != cells {
			m.T.Fatalf("game %d: %s plays without a card: %v", n, id, m.Mine(id))
		}
		if dealt && m.Mine(id)["missed"] != nil {
			seen["missed"]++
		}
	}
	note := func(what string, so bool) {
		if so {
			seen[what]++
		}
	}
	note("over", view["over"] == true)
	note("bell", view["bell"] == true)
	note("reveal", m.Game.Phase() == game.Reveal)
	if raw, ok := view["shouts"].(json.RawMessage); ok {
		var list []shout
		m.Must(json.Unmarshal(raw, &list))
		for _, s := range list {
			note("line", s.Lines > 0)
			note("full", s.Full)
			if s.Call < 3 || s.Call > len(m.calls()) {
				m.T.Fatalf("game %d: %+v of %d calls", n, s, len(m.calls()))
			}
		}
	}
	if view["bell"] == true && room["deadline"] == nil && !paused {
		m.T.Fatalf("game %d: the bell rings and nothing ends", n)
	}
	if chance.IntN(100) == 0 {
		m.Loads()
		seen["loaded"]++
	}
}
