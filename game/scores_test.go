package game_test

import (
	"testing"

	"packnight/game"
)

// reveal plays the present round with the points of each player, up to its reveal.
func (b *bench) reveal(points ...int) {
	b.t.Helper()
	for b.g.Phase() != game.Play {
		b.next(1)
	}
	b.gives(points...)
	b.next(1)
	b.is(game.Reveal)
}

func TestASixScoreIsTheMeanOfItsPlayingMembers(t *testing.T) {
	b := begin(t, 0, nil)
	for i, six := range []string{"red", "red", "red", "blue", "green"} {
		b.join(i, six)
	}
	b.g.Sleep(b.now, "p2")
	b.reveal(10, 5, 0, 10)
	// p2 is asleep and has moved: it plays. p4 is awake and has not: it plays too.
	b.want("red", b.room("sixes", "red", "score"), 50)
	b.want("blue", b.room("sixes", "blue", "score"), 100)
	b.want("green", b.room("sixes", "green", "score"), 0)
	b.reveal(10, 10)
	// Now p2 sleeps and has not moved: red's second round is 100, its mean 75.
	b.want("red", b.room("sixes", "red", "score"), 75)
	b.want("blue", b.room("sixes", "blue", "score"), 50)
}

func TestAScoreIsRounded(t *testing.T) {
	b := begin(t, 0, nil)
	for i := range 3 {
		b.join(i, "red")
	}
	b.reveal(10, 10, 0)
	b.want("two thirds", b.room("sixes", "red", "score"), 67)
}

func TestWhoDoesNotPlayDoesNotHurt(t *testing.T) {
	b := begin(t, 0, nil)
	for i := range 3 {
		b.join(i, "red")
	}
	b.lead(`{"do":"rest","player":"p1"}`)
	b.g.Sleep(b.now, "p2")
	for b.g.Phase() != game.Play {
		b.next(1)
	}
	b.join(3, "red")
	b.gives(10)
	b.next(1)
	b.want("red", b.room("sixes", "red", "score"), 100)
	b.want("who played", b.view("playing"), 1)
}

func TestASixThatSleepsThroughARoundKeepsItsMean(t *testing.T) {
	b := begin(t, 2, nil)
	b.reveal(10, 5)
	b.g.Sleep(b.now, "p1")
	b.reveal(10)
	b.want("blue", b.room("sixes", "blue", "score"), 50)
}

func TestPointsStayWithTheSixWornThen(t *testing.T) {
	b := begin(t, 2, nil)
	b.reveal(10, 4)
	b.g.Join(b.now, game.Profile{ID: "p0", Name: "Cub", Icon: "owl", Six: "blue"})
	b.want("red", b.room("sixes", "red", "score"), 100)
	b.want("blue", b.room("sixes", "blue", "score"), 40)
	b.reveal(10, 4)
	b.want("red", b.room("sixes", "red", "score"), 100)
	b.want("blue", b.room("sixes", "blue", "score"), 55)
	b.g.Leave(b.now, "p0")
	b.want("blue without p0", b.room("sixes", "blue", "score"), 55)
	b.want("red without p0", b.room("sixes", "red", "score"), 100)
}

func TestWhoComesBackHasThePointsAgain(t *testing.T) {
	b := begin(t, 2, nil)
	b.reveal(10, 4)
	b.g.Leave(b.now, "p0")
	b.restart()
	b.join(0, "red")
	b.want("points", b.room("players", "p0", "points"), 10)
}

func TestTiesShareThePlaceAndNobodyIsBelowThird(t *testing.T) {
	for _, c := range []struct{ points, places []int }{
		{[]int{10, 10, 5, 4, 3}, []int{1, 1, 3, 0, 0}},
		{[]int{10, 9, 8, 7, 7}, []int{1, 2, 3, 0, 0}},
		{[]int{0, 0, 0, 0, 0}, []int{1, 1, 1, 1, 1}},
		{[]int{1, 2, 2, 2, 9}, []int{0, 2, 2, 2, 1}},
	} {
		b := begin(t, 0, nil)
		for i := range c.points {
			b.join(i, game.Sixes[i])
		}
		b.reveal(c.points...)
		b.lead(`{"do":"finish"}`)
		podium := b.view("podium", "sixes").([]game.View)
		b.want("Sixes on the podium", len(podium), len(c.points))
		for i, place := range c.places {
			want := any(place)
			if place == 0 {
				want = nil
			}
			b.want(game.Sixes[i], b.room("sixes", game.Sixes[i], "place"), want)
		}
		best := -1
		for i, six := range podium {
			score := six["score"].(int)
			if place, ok := six["place"]; ok && i > 0 && score > best {
				t.Fatalf("%v stands below a worse one, at %v", six, place)
			}
			best = score
		}
	}
}

