package e2e

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestKimsFromCampfireToPodiumAndBack plays Kim's Game with small and large packs. The
// Cubs remember well: they know no more than they were shown, and gain all there is.
func TestKimsFromCampfireToPodiumAndBack(t *testing.T) {
	t.Parallel() // it mostly waits
	for _, n := range []int{2, 12, 30} {
		t.Run(fmt.Sprint(n, " Cubs"), func(t *testing.T) {
			ctx := evening(t, 3*time.Minute)
			p := start(t, freeAddress(t), t.TempDir())
			k := assemble(t, ctx, p, n)
			home := k.campfire()
			k.play("kims", map[string]any{"tray": "woodland", "clock": "none"})
			k.next() // explain
			for round := 1; round <= 5; round++ {
				tray := k.kimsLook(round)
				k.kimsTap(tray)
				if round > 1 { // else the bell ends it
					k.goOn()
				}
				k.all("it is revealed", phase("reveal", round))
				k.all("what is right is shown", func(s bot.State) bool { return s.Game["right"] != nil && s.Game["why"] != nil })
			}
			k.goTo("podium", 0)
			if want := float64(n * (4*3 + 12)); k.points() != want {
				t.Errorf("perfect memories have %v points, not %v", k.points(), want)
			}
			k.next()
			k.all("everyone is back at the campfire", func(s bot.State) bool {
				return s.Live && s.Room["code"] == home && awake(s) == n
			})
			k.all("the evening has the points", func(s bot.State) bool { return points(s) > 0 })
			k.unbroken()
			p.stop()
			t.Logf("a whole Kim's Game: %d KB written", p.written()/1024)
		})
	}
}

// kimsLook goes on to LOOK, where every seat sees the tray, and to PLAY, where none does.
func (k *pack) kimsLook(round int) []any {
	k.t.Helper()
	for !k.isAt("look", round) {
		k.goOn()
	}
	var tray []any
	k.all("the tray is shown", func(s bot.State) bool { return stepOf(s) == "look" && s.Game["tray"] != nil })
	k.leader.Look(func(s bot.State) { tray, _ = s.Game["tray"].([]any) })
	for !k.isAt("play", round) {
		k.goOn()
	}
	k.all("the tray is gone", func(s bot.State) bool {
		return stepOf(s) == "play" && s.Game["tray"] == nil && s.Game["tiles"] != nil
	})
	return tray
}

// goOn takes the next step, unless the clock has just taken it.
func (k *pack) goOn() {
	k.t.Helper()
	code, err := k.leader.Decided(k.ctx, k.leader.Move(map[string]any{"do": "next"}, true))
	if err != nil || code != "" && code != "too_late" {
		k.t.Fatalf("next was refused %q (%v)", code, err)
	}
}

// kimsTap has every Cub tap what is right, and say that it is done: the bell rings.
func (k *pack) kimsTap(tray []any) {
	k.t.Helper()
	for i, c := range k.cubs {
		var tiles []int
		c.seat.Look(func(s bot.State) { tiles = kimsRight(s, tray) })
		for _, move := range []map[string]any{{"tiles": tiles}, {"done": true}} {
			if code, err := c.seat.Decided(k.ctx, c.seat.Move(move, true)); err != nil || code != "" {
				k.t.Fatalf("cub %d: %v was refused %q (%v)", i, move, code, err)
			}
		}
	}
}

// kimsRight is what a Cub with a perfect memory taps.
func kimsRight(s bot.State, tray []any) []int {
	lay := func(picture any) bool {
		for _, p := range tray {
			if reflect.DeepEqual(p, picture) {
				return true
			}
		}
		return false
	}
	out := []int{}
	tiles, _ := s.Game["tiles"].([]any)
	for i, p := range tiles {
		switch ask := s.Game["ask"]; {
		case ask == "all" && lay(p):
			out = append(out, i)
		case ask == "missing" && lay(p), ask == "new" && !lay(p), ask == "moved" && !reflect.DeepEqual(tray[i], p):
			return []int{i}
		}
	}
	return out
}

// stepOf is the step of a round, or the phase where it has none.
func stepOf(s bot.State) string {
	if step, ok := s.Game["step"].(string); ok {
		return step
	}
	phase, _ := s.Room["phase"].(string)
	return phase
}

func (k *pack) isAt(step string, round int) bool {
	at := false
	k.leader.Look(func(s bot.State) { at = stepOf(s) == step && s.Room["round"] == float64(round) })
	return at
}

func (k *pack) points() float64 {
	sum := 0.0
	k.leader.Look(func(s bot.State) { sum = points(s) })
	return sum
}

