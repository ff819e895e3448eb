package sketch

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// TestWholeGames plays seeded games of Cubs who draw, guess, drop, leave, come late and
// return, and leaders who press everything, and looks after each event at what must
// always hold. Every game ends.
func TestWholeGames(t *testing.T) {
	seen := map[string]int{}
	for n := range kindtest.Games(1000) {
		chance := rand.New(rand.NewPCG(11, uint64(n)))
		m := sit(t, `{}`, byte(n), []string{"red", "red", "blue", "green", "green"}[:2+n%4]...)
		for events := 0; m.Game.Phase() != game.Podium; events++ {
			if events > 3000 {
				t.Fatalf("game %d does not end: %v", n, m.Game.Room())
			}
			m.something(chance)
			m.holds(seen)
		}
		if t.Failed() {
			t.Fatalf("in game %d", n)
		}
	}
	t.Log(seen)
	for _, what := range []string{"right", "strokes", "away", "passed", "nobody", "revealed", "bell"} {
		if seen[what] < 5 {
			t.Errorf("only %d events with %s: this proves little", seen[what], what)
		}
	}
}

func (m *match) something(chance *rand.Rand) {
	who := kindtest.ID(chance.IntN(7))
	switch chance.IntN(20) {
	case 0:
		m.Game.Sleep(m.Now, who)
	case 1, 2:
		m.Join(who, game.Sixes[chance.IntN(3)])
	case 3:
		if chance.IntN(5) == 0 {
			m.Game.Leave(m.Now, who)
		}
	case 4, 5, 6:
		m.Wait(time.Duration(chance.IntN(6000)) * time.Millisecond)
	case 7:
		_ = m.Lead(`{"do":"next"}`)
	case 8:
		moves := []string{
			`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"resume"}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"redo"}`, `{"do":"pass"}`,
			`{"do":"hidedrawing"}`, fmt.Sprintf(`{"do":"rest","player":%q}`, who), fmt.Sprintf(`{"do":"wake","player":%q}`, who),
		}
		_ = m.Lead(moves[chance.IntN(len(moves))])
	case 9:
		m.Reload()
	case 10:
		_ = m.Move(who, fmt.Sprintf(`{"pick":%d}`, chance.IntN(4)))
	case 11:
		_ = m.Move(m.someArtist(who), []string{`{"undo":true}`, `{"clear":true}`, `{"pass":true}`}[chance.IntN(3)])
	case 12, 13, 14, 15:
		_ = m.Move(m.someArtist(who), fmt.Sprintf(`{"stroke":{"c":%d,"w":1,"p":[%d,%d]}}`, chance.IntN(7), chance.IntN(1001), chance.IntN(1001)))
	default:
		_ = m.guess(who, chance.IntN(pictures))
	}
	m.Game.Take()
}

// someArtist is the artist, where there is one.
func (m *match) someArtist(other string) string {
	if id, ok := m.Game.View()["artist"].(string); ok && id != "" {
		return id
	}
	return other
}

// holds looks at what must always be so.
func (m *match) holds(seen map[string]int) {
	m.T.Helper()
	v := m.Game.View()
	artist, inTurn := v["artist"].(string)
	if !inTurn {
		return
	}
	if artist == "" {
		seen["nobody"]++
	} else if !slices.Contains(m.Game.Players(), artist) {
		m.T.Fatalf("%s draws, and is not here", artist)
	}
	for _, what := range []string{"away", "bell"} {
		if v[what] == true {
			seen[what]++
		}
	}
	if strokes, ok := v["strokes"].(game.View); ok && len(strokes) > 0 {
		seen["strokes"]++
	}
	if past := m.rules.Past; len(past) > 0 && artist != "" && past[len(past)-1].Artist != artist {
		m.T.Fatalf("%s draws, and %v is noted", artist, past)
	}
	if m.rules.Sheet > m.Game.Room()["round"].(int) {
		seen["passed"]++
	}
	if m.Game.Phase() == game.Reveal {
		m.judge(seen)
	}
}

// judge works out what each Cub gained apart from the rules.
func (m *match) judge(seen map[string]int) {
	m.T.Helper()
	seen["revealed"]++
	right := 0
	for _, id := range m.Game.Players() {
		s := m.rules.seats[id]
		gained, told := m.Mine(id)["gained"]
		if s == nil || !told {
			continue
		}
		want := 0
		if at := slices.Index(s.Tries, m.rules.answer()); at >= 0 {
			want = 3 - at
			right++
			seen["right"]++
		}
		if !s.Knows {
			m.Want(fmt.Sprintf("%s tried %v and gained", id, s.Tries), gained, want)
		}
	}
	if gained, told := m.Mine(m.artist())["gained"]; told && gained.(int) > artistMost {
		m.T.Fatalf("the artist gained %v of %d", gained, right)
	}
}
