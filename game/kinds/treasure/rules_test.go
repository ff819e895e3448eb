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

// match is a game on the table, with the treasures where a test put them.
type match struct {
	*kindtest.Match
	rules *treasure
}

// sit makes a game of players p0, p1, … of these Sixes. Without hidden, the treasures
// lie by chance.
func sit(t *testing.T, text string, seed byte, hidden [][]ref, sixes ...string) *match {
	t.Helper()
	m := &match{}
	kind := kindtest.Worn(Kind(), func(q *treasure) game.Rules {
		m.rules = q
		if hidden != nil && q.Hidden != nil {
			q.Hidden = hidden
		}
		return q
	})
	m.Match = kindtest.Sit(t, subject(t, kind, text), seed, sixes...)
	return m
}

func (m *match) tap(player string, r ref) {
	m.T.Helper()
	m.Must(m.Move(player, fmt.Sprintf(`{"ref":%d}`, r)))
}

func (m *match) dig(six string) dig {
	m.T.Helper()
	for _, d := range m.Game.View()["digs"].([]dig) {
		if d.Six == six {
			return d
		}
	}
	return dig{}
}

func known() [][]ref {
	return [][]ref{{11, 12, 13, 14}, {31, 32, 33}, {51, 52, 53}, {71, 72}, {88}}
}

func TestWhatASixDigs(t *testing.T) {
	for _, c := range []struct {
		name string
		taps []ref // of p0, p1, … in this order; 0 for none
		want ref
	}{
		{"the most-tapped", []ref{25, 26, 26, 27}, 26},
		{"of a tie the earliest", []ref{25, 26, 26, 25}, 25},
		{"one alone", []ref{0, 0, 47, 0}, 47},
		{"nobody", []ref{0, 0, 0, 0}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := sit(t, `{}`, 1, known(), "red", "red", "red", "red")
			m.To(1, game.Play)
			for i, r := range c.taps {
				if r != 0 {
					m.tap(kindtest.ID(i), r)
				}
			}
			m.To(1, game.Reveal)
			m.Want("dug", m.dig("red").Ref, c.want)
		})
	}
}

func TestATapCanBeChangedUntilTheBell(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red")
	m.To(1, game.Play)
	m.tap("p0", 25)
	m.tap("p1", 26)
	m.Want("choice", m.Mine("p1")["choice"], 25)
	m.tap("p0", 26)
	m.Want("choice", m.Mine("p1")["choice"], 26)
	m.Want("votes", m.Mine("p0")["votes"], game.View{"26": 2})
	m.To(1, game.Reveal)
	m.Want("dug", m.dig("red"), dig{Six: "red", Ref: 26, Votes: 2, Of: 2})
}

func TestPoints(t *testing.T) {
	for _, c := range []struct {
		name       string
		before     []ref // dug by red in the rounds before
		red, blue  ref
		wantRed    int
		wantBlue   int
		wantDoneBy []string
	}{
		{"gold and earth", nil, 11, 25, 3, 0, nil},
		{"a treasure of one square", nil, 88, 25, 8, 0, []string{"red"}},
		{"two Sixes on one new square", nil, 11, 11, 3, 3, nil},
		{"both complete it on one square", []ref{71}, 72, 72, 8, 8, []string{"red", "blue"}},
		{"both dig the last two squares", nil, 71, 72, 8, 8, []string{"red", "blue"}},
		{"the last square of three", []ref{31, 32}, 33, 12, 8, 3, []string{"red"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := sit(t, `{}`, 1, known(), "red", "red", "blue")
			for n, r := range c.before {
				m.To(n+1, game.Play)
				m.tap("p0", r)
				m.To(n+1, game.Reveal)
			}
			was := m.Points("p0").(int)
			m.To(len(c.before)+1, game.Play)
			m.tap("p0", c.red)
			m.tap("p2", c.blue)
			m.To(len(c.before)+1, game.Reveal)
			m.Want("points of who tapped", m.Points("p0").(int)-was, c.wantRed)
			m.Want("points of blue", m.Points("p2"), c.wantBlue)
			var done []string
			for _, d := range m.Game.View()["digs"].([]dig) {
				if d.Done {
					done = append(done, d.Six)
				}
			}
			m.Want("completed by", done, c.wantDoneBy)
		})
	}
}

