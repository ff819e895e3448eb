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
		for events := 0; m.g.Phase() != game.Podium; events++ {
			if events > 3000 {
				t.Fatalf("game %d does not end: %v", n, m.g.Room())
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
	who := id(chance.IntN(7))
	switch chance.IntN(20) {
	case 0:
		m.g.Sleep(m.now, who)
	case 1, 2:
		m.join(number(who), game.Sixes[chance.IntN(3)])
	case 3:
		if chance.IntN(5) == 0 {
			m.g.Leave(m.now, who)
		}
	case 4, 5, 6:
		m.wait(time.Duration(chance.IntN(6000)) * time.Millisecond)
	case 7:
		_ = m.lead(`{"do":"next"}`)
	case 8:
		moves := []string{
			`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"resume"}`, `{"do":"void"}`, `{"do":"undo"}`, `{"do":"redo"}`, `{"do":"pass"}`,
			`{"do":"hidedrawing"}`, fmt.Sprintf(`{"do":"rest","player":%q}`, who), fmt.Sprintf(`{"do":"wake","player":%q}`, who),
		}
		_ = m.lead(moves[chance.IntN(len(moves))])
	case 9:
		m.reload()
	case 10:
		_ = m.moveAs(who, fmt.Sprintf(`{"pick":%d}`, chance.IntN(4)))
	case 11:
		_ = m.moveAs(m.someArtist(who), []string{`{"undo":true}`, `{"clear":true}`, `{"pass":true}`}[chance.IntN(3)])
	case 12, 13, 14, 15:
		_ = m.moveAs(m.someArtist(who), fmt.Sprintf(`{"stroke":{"c":%d,"w":1,"p":[%d,%d]}}`, chance.IntN(7), chance.IntN(1001), chance.IntN(1001)))
	default:
		_ = m.guess(who, chance.IntN(pictures))
	}
	m.g.Take()
}

// someArtist is the artist, where there is one.
func (m *match) someArtist(other string) string {
	if id, ok := m.g.View()["artist"].(string); ok && id != "" {
		return id
	}
	return other
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
	g, err := game.Load(m.kind(), "K7QX", m.g.Save(), m.now)
	m.must(err)
	m.g = g
	m.want("after loading", fmt.Sprint(m.g.View(), m.g.Room()["round"]), before)
	for _, id := range awake {
		g.Wake(m.now, id)
	}
	m.g.Take()
}

// holds looks at what must always be so.
func (m *match) holds(seen map[string]int) {
	m.t.Helper()
	v := m.g.View()
	artist, inTurn := v["artist"].(string)
	if !inTurn {
		return
	}
	if artist == "" {
		seen["nobody"]++
	} else if !slices.Contains(m.g.Players(), artist) {
		m.t.Fatalf("%s draws, and is not here", artist)
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
		m.t.Fatalf("%s draws, and %v is noted", artist, past)
	}
	if m.rules.Sheet > m.g.Room()["round"].(int) {
		seen["passed"]++
	}
	if m.g.Phase() == game.Reveal {
		m.judge(seen)
	}
}

// judge works out what each Cub gained apart from the rules.
func (m *match) judge(seen map[string]int) {
	m.t.Helper()
	seen["revealed"]++
	right := 0
	for _, id := range m.g.Players() {
		s := m.rules.seats[id]
		gained, told := m.mine(id)["gained"]
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
			m.want(fmt.Sprintf("%s tried %v and gained", id, s.Tries), gained, want)
		}
	}
	if gained, told := m.mine(m.artist())["gained"]; told && gained.(int) > artistMost {
		m.t.Fatalf("the artist gained %v of %d", gained, right)
	}
}