func TestHiddenScores(t *testing.T) {
	b := begin(t, 2, nil)
	b.reveal(10, 5)
	b.lead(`{"do":"hide","on":true}`)
	b.want("points", b.room("players", "p0", "points"), nil)
	b.want("the score", b.room("sixes", "red", "score"), nil)
	b.want("the place", b.room("sixes", "red", "place"), nil)
	b.lead(`{"do":"finish"}`)
	for _, six := range b.view("podium", "sixes").([]game.View) {
		b.want("the podium's score", six["score"], nil)
		b.want("the podium's place", six["place"], nil)
	}
	b.lead(`{"do":"hide","on":false}`)
	b.want("points", b.room("players", "p0", "points"), 10)
}

func TestTheWholePackHasATarget(t *testing.T) {
	b := begin(t, 0, nil)
	b.join(0, "red")
	b.join(1, "red")
	b.want("in the lobby", b.view("target"), nil)
	b.reveal(10, 5)
	// Two rounds of 10 points for two: six tenths of 40, in tens.
	b.want("of", b.view("target", "of"), 20)
	b.want("points", b.view("target", "points"), 15)
	b.join(2, "")
	b.want("with a Cub of no Six", b.view("target", "of"), 20)
	b.g.Leave(b.now, "p1")
	b.want("points with those of who went home", b.view("target", "points"), 15)
	b.join(1, "red")
	b.want("points once it is back", b.view("target", "points"), 15)
	b.join(3, "blue")
	b.want("with two Sixes", b.view("target"), nil)
}

func TestALeaderFixesAScore(t *testing.T) {
	b := begin(t, 0, nil)
	b.join(0, "red")
	b.join(1, "red")
	b.lead(`{"do":"score","player":"p0","by":3}`)
	b.want("points before a round", b.room("players", "p0", "points"), 3)
	b.want("the Six before a round", b.room("sixes", "red", "score"), 0)
	b.reveal(10, 0)
	b.lead(`{"do":"score","player":"p1","by":5}`)
	b.want("points", b.room("players", "p1", "points"), 5)
	b.want("the Six", b.room("sixes", "red", "score"), 75)
	b.refused(b.tryLead(`{"do":"score","player":"p1","by":-101}`), game.BadMove)
	b.refused(b.tryLead(`{"do":"score","player":"p7","by":1}`), game.BadMove)
	b.lead(`{"do":"undo"}`)
	b.want("points after undo", b.room("players", "p1", "points"), 0)
	b.want("the Six after undo", b.room("sixes", "red", "score"), 50)
	b.refused(b.tryLead(`{"do":"undo"}`), game.NotNow)
}

func TestAFixForASleeperIsTakenBackWhole(t *testing.T) {
	b := begin(t, 0, nil)
	b.join(0, "red")
	b.join(1, "red")
	b.g.Sleep(b.now, "p1")
	b.reveal(10)
	b.lead(`{"do":"score","player":"p1","by":4}`)
	b.want("the Six", b.room("sixes", "red", "score"), 140)
	b.lead(`{"do":"undo"}`)
	b.want("the Six after undo", b.room("sixes", "red", "score"), 100)
}

func TestAFixNeverMakesItsSixOneMore(t *testing.T) {
	b := begin(t, 0, nil)
	for i, six := range []string{"red", "red", "blue", "blue", "grey"} {
		b.join(i, six)
	}
	for _, i := range []int{1, 2, 3} {
		b.g.Sleep(b.now, name(i))
	}
	score := func(six string, want int) {
		t.Helper()
		b.want(six, b.room("sixes", six, "score"), want)
	}
	fix := func(player, by int) {
		t.Helper()
		b.lead(`{"do":"score","player":"p%d","by":%d}`, player, by)
	}
	b.reveal(10)
	fix(1, 5)
	score("red", 150) // beside one who plays
	fix(1, -5)
	score("red", 100)
	fix(2, 5)
	score("blue", 50) // nobody of it has played: as one who did
	fix(3, 5)
	score("blue", 100)
	b.restart()
	score("blue", 100)
	b.g.Join(b.now, game.Profile{ID: "p2", Name: "Cub", Icon: "owl", Six: "red"})
	fix(2, 1)
	score("blue", 110) // the Six that the first one was for
	score("red", 100)
	b.lead(`{"do":"undo"}`)
	fix(2, -5)
	fix(3, -5)
	score("blue", 0)
	b.next(1)
	for i := range 5 {
		b.g.Wake(b.now, name(i))
	}
	b.reveal(10, 10, 10, 10)
	score("blue", 100) // and a round with nothing left in it is none
}

func TestAFixIsOfTheLastRoundThatIsOver(t *testing.T) {
	b := begin(t, 2, nil)
	b.toPlay()
	b.g.Sleep(b.now, "p0")
	b.g.Sleep(b.now, "p1")
	b.next(1) // nobody has played
	b.lead(`{"do":"score","player":"p0","by":5}`)
	b.want("points", b.room("players", "p0", "points"), 5)
	b.want("red", b.room("sixes", "red", "score"), 50)
	b.lead(`{"do":"redo"}`)
	b.want("points of the round again", b.room("players", "p0", "points"), 0)
}

