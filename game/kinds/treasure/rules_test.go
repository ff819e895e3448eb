package treasure

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"packnight/game"
)

// match is a game on the table, with the treasures where a test put them.
type match struct {
	t     *testing.T
	g     *game.Game
	rules *treasure
	now   time.Time
}

// sit makes a game of players p0, p1, … of these Sixes. Without hidden, the treasures
// lie by chance.
func sit(t *testing.T, text string, seed byte, hidden [][]ref, sixes ...string) *match {
	t.Helper()
	m := &match{t: t, now: time.UnixMilli(1_800_000_000_000)}
	kind := worn(func(q *treasure) game.Rules {
		m.rules = q
		if hidden != nil && q.Hidden != nil {
			q.Hidden = hidden
		}
		return q
	})
	g, err := game.New(kind, game.Made{Code: "K7QX", Options: options(t, text), Seed: [32]byte{seed, 9}, Now: m.now})
	m.must(err)
	m.g = g
	for i, six := range sixes {
		m.join(i, six)
	}
	m.g.Take()
	return m
}

func id(i int) string { return "p" + strconv.Itoa(i) }

func (m *match) join(i int, six string) {
	m.g.Join(m.now, game.Profile{ID: id(i), Name: "Cub", Icon: "owl", Six: six})
	m.g.Wake(m.now, id(i))
}

func (m *match) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *match) lead(move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

// to goes on until the phase of that round.
func (m *match) to(round int, phase game.Phase) *match {
	m.t.Helper()
	for m.g.Room()["round"] != round || m.g.Phase() != phase {
		m.must(m.lead(`{"do":"next"}`))
	}
	return m
}

func (m *match) move(i int, move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: id(i), Role: game.RolePlayer}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

func (m *match) tap(i int, r ref) {
	m.t.Helper()
	m.must(m.move(i, fmt.Sprintf(`{"ref":%d}`, r)))
}

func (m *match) mine(i int) game.View { return m.g.Mine(game.Seat{ID: id(i), Role: game.RolePlayer}) }

func (m *match) points(i int) any {
	return m.g.Room()["players"].(game.View)[id(i)].(game.View)["points"]
}

func (m *match) want(what string, got, want any) {
	m.t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		m.t.Fatalf("%s: %v, not %v", what, got, want)
	}
}

func (m *match) refused(err error, want game.Refusal) {
	m.t.Helper()
	if !errors.Is(err, want) {
		m.t.Fatalf("the answer is %v, not %s", err, want.Code)
	}
}

func (m *match) dig(six string) dig {
	m.t.Helper()
	for _, d := range m.g.View()["digs"].([]dig) {
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
			m := sit(t, `{}`, 1, known(), "red", "red", "red", "red").to(1, game.Play)
			for i, r := range c.taps {
				if r != 0 {
					m.tap(i, r)
				}
			}
			m.to(1, game.Reveal)
			m.want("dug", m.dig("red").Ref, c.want)
		})
	}
}

func TestATapCanBeChangedUntilTheBell(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red").to(1, game.Play)
	m.tap(0, 25)
	m.tap(1, 26)
	m.want("choice", m.mine(1)["choice"], 25)
	m.tap(0, 26)
	m.want("choice", m.mine(1)["choice"], 26)
	m.want("votes", m.mine(0)["votes"], game.View{"26": 2})
	m.to(1, game.Reveal)
	m.want("dug", m.dig("red"), dig{Six: "red", Ref: 26, Votes: 2, Of: 2})
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
				m.to(n+1, game.Play).tap(0, r)
				m.to(n+1, game.Reveal)
			}
			was := m.points(0).(int)
			m.to(len(c.before)+1, game.Play)
			m.tap(0, c.red)
			m.tap(2, c.blue)
			m.to(len(c.before)+1, game.Reveal)
			m.want("points of who tapped", m.points(0).(int)-was, c.wantRed)
			m.want("points of blue", m.points(2), c.wantBlue)
			var done []string
			for _, d := range m.g.View()["digs"].([]dig) {
				if d.Done {
					done = append(done, d.Six)
				}
			}
			m.want("completed by", done, c.wantDoneBy)
		})
	}
}

func TestAwakeMembersShareWhatTheirSixDug(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red", "red").to(1, game.Play)
	m.g.Sleep(m.now, "p2")
	m.tap(0, 88)
	m.to(1, game.Reveal)
	m.want("who tapped", m.points(0), 8)
	m.want("who was awake", m.points(1), 8)
	m.want("who slept", m.points(2), 0)
}

func TestNobodyWaitsForASleeper(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "red").to(1, game.Play)
	m.g.Sleep(m.now, "p1")
	m.tap(0, 25)
	m.want("the bell", m.g.View()["bell"], true)
	m.wait(3 * time.Second)
	m.want("phase", m.g.Phase(), game.Reveal)
}

func (m *match) wait(d time.Duration) {
	until := m.now.Add(d)
	for at, ok := m.g.Next(); ok && !at.After(until); at, ok = m.g.Next() {
		m.now = at
		m.g.Tick(at)
	}
	m.now = until
	m.g.Take()
}

func TestATapThatCantBe(t *testing.T) {
	m := sit(t, `{"grid":"6"}`, 1, [][]ref{{11, 12, 13, 14}, {31, 32, 33}, {51, 52}, {66}, {64}}, "red", "red").to(1, game.Play)
	for _, move := range []string{`{"ref":17}`, `{"ref":71}`, `{"ref":70}`, `{"ref":7}`, `{"ref":-1}`, `{"ref":"11"}`, `{}`, `{"ref":11,"x":1}`} {
		m.refused(m.move(0, move), game.BadMove)
	}
	m.tap(0, 25)
	m.to(2, game.Play)
	m.refused(m.move(0, `{"ref":25}`), game.NotNow)
	m.to(2, game.Reveal)
	m.refused(m.move(0, `{"ref":26}`), game.NotNow)
}

