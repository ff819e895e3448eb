package game_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"packnight/game"
)

const second = time.Second

func TestAGameGoesThroughItsPhases(t *testing.T) {
	b := begin(t, 2, nil)
	type at struct {
		phase game.Phase
		round int
	}
	want := []at{
		{game.Lobby, 0}, {game.Explain, 0},
		{game.Ready, 1}, {game.Play, 1}, {game.Reveal, 1},
		{game.Ready, 2}, {game.Play, 2}, {game.Reveal, 2},
		{game.Podium, 2},
	}
	moment := int64(0)
	for _, w := range want {
		b.is(w.phase)
		b.want("the round", b.room("round"), w.round)
		if now := b.g.Moment(); now <= moment {
			t.Fatalf("the moment went from %d to %d", moment, now)
		}
		moment = b.g.Moment()
		if _, over := b.g.Ended(); over {
			t.Fatal("the game is over before the podium was left")
		}
		b.next(1)
	}
	if _, over := b.g.Ended(); !over {
		t.Fatal("the game is not over after the podium")
	}
	b.refused(b.tryLead(`{"do":"next"}`), game.NotNow)
	b.want("can", b.room("can"), []string{})
}

func TestTheClockAlonePlaysAGame(t *testing.T) {
	b := begin(t, 2, nil)
	b.next(2)
	b.is(game.Ready)
	b.pass(3 * second)
	b.is(game.Play)
	b.pass(20*second - 1)
	b.is(game.Play)
	b.pass(1)
	b.is(game.Reveal)
	b.pass(6 * second)
	b.want("the round", b.room("round"), 2)
	b.pass(time.Hour)
	b.is(game.Podium)
}

func TestTheLeaderChoosesTheClock(t *testing.T) {
	const untimed = -1
	for clock, want := range map[string]struct{ play, reveal time.Duration }{
		"relaxed": {40 * second, 6 * second},
		"normal":  {20 * second, 6 * second},
		"zippy":   {14 * second, 6 * second},
		"none":    {untimed, untimed},
	} {
		t.Run(clock, func(t *testing.T) {
			b := begin(t, 1, map[string]any{"clock": clock})
			lasts := func(phase game.Phase, want time.Duration) {
				t.Helper()
				b.is(phase)
				b.want("left of "+string(phase), b.left(), want)
				if want == untimed {
					b.pass(time.Hour)
					b.is(phase)
					b.next(1)
					return
				}
				b.pass(want)
			}
			b.next(2)
			lasts(game.Ready, 3*second)
			lasts(game.Play, want.play)
			lasts(game.Reveal, want.reveal)
			lasts(game.Ready, 3*second)
			b.want("the round", b.room("round"), 2)
		})
	}
}

func TestAnEffectOfTheStageLastsAsLongWithoutAClock(t *testing.T) {
	steps := []game.Step{
		{Phase: game.Ready, For: 3 * second, Unscaled: true},
		{Phase: game.Play, For: 20 * second},
		{Phase: game.Play, Name: "drums", For: 3 * second, Unscaled: true},
		{Phase: game.Reveal, For: 6 * second},
	}
	b := beginScript(t, 1, map[string]any{"clock": "none"}, &script{rounds: 1, steps: steps})
	b.toPlay()
	b.next(1)
	b.want("the step", b.view("step"), "drums")
	b.pass(3 * second)
	b.is(game.Reveal)
	b.pass(time.Hour)
	b.is(game.Reveal)
}

func TestALateTickGivesTheNextStepItsWholeTime(t *testing.T) {
	b := begin(t, 1, nil)
	b.next(2)
	b.now = b.now.Add(8 * second)
	b.g.Tick(b.now)
	b.is(game.Play)
	b.want("left", b.left(), 20*second)
}

func TestTheBellRingsWhenAllWhoAreAwakeHaveAnswered(t *testing.T) {
	for _, clock := range []string{"normal", "none"} {
		t.Run(clock, func(t *testing.T) {
			b := begin(t, 3, map[string]any{"clock": clock})
			b.g.Sleep(b.now, "p2")
			b.toPlay()
			b.gives(1)
			b.want("the bell", b.view("bell"), nil)
			moment := b.g.Moment()
			b.gives(1, 1)
			b.want("the bell", b.view("bell"), true)
			b.want("the moment", b.g.Moment(), moment)
			b.want("left", b.left(), 3*second)
			b.pass(2 * second)
			b.gives(7)
			b.want("left after another answer", b.left(), second)
			b.pass(second)
			b.is(game.Reveal)
			b.want("points", b.room("players", "p0", "points"), 7)
			b.want("the bell", b.view("bell"), nil)
		})
	}
}

