package kims

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"packnight/game"
	"packnight/game/kindtest"
)

// match is a game under test.
type match struct {
	*kindtest.Match
	tray []Picture // as it was shown last
}

// sit begins a game with the players, each in a Six.
func sit(t *testing.T, kind game.Kind, text string, seed byte, sixes ...string) *match {
	t.Helper()
	return &match{Match: kindtest.Sit(t, subject(t, kind, text), seed, sixes...)}
}

func begun(t *testing.T, text string, sixes ...string) *match {
	t.Helper()
	return sit(t, Kind(), text, 1, sixes...)
}

// next is the leader's large button. It notes the tray that comes to be seen.
func (m *match) next() {
	m.T.Helper()
	m.Must(m.Lead(`{"do":"next"}`))
	if tray := m.pictures("tray"); tray != nil {
		m.tray = tray
	}
}

// to goes on until a step or a phase has come.
func (m *match) to(where string) {
	m.T.Helper()
	for first := true; first || m.where() != where; first = false {
		m.next()
	}
}

func (m *match) where() string {
	if step, ok := m.Game.View()["step"].(string); ok {
		return step
	}
	return string(m.Game.Phase())
}

func (m *match) round(n int) *match {
	m.T.Helper()
	for m.Game.Room()["round"] != n || m.where() != "play" {
		m.next()
	}
	return m
}

func (m *match) pictures(key string) []Picture {
	m.T.Helper()
	raw, ok := m.Game.View()[key].(json.RawMessage)
	if !ok {
		return nil
	}
	var out []Picture
	m.Must(json.Unmarshal(raw, &out))
	return out
}

// right is what a Cub with a perfect memory would tap, from what it was shown alone.
func (m *match) right() []int {
	m.T.Helper()
	var out []int
	for i, p := range m.pictures("tiles") {
		there := slices.Contains(m.tray, p)
		switch ask := m.Game.View()["ask"]; {
		case (ask == "missing" || ask == "all") && there,
			ask == "new" && !there,
			ask == "moved" && m.tray[i] != p:
			out = append(out, i)
		}
	}
	return out
}

func (m *match) wrong() []int {
	m.T.Helper()
	var out []int
	right := m.right()
	for i := range m.pictures("tiles") {
		if !slices.Contains(right, i) {
			out = append(out, i)
		}
	}
	return out
}

func (m *match) tap(player string, tiles ...int) {
	m.T.Helper()
	data, err := json.Marshal(map[string][]int{"tiles": append([]int{}, tiles...)})
	m.Must(err)
	m.Must(m.Move(player, string(data)))
}

func TestARoundByTheClock(t *testing.T) {
	for _, c := range []struct {
		options string
		steps   []time.Duration // ready, look, perhaps swap, cover, play, reveal; 0: the leader goes on
	}{
		{`{}`, []time.Duration{3, 30, 3, 30, 10}},
		{`{"pairs":true}`, []time.Duration{3, 30, 30, 3, 30, 10}},
		{`{"clock":"relaxed"}`, []time.Duration{3, 60, 3, 60, 10}},
		{`{"clock":"relaxed","pairs":true}`, []time.Duration{3, 60, 60, 3, 60, 10}},
		{`{"clock":"zippy"}`, []time.Duration{3, 21, 3, 21, 10}},
		{`{"clock":"none"}`, []time.Duration{3, 0, 3, 0, 0}},
		{`{"clock":"none","pairs":true}`, []time.Duration{3, 0, 0, 3, 0, 0}},
	} {
		t.Run(c.options, func(t *testing.T) {
			m := begun(t, c.options, "red")
			m.next()
			m.next()
			steps := []string{"ready", "look", "cover", "play", "reveal"}
			if len(c.steps) > len(steps) {
				steps = slices.Insert(steps, 2, "look")
			}
			for i, where := range steps {
				m.Want("step", m.where(), where)
				m.Want("their partners look", m.Game.View()["swap"] == true, where == "look" && i == 2)
				if c.steps[i] == 0 {
					m.Wait(time.Hour)
					m.Want("step an hour later", m.where(), where)
					m.next()
					continue
				}
				m.Wait(c.steps[i]*time.Second - time.Millisecond)
				m.Want("step a moment before its end", m.where(), where)
				m.Wait(time.Millisecond)
			}
			m.Want("round", m.Game.Room()["round"], 2)
		})
	}
}

