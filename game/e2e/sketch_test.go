package e2e

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"packnight/game/bot"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// TestSketchFromCampfireToPodiumAndBack plays Sketch & Guess with small and large packs:
// the artist picks and draws, everyone sees it and guesses.
func TestSketchFromCampfireToPodiumAndBack(t *testing.T) {
	t.Parallel() // it mostly waits
	for _, n := range []int{2, 12, 30} {
		t.Run(fmt.Sprint(n, " Cubs"), func(t *testing.T) {
			ctx := evening(t, 3*time.Minute)
			p := start(t, freeAddress(t), t.TempDir())
			k := assemble(t, ctx, p, n)
			home := k.campfire()
			k.play("sketch", map[string]any{"clock": "none"})
			k.next() // explain
			for round := 1; !k.atPodium(); round++ {
				k.goTo("pick", round)
				k.pickAndDraw(3)
				k.guessAll(round)
				k.goOn()
				k.all("it is revealed", phase("reveal", round))
				k.all("the word is shown", func(s bot.State) bool { return s.Game["word"] != nil })
				k.goOn()
				k.all("the game goes on", func(s bot.State) bool { return s.Room["phase"] != "reveal" })
			}
			if points := k.points(); points <= 0 {
				t.Errorf("they have %v points", points)
			}
			k.goHome()
			k.all("everyone is awake at home", func(s bot.State) bool { return s.Room["code"] == home && awake(s) == n })
			k.unbroken()
			p.stop()
			t.Logf("a whole Sketch & Guess: %d KB written", p.written()/1024)
		})
	}
}

// artist is the Cub whose turn it is.
func (k *pack) artist() *cub {
	k.t.Helper()
	var id any
	k.leader.Look(func(s bot.State) { id = s.Game["artist"] })
	for _, c := range k.cubs {
		if c.id == id {
			return c
		}
	}
	k.t.Fatalf("the artist is %v, who is no Cub", id)
	return nil
}

// pickAndDraw has the artist pick a word and draw, and all see the strokes.
func (k *pack) pickAndDraw(strokes int) {
	k.t.Helper()
	a := k.artist()
	k.applied(a, map[string]any{"pick": 1})
	k.all("drawing has begun", func(s bot.State) bool { return stepOf(s) == "draw" })
	for i := range strokes {
		k.applied(a, map[string]any{"stroke": map[string]any{"c": i, "w": i % 2, "p": []int{100, 100 * i, 500, 500, 900, 100 * i}}})
	}
	k.all("the strokes are seen", func(s bot.State) bool {
		list, _ := s.Game["strokes"].(map[string]any)
		return len(list) == strokes
	})
}

// applied sends a Cub's move and expects it to be applied.
func (k *pack) applied(c *cub, move map[string]any) {
	k.t.Helper()
	if code, err := c.seat.Decided(k.ctx, c.seat.Move(move, true)); err != nil || code != "" {
		k.t.Fatalf("%s: %v was refused %q (%v)", c.id, move, code, err)
	}
}

// guessAll has everyone but the artist tap a picture: every other one is right.
func (k *pack) guessAll(round int) {
	k.t.Helper()
	a := k.artist()
	word := 0
	a.seat.Look(func(s bot.State) {
		n, _ := s.Mine["word"].(float64)
		word = int(n)
	})
	for i, c := range k.cubs {
		if c != a {
			k.applied(c, map[string]any{"guess": (word + (i+round)%2) % 9})
		}
	}
}