// TestCubsWithoutASixDigTogether seats some of them, with and without a Six beside.
func TestCubsWithoutASixDigTogether(t *testing.T) {
	for _, c := range []struct {
		name   string
		sixes  []string
		taps   []ref // of p0, p1, …
		digs   []dig
		points []int
	}{
		{"beside a Six", []string{"", "", "", "red"}, []ref{88, 88, 25, 71}, []dig{
			{Six: "red", Ref: 71, Gold: true, Votes: 1, Of: 1, Gained: 3},
			{Six: "", Ref: 88, Gold: true, Done: true, Votes: 2, Of: 3, Gained: 8},
		}, []int{8, 8, 8, 3}},
		{"a pack without Sixes", []string{"", ""}, []ref{0, 11}, []dig{
			{Six: "", Ref: 11, Gold: true, Votes: 1, Of: 1, Gained: 3},
		}, []int{3, 3}},
		{"nobody of them taps", []string{"", "red"}, []ref{0, 25}, []dig{
			{Six: "red", Ref: 25, Votes: 1, Of: 1},
		}, []int{0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := sit(t, `{}`, 1, known(), c.sixes...)
			m.To(1, game.Play)
			for i, r := range c.taps {
				if r != 0 {
					m.tap(kindtest.ID(i), r)
				}
			}
			m.To(1, game.Reveal)
			m.Want("digs", m.Game.View()["digs"], c.digs)
			for i, want := range c.points {
				m.Want("points of "+kindtest.ID(i), m.Points(kindtest.ID(i)), want)
			}
			m.Reload()
		})
	}
}

func TestAwakeMembersShareWhatTheirSixDug(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red", "red")
	m.To(1, game.Play)
	m.Game.Sleep(m.Now, "p2")
	m.tap("p0", 88)
	m.To(1, game.Reveal)
	m.Want("who tapped", m.Points("p0"), 8)
	m.Want("who was awake", m.Points("p1"), 8)
	m.Want("who slept", m.Points("p2"), 0)
}

func TestNobodyWaitsForASleeper(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red")
	m.To(1, game.Play)
	m.Game.Sleep(m.Now, "p1")
	m.tap("p0", 25)
	m.Want("the bell", m.Game.View()["bell"], true)
	m.Wait(3 * time.Second)
	m.Want("phase", m.Game.Phase(), game.Reveal)
}

func TestATapThatCantBe(t *testing.T) {
	m := sit(t, `{"grid":"6"}`, 1, [][]ref{{11, 12, 13, 14}, {31, 32, 33}, {51, 52}, {66}, {64}}, "red", "red")
	m.To(1, game.Play)
	for _, move := range []string{`{"ref":17}`, `{"ref":71}`, `{"ref":70}`, `{"ref":7}`, `{"ref":-1}`, `{"ref":"11"}`, `{}`, `{"ref":11,"x":1}`} {
		m.Refused(m.Move("p0", move), game.BadMove)
	}
	m.tap("p0", 25)
	m.To(2, game.Play)
	m.Refused(m.Move("p0", `{"ref":25}`), game.NotNow)
	m.To(2, game.Reveal)
	m.Refused(m.Move("p0", `{"ref":26}`), game.NotNow)
}

func TestTheGameEndsWithAllFound(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "blue", "green", "yellow")
	all := slices.Concat(known()...)
	for round := 1; len(all) > 0; round++ {
		m.To(round, game.Play)
		for i := range min(4, len(all)) {
			m.tap(kindtest.ID(i), all[i])
		}
		all = all[min(4, len(all)):]
	}
	m.To(4, game.Reveal)
	m.Want("over", m.Game.View()["over"], true)
	m.Want("rounds", m.Game.Room()["rounds"], 4)
	m.Next()
	m.Want("phase", m.Game.Phase(), game.Podium)
	m.Want("what is left", m.Game.View()["rest"], "[]")
}

func TestTwelveTurnsAreTheMost(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red")
	m.To(12, game.Reveal)
	m.Next()
	m.Want("phase", m.Game.Phase(), game.Podium)
	m.Want("what is left", len(m.Game.View()["rest"].([]shownHole)), 13)
}

// TestLightningIsForTheTapThatStands: tapping the same square again is no later choice.
func TestLightningIsForTheTapThatStands(t *testing.T) {
	for _, c := range []struct {
		again ref
		want  int
	}{{11, 4}, {12, 3}} {
		m := sit(t, `{"lightning":true}`, 1, known(), "red")
		m.To(1, game.Play)
		m.Wait(time.Second)
		m.tap("p0", 11)
		m.Must(m.Lead(`{"do":"extend","seconds":15}`)) // past the bell
		m.Wait(15 * time.Second)
		m.tap("p0", c.again)
		m.To(1, game.Reveal)
		m.Want("gained", m.Mine("p0")["gained"], c.want)
	}
}