func TestTheTrayIsThereInLookAlone(t *testing.T) {
	m := begun(t, `{}`, "red")
	for m.Game.Phase() != game.Podium {
		m.Want("tray in "+m.where(), len(m.pictures("tray")), map[bool]int{true: 12}[m.where() == "look"])
		m.next()
	}
}

func TestWhoComesBackInLookSeesTheTrayWhileItLasts(t *testing.T) {
	m := begun(t, `{}`, "red", "red")
	m.to("look")
	m.Game.Sleep(m.Now, "p0")
	m.Wait(20 * time.Second)
	m.Game.Wake(m.Now, "p0")
	m.Want("tray", len(m.pictures("tray")), 12)
	m.Game.Sleep(m.Now, "p0")
	m.Wait(10 * time.Second)
	m.Game.Wake(m.Now, "p0")
	m.Want("step", m.where(), "cover")
	m.Want("tray", len(m.pictures("tray")), 0)
	m.Wait(3 * time.Second)
	m.tap("p0", m.right()...)
	m.to("reveal")
	m.Want("it counts all the same", m.Points("p0"), 3)
}

func TestAPauseOfLookCostsNoTime(t *testing.T) {
	m := begun(t, `{}`, "red")
	m.to("look")
	m.Wait(10 * time.Second)
	m.Must(m.Lead(`{"do":"pause"}`))
	m.Wait(time.Minute)
	m.Must(m.Lead(`{"do":"resume"}`))
	m.Wait(3*time.Second + 20*time.Second - time.Millisecond)
	m.Want("step", m.where(), "look")
	m.Wait(time.Millisecond)
	m.Want("step", m.where(), "cover")
}

func TestNoMovesWhileLooking(t *testing.T) {
	m := begun(t, `{}`, "red")
	for _, where := range []string{"ready", "look", "cover"} {
		m.to(where)
		m.Refused(m.Move("p0", `{"tiles":[0]}`), game.NotNow)
	}
}

func TestWhatIsAsked(t *testing.T) {
	m := begun(t, `{}`, "red")
	for i, want := range []string{"missing", "missing", "moved", "new", "all"} {
		m.round(i + 1)
		m.Want("ask", m.Game.View()["ask"], want)
		tiles, rest := m.pictures("tiles"), m.pictures("rest")
		m.Want("tiles", len(tiles), []int{6, 6, 12, 12, 18}[i])
		m.Want("right ones", len(m.right()), []int{1, 1, 2, 1, 12}[i])
		if want != "missing" {
			m.Want("rest", len(rest), 0)
			continue
		}
		at := slices.Index(rest, Picture{})
		if at < 0 || slices.Contains(rest, m.tray[at]) {
			t.Fatalf("nothing is missing from %v", rest)
		}
		rest[at] = m.tray[at]
		m.Want("the rest", rest, m.tray)
	}
}

