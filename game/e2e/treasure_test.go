package e2e

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"packnight/game/bot"

	"github.com/chromedp/chromedp/kb"
)

// TestTreasureFromCampfireToPodiumAndBack plays Treasure Grid with small and large
// packs. They dig the map row by row until they have found everything.
func TestTreasureFromCampfireToPodiumAndBack(t *testing.T) {
	t.Parallel() // it mostly waits
	for _, n := range []int{2, 12, 30} {
		t.Run(fmt.Sprint(n, " Cubs"), func(t *testing.T) {
			ctx := evening(t, 3*time.Minute)
			p := start(t, freeAddress(t), t.TempDir())
			k := assemble(t, ctx, p, n)
			home := k.campfire()
			k.play("treasure", map[string]any{"grid": "6", "clock": "none", "call": n == 12})
			k.next() // explain
			for round := 1; !k.atPodium(); round++ {
				k.goTo("play", round)
				k.chooseAll()
				if round > 1 { // else the bell ends it
					k.goOn()
				}
				k.all("it is dug", phase("reveal", round))
				k.all("what was dug is shown", func(s bot.State) bool { return s.Game["digs"] != nil })
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
			t.Logf("a whole Treasure Grid: %d KB written", p.written()/1024)
		})
	}
}

// chooseAll has each Cub choose the next square that nobody has dug, each Six another
// one: the bell rings.
func (k *pack) chooseAll() {
	k.t.Helper()
	var free []int
	for i, c := range k.cubs {
		ref := 0
		c.seat.Look(func(s bot.State) {
			if free == nil {
				free = undug(s)
			}
			ref = free[min(i%len(sixes), len(free)-1)]
		})
		if code, err := c.seat.Decided(k.ctx, c.seat.Move(map[string]any{"ref": ref}, true)); err != nil || code != "" {
			k.t.Fatalf("cub %d: %d was refused %q (%v)", i, ref, code, err)
		}
	}
}

// undug are the squares of a map of six by six that can be dug.
func undug(s bot.State) []int {
	dug := []int{}
	list, _ := s.Game["dug"].([]any)
	for _, d := range list {
		dug = append(dug, int(d.(map[string]any)["ref"].(float64)))
	}
	var free []int
	for along := 1; along <= 6; along++ {
		for up := 1; up <= 6; up++ {
			if ref := along*10 + up; !slices.Contains(dug, ref) {
				free = append(free, ref)
			}
		}
	}
	return free
}

// TestTreasureSurvivesKillsInEveryPhase kills the program in each step, and holds what
// every seat saw before against what it sees after.
func TestTreasureSurvivesKillsInEveryPhase(t *testing.T) {
	ctx := evening(t, 4*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	k := assemble(t, ctx, p, 20)
	k.play("treasure", map[string]any{"clock": "relaxed", "grid": "6"})
	steps := []string{"lobby", "explain"}
	for range 3 {
		steps = append(steps, "ready", "play", "reveal")
	}
	for i, step := range steps {
		k.goTo(step, (i+1)/3)
		if step == "play" {
			k.chooseMost()
			k.goOnWithHint()
		}
		k.upToDate()
		welcomes, mines := k.welcomes(), k.mines()
		p.kill()
		before := k.seen()
		p = start(t, address, folder)
		k.back(welcomes)
		k.compare(before)
		if got := k.mines(); step == "play" && !reflect.DeepEqual(got, mines) {
			t.Errorf("their squares are %v, were %v", got, mines)
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

// chooseMost has all but the last Cub choose, so that no bell shortens the turn.
func (k *pack) chooseMost() {
	k.t.Helper()
	for i, c := range k.cubs[:len(k.cubs)-1] {
		var free []int
		c.seat.Look(func(s bot.State) { free = undug(s) })
		if code, err := c.seat.Decided(k.ctx, c.seat.Move(map[string]any{"ref": free[i%len(free)]}, true)); err != nil || code != "" {
			k.t.Fatalf("cub %d's choice was refused %q (%v)", i, code, err)
		}
	}
}

func (k *pack) goOnWithHint() {
	k.t.Helper()
	k.do(map[string]any{"do": "hint"}, true)
	k.all("the hint is shown", func(s bot.State) bool { return s.Game["hint"] != nil })
}

func (k *pack) mines() []any {
	var out []any
	for _, c := range k.cubs {
		c.seat.Look(func(s bot.State) { out = append(out, s.Mine) })
	}
	return out
}

// TestPagesPlayTreasure plays Treasure Grid in a real browser: a console, a big screen
// and two phones of one Six, one of them the smallest. In the second game its Cub has no
// Six, like two of the others.
func TestPagesPlayTreasure(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 6*time.Minute)
	k, w := fourWindows(t, ctx, 6, "Red")
	shots := w.shots(t, "treasure")
	k.treasurePages(w, map[string]any{"clock": "none"}, shots)
	k.withoutSix("Eva", "Cub 0", "Cub 1")
	k.treasurePages(w, map[string]any{"clock": "none", "grid": "6", "call": true}, func(what string) { shots("call-" + what) })
}

// withoutSix takes Cubs out of their Six.
func (k *pack) withoutSix(names ...string) {
	k.t.Helper()
	var out []string
	k.cubs[0].seat.Look(func(s bot.State) {
		for id, p := range s.Room["players"].(map[string]any) {
			if name, _ := p.(map[string]any)["name"].(string); slices.Contains(names, name) {
				out = append(out, id)
			}
		}
	})
	for _, id := range out {
		if err := k.browser.Do(k.ctx, "PATCH", "/api/players/"+id, map[string]any{"six": ""}, nil); err != nil {
			k.t.Fatalf("taking %s out of its Six: %v", id, err)
		}
	}
}

func (k *pack) treasurePages(w *windows, options map[string]any, shots func(string)) {
	k.t.Helper()
	call := options["call"] == true
	k.gather("treasure", options)
	w.ben.sees("Treasure Grid")
	shots("lobby")
	w.leader.tap("Tell how it goes")
	w.stage.sees("Treasure is hidden")
	shots("explain")
	w.leader.tap("Unroll the map")
	for round := 1; round <= 3; round++ {
		k.all("the turn begins", phase("ready", round))
		if round == 1 {
			shots("ready")
		}
		k.goTo("play", round)
		w.ben.sees("Where will you dig?")
		k.treasureTurn(w, round, call, shots)
		k.goOn()
	}
	k.do(map[string]any{"do": "finish"}, true)
	w.stage.until(`document.body.textContent.indexOf('Busiest spade') >= 0 || document.body.textContent.indexOf('Pulled together') >= 0`, "the awards")
	shots("podium")
	w.leader.tap("Back to the campfire")
	w.ben.sees("campfire")
	k.all("everyone is home", func(s bot.State) bool { return s.Live && s.Room["kind"] == "campfire" })
}

func (k *pack) treasureTurn(w *windows, round int, call bool, shots func(string)) {
	k.t.Helper()
	k.chooseMost()
	if call {
		w.ben.press(`.dial-row:nth-child(1) .dial-key:nth-child(2)`)
		w.ben.press(fmt.Sprintf(`.dial-row:nth-child(2) .dial-key:nth-child(%d)`, 2+round))
	} else {
		w.ben.press(`.treasure > .map:not([hidden]) .map-square[aria-label^="5 along, 5 up"]`)
		if round == 1 { // by keyboard: one square by Tab, the others from there by the arrows
			w.eva.reach("1 along, 1 up")
			w.eva.sees("1 along, 1 up")
			w.eva.keys(kb.ArrowUp + kb.ArrowRight + kb.Enter)
			w.eva.sees("2 along, 2 up")
		}
		w.eva.press(fmt.Sprintf(`.treasure > .map:not([hidden]) .map-square[aria-label^="7 along, %d up"]`, round))
	}
	w.ben.sees("Got it!")
	if call {
		w.eva.sees("Your crew digs")
	}
	if round == 2 {
		k.goOnWithHint()
		w.ben.sees("Gold lies")
	}
	shots(fmt.Sprintf("play-%d", round))
	w.leader.tap("Dig now")
	k.leaderSees("reveal", round)
	w.ben.until(`!!document.querySelector('.treasure-result:not([hidden])')`, "what was dug")
	if call {
		w.eva.sees("Your crew dug")
		w.leader.sees("The crew dug")
	}
	shots(fmt.Sprintf("reveal-%d", round))
}
