package quiz_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"packnight/game"
	"packnight/game/kinds/quiz"
	"packnight/game/kindtest"
)

// match is a quiz under test. Answers are named by their letter: A is right.
type match struct{ *kindtest.Match }

// begin is a quiz of own questions with the players, each in a Six.
func begin(t *testing.T, options string, sixes ...string) *match {
	t.Helper()
	return &match{kindtest.Sit(t, subject(t, options, ownPack(8, first)), 0, sixes...)}
}

// play goes on to the next Play.
func (m *match) play() {
	m.T.Helper()
	for first := true; first || m.Game.Phase() != game.Play; first = false {
		m.Next()
	}
}

func (m *match) reveal() {
	m.T.Helper()
	m.Next()
	if m.Game.Phase() != game.Reveal {
		m.T.Fatalf("the quiz is in %s", m.Game.Phase())
	}
}

// letter is the index that the answer with that text has now.
func (m *match) letter(text string) int {
	m.T.Helper()
	var q struct {
		Answers []struct{ Text string }
	}
	m.Must(json.Unmarshal(m.Game.View()["question"].(json.RawMessage), &q))
	for i, a := range q.Answers {
		if a.Text == text {
			return i
		}
	}
	m.T.Fatalf("no answer %s", text)
	return 0
}

func (m *match) answer(player, text string) {
	m.T.Helper()
	m.Must(m.Move(player, fmt.Sprintf(`{"answer":%d}`, m.letter(text))))
}

func TestTheLeaderEndsTheReading(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.Next()
	m.Next()
	m.Want("step", m.Game.View()["step"], "read")
	m.Now = m.Now.Add(time.Hour)
	m.Game.Tick(m.Now)
	m.Want("phase", m.Game.Phase(), game.Ready)
	m.Refused(m.Move("p0", `{"answer":0}`), game.NotNow)
	m.play()
	m.Now = m.Now.Add(20 * time.Second)
	m.Game.Tick(m.Now)
	m.Want("phase", m.Game.Phase(), game.Reveal)
	m.Now = m.Now.Add(time.Hour)
	m.Game.Tick(m.Now)
	m.Want("phase", m.Game.Phase(), game.Reveal)
}

func TestPoints(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red", "blue", "blue")
	m.play()
	m.answer("p0", "A")
	m.answer("p1", "B")
	m.answer("p2", "B")
	m.answer("p2", "A")
	m.Want("answered", m.Game.View()["answered"], 3)
	m.reveal()
	for i, want := range []int{10, 0, 10, 0} {
		m.Want(fmt.Sprint("points of p", i), m.Points(kindtest.ID(i)), want)
		m.Want(fmt.Sprint("gained by p", i), m.Mine(kindtest.ID(i))["gained"], want)
	}
	m.Want("correct", m.Game.View()["correct"], []int{m.letter("A")})
	m.Want("why", m.Game.View()["why"], "Because.")
	spread := m.Game.View()["spread"].([]int)
	m.Want("spread of A", spread[m.letter("A")], 2)
	m.Want("spread of B", spread[m.letter("B")], 1)
	m.Want("red", m.Game.Room()["sixes"].(game.View)["red"].(game.View)["score"], 50)
}

func TestNothingIsTaggedRightBeforeTheReveal(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	m.answer("p0", "A")
	for _, key := range []string{"correct", "spread", "why", "teams"} {
		if v, ok := m.Game.View()[key]; ok {
			t.Errorf("%s is shown in play: %v", key, v)
		}
	}
	m.Want("gained", m.Mine("p0")["gained"], nil)
}

func TestTheAnswerAlreadyGivenIsThereAgain(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red")
	m.play()
	m.answer("p0", "B")
	m.Game.Sleep(m.Now, "p0")
	m.Game.Wake(m.Now, "p0")
	m.Want("answer", m.Mine("p0")["answer"], m.letter("B"))
	m.Want("another's answer", m.Mine("p1")["answer"], nil)
}

