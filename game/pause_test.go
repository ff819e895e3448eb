package game_test

import (
	"encoding/json"
	"testing"
	"time"

	"packnight/game"
)

func TestAPauseStopsTheClockAndNotTheMoves(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.pass(5 * second)
	b.lead(`{"do":"pause"}`)
	b.want("why", b.room("why"), "leader")
	b.pass(time.Hour)
	b.is(game.Play)
	b.want("left", b.left(), 15*second)
	b.gives(4, 6)
	b.want("the bell in a pause", b.view("bell"), nil)
	b.lead(`{"do":"resume"}`)
	b.want("paused in the countdown", b.room("paused"), true)
	b.want("resumes", b.room("resumes"), b.now.Add(3*second).UnixMilli())
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
	b.want("the bell", b.view("bell"), true)
	b.pass(3 * second)
	b.is(game.Reveal)
	b.want("points", b.room("players", "p1", "points"), 6)
}

func TestAPauseInTheCountdownHoldsAgain(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.lead(`{"do":"pause"}`)
	b.lead(`{"do":"resume"}`)
	b.lead(`{"do":"pause"}`)
	b.pass(time.Minute)
	b.want("paused", b.room("paused"), true)
	b.want("left", b.left(), 20*second)
}

func TestTheWifiWobbles(t *testing.T) {
	for _, c := range []struct {
		name    string
		players int
		drops   []int
		apart   time.Duration
		paused  bool
	}{
		{"two of six", 6, []int{0, 1}, 0, true},
		{"two of seven", 7, []int{0, 1}, 0, false},
		{"one of one", 1, []int{0}, 0, false},
		{"both of two", 2, []int{0, 1}, 0, true},
		{"in five seconds", 6, []int{0, 1}, 5 * second, true},
		{"in more", 6, []int{0, 1}, 5*second + 1, false},
		{"the same one twice", 6, []int{0, 0}, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := begin(t, c.players, nil)
			b.toPlay()
			for i, who := range c.drops {
				b.pass(c.apart * time.Duration(min(i, 1)))
				b.g.Drop(b.now, name(who))
			}
			b.want("paused", b.room("paused"), c.paused)
			if c.paused {
				b.want("why", b.room("why"), "wobble")
			}
		})
	}
}

func TestAWobbleEndsWhenNineInTenAreBack(t *testing.T) {
	b := begin(t, 10, nil)
	b.toPlay()
	for i := range 10 {
		b.g.Drop(b.now, name(i))
	}
	b.pass(12 * second)
	for i := range 10 {
		b.g.Sleep(b.now, name(i))
	}
	for i := range 8 {
		b.g.Wake(b.now, name(i))
	}
	b.want("resumes with eight of ten", b.room("resumes"), nil)
	b.g.Wake(b.now, "p8")
	if b.room("resumes") == nil {
		t.Fatal("nine of ten are back and nothing happens")
	}
	b.pass(3 * second)
	b.want("left", b.left(), 20*second)
}

func TestWhoComesBackAtOnceDidNotVanish(t *testing.T) {
	b := begin(t, 6, nil)
	b.toPlay()
	b.g.Drop(b.now, "p0")
	b.g.Wake(b.now, "p0")
	b.g.Drop(b.now, "p1")
	b.want("paused", b.room("paused"), false)
}

func TestOneWhoGoesAgainAndAgainIsNoWobble(t *testing.T) {
	b := begin(t, 4, nil)
	b.toPlay()
	for range 3 {
		b.g.Drop(b.now, "p0")
		b.pass(time.Second)
		b.want("paused", b.room("paused"), false)
		b.g.Wake(b.now, "p0")
		b.pass(time.Second)
	}
	b.g.Drop(b.now, "p0")
	b.g.Drop(b.now, "p1")
	b.want("why", b.room("why"), "wobble")
}