func TestMoreTimeEndsTheBell(t *testing.T) {
	for _, seconds := range []int{1, 15, 60} {
		b := begin(t, 3, nil)
		b.toPlay()
		b.gives(1, 1, 1)
		b.want("the bell", b.view("bell"), true)
		b.lead(`{"do":"extend","seconds":%d}`, seconds)
		left := 3*second + time.Duration(seconds)*second
		b.want("left", b.left(), left)
		b.want("the bell", b.view("bell"), nil)
		b.gives(2)
		b.restart()
		for i := range 3 {
			b.g.Wake(b.now, name(i))
		}
		b.pass(3 * second)
		b.want("left after another answer", b.left(), left)
		b.want("the bell", b.view("bell"), nil)
		b.pass(left)
		b.is(game.Reveal)
		b.next(2)
		b.gives(1, 1, 1)
		b.want("the bell of the next round", b.view("bell"), true)
	}
	b := begin(t, 1, nil)
	b.toPlay()
	b.gives(1)
	b.pass(2 * second)
	b.lead(`{"do":"extend","seconds":1}`)
	b.want("left", b.left(), 2*second)
	b.want("the bell with no more than its time", b.view("bell"), true)
}

func TestTheBellDoesNotLengthenPlay(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.pass(18 * second)
	b.gives(1)
	b.want("left", b.left(), 2*second)
	b.pass(2 * second)
	b.is(game.Reveal)
}

func TestTheBellRingsWhenTheLastOneFallsAsleepLeavesOrRests(t *testing.T) {
	for what, do := range map[string]func(b *bench){
		"sleeps": func(b *bench) { b.g.Sleep(b.now, "p1") },
		"leaves": func(b *bench) { b.g.Leave(b.now, "p1") },
		"rests":  func(b *bench) { b.lead(`{"do":"rest","player":"p1"}`) },
	} {
		b := begin(t, 2, nil)
		b.toPlay()
		b.gives(1)
		do(b)
		if b.view("bell") != true {
			t.Errorf("who waits for one who %s?", what)
		}
		b.g.Wake(b.now, "p1")
		b.want("left after waking in the bell", b.left(), 3*second)
	}
}

func TestNoBellWhileNobodyHasAnswered(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.g.Sleep(b.now, "p0")
	b.want("left", b.left(), 20*second)
}

func TestExtend(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.lead(`{"do":"extend","seconds":15}`)
	b.want("left", b.left(), 35*second)
	b.lead(`{"do":"pause"}`)
	b.lead(`{"do":"extend","seconds":1}`)
	b.want("left in a pause", b.left(), 36*second)
	b.refused(b.tryLead(`{"do":"extend","seconds":61}`), game.BadMove)
	b.refused(b.tryLead(`{"do":"extend"}`), game.BadMove)

	none := begin(t, 1, map[string]any{"clock": "none"})
	none.toPlay()
	none.refused(none.tryLead(`{"do":"extend","seconds":15}`), game.NotNow)
}

func TestRedoPlaysTheSameRoundAgain(t *testing.T) {
	for _, at := range []struct {
		steps int // beyond ready
		fresh bool
	}{{0, false}, {1, false}, {2, true}} {
		b := begin(t, 2, nil)
		b.next(2)
		b.next(at.steps)
		if at.steps == 2 {
			b.lead(`{"do":"score","player":"p0","by":5}`)
		}
		b.lead(`{"do":"redo"}`)
		b.is(game.Ready)
		b.want("the round", b.room("round"), 1)
		b.want("points", b.room("players", "p0", "points"), 0)
		deals := b.script.last.Deals
		b.want("fresh", deals[len(deals)-1], at.fresh)
	}
}

func TestVoidAndSkip(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.gives(10, 5)
	b.next(1)
	b.want("points", b.room("players", "p0", "points"), 10)
	b.lead(`{"do":"void"}`)
	b.is(game.Ready)
	b.want("the round", b.room("round"), 2)
	b.want("points", b.room("players", "p0", "points"), 0)
	b.lead(`{"do":"void"}`)
	b.is(game.Podium)
	b.want("the Sixes on the podium", len(b.view("podium", "sixes").([]game.View)), 0)
}

func TestFinishKeepsTheCompletedRounds(t *testing.T) {
	for _, phase := range []game.Phase{game.Ready, game.Play, game.Reveal} {
		b := begin(t, 2, nil)
		b.toPlay()
		b.gives(10, 5)
		b.next(2)
		for b.g.Phase() != phase {
			b.next(1)
			if b.g.Phase() == game.Play {
				b.gives(4, 4)
			}
		}
		b.lead(`{"do":"finish"}`)
		b.is(game.Podium)
		want := 10
		if phase == game.Reveal {
			want = 14
		}
		b.want("points after "+string(phase), b.room("players", "p0", "points"), want)
	}
}

