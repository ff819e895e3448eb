//go:build unix

package e2e

import (
	"syscall"
	"testing"
	"time"

	"packnight/game/bot"
)

// TestEveningGoesOnAfterSleep puts the whole program to sleep in the middle of a question,
// as a laptop's lid does.
func TestEveningGoesOnAfterSleep(t *testing.T) {
	ctx := evening(t, 2*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	k := assemble(t, ctx, p, 3)
	k.play("quiz", map[string]any{"count": 3, "clock": "relaxed"})
	k.next()
	k.next()
	k.next()
	k.all("the question is asked", phase("play", 1))
	if err := p.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	time.Sleep(6 * time.Second) // asleep: longer than the gap that counts, shorter than the phones' patience
	if err := p.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	k.all("it is paused because it slept", func(s bot.State) bool { return s.Room["paused"] == true && s.Room["why"] == "slept" })
	k.all("it goes on by itself, in the same round", func(s bot.State) bool {
		return s.Live && s.Room["paused"] == false && s.Room["phase"] == "play" && s.Room["round"] == float64(1)
	})
	k.unbroken()
	p.stop()
}
