package e2e

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestBingoFromCampfireToPodiumAndBack plays bingo through the program's real HTTP
// and sockets, by small and large packs.
func TestBingoFromCampfireToPodiumAndBack(t *testing.T) {
	t.Parallel() // it mostly waits
	for _, n := range []int{2, 12, 30} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			ctx := evening(t, 5*time.Minute)
			p := start(t, freeAddress(t), t.TempDir())
			k := assemble(t, ctx, p, n)
			home := k.campfire()
			k.play("bingo", map[string]any{"cards": 1, "clock": "none", "set": "sea", "to": "house"})
			k.next() // explain
			k.all("it is explained", phase("explain", 0))
			k.next() // the cards
			k.all("everyone has a card", phase("ready", 1))
			k.upToDate() // what is one's own comes in a frame after what everyone sees
			k.cardsDiffer()
			for calls := 1; ; calls++ {
				k.next()
				k.all("the picture is called", func(s bot.State) bool { return called(s) >= calls || s.Game["over"] == true })
				if k.leaderKnows(func(s bot.State) bool { return s.Game["over"] == true }) {
					break
				}
				k.tapEverything()
			}
			// Everyone has tapped everything: the bell rings by itself.
			k.tapEverything()
			k.all("the cards are shown", phase("reveal", 1))
			k.all("who was best is shown", func(s bot.State) bool { return s.Game["cards"] != nil && s.Game["first"] != nil })
			k.next()
			k.all("the podium stands", func(s bot.State) bool {
				podium, _ := s.Game["podium"].(map[string]any)
				return s.Room["phase"] == "podium" && podium["sixes"] != nil && podium["awards"] != nil
			})
			k.next()
			k.all("everyone is back at the campfire", func(s bot.State) bool {
				return s.Live && s.Room["code"] == home && awake(s) == n
			})
			k.unbroken()
			p.stop()
		})
	}
}