func TestAFixIsTakenBackWhereItStillStands(t *testing.T) {
	b := begin(t, 0, nil)
	b.join(0, "red")
	fix := func() {
		b.t.Helper()
		b.lead(`{"do":"score","player":"p0","by":5}`)
	}
	b.reveal(10)
	fix()
	b.lead(`{"do":"redo"}`)
	b.refused(b.tryLead(`{"do":"undo"}`), game.NotNow)
	b.reveal(4)
	b.want("points of the round again", b.room("players", "p0", "points"), 4)
	b.want("the Six", b.room("sixes", "red", "score"), 40)

	fix()
	b.next(1)
	b.lead(`{"do":"redo"}`) // of the next round
	b.lead(`{"do":"undo"}`)
	b.want("points of the round before", b.room("players", "p0", "points"), 4)

	b.lead(`{"do":"rest","player":"p0"}`)
	b.lead(`{"do":"redo"}`)
	b.lead(`{"do":"undo"}`)
	b.want("resting", b.g.Resting("p0"), false)
}

func TestUndoIsThereForTenSeconds(t *testing.T) {
	b := begin(t, 2, nil)
	b.lead(`{"do":"rest","player":"p0"}`)
	b.want("resting", b.g.Resting("p0"), true)
	b.pass(10*second - 1)
	b.lead(`{"do":"undo"}`)
	b.want("resting", b.g.Resting("p0"), false)
	b.lead(`{"do":"rest","player":"p0"}`)
	b.pass(10 * second)
	b.refused(b.tryLead(`{"do":"undo"}`), game.NotNow)
}

func TestUndoOfAVoidGoesBackToWhereItWas(t *testing.T) {
	for _, phase := range []game.Phase{game.Ready, game.Play, game.Reveal} {
		t.Run(string(phase), func(t *testing.T) {
			b := begin(t, 3, nil)
			b.next(2)
			for b.g.Phase() != phase {
				b.next(1)
				if b.g.Phase() == game.Play {
					b.pass(2 * second)
					b.gives(7, 3)
				}
			}
			left, moment := b.left(), b.g.Moment()
			b.lead(`{"do":"void"}`)
			b.want("the round", b.room("round"), 2)
			if phase != game.Play { // where it would ring the bell
				b.g.Leave(b.now, "p2")
			}
			b.join(4, "grey")
			b.lead(`{"do":"undo"}`)
			b.is(phase)
			b.want("the round", b.room("round"), 1)
			b.want("left", b.left(), left)
			if b.g.Moment() <= moment {
				t.Fatal("the moment did not grow")
			}
			b.want("late", b.room("players", "p4", "late") == true, phase != game.Ready)
			if phase == game.Play {
				b.next(1)
			}
			if phase != game.Ready {
				b.want("points", b.room("players", "p0", "points"), 7)
			}
		})
	}
}

func TestAfterUndoTheRulesKnowWhoIsThere(t *testing.T) {
	b := begin(t, 5, nil)
	b.toPlay()
	b.gives(7, 3)
	b.lead(`{"do":"void"}`)
	b.g.Leave(b.now, "p1")
	b.g.Sleep(b.now, "p2")
	b.g.Join(b.now, game.Profile{ID: "p3", Name: "Cub", Icon: "owl", Six: "grey"})
	b.g.Join(b.now, game.Profile{ID: "p6", Name: "Cub", Icon: "owl", Six: "red"})
	b.script.heard = nil
	b.lead(`{"do":"undo"}`)
	b.want("changes", b.script.heard, []game.Change{game.Left, game.Slept, game.SixChanged, game.Joined})
	b.want("what the rules keep", b.script.last.Given, map[string]int{"p0": 7})
}

func TestTheResultLeavesVoidRoundsOut(t *testing.T) {
	b := begin(t, 2, nil)
	b.reveal(10, 5)
	b.next(1)
	b.reveal(3, 3)
	b.lead(`{"do":"void"}`)
	b.next(1)
	r, over := b.g.Ended()
	b.want("over", over, true)
	b.want("points", r.Points, map[string]int{"p0": 10, "p1": 5})
	b.want("Sixes", r.Sixes, map[string]int{"red": 100, "blue": 50})
}

func TestAwardsAreOfThoseWhoAreStillHere(t *testing.T) {
	b := begin(t, 2, nil)
	b.next(1)
	b.lead(`{"do":"finish"}`)
	b.g.Leave(b.now, "p0")
	awards := b.view("podium", "awards").([]game.Award)
	b.want("players", awards[0].Players, []string{"p1"})
	b.g.Leave(b.now, "p1")
	b.want("awards", len(b.view("podium", "awards").([]game.Award)), 0)
}

func TestAVoidRoundIsInNoSum(t *testing.T) {
	var got int
	b := beginScript(t, 3, nil, &script{rounds: 2, steps: threeSteps(), enter: func(t *game.Table) {
		got = game.SumOf(t, map[int]bool{1: true, 2: true, 3: false}, game.Count)
	}})
	b.next(1)
	b.reveal(10, 5)
	b.want("before", got, 2)
	b.lead(`{"do":"void"}`)
	b.want("after", got, 1)
}