func TestFinishIsTakenBack(t *testing.T) {
	for _, held := range []bool{false, true} {
		b := begin(t, 2, nil)
		b.toPlay()
		b.gives(10, 5)
		b.next(2)
		b.next(1)
		b.is(game.Play)
		b.gives(4, 4)
		b.pass(time.Second)
		if held {
			b.lead(`{"do":"pause"}`)
		}
		left := b.left()
		b.lead(`{"do":"finish"}`)
		b.want("points at the podium", b.room("players", "p0", "points"), 10)
		b.lead(`{"do":"undo"}`)
		b.is(game.Play)
		b.want("the round", b.room("round"), 2)
		b.want("paused", b.room("paused"), held)
		b.want("the time left", b.left(), left)
		b.want("a podium", b.view("podium"), nil)
		if held {
			b.lead(`{"do":"resume"}`)
			b.pass(3 * time.Second)
		}
		b.next(1)
		b.is(game.Reveal)
		b.want("points with what was answered", b.room("players", "p0", "points"), 14)
		b.refused(b.tryLead(`{"do":"undo"}`), game.NotNow)
	}
}

func TestUndoKeepsTheScoresOfWhoCameBackOrLeft(t *testing.T) {
	for _, do := range []string{`{"do":"void"}`, `{"do":"finish"}`} {
		b := begin(t, 3, nil)
		b.toPlay()
		b.gives(10, 10, 10)
		b.next(1)
		b.is(game.Reveal)
		b.g.Leave(b.now, "p0")
		b.lead("%s", do)
		b.join(0, "red")
		b.g.Leave(b.now, "p1")
		six := b.room("sixes", "red", "score")
		b.lead(`{"do":"undo"}`)
		b.want("the points of who came back", b.room("players", "p0", "points"), 10)
		b.join(1, "blue")
		b.want("the points of who left", b.room("players", "p1", "points"), 10)
		if do == `{"do":"finish"}` {
			b.want("the Six's score", b.room("sixes", "red", "score"), six)
		}
	}
}

func TestACommandNamesItsMoment(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	leader := game.Seat{ID: "l", Role: game.RoleLeader}
	now, old := b.g.Moment(), b.g.Moment()-1
	for _, move := range []string{
		`{"do":"next"}`, `{"do":"extend","seconds":15}`, `{"do":"redo"}`, `{"do":"void"}`, `{"do":"finish"}`,
	} {
		b.refused(b.g.Move(b.now, leader, nil, json.RawMessage(move)), game.BadMove)
		b.refused(b.g.Move(b.now, leader, &old, json.RawMessage(move)), game.TooLate)
	}
	if err := b.g.Move(b.now, leader, &now, json.RawMessage(`{"do":"next"}`)); err != nil {
		t.Fatal(err)
	}
	b.refused(b.g.Move(b.now, leader, &now, json.RawMessage(`{"do":"next"}`)), game.TooLate)
	b.is(game.Reveal)
	for _, move := range []string{`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"hide","on":true}`} {
		if err := b.g.Move(b.now, leader, nil, json.RawMessage(move)); err != nil {
			t.Errorf("%s: %v", move, err)
		}
	}
}

func TestPlayersMovesAreJudged(t *testing.T) {
	b := begin(t, 3, nil)
	b.refused(b.try(0, `{"points":1}`), game.NotNow)
	b.next(2)
	b.refused(b.try(0, `{"points":1}`), game.NotNow)
	b.next(1)
	b.refused(b.try(9, `{"points":1}`), game.HasMoved)
	b.lead(`{"do":"rest","player":"p2"}`)
	b.refused(b.try(2, `{"points":1}`), game.NotNow)
	b.join(3, "red")
	b.want("late", b.room("players", "p3", "late"), true)
	b.refused(b.try(3, `{"points":1}`), game.NotNow)
	for _, bad := range []string{``, `{}`, `[]`, `{"points":1,"points":2}`, `{"Points":1}`, `{"points":1,"x":1}`, `{"points":1.5}`} {
		b.refused(b.try(0, bad), game.BadMove)
	}
	old := b.g.Moment() - 1
	err := b.g.Move(b.now, game.Seat{ID: "p0", Role: game.RolePlayer}, &old, json.RawMessage(`{"points":1}`))
	b.refused(err, game.TooLate)
	err = b.g.Move(b.now, game.Seat{ID: "p0", Role: game.RoleStage}, nil, json.RawMessage(`{"points":1}`))
	b.refused(err, game.NotYours)
	b.pass(20 * second)
	b.is(game.Reveal)
	b.refused(b.try(0, `{"points":1}`), game.NotNow)
}

