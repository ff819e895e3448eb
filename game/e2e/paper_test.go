package e2e

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"packnight/game/bot"
)

// TestPagesToPrint plays a game to its podium and prints the poster and the
// certificates from the console, after the program was killed.
func TestPagesToPrint(t *testing.T) {
	t.Parallel() // it mostly waits
	ctx := evening(t, 3*time.Minute)
	address, folder := freeAddress(t), t.TempDir()
	p := start(t, address, folder)
	b := openBrowser(t, ctx)
	k := assemble(t, ctx, p, 8)
	k.play("quiz", map[string]any{"packs": []string{"space"}, "count": 3, "clock": "none"})
	k.next() // explain
	k.all("it is explained", phase("explain", 0))
	k.next() // reading
	k.all("the question is read", phase("ready", 1))
	k.next() // play
	k.all("answers count", phase("play", 1))
	for i, c := range k.cubs { // every answer is somebody's, so some are right
		c.seat.Move(map[string]any{"answer": i % c.answers()}, true)
	}
	k.all("it is revealed", phase("reveal", 1))
	k.do(map[string]any{"do": "finish"}, true)
	k.all("the podium stands", phase("podium", -1))
	k.next()
	k.all("everyone is back", func(s bot.State) bool { return s.Room["kind"] == "campfire" && s.Live })
	p.kill()
	p = start(t, address, folder)

	checker := axe(t)
	leader := b.open("console", p.as("/leader#key="+p.key), console)
	leader.sees("Cub 0")
	leader.tap("Evening")
	leader.sees("Print a poster")
	leader.shot("console-evening")
	paper := leader.tab("paper", p.as("/paper#poster"), console)
	paper.sees("Point your camera at the square")
	paper.fill("#wifi", "Scout Hut <2>")
	paper.tap("Put it on the poster")
	paper.sees("Join the Wi-Fi Scout Hut <2>")
	paper.until(`document.querySelector('.poster-qr').naturalWidth > 0`, "the QR code is there")
	paper.shot("paper-poster")
	paper.accessible(checker, "the poster")
	if n := paper.printed("poster"); n != 1 {
		t.Errorf("the poster has %d pages", n)
	}
	paper.tap("Certificates")
	paper.sees("First place")
	paper.sees("Cub 1")
	paper.shot("paper-certificates")
	paper.accessible(checker, "the certificates")
	// Six Sixes and up to three awards, two on a page.
	if n := paper.printed("certificates"); n < 3 || n > 5 {
		t.Errorf("the certificates have %d pages", n)
	}
	cub := b.open("phone", p.as("/paper"), phone)
	cub.sees("leader’s console")
	p.stop()
}

var pdfPage = regexp.MustCompile(`/Type\s*/Page\b`)

// printed prints the page and returns how many sheets that takes.
func (p *page) printed(name string) int {
	p.t.Helper()
	data, err := chromedp.Run(p.ctx, func(ctx context.Context, t *chromedp.Target) ([]byte, error) {
		background, css := false, true
		res, err := cdp.Call(ctx, t, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PrintBackground: &background, PreferCSSPageSize: &css})
		return res.Data, err
	})
	if err != nil {
		p.t.Fatalf("%s: printing: %v", p.name, err)
	}
	if folder := os.Getenv("PACKNIGHT_PICTURES"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".pdf"), data, 0o644); err != nil {
			p.t.Errorf("%s: keeping what was printed: %v", p.name, err)
		}
	}
	if !bytes.HasPrefix(data, []byte("%PDF")) {
		p.t.Fatalf("%s: what was printed begins with %.20q", p.name, data)
	}
	return len(pdfPage.FindAll(data, -1))
}