// TestAGameCutShortTellsNothing: the leader may go back to it.
func TestAGameCutShortTellsNothing(t *testing.T) {
	for _, cut := range []string{`{"do":"finish"}`, `{"do":"void"}`} {
		m := sit(t, `{}`, 1, known(), "red")
		m.To(12, game.Play)
		m.Must(m.Lead(cut))
		m.Want("phase", m.Game.Phase(), game.Podium)
		m.Want("what is left", m.Game.View()["rest"], nil)
		m.Must(m.Lead(`{"do":"undo"}`))
		m.Want("phase", m.Game.Phase(), game.Play)
	}
}

func TestOneHintATurn(t *testing.T) {
	m := sit(t, `{}`, 1, [][]ref{{11, 12, 13, 14}, {16, 17, 18}, {21, 22, 23}, {25, 26}, {28}}, "red")
	m.To(1, game.Ready)
	m.Refused(m.Lead(`{"do":"hint"}`), game.NotNow)
	m.To(1, game.Play)
	m.Must(m.Lead(`{"do":"hint"}`))
	hint := m.Game.View()["hint"].(game.View)["along"].(int)
	if hint != 1 && hint != 2 {
		t.Errorf("the hint is corridor %d, where nothing is", hint)
	}
	m.Refused(m.Lead(`{"do":"hint"}`), game.NotNow) // two leaders press it together
	m.To(2, game.Play)
	m.Want("the hint of the next turn", m.Game.View()["hint"], nil)
}

func TestATurnPlayedAgain(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "blue")
	m.To(1, game.Play)
	m.tap("p0", 11)
	m.tap("p1", 25)
	m.To(2, game.Play)
	m.tap("p0", 12)
	m.tap("p1", 88)
	m.To(2, game.Reveal)
	m.Must(m.Lead(`{"do":"redo"}`))
	m.To(2, game.Play)
	m.Want("holes", fmt.Sprint(m.Game.View()["dug"]), "[{11 1 [red]} {25 0 [blue]}]")
	m.Want("points of red", m.Points("p0"), 3)
	m.Want("points of blue", m.Points("p1"), 0)
	m.Want("what was begun", m.rules.Hidden[0], known()[0])
	if fmt.Sprint(m.rules.Hidden[1:]) == fmt.Sprint(known()[1:]) {
		t.Error("what had been seen lies where it lay")
	}
	m.sane()
}

func TestAVoidTurnCountsForNobodyAndItsHolesStay(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "blue")
	m.To(1, game.Play)
	m.tap("p0", 88)
	m.To(1, game.Reveal)
	m.Must(m.Lead(`{"do":"void"}`))
	m.Want("points", m.Points("p0"), 0)
	m.To(2, game.Play)
	m.Want("holes", fmt.Sprint(m.Game.View()["dug"]), "[{88 5 [red]}]")
	m.Must(m.Lead(`{"do":"undo"}`))
	m.Want("points after undo", m.Points("p0"), 8)
}

func TestAwards(t *testing.T) {
	for _, c := range []struct {
		name string
		taps [][]ref // of p0, p1, p2, by turn
		want map[string]string
	}{
		{"one tap in the whole game", [][]ref{{25, 0, 0}}, map[string]string{
			"Busiest spade: Chose a square most often.": "[p0]",
		}},
		{"gold, a team, the edge", [][]ref{{33, 25, 25}, {81, 82, 83}, {44, 45, 0}, {32, 54, 55}}, map[string]string{
			"Nose for gold: Tapped a square with gold under it.":      "[p0]",
			"Pulled together: Tapped the square that their team dug.": "[p1 p2]",
			"Explorer of the edges: Tapped at the edge of the map.":   "[p0 p1 p2]",
		}},
		{"only earth", [][]ref{{81, 82, 83}, {25, 26, 0}, {27, 27, 0}}, map[string]string{
			"Pulled together: Tapped the square that their team dug.": "[p0 p1]",
			"Explorer of the edges: Tapped at the edge of the map.":   "[p0 p1 p2]",
			"Busiest spade: Chose a square most often.":               "[p0 p1]",
		}},
		{"nobody taps", [][]ref{{0, 0, 0}}, map[string]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := sit(t, `{}`, 1, known(), "red", "red", "red")
			for n, taps := range c.taps {
				m.To(n+1, game.Play)
				for i, r := range taps {
					if r != 0 {
						m.tap(kindtest.ID(i), r)
					}
				}
				m.To(n+1, game.Reveal)
			}
			m.Must(m.Lead(`{"do":"finish"}`))
			got := map[string]string{}
			for _, a := range m.Game.View()["podium"].(game.View)["awards"].([]game.Award) {
				got[a.Title+": "+a.Why] = fmt.Sprint(a.Players)
			}
			m.Want("awards", got, c.want)
		})
	}
}

