package kims

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"packnight/game"
)

// match is a game under test.
type match struct {
	t    *testing.T
	g    *game.Game
	now  time.Time
	tray []Picture // as it was shown last
}

// sit begins a game with the players, each in a Six.
func sit(t *testing.T, kind game.Kind, text string, seed byte, sixes ...string) *match {
	t.Helper()
	m := &match{t: t, now: time.UnixMilli(1_800_000_000_000)}
	g, err := game.New(kind, game.Made{Code: "K7QX", Options: options(t, text), Seed: [32]byte{seed, 7}, Now: m.now})
	if err != nil {
		t.Fatal(err)
	}
	m.g = g
	for i, six := range sixes {
		id := "p" + strconv.Itoa(i)
		g.Join(m.now, game.Profile{ID: id, Name: "Cub", Icon: "owl", Six: six})
		g.Wake(m.now, id)
	}
	m.g.Take()
	return m
}

func begun(t *testing.T, text string, sixes ...string) *match {
	t.Helper()
	return sit(t, Kind(), text, 1, sixes...)
}

func (m *match) lead(move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: "l", Role: game.RoleLeader}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

func (m *match) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// next is the leader's large button. It notes the tray that comes to be seen.
func (m *match) next() {
	m.t.Helper()
	m.must(m.lead(`{"do":"next"}`))
	if tray := m.pictures("tray"); tray != nil {
		m.tray = tray
	}
}

// to goes on until a step or a phase has come.
func (m *match) to(where string) {
	m.t.Helper()
	for first := true; first || m.where() != where; first = false {
		m.next()
	}
}

func (m *match) where() string {
	if step, ok := m.g.View()["step"].(string); ok {
		return step
	}
	return string(m.g.Phase())
}

func (m *match) round(n int) *match {
	m.t.Helper()
	for m.g.Room()["round"] != n || m.where() != "play" {
		m.next()
	}
	return m
}

// wait lets time pass, with a tick whenever something is due.
func (m *match) wait(d time.Duration) {
	until := m.now.Add(d)
	for at, ok := m.g.Next(); ok && !at.After(until); at, ok = m.g.Next() {
		m.now = at
		m.g.Tick(at)
	}
	m.now = until
	m.g.Take()
}

func (m *match) pictures(key string) []Picture {
	m.t.Helper()
	raw, ok := m.g.View()[key].(json.RawMessage)
	if !ok {
		return nil
	}
	var out []Picture
	m.must(json.Unmarshal(raw, &out))
	return out
}

// right is what a Cub with a perfect memory would tap, from what it was shown alone.
func (m *match) right() []int {
	m.t.Helper()
	var out []int
	for i, p := range m.pictures("tiles") {
		there := slices.Contains(m.tray, p)
		switch ask := m.g.View()["ask"]; {
		case (ask == "missing" || ask == "all") && there,
			ask == "new" && !there,
			ask == "moved" && m.tray[i] != p:
			out = append(out, i)
		}
	}
	return out
}

func (m *match) wrong() []int {
	m.t.Helper()
	var out []int
	right := m.right()
	for i := range m.pictures("tiles") {
		if !slices.Contains(right, i) {
			out = append(out, i)
		}
	}
	return out
}

func (m *match) move(i int, move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: "p" + strconv.Itoa(i), Role: game.RolePlayer}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