func TestTheStar(t *testing.T) {
	m := begin(t, `{"count":5}`, "red", "red", "blue")
	m.Want("stars", m.Mine("p0")["stars"], 1)
	m.play()
	m.Must(m.Move("p0", `{"star":true}`))
	m.Must(m.Move("p0", `{"star":true}`))
	m.Want("the star", m.Mine("p0")["star"], true)
	m.answer("p0", "A")
	m.Must(m.Move("p1", `{"star":true}`))
	m.Must(m.Move("p1", `{"star":false}`))
	m.answer("p1", "A")
	m.Must(m.Move("p2", `{"star":true}`))
	m.answer("p2", "B")
	m.reveal()
	for i, want := range []int{20, 10, 0} {
		m.Want(fmt.Sprint("points of p", i), m.Points(kindtest.ID(i)), want)
	}
	m.Want("stars left", m.Mine("p0")["stars"], 0)
	m.play()
	m.Refused(m.Move("p0", `{"star":true}`), game.NotNow)
	m.Must(m.Move("p0", `{"star":false}`))
	m.Must(m.Move("p1", `{"star":true}`))
	m.Must(m.Lead(`{"do":"void"}`))
	m.play()
	m.Must(m.Move("p1", `{"star":true}`)) // the round that it lay on is void
	m.reveal()
	m.Must(m.Lead(`{"do":"redo"}`))
	m.Want("the star is free again", m.Mine("p1")["stars"], 1)
}

func TestABadAnswerIsRefused(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	for _, bad := range []string{
		`{"answer":-1}`, `{"answer":4}`, `{"answer":"0"}`, `{"answer":0.5}`, `{"answer":null}`, `{}`, `[]`,
		`{"answer":0,"star":true}`, `{"star":1}`, `{"Answer":0}`, `{"answer":0,"x":1}`,
	} {
		m.Refused(m.Move("p0", bad), game.BadMove)
	}
	m.Want("answered", m.Game.View()["answered"], 0)
}

func TestLightning(t *testing.T) {
	m := begin(t, `{"count":3,"lightning":true}`, "red", "red", "red", "red", "red")
	m.play()
	m.answer("p0", "A")
	m.answer("p1", "B")
	m.answer("p2", "A")
	m.answer("p3", "A")
	m.Must(m.Move("p4", `{"star":true}`))
	m.Now = m.Now.Add(5 * time.Second)
	m.answer("p1", "A")
	m.Must(m.Move("p2", `{"star":true}`))
	m.answer("p3", "A")
	m.answer("p4", "A")
	m.reveal()
	m.Want("in the first quarter", m.Points("p0"), 11)
	m.Want("changed after it", m.Points("p1"), 10)
	m.Want("starred after it", m.Points("p2"), 21)
	m.Want("tapped once more after it", m.Points("p3"), 11)
	m.Want("starred in it, answered after it", m.Points("p4"), 20)
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
			m.Next()
			m.Next()
			m.Next()
			m.Want("step", m.Game.View()["step"], "talk")
			m.Now = m.Now.Add(20 * time.Second)
			m.Game.Tick(m.Now)
			m.Want("phase", m.Game.Phase(), game.Play)
			for _, tap := range c.taps {
				m.answer(kindtest.ID(tap.who), tap.text)
			}
			m.reveal()
			for i, want := range c.want {
				m.Want(fmt.Sprint("points of p", i), m.Points(kindtest.ID(i)), want)
			}
		})
	}
}

func TestTheViewTellsThatTheyWhisper(t *testing.T) {
	for options, want := range map[string]any{`{"count":3}`: nil, `{"count":3,"talk":true}`: true} {
		m := begin(t, options, "red")
		for m.Game.Phase() != game.Podium {
			m.Want(fmt.Sprintf("talk in %s of %s", m.Game.Phase(), options), m.Game.View()["talk"], want)
			m.Next()
		}
	}
}

func TestTeamTalkCountsForTheSixWornThen(t *testing.T) {
	m := begin(t, `{"count":3,"talk":true}`, "red", "blue")
	m.play()
	m.answer("p0", "A")
	m.answer("p1", "B")
	m.reveal()
	m.Game.Join(m.Now, game.Profile{ID: "p0", Name: "Cub", Icon: "owl", Six: "blue"})
	m.Must(m.Lead(fmt.Sprintf(`{"do":"accept","answer":%d}`, m.letter("B"))))
	m.Want("points of p0", m.Points("p0"), 10)
	m.Want("points of p1", m.Points("p1"), 10)
}

