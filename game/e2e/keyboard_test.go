package e2e

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestPagesPlayByKeyboardAlone has a Cub come in and play, and a leader lead, a whole quiz
// by Tab and Enter.
func TestPagesPlayByKeyboardAlone(t *testing.T) {
	ctx := evening(t, 10*time.Minute)
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)
	k := assemble(t, ctx, p, 2)
	cub := b.open("cub", p.as("/#code="+k.campfire()), phone)
	cub.reach("Otter")
	cub.reach("Type my own")
	cub.until(`document.activeElement.id === 'name'`, "the name can be typed at once")
	cub.keys("Olly" + kb.Enter)
	cub.reach("Green")
	cub.sees("Olly")
	leader := b.open("leader", p.as("/leader#key="+p.key), console)
	leader.sees("Olly")
	leader.reach("Choose a game")
	leader.reach("❓Pack Quiz")
	for range 7 {
		leader.reach("fewer: Questions")
	}
	leader.reach("Play Pack Quiz with everyone")
	leader.reach("Tell how it goes")
	cub.sees("How it goes")
	leader.reach("Start question 1")
	for round := 1; round <= 3; round++ {
		k.leaderSees("ready", round)
		leader.reach("Read out")
		k.leaderSees("play", round)
		leader.reach("Add 15 s")
		cub.mayAnswer()
		cub.reach("B")
		cub.until(`!!document.querySelector('.answer[aria-pressed=true]')`, "the answer is taken")
		leader.reach("Show the answer")
		k.leaderSees("reveal", round)
		if round < 3 {
			leader.reach(fmt.Sprintf("Question %d of 3", round+1))
		}
	}
	leader.reach("To the podium")
	cub.sees("What a game!")
	leader.reach("Back to the campfire")
	cub.sees("campfire")
	cub.reach("Hello")
}

// mayAnswer waits until a Cub's page takes answers.
func (p *page) mayAnswer() {
	p.t.Helper()
	p.until(`!!document.querySelector('.answer:not([aria-disabled])')`, "answers can be tapped")
}

// leaderSees waits until the pack's own leader is in a phase of a round.
func (k *pack) leaderSees(name string, round int) {
	k.t.Helper()
	k.all("the phase is there", phase(name, round))
}

// keys types as a keyboard would.
func (p *page) keys(text string) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, chromedp.KeyEvent(text)); err != nil {
		p.t.Fatalf("%s: typing: %v", p.name, err)
	}
}

// focused is JavaScript for the label of what has the focus.
const focused = `(e => (e.getAttribute('aria-label') || e.textContent || '').replace(/\s+/g, ' ').trim())(document.activeElement)`

// reach presses Tab until a control whose label begins with text has the focus, and
// then Enter.
func (p *page) reach(text string) {
	p.t.Helper()
	quoted, _ := json.Marshal(text)
	p.until(fmt.Sprintf(`!!%s(%s)`, lookup, quoted), fmt.Sprintf("%q is there", text))
	for range 120 {
		here, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](fmt.Sprintf("%s.startsWith(%s)", focused, quoted)))
		if err != nil {
			p.t.Fatalf("%s: looking at the focus: %v", p.name, err)
		}
		if here {
			p.keys(kb.Enter)
			return
		}
		p.keys(kb.Tab)
	}
	p.shot("failed-" + p.name)
	p.t.Fatalf("%s: %q can't be reached by Tab", p.name, text)
}
