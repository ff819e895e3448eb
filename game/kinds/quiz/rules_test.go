package quiz_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kinds/quiz"
)

// match is a quiz under test. Answers are named by their letter: A is right.
type match struct {
	t   *testing.T
	g   *game.Game
	now time.Time
}

// begin is a quiz of own questions with the players, each in a Six.
func begin(t *testing.T, options string, sixes ...string) *match {
	t.Helper()
	s := subject(t, options, ownPack(8, first))
	m := &match{t: t, now: time.UnixMilli(1_800_000_000_000)}
	g, err := game.New(s.Kind, game.Made{Code: "K7QX", Options: s.Options, Packs: s.Packs, Now: m.now})
	if err != nil {
		t.Fatal(err)
	}
	m.g = g
	for i, six := range sixes {
		id := "p" + strconv.Itoa(i)
		g.Join(m.now, game.Profile{ID: id, Name: "Cub", Icon: "owl", Six: six})
		g.Wake(m.now, id)
	}
	return m
}

func (m *match) lead(move string) error {
	at := m.g.Moment()
	return m.g.Move(m.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(move))
}

func (m *match) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// play goes on to the next Play.
func (m *match) play() {
	m.t.Helper()
	for first := true; first || m.g.Phase() != game.Play; first = false {
		m.must(m.lead(`{"do":"next"}`))
	}
}

func (m *match) reveal() {
	m.t.Helper()
	m.must(m.lead(`{"do":"next"}`))
	if m.g.Phase() != game.Reveal {
		m.t.Fatalf("the quiz is in %s", m.g.Phase())
	}
}

// letter is the index that the answer with that text has now.
func (m *match) letter(text string) int {
	m.t.Helper()
	var q struct {
		Answers []struct{ Text string }
	}
	m.must(json.Unmarshal(m.g.View()["question"].(json.RawMessage), &q))
	for i, a := range q.Answers {
		if a.Text == text {
			return i
		}
	}
	m.t.Fatalf("no answer %s", text)
	return 0
}

func (m *match) move(i int, move string) error {
	at := m.g.Moment()
	return m.g.Move(m.now, game.Seat{ID: "p" + strconv.Itoa(i), Role: game.RolePlayer}, &at, json.RawMessage(move))
}

func (m *match) answer(i int, text string) {
	m.t.Helper()
	m.must(m.move(i, fmt.Sprintf(`{"answer":%d}`, m.letter(text))))
}

func (m *match) mine(i int) game.View {
	return m.g.Mine(game.Seat{ID: "p" + strconv.Itoa(i), Role: game.RolePlayer})
}