func (m *match) tap(i int, tiles ...int) {
	m.t.Helper()
	data, err := json.Marshal(map[string][]int{"tiles": append([]int{}, tiles...)})
	m.must(err)
	m.must(m.move(i, string(data)))
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

func TestARoundByTheClock(t *testing.T) {
	for _, c := range []struct {
		options string
		steps   []time.Duration // ready, look, cover, play, reveal; 0: the leader goes on
	}{
		{`{}`, []time.Duration{3, 30, 3, 30, 10}},
		{`{"pairs":true}`, []time.Duration{3, 60, 3, 30, 10}},
		{`{"clock":"relaxed"}`, []time.Duration{3, 60, 3, 60, 10}},
		{`{"clock":"relaxed","pairs":true}`, []time.Duration{3, 120, 3, 60, 10}},
		{`{"clock":"zippy"}`, []time.Duration{3, 21, 3, 21, 10}},
		{`{"clock":"none","pairs":true}`, []time.Duration{3, 0, 3, 0, 10}},
	} {
		t.Run(c.options, func(t *testing.T) {
			m := begun(t, c.options, "red")
			m.next()
			m.next()
			for i, where := range []string{"ready", "look", "cover", "play", "reveal"} {
				m.want("step", m.where(), where)
				if c.steps[i] == 0 {
					m.wait(time.Hour)
					m.want("step an hour later", m.where(), where)
					m.next()
					continue
				}
				m.wait(c.steps[i]*time.Second - time.Millisecond)
				m.want("step a moment before its end", m.where(), where)
				m.wait(time.Millisecond)
			}
			m.want("round", m.g.Room()["round"], 2)
		})
	}
}

func TestTheTrayIsThereInLookAlone(t *testing.T) {
	m := begun(t, `{}`, "red")
	for m.g.Phase() != game.Podium {
		m.want("tray in "+m.where(), len(m.pictures("tray")), map[bool]int{true: 12}[m.where() == "look"])
		m.next()
	}
}

func TestWhoComesBackInLookSeesTheTrayWhileItLasts(t *testing.T) {
	m := begun(t, `{}`, "red", "red")
	m.to("look")
	m.g.Sleep(m.now, "p0")
	m.wait(20 * time.Second)
	m.g.Wake(m.now, "p0")
	m.want("tray", len(m.pictures("tray")), 12)
	m.g.Sleep(m.now, "p0")
	m.wait(10 * time.Second)
	m.g.Wake(m.now, "p0")
	m.want("step", m.where(), "cover")
	m.want("tray", len(m.pictures("tray")), 0)
	m.wait(3 * time.Second)
	m.tap(0, m.right()...)
	m.to("reveal")
	m.want("it counts all the same", m.points(0), 3)
}

func TestAPauseOfLookCostsNoTime(t *testing.T) {
	m := begun(t, `{}`, "red")
	m.to("look")
	m.wait(10 * time.Second)
	m.must(m.lead(`{"do":"pause"}`))
	m.wait(time.Minute)
	m.must(m.lead(`{"do":"resume"}`))
	m.wait(3*time.Second + 20*time.Second - time.Millisecond)
	m.want("step", m.where(), "look")
	m.wait(time.Millisecond)
	m.want("step", m.where(), "cover")
}

func TestNoMovesWhileLooking(t *testing.T) {
	m := begun(t, `{}`, "red")
	for _, where := range []string{"ready", "look", "cover"} {
		m.to(where)
		m.refused(m.move(0, `{"tiles":[0]}`), game.NotNow)
	}
}

func TestPairsChangeOverAtHalfTime(t *testing.T) {
	m := begun(t, `{"pairs":true}`, "red")
	m.to("look")
	m.wait(30*time.Second - time.Millisecond)
	m.want("before half time", m.g.View()["swap"], nil)
	m.wait(time.Millisecond)
	m.want("at half time", m.g.View()["swap"], true)
	m.to("play")
	m.want("in play", m.g.View()["swap"], nil)
	m.to("look")
	m.want("in the next round", m.g.View()["swap"], nil)
}

func TestWhatIsAsked(t *testing.T) {
	m := begun(t, `{}`, "red")
	for i, want := range []string{"missing", "missing", "moved", "new", "all"} {
		m.round(i + 1)
		m.want("ask", m.g.View()["ask"], want)
		tiles, rest := m.pictures("tiles"), m.pictures("rest")
		m.want("tiles", len(tiles), []int{6, 6, 12, 12, 18}[i])
		m.want("right ones", len(m.right()), []int{1, 1, 2, 1, 12}[i])
		if want != "missing" {
			m.want("rest", len(rest), 0)
			continue
		}
		at := slices.Index(rest, Picture{})
		if at < 0 || slices.Contains(rest, m.tray[at]) {
			t.Fatalf("nothing is missing from %v", rest)
		}
		rest[at] = m.tray[at]
		m.want("the rest", rest, m.tray)
	}
}

func TestPointsOfTaps(t *testing.T) {
	for n := 1; n <= 4; n++ {
		t.Run(fmt.Sprint("round ", n), func(t *testing.T) {
			m := begun(t, `{}`, "red", "red", "red", "red", "red", "blue").round(n)
			right, wrong := m.right(), m.wrong()
			last := right[len(right)-1]
			m.tap(0, right[0])
			m.tap(1, wrong[0], last)
			m.tap(2, wrong[0], wrong[1])
			m.tap(3, last, wrong[0])
			m.tap(4, wrong[0])
			m.next()
			for i, want := range []int{3, 1, 0, 3, 0, 0} {
				m.want(fmt.Sprint("points of p", i), m.points(i), want)
				m.want(fmt.Sprint("gained by p", i), m.mine(i)["gained"], want)
			}
			m.want("tap of p1", m.mine(1)["tap"], 2)
			m.want("tap of p2", m.mine(2)["tap"], nil)
			m.want("right", m.g.View()["right"], right)
			m.want("first", m.g.View()["first"], 2)
			m.want("second", m.g.View()["second"], 1)
			m.want("spread", m.g.View()["spread"].([]int)[wrong[0]], 4)
		})
	}
}

func TestBothThatMovedAreRight(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(3)
	m.tap(0, m.right()[0])
	m.tap(1, m.right()[1], m.right()[0])
	m.next()
	m.want("one of them", m.points(0), 3)
	m.want("the other, and then the one", m.points(1), 3)
}

func TestPointsOfPickAll(t *testing.T) {
	for size, options := range map[int]string{8: `{"size":"8"}`, 12: `{}`, 16: `{"size":"16"}`} {
		t.Run(options, func(t *testing.T) {
			m := begun(t, options, "red", "red", "red", "red").round(5)
			right, wrong := m.right(), m.wrong()
			m.want("right ones", len(right), size)
			m.want("wrong ones", len(wrong), size/2)
			m.tap(0, right...)
			m.tap(1, slices.Concat(right[:5], wrong[:2])...)
			m.tap(2, slices.Concat(right[:1], wrong[:3])...)
			m.next()
			for i, want := range []int{size, 3, 0, 0} {
				m.want(fmt.Sprint("points of p", i), m.points(i), want)
			}
			m.want("found by p1", m.mine(1)["found"], 5)
			m.want("wrong of p1", m.mine(1)["wrong"], 2)
		})
	}
}

func TestChoicesChangeUntilTheBell(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(1)
	right, wrong := m.right(), m.wrong()
	m.tap(0, wrong[0], right[0])
	m.want("one has answered", m.g.View()["answered"], 1)
	m.tap(0, right[0])
	m.want("nobody has", m.g.View()["answered"], 0)
	m.want("mine", m.mine(0)["tiles"], right)
	m.tap(0)
	m.want("mine, taken back", m.mine(0)["tiles"], nil)
	m.tap(0, right[0])
	m.next()
	m.want("points", m.points(0), 3)
}

func TestDone(t *testing.T) {
	for _, n := range []int{1, 5} {
		m := begun(t, `{}`, "red", "red").round(n)
		m.refused(m.move(0, `{"done":true}`), game.NotNow)
		m.tap(0, m.right()[0])
		m.want("answered with a tap", m.g.View()["answered"], 0)
		m.must(m.move(0, `{"done":true}`))
		m.must(m.move(0, `{"done":true}`))
		m.want("answered", m.g.View()["answered"], 1)
		m.want("mine", m.mine(0)["done"], true)
		m.must(m.move(0, `{"done":false}`))
		m.want("not done after all", m.g.View()["answered"], 0)
		m.must(m.move(0, `{"done":true}`))
		m.tap(0)
		m.want("done, and all put back", m.g.View()["answered"], 0)
		m.tap(0, m.right()[0])
		m.must(m.move(0, `{"done":true}`))
		m.want("no bell", m.g.View()["bell"], nil)
		m.tap(1, 0, 1)
		m.must(m.move(1, `{"done":true}`))
		m.want("the bell", m.g.View()["bell"], true)
		m.wait(3 * time.Second)
		m.want("after it", m.g.Phase(), game.Reveal)
	}
}

func TestNobodyWaitsForASleeper(t *testing.T) {
	m := begun(t, `{}`, "red", "red").round(5)
	m.g.Sleep(m.now, "p1")
	m.tap(0, m.right()...)
	m.must(m.move(0, `{"done":true}`))
	m.want("the bell", m.g.View()["bell"], true)
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
			m.refused(m.move(0, move), game.BadMove)
		}
		m.want("mine", m.mine(0), game.View{})
	}
}

