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
	"packnight/game/kindtest"
)

// match is a game on the table.
type match struct {
	*kindtest.Match
	rules *sketch
}

// sit makes a game of players p0, p1, … of these Sixes.
func sit(t testing.TB, text string, seed byte, sixes ...string) *match {
	t.Helper()
	m := &match{}
	kind := kindtest.Worn(Kind(), func(k *sketch) game.Rules { m.rules = k; return k })
	m.Match = kindtest.Sit(t, subject(t, kind, text), seed, sixes...)
	return m
}

func (m *match) artist() string { return m.Game.View()["artist"].(string) }

func (m *match) stroke(n int) {
	m.T.Helper()
	m.Must(m.Move(m.artist(), fmt.Sprintf(`{"stroke":{"c":1,"w":0,"p":[%d,8]}}`, n)))
}

func (m *match) guess(id string, i int) error {
	return m.Move(id, fmt.Sprintf(`{"guess":%d}`, i))
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
	return slices.DeleteFunc(slices.Clone(m.Game.Players()), func(id string) bool { return id == m.artist() })
}

func (m *match) drawn() int { return len(m.Game.View()["strokes"].(game.View)) }

func TestTheSixesTakeTurns(t *testing.T) {
	for _, c := range []struct {
		sixes []string
		want  []string // the Six of each turn
	}{
		{[]string{"red", "red", "red"}, []string{"red", "red"}},
		{[]string{"red", "blue", "blue"}, []string{"red", "blue", "red", "blue"}},
		{[]string{"blue", "red", "green", "red"}, []string{"red", "blue", "green", "red", "blue", "green"}},
		{[]string{"red", "blue", "green", "yellow", "grey", "brown", "red"}, slices.Repeat(game.Sixes[:], 2)},
		{[]string{"", ""}, []string{"", ""}},
		{[]string{"", "red", "blue"}, []string{"red", "blue", "", "red", "blue", ""}},
		{append([]string{""}, game.Sixes[:5]...), slices.Repeat(append(slices.Clone(game.Sixes[:5]), ""), 2)},
		{append([]string{"", ""}, game.Sixes[:]...), slices.Repeat(game.Sixes[:], 2)},
	} {
		m := sit(t, `{}`, 1, c.sixes...)
		times := map[string]int{}
		for round, six := range c.want {
			m.To(round+1, game.Ready)
			m.Want(fmt.Sprintf("the Six of turn %d of %v", round+1, c.sixes), m.Game.View()["six"], six)
			m.Want("rounds", m.Game.Room()["rounds"], len(c.want))
			times[m.artist()]++
		}
		for id, n := range times {
			if mates := slices.DeleteFunc(slices.Clone(c.sixes), func(s string) bool { return s != c.sixes[number(id)] }); n > (1+len(mates))/len(mates) {
				t.Errorf("%s of %v drew %d times", id, c.sixes, n)
			}
		}
		m.Must(m.Lead(`{"do":"finish"}`))
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
	m := sit(t, `{}`, 2, "red", "blue")
	m.To(1, game.Ready)
	artist := m.artist()
	m.Want("others see no words", m.Mine(m.guessers()[0])["choices"], nil)
	words := m.Mine(artist)["choices"].([]word)
	m.Refused(m.Move(m.guessers()[0], `{"pick":0}`), game.NotNow)
	m.Must(m.Move(artist, `{"pick":2}`))
	m.Want("phase", m.Game.Phase(), game.Play)
	m.Want("the word", m.rules.Grid[m.rules.answer()], words[2])
	m.Want("the artist's word", m.Mine(artist)["word"], m.rules.answer())
	m.Wait(44 * time.Second)
	m.Want("phase", m.Game.Phase(), game.Play)
	m.Wait(2 * time.Second)
	m.Want("phase", m.Game.Phase(), game.Reveal)
	m.Want("shown", m.Game.View()["word"], m.rules.answer())
	m.Wait(8 * time.Second)
	m.Want("round", m.Game.Room()["round"], 2)
}

func TestWhoDoesNotPickDrawsTheFirst(t *testing.T) {
	m := sit(t, `{}`, 2, "red", "blue")
	m.To(1, game.Ready)
	words := m.Mine(m.artist())["choices"].([]word)
	m.Wait(9 * time.Second)
	m.Want("phase", m.Game.Phase(), game.Play)
	m.Want("the word", m.rules.Grid[m.rules.answer()], words[0])
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
			m := sit(t, `{"clock":"none"}`, 3, sixes...)
			m.To(1, game.Play)
			ids := m.guessers()
			for try := 1; try <= tries; try++ {
				for i, id := range ids {
					switch right := c.tries[i]; {
					case try == right:
						m.Must(m.guess(id, m.rules.answer()))
					case right == 0 || try < right:
						m.Must(m.guess(id, m.wrong(try)))
					}
				}
				m.Wait(time.Millisecond)
				if m.Game.Phase() == game.Play && try < tries {
					m.Now = m.Now.Add(tryEvery)
				}
			}
			m.To(1, game.Reveal)
			for i, id := range ids {
				m.Want(id, m.Points(id), c.want[i])
			}
			m.Want("the artist", m.Points(m.artist()), c.drew)
		})
	}
}