// TestSketchSurvivesKillsInEveryPhase kills the program in each step, and holds what
// every seat saw before against what it sees after.
func TestSketchSurvivesKillsInEveryPhase(t *testing.T) {
	ctx := evening(t, 4*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	k := assemble(t, ctx, p, 20)
	k.play("sketch", map[string]any{"clock": "relaxed"})
	steps := []string{"lobby", "explain"}
	for range 2 {
		steps = append(steps, "pick", "draw", "reveal")
	}
	for i, step := range steps {
		if step == "draw" {
			k.pickAndDraw(4)
			k.guessMost()
		} else {
			k.goTo(step, (i+1)/3)
		}
		k.upToDate()
		welcomes, mines := k.welcomes(), k.mines()
		p.kill()
		before := k.seen()
		p = start(t, address, folder)
		k.back(welcomes)
		k.compare(before)
		if got := k.mines(); step != "lobby" && !reflect.DeepEqual(got, mines) {
			t.Errorf("what each sees alone is %v, was %v", got, mines)
		}
		k.unbroken()
		if t.Failed() {
			t.Fatalf("after the kill in %s, event %d", step, i)
		}
	}
	k.do(map[string]any{"do": "finish"}, true)
	k.all("the podium stands", phase("podium", -1))
	k.goHome()
	p.stop()
}

// guessMost has all but the artist and one more tap once.
func (k *pack) guessMost() {
	k.t.Helper()
	a := k.artist()
	for i, c := range k.cubs[:len(k.cubs)-2] {
		if c != a {
			k.applied(c, map[string]any{"guess": i % 9})
		}
	}
}

// TestPagesPlaySketch plays Sketch & Guess in a real browser: a console, a big screen,
// and two phones that draw and guess in turn.
func TestPagesPlaySketch(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 6*time.Minute)
	k, w := fourWindows(t, ctx, 2, "Blue")
	shots := w.shots(t, "sketch")
	k.gather("sketch", map[string]any{"clock": "none"})
	w.ben.sees("Sketch & Guess")
	w.leader.tap("Tell how it goes")
	w.stage.sees("everyone else looks")
	shots("explain")
	w.leader.tap("Hand out the pens")
	seen := map[string]bool{}
	for round := 1; round <= 4; round++ {
		k.sketchTurn(w, round, seen, shots)
	}
	if !seen["phone"] || !seen["smallphone"] {
		t.Errorf("only %v drew", seen)
	}
	k.all("the podium stands", phase("podium", -1))
	shots("podium")
	w.leader.tap("Back to the campfire")
	w.ben.sees("campfire")
}

// turnOf waits until a round's artist is known, and returns its window, nil for a bot's.
func (k *pack) turnOf(w *windows, round int) *page {
	k.t.Helper()
	k.all("somebody picks", func(s bot.State) bool { return s.Room["round"] == float64(round) && stepOf(s) == "pick" })
	var name any
	k.leader.Look(func(s bot.State) {
		id, _ := s.Game["artist"].(string)
		player, _ := s.Room["players"].(map[string]any)[id].(map[string]any)
		name = player["name"]
	})
	artist, other := w.ben, w.eva
	switch name {
	case "Ben":
	case "Eva":
		artist, other = other, artist
	default:
		return nil
	}
	artist.sees("Pick one to draw!")
	other.sees("is picking")
	return artist
}

func (k *pack) sketchTurn(w *windows, round int, seen map[string]bool, shots func(string)) {
	k.t.Helper()
	w.leader.until(`!!document.querySelector('.sketch-pane:not([hidden])')`, "the pane")
	artist := k.turnOf(w, round)
	what := fmt.Sprintf("%d", round)
	if artist == nil {
		k.pickAndDraw(5)
	} else {
		seen[artist.name] = true
		shots("pick-" + what)
		artist.press(".sketch-tile:nth-child(2)")
		k.all("drawing has begun", func(s bot.State) bool { return stepOf(s) == "draw" })
		artist.sees("Draw: ")
		k.drawAFish(w, artist)
	}
	guesser := w.ben
	if artist == w.ben {
		guesser = w.eva
	}
	guesser.sees("three tries")
	guesser.press(".sketch-tile:nth-child(5)")
	guesser.until(`!!document.querySelector('.sketch-tile.right, .sketch-tile.wrong')`, "a verdict")
	shots("draw-" + what)
	if artist != nil {
		k.hideAndSeek(w, artist)
	}
	w.leader.tap("Show what it is")
	k.leaderSees("reveal", round)
	w.stage.until(`!!document.querySelector('.sketch-choice li.is')`, "what it was")
	shots("reveal-" + what)
	k.goOn()
}