func TestLightning(t *testing.T) {
	m := begun(t, `{"lightning":true}`, "red", "red", "red").round(1)
	m.tap(0, m.right()[0])
	m.tap(1, m.wrong()[0])
	m.wait(7500 * time.Millisecond)
	m.tap(2, m.right()[0])
	m.next()
	m.want("in the first quarter", m.points(0), 4)
	m.want("in the first quarter, and wrong", m.points(1), 0)
	m.want("after it", m.points(2), 3)
}

func TestTheTargetCanBeReached(t *testing.T) {
	m := begun(t, `{}`, "red", "red", "red", "red")
	for n := 1; n <= 5; n++ {
		m.round(n)
		for i := range 4 {
			m.tap(i, m.perfect()...)
		}
	}
	m.next()
	m.want("target", m.g.View()["target"], game.View{"of": 60, "points": 4 * (4*3 + 12)})
}

func TestRedo(t *testing.T) {
	for n := 1; n <= 5; n++ {
		m := begun(t, `{}`, "red").round(n)
		tray, tiles := m.tray, m.pictures("tiles")
		m.tap(0, m.right()[0])
		m.must(m.lead(`{"do":"redo"}`))
		m.want("step", m.where(), "ready")
		m.to("play")
		m.want("before the reveal, the tray", m.tray, tray)
		m.want("before the reveal, the tiles", m.pictures("tiles"), tiles)
		m.want("before the reveal, the taps", m.mine(0), game.View{})
		m.tap(0, m.right()[0])
		m.next()
		answer := m.answer()
		m.must(m.lead(`{"do":"redo"}`))
		m.want("points", m.points(0), 0)
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
	for _, i := range m.g.View()["right"].([]int) {
		out = append(out, tiles[i].Name)
	}
	slices.Sort(out)
	return out
}

func TestWhoComesLatePlaysTheNextRound(t *testing.T) {
	m := begun(t, `{}`, "red").round(1)
	m.g.Join(m.now, game.Profile{ID: "p1", Name: "Late", Icon: "fox", Six: "red"})
	m.g.Wake(m.now, "p1")
	m.refused(m.move(1, `{"tiles":[0]}`), game.NotNow)
	m.round(2)
	m.tap(1, m.right()[0])
	m.next()
	m.want("points", m.points(1), 3)
}

func TestAwardsTellWhatHappened(t *testing.T) {
	m := begun(t, `{}`, "red", "red", "red").round(1)
	m.tap(0, m.right()[0])
	m.tap(1, m.wrong()[0], m.right()[0])
	m.round(5)
	m.tap(2, m.right()[:4]...)
	m.to("podium")
	got := map[string][]string{}
	for _, a := range m.g.View()["podium"].(game.View)["awards"].([]game.Award) {
		got[a.ID] = a.Players
		if a.Title == "" || a.Why == "" {
			t.Errorf("the award %s says nothing", a.ID)
		}
	}
	m.want("awards", got, map[string][]string{"eagle": {"p0"}, "tray": {"p2"}, "second": {"p1"}})
}

func TestWhyIsOneLine(t *testing.T) {
	m := begun(t, `{}`, "red")
	for n := 1; n <= 5; n++ {
		m.round(n).next()
		if why, ok := m.g.View()["why"].(string); !ok || len(why) < 20 || len(why) > 60 {
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
