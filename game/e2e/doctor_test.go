package e2e

import (
	"testing"
	"time"
)

// TestPagesAskTheDoctor: a leader asks why a phone does not come, on a laptop and on a
// phone, and both pages about privacy are open from the join page.
func TestPagesAskTheDoctor(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 3*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)
	checker := axe(t)
	leader := b.open("console", p.as("/leader#key="+p.key), console)
	leader.tap("A phone doesn’t come?")
	leader.sees("No phone has come yet")
	// The program was told to listen on this machine alone: no phone can come.
	leader.sees("This computer is in no Wi-Fi")
	leader.shot("console-doctor")
	leader.accessible(checker, "the doctor")
	small := leader.tab("consolephone", p.as("/leader"), phone)
	small.tap("Join")
	small.tap("A phone doesn’t come?")
	small.sees("This computer is in no Wi-Fi")
	small.shot("consolephone-doctor")
	small.accessible(checker, "the doctor")
	small.tap("All is well now")
	small.until(`document.querySelector('.doctor').hidden`, "the doctor is gone")

	k := assemble(t, ctx, p, 1)
	cub := b.open("smallphone", p.as("/#code="+k.campfire()), smallPhone)
	cub.tap("What does this game remember?")
	cub.sees("Your icon, your name, your points.")
	cub.sees("It forgets when we pack up.")
	cub.shot("smallphone-privacy")
	cub.accessible(checker, "privacy")
	cub.tap("Back")
	cub.tap("For parents")
	cub.sees("parents")
	cub.shot("smallphone-parents")
	cub.accessible(checker, "parents")
	cub.tap("To the game")
	cub.tap("Light or dark")
	cub.tap("For parents")
	cub.sees("parents")
	cub.until(`document.documentElement.dataset.theme === 'day'`, "daylight is kept, also where no module runs")
	p.stop()
}
