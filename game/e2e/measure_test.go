package e2e

import (
	"context"
	_ "embed"
	"fmt"
	"regexp"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	pages "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// measuring is the script that measures a page from inside; see there what it holds
// against it.
//
//go:embed measure.js
var measuring string

// A browser's own text size, and twice that.
const (
	plainText = 16 // px
	largeText = 32
)

// inPlay tells the names of the phases in which a Cub has something to tap.
var inPlay = regexp.MustCompile(`^((call-)?play|call-[0-9]|draw|pick)`)

// measured fails the test where the page owes its reader something: on a Cub's page
// all that can be measured of the rules for children, on the big screen what is read
// from six metres. What it also is with text twice as large and with less motion asked
// for is measured once for each kind of page: another question is the same kind. It
// reports whether this is the first of its kind.
func (p *page) measured(what string) (first bool) {
	p.t.Helper()
	p.bring("measure", measuring)
	p.measure(what, fmt.Sprintf("measure.page(%v)", inPlay.MatchString(what)))
	kind, err := chromedp.Run(p.ctx, chromedp.Evaluate[string]("measure.kind()"))
	if err != nil {
		p.t.Fatalf("%s, %s: what kind of page it is: %v", p.name, what, err)
	}
	if p.kinds[kind] {
		return false
	}
	if p.kinds == nil {
		p.kinds = map[string]bool{}
	}
	p.kinds[kind] = true
	p.larger(what)
	p.calmer(what)
	return true
}

// larger measures the page as it is in a browser that is set to text of 200 %. The big
// screen is nobody's own, and has its sizes from the screen. The console on a phone is not
// made for it: a leader with large text has the laptop.
func (p *page) larger(what string) {
	p.t.Helper()
	if p.size == bigScreen || strings.HasPrefix(p.name, "consolephone") {
		return
	}
	textOf := func(px int64) {
		tell(p, pages.SetFontSizes, pages.SetFontSizesParams{FontSizes: &pages.FontSizes{Standard: px}})
	}
	textOf(largeText)
	p.measure(what+", text at 200 %", "measure.large()")
	textOf(plainText)
	p.largePicture(what)
}

// calmer measures the page as it is for who has asked the device for less motion.
func (p *page) calmer(what string) {
	p.t.Helper()
	less := []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}
	tell(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: less})
	defer tell(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{})
	p.measure(what+", less motion", `measure.still()`)
}

// tell gives the page's browser a command.
func tell[P, R any](p *page, command cdp.Command[P, R], params P) {
	p.t.Helper()
	do := chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
	if err := chromedp.Do(p.ctx, do); err != nil {
		p.t.Fatalf("%s: telling the browser: %v", p.name, err)
	}
}

// bring brings a script into the page, where it is not there yet, by the name that it
// gives itself.
func (p *page) bring(name, script string) {
	p.t.Helper()
	there, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool]("!!window."+name))
	if err == nil && !there {
		_, err = chromedp.Run(p.ctx, chromedp.Evaluate[any](script, chromedp.EvalIgnoreExceptions))
	}
	if err != nil {
		p.t.Fatalf("%s: bringing %s in: %v", p.name, name, err)
	}
}

// measure reports what an expression of the measuring script finds.
func (p *page) measure(what, expression string) {
	p.t.Helper()
	found, err := chromedp.Run(p.ctx, chromedp.Evaluate[[]string]("("+expression+")"))
	if err != nil {
		p.t.Errorf("%s, %s: measuring: %v", p.name, what, err)
	}
	if len(found) > 0 {
		p.t.Errorf("%s, %s:\n%s", p.name, what, strings.Join(found, "\n"))
	}
}