func TestTheGameEndsWithAllFound(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red", "blue", "green", "yellow")
	all := slices.Concat(known()...)
	for round := 1; len(all) > 0; round++ {
		m.to(round, game.Play)
		for i := range min(4, len(all)) {
			m.tap(i, all[i])
		}
		all = all[min(4, len(all)):]
	}
	m.to(4, game.Reveal)
	m.want("over", m.g.View()["over"], true)
	m.want("rounds", m.g.Room()["rounds"], 4)
	m.must(m.lead(`{"do":"next"}`))
	m.want("phase", m.g.Phase(), game.Podium)
	m.want("what is left", m.g.View()["rest"], "[]")
}

func TestTwelveTurnsAreTheMost(t *testing.T) {
	m := sit(t, `{}`, 1, known(), "red").to(12, game.Reveal)
	m.must(m.lead(`{"do":"next"}`))
	m.want("phase", m.g.Phase(), game.Podium)
	m.want("what is left", len(m.g.View()["rest"].([]shownHole)), 13)
}

func TestOneHintATurn(t *testing.T) {
	m := sit(t, `{}`, 1, [][]ref{{11, 12, 13, 14}, {16, 17, 18}, {21, 22, 23}, {25, 26}, {28}}, "red").to(1, game.Ready)
	m.refused(m.lead(`{"do":"hint"}`), game.NotNow)
	m.to(1, game.Play)
	m.must(m.lead(`{"do":"hint"}`))
	hint := m.g.View()["hint"].(game.View)["along"].(int)
	if hint != 1 && hint != 2 {
		t.Errorf("the hint is corridor %d, where nothing is", hint)
	}
	m.refused(m.lead(`{"do":"hint"}`), game.NotNow) // two leaders press it together
	m.to(2, game.Play)
	m.want("the hint of the next turn", m.g.View()["hint"], nil)
}

func TestATurnPlayedAgain(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "blue").to(1, game.Play)
	m.tap(0, 11)
	m.tap(1, 25)
	m.to(2, game.Play)
	m.tap(0, 12)
	m.tap(1, 88)
	m.to(2, game.Reveal)
	m.must(m.lead(`{"do":"redo"}`))
	m.to(2, game.Play)
	m.want("holes", fmt.Sprint(m.g.View()["dug"]), "[{11 1 [red]} {25 0 [blue]}]")
	m.want("points of red", m.points(0), 3)
	m.want("points of blue", m.points(1), 0)
	m.want("what was begun", m.rules.Hidden[0], known()[0])
	if fmt.Sprint(m.rules.Hidden[1:]) == fmt.Sprint(known()[1:]) {
		t.Error("what had been seen lies where it lay")
	}
	m.sane()
}

func TestAVoidTurnCountsForNobodyAndItsHolesStay(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "blue").to(1, game.Play)
	m.tap(0, 88)
	m.to(1, game.Reveal)
	m.must(m.lead(`{"do":"void"}`))
	m.want("points", m.points(0), 0)
	m.to(2, game.Play)
	m.want("holes", fmt.Sprint(m.g.View()["dug"]), "[{88 5 [red]}]")
	m.must(m.lead(`{"do":"undo"}`))
	m.want("points after undo", m.points(0), 8)
}

// TestWhoseTapsASixSees moves a Cub to another Six in the middle of a turn.
func TestWhoseTapsASixSees(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red", "red", "blue").to(1, game.Play)
	m.tap(0, 25)
	m.tap(2, 47)
	m.want("red", m.mine(1)["votes"], game.View{"25": 1})
	m.want("blue", m.mine(2)["votes"], game.View{"47": 1})
	m.g.Join(m.now, game.Profile{ID: "p0", Name: "Cub", Icon: "owl", Six: "blue"})
	m.want("red without it", m.mine(1)["votes"], nil)
	m.want("blue with it", m.mine(2)["votes"], game.View{"25": 1, "47": 1})
	m.g.Leave(m.now, "p0")
	m.want("blue once it left", m.mine(2)["votes"], game.View{"47": 1})
}

func TestWhoComesLateDigsInTheNextTurn(t *testing.T) {
	m := sit(t, `{}`, 3, known(), "red").to(1, game.Play)
	m.join(1, "red")
	m.refused(m.move(1, `{"ref":25}`), game.NotNow)
	m.to(2, game.Play).tap(1, 25)
}

// TestHiding looks at the places of thousands of games.
func TestHiding(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 5))
		size := []int{6, 8}[seed%2]
		check(t, size, hide(size, make([][]ref, 5), nil, r))
		keep := hide(size, make([][]ref, 5), nil, r)
		var avoid []ref
		for along := 1; along <= size; along += 2 {
			avoid = append(avoid, at(along, 1+r.IntN(size)))
		}
		kept := slices.Clone(keep)
		kept[1], kept[3], kept[4] = nil, nil, nil
		again := hide(size, kept, avoid, r)
		check(t, size, again)
		for _, i := range []int{1, 3, 4} {
			for _, s := range again[i] {
				if slices.Contains(avoid, s) {
					t.Fatalf("seed %d: %d is hidden where it was dug", seed, s)
				}
			}
		}
	}
}

func check(t *testing.T, size int, hidden [][]ref) {
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
