package bingo

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kindtest"
)

// match is a bingo under test.
type match struct {
	*kindtest.Match
	rules *bingo // the last ones that were made
}

// sit is a game of a kind with the players p0, p1, …, each in a Six, up to its first
// Ready.
func sit(t *testing.T, kind game.Kind, text string, seed byte, sixes ...string) *match {
	t.Helper()
	m := &match{Match: kindtest.Sit(t, subject(t, kind, text), seed, sixes...)}
	m.Next()
	m.Next()
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

func (m *match) calls() []int {
	calls, _ := m.Game.View()["calls"].([]int)
	return calls
}

func (m *match) tap(id string, picture int) error {
	deal, _ := m.Mine(id)["deal"].(int)
	err := m.Game.Move(m.Now, game.Seat{ID: id, Role: game.RolePlayer}, nil, json.RawMessage(fmt.Sprintf(`{"tap":%d,"deal":%d}`, picture, deal)))
	m.Game.Take()
	return err
}

// rig lays a card.
func (m *match) rig(id string, card ...int) {
	m.rules.seats[id].Card = card
}

// call calls one picture as the next.
func (m *match) call(p int) {
	m.T.Helper()
	m.Next()
	m.rules.Calls[len(m.rules.Calls)-1] = p
}

func (m *match) tapAll(id string, pictures ...int) {
	m.T.Helper()
	for _, p := range pictures {
		m.Must(m.tap(id, p))
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
	m.Want("step", m.Game.View()["step"], "card")
	m.Want("calls", len(m.calls()), 0)
	m.Wait(3 * time.Second)
	for n := 1; n <= mostCalls; n++ {
		m.Want("calls", len(m.calls()), n)
		m.Want("phase", m.Game.Phase(), game.Play)
		m.Wait(9900 * time.Millisecond)
		m.Want("calls before the next", len(m.calls()), n)
		m.Wait(100 * time.Millisecond)
	}
	m.Want("over", m.Game.View()["over"], true)
	m.Want("phase", m.Game.Phase(), game.Play)
	m.Wait(lastTaps)
	m.Want("phase", m.Game.Phase(), game.Reveal)
}

func TestByButtonOrWithoutClockNothingIsCalledByItself(t *testing.T) {
	for _, text := range []string{`{"call":"button"}`, `{"call":"clock","clock":"none"}`} {
		m := begin(t, text, "red", "blue")
		m.Wait(time.Hour)
		m.Want("calls", len(m.calls()), 1)
		m.Next()
		m.Want("calls", len(m.calls()), 2)
		m.Want("every", m.Game.View()["every"], nil)
	}
}

func TestTwoLeadersWhoPressTogetherMakeOneCall(t *testing.T) {
	m := begin(t, `{"call":"button"}`, "red")
	m.Next()
	at := m.Game.Moment()
	lead := func() error {
		return m.Game.Move(m.Now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(`{"do":"next"}`))
	}
	m.Must(lead())
	m.Refused(lead(), game.TooLate)
	m.Want("calls", len(m.calls()), 2)
	m.Must(m.Lead(`{"do":"uncall","calls":2}`))
	m.Refused(m.Lead(`{"do":"uncall","calls":2}`), game.TooLate)
	m.Want("calls", len(m.calls()), 1)
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
	m.Want("p0 has shouted", string(m.Game.View()["shouts"].(json.RawMessage)), `[{"player":"p0","lines":1,"call":5}]`)
	m.call(5)
	m.call(6)
	m.Must(m.Lead(`{"do":"stop"}`))
	m.tapAll("p1", 4, 3, 2)
	m.tapAll("p2", 3, 1, 0)
	m.Wait(lastTaps)
	for _, id := range []string{"p0", "p1", "p2"} {
		m.Want("points of "+id, m.Points(id), 5)
	}
	m.Want("first line on call", m.Game.View()["first"], 3)
	m.Want("p2 was first", m.rules.seats["p2"].Results[1].First, true)
	m.Want("p0 was not", m.rules.seats["p0"].Results[1].First, false)
}

func TestTheFirstWithWhatIsPlayedForEndsTheCalling(t *testing.T) {
	for to, tapped := range map[string][]int{toLine: {0, 1, 2}, toLines: {0, 1, 2, 3, 6}, toHouse: low(0)} {
		m := begin(t, fmt.Sprintf(`{"to":%q}`, to), "red", "blue")
		m.rig("p0", low(0)...)
		m.rig("p1", 0, 1, 10, 11, 12, 13, 14, 15, 16)
		for _, p := range tapped {
			m.Want("over before", m.Game.View()["over"], nil)
			m.call(p)
			m.Must(m.tap("p0", p))
		}
		m.Want("over", m.Game.View()["over"], true)
		m.Want("calls", len(m.calls()), len(tapped))
		m.Want("bell while p1 has to tap", m.Game.View()["bell"], nil)
		m.tapAll("p1", 0, 1)
		m.Want("bell when all have tapped", m.Game.View()["bell"], true)
		m.Wait(3 * time.Second)
		m.Want("phase", m.Game.Phase(), game.Reveal)
		m.Want("points are all that can be had", m.Points("p0"), m.rules.Full())
		m.Want("red", m.Game.Room()["sixes"].(game.View)["red"].(game.View)["score"], 100)
	}
}

func TestAWrongTapCostsNothing(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	m.rig("p0", low(0)...)
	m.Refused(m.tap("p0", 3), game.NotNow) // still Ready
	m.call(3)
	m.Refused(m.tap("p0", 4), game.NotNow)
	m.Refused(m.tap("p0", 20), game.BadMove)
	m.Must(m.tap("p0", 3))
	m.Must(m.tap("p0", 3))
	m.Want("tapped", m.Mine("p0")["tapped"], []int{3})
	m.call(4)
	m.call(5)
	m.Want("a called picture stays open", m.tap("p0", 4), nil)
}

func TestATapOfAnotherDealIsTooLate(t *testing.T) {
	m := begin(t, `{}`, "red")
	m.Next()
	old := m.Mine("p0")["card"].([]int)
	p := m.calls()[0]
	m.Must(m.Lead(`{"do":"redo"}`))
	m.Want("deal", m.Mine("p0")["deal"], 2)
	if slices.Equal(old, m.Mine("p0")["card"].([]int)) {
		t.Fatal("the same card again")
	}
	m.Next()
	m.Refused(m.Game.Move(m.Now, game.Seat{ID: "p0", Role: game.RolePlayer}, nil, json.RawMessage(fmt.Sprintf(`{"tap":%d,"deal":1}`, p))), game.TooLate)
}

func TestTheLastCallIsTakenBack(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	m.call(0)
	m.call(1)
	m.tapAll("p0", 0, 1)
	m.Must(m.Lead(`{"do":"uncall","calls":2}`))
	m.Want("tapped", m.Mine("p0")["tapped"], []int{0})
	m.call(1)
	m.tapAll("p0", 1)
	m.call(2)
	m.tapAll("p0", 2)
	m.Want("over", m.Game.View()["over"], true)
	// That call was a mistake: the calling goes on, and not at once.
	m.Must(m.Lead(`{"do":"uncall","calls":3}`))
	m.Want("over", m.Game.View()["over"], nil)
	m.Want("shouts", string(m.Game.View()["shouts"].(json.RawMessage)), "[]")
	m.Wait(9 * time.Second)
	m.Want("calls", len(m.calls()), 2)
	m.Wait(time.Second)
	m.Want("calls", len(m.calls()), 3)
	calls := 3
	for ; m.Game.View()["over"] == nil; calls++ {
		m.Next()
	}
	m.Want("calls in all", len(m.calls()), mostCalls)
	m.Next()
	m.Want("phase", m.Game.Phase(), game.Reveal)
}

func TestWhatWasCalledMeanwhileIsMissed(t *testing.T) {
	m := begin(t, `{}`, "red", "blue", "red")
	m.rig("p0", low(0)...)
	m.Next()
	m.Game.Sleep(m.Now, "p0")
	for range 10 {
		m.Next()
	}
	m.Game.Wake(m.Now, "p0")
	var missed []int
	for _, p := range m.rules.seats["p0"].Card {
		if slices.Contains(m.calls()[1:], p) {
			missed = append(missed, p)
		}
	}
	m.Want("missed", m.Mine("p0")["missed"], missed)
	m.Must(m.tap("p0", missed[0]))
	m.Want("missed but one", m.Mine("p0")["missed"], missed[1:])
	m.Want("of one who was here", m.Mine("p1")["missed"], nil)
}

func TestWhoComesLateHasACardWithAllCallsOpen(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	for range 12 {
		m.Next()
	}
	m.Join("p9", "red")
	card, _ := m.Mine("p9")["card"].([]int)
	m.Want("cells", len(card), cells)
	m.Want("late", m.Game.Room()["players"].(game.View)["p9"].(game.View)["late"], nil)
	open := 0
	for _, p := range card {
		if slices.Contains(m.calls(), p) {
			m.Must(m.tap("p9", p))
			open++
		}
	}
	m.Want("found", len(m.Mine("p9")["tapped"].([]int)), open)
	m.Must(m.Lead(`{"do":"stop"}`))
	m.Next()
	m.Join("p8", "red")
	m.Want("late in the reveal", m.Game.Room()["players"].(game.View)["p8"].(game.View)["late"], true)
	m.Want("no card in the reveal", m.Mine("p8")["card"], nil)
}

func TestWhoComesLateDoesNotHurtTheSix(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.Join("p8", "red")
	m.Join("p9", "blue")
	m.rig("p9", 0, 1, 2, 10, 11, 12, 13, 14, 15)
	m.tapAll("p9", 0, 1)
	m.tapAll("p0", 0, 1, 2)
	m.tapAll("p9", 2)
	m.Wait(lastTaps)
	m.Want("red", m.Game.Room()["sixes"].(game.View)["red"].(game.View)["score"], 100)
	m.Want("a line of who came late", m.Points("p9"), 5)
	m.Want("blue", m.Game.Room()["sixes"].(game.View)["blue"].(game.View)["score"], 0)
}

func TestWhoComesBackHasTheSameCard(t *testing.T) {
	m := begin(t, `{}`, "red", "blue")
	m.Next()
	was := m.card("p0")
	m.Game.Leave(m.Now, "p0")
	m.Join("p0", "red")
	m.Want("card", m.card("p0"), was)
}

func TestThirtyCubsHaveThirtyCards(t *testing.T) {
	m := begin(t, `{}`, slices.Repeat([]string{"red", "blue", "grey"}, 10)...)
	seen := map[pics]bool{}
	for _, id := range m.Game.Players() {
		seen[setOf(m.Mine(id)["card"].([]int))] = true
	}
	m.Want("different cards", len(seen), 30)
}

func TestAPauseStopsTheCallingAndNotTheTaps(t *testing.T) {
	m := begin(t, `{"to":"line"}`, "red")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.Must(m.Lead(`{"do":"pause"}`))
	m.Wait(time.Minute)
	m.Want("calls", len(m.calls()), 3)
	m.tapAll("p0", 0, 1, 2)
	m.Want("over", m.Game.View()["over"], true)
	m.Must(m.Lead(`{"do":"resume"}`))
	m.Wait(3 * time.Second) // 3-2-1
	m.Want("bell", m.Game.View()["bell"], true)
	m.Wait(3 * time.Second)
	m.Want("phase", m.Game.Phase(), game.Reveal)
}

func TestASleeperIsWaitedForByNobody(t *testing.T) {
	m := begin(t, `{}`, "red", "blue", "blue")
	m.rig("p0", low(0)...)
	m.rig("p1", low(1)...)
	m.call(5)
	m.Game.Sleep(m.Now, "p1")
	m.tapAll("p0", 5)
	m.Must(m.Lead(`{"do":"stop"}`))
	for _, p := range m.Mine("p2")["card"].([]int) {
		if p == 5 {
			m.tapAll("p2", 5)
		}
	}
	m.Want("bell", m.Game.View()["bell"], true)
}

func TestEndingEarlyAndVoidingKeepTheRest(t *testing.T) {
	m := begin(t, `{"cards":3,"to":"line"}`, "red", "blue")
	m.rig("p0", low(0)...)
	for _, p := range []int{0, 1, 2} {
		m.call(p)
	}
	m.tapAll("p0", 0, 1, 2)
	m.Wait(lastTaps)
	m.Want("points", m.Points("p0"), 5)
	m.Next()
	m.rig("p0", low(0)...)
	m.call(0)
	m.Must(m.Lead(`{"do":"void"}`))
	m.Want("round", m.Game.Room()["round"], 3)
	m.Must(m.Lead(`{"do":"undo"}`))
	m.Want("round after undo", m.Game.Room()["round"], 2)
	m.Want("calls after undo", len(m.calls()), 1)
	m.Must(m.Lead(`{"do":"finish"}`))
	m.Want("points", m.Points("p0"), 5)
}

func TestAwards(t *testing.T) {
	m := begin(t, `{"cards":1}`, "red", "blue", "green")
	m.rig("p0", low(0)...)
	m.rig("p1", 9, 10, 11, 0, 1, 20, 21, 22, 23)
	m.Game.Sleep(m.Now, "p1")
	for p := range 9 {
		m.call(p)
		if p == 0 {
			m.Game.Wake(m.Now, "p1")
			m.rules.seats["p1"].Missed = setOf([]int{0})
			m.tapAll("p1", 0)
		}
		m.tapAll("p0", p)
	}
	m.Wait(lastTaps)
	m.Next()
	var got []string
	for _, a := range m.Game.View()["podium"].(game.View)["awards"].([]game.Award) {
		got = append(got, a.ID+fmt.Sprint(a.Players))
	}
	m.Want("awards", got, []string{"full[p0]", "first[p0]", "back[p1]"})
}
