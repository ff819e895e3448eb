package bingo

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"packnight/game"
)

// match is a bingo under test.
type match struct {
	t     *testing.T
	g     *game.Game
	kind  game.Kind
	rules *bingo // the last ones that were made
	now   time.Time
}

// sit is a game of a kind with the players p0, p1, …, each in a Six, up to its first
// Ready.
func sit(t *testing.T, kind game.Kind, text string, seed byte, sixes ...string) *match {
	t.Helper()
	m := &match{t: t, kind: kind, now: time.UnixMilli(1_800_000_000_000)}
	g, err := game.New(kind, game.Made{Code: "K7QX", Options: options(t, text), Seed: [32]byte{seed}, Now: m.now})
	if err != nil {
		t.Fatal(err)
	}
	m.g = g
	for i, six := range sixes {
		m.join("p"+strconv.Itoa(i), six)
	}
	m.next()
	m.next()
	return m
}

// begin is the same with the plain kind, whose rules the test may look into.
func begin(t *testing.T, text string, sixes ...string) *match {
	t.Helper()
	var rules *bingo
	kind := shortened(mostCalls, func(b *bingo) game.Rules {
		rules = b
		return b
	})
	m := sit(t, kind, text, 7, sixes...)
	m.rules = rules
	return m
}

func (m *match) join(id, six string) {
	m.g.Join(m.now, game.Profile{ID: id, Name: "Cub", Icon: "owl", Six: six})
	m.g.Wake(m.now, id)
	m.g.Take()
}