// TestWhoseTapsASixSees moves a Cub to another Six in the middle of a turn.
func TestWhoseTapsASixSees(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "red", "blue")
	m.To(1, game.Play)
	m.tap("p0", 25)
	m.tap("p2", 47)
	m.Want("red", m.Mine("p1")["votes"], game.View{"25": 1})
	m.Want("blue", m.Mine("p2")["votes"], game.View{"47": 1})
	m.Game.Join(m.Now, game.Profile{ID: "p0", Name: "Cub", Icon: "owl", Six: "blue"})
	m.Want("red without it", m.Mine("p1")["votes"], nil)
	m.Want("blue with it", m.Mine("p2")["votes"], game.View{"25": 1, "47": 1})
	m.Game.Leave(m.Now, "p0")
	m.Want("blue once it left", m.Mine("p2")["votes"], game.View{"47": 1})
}

func TestWhoComesLateDigsInTheNextTurn(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red")
	m.To(1, game.Play)
	m.Join("p1", "red")
	m.Refused(m.Move("p1", `{"ref":25}`), game.NotNow)
	m.To(2, game.Play)
	m.tap("p1", 25)
}

// TestHiding looks at the places of thousands of games.
func TestHiding(t *testing.T) {
	for seed := range uint64(3000) {
		size := []int{6, 8}[seed%2]
		check(t, size, hide(size, rand.New(rand.NewPCG(seed, 5))))
	}
}

// TestHidingAgainOnAMapThatIsNearlyDugUp plays turns again that many Sixes have left
// little earth for. What was begun stays; the rest finds a place, if only its old one.
func TestHidingAgainOnAMapThatIsNearlyDugUp(t *testing.T) {
	moved := 0
	for n := range 400 {
		size := []int{6, 8}[n%2]
		r := rand.New(rand.NewPCG(uint64(n), 5))
		m := sit(t, fmt.Sprintf(`{"grid":"%d"}`, size), byte(n), nil, "red")
		m.To(1, game.Reveal)
		m.rules.Dug = nearlyAll(m.rules, r, n%5)
		was := m.rules.Hidden
		m.Must(m.Lead(`{"do":"redo"}`))
		m.sane()
		for i, squares := range m.rules.Hidden {
			begun := m.rules.dugOf(i)
			if stays := slices.Equal(squares, was[i]); !stays {
				moved++
				m.Want(fmt.Sprintf("game %d: dug of treasure %d, which was moved", n, i), begun, 0)
			}
		}
	}
	if moved < 100 {
		t.Errorf("only %d treasures were moved: this proves little", moved)
	}
}

// nearlyAll are holes in all earth but a few squares, and in the first squares of some
// treasures.
func nearlyAll(q *treasure, r *rand.Rand, left int) []hole {
	var earth, out []ref
	for _, line := range lines(q.Size, 1, func(s ref) bool { return q.treasureAt(s) < 0 }) {
		earth = append(earth, line...)
	}
	r.Shuffle(len(earth), func(i, j int) { earth[i], earth[j] = earth[j], earth[i] })
	out = earth[left:]
	for _, squares := range q.Hidden {
		if r.IntN(3) == 0 {
			out = append(out, squares[0])
		}
	}
	holes := make([]hole, len(out))
	for i, s := range out {
		holes[i] = hole{Ref: s, Sixes: []string{game.Sixes[i%len(game.Sixes)]}}
	}
	return holes
}

func check(t testing.TB, size int, hidden [][]ref) {
	t.Helper()
	seen := map[ref]bool{}
	for i, squares := range hidden {
		if len(squares) != sizes(size)[i] {
			t.Fatalf("treasure %d has %d squares", i, len(squares))
		}
		for j, s := range squares {
			if !s.on(size) || seen[s] || j > 0 && !s.next(squares[j-1]) {
				t.Fatalf("%v can't be hidden on a map of %d", hidden, size)
			}
			seen[s] = true
		}
	}
}
