package game_test

import (
	"testing"
	"time"

	"packnight/game"
)

func TestAnAlarmRingsInTheGamesOwnTime(t *testing.T) {
	rings := 0
	s := &script{rounds: 1, steps: threeSteps()}
	s.enter = func(t *game.Table) {
		if t.Phase() == game.Play {
			t.SetAlarm(10 * second)
		}
	}
	s.ring = func(t *game.Table) {
		rings++
		if rings < 3 {
			t.SetAlarm(4 * second)
		}
	}
	b := beginScript(t, 1, nil, s)
	b.toPlay()
	b.pass(6 * second)
	b.lead(`{"do":"pause"}`)
	b.pass(time.Hour)
	b.want("rings in a pause", rings, 0)
	b.restart()
	b.g.Wake(b.now, "p0")
	b.lead(`{"do":"resume"}`)
	b.pass(3*second + 4*second - 1)
	b.want("rings too early", rings, 0)
	b.pass(1)
	b.want("rings", rings, 1)
	b.pass(4 * second)
	b.want("rings", rings, 2)
	b.next(1)
	b.pass(5 * second)
	b.want("rings after a new step", rings, 2)
}

func TestRulesEndTheirStep(t *testing.T) {
	s := &script{rounds: 1, steps: threeSteps()}
	s.moved = func(t *game.Table, _ string) { t.Advance() }
	b := beginScript(t, 2, nil, s)
	b.toPlay()
	b.gives(1)
	b.is(game.Reveal)

	paused := beginScript(t, 2, nil, s)
	paused.toPlay()
	paused.lead(`{"do":"pause"}`)
	paused.gives(1)
	paused.is(game.Play)
	paused.restart()
	paused.g.Wake(paused.now, "p0")
	paused.g.Wake(paused.now, "p1")
	paused.lead(`{"do":"resume"}`)
	paused.pass(3 * second)
	paused.is(game.Reveal)
}

func TestARefusedMoveAsksForNothing(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.refused(b.tryLead(`{"do":"own"}`), game.BadMove)
	b.is(game.Play)
}

func TestRescoreReplacesThePoints(t *testing.T) {
	s := &script{rounds: 2, steps: threeSteps()}
	s.do = func(t *game.Table) {
		s.last.Given["p1"] = 8
		t.Rescore()
	}
	b := beginScript(t, 2, nil, s)
	b.reveal(10, 2)
	b.lead(`{"do":"score","player":"p1","by":1}`)
	b.g.Sleep(b.now, "p1")
	b.g.Join(b.now, game.Profile{ID: "p1", Name: "Cub", Icon: "owl", Six: "grey"})
	b.lead(`{"do":"own"}`)
	b.want("points", b.room("players", "p1", "points"), 9)
	b.want("the Six then", b.room("sixes", "blue", "score"), 90)
}

func TestQuick(t *testing.T) {
	for _, c := range []struct {
		name  string
		on    bool
		clock string
		after time.Duration
		quick bool
	}{
		{"in the first quarter", true, "normal", 5*second - 1, true},
		{"after it", true, "normal", 5 * second, false},
		{"relaxed", true, "relaxed", 9 * second, true},
		{"without Lightning", false, "normal", 0, false},
		{"without a clock", true, "none", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			quick := false
			s := &script{rounds: 1, steps: threeSteps()}
			s.enter = func(t *game.Table) { quick = t.Phase() == game.Reveal && t.Quick("p0") }
			b := beginScript(t, 2, map[string]any{"clock": c.clock, "lightning": c.on}, s)
			b.toPlay()
			b.pass(c.after)
			b.gives(1)
			b.next(1)
			b.want("quick", quick, c.quick)
		})
	}
}

func TestChangingAnAnswerLateIsNotQuick(t *testing.T) {
	quick := false
	s := &script{rounds: 1, steps: threeSteps()}
	s.enter = func(t *game.Table) { quick = t.Phase() == game.Reveal && t.Quick("p0") }
	b := beginScript(t, 2, map[string]any{"lightning": true}, s)
	b.toPlay()
	b.gives(1)
	b.pass(10 * second)
	b.gives(2)
	b.next(1)
	b.want("quick", quick, false)
}

func TestAMoveThatLeavesTheAnswerAsItWasKeepsItsTime(t *testing.T) {
	const first, late = 1 * second, 10 * second
	for name, c := range map[string]struct {
		stands []bool // of each move
		at     []time.Duration
		quick  bool
	}{
		"given early, and no more":      {[]bool{false}, []time.Duration{first}, true},
		"given early, and it stands":    {[]bool{false, true}, []time.Duration{first, late}, true},
		"given early, and changed":      {[]bool{false, true, false}, []time.Duration{first, first, late}, false},
		"given late, after other moves": {[]bool{true, false}, []time.Duration{first, late}, false},
		"given late, and it stands":     {[]bool{false, true}, []time.Duration{late, late}, false},
		"nothing given":                 {[]bool{true}, []time.Duration{first}, false},
	} {
		t.Run(name, func(t *testing.T) {
			quick, stands := false, false
			s := &script{rounds: 1, steps: threeSteps()}
			s.enter = func(t *game.Table) { quick = t.Phase() == game.Reveal && t.Quick("p0") }
			s.moved = func(t *game.Table, _ string) {
				if stands {
					t.AnswerStands()
				}
			}
			b := beginScript(t, 2, map[string]any{"lightning": true}, s)
			b.toPlay()
			for i, at := range c.at {
				b.pass(at - (20*second - b.left()))
				stands = c.stands[i]
				b.gives(1)
			}
			b.next(1)
			b.want("quick", quick, c.quick)
		})
	}
}