func (m *match) points(i int) any {
	return m.g.Room()["players"].(game.View)["p"+strconv.Itoa(i)].(game.View)["points"]
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

func TestTheLeaderEndsTheReading(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.must(m.lead(`{"do":"next"}`))
	m.must(m.lead(`{"do":"next"}`))
	m.want("step", m.g.View()["step"], "read")
	m.now = m.now.Add(time.Hour)
	m.g.Tick(m.now)
	m.want("phase", m.g.Phase(), game.Ready)
	m.refused(m.move(0, `{"answer":0}`), game.NotNow)
	m.play()
	m.now = m.now.Add(20 * time.Second)
	m.g.Tick(m.now)
	m.want("phase", m.g.Phase(), game.Reveal)
	m.now = m.now.Add(time.Hour)
	m.g.Tick(m.now)
	m.want("phase", m.g.Phase(), game.Reveal)
}

func TestPoints(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red", "blue", "blue")
	m.play()
	m.answer(0, "A")
	m.answer(1, "B")
	m.answer(2, "B")
	m.answer(2, "A")
	m.want("answered", m.g.View()["answered"], 3)
	m.reveal()
	for i, want := range []int{10, 0, 10, 0} {
		m.want(fmt.Sprint("points of p", i), m.points(i), want)
		m.want(fmt.Sprint("gained by p", i), m.mine(i)["gained"], want)
	}
	m.want("correct", m.g.View()["correct"], []int{m.letter("A")})
	m.want("why", m.g.View()["why"], "Because.")
	spread := m.g.View()["spread"].([]int)
	m.want("spread of A", spread[m.letter("A")], 2)
	m.want("spread of B", spread[m.letter("B")], 1)
	m.want("red", m.g.Room()["sixes"].(game.View)["red"].(game.View)["score"], 50)
}

func TestNothingIsTaggedRightBeforeTheReveal(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	m.answer(0, "A")
	for _, key := range []string{"correct", "spread", "why", "teams"} {
		if v, ok := m.g.View()[key]; ok {
			t.Errorf("%s is shown in play: %v", key, v)
		}
	}
	m.want("gained", m.mine(0)["gained"], nil)
}

func TestTheAnswerAlreadyGivenIsThereAgain(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red")
	m.play()
	m.answer(0, "B")
	m.g.Sleep(m.now, "p0")
	m.g.Wake(m.now, "p0")
	m.want("answer", m.mine(0)["answer"], m.letter("B"))
	m.want("another's answer", m.mine(1)["answer"], nil)
}

func TestTheStar(t *testing.T) {
	m := begin(t, `{"count":5}`, "red", "red", "blue")
	m.want("stars", m.mine(0)["stars"], 1)
	m.play()
	m.must(m.move(0, `{"star":true}`))
	m.must(m.move(0, `{"star":true}`))
	m.want("the star", m.mine(0)["star"], true)
	m.answer(0, "A")
	m.must(m.move(1, `{"star":true}`))
	m.must(m.move(1, `{"star":false}`))
	m.answer(1, "A")
	m.must(m.move(2, `{"star":true}`))
	m.answer(2, "B")
	m.reveal()
	for i, want := range []int{20, 10, 0} {
		m.want(fmt.Sprint("points of p", i), m.points(i), want)
	}
	m.want("stars left", m.mine(0)["stars"], 0)
	m.play()
	m.refused(m.move(0, `{"star":true}`), game.NotNow)
	m.must(m.move(0, `{"star":false}`))
	m.must(m.move(1, `{"star":true}`))
	m.must(m.lead(`{"do":"void"}`))
	m.play()
	m.must(m.move(1, `{"star":true}`)) // the round that it lay on is void
	m.reveal()
	m.must(m.lead(`{"do":"redo"}`))
	m.want("the star is free again", m.mine(1)["stars"], 1)
}

func TestABadAnswerIsRefused(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	for _, bad := range []string{
		`{"answer":-1}`, `{"answer":4}`, `{"answer":"0"}`, `{"answer":0.5}`, `{"answer":null}`, `{}`, `[]`,
		`{"answer":0,"star":true}`, `{"star":1}`, `{"Answer":0}`, `{"answer":0,"x":1}`,
	} {
		m.refused(m.move(0, bad), game.BadMove)
	}
	m.want("answered", m.g.View()["answered"], 0)
}

func TestLightning(t *testing.T) {
	m := begin(t, `{"count":3,"lightning":true}`, "red", "red", "red")
	m.play()
	m.answer(0, "A")
	m.answer(1, "B")
	m.now = m.now.Add(5 * time.Second)
	m.answer(1, "A")
	m.reveal()
	m.want("in the first quarter", m.points(0), 11)
	m.want("changed after it", m.points(1), 10)
}

func TestTeamTalk(t *testing.T) {
	type tap struct {
		who  int
		text string
	}
	for _, c := range []struct {
		name string
		taps []tap
		want []int // points of two reds, two blues, one without a Six
	}{
		{"the majority", []tap{{0, "A"}, {1, "A"}, {2, "B"}, {3, "B"}, {4, "A"}}, []int{10, 10, 0, 0, 10}},
		{"a tie goes to the first", []tap{{0, "A"}, {1, "B"}, {2, "B"}, {3, "A"}}, []int{10, 10, 0, 0, 0}},
		{"a change of mind comes later", []tap{{0, "A"}, {1, "B"}, {0, "B"}, {0, "A"}}, []int{0, 0, 0, 0, 0}},
		{"one tap speaks for all", []tap{{1, "A"}}, []int{10, 10, 0, 0, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := begin(t, `{"count":3,"talk":true}`, "red", "red", "blue", "blue", "")
			m.must(m.lead(`{"do":"next"}`))
			m.must(m.lead(`{"do":"next"}`))
			m.must(m.lead(`{"do":"next"}`))
			m.want("step", m.g.View()["step"], "talk")
			m.now = m.now.Add(20 * time.Second)
			m.g.Tick(m.now)
			m.want("phase", m.g.Phase(), game.Play)
			for _, tap := range c.taps {
				m.answer(tap.who, tap.text)
			}
			m.reveal()
			for i, want := range c.want {
				m.want(fmt.Sprint("points of p", i), m.points(i), want)
			}
		})
	}
}

func TestTeamTalkCountsForTheSixWornThen(t *testing.T) {
	m := begin(t, `{"count":3,"talk":true}`, "red", "blue")
	m.play()
	m.answer(0, "A")
	m.answer(1, "B")
	m.reveal()
	m.g.Join(m.now, game.Profile{ID: "p0", Name: "Cub", Icon: "owl", Six: "blue"})
	m.must(m.lead(fmt.Sprintf(`{"do":"accept","answer":%d}`, m.letter("B"))))
	m.want("points of p0", m.points(0), 10)
	m.want("points of p1", m.points(1), 10)
}

func TestALeaderAcceptsASecondAnswer(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red")
	m.play()
	m.answer(0, "A")
	m.answer(1, "B")
	accept := fmt.Sprintf(`{"do":"accept","answer":%d}`, m.letter("B"))
	m.refused(m.lead(accept), game.NotNow)
	m.refused(m.move(0, accept), game.NotYours)
	m.reveal()
	m.want("before", m.points(1), 0)
	m.must(m.lead(accept))
	m.must(m.lead(accept))
	m.want("after", m.points(1), 10)
	m.want("correct", len(m.g.View()["correct"].([]int)), 2)
	m.refused(m.lead(`{"do":"accept","answer":9}`), game.BadMove)
	m.refused(m.lead(`{"do":"accept"}`), game.BadMove)
	m.play()
	m.reveal()
	m.want("in the next round", len(m.g.View()["correct"].([]int)), 1)
}

func TestRedoAfterTheRevealAsksSomethingElse(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	question := string(m.g.View()["question"].(json.RawMessage))
	m.must(m.lead(`{"do":"redo"}`))
	m.want("before the reveal", string(m.g.View()["question"].(json.RawMessage)), question)
	m.play()
	m.answer(0, "A")
	m.reveal()
	m.must(m.lead(`{"do":"redo"}`))
	if string(m.g.View()["question"].(json.RawMessage)) == question {
		t.Fatal("after the reveal the same question is asked again")
	}
	m.want("round", m.g.Room()["round"], 1)
	m.want("points", m.points(0), 0)
	m.want("gained", m.mine(0)["gained"], nil)
}

func TestAwardsTellWhatHappened(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red", "red")
	m.play()
	m.must(m.move(0, `{"star":true}`))
	m.answer(0, "A")
	m.answer(1, "B")
	m.answer(1, "A")
	m.reveal()
	m.play()
	m.answer(1, "A")
	m.reveal()
	m.must(m.lead(`{"do":"finish"}`))
	got := map[string][]string{}
	for _, a := range m.g.View()["podium"].(game.View)["awards"].([]game.Award) {
		got[a.ID] = a.Players
		if a.Title == "" || a.Why == "" {
			t.Errorf("the award %s says nothing", a.ID)
		}
	}
	m.want("awards", got, map[string][]string{"star": {"p0"}, "mind": {"p1"}, "steady": {"p1"}})
}

func TestBraveIsWhoAnswered(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red")
	m.play()
	m.answer(0, "B")
	m.reveal()
	m.must(m.lead(`{"do":"finish"}`))
	awards := m.g.View()["podium"].(game.View)["awards"].([]game.Award)
	if len(awards) != 1 || awards[0].ID != "brave" {
		t.Fatalf("awards: %v", awards)
	}
	m.want("the brave", awards[0].Players, []string{"p0"})
}

func TestFewQuestionsMakeAShortGame(t *testing.T) {
	s := subject(t, `{"count":10}`, ownPack(4, first))
	g, err := game.New(s.Kind, game.Made{Options: s.Options, Packs: s.Packs, Now: time.UnixMilli(0)})
	if err != nil {
		t.Fatal(err)
	}
	if rounds := g.Room()["rounds"]; rounds != 4 {
		t.Fatalf("%v rounds of 4 questions", rounds)
	}
}

func TestAPackThatIsGoneOrWrongIsSaid(t *testing.T) {
	for _, packs := range []map[string]json.RawMessage{{}, {"own": json.RawMessage(`{"name":"x"}`)}} {
		s := subject(t, `{"count":3}`, nil)
		if _, err := game.New(s.Kind, game.Made{Options: s.Options, Packs: packs}); err == nil {
			t.Errorf("a quiz was made of %v", packs)
		}
	}
}

func TestPacksCanBeMixed(t *testing.T) {
	checked, err := quiz.Kind().Check(map[string]json.RawMessage{"packs": json.RawMessage(`["space","nature"]`), "count": json.RawMessage(`25`)})
	if err != nil {
		t.Fatal(err)
	}
	g, err := game.New(quiz.Kind(), game.Made{Options: checked, Now: time.UnixMilli(0)})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[any]bool{}
	for range 100 {
		at := g.Moment()
		if g.Phase() == game.Podium {
			break
		}
		if err := g.Move(time.UnixMilli(0), game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(`{"do":"next"}`)); err != nil {
			t.Fatal(err)
		}
		if pack := g.View()["pack"]; pack != nil {
			seen[pack] = true
		}
	}
	if len(seen) != 2 {
		t.Fatalf("questions are from %v", seen)
	}
}
