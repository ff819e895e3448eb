package e2e

import (
	"testing"
	"time"

	"packnight/game/bot"
)

// TestPagesFollowTheRunningOrder plans an evening on the console, and goes through it
// with the large button alone; the program is killed on the way.
func TestPagesFollowTheRunningOrder(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 3*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	b := openBrowser(t, ctx)
	leader := b.open("console", p.as("/leader#key="+p.key), console)
	leader.sees("Queue a few games now")
	k := assemble(t, ctx, p, 6)
	checker := axe(t)
	leader.tap("Choose a game")
	leader.tap("Badge Bingo")
	leader.shot("console-queue")
	leader.accessible(checker, "a game that may be queued")
	leader.tap("Play it later")
	leader.sees("Next: Badge Bingo")
	leader.tap("Add a break")
	leader.sees("Break")
	leader.tap("Add a game")
	leader.tap("Pack Quiz")
	leader.tap("Play it later")
	leader.tap("Pack Quiz earlier")
	leader.until(`document.querySelector('.order-items').innerText.replace(/\s+/g, ' ').search(/Quiz.*Break/) > 0`, "the quiz is before the break")
	leader.tap("60 min")
	leader.sees("60 minutes left")
	leader.shot("console-order")
	leader.accessible(checker, "the running order")

	welcomes := k.welcomes()
	p.kill()
	p = start(t, address, folder)
	k.back(welcomes)
	leader.sees("Everything is saved")
	leader.sees("minutes left")
	leader.tap("Next: Badge Bingo")
	k.all("everyone is in the game", func(s bot.State) bool { return s.Room["kind"] == "bingo" })
	leader.tap("More")
	leader.tap("End the game")
	leader.tap("Yes, end the game")
	k.all("everyone is back", func(s bot.State) bool { return s.Room["kind"] == "campfire" && s.Live })
	leader.tap("Next: Pack Quiz")
	k.all("everyone is in the quiz", func(s bot.State) bool { return s.Room["kind"] == "quiz" })
	leader.tap("More")
	leader.tap("End the game")
	leader.tap("Yes, end the game")
	leader.tap("Break: 10 minutes")
	k.all("it is break time", func(s bot.State) bool { return s.Room["break"] == true })
	leader.shot("console-break")
	leader.tap("End the break")
	leader.sees("Choose a game")
	leader.shot("console-played")
	p.stop()
}