func TestTries(t *testing.T) {
	m := sit(t, `{"clock":"relaxed"}`, 4, "red", "red", "blue")
	m.To(1, game.Play)
	cub := m.guessers()[0]
	m.Must(m.guess(cub, m.wrong(0)))
	m.Refused(m.guess(cub, m.wrong(1)), game.SlowDown)
	m.Wait(tryEvery - time.Millisecond)
	m.Refused(m.guess(cub, m.wrong(1)), game.SlowDown)
	m.Wait(time.Millisecond)
	m.Refused(m.guess(cub, m.wrong(0)), game.NotNow) // that one was tried
	m.Must(m.guess(cub, m.wrong(1)))
	m.Wait(tryEvery)
	m.Must(m.guess(cub, m.wrong(2)))
	m.Wait(tryEvery)
	m.Refused(m.guess(cub, m.wrong(3)), game.NotNow)
	m.Refused(m.guess(m.artist(), m.wrong(3)), game.NotNow)
	m.Refused(m.guess(cub, 9), game.BadMove)
}

func TestTheBellRingsOnceAllHaveAnswered(t *testing.T) {
	m := sit(t, `{}`, 4, "red", "blue", "blue", "green")
	m.To(1, game.Play)
	ids := m.guessers()
	m.Game.Sleep(m.Now, ids[2])
	m.Must(m.guess(ids[0], m.rules.answer()))
	m.Want("bell", m.Game.View()["bell"], nil)
	m.Must(m.guess(ids[1], m.rules.answer()))
	m.Want("bell", m.Game.View()["bell"], true)
}

// TestWhoDrawsHasItsTime: the bell is for guessers who are done. Where there are none, a
// drawing goes on until the clock or the leader ends it.
func TestWhoDrawsHasItsTime(t *testing.T) {
	right := func(m *match) int { return m.rules.answer() }
	wrong := func(m *match) int { return m.wrong(0) }
	for _, c := range []struct {
		name  string
		guess func(*match) int // of the one guesser
		sleep bool             // the guesser falls asleep
		pass  bool             // before that, the turn passes to the guesser
		bell  bool
	}{
		{name: "it guesses on"},
		{name: "it is right", guess: right, bell: true},
		{name: "it is right and falls asleep", guess: right, sleep: true, bell: true},
		{name: "it is wrong and falls asleep", guess: wrong, sleep: true},
		{name: "it falls asleep", sleep: true},
		{name: "it draws, and the other knows the word", pass: true},
	} {
		for _, clock := range []string{"normal", "none"} {
			t.Run(c.name+", clock "+clock, func(t *testing.T) {
				m := sit(t, fmt.Sprintf(`{"clock":%q}`, clock), 4, "red", "blue")
				m.To(1, game.Play)
				guesser := m.guessers()[0]
				m.Wait(5 * time.Second)
				if c.guess != nil {
					m.Must(m.guess(guesser, c.guess(m)))
				}
				if c.pass {
					m.Must(m.Move(m.artist(), `{"pass":true}`))
				}
				if c.sleep {
					m.Game.Sleep(m.Now, guesser)
				}
				m.Want("bell", m.Game.View()["bell"] == true, c.bell)
				m.Wait(39 * time.Second)
				draws := func() bool { return m.Game.Phase() == game.Play && m.Game.Room()["round"] == 1 }
				m.Want("it draws after 44 s", draws(), !c.bell)
				m.Wait(time.Minute)
				m.Want("it draws for ever", draws(), !c.bell && clock == "none")
			})
		}
	}
}