func TestPointsOfTaps(t *testing.T) {
	for n := 1; n <= 4; n++ {
		t.Run(fmt.Sprint("round ", n), func(t *testing.T) {
			m := begun(t, `{}`, "red", "red", "red", "red", "red", "blue").round(n)
			right, wrong := m.right(), m.wrong()
			last := right[len(right)-1]
			m.tap("p0", right[0])
			m.tap("p1", wrong[0], last)
			m.tap("p2", wrong[0], wrong[1])
			m.tap("p3", last, wrong[0])
			m.tap("p4", wrong[0])
			m.next()
			for i, want := range []int{3, 1, 0, 3, 0, 0} {
				m.Want(fmt.Sprint("points of p", i), m.Points(kindtest.ID(i)), want)
				m.Want(fmt.Sprint("gained by p", i), m.Mine(kindtest.ID(i))["gained"], want)
			}
			m.Want("tap of p1", m.Mine("p1")["tap"], 2)
			m.Want("tap of p2", m.Mine("p2")["tap"], nil)
			m.Want("right", m.Game.View()["right"], right)
			m.Want("first", m.Game.View()["first"], 2)
			m.Want("second", m.Game.View()["second"], 1)
			m.Want("spread", m.Game.View()["spread"].([]int)[wrong[0]], 4)
		})
	}
}

func TestBothThatMovedAreRight(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(3)
	m.tap("p0", m.right()[0])
	m.tap("p1", m.right()[1], m.right()[0])
	m.next()
	m.Want("one of them", m.Points("p0"), 3)
	m.Want("the other, and then the one", m.Points("p1"), 3)
}

func TestPointsOfPickAll(t *testing.T) {
	for size, options := range map[int]string{8: `{"size":"8"}`, 12: `{}`, 16: `{"size":"16"}`} {
		t.Run(options, func(t *testing.T) {
			m := begun(t, options, "red", "red", "red", "red").round(5)
			right, wrong := m.right(), m.wrong()
			m.Want("right ones", len(right), size)
			m.Want("wrong ones", len(wrong), size/2)
			m.tap("p0", right...)
			m.tap("p1", slices.Concat(right[:5], wrong[:2])...)
			m.tap("p2", slices.Concat(right[:1], wrong[:3])...)
			m.next()
			for i, want := range []int{size, 3, 0, 0} {
				m.Want(fmt.Sprint("points of p", i), m.Points(kindtest.ID(i)), want)
			}
			m.Want("found by p1", m.Mine("p1")["found"], 5)
			m.Want("wrong of p1", m.Mine("p1")["wrong"], 2)
		})
	}
}

func TestChoicesChangeUntilTheBell(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(1)
	right, wrong := m.right(), m.wrong()
	m.tap("p0", wrong[0], right[0])
	m.Want("one has answered", m.Game.View()["answered"], 1)
	m.tap("p0", right[0])
	m.Want("nobody has", m.Game.View()["answered"], 0)
	m.Want("mine", m.Mine("p0")["tiles"], right)
	m.tap("p0")
	m.Want("mine, taken back", m.Mine("p0")["tiles"], nil)
	m.tap("p0", right[0])
	m.next()
	m.Want("points", m.Points("p0"), 3)
}

func TestDone(t *testing.T) {
	for _, n := range []int{1, 5} {
		m := begun(t, `{}`, "red", "red").round(n)
		m.Refused(m.Move("p0", `{"done":true}`), game.NotNow)
		m.tap("p0", m.right()[0])
		m.Want("answered with a tap", m.Game.View()["answered"], 0)
		m.Must(m.Move("p0", `{"done":true}`))
		m.Must(m.Move("p0", `{"done":true}`))
		m.Want("answered", m.Game.View()["answered"], 1)
		m.Want("mine", m.Mine("p0")["done"], true)
		m.Must(m.Move("p0", `{"done":false}`))
		m.Want("not done after all", m.Game.View()["answered"], 0)
		m.Must(m.Move("p0", `{"done":true}`))
		m.tap("p0")
		m.Want("done, and all put back", m.Game.View()["answered"], 0)
		m.tap("p0", m.right()[0])
		m.Must(m.Move("p0", `{"done":true}`))
		m.Want("no bell", m.Game.View()["bell"], nil)
		m.tap("p1", 0, 1)
		m.Must(m.Move("p1", `{"done":true}`))
		m.Want("the bell", m.Game.View()["bell"], true)
		m.Wait(3 * time.Second)
		m.Want("after it", m.Game.Phase(), game.Reveal)
	}
}