func (m *match) lead(move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

func (m *match) next() {
	m.t.Helper()
	m.must(m.lead(`{"do":"next"}`))
}

func (m *match) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

func (m *match) wait(d time.Duration) {
	for until := m.now.Add(d); ; {
		at, ok := m.g.Next()
		if !ok || at.After(until) {
			m.now = until
			break
		}
		m.now = at
		m.g.Tick(m.now)
	}
	m.g.Tick(m.now)
	m.g.Take()
}

func (m *match) mine(id string) game.View {
	return m.g.Mine(game.Seat{ID: id, Role: game.RolePlayer})
}

func (m *match) calls() []int {
	calls, _ := m.g.View()["calls"].([]int)
	return calls
}

func (m *match) tap(id string, picture int) error {
	deal, _ := m.mine(id)["deal"].(int)
	err := m.g.Move(m.now, game.Seat{ID: id, Role: game.RolePlayer}, nil, json.RawMessage(fmt.Sprintf(`{"tap":%d,"deal":%d}`, picture, deal)))
	m.g.Take()
	return err
}

// rig lays a card.
func (m *match) rig(id string, card ...int) {
	m.rules.seats[id].Card = card
}

// call calls one picture as the next.
func (m *match) call(p int) {
	m.t.Helper()
	m.next()
	m.rules.Calls[len(m.rules.Calls)-1] = p
}

func (m *match) tapAll(id string, pictures ...int) {
	m.t.Helper()
	for _, p := range pictures {
		m.must(m.tap(id, p))
	}
}

func (m *match) points(id string) any {
	return m.g.Room()["players"].(game.View)[id].(game.View)["points"]
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

// low is a card of the pictures from n on, row by row.
func low(n int) []int {
	var card []int
	for i := range cells {
		card = append(card, n+i)
	}
	return card
}

func TestACallComesEveryTenSecondsAndTwentyAreMost(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	m.want("step", m.g.View()["step"], "card")
	m.want("calls", len(m.calls()), 0)
	m.wait(3 * time.Second)
	for n := 1; n <= mostCalls; n++ {
		m.want("calls", len(m.calls()), n)
		m.want("phase", m.g.Phase(), game.Play)
		m.wait(9900 * time.Millisecond)
		m.want("calls before the next", len(m.calls()), n)
		m.wait(100 * time.Millisecond)
	}
	m.want("over", m.g.View()["over"], true)
	m.want("phase", m.g.Phase(), game.Play)
	m.wait(lastTaps)
	m.want("phase", m.g.Phase(), game.Reveal)
}

func TestByButtonNothingIsCalledByItself(t *testing.T) {
	m := begin(t, `{"call":"button"}`, "red", "blue")
	m.wait(time.Hour)
	m.want("calls", len(m.calls()), 1)
	m.next()
	m.want("calls", len(m.calls()), 2)
	m.want("every", m.g.View()["every"], nil)
}

func TestTwoLeadersWhoPressTogetherMakeOneCall(t *testing.T) {
	m := begin(t, `{"call":"button"}`, "red")
	m.next()
	at := m.g.Moment()
	lead := func() error {
		return m.g.Move(m.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(`{"do":"next"}`))
	}
	m.must(lead())
	m.refused(lead(), game.TooLate)
	m.want("calls", len(m.calls()), 2)
	m.must(m.lead(`{"do":"uncall","calls":2}`))
	m.refused(m.lead(`{"do":"uncall","calls":2}`), game.TooLate)
	m.want("calls", len(m.calls()), 1)
}

func TestWorth(t *testing.T) {
	for name, c := range map[string]struct {
		to     string
		tapped []int // cells
		want   int
	}{
		"nothing":              {toHouse, nil, 0},
		"eight, but no line":   {toHouse, []int{0, 1, 5, 6}, 0},
		"a row":                {toHouse, []int{0, 1, 2}, 5},
		"a column":             {toHouse, []int{1, 4, 7}, 5},
		"a diagonal":           {toHouse, []int{2, 4, 6}, 5},
		"two lines":            {toHouse, []int{0, 1, 2, 4, 8}, 8},
		"four lines":           {toHouse, []int{0, 1, 2, 4, 6, 8, 3}, 8},
		"full":                 {toHouse, low(0), 18},
		"two, played to one":   {toLine, []int{0, 1, 2, 4, 8}, 5},
		"full, played to two":  {toLines, low(0), 8},
		"one, played to two":   {toLines, []int{0, 1, 2}, 5},
		"two cells and a half": {toLine, []int{0, 1, 4}, 0},
	} {
		b := blank()
		b.To = c.to
		s := &seat{Card: low(10)}
		for _, cell := range c.tapped {
			s.Tapped = s.Tapped.with(s.Card[cell])
		}
		if got := b.worth(s); got != c.want {
			t.Errorf("%s: %d, not %d", name, got, c.want)
		}
	}
}

// TestWhoLinesOnTheSameCallHasTheSame has one Cub tap at once, another at the very
// end, and a third whose line an earlier call had made.
func TestWhoLinesOnTheSameCallHasTheSame(t *testing.T) {
	m := begin(t, `{"to":"lines"}`, "red", "blue", "green")
	m.rig("p0", 0, 1, 2, 10, 11, 12, 13, 14, 15)
	m.rig("p1", 2, 3, 4, 16, 17, 18, 19, 20, 21)
	m.rig("p2", 0, 1, 3, 10, 12, 14, 16, 18, 20)
	for _, p := range []int{0, 1, 3, 4, 2} {
		m.call(p)
	}
	m.tapAll("p0", 0, 1, 2)
	m.want("p0 has shouted", string(m.g.View()["shouts"].(json.RawMessage)), `[{"player":"p0","lines":1,"call":5}]`)
	m.call(5)
	m.call(6)
	m.must(m.lead(`{"do":"stop"}`))
	m.tapAll("p1", 4, 3, 2)
	m.tapAll("p2", 3, 1, 0)
	m.wait(lastTaps)
	for _, id := range []string{"p0", "p1", "p2"} {
		m.want("points of "+id, m.points(id), 5)
	}
	m.want("first line on call", m.g.View()["first"], 3)
	m.want("p2 was first", m.rules.seats["p2"].Results[1].First, true)
	m.want("p0 was not", m.rules.seats["p0"].Results[1].First, false)
}

func TestTheFirstWithWhatIsPlayedForEndsTheCalling(t *testing.T) {
	for to, tapped := range map[string][]int{toLine: {0, 1, 2}, toLines: {0, 1, 2, 3, 6}, toHouse: low(0)} {
		m := begin(t, fmt.Sprintf(`{"to":%q}`, to), "red", "blue")
		m.rig("p0", low(0)...)
		m.rig("p1", 0, 1, 10, 11, 12, 13, 14, 15, 16)
		for _, p := range tapped {
			m.want("over before", m.g.View()["over"], nil)
			m.call(p)
			m.must(m.tap("p0", p))
		}
		m.want("over", m.g.View()["over"], true)
		m.want("calls", len(m.calls()), len(tapped))
		m.want("bell while p1 has to tap", m.g.View()["bell"], nil)
		m.tapAll("p1", 0, 1)
		m.want("bell when all have tapped", m.g.View()["bell"], true)
		m.wait(3 * time.Second)
		m.want("phase", m.g.Phase(), game.Reveal)
		m.want("points are all that can be had", m.points("p0"), m.rules.Full())
		m.want("red", m.g.Room()["sixes"].(game.View)["red"].(game.View)["score"], 100)
	}
}

func TestAWrongTapCostsNothing(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	m.rig("p0", low(0)...)
	m.refused(m.tap("p0", 3), game.NotNow) // still Ready
	m.call(3)
	m.refused(m.tap("p0", 4), game.NotNow)
	m.refused(m.tap("p0", 20), game.BadMove)
	m.must(m.tap("p0", 3))
	m.must(m.tap("p0", 3))
	m.want("tapped", m.mine("p0")["tapped"], []int{3})
	m.call(4)
	m.call(5)
	m.want("a called picture stays open", m.tap("p0", 4), nil)
}

func TestATapOfAnotherDealIsTooLate(t *testing.T) {
	m := begin(t, `{}`, "red")
	m.next()
	old := m.mine("p0")["card"].([]int)
	p := m.calls()[0]
	m.must(m.lead(`{"do":"redo"}`))
	m.want("deal", m.mine("p0")["deal"], 2)
	if slices.Equal(old, m.mine("p0")["card"].([]int)) {
		t.Fatal("the same card again")
	}
	m.next()
	m.refused(m.g.Move(m.now, game.Seat{ID: "p0", Role: game.RolePlayer}, nil, json.RawMessage(fmt.Sprintf(`{"tap":%d,"deal":1}`, p))), game.TooLate)
}

func TestTheLastCallIsTakenBack(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	m.call(0)
	m.call(1)
	m.tapAll("p0", 0, 1)
	m.must(m.lead(`{"do":"uncall","calls":2}`))
	m.want("tapped", m.mine("p0")["tapped"], []int{0})
	m.call(1)
	m.tapAll("p0", 1)
	m.call(2)
	m.tapAll("p0", 2)
	m.want("over", m.g.View()["over"], true)
	// That call was a mistake: the calling goes on, and not at once.
	m.must(m.lead(`{"do":"uncall","calls":3}`))
	m.want("over", m.g.View()["over"], nil)
	m.want("shouts", string(m.g.View()["shouts"].(json.RawMessage)), "[]")
	m.wait(9 * time.Second)
	m.want("calls", len(m.calls()), 2)
	m.wait(time.Second)
	m.want("calls", len(m.calls()), 3)
	calls := 3
	for ; m.g.View()["over"] == nil; calls++ {
		m.next()
	}
	m.want("calls in all", len(m.calls()), mostCalls)
	m.next()
	m.want("phase", m.g.Phase(), game.Reveal)
}

func TestWhatWasCalledMeanwhileIsMissed(t *testing.T) {
	m := begin(t, `{}`, "red", "blue", "red")
	m.rig("p0", low(0)...)
	m.next()
	m.g.Sleep(m.now, "p0")
	for range 10 {
		m.next()
	}
	m.g.Wake(m.now, "p0")
	var missed []int
	for _, p := range m.rules.seats["p0"].Card {
		if slices.Contains(m.calls()[1:], p) {
			missed = append(missed, p)
		}
	}
	m.want("missed", m.mine("p0")["missed"], missed)
	m.must(m.tap("p0", missed[0]))
	m.want("missed but one", m.mine("p0")["missed"], missed[1:])
	m.want("of one who was here", m.mine("p1")["missed"], nil)
}

func TestWhoComesLateHasACardWithAllCallsOpen(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	for range 12 {
		m.next()
	}
	m.join("p9", "red")
	card, _ := m.mine("p9")["card"].([]int)
	m.want("cells", len(card), cells)
	m.want("late", m.g.Room()["players"].(game.View)["p9"].(game.View)["late"], nil)
	open := 0
	for _, p := range card {
		if slices.Contains(m.calls(), p) {
			m.must(m.tap("p9", p))
			open++
		}
	}
	m.want("found", len(m.mine("p9")["tapped"].([]int)), open)
	m.must(m.lead(`{"do":"stop"}`))
	m.next()
	m.join("p8", "red")
	m.want("late in the reveal", m.g.Room()["players"].(game.View)["p8"].(game.View)["late"], true)
	m.want("no card in the reveal", m.mine("p8")["card"], nil)
}

func TestWhoComesLateAndTapsNothingDoesNotHurtTheSix(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.join("p8", "red")
	m.join("p9", "blue")
	m.rig("p9", 0, 1, 2, 10, 11, 12, 13, 14, 15)
	m.tapAll("p9", 0, 1)
	m.tapAll("p0", 0, 1, 2)
	m.tapAll("p9", 2)
	m.wait(lastTaps)
	m.want("red", m.g.Room()["sixes"].(game.View)["red"].(game.View)["score"], 100)
	m.want("blue", m.g.Room()["sixes"].(game.View)["blue"].(game.View)["score"], 50)
}

func TestWhoComesBackHasTheSameCard(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	m.next()
	was := m.card("p0")
	m.g.Leave(m.now, "p0")
	m.join("p0", "red")
	m.want("card", m.card("p0"), was)
}

func TestThirtyCubsHaveThirtyCards(t *testing.T) {
	m := begin(t, `{}`, slices.Repeat([]string{"red", "blue", "grey"}, 10)...)
	seen := map[pics]bool{}
	for _, id := range m.g.Players() {
		seen[setOf(m.mine(id)["card"].([]int))] = true
	}
	m.want("different cards", len(seen), 30)
}

func TestAPauseStopsTheCallingAndNotTheTaps(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.must(m.lead(`{"do":"pause"}`))
	m.wait(time.Minute)
	m.want("calls", len(m.calls()), 3)
	m.tapAll("p0", 0, 1, 2)
	m.want("over", m.g.View()["over"], true)
	m.must(m.lead(`{"do":"resume"}`))
	m.wait(3 * time.Second) // 3-2-1
	m.want("bell", m.g.View()["bell"], true)
	m.wait(3 * time.Second)
	m.want("phase", m.g.Phase(), game.Reveal)
}

func TestASleeperIsWaitedForByNobody(t *testing.T) {
	m := begin(t, `{}`, "red", "blue", "blue")
	m.rig("p0", low(0)...)
	m.rig("p1", low(1)...)
	m.call(5)
	m.g.Sleep(m.now, "p1")
	m.tapAll("p0", 5)
	m.must(m.lead(`{"do":"stop"}`))
	for _, p := range m.mine("p2")["card"].([]int) {
		if p == 5 {
			m.tapAll("p2", 5)
		}
	}
	m.want("bell", m.g.View()["bell"], true)
}

func TestEndingEarlyAndVoidingKeepTheRest(t *testing.T) {
	m := begin(t, `{"cards":3,"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.tapAll("p0", 0, 1, 2)
	m.wait(lastTaps)
	m.want("points", m.points("p0"), 5)
	m.next()
	m.rig("p0", low(0)...)
	m.call(0)
	m.must(m.lead(`{"do":"void"}`))
	m.want("round", m.g.Room()["round"], 3)
	m.must(m.lead(`{"do":"undo"}`))
	m.want("round after undo", m.g.Room()["round"], 2)
	m.want("calls after undo", len(m.calls()), 1)
	m.must(m.lead(`{"do":"finish"}`))
	m.want("points", m.points("p0"), 5)
}

func TestAwards(t *testing.T) {
	m := begin(t, `{"cards":1}`, "red", "blue", "green")
	m.rig("p0", low(0)...)
	m.rig("p1", 9, 10, 11, 0, 1, 20, 21, 22, 23)
	m.g.Sleep(m.now, "p1")
	for p := range 9 {
		m.call(p)
		if p == 0 {
			m.g.Wake(m.now, "p1")
			m.rules.seats["p1"].Missed = setOf([]int{0})
			m.tapAll("p1", 0)
		}
		m.tapAll("p0", p)
	}
	m.wait(lastTaps)
	m.next()
	var got []string
	for _, a := range m.g.View()["podium"].(game.View)["awards"].([]game.Award) {
		got = append(got, a.ID+fmt.Sprint(a.Players))
	}
	m.want("awards", got, []string{"full[p0]", "first[p0]", "back[p1]"})
}