// inkAbove is JavaScript that tells whether a line is being drawn on the paper.
const inkAbove = `(() => {
	const c = document.querySelector('section:not([hidden]) .sketch-sheet .paper canvas:last-child, .sketch-pane .paper canvas:last-child');
	return !!c && c.width > 0 && c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v > 0);
})()`

// drawAFish draws with the mouse; the sparks are seen before the line is finished.
func (k *pack) drawAFish(w *windows, artist *page) {
	k.t.Helper()
	fish := [][2]float64{{0.2, 0.5}, {0.35, 0.3}, {0.6, 0.3}, {0.75, 0.5}, {0.9, 0.35}, {0.9, 0.65}, {0.75, 0.5}, {0.6, 0.7}, {0.35, 0.7}, {0.2, 0.5}}
	artist.stroke(fish, func() {
		for _, page := range []*page{w.leader, w.stage} {
			page.until(inkAbove, "the line is seen while it grows")
		}
		k.all("no stroke is kept yet", func(s bot.State) bool {
			list, _ := s.Game["strokes"].(map[string]any)
			return len(list) == 0
		})
	})
	artist.press(".pen:nth-child(2)")
	artist.stroke([][2]float64{{0.35, 0.45}, {0.37, 0.45}}, nil)
	k.all("the strokes are kept", func(s bot.State) bool {
		list, _ := s.Game["strokes"].(map[string]any)
		return len(list) == 2
	})
}

// hideAndSeek undoes, clears, brings back, and has the leader hide it all.
func (k *pack) hideAndSeek(w *windows, artist *page) {
	k.t.Helper()
	strokes := func(n int) {
		k.t.Helper()
		k.all(fmt.Sprint(n, " strokes are left"), func(s bot.State) bool {
			list, _ := s.Game["strokes"].(map[string]any)
			return len(list) == n
		})
	}
	artist.tap("Undo")
	strokes(1)
	artist.tap("Clear")
	strokes(0)
	artist.tap("Undo")
	strokes(1)
	w.leader.tap("Hide drawing")
	strokes(0)
	artist.sees("put this drawing away")
}

// stroke draws a line on the page's paper with the mouse, through points from 0 to 1;
// halfway is called before the mouse is let go.
func (p *page) stroke(points [][2]float64, halfway func()) {
	p.t.Helper()
	box, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]float64](`(() => {
	  const el = document.querySelector('.paper'); el.scrollIntoView({block: 'center'});
	  const b = el.getBoundingClientRect(); return [b.left, b.top, b.width];
	})()`))
	if err != nil {
		p.t.Fatalf("%s: finding the paper: %v", p.name, err)
	}
	mouse := func(kind input.DispatchMouseEventType, x, y float64) {
		p.t.Helper()
		if err := chromedp.Do(p.ctx, chromedp.MouseEvent(kind, box[0]+x*box[2], box[1]+y*box[2], chromedp.ButtonLeft, chromedp.ClickCount(1))); err != nil {
			p.t.Fatalf("%s: drawing: %v", p.name, err)
		}
	}
	mouse(chromedp.MousePressed, points[0][0], points[0][1])
	for i, to := range points[1:] {
		from := points[i]
		for step := 1.0; step <= 8; step++ {
			mouse(chromedp.MouseMoved, from[0]+(to[0]-from[0])*step/8, from[1]+(to[1]-from[1])*step/8)
		}
	}
	if halfway != nil {
		halfway()
	}
	last := points[len(points)-1]
	mouse(chromedp.MouseReleased, last[0], last[1])
}