// TestBingoLosesNothingWhenTheProgramIsKilled kills the program in every phase, with
// taps just acknowledged, and holds every card against what it was.
func TestBingoLosesNothingWhenTheProgramIsKilled(t *testing.T) {
	ctx := evening(t, 5*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	k := assemble(t, ctx, p, 20)
	k.play("bingo", map[string]any{"cards": 2, "clock": "relaxed", "every": 20, "to": "line"})
	killed := map[string]int{}
	kill := func(what string) {
		t.Helper()
		killed[what]++
		k.upToDate()
		before, moment, left := k.cards(), k.moment(), k.left()
		welcomes := k.welcomes()
		p.kill()
		began := time.Now()
		p = start(t, address, folder)
		k.back(welcomes)
		cards, now, still := k.cards(), k.moment(), k.left()
		// It is counted down from 3 before the clock goes on, which it does while the last
		// are still on their way: more than that the clock can't have run.
		ran := max(0, float64((time.Since(began) - 3*time.Second).Milliseconds()))
		if now == moment && !reflect.DeepEqual(cards, before) {
			t.Errorf("killed in %s: the cards are\n%v, and were\n%v", what, cards, before)
		}
		if now < moment || now > moment && (left < 0 || ran < left) {
			t.Errorf("killed in %s: moment %v after %v", what, now, moment)
		}
		if now == moment && still < left-ran {
			t.Errorf("killed in %s: %v ms left after %v", what, still, left)
		}
		if k.leaderKnows(func(s bot.State) bool { return s.Room["paused"] == true }) {
			_, _ = k.leader.Decided(ctx, k.leader.Move(map[string]any{"do": "resume"}, false)) // or it is on its way by itself
		}
		k.all("it goes on", func(s bot.State) bool { return s.Live && s.Room["paused"] != true })
	}
	kill("lobby")
	k.next()
	k.all("it is explained", phase("explain", 0))
	kill("explain")
	k.next()
	for round := 1; round <= 2; round++ {
		k.all("everyone has a card", func(s bot.State) bool { return s.Room["round"] == float64(round) })
		if k.leaderKnows(phase("ready", round)) {
			kill("ready")
		}
		for !k.leaderKnows(func(s bot.State) bool { return s.Game["over"] == true }) {
			k.next()
			k.all("something is called", phase("play", round))
			k.tapEverything()
			if k.leaderKnows(func(s bot.State) bool { return called(s)%3 == 1 && s.Game["over"] != true }) {
				kill("play")
			}
		}
		k.tapEverything()
		// The bell has shortened the step once all have tapped; only then it is as long as it was.
		k.all("the bell rings", func(s bot.State) bool { return s.Game["bell"] == true || s.Room["phase"] == "reveal" })
		if k.leaderKnows(phase("play", round)) {
			kill("last taps")
		}
		for !k.leaderKnows(phase("reveal", round)) {
			k.next()
		}
		k.all("the cards are shown", phase("reveal", round))
		kill("reveal")
		k.next()
	}
	k.all("the podium stands", phase("podium", -1))
	kill("podium")
	k.unbroken()
	t.Log(killed)
	for _, what := range []string{"lobby", "explain", "ready", "play", "last taps", "reveal", "podium"} {
		if killed[what] == 0 {
			t.Errorf("never killed in %s", what)
		}
	}
	p.stop()
}

// called counts the calls that a seat knows of.
func called(s bot.State) int { return len(numbers(s.Game["calls"])) }

func numbers(v any) []int {
	list, _ := v.([]any)
	var out []int
	for _, n := range list {
		f, _ := n.(float64)
		out = append(out, int(f))
	}
	return out
}

// tapEverything has every Cub tap what was called, and waits until it is decided.
func (k *pack) tapEverything() {
	k.t.Helper()
	for i, c := range k.cubs {
		var ids []int64
		for _, p := range c.open() {
			ids = append(ids, c.seat.Move(map[string]any{"tap": p, "deal": c.deal()}, false))
		}
		for _, id := range ids {
			if code, err := c.seat.Decided(k.ctx, id); err != nil || code != "" && code != "not_now" && code != "too_late" {
				k.t.Fatalf("cub %d: a tap was refused %q (%v)", i, code, err)
			}
		}
	}
}

// upToDate waits until every Cub has been sent all that has happened: the answer to a
// move comes after it.
func (k *pack) upToDate() {
	k.t.Helper()
	for i, c := range k.cubs {
		if _, err := c.seat.Decided(k.ctx, c.seat.Move(map[string]any{"tap": -1}, false)); err != nil {
			k.t.Fatalf("cub %d got no answer: %v", i, err)
		}
	}
}

// open are the pictures on a Cub's card that were called and are not tapped.
func (c *cub) open() (out []int) {
	c.seat.Look(func(s bot.State) {
		calls, tapped := numbers(s.Game["calls"]), numbers(s.Mine["tapped"])
		for _, p := range numbers(s.Mine["card"]) {
			if slices.Contains(calls, p) && !slices.Contains(tapped, p) {
				out = append(out, p)
			}
		}
	})
	return out
}

func (c *cub) deal() (n int) {
	c.seat.Look(func(s bot.State) {
		f, _ := s.Mine["deal"].(float64)
		n = int(f)
	})
	return n
}

// cards is what each Cub has before it: the card and what it has tapped.
func (k *pack) cards() (out []string) {
	for _, c := range k.cubs {
		c.seat.Look(func(s bot.State) {
			out = append(out, fmt.Sprint(s.Mine["deal"], s.Mine["card"], s.Mine["tapped"], s.Mine["lines"], s.Mine["gained"]))
		})
	}
	return out
}

func (k *pack) cardsDiffer() {
	k.t.Helper()
	seen := map[string]bool{}
	for i, c := range k.cubs {
		c.seat.Look(func(s bot.State) {
			card := numbers(s.Mine["card"])
			slices.Sort(card)
			if key := fmt.Sprint(card); len(card) != 9 || seen[key] {
				k.t.Errorf("cub %d has the card %v", i, card)
			} else {
				seen[key] = true
			}
		})
	}
}

func (k *pack) leaderKnows(what func(bot.State) bool) (so bool) {
	k.t.Helper()
	// The answer to a move, here one that nobody takes, comes after all that went before.
	if code, err := k.leader.Decided(k.ctx, k.leader.Move(map[string]any{"do": "nothing"}, false)); err != nil || code == "" {
		k.t.Fatalf("the leader was answered %q to nothing: %v", code, err)
	}
	k.leader.Look(func(s bot.State) { so = what(s) })
	return so
}

func (k *pack) moment() (n float64) {
	k.leader.Look(func(s bot.State) { n, _ = s.Room["moment"].(float64) })
	return n
}

// left is how long the step will last at least, in ms; negative for no clock.
func (k *pack) left() (ms float64) {
	ms = -1
	k.leader.Look(func(s bot.State) {
		if d, ok := s.Room["deadline"].(float64); ok {
			ms = max(0, d-float64(time.Now().UnixMilli()))
		} else if l, ok := s.Room["left"].(float64); ok {
			ms = l
		}
	})
	return ms
}

// TestPagesBingo plays bingo in a real browser: a console, a big screen and two
// phones, among Cubs who are plain socket clients.
func TestPagesBingo(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 10*time.Minute)
	k, w := fourWindows(t, ctx, 8, "Blue")
	leader, stage, ben, eva := w.leader, w.stage, w.ben, w.eva
	shots := w.shots(t, "bingo")
	leader.tap("Choose a game")
	leader.tap("Badge Bingo")
	leader.tap("By your button")
	leader.tap("fewer: Cards to play")
	leader.shot("bingo-console-options")
	leader.tap("Play Badge Bingo with everyone")
	ben.sees("Bingo")
	leader.tap("Tell how it goes")
	stage.sees("shout Bingo")
	shots("explain")
	leader.tap("Deal the cards")
	k.all("everyone has a card", phase("ready", 1))
	for range 3 {
		leader.tap("Add 15 s") // for the pictures of it
	}
	ben.until(`document.querySelectorAll('.bingo-cell').length === 9`, "the card is dealt")
	shots("card")
	leader.tap("First call")
	shot, undone := map[int]bool{1: true, 6: true}, false
	for calls := 1; ; calls++ {
		k.all("the picture is called", func(s bot.State) bool { return called(s) == calls })
		k.tapEverything()
		for _, phone := range []*page{ben, eva} {
			phone.until(fmt.Sprintf(`!!document.querySelector('.bingo-cell:not([aria-disabled])') && document.body.innerText.includes(%q)`, name(k)), "it shows the call")
			phone.tapCalled(name(k))
		}
		if calls == 3 { // a wrong tap only shakes
			ben.press(`.bingo-cell:not(.tapped)`)
			ben.shot("bingo-phone-wrong")
		}
		if calls == 9 && !undone {
			undone = true
			leader.tap("Take back last call")
			k.all("the call is taken back", func(s bot.State) bool { return called(s) == calls-1 })
			calls--
		}
		if shot[calls] {
			shots(fmt.Sprintf("call-%d", calls))
		}
		if calls == 10 { // a page that was away glows
			eva.visit(w.process.as("/"))
			eva.until(`document.querySelectorAll('.bingo-cell').length === 9`, "the card is there again")
			eva.shot("bingo-smallphone-back")
			late := w.browser.open("latephone", w.process.as("/#code="+k.campfire()), phone)
			late.comeIn("Bear", "Mia", "Green")
			late.until(`document.querySelectorAll('.bingo-cell').length === 9`, "who is late has a card")
			late.until(`!!document.querySelector('.bingo-cell.missed')`, "all calls so far are open")
			late.shot("bingo-latephone")
			w.more = append(w.more, late)
			shots("pause-before")
			leader.tap("Pause")
			ben.sees("pause")
			shots("paused")
			leader.tap("Go on")
			ben.until(`!document.querySelector('.pause:not([hidden])')`, "the pause is over")
		}
		if calls == 11 { // a full card is as good as impossible before
			leader.tap("No more calls")
			break
		}
		leader.tap("Call the next picture")
	}
	stage.sees("Last taps")
	for range 3 {
		leader.tap("Add 15 s")
	}
	shots("last-taps")
	k.tapEverything()
	if k.leaderKnows(phase("play", 1)) {
		leader.tap("Show the cards")
	}
	k.all("the cards are shown", phase("reveal", 1))
	ben.until(`!!document.querySelector('.bingo-result:not([hidden])')`, "it says what came of it")
	shots("reveal")
	leader.tap("To the podium")
	k.all("the podium stands", phase("podium", -1))
	shots("podium")
	leader.tap("Back to the campfire")
	ben.sees("campfire")
	k.unbroken()
}

// name is the name of the picture that was called last.
func name(k *pack) (out string) {
	k.leader.Look(func(s bot.State) {
		pictures, _ := s.Game["pictures"].([]any)
		calls := numbers(s.Game["calls"])
		if len(calls) > 0 {
			p, _ := pictures[calls[len(calls)-1]].(map[string]any)
			out, _ = p["name"].(string)
		}
	})
	return out
}

// tapCalled taps the picture on the page's card, if it is there.
func (p *page) tapCalled(name string) {
	p.t.Helper()
	quoted := strings.ReplaceAll(name, `"`, ``)
	p.until(fmt.Sprintf(`(() => {
	  const cell = Array.from(document.querySelectorAll('.bingo-cell')).find(c => c.innerText.includes("%s"));
	  if (cell && !cell.classList.contains('tapped')) cell.click();
	  return !cell || cell.classList.contains('tapped');
	})()`, quoted), "the picture is tapped")
}
