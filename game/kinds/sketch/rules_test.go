package sketch

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"packnight/game"
)

// match is a game on the table.
type match struct {
	t     testing.TB
	g     *game.Game
	rules *sketch
	now   time.Time
}

// sit makes a game of players p0, p1, … of these Sixes.
func sit(t testing.TB, text string, seed byte, sixes ...string) *match {
	t.Helper()
	m := &match{t: t, now: time.UnixMilli(1_800_000_000_000)}
	g, err := game.New(m.kind(), game.Made{Code: "K7QX", Options: options(t, text), Seed: [32]byte{seed, 11}, Now: m.now})
	m.must(err)
	m.g = g
	for i, six := range sixes {
		m.join(i, six)
	}
	m.g.Take()
	return m
}

func (m *match) kind() game.Kind {
	return worn(func(k *sketch) game.Rules { m.rules = k; return k })
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

func (m *match) moveAs(id, move string) error {
	at := m.g.Moment()
	err := m.g.Move(m.now, game.Seat{ID: id, Role: game.RolePlayer}, &at, json.RawMessage(move))
	m.g.Take()
	return err
}

func (m *match) artist() string { return m.g.View()["artist"].(string) }

func (m *match) stroke(n int) {
	m.t.Helper()
	m.must(m.moveAs(m.artist(), fmt.Sprintf(`{"stroke":{"c":1,"w":0,"p":[%d,8]}}`, n)))
}

func (m *match) guess(id string, i int) error {
	return m.moveAs(id, fmt.Sprintf(`{"guess":%d}`, i))
}

func (m *match) mine(id string) game.View {
	return m.g.Mine(game.Seat{ID: id, Role: game.RolePlayer})
}

// wrong is the nth picture that is not the word.
func (m *match) wrong(n int) int {
	for i := range pictures {
		if i == m.rules.answer() {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	panic("there is none")
}

// guessers are all but the artist, sorted.
func (m *match) guessers() []string {
	return slices.DeleteFunc(slices.Clone(m.g.Players()), func(id string) bool { return id == m.artist() })
}

func (m *match) points(id string) any {
	return m.g.Room()["players"].(game.View)[id].(game.View)["points"]
}

func (m *match) drawn() int { return len(m.g.View()["strokes"].(game.View)) }

func (m *match) wait(d time.Duration) {
	until := m.now.Add(d)
	for at, ok := m.g.Next(); ok && !at.After(until); at, ok = m.g.Next() {
		m.now = at
		m.g.Tick(at)
	}
	m.now = until
	m.g.Take()
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

func TestTheSixesTakeTurns(t *testing.T) {
	for _, c := range []struct {
		sixes []string
		want  []string // the Six of each turn
	}{
		{[]string{"red", "red", "red"}, []string{"red", "red"}},
		{[]string{"red", "blue", "blue"}, []string{"red", "blue", "red", "blue"}},
		{[]string{"blue", "red", "green", "red"}, []string{"red", "blue", "green", "red", "blue", "green"}},
		{[]string{"red", "blue", "green", "yellow", "grey", "brown", "red"}, append(slices.Clone(game.Sixes[:]), game.Sixes[:]...)},
	} {
		m := sit(t, `{}`, 1, c.sixes...)
		times := map[string]int{}
		for round, six := range c.want {
			m.to(round+1, game.Ready)
			m.want(fmt.Sprintf("the Six of turn %d of %v", round+1, c.sixes), m.g.View()["six"], six)
			m.want("rounds", m.g.Room()["rounds"], len(c.want))
			times[m.artist()]++
		}
		for id, n := range times {
			if mates := slices.DeleteFunc(slices.Clone(c.sixes), func(s string) bool { return s != c.sixes[number(id)] }); n > (1+len(mates))/len(mates) {
				t.Errorf("%s of %v drew %d times", id, c.sixes, n)
			}
		}
		m.must(m.lead(`{"do":"finish"}`))
	}
}

func number(id string) int {
	n, err := strconv.Atoi(id[1:])
	if err != nil {
		panic(err)
	}
	return n
}

func TestPickDrawAndReveal(t *testing.T) {
	m := sit(t, `{}`, 2, "red", "blue").to(1, game.Ready)
	artist := m.artist()
	m.want("others see no words", m.mine(m.guessers()[0])["choices"], nil)
	words := m.mine(artist)["choices"].([]word)
	m.refused(m.moveAs(m.guessers()[0], `{"pick":0}`), game.NotNow)
	m.must(m.moveAs(artist, `{"pick":2}`))
	m.want("phase", m.g.Phase(), game.Play)
	m.want("the word", m.rules.Grid[m.rules.answer()], words[2])
	m.want("the artist's word", m.mine(artist)["word"], m.rules.answer())
	m.wait(44 * time.Second)
	m.want("phase", m.g.Phase(), game.Play)
	m.wait(2 * time.Second)
	m.want("phase", m.g.Phase(), game.Reveal)
	m.want("shown", m.g.View()["word"], m.rules.answer())
	m.wait(8 * time.Second)
	m.want("round", m.g.Room()["round"], 2)
}

func TestWhoDoesNotPickDrawsTheFirst(t *testing.T) {
	m := sit(t, `{}`, 2, "red", "blue").to(1, game.Ready)
	words := m.mine(m.artist())["choices"].([]word)
	m.wait(9 * time.Second)
	m.want("phase", m.g.Phase(), game.Play)
	m.want("the word", m.rules.Grid[m.rules.answer()], words[0])
}

func TestPoints(t *testing.T) {
	for _, c := range []struct {
		name  string
		tries []int // by guesser: the try that is right; 0 for none
		want  []int
		drew  int // the artist's
	}{
		{"by try", []int{1, 2, 3, 0}, []int{3, 2, 1, 0}, 3},
		{"nobody", []int{0, 0, 0, 0}, []int{0, 0, 0, 0}, 0},
		{"six at most for the artist", []int{1, 1, 1, 1, 1, 1, 1, 1}, []int{3, 3, 3, 3, 3, 3, 3, 3}, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			sixes := slices.Repeat([]string{"red"}, len(c.tries)+1)
			m := sit(t, `{"clock":"none"}`, 3, sixes...).to(1, game.Play)
			ids := m.guessers()
			for try := 1; try <= tries; try++ {
				for i, id := range ids {
					switch right := c.tries[i]; {
					case try == right:
						m.must(m.guess(id, m.rules.answer()))
					case right == 0 || try < right:
						m.must(m.guess(id, m.wrong(try)))
					}
				}
				m.wait(time.Millisecond)
				if m.g.Phase() == game.Play && try < tries {
					m.now = m.now.Add(tryEvery)
				}
			}
			m.to(1, game.Reveal)
			for i, id := range ids {
				m.want(id, m.points(id), c.want[i])
			}
			m.want("the artist", m.points(m.artist()), c.drew)
		})
	}
}

func TestTries(t *testing.T) {
	m := sit(t, `{"clock":"relaxed"}`, 4, "red", "red", "blue").to(1, game.Play)
	cub := m.guessers()[0]
	m.must(m.guess(cub, m.wrong(0)))
	m.refused(m.guess(cub, m.wrong(1)), game.SlowDown)
	m.wait(tryEvery - time.Millisecond)
	m.refused(m.guess(cub, m.wrong(1)), game.SlowDown)
	m.wait(time.Millisecond)
	m.refused(m.guess(cub, m.wrong(0)), game.NotNow) // that one was tried
	m.must(m.guess(cub, m.wrong(1)))
	m.wait(tryEvery)
	m.must(m.guess(cub, m.wrong(2)))
	m.wait(tryEvery)
	m.refused(m.guess(cub, m.wrong(3)), game.NotNow)
	m.refused(m.guess(m.artist(), m.wrong(3)), game.NotNow)
	m.refused(m.guess(cub, 9), game.BadMove)
}

func TestTheBellRingsOnceAllHaveAnswered(t *testing.T) {
	m := sit(t, `{}`, 4, "red", "blue", "blue", "green").to(1, game.Play)
	ids := m.guessers()
	m.g.Sleep(m.now, ids[2])
	m.must(m.guess(ids[0], m.rules.answer()))
	m.want("bell", m.g.View()["bell"], nil)
	m.must(m.guess(ids[1], m.rules.answer()))
	m.want("bell", m.g.View()["bell"], true)
}

func TestThePaper(t *testing.T) {
	m := sit(t, `{}`, 5, "red", "blue").to(1, game.Play)
	artist := m.artist()
	for i := range 3 {
		m.stroke(i)
	}
	m.want("strokes", m.drawn(), 3)
	m.must(m.moveAs(artist, `{"undo":true}`))
	m.want("after undo", m.drawn(), 2)
	m.must(m.moveAs(artist, `{"clear":true}`))
	m.want("after clear", m.drawn(), 0)
	m.must(m.moveAs(artist, `{"undo":true}`))
	m.want("after undoing the clear", m.drawn(), 2)
	m.must(m.moveAs(artist, `{"clear":true}`))
	m.stroke(9)
	m.want("after a stroke on the cleared paper", m.drawn(), 1)
	m.must(m.moveAs(artist, `{"undo":true}`))
	m.must(m.moveAs(artist, `{"undo":true}`))
	m.want("after more undos than strokes", m.drawn(), 0)
	m.refused(m.moveAs(m.guessers()[0], `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
}

func TestStrokesThatCantBe(t *testing.T) {
	m := sit(t, `{}`, 5, "red", "blue").to(1, game.Play)
	for _, stroke := range []string{
		`{"c":6,"w":0,"p":[1,2]}`, `{"c":-1,"w":0,"p":[1,2]}`, `{"c":0,"w":2,"p":[1,2]}`, `{"c":0,"w":0,"p":[1]}`, `{"c":0,"w":0,"p":[]}`,
		`{"c":0,"w":0,"p":[1,1001]}`, `{"c":0,"w":0,"p":[-1,1]}`, `{"c":0,"w":0,"p":[1.5,1]}`, `{"c":0,"w":0}`,
		`{"c":0,"w":0,"p":[` + strings.Repeat("1000,1000,", 500) + `1,1]}`,
	} {
		m.refused(m.moveAs(m.artist(), `{"stroke":`+stroke+`}`), game.BadMove)
	}
}

func TestADrawingIsBounded(t *testing.T) {
	m := sit(t, `{"clock":"none"}`, 5, "red", "blue").to(1, game.Play)
	long := `{"stroke":{"c":1,"w":0,"p":[` + strings.Repeat("1000,1000,", 390) + `9,9]}}`
	full := false
	for range 30 {
		full = full || errors.Is(m.moveAs(m.artist(), long), game.NotNow)
	}
	if size := len(m.g.Save().Seats[m.artist()]); !full || size > maxDrawing+1024 {
		t.Errorf("full: %v, and the record has %d bytes", full, size)
	}
	m.must(m.moveAs(m.artist(), `{"clear":true}`))
	for i := range maxStrokes {
		m.stroke(i % side)
	}
	m.refused(m.moveAs(m.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
}

func TestHideTakesTheDrawingOffEveryScreenAndOutOfTheStore(t *testing.T) {
	m := sit(t, `{}`, 6, "red", "blue").to(1, game.Play)
	m.stroke(777)
	saved := func() string { return string(m.g.Save().State) + fmt.Sprintf("%s", m.g.Save().Seats) }
	if !strings.Contains(saved(), "777") {
		t.Fatal("the stroke is not stored")
	}
	m.must(m.lead(`{"do":"hidedrawing"}`))
	room, view, _ := m.g.Shown(game.Seat{ID: "l", Role: game.RoleLeader})
	if strings.Contains(saved()+string(room)+string(view), "777") {
		t.Error("the drawing is still there")
	}
	m.refused(m.moveAs(m.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
	if m.spark(m.artist(), m.g.View()["sheet"].(int)) {
		t.Error("a line of a hidden drawing is relayed")
	}
	m.refused(m.lead(`{"do":"hidedrawing"}`), game.NotNow) // two leaders press it
	m.must(m.guess(m.guessers()[0], m.rules.answer()))     // who knew it already
}

func (m *match) spark(id string, sheet int) bool {
	body := fmt.Sprintf(`{"type":"spark","line":{"c":1,"w":0,"p":[1,2]},"sheet":%d,"n":0,"from":0}`, sheet)
	_, ok := m.g.Spark(m.now, game.Seat{ID: id, Role: game.RolePlayer}, json.RawMessage(body))
	return ok
}

func TestOnlyTheArtistsLinesAreRelayed(t *testing.T) {
	m := sit(t, `{}`, 6, "red", "blue").to(1, game.Play)
	sheet := m.g.View()["sheet"].(int)
	m.want("a guesser's", m.spark(m.guessers()[0], sheet), false)
	m.want("of another sheet", m.spark(m.artist(), sheet-1), false)
	m.want("the artist's", m.spark(m.artist(), sheet), true)
	m.to(1, game.Reveal)
	m.want("in the reveal", m.spark(m.artist(), sheet), false)
}

func TestTheArtistDrops(t *testing.T) {
	for _, c := range []struct {
		strokes int
		awake   []int // besides the artist
		stays   bool
	}{{0, []int{1, 2}, false}, {4, []int{1, 2}, false}, {5, []int{1, 2}, true}, {0, nil, true}} {
		m := sit(t, `{}`, 7, "red", "red", "blue").to(1, game.Play)
		for i := range 3 {
			if id(i) != m.artist() && !slices.Contains(c.awake, i) {
				m.g.Sleep(m.now, id(i))
			}
		}
		artist := m.artist()
		for i := range c.strokes {
			m.stroke(i)
		}
		m.g.Sleep(m.now, artist)
		m.g.Take()
		m.want(fmt.Sprintf("with %d strokes it stays", c.strokes), m.artist() == artist, c.stays)
		if !c.stays {
			m.want("the next", m.artist(), "p1") // of the same Six
			m.want("on a fresh sheet", m.drawn(), 0)
			m.want("and it knows the word", m.mine("p1")["word"], m.rules.answer())
			m.refused(m.guess("p1", m.rules.answer()), game.NotNow)
			m.g.Wake(m.now, artist)
			m.refused(m.guess(artist, m.rules.answer()), game.NotNow) // it was shown the word
		}
	}
}

func TestPassTheTurn(t *testing.T) {
	m := sit(t, `{}`, 8, "red", "red", "blue").to(1, game.Ready)
	first := m.artist()
	words := fmt.Sprint(m.mine(first)["choices"])
	m.must(m.lead(fmt.Sprintf(`{"do":"pass","artist":%q}`, first)))
	m.refused(m.lead(fmt.Sprintf(`{"do":"pass","artist":%q}`, first)), game.TooLate) // two leaders press it
	second := m.artist()
	if second == first || m.rules.Six != "red" {
		t.Fatalf("the turn is %s's of %s, after %s", second, m.rules.Six, first)
	}
	if got := fmt.Sprint(m.mine(second)["choices"]); got == words {
		t.Error("the words are those that the first has seen")
	}
	m.must(m.moveAs(second, `{"pick":1}`))
	m.must(m.guess(first, m.rules.answer())) // it has not seen these
	m.must(m.moveAs(second, `{"pass":true}`))
	m.want("the third is of another Six", m.artist(), "p2")
	m.must(m.lead(`{"do":"pass"}`))
	m.want("back to the first", m.artist() != "p2", true)
}

func TestNobodyElseToDraw(t *testing.T) {
	m := sit(t, `{}`, 8, "red", "red").to(1, game.Ready)
	other := m.guessers()[0]
	m.g.Sleep(m.now, other)
	m.g.Take()
	m.refused(m.moveAs(m.artist(), `{"pass":true}`), game.NotNow)
	m.refused(m.lead(`{"do":"pass"}`), game.NotNow)
	m.g.Leave(m.now, m.artist())
	m.want("nobody draws", m.artist(), "")
	m.g.Wake(m.now, other)
	m.want("who wakes draws", m.artist(), other)
}

func TestWhoComesLateWaitsForTheNextTurn(t *testing.T) {
	m := sit(t, `{}`, 9, "red", "red").to(1, game.Play)
	m.stroke(5)
	m.join(2, "red")
	_, view, _ := m.g.Shown(game.Seat{ID: "p2", Role: game.RolePlayer})
	if !strings.Contains(string(view), `[5,8]`) {
		t.Errorf("who comes late does not see the drawing so far: %s", view)
	}
	m.refused(m.guess("p2", 1), game.NotNow)
	m.must(m.lead(`{"do":"pass"}`))
	m.want("it does not draw either", m.artist() != "p2", true)
}

func TestATurnPlayedAgainHasOtherPictures(t *testing.T) {
	m := sit(t, `{}`, 9, "red", "blue").to(1, game.Play)
	grid, artist := fmt.Sprint(m.rules.Grid), m.artist()
	m.stroke(5)
	m.must(m.lead(`{"do":"redo"}`))
	m.want("not seen: the same pictures", fmt.Sprint(m.rules.Grid), grid)
	m.to(1, game.Reveal)
	m.want("a fresh sheet", m.drawn(), 0)
	m.must(m.lead(`{"do":"redo"}`))
	if fmt.Sprint(m.rules.Grid) == grid {
		t.Error("what was revealed is drawn again")
	}
	m.want("the artist", m.artist(), artist)
}

func TestWordsAreNotOfferedTwice(t *testing.T) {
	m := sit(t, `{"words":["animals","camp","food"]}`, 10, "red", "blue", "green", "yellow", "grey", "brown")
	seen := map[string]int{}
	for round := 1; round <= 12; round++ {
		m.to(round, game.Ready)
		for _, i := range m.rules.Choice {
			seen[m.rules.Grid[i].Name]++
		}
	}
	m.want("words offered in twelve turns", len(seen), 36)
}

func TestTheWords(t *testing.T) {
	names, faces := map[string]bool{}, map[string]bool{}
	for _, s := range sets() {
		if len(s.words) < pictures {
			t.Errorf("%s has %d words", s.id, len(s.words))
		}
		for _, w := range s.words {
			if names[w.Name] || faces[w.Picture] || w.Name == "" || w.Picture == "" {
				t.Errorf("%q %q is there twice, or empty", w.Picture, w.Name)
			}
			names[w.Name], faces[w.Picture] = true, true
		}
	}
	if len(names) < 60 {
		t.Errorf("there are %d words", len(names))
	}
}

// TestTheArtistComesBackAfterARestart: it has as long as one who drops.
func TestTheArtistComesBackAfterARestart(t *testing.T) {
	for _, back := range []bool{true, false} {
		m := sit(t, `{"clock":"relaxed"}`, 12, "red", "red", "blue").to(1, game.Play)
		m.stroke(3)
		artist := m.artist()
		others := m.guessers()
		g, err := game.Load(m.kind(), "K7QX", m.g.Save(), m.now)
		m.must(err)
		m.g = g
		for _, id := range others {
			m.g.Wake(m.now, id)
		}
		m.g.Take()
		_ = m.lead(`{"do":"resume"}`)
		m.wait(10 * time.Second)
		m.want("the artist is waited for", m.artist(), artist)
		if back {
			m.g.Wake(m.now, artist)
			m.g.Take()
		}
		m.wait(20 * time.Second)
		m.want("came back and draws on", m.artist() == artist, back)
	}
}
