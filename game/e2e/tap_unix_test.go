//go:build unix

package e2e

import (
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"packnight/game/bot"
)

// tapsInOneFrame is JavaScript that taps an answer and says how it looks when the page is
// next painted.
const tapsInOneFrame = `(async () => {
  const answer = document.querySelector('.answer-b');
  answer.click();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return answer.getAttribute('aria-pressed');
})()`

// TestCubComesInWithThreeTapsAndIsAnsweredAtOnce counts what a Cub who scanned the code
// must tap, and has the program stand still while an answer is tapped: the page does not
// wait for it, and nothing is lost.
func TestCubComesInWithThreeTapsAndIsAnsweredAtOnce(t *testing.T) {
	ctx := evening(t, 3*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)
	k := assemble(t, ctx, p, 1)
	cub := b.open("phone", p.as("/#code="+k.campfire()), phone)
	cub.sees("animal")
	cub.until(`document.addEventListener('click', () => { window.taps = (window.taps || 0) + 1; }, true) === undefined`, "taps are counted")
	cub.tap("Otter")
	cub.press(".name") // the first of the names that are offered
	cub.tap("Green")
	cub.sees("at the campfire")
	if taps, err := chromedp.Run(cub.ctx, chromedp.Evaluate[int]("window.taps")); err != nil || taps != 3 {
		t.Errorf("it took %d taps to come in (%v)", taps, err)
	}

	code := k.gather("quiz", map[string]any{"count": 3, "clock": "none"})
	k.all("all are in the game", func(s bot.State) bool { return s.Live && s.Room["code"] == code && awake(s) == 2 })
	for range 3 {
		k.next()
	}
	k.all("the question is asked", phase("play", 1))
	cub.mayAnswer()
	if err := p.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	pressed, err := chromedp.Run(cub.ctx, chromedp.Evaluate[string](tapsInOneFrame, chromedp.EvalAwaitPromise))
	if err := p.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	if err != nil || pressed != "true" {
		t.Fatalf("with nobody to ask, the tapped answer looks pressed: %q (%v)", pressed, err)
	}
	k.all("the answer is counted", func(s bot.State) bool { return s.Game["answered"] == float64(1) })
	p.stop()
}