func TestSilenceIsAWobbleToo(t *testing.T) {
	b := begin(t, 6, nil)
	b.toPlay()
	b.g.Sleep(b.now, "p0")
	b.g.Sleep(b.now, "p1")
	b.want("why", b.room("why"), "wobble")
}

func TestOnlyARoundWobbles(t *testing.T) {
	b := begin(t, 4, nil)
	for i := range 4 {
		b.g.Drop(b.now, name(i))
	}
	b.want("paused in the lobby", b.room("paused"), false)
}

func TestAWobbleDoesNotWaitForWhoRests(t *testing.T) {
	for what, do := range map[string]func(b *bench){
		"rests": func(b *bench) { b.lead(`{"do":"rest","player":"p3"}`) },
		"rests, and is taken back": func(b *bench) {
			b.lead(`{"do":"rest","player":"p3"}`)
			b.lead(`{"do":"undo"}`)
		},
		"leaves": func(b *bench) { b.g.Leave(b.now, "p3") },
	} {
		t.Run(what, func(t *testing.T) {
			b := begin(t, 4, nil)
			b.toPlay()
			for i := range 4 {
				b.g.Drop(b.now, name(i))
			}
			for i := range 3 {
				b.g.Wake(b.now, name(i))
			}
			b.want("resumes without p3", b.room("resumes"), nil)
			do(b)
			if b.room("resumes") == nil {
				t.Fatal("all others are back and nothing happens")
			}
		})
	}
}

func TestARestingCubIsNotMissed(t *testing.T) {
	b := begin(t, 4, nil)
	b.toPlay()
	for i := range 4 {
		b.g.Drop(b.now, name(i))
	}
	b.g.Wake(b.now, "p0")
	b.lead(`{"do":"rest","player":"p0"}`)
	b.want("resumes with nobody back", b.room("resumes"), nil)
	b.restart()
	b.g.Wake(b.now, "p0")
	b.want("resumes after a restart", b.room("resumes"), nil)
	b.g.Wake(b.now, "p1")
	b.g.Wake(b.now, "p2")
	b.lead(`{"do":"rest","player":"p3"}`)
	if b.room("resumes") == nil {
		t.Fatal("all others are back and nothing happens")
	}
}

func TestALeaderEndsAWobble(t *testing.T) {
	b := begin(t, 4, nil)
	b.toPlay()
	b.g.Drop(b.now, "p0")
	b.g.Drop(b.now, "p1")
	b.lead(`{"do":"resume"}`)
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
}

func TestARestartPausesUntilTheyAreBack(t *testing.T) {
	b := begin(t, 3, nil)
	b.g.Sleep(b.now, "p2")
	b.toPlay()
	b.pass(5 * second)
	b.gives(8)
	b.restart()
	b.want("why", b.room("why"), "restart")
	b.want("left", b.left(), 15*second)
	b.want("online", b.room("players", "p0", "online"), false)
	b.g.Wake(b.now, "p2")
	b.want("resumes", b.room("resumes"), nil)
	b.g.Wake(b.now, "p0")
	b.g.Wake(b.now, "p1")
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
	b.gives(8, 5, 0)
	b.pass(3 * second)
	b.want("points", b.room("players", "p0", "points"), 8)
}

func TestTwoRestartsWaitForTheSame(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.restart()
	b.g.Wake(b.now, "p0")
	b.next(1) // which writes every record anew
	b.restart()
	b.g.Wake(b.now, "p0")
	b.want("resumes", b.room("resumes"), nil)
	b.g.Wake(b.now, "p1")
	if b.room("resumes") == nil {
		t.Fatal("all are back and nothing happens")
	}
}

func TestAGameThatEveryoneLeftGoesOnWithTheFirst(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.g.Sleep(b.now, "p0")
	b.g.Sleep(b.now, "p1")
	b.lead(`{"do":"resume"}`)
	b.pass(3 * second)
	b.restart()
	b.pass(time.Hour)
	b.want("paused with nobody here", b.room("paused"), true)
	b.g.Wake(b.now, "p1")
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
}