func TestALoneCubDraws(t *testing.T) {
	for clock, ends := range map[string]bool{"normal": true, "none": false} {
		m := sit(t, fmt.Sprintf(`{"clock":%q}`, clock), 4, "red")
		m.To(1, game.Play)
		m.Wait(44 * time.Second)
		m.Want("phase", m.Game.Phase(), game.Play)
		m.Want("bell", m.Game.View()["bell"], nil)
		m.Wait(2 * time.Second)
		m.Want("over, clock "+clock, m.Game.Phase() == game.Reveal, ends)
	}
}

func TestThePaper(t *testing.T) {
	m := sit(t, `{}`, 5, "red", "blue")
	m.To(1, game.Play)
	artist := m.artist()
	for i := range 3 {
		m.stroke(i)
	}
	m.Want("strokes", m.drawn(), 3)
	m.Must(m.Move(artist, `{"undo":true}`))
	m.Want("after undo", m.drawn(), 2)
	m.Must(m.Move(artist, `{"clear":true}`))
	m.Want("after clear", m.drawn(), 0)
	m.Must(m.Move(artist, `{"undo":true}`))
	m.Want("after undoing the clear", m.drawn(), 2)
	m.Must(m.Move(artist, `{"clear":true}`))
	m.stroke(9)
	m.Want("after a stroke on the cleared paper", m.drawn(), 1)
	m.Must(m.Move(artist, `{"undo":true}`))
	m.Must(m.Move(artist, `{"undo":true}`))
	m.Want("after more undos than strokes", m.drawn(), 0)
	m.Refused(m.Move(m.guessers()[0], `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
}

func TestStrokesThatCantBe(t *testing.T) {
	m := sit(t, `{}`, 5, "red", "blue")
	m.To(1, game.Play)
	for _, stroke := range []string{
		`{"c":6,"w":0,"p":[1,2]}`, `{"c":-1,"w":0,"p":[1,2]}`, `{"c":0,"w":2,"p":[1,2]}`, `{"c":0,"w":0,"p":[1]}`, `{"c":0,"w":0,"p":[]}`,
		`{"c":0,"w":0,"p":[1,1001]}`, `{"c":0,"w":0,"p":[-1,1]}`, `{"c":0,"w":0,"p":[1.5,1]}`, `{"c":0,"w":0}`,
		`{"c":0,"w":0,"p":[` + strings.Repeat("1000,1000,", 500) + `1,1]}`,
	} {
		m.Refused(m.Move(m.artist(), `{"stroke":`+stroke+`}`), game.BadMove)
	}
}

func TestADrawingIsBounded(t *testing.T) {
	m := sit(t, `{"clock":"none"}`, 5, "red", "blue")
	m.To(1, game.Play)
	long := `{"stroke":{"c":1,"w":0,"p":[` + strings.Repeat("1000,1000,", 390) + `9,9]}}`
	full := false
	for range 30 {
		full = full || errors.Is(m.Move(m.artist(), long), game.NotNow)
	}
	if size := len(m.Game.Save().Seats[m.artist()]); !full || size > maxDrawing+1024 {
		t.Errorf("full: %v, and the record has %d bytes", full, size)
	}
	m.Must(m.Move(m.artist(), `{"clear":true}`))
	for i := range maxStrokes {
		m.stroke(i % side)
	}
	m.Refused(m.Move(m.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
}

func TestHideTakesTheDrawingOffEveryScreenAndOutOfTheStore(t *testing.T) {
	m := sit(t, `{}`, 6, "red", "blue")
	m.To(1, game.Play)
	m.stroke(777)
	saved := func() string { return string(m.Game.Save().State) + fmt.Sprintf("%s", m.Game.Save().Seats) }
	if !strings.Contains(saved(), "777") {
		t.Fatal("the stroke is not stored")
	}
	m.Must(m.Lead(`{"do":"hidedrawing"}`))
	room, view, _ := m.Game.Shown(game.Seat{ID: "l", Role: game.RoleLeader})
	if strings.Contains(saved()+string(room)+string(view), "777") {
		t.Error("the drawing is still there")
	}
	m.Refused(m.Move(m.artist(), `{"stroke":{"c":1,"w":0,"p":[1,2]}}`), game.NotNow)
	if m.spark(m.artist(), m.Game.View()["sheet"].(int)) {
		t.Error("a line of a hidden drawing is relayed")
	}
	m.Refused(m.Lead(`{"do":"hidedrawing"}`), game.NotNow) // two leaders press it
	m.Must(m.guess(m.guessers()[0], m.rules.answer()))     // who knew it already
}

func (m *match) spark(id string, sheet int) bool {
	body := fmt.Sprintf(`{"type":"spark","line":{"c":1,"w":0,"p":[1,2]},"sheet":%d,"n":0,"from":0}`, sheet)
	_, ok := m.Game.Spark(m.Now, game.Seat{ID: id, Role: game.RolePlayer}, json.RawMessage(body))
	return ok
}

func TestOnlyTheArtistsLinesAreRelayed(t *testing.T) {
	m := sit(t, `{}`, 6, "red", "blue")
	m.To(1, game.Play)
	sheet := m.Game.View()["sheet"].(int)
	m.Want("a guesser's", m.spark(m.guessers()[0], sheet), false)
	m.Want("of another sheet", m.spark(m.artist(), sheet-1), false)
	m.Want("the artist's", m.spark(m.artist(), sheet), true)
	m.To(1, game.Reveal)
	m.Want("in the reveal", m.spark(m.artist(), sheet), false)
}

func TestTheArtistDrops(t *testing.T) {
	for _, c := range []struct {
		strokes int
		awake   []int // besides the artist
		stays   bool
	}{{0, []int{1, 2}, false}, {4, []int{1, 2}, false}, {5, []int{1, 2}, true}, {0, nil, true}} {
		m := sit(t, `{}`, 7, "red", "red", "blue")
		m.To(1, game.Play)
		for i := range 3 {
			if kindtest.ID(i) != m.artist() && !slices.Contains(c.awake, i) {
				m.Game.Sleep(m.Now, kindtest.ID(i))
			}
		}
		artist := m.artist()
		for i := range c.strokes {
			m.stroke(i)
		}
		m.Game.Sleep(m.Now, artist)
		m.Game.Take()
		m.Want(fmt.Sprintf("with %d strokes it stays", c.strokes), m.artist() == artist, c.stays)
		if !c.stays {
			m.Want("the next", m.artist(), "p1") // of the same Six
			m.Want("on a fresh sheet", m.drawn(), 0)
			m.Want("and it knows the word", m.Mine("p1")["word"], m.rules.answer())
			m.Refused(m.guess("p1", m.rules.answer()), game.NotNow)
			m.Game.Wake(m.Now, artist)
			m.Refused(m.guess(artist, m.rules.answer()), game.NotNow) // it was shown the word
		}
	}
}

func TestPassTheTurn(t *testing.T) {
	m := sit(t, `{}`, 8, "red", "red", "blue")
	m.To(1, game.Ready)
	first := m.artist()
	words := fmt.Sprint(m.Mine(first)["choices"])
	m.Must(m.Lead(fmt.Sprintf(`{"do":"pass","artist":%q}`, first)))
	m.Refused(m.Lead(fmt.Sprintf(`{"do":"pass","artist":%q}`, first)), game.TooLate) // two leaders press it
	second := m.artist()
	if second == first || m.rules.Six != "red" {
		t.Fatalf("the turn is %s's of %s, after %s", second, m.rules.Six, first)
	}
	if got := fmt.Sprint(m.Mine(second)["choices"]); got == words {
		t.Error("the words are those that the first has seen")
	}
	m.Must(m.Move(second, `{"pick":1}`))
	m.Must(m.guess(first, m.rules.answer())) // it has not seen these
	m.Must(m.Move(second, `{"pass":true}`))
	m.Want("the third is of another Six", m.artist(), "p2")
	m.Must(m.Lead(`{"do":"pass"}`))
	m.Want("back to the first", m.artist() != "p2", true)
}

// TestEachArtistIsPaidForItsOwnDrawing: a guess belongs to who drew when it was made.
func TestEachArtistIsPaidForItsOwnDrawing(t *testing.T) {
	for _, c := range []struct {
		name          string
		before, after int // right guesses before and after the turn passes
	}{{"all before", 2, 0}, {"all after", 0, 2}, {"some and some", 1, 3}, {"six at most each", 7, 8}} {
		t.Run(c.name, func(t *testing.T) {
			m := sit(t, `{"clock":"none"}`, 8, slices.Repeat([]string{"red"}, c.before+c.after+3)...)
			m.To(1, game.Play)
			first, ids := m.artist(), m.guessers()
			slices.Reverse(ids) // the last is the next to draw
			for _, id := range ids[:c.before] {
				m.Must(m.guess(id, m.rules.answer()))
			}
			m.Must(m.Lead(`{"do":"pass"}`))
			second := m.artist()
			m.Reload()
			for _, id := range ids[c.before : c.before+c.after] {
				m.Must(m.guess(id, m.rules.answer()))
			}
			m.To(1, game.Reveal)
			m.Want("the first", m.Points(first), min(artistMost, c.before))
			m.Want("the second", m.Points(second), min(artistMost, c.after))
			m.Want("the first drew", m.Mine(first)["drew"], c.before)
			m.Want("the second drew", m.Mine(second)["drew"], c.after)
			m.Want("a guesser drew", m.Mine(ids[0])["drew"], nil)
			for _, id := range ids[:c.before+c.after] {
				m.Want(id, m.Points(id), tries)
			}
		})
	}
}

func TestNobodyElseToDraw(t *testing.T) {
	m := sit(t, `{}`, 8, "red", "red")
	m.To(1, game.Ready)
	other := m.guessers()[0]
	m.Game.Sleep(m.Now, other)
	m.Game.Take()
	m.Refused(m.Move(m.artist(), `{"pass":true}`), game.NotNow)
	m.Refused(m.Lead(`{"do":"pass"}`), game.NotNow)
	m.Game.Leave(m.Now, m.artist())
	m.Want("nobody draws", m.artist(), "")
	m.Game.Wake(m.Now, other)
	m.Want("who wakes draws", m.artist(), other)
}

func TestWhoComesLateWaitsForTheNextTurn(t *testing.T) {
	m := sit(t, `{}`, 9, "red", "red")
	m.To(1, game.Play)
	m.stroke(5)
	m.Join("p2", "red")
	_, view, _ := m.Game.Shown(game.Seat{ID: "p2", Role: game.RolePlayer})
	if !strings.Contains(string(view), `[5,8]`) {
		t.Errorf("who comes late does not see the drawing so far: %s", view)
	}
	m.Refused(m.guess("p2", 1), game.NotNow)
	m.Must(m.Lead(`{"do":"pass"}`))
	m.Want("it does not draw either", m.artist() != "p2", true)
}

func TestATurnPlayedAgainHasOtherPictures(t *testing.T) {
	m := sit(t, `{}`, 9, "red", "blue")
	m.To(1, game.Play)
	grid, artist := fmt.Sprint(m.rules.Grid), m.artist()
	m.stroke(5)
	m.Must(m.Lead(`{"do":"redo"}`))
	m.Want("not seen: the same pictures", fmt.Sprint(m.rules.Grid), grid)
	m.To(1, game.Reveal)
	m.Want("a fresh sheet", m.drawn(), 0)
	m.Must(m.Lead(`{"do":"redo"}`))
	if fmt.Sprint(m.rules.Grid) == grid {
		t.Error("what was revealed is drawn again")
	}
	m.Want("the artist", m.artist(), artist)
}

func TestWordsAreNotOfferedTwice(t *testing.T) {
	m := sit(t, `{"words":["animals","camp","food"]}`, 10, "red", "blue", "green", "yellow", "grey", "brown")
	seen := map[string]int{}
	for round := 1; round <= 12; round++ {
		m.To(round, game.Ready)
		for _, i := range m.rules.Choice {
			seen[m.rules.Grid[i].Name]++
		}
	}
	m.Want("words offered in twelve turns", len(seen), 36)
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
		m := sit(t, `{"clock":"relaxed"}`, 12, "red", "red", "blue")
		m.To(1, game.Play)
		m.stroke(3)
		artist := m.artist()
		m.Game = m.Restarted(m.guessers()...)
		_ = m.Lead(`{"do":"resume"}`)
		m.Wait(10 * time.Second)
		m.Want("the artist is waited for", m.artist(), artist)
		if back {
			m.Game.Wake(m.Now, artist)
			m.Game.Take()
		}
		m.Wait(20 * time.Second)
		m.Want("came back and draws on", m.artist() == artist, back)
	}
}