func TestALeaderAcceptsASecondAnswer(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red")
	m.play()
	m.answer("p0", "A")
	m.answer("p1", "B")
	accept := fmt.Sprintf(`{"do":"accept","answer":%d}`, m.letter("B"))
	m.Refused(m.Lead(accept), game.NotNow)
	m.Refused(m.Move("p0", accept), game.NotYours)
	m.reveal()
	m.Want("before", m.Points("p1"), 0)
	m.Must(m.Lead(accept))
	m.Must(m.Lead(accept))
	m.Want("after", m.Points("p1"), 10)
	m.Want("correct", len(m.Game.View()["correct"].([]int)), 2)
	m.Refused(m.Lead(`{"do":"accept","answer":9}`), game.BadMove)
	m.Refused(m.Lead(`{"do":"accept"}`), game.BadMove)
	m.play()
	m.reveal()
	m.Want("in the next round", len(m.Game.View()["correct"].([]int)), 1)
}

func TestRedoAfterTheRevealAsksSomethingElse(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	question := string(m.Game.View()["question"].(json.RawMessage))
	m.Must(m.Lead(`{"do":"redo"}`))
	m.Want("before the reveal", string(m.Game.View()["question"].(json.RawMessage)), question)
	m.play()
	m.answer("p0", "A")
	m.reveal()
	m.Must(m.Lead(`{"do":"redo"}`))
	if string(m.Game.View()["question"].(json.RawMessage)) == question {
		t.Fatal("after the reveal the same question is asked again")
	}
	m.Want("round", m.Game.Room()["round"], 1)
	m.Want("points", m.Points("p0"), 0)
	m.Want("gained", m.Mine("p0")["gained"], nil)
}

// TestRedoWithoutSparesAsksTheNext plays a game of all the questions there are.
func TestRedoWithoutSparesAsksTheNext(t *testing.T) {
	m := begin(t, `{"count":8}`, "red")
	asked := map[string]bool{}
	for range 8 {
		m.play()
		asked[string(m.Game.View()["question"].(json.RawMessage))] = true
		m.reveal()
		m.Must(m.Lead(`{"do":"redo"}`))
	}
	if len(asked) != 8 {
		t.Errorf("eight redos of the first question asked %d", len(asked))
	}
	m.Want("rounds", m.Game.Room()["rounds"], 8)
}

func TestAwardsTellWhatHappened(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red", "red")
	m.play()
	m.Must(m.Move("p0", `{"star":true}`))
	m.answer("p0", "A")
	m.answer("p1", "B")
	m.answer("p1", "A")
	m.reveal()
	m.play()
	m.answer("p1", "A")
	m.reveal()
	m.Want("awards", m.won(), map[string][]string{"star": {"p0"}, "mind": {"p1"}, "steady": {"p1"}})
}

// won is who has which award, after the rounds that were played.
func (m *match) won() map[string][]string {
	m.T.Helper()
	m.Must(m.Lead(`{"do":"finish"}`))
	got := map[string][]string{}
	for _, a := range m.Game.View()["podium"].(game.View)["awards"].([]game.Award) {
		got[a.ID] = a.Players
		if a.Title == "" || a.Why == "" {
			m.T.Errorf("the award %s says nothing", a.ID)
		}
	}
	return got
}

func TestBraveIsWhoAnsweredMostOften(t *testing.T) {
	m := begin(t, `{"count":3}`, "red", "red", "red")
	for _, who := range [][]string{{"p0", "p1"}, {"p0"}, {}} {
		m.play()
		for _, id := range who {
			m.answer(id, "B")
		}
		m.reveal()
	}
	m.Want("awards", m.won(), map[string][]string{"brave": {"p0"}})
}

func TestSteadyIsWhoWasRightAgain(t *testing.T) {
	m := begin(t, `{"count":3}`, "red")
	m.play()
	m.answer("p0", "A")
	m.reveal()
	m.Want("awards for one right answer", m.won(), map[string][]string{"brave": {"p0"}})
}

// TestAwardsAreForTheOwnTap has a Six of three, of which two are right and one is not.
func TestAwardsAreForTheOwnTap(t *testing.T) {
	m := begin(t, `{"count":3,"talk":true}`, "red", "red", "red")
	for range 2 {
		m.play()
		m.answer("p0", "A")
		m.answer("p1", "A")
		m.answer("p2", "B")
		m.reveal()
	}
	m.Want("points of p2", m.Points("p2"), 20)
	m.Want("awards", m.won(), map[string][]string{"steady": {"p0", "p1"}, "brave": {"p0", "p1", "p2"}})
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