func TestNobodyWaitsForASleeper(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(5)
	m.Game.Sleep(m.Now, "p1")
	m.tap("p0", m.right()...)
	m.Must(m.Move("p0", `{"done":true}`))
	m.Want("the bell", m.Game.View()["bell"], true)
}

func TestABadMoveIsRefused(t *testing.T) {
	for _, n := range []int{1, 3, 5} {
		m := begun(t, `{}`, "red").round(n)
		bad := []string{
			`{"tiles":[-1]}`, `{"tiles":[18]}`, `{"tiles":["0"]}`, `{"tiles":[0.5]}`, `{"tiles":null}`, `{"tiles":0}`, `{}`, `[]`,
			`{"tiles":[0],"done":true}`, `{"done":1}`, `{"Tiles":[0]}`, `{"tiles":[0],"x":1}`, `{"tiles":[2,2]}`, `{"answer":1}`,
		}
		if n < 5 {
			bad = append(bad, `{"tiles":[0,1,2]}`)
		}
		for _, move := range bad {
			m.Refused(m.Move("p0", move), game.BadMove)
		}
		m.Want("mine", m.Mine("p0"), game.View{})
	}
}

func TestLightning(t *testing.T) {
	m := begun(t, `{"lightning":true}`, "red", "red", "red", "red", "red").round(1)
	m.tap("p0", m.right()[0])
	m.tap("p1", m.wrong()[0])
	m.tap("p3", m.right()[0])
	m.tap("p4", m.right()[0])
	m.Wait(7500 * time.Millisecond)
	m.tap("p2", m.right()[0])
	m.Must(m.Move("p3", `{"done":true}`))
	m.tap("p4", m.right()[0])
	m.next()
	m.Want("in it, and sure after it", m.Points("p3"), 4)
	m.Want("in it, and the same after it", m.Points("p4"), 4)
	m.Want("in the first quarter", m.Points("p0"), 4)
	m.Want("in the first quarter, and wrong", m.Points("p1"), 0)
	m.Want("after it", m.Points("p2"), 3)
}

func TestTheTargetCanBeReached(t *testing.T) {
	m := begun(t, `{}`, "red", "red", "red", "red")
	for n := 1; n <= 5; n++ {
		m.round(n)
		for i := range 4 {
			m.tap(kindtest.ID(i), m.perfect()...)
		}
	}
	m.next()
	m.Want("target", m.Game.View()["target"], game.View{"of": 60, "points": 4 * (4*3 + 12)})
}

func TestRedo(t *testing.T) {
	for n := 1; n <= 5; n++ {
		m := begun(t, `{}`, "red").round(n)
		tray, tiles := m.tray, m.pictures("tiles")
		m.tap("p0", m.right()[0])
		m.Must(m.Lead(`{"do":"redo"}`))
		m.Want("step", m.where(), "ready")
		m.to("play")
		m.Want("before the reveal, the tray", m.tray, tray)
		m.Want("before the reveal, the tiles", m.pictures("tiles"), tiles)
		m.Want("before the reveal, the taps", m.Mine("p0"), game.View{})
		m.tap("p0", m.right()[0])
		m.next()
		answer := m.answer()
		m.Must(m.Lead(`{"do":"redo"}`))
		m.Want("points", m.Points("p0"), 0)
		m.to("reveal")
		if got := m.answer(); slices.Equal(got, answer) {
			t.Fatalf("round %d: after the reveal the answer is %v again", n, got)
		}
	}
}

// answer are the names of what is right, in the reveal.
func (m *match) answer() []string {
	var out []string
	tiles := m.pictures("tiles")
	for _, i := range m.Game.View()["right"].([]int) {
		out = append(out, tiles[i].Name)
	}
	slices.Sort(out)
	return out
}

