package e2e

import (
	"context"
	"testing"
)

// windows are what an evening is seen in: a console, a big screen, and two phones with
// a Cub each, of which Eva's is the smallest there is.
type windows struct {
	process                 *process
	browser                 *browser
	leader, stage, ben, eva *page
	more                    []*page
}

// fourWindows starts the program, brings in n Cubs who are plain socket clients, and
// opens the windows at the campfire. Ben is in the red Six.
func fourWindows(t *testing.T, ctx context.Context, n int, evasSix string) (*pack, *windows) {
	t.Helper()
	p := start(t, freeAddress(t), t.TempDir())
	b := openBrowser(t, ctx)
	w := &windows{process: p, browser: b}
	w.leader = b.open("console", p.as("/leader#key="+p.key), console)
	w.stage = w.leader.tab("stage", p.as("/stage"), bigScreen)
	w.stage.sees("Point your camera here")
	k := assemble(t, ctx, p, n)
	code := k.campfire()
	w.ben = b.open("phone", p.as("/#code="+code), phone)
	w.ben.comeIn("Fox", "Ben", "Red")
	w.eva = b.open("smallphone", p.as("/#code="+code), smallPhone)
	w.eva.comeIn("Owl", "Eva", evasSix)
	w.leader.sees("Eva")
	return k, w
}

// shots returns what takes pictures of all windows in a game, and measures them.
func (w *windows) shots(t *testing.T, kind string) func(what string) {
	checker := axe(t)
	return func(what string) {
		for _, page := range append([]*page{w.leader, w.stage, w.ben, w.eva}, w.more...) {
			page.shot(kind + "-" + page.name + "-" + what)
			page.accessible(checker, what)
		}
	}
}