func TestMovesReachTheRulesWhereAStepTakesThem(t *testing.T) {
	s := &script{rounds: 1, steps: threeSteps()}
	s.steps[0].Moves = true
	b := beginScript(t, 2, nil, s)
	b.next(2)
	b.gives(3)
	b.want("given in ready", s.last.Given["p0"], 3)
}

func TestTheClockOfTheTableStandsInAPause(t *testing.T) {
	var seen time.Time
	s := &script{rounds: 1, steps: threeSteps()}
	s.moved = func(t *game.Table, _ string) { seen = t.Now() }
	b := beginScript(t, 2, nil, s)
	b.toPlay()
	b.lead(`{"do":"pause"}`)
	since := b.now
	b.pass(time.Minute)
	b.gives(1)
	b.want("now", seen, since)
}

func TestTheRulesHearOfEveryChange(t *testing.T) {
	b := begin(t, 1, nil)
	b.g.Wake(b.now, "p0")
	b.g.Join(b.now, game.Profile{ID: "p0", Name: "Other", Icon: "owl", Six: "red"})
	b.g.Join(b.now, game.Profile{ID: "p0", Name: "Other", Icon: "owl", Six: "blue"})
	b.lead(`{"do":"rest","player":"p0"}`)
	b.lead(`{"do":"wake","player":"p0"}`)
	b.g.Sleep(b.now, "p0")
	b.g.Leave(b.now, "p0")
	b.g.Leave(b.now, "p0")
	want := []game.Change{game.Joined, game.Woke, game.SixChanged, game.Rested, game.Unrested, game.Slept, game.Left}
	b.want("changes", b.script.heard, want)
}

func TestTeamsAreOfThePlaying(t *testing.T) {
	var sixes, red []string
	s := &script{rounds: 1, steps: threeSteps()}
	s.enter = func(t *game.Table) { sixes, red = t.TeamSixes(), t.Members("red") }
	b := beginScript(t, 0, nil, s)
	for i, six := range []string{"brown", "red", "red", "", "blue"} {
		b.join(i, six)
	}
	b.g.Sleep(b.now, "p2")
	b.g.Sleep(b.now, "p4")
	b.toPlay()
	b.want("Sixes", sixes, []string{"red", "brown"})
	b.want("red", red, []string{"p1"})
}

func TestSparks(t *testing.T) {
	b := begin(t, 2, nil)
	cheer := func(seat game.Seat, text string) bool {
		_, ok := b.g.Spark(b.now, seat, []byte(text))
		return ok
	}
	p0, p1 := game.Seat{ID: "p0", Role: game.RolePlayer}, game.Seat{ID: "p1", Role: game.RolePlayer}
	howl := `{"type":"spark","cheer":"howl"}`
	relay, ok := b.g.Spark(b.now, p0, []byte(howl))
	b.want("the relay", string(relay), `{"cheer":"howl"}`)
	b.want("taken", ok, true)
	b.want("again", cheer(p0, howl), false)
	b.pass(3*second - 1)
	b.want("too soon", cheer(p0, howl), false)
	b.pass(1)
	b.want("after three seconds", cheer(p0, howl), true)
	b.want("another Cub", cheer(p1, howl), true)
	b.want("a leader", cheer(game.Seat{ID: "l", Role: game.RoleLeader}, howl), true)
	b.want("a leader again", cheer(game.Seat{ID: "l", Role: game.RoleLeader}, howl), false)
	b.want("a stage", cheer(game.Seat{ID: "s", Role: game.RoleStage}, howl), false)
	b.want("a stranger", cheer(game.Seat{ID: "p9", Role: game.RolePlayer}, howl), false)
	b.pass(4 * second)
	for _, bad := range []string{`{"type":"spark","cheer":"rude"}`, `{"type":"spark","cheer":"howl","text":"x"}`, `{"type":"spark"}`, `[]`, ``} {
		b.want(bad, cheer(p0, bad), false)
	}
	b.lead(`{"do":"mute","player":"p0","on":true}`)
	b.want("muted", cheer(p0, howl), false)
	b.want("the other", cheer(p1, howl), true)
	b.lead(`{"do":"mute","player":"p0","on":false}`)
	b.lead(`{"do":"mute","on":true}`)
	b.want("all muted", cheer(p0, howl), false)
}

func TestAMoveMayAnswerForOthers(t *testing.T) {
	s := &script{rounds: 1, steps: threeSteps()}
	s.moved = func(t *game.Table, _ string) {
		for _, id := range t.Members("red") {
			s.last.Given[id] = 4
			t.Touch(id)
		}
	}
	b := beginScript(t, 0, nil, s)
	b.join(0, "red")
	b.join(1, "red")
	b.toPlay()
	b.want("nobody", b.view("bell"), nil)
	b.gives(4)
	b.want("the bell", b.view("bell"), true)
	if c := b.save(); len(c.Seats) != 2 {
		t.Fatalf("%d seats were stored", len(c.Seats))
	}
}

func TestChanceGoesOnAfterARestart(t *testing.T) {
	draws := func(restart bool) []uint64 {
		var drawn []uint64
		s := &script{rounds: 1, steps: threeSteps()}
		s.moved = func(t *game.Table, _ string) { drawn = append(drawn, t.Rand().Uint64()) }
		b := beginScript(t, 3, nil, s)
		b.toPlay()
		b.save()
		for range 3 {
			b.gives(1)
			if restart {
				b.restart()
				b.g.Wake(b.now, "p0")
			}
		}
		return drawn
	}
	without, with := draws(false), draws(true)
	for i := range without {
		if without[i] != with[i] || i > 0 && without[i] == without[i-1] {
			t.Fatalf("%v and, with restarts, %v", without, with)
		}
	}
}