func TestWhoComesLatePlaysTheNextRound(t *testing.T) {
	m := begun(t, `{}`, "red").round(1)
	m.Game.Join(m.Now, game.Profile{ID: "p1", Name: "Late", Icon: "fox", Six: "red"})
	m.Game.Wake(m.Now, "p1")
	m.Refused(m.Move("p1", `{"tiles":[0]}`), game.NotNow)
	m.round(2)
	m.tap("p1", m.right()[0])
	m.next()
	m.Want("points", m.Points("p1"), 3)
}

func TestAwardsTellWhatHappened(t *testing.T) {
	m := begun(t, `{}`, "red", "red", "red").round(1)
	m.tap("p0", m.right()[0])
	m.tap("p1", m.wrong()[0], m.right()[0])
	m.round(5)
	m.tap("p2", m.right()[:4]...)
	m.to("podium")
	got := map[string][]string{}
	for _, a := range m.Game.View()["podium"].(game.View)["awards"].([]game.Award) {
		got[a.ID] = a.Players
		if a.Title == "" || a.Why == "" {
			t.Errorf("the award %s says nothing", a.ID)
		}
	}
	m.Want("awards", got, map[string][]string{"eagle": {"p0"}, "tray": {"p2"}, "second": {"p1"}})
}

func TestWhoTapsEverythingRemembersLess(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(5)
	m.tap("p0", m.right()[:8]...)
	m.tap("p1", slices.Concat(m.right(), m.wrong())...)
	m.to("podium")
	award := m.Game.View()["podium"].(game.View)["awards"].([]game.Award)[0]
	m.Want("the award", award.ID, "tray")
	m.Want("it goes to", award.Players, []string{"p0"})
}

func TestWhyIsOneLine(t *testing.T) {
	m := begun(t, `{}`, "red")
	for n := 1; n <= 5; n++ {
		m.round(n).next()
		if why, ok := m.Game.View()["why"].(string); !ok || len(why) < 20 || len(why) > 60 {
			t.Errorf("round %d: %q", n, why)
		}
	}
}

func TestTrays(t *testing.T) {
	if len(trays()) != 4 {
		t.Fatalf("%d trays", len(trays()))
	}
	for _, tray := range trays() {
		if n := len(tray.pictures); n < largest*3/2 {
			t.Errorf("%s has %d pictures", tray.id, n)
		}
		seen := map[string]bool{}
		for _, p := range tray.pictures {
			if seen[p.Picture] || seen[p.Name] {
				t.Errorf("%s has two of %v", tray.id, p)
			}
			seen[p.Picture], seen[p.Name] = true, true
			if n := utf8.RuneCountInString(p.Name); n < 2 || n > 8 {
				t.Errorf("the name %q is too long or too short", p.Name)
			}
			for _, r := range p.Picture {
				if newer(r) {
					t.Errorf("%s %s is newer than Emoji 11", p.Picture, p.Name)
				}
			}
		}
	}
}

// newer tells of the emoji blocks' characters whether they came after Emoji 11.
func newer(r rune) bool {
	for _, span := range [][2]rune{
		{0x1F6D5, 0x1F6DF}, {0x1F6FA, 0x1F6FF}, {0x1F7E0, 0x1F8FF}, {0x1F90C, 0x1F90F}, {0x1F93F, 0x1F93F},
		{0x1F971, 0x1F972}, {0x1F977, 0x1F979}, {0x1F97B, 0x1F97B}, {0x1F9A3, 0x1F9AF}, {0x1F9BA, 0x1F9BF},
		{0x1F9C3, 0x1F9CF}, {0x1FA00, 0x1FFFF},
	} {
		if span[0] <= r && r <= span[1] {
			return true
		}
	}
	return false
}

func TestOptions(t *testing.T) {
	for _, text := range []string{`{"size":12}`, `{"size":"9"}`, `{"tray":"sea"}`, `{"pairs":"yes"}`} {
		raw := map[string]json.RawMessage{}
		if err := json.Unmarshal([]byte(text), &raw); err != nil {
			t.Fatal(err)
		}
		if _, err := Kind().Check(raw); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