func TestACubReachesNoLeadersMove(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	for _, do := range []string{
		"next", "extend", "redo", "void", "finish", "pause", "resume", "unsaved", "score", "hide", "break",
		"rest", "wake", "remove", "mute", "undo", "own",
	} {
		b.refused(b.try(0, `{"do":"`+do+`"}`), game.NotYours)
		b.refused(b.try(0, `{"player":"p0","do":"`+do+`"}`), game.NotYours)
	}
	b.is(game.Play)
}

func TestAMoveThatComesAfterTheClockIsTooLate(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	at := b.g.Moment()
	b.now = b.now.Add(20 * second)
	err := b.g.Move(b.now, game.Seat{ID: "p0", Role: game.RolePlayer}, &at, json.RawMessage(`{"points":1}`))
	b.refused(err, game.TooLate)
	b.is(game.Reveal)
}

func TestLateIsOnlyWhoComesAfterPlayBegan(t *testing.T) {
	b := begin(t, 1, nil)
	b.next(2)
	b.join(1, "blue")
	b.want("late in ready", b.room("players", "p1", "late"), nil)
	b.next(1)
	b.join(2, "green")
	b.next(1)
	b.join(3, "green")
	b.want("late in play", b.room("players", "p2", "late"), true)
	b.want("late in reveal", b.room("players", "p3", "late"), true)
	b.next(1)
	b.want("late in the next round", b.room("players", "p2", "late"), nil)
}

func TestWhoIsWokenPlaysAtOnce(t *testing.T) {
	b := begin(t, 2, nil)
	b.lead(`{"do":"rest","player":"p0"}`)
	b.toPlay()
	b.refused(b.try(0, `{"points":7}`), game.NotNow)
	b.lead(`{"do":"wake","player":"p0"}`)
	b.gives(7)
	b.next(1)
	b.want("points", b.room("players", "p0", "points"), 7)
	b.want("red", b.room("sixes", "red", "score"), 70)
}

func TestCanListsWhatWouldBeTaken(t *testing.T) {
	all := []string{
		`{"do":"next"}`, `{"do":"extend","seconds":5}`, `{"do":"redo"}`, `{"do":"void"}`, `{"do":"finish"}`,
		`{"do":"pause"}`, `{"do":"resume"}`, `{"do":"unsaved"}`, `{"do":"score","player":"p0","by":1}`,
		`{"do":"hide","on":true}`, `{"do":"break","on":true}`, `{"do":"rest","player":"p0"}`,
		`{"do":"wake","player":"p0"}`, `{"do":"mute","on":true}`, `{"do":"undo"}`,
	}
	states := map[string]func(b *bench){
		"lobby":   func(*bench) {},
		"explain": func(b *bench) { b.next(1) },
		"play":    func(b *bench) { b.toPlay() },
		"paused":  func(b *bench) { b.toPlay(); b.lead(`{"do":"pause"}`) },
		"resting": func(b *bench) { b.toPlay(); b.lead(`{"do":"rest","player":"p0"}`) },
		"saving":  func(b *bench) { b.toPlay(); b.g.Saving(b.now, false) },
		"counting": func(b *bench) {
			b.toPlay()
			b.lead(`{"do":"pause"}`)
			b.lead(`{"do":"resume"}`)
		},
		"podium": func(b *bench) { b.next(1); b.lead(`{"do":"finish"}`) },
		"ended":  func(b *bench) { b.next(1); b.lead(`{"do":"finish"}`); b.next(1) },
	}
	for state, reach := range states {
		for _, move := range all {
			b := begin(t, 1, nil)
			reach(b)
			var m struct{ Do string }
			if err := json.Unmarshal([]byte(move), &m); err != nil {
				t.Fatal(err)
			}
			listed := slices.Contains(b.room("can").([]string), m.Do)
			if err := b.tryLead(move); (err == nil) != listed {
				t.Errorf("in %s, %s is listed: %v, and the answer is %v", state, m.Do, listed, err)
			}
		}
	}
}

func TestTheBreakScreen(t *testing.T) {
	b := begin(t, 1, nil)
	b.lead(`{"do":"break","on":true}`)
	b.want("break", b.room("break"), true)
	b.lead(`{"do":"break","on":false}`)
	b.want("break", b.room("break"), false)
}