func TestALeadersPauseOutlastsARestart(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.lead(`{"do":"pause"}`)
	b.restart()
	b.want("why", b.room("why"), "leader")
	b.g.Wake(b.now, "p0")
	b.pass(time.Hour)
	b.want("paused", b.room("paused"), true)
	b.lead(`{"do":"resume"}`)
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
}

func TestALobbyIsNotPausedByARestart(t *testing.T) {
	b := begin(t, 2, nil)
	b.next(1)
	b.restart()
	b.want("paused", b.room("paused"), false)
}

func TestAMovesRecordTellsTheTimeToo(t *testing.T) {
	b := begin(t, 3, nil)
	b.toPlay()
	b.save()
	b.pass(11 * second)
	b.gives(1)
	if c := b.save(); c.State != nil || len(c.Seats) != 1 {
		t.Fatalf("a move stored %d seats and %s", len(c.Seats), c.State)
	}
	b.restart()
	b.want("left", b.left(), 9*second)
	b.lead(`{"do":"extend","seconds":15}`)
	b.restart()
	b.want("left after more time", b.left(), 24*second)
}

func TestTheMachineSlept(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.pass(5 * second)
	since := b.now
	b.now = b.now.Add(time.Hour)
	b.g.Suspended(b.now, since)
	b.is(game.Play)
	b.want("why", b.room("why"), "slept")
	b.want("left", b.left(), 15*second)
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
	b.want("left", b.left(), 15*second)

	b.lead(`{"do":"pause"}`)
	since = b.now
	b.now = b.now.Add(time.Hour)
	b.g.Suspended(b.now, since)
	b.pass(time.Minute)
	b.want("a leader's pause", b.room("paused"), true)
}

func TestNotSaving(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	b.g.Saving(b.now, false)
	b.want("why", b.room("why"), "saving")
	b.refused(b.tryLead(`{"do":"resume"}`), game.NotNow)
	b.want("saving", b.room("saving"), true)
	b.lead(`{"do":"unsaved"}`)
	b.want("saving", b.room("saving"), false)
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
	b.g.Saving(b.now, false)
	b.want("paused again", b.room("paused"), false)
	b.g.Saving(b.now, true)
	b.want("saving", b.room("saving"), true)

	b.g.Saving(b.now, false)
	b.lead(`{"do":"pause"}`)
	b.g.Saving(b.now, true)
	b.want("why", b.room("why"), "leader")
	b.pass(time.Minute)
	b.want("paused", b.room("paused"), true)
	b.lead(`{"do":"resume"}`)
	b.g.Saving(b.now, false)
	b.g.Saving(b.now, true)
	b.pass(3 * second)
	b.want("paused", b.room("paused"), false)
}

func TestPausingIsAPatch(t *testing.T) {
	b := begin(t, 1, nil)
	b.toPlay()
	read := func() map[string]any {
		var v map[string]any
		if err := json.Unmarshal(b.g.Pausing(), &v); err != nil {
			t.Fatal(err)
		}
		b.want("members", len(v), 7)
		return v
	}
	running := read()
	b.want("paused", running["paused"], false)
	b.want("left", running["left"], nil)
	b.lead(`{"do":"pause"}`)
	paused := read()
	b.want("left", paused["left"], 20000)
	b.want("deadline", paused["deadline"], nil)
	b.want("why", paused["why"], "leader")
}

func TestGoingOnInAPauseKeepsIt(t *testing.T) {
	b := begin(t, 1, nil)
	b.next(2)
	b.lead(`{"do":"pause"}`)
	b.next(1)
	b.is(game.Play)
	b.pass(time.Hour)
	b.want("left", b.left(), 20*second)
	b.lead(`{"do":"finish"}`)
	b.want("paused on the podium", b.room("paused"), false)
}