// TestKimsSurvivesKillsInEveryPhase kills the program in each step, and holds what
// every seat saw before against what it sees after.
func TestKimsSurvivesKillsInEveryPhase(t *testing.T) {
	ctx := evening(t, 4*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	k := assemble(t, ctx, p, 20)
	k.play("kims", map[string]any{"clock": "relaxed", "size": "16", "pairs": true})
	steps := []string{"lobby", "explain"}
	for range 5 {
		steps = append(steps, "ready", "look", "cover", "play", "reveal")
	}
	for i, step := range append(steps, "podium") {
		round := max(0, (i+3)/5)
		k.goTo(step, round)
		if step == "play" {
			k.kimsGuess()
		}
		welcomes, mines := k.welcomes(), k.kimsMines()
		p.kill()
		before := k.seen()
		p = start(t, address, folder)
		k.back(welcomes)
		k.compare(before)
		if step == "play" {
			k.kimsSame(mines)
		}
		k.unbroken()
		if t.Failed() {
			t.Fatalf("after the kill in %s of round %d", step, round)
		}
	}
	k.goHome()
	p.stop()
}

// goTo goes on until the step has come: in a pause too, which a kill has left.
func (k *pack) goTo(step string, round int) {
	k.t.Helper()
	for step != "podium" && !k.isAt(step, round) || step == "podium" && !k.atPodium() {
		k.goOn()
	}
	k.all("the step is there", func(s bot.State) bool { return s.Live && stepOf(s) == step })
}

func (k *pack) atPodium() bool {
	at := false
	k.leader.Look(func(s bot.State) { at = s.Room["phase"] == "podium" })
	return at
}

// kimsGuess has all but the last Cub tap, so that no bell shortens the round.
func (k *pack) kimsGuess() {
	k.t.Helper()
	for i, c := range k.cubs[:len(k.cubs)-1] {
		if code, err := c.seat.Decided(k.ctx, c.seat.Move(map[string]any{"tiles": []int{i % 6, (i + 1) % 6}}, true)); err != nil || code != "" {
			k.t.Fatalf("cub %d's tap was refused %q (%v)", i, code, err)
		}
	}
}

func (k *pack) kimsMines() []any {
	var out []any
	for _, c := range k.cubs {
		c.seat.Look(func(s bot.State) { out = append(out, s.Mine["tiles"]) })
	}
	return out
}

func (k *pack) kimsSame(before []any) {
	k.t.Helper()
	for i, now := range k.kimsMines() {
		if i < len(before)-1 && now == nil || !reflect.DeepEqual(now, before[i]) {
			k.t.Errorf("cub %d: its tiles are %v, were %v", i, now, before[i])
		}
	}
}

// goHome goes from the podium to the campfire.
func (k *pack) goHome() {
	k.t.Helper()
	k.next()
	k.all("everyone is back at the campfire", func(s bot.State) bool { return s.Live && s.Room["kind"] == "campfire" })
}

// TestPagesPlayKims plays Kim's Game in a real browser: a console, a big screen and two
// phones, with the largest tray on the smallest one.
func TestPagesPlayKims(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 6*time.Minute)
	k, w := fourWindows(t, ctx, 3, "Blue")
	k.kimsPages(w, w.shots(t, "kims"))
}

func (k *pack) kimsPages(w *windows, shots func(string)) {
	k.t.Helper()
	k.gather("kims", map[string]any{"clock": "none", "size": "16", "tray": "woodland"})
	w.ben.sees("Kim’s Game")
	shots("lobby")
	w.leader.tap("Tell how it goes")
	w.stage.sees("Look hard at the tray")
	shots("explain")
	w.leader.tap("Start round 1")
	for round := 1; round <= 5; round++ {
		k.kimsPagesRound(round, w, shots)
		if round < 5 {
			w.leader.tap(fmt.Sprintf("Round %d of 5", round+1))
		}
	}
	w.leader.tap("To the podium")
	// Which ones depends on what lay under the first tiles.
	w.stage.until(`!!document.querySelector('.award')`, "the awards")
	shots("podium")
	w.leader.tap("Back to the campfire")
	w.ben.sees("campfire")
}

func (k *pack) kimsPagesRound(round int, w *windows, shots func(string)) {
	k.t.Helper()
	w.leader.until(`!!document.querySelector('.kims-pane:not([hidden]) .kims-tray:not([hidden])')`, "the tray is shown")
	w.ben.until(`!!document.querySelector('.kims-tray:not(.rest):not([hidden])')`, "the tray is shown")
	shots(fmt.Sprintf("look-%d", round))
	w.leader.tap("Cover the tray")
	w.ben.until(`!document.querySelector('.kims-tray:not(.rest):not([hidden])')`, "the tray is covered")
	if round == 1 {
		w.ben.shot("kims-phone-cover")
		w.stage.shot("kims-stage-cover")
	}
	for _, cub := range []*page{w.ben, w.eva} {
		cub.until(`!!document.querySelector('.kims-tile:not([aria-disabled])')`, "tiles can be tapped")
	}
	w.ben.press(".kims-tile:nth-child(1)")
	w.ben.press(".kims-tile:nth-child(2)")
	w.eva.press(".kims-tile:nth-child(3)")
	w.ben.until(`document.querySelectorAll('.kims-tile.chosen').length === 2`, "two are chosen")
	shots(fmt.Sprintf("play-%d", round))
	for _, cub := range k.cubs {
		cub.seat.Move(map[string]any{"tiles": []int{0, 1}}, true)
	}
	w.leader.tap("Show the answer")
	k.leaderSees("reveal", round)
	for _, cub := range []*page{w.ben, w.eva} {
		cub.until(`!!document.querySelector('.kims-tile.right')`, "what is right is marked")
	}
	shots(fmt.Sprintf("reveal-%d", round))
}
